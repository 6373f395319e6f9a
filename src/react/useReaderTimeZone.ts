'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => {};
let zone: string | undefined;
// Asked at every drawing, and costly to ask anew.
const here = () => (zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);
const nowhere = () => null;

/** The reader's IANA time zone. Null while a server renders, so that both sides write the same text. */
export function useReaderTimeZone(given: string | undefined): string | null {
  const own = useSyncExternalStore(never, here, nowhere);
  return given ?? own;
}
