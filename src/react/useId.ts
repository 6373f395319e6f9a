'use client';
import { useId as useReactId, useState, useSyncExternalStore } from 'react';

const COUNT = Symbol.for('planshift.ids');

/**
 * An id that nothing else on the page has. React's own comes again in a second copy of React, and in a second root that a server
 * rendered: labels would then name the wrong thing, and radio buttons merge into one group. The markup of a server keeps
 * React's until it has come to life.
 */
export function useId(): string {
  const id = useReactId();
  const [number] = useState(nextOnPage);
  // Ends in a mark, so that what is added to one cannot make another: 1 and 2 are not 12.
  const own = `${id}-${number}-`;
  return useSyncExternalStore(
    never,
    () => own,
    () => id,
  );
}

/** Counts over every copy of the kit that the page holds. */
function nextOnPage(): number {
  const page: { [COUNT]?: number } & object = globalThis;
  page[COUNT] = (page[COUNT] ?? 0) + 1;
  return page[COUNT];
}

const never = () => () => {};
