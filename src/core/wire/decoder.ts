/** Turns unknown input into a known shape, or throws a {@link DecodeError} that names where it went wrong. */
export type Decoder<T> = (input: unknown, path: string) => T;

/** Says which part of an answer could not be read. Holds the path, never the value. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly path: string;

  constructor(path: string, expected: string) {
    // Inside of an answer without a name, every path begins with the dot of its first key.
    const where = path.replace(/^\./, '');
    super(`${where || 'The answer'} is not ${expected}.`);
    this.path = where;
  }
}

// Every maker of decoders below is marked: one that nobody uses is left out of a bundle.

/** A decoder for each key. */
export type Shape<T> = { readonly [K in keyof T]-?: Decoder<T[K]> };

/* @__NO_SIDE_EFFECTS__ */
export function check<T>(expected: string, test: (input: unknown) => input is T): Decoder<T> {
  return (input, path) => {
    if (test(input)) return input;
    throw new DecodeError(path, expected);
  };
}

/* @__NO_SIDE_EFFECTS__ */
function wholeFrom(least: number): Decoder<number> {
  return check(
    `a whole number from ${least}`,
    (input): input is number => Number.isSafeInteger(input) && Number(input) >= least,
  );
}

/* @__NO_SIDE_EFFECTS__ */
export function matching(expected: string, pattern: RegExp): Decoder<string> {
  return check(expected, (input): input is string => typeof input === 'string' && pattern.test(input));
}

/* @__NO_SIDE_EFFECTS__ */
export function sized(expected: string, least: number, most: number): Decoder<string> {
  return check(
    expected,
    (input): input is string => typeof input === 'string' && input.length >= least && input.length <= most,
  );
}

export const string = check('a string', (input): input is string => typeof input === 'string');
export const boolean = check('a boolean', (input): input is boolean => typeof input === 'boolean');
export const integer = wholeFrom(Number.MIN_SAFE_INTEGER);
/** Minor units of money. JSON can say -0, which would be shown with a minus. */
export const minorUnits: Decoder<number> = (input, path) => integer(input, path) || 0;
/** A number of things: a safe integer from 0. */
export const count = wholeFrom(0);
/** A safe integer from 1. */
export const positive = wholeFrom(1);

// A time without its zone would be another instant in every browser.
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
export const instant = check(
  'an ISO 8601 date, or a time with its zone',
  (input): input is string => typeof input === 'string' && INSTANT.test(input) && !Number.isNaN(Date.parse(input)),
);

/** What becomes a link on the screen: no scheme that runs, no other origin disguised as a path, nothing drawn as nothing. */
export const link = matching('a link', /^(https?:\/\/[^\s\p{C}]+|\/(?![/\\])[^\s\p{C}]*|(mailto|tel):[^\s\p{C}]+)$/iu);

/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const T extends string>(...values: readonly T[]): Decoder<T> {
  // The list is what makes the claim true.
  return check(`one of ${values.join(', ')}`, (input): input is T => values.includes(input as T));
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<T>(decode: Decoder<T>): Decoder<T | null> {
  return (input, path) => (input === null || input === undefined ? null : decode(input, path));
}

/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(decode: Decoder<T>): Decoder<T | undefined> {
  return (input, path) => (input === undefined ? undefined : decode(input, path));
}

/* @__NO_SIDE_EFFECTS__ */
export function list<T>(decode: Decoder<T>, most = 1000): Decoder<readonly T[]> {
  return (input, path) => {
    if (Array.isArray(input) && input.length <= most)
      return input.map((item, index) => decode(item, `${path}[${index}]`));
    throw new DecodeError(path, `a list of at most ${most}`);
  };
}

export function record(input: unknown, path: string): Readonly<Record<string, unknown>> {
  // Checked in this very line: an object that is no list.
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  throw new DecodeError(path, 'an object');
}

/** What an object holds itself, and not what every object has. */
function own(from: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(from, key) ? from[key] : undefined;
}

/** Reads the named keys and no others, so that what was not asked for never passes. */
/* @__NO_SIDE_EFFECTS__ */
export function object<T extends object>(shape: Shape<T>): Decoder<T> {
  const keys = Object.keys(shape) as (keyof T & string)[];
  return (input, path) => {
    const from = record(input, path);
    const to: Partial<T> = {};
    for (const key of keys) {
      const value = shape[key](own(from, key), `${path}.${key}`);
      if (value !== undefined) to[key] = value;
    }
    return to as T; // every key of the shape was read above
  };
}

/** Like {@link object}, and refuses keys it does not know: for what a browser sends. */
/* @__NO_SIDE_EFFECTS__ */
export function exactly<T extends object>(shape: Shape<T>): Decoder<T> {
  const decode = object(shape);
  return (input, path) => {
    for (const key of Object.keys(record(input, path)))
      if (!Object.hasOwn(shape, key)) throw new DecodeError(`${path}.${key.slice(0, 40)}`, 'known here');
    return decode(input, path);
  };
}

/** The members of a union that may carry a tag. */
type Tagged<T, K extends keyof T, S> = T extends unknown ? (S extends T[K] ? T : never) : never;

/** What each tag stands for; the tag itself is read from the key. */
export type Members<T, K extends keyof T> = {
  readonly [S in T[K] & string]: Shape<Omit<Tagged<T, K, S>, K>>;
};

/** A union told apart by one key. */
/* @__NO_SIDE_EFFECTS__ */
export function union<T extends object, K extends keyof T & string>(
  key: K,
  members: Members<T, K>,
  make: (shape: Shape<T>) => Decoder<T> = object,
): Decoder<T> {
  const tag = oneOf(...(Object.keys(members) as (keyof typeof members)[]));
  return (input, path) => {
    const name = tag(own(record(input, path), key), `${path}.${key}`);
    // The shape of the member that the tag names, and the tag.
    return make({ ...members[name], [key]: () => name } as unknown as Shape<T>)(input, path);
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function dictionary<T>(decode: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return (input, path) =>
    Object.fromEntries(
      Object.entries(record(input, path)).map(([key, value]) => [key, decode(value, `${path}.${key}`)]),
    );
}
