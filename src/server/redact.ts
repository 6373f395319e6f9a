const CREDENTIAL = /\b(?:ck|sk|pk|rk|whsec|whsk|ps1|Bearer|Basic)[_.\s-][A-Za-z0-9._~+/=-]{4,}/gi;
/** Long, and of digits and letters in both cases: what keys without a prefix look like, and no word of ours. */
const KEY_LIKE = /[A-Za-z0-9_+=-]{24,2000}/g;
const MIXED = [/[a-z]/, /[A-Z]/, /[0-9]/];
const EMAIL = /[^\s@<>"']{1,64}@[^\s@<>"']{1,255}/g;

/** Text that can stand in a log or an answer: controls escaped, credentials and addresses taken out, at most `most` characters. */
export function safeText(text: string, most = 200): string {
  return text
    .slice(0, 2000)
    .replace(CREDENTIAL, '[redacted]')
    .replace(KEY_LIKE, (part) => (MIXED.every((kind) => kind.test(part)) ? '[redacted]' : part))
    .replace(EMAIL, '[redacted]')
    .slice(0, most)
    .replace(/[\p{Cc}\u2028\u2029]/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A support reference as it may be told, or null: it often is what a vendor or a proxy wrote into a header. */
export function safeReference(reference: string | null): string | null {
  if (reference === null || !/^[\w.:-]{1,200}$/.test(reference)) return null;
  return reference.replace(CREDENTIAL, '') === reference ? reference : null;
}

/** Origin and path of a URL; never its query, fragment or user. */
export function safeUrl(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return safeText(`${origin}${pathname}`);
  } catch {
    return '[no URL]';
  }
}

export function shortKey(key: string): string {
  return safeText(key.slice(0, 8));
}

export interface ThrownFacts {
  readonly name: string;
  readonly code: string | null;
}

/** What may be said of something thrown: its name and code. No message, which can hold anything, and no getter is called. */
export function factsOf(thrown: unknown): ThrownFacts {
  try {
    if (typeof thrown !== 'object' || thrown === null) return { name: typeof thrown, code: null };
    const name = plain(thrown, 'name') ?? plain(Object.getPrototypeOf(thrown), 'name') ?? 'object';
    const code = plain(thrown, 'code');
    return { name: identifier(name) ?? 'object', code: code === null ? null : identifier(code) };
  } catch {
    return { name: 'object', code: null };
  }
}

function plain(holder: unknown, key: string): string | null {
  if (typeof holder !== 'object' || holder === null) return null;
  const value: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
  return typeof value === 'string' ? value : null;
}

function identifier(text: string): string | null {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(text) ? safeText(text) : null;
}
