import { bytesOf, fromBase64, type Bytes } from './signature.js';

/** Where signatures come from: each is checked in its own way. */
export type SignedScheme = 'commet' | 'standard' | 'stripe';

const LEAST_CHARACTERS = 16;
const LEAST_BYTES = 16;
const API_KEY = /^(?:[spr]k_(?:live|test)_|ck_)/;

/**
 * The bytes that each secret signs with.
 * @throws TypeError where there is none, or one that cannot be an endpoint's secret. Never with the secret in its message.
 */
export function secretBytes(scheme: SignedScheme, secrets: readonly string[]): readonly Bytes[] {
  checkSecrets(secrets, 'anybody could send events');
  return secrets.map((secret, index) => {
    if (API_KEY.test(secret))
      throw misuse(`secrets[${index}] is an API key`, 'Pass the signing secret of the webhook endpoint instead.');
    return scheme === 'standard' ? standardBytes(secret, index) : bytesOf(secret);
  });
}

/** @throws TypeError where the list is empty, or one is missing, too short or was copied with its line's end. */
export function checkSecrets(secrets: readonly string[], why: string): void {
  const remedy = `Without it ${why}. Keep it in the environment and pass secrets: [it]; two while you rotate.`;
  if (typeof secrets === 'string') throw misuse('secrets is a string and no list', remedy);
  if (!Array.isArray(secrets) || secrets.length === 0) throw misuse('secrets is empty', remedy);
  secrets.forEach((secret: unknown, index) => {
    const name = `secrets[${index}]`;
    if (secret === undefined || secret === null || secret === '')
      throw misuse(`${name} is missing: its environment variable is not set`, remedy);
    if (typeof secret !== 'string') throw misuse(`${name} is no text`, remedy);
    if (/\s/.test(secret)) throw misuse(`${name} holds a space or the end of a line`, 'Copy it again.');
    if (secret.length < LEAST_CHARACTERS)
      throw misuse(`${name} is shorter than ${LEAST_CHARACTERS} characters`, 'Copy the whole of it.');
  });
}

function standardBytes(secret: string, index: number): Bytes {
  if (/^wh(?:sk|pk)_/.test(secret))
    throw misuse(`secrets[${index}] is a key pair's`, 'Only shared secrets (whsec_…) are read here.');
  const bytes = fromBase64(secret.replace(/^whsec_/, ''));
  if (bytes === null)
    throw misuse(`secrets[${index}] is no base64`, 'Copy it again as the vendor shows it, with or without whsec_.');
  if (bytes.byteLength < LEAST_BYTES)
    throw misuse(`secrets[${index}] holds fewer than ${LEAST_BYTES} bytes`, 'Copy the whole of it.');
  return bytes;
}

export function misuse(what: string, remedy: string): TypeError {
  return new TypeError(`planshift/server/webhook: ${what}. ${remedy}`);
}
