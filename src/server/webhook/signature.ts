const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;
const encoder = new TextEncoder();

export type Bytes = Uint8Array<ArrayBuffer>;

export function macKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, HMAC, false, ['sign']);
}

/** HMAC-SHA256 over the text before the body, and the body byte for byte as it arrived. */
export async function macOf(key: CryptoKey, before: string, body: Bytes): Promise<Bytes> {
  const head = encoder.encode(before);
  const signed = new Uint8Array(head.byteLength + body.byteLength);
  signed.set(head);
  signed.set(body, head.byteLength);
  return new Uint8Array(await crypto.subtle.sign(HMAC, key, signed));
}

export function hexOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64Of(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

/** The bytes of plain base64, with or without its padding; null where it is none. */
export function fromBase64(text: string): Bytes | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

export function bytesOf(text: string): Bytes {
  return encoder.encode(text);
}

/**
 * Whether two texts are the same, in a time that does not tell where they differ. Texts are compared, not what they decode to: a
 * signature has one spelling.
 */
export function sameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/** Whether one of the signatures was made with one of the keys. Every pair is looked at, whichever fits. */
export async function isSigned(
  keys: readonly CryptoKey[],
  before: string,
  body: Bytes,
  spell: (mac: Bytes) => string,
  signatures: readonly string[],
): Promise<boolean> {
  let found = false;
  for (const key of keys) {
    const expected = spell(await macOf(key, before, body));
    for (const signature of signatures) found = sameText(expected, signature) || found;
  }
  return found;
}
