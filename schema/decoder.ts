/**
 * The makers of src/core/wire/decoder.ts once more: with these in their place, the shapes of the wire are JSON Schemas instead of
 * decoders. So the schema is made from the very lines that read an answer, and the browser's code carries none of it.
 */
export type Schema = { readonly [keyword: string]: unknown };
type Shape = Readonly<Record<string, Schema>>;

export class DecodeError extends Error {}

/** Schemas of what may be left out of an object. */
const omittable = new WeakSet<Schema>();

const KNOWN: Readonly<Record<string, Schema>> = { 'a currency': { type: 'string', pattern: '^[A-Z]{3}$' } };

/** A test that is written in code has to be known here, or the schema would say less than the decoder. */
export function check(expected: string): Schema {
  const schema = KNOWN[expected];
  if (!schema) throw new TypeError(`schema/decoder.ts: nobody has said in JSON Schema what ${expected} is.`);
  return schema;
}

const wholeFrom = (minimum: number): Schema => ({ type: 'integer', minimum, maximum: Number.MAX_SAFE_INTEGER });

/** JSON Schema has no flags: letters stand for both cases where the pattern says so. */
export function matching(description: string, { source, ignoreCase }: RegExp): Schema {
  const letters = /\\p\{[^}]*\}|\\.|[a-z]/gi;
  const either = (part: string) => (part.length === 1 ? `[${part.toLowerCase()}${part.toUpperCase()}]` : part);
  return { type: 'string', description, pattern: ignoreCase ? source.replace(letters, either) : source };
}

export const sized = (description: string, minLength: number, maxLength: number): Schema => ({
  type: 'string',
  description,
  minLength,
  maxLength,
});

export const string: Schema = { type: 'string' };
export const boolean: Schema = { type: 'boolean' };
export const integer = wholeFrom(Number.MIN_SAFE_INTEGER);
export const minorUnits = integer;
export const count = wholeFrom(0);
export const positive = wholeFrom(1);
const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)`;
export const instant: Schema = {
  type: 'string',
  description: 'an ISO 8601 date, or a time with its zone',
  pattern: `^${DATE}(T${TIME})?$`,
};
export const link = matching('a link', /^(https?:\/\/[^\s\p{C}]+|\/(?![/\\])[^\s\p{C}]*|(mailto|tel):[^\s\p{C}]+)$/iu);

export const oneOf = (...values: readonly string[]): Schema => ({ enum: values });

export function nullable(schema: Schema): Schema {
  const made = { anyOf: [schema, { type: 'null' }] };
  omittable.add(made);
  return made;
}

export function optional(schema: Schema): Schema {
  const made = { allOf: [schema] };
  omittable.add(made);
  return made;
}

export const list = (items: Schema, maxItems = 1000): Schema => ({ type: 'array', items, maxItems });

export function object(properties: Shape): Schema {
  const required = Object.keys(properties).filter((key) => !omittable.has(properties[key] ?? {}));
  return { type: 'object', properties, required };
}

export const exactly = (properties: Shape): Schema => ({ ...object(properties), additionalProperties: false });

export function union(key: string, members: Readonly<Record<string, Shape>>, make = object): Schema {
  const oneOfThem = Object.entries(members).map(([tag, shape]) => make({ [key]: { const: tag }, ...shape }));
  return { type: 'object', required: [key], oneOf: oneOfThem };
}

export const dictionary = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });

/** Never runs here: what it reads is a decoder's business. */
export function record(): never {
  throw new TypeError('A schema reads nothing.');
}
