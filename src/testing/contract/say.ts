/** A promise that was not kept. The message is a sentence that can be read alone. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function say(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new BrokenPromise(otherwise);
}

/** The same as JSON sees it: keys in any order, what is undefined left out. */
export function alike(a: unknown, b: unknown): boolean {
  return isSame(asJson(a), asJson(b));
}

function asJson(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

// Both are compared as they stand: to put every key in order first takes longer than everything else of a promise.
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSame(Reflect.get(a, key), Reflect.get(b, key)));
}
