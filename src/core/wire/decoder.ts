/** Turns unknown input into a known shape, or throws a {@link DecodeError} that names where it went wrong. */
export type Decoder<T> = (input: unknown, path: string) => T;

/** Says which part of an answer could not be read. Holds the path, never the value. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path || 'The answer'} is not ${expected}.`);
    this.path = path;
  }
}

type Shape<T> = { readonly [K in keyof T]-?: Decoder<T[K]> };

function check<T>(expected: string, test: (input: unknown) => input is T): Decoder<T> {
  return (input, path) => {
    if (test(input)) return input;
    throw new DecodeError(path, expected);
  };
}

export const string = check('a string', (input): input is string => typeof input === 'string');
export const boolean = check('true or false', (input): input is boolean => typeof input === 'boolean');
export const integer = check('a safe integer', (input): input is number => Number.isSafeInteger(input));
const whole = (input: unknown, least: number): input is number =>
  typeof input === 'number' && Number.isSafeInteger(input) && input >= least;
/** A number of things: a safe integer from 0. */
export const count = check('a whole number from 0', (input): input is number => whole(input, 0));
/** A safe integer from 1. */
export const positive = check('a whole number from 1', (input): input is number => whole(input, 1));

// A time without its zone would be another instant in every browser.
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
export const instant = check(
  'an ISO 8601 date, with its zone where it has a time',
  (input): input is string => typeof input === 'string' && INSTANT.test(input) && !Number.isNaN(Date.parse(input)),
);

// What becomes a link on the screen: no scheme that runs, no other origin disguised as a path, nothing drawn as nothing.
const LINK = /^(https?:\/\/[^\s\p{C}]+|\/(?![/\\])[^\s\p{C}]*|(mailto|tel):[^\s\p{C}]+)$/iu;
export const link = check(
  'a link: https, mailto, tel or a path of the host',
  (input): input is string => typeof input === 'string' && LINK.test(input),
);

export function oneOf<const T extends string>(...values: readonly T[]): Decoder<T> {
  // The list is what makes the claim true.
  return check(`one of ${values.join(', ')}`, (input): input is T => values.includes(input as T));
}

export function nullable<T>(decode: Decoder<T>): Decoder<T | null> {
  return (input, path) => (input === null || input === undefined ? null : decode(input, path));
}

export function optional<T>(decode: Decoder<T>): Decoder<T | undefined> {
  return (input, path) => (input === undefined ? undefined : decode(input, path));
}

export function list<T>(decode: Decoder<T>, most = 1000): Decoder<readonly T[]> {
  return (input, path) => {
    if (!Array.isArray(input) || input.length > most) throw new DecodeError(path, `a list of at most ${most}`);
    return input.map((item, index) => decode(item, `${path}[${index}]`));
  };
}

export function record(input: unknown, path: string): Readonly<Record<string, unknown>> {
  // Checked in this very line: an object that is no list.
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  throw new DecodeError(path, 'an object');
}

/** Reads the named keys and no others, so that what was not asked for never passes. */
export function object<T extends object>(shape: Shape<T>): Decoder<T> {
  const keys = Object.keys(shape) as (keyof T & string)[];
  return (input, path) => {
    const from = record(input, path);
    const to: Partial<T> = {};
    for (const key of keys) {
      const value = shape[key](Object.hasOwn(from, key) ? from[key] : undefined, path ? `${path}.${key}` : key);
      if (value !== undefined) to[key] = value;
    }
    return to as T; // every key of the shape was read above
  };
}

/** Like {@link object}, and refuses keys it does not know: for what a browser sends. */
export function exactly<T extends object>(shape: Shape<T>): Decoder<T> {
  const decode = object(shape);
  return (input, path) => {
    for (const key of Object.keys(record(input, path)))
      if (!Object.hasOwn(shape, key))
        throw new DecodeError(path ? `${path}.${key.slice(0, 40)}` : key.slice(0, 40), 'a key that is known here');
    return decode(input, path);
  };
}

/** A union told apart by one key. */
export function union<K extends string, M extends Record<string, Decoder<unknown>>>(
  key: K,
  members: M,
): Decoder<{ [S in keyof M]: ReturnType<M[S]> }[keyof M]> {
  const tag = oneOf(...Object.keys(members));
  return (input, path) => {
    const name = tag(record(input, path)[key], path ? `${path}.${key}` : key);
    const member = members[name];
    if (!member) throw new DecodeError(path, 'a known kind');
    return member(input, path) as ReturnType<M[keyof M]>; // chosen by its own tag
  };
}

export function dictionary<T>(decode: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return (input, path) =>
    Object.fromEntries(
      Object.entries(record(input, path)).map(([key, value]) => [key, decode(value, `${path}.${key}`)]),
    );
}
