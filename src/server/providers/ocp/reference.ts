import type { Money } from '../../../core/money.js';
import { integer, nullable, object, string } from '../../../core/wire/decoder.js';
import { decodeMoney } from '../../../core/wire/selection.js';
import { base64url, fromBase64url, hmacKey, sign, toBytes, verify } from '../../crypto.js';

/** What a checkout is for. Travels through the partner's checkout, signed, and comes back with the payment. */
export interface CheckoutReference {
  /** Names this very checkout. */
  readonly id: string;
  readonly workspaceId: string;
  readonly customerId: string;
  readonly fromPlanId: string;
  readonly planId: string;
  /** What the customer was told to pay; null where only the checkout knows. */
  readonly amount: Money | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface References {
  seal(reference: CheckoutReference): Promise<string>;
  /** Null where it was not sealed here or was edited. Says nothing of expiry. */
  open(text: string): Promise<CheckoutReference | null>;
}

const VERSION = 'ocp1';
const decode = object<CheckoutReference>({
  id: string,
  workspaceId: string,
  customerId: string,
  fromPlanId: string,
  planId: string,
  amount: nullable(decodeMoney),
  expiresAt: integer,
});

export function createReferences(secrets: readonly string[]): References {
  const keys = secrets.map((secret) => hmacKey(secret));
  return {
    async seal(reference) {
      const [first] = keys;
      if (first === undefined) throw new TypeError('ocp: a checkout reference needs a secret.');
      const payload = `${VERSION}.${base64url(toBytes(JSON.stringify(reference)))}`;
      return `${payload}.${await sign(await first, payload)}`;
    },
    async open(text) {
      const end = text.lastIndexOf('.');
      const payload = text.slice(0, end);
      if (end < 0 || !payload.startsWith(`${VERSION}.`)) return null;
      for (const key of keys)
        if (await verify(await key, payload, text.slice(end + 1))) return parse(payload.slice(VERSION.length + 1));
      return null;
    },
  };
}

function parse(encoded: string): CheckoutReference | null {
  const bytes = fromBase64url(encoded);
  if (bytes === null) return null;
  try {
    return decode(JSON.parse(new TextDecoder().decode(bytes)), '');
  } catch {
    return null;
  }
}
