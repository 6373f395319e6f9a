export type Payload = Readonly<Record<string, unknown>>;

const NONE: Payload = {};

export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the payload holds itself under a name; never what every object has. */
function own(from: Payload, name: string): unknown {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}

export function part(from: Payload, name: string): Payload {
  const value = own(from, name);
  return isPayload(value) ? value : NONE;
}

/** An id: short text without controls, or a whole number as text. Anything else is none. */
export function idAt(from: Payload, name: string): string | null {
  const value = own(from, name);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === 'string' && /^[^\p{C}]{1,255}$/u.test(value) ? value : null;
}

/** An id, or the id of the object that stands in its place where the vendor was asked to expand it. */
export function referenceAt(from: Payload, name: string): string | null {
  return idAt(from, name) ?? idAt(part(from, name), 'id');
}

export function wordAt(from: Payload, name: string): string {
  const value = own(from, name);
  return typeof value === 'string' && /^[a-z0-9_.]{1,100}$/i.test(value) ? value : 'unknown';
}

export function flagAt(from: Payload, name: string): boolean | null {
  const value = own(from, name);
  return typeof value === 'boolean' ? value : null;
}

/** A time as ISO 8601, from text or from seconds since 1970. */
export function timeAt(from: Payload, name: string): string | null {
  const value = own(from, name);
  const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null;
}
