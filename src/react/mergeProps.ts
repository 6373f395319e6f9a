import type { RefCallback } from 'react';

interface Prevented {
  readonly defaultPrevented?: boolean;
}

/**
 * The props of an element of which two speak. Handlers both run, theirs first, and `event.preventDefault()` in theirs stops
 * ours; class names join, theirs last; styles add up; refs are both set; of all else theirs wins where it says something.
 */
export function mergeProps<A extends object, B extends object>(ours: A, theirs: B): A & B {
  const both: Record<string, unknown> = {};
  for (const [name, their] of Object.entries(theirs)) both[name] = joined(name, Reflect.get(ours, name), their);
  return { ...ours, ...theirs, ...both };
}

function joined(name: string, our: unknown, their: unknown): unknown {
  if (our === undefined || our === null || their === undefined || their === null) return their ?? our;
  if (name === 'ref') return together(our, their);
  if (name === 'className' && typeof our === 'string' && typeof their === 'string') return `${our} ${their}`;
  if (name === 'style') return Object.assign({}, our, their);
  if (typeof our !== 'function' || typeof their !== 'function') return their;
  return (event: Prevented | undefined) => {
    their(event);
    if (!event?.defaultPrevented) our(event);
  };
}

/** Both refs of one element. */
function together(...refs: readonly object[]): RefCallback<unknown> {
  return (node) => {
    for (const ref of refs) {
      if (typeof ref === 'function') ref(node);
      else Object.assign(ref, { current: node });
    }
  };
}
