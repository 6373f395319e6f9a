import type { Ref, RefCallback } from 'react';

interface Prevented {
  readonly defaultPrevented?: boolean;
}

/**
 * The props of an element of which two speak. Handlers both run, theirs first, and `event.preventDefault()` in theirs stops
 * ours; class names join, theirs last; styles add up; refs are both set; of all else theirs wins.
 */
export function mergeProps<A extends object, B extends object>(ours: A, theirs: B): A & B {
  const both: Record<string, unknown> = {};
  for (const [name, their] of Object.entries(theirs)) {
    const our: unknown = Reflect.get(ours, name);
    if (our !== undefined && our !== null) both[name] = joined(name, our, their);
  }
  return { ...ours, ...theirs, ...both };
}

function joined(name: string, our: unknown, their: unknown): unknown {
  if (their === undefined || (name === 'ref' && their === null)) return our;
  if (name === 'ref') return together(our, their);
  if (name === 'className') return `${String(our)} ${String(their)}`;
  if (name === 'style') return Object.assign({}, our, their);
  if (/^on[A-Z]/.test(name) && typeof our === 'function' && typeof their === 'function')
    return (event: Prevented | undefined, ...more: readonly unknown[]) => {
      their(event, ...more);
      if (!event?.defaultPrevented) our(event, ...more);
    };
  return their;
}

/** Both refs of one element. */
function together(...refs: readonly unknown[]): RefCallback<unknown> {
  return (node) => {
    for (const ref of refs) {
      if (typeof ref === 'function') ref(node);
      else if (isHolder(ref)) ref.current = node;
    }
  };
}

function isHolder(ref: unknown): ref is Exclude<Ref<unknown>, RefCallback<unknown> | null> {
  return typeof ref === 'object' && ref !== null;
}
