/** A promise that was not kept. The message is a sentence that can be read alone. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function say(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new BrokenPromise(otherwise);
}

/** The same as JSON sees it: keys in any order, what is undefined left out. */
export function alike(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isPlain(inner) ? sorted(inner) : inner)) ?? 'undefined';
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
