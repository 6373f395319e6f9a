import type { Selection } from '../core/adapter.js';
import type { Money } from '../core/money.js';
import type { Certainty, PreviewStatus } from '../core/preview.js';
import { boolean, integer, nullable, object, oneOf, optional, string } from '../core/wire/decoder.js';
import { decodeMoney, decodeSelection } from '../core/wire/selection.js';
import { base64url, fromBase64url, hmacKey, sign, toBytes, verify } from './crypto.js';

/** What a customer was shown and may confirm. Ids of people and subscriptions stand in it only as digests. */
export interface PreviewClaims {
  readonly id: string;
  /** Digest of actor and customer. */
  readonly who: string;
  /** Digest of customer and subscription: the place in the ledger. */
  readonly scopeKey: string;
  /** Digest of the subscription's state. */
  readonly state: string;
  readonly selection: Selection;
  readonly status: Exclude<PreviewStatus, 'blocked'>;
  readonly amount: Money | null;
  readonly recurring: Money | null;
  readonly certainty: Certainty | null;
  /** Whether the amount leaves something out, so that another charge can be right. */
  readonly leavesOut: boolean;
  /** The provider's own token of this preview. */
  readonly pin: string;
  /** Who it was made for: what an operator was shown holds what the operator pays. Left out: a customer. */
  readonly role?: 'customer' | 'operator';
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Seals what was shown, so that it comes back unchanged; opens with every secret of the list. */
export interface PreviewTokens {
  seal(claims: PreviewClaims): Promise<string>;
  /** Null where the token was not sealed here or was edited. Says nothing of expiry. */
  open(token: string): Promise<PreviewClaims | null>;
}

const VERSION = 'ps1';
const decodeClaims = object<PreviewClaims>({
  id: string,
  who: string,
  scopeKey: string,
  state: string,
  selection: decodeSelection,
  status: oneOf('quote', 'scheduled', 'requires_checkout', 'unavailable'),
  amount: nullable(decodeMoney),
  recurring: nullable(decodeMoney),
  certainty: nullable(oneOf('exact', 'estimate')),
  leavesOut: boolean,
  pin: string,
  role: optional(oneOf('customer', 'operator')),
  issuedAt: integer,
  expiresAt: integer,
});

export function createPreviewTokens(secrets: readonly string[]): PreviewTokens {
  const keys = secrets.map((secret) => hmacKey(secret));
  const first = keys[0];
  if (first === undefined)
    throw new Error('Preview tokens need at least one secret: without one nothing can be sealed.');

  return {
    async seal(claims) {
      const payload = `${VERSION}.${base64url(toBytes(JSON.stringify(claims)))}`;
      return `${payload}.${await sign(await first, payload)}`;
    },
    async open(token) {
      const end = token.lastIndexOf('.');
      const payload = token.slice(0, end);
      if (end < 0 || !payload.startsWith(`${VERSION}.`)) return null;
      for (const key of keys)
        if (await verify(await key, payload, token.slice(end + 1))) return parse(payload.slice(VERSION.length + 1));
      return null;
    },
  };
}

function parse(encoded: string): PreviewClaims | null {
  const bytes = fromBase64url(encoded);
  if (bytes === null) return null;
  try {
    return decodeClaims(JSON.parse(new TextDecoder().decode(bytes)), '');
  } catch {
    return null;
  }
}
