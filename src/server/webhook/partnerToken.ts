import type { PartnerWebhookOptions } from './options.js';
import { checkSecrets, misuse } from './secrets.js';
import { bytesOf, hexOf, sameText } from './signature.js';

/** Whether a request carries one of the host's tokens; every request does where none is asked for. */
export function createTokenCheck(token: PartnerWebhookOptions['token']): (request: Request) => Promise<boolean> {
  if (token === undefined) return async () => true;
  checkSecrets(token.secrets, 'anybody could send hints');
  const { in: place } = token;
  if (place !== 'path' && !/^[A-Za-z0-9-]{1,100}$/.test(place?.header ?? ''))
    throw misuse('token.in is neither "path" nor { header }', 'Say where the token stands.');
  const expected = Promise.all(token.secrets.map(digest));
  return async (request) => {
    const given = await digest(place === 'path' ? lastPart(request) : (request.headers.get(place.header) ?? ''));
    let found = false;
    for (const one of await expected) found = sameText(one, given) || found;
    return found;
  };
}

function lastPart({ url }: Request): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

// Digests are of one length, so that the length of a token is not told either.
async function digest(text: string): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))));
}
