import { misuse, secretBytes, type SignedScheme } from './secrets.js';
import { base64Of, hexOf, isSigned, macKey, type Bytes } from './signature.js';

/** Why a delivery is not believed. For logs; the sender is not told which. */
export type SignatureProblem =
  | 'no_signature'
  | 'unreadable_signature'
  | 'wrong_signature'
  | 'no_id'
  | 'unreadable_timestamp'
  | 'too_old'
  | 'too_new';

/** `id` is the event's id where the signature covers it outside of the body (Standard Webhooks); else null. */
export type SignatureVerdict =
  | { readonly ok: true; readonly id: string | null }
  | { readonly ok: false; readonly problem: SignatureProblem };

export interface WebhookVerifierOptions {
  readonly scheme: SignedScheme;
  /** The endpoint's signing secrets. One is enough to fit, so that a new one can be put beside the old. */
  readonly secrets: readonly string[];
  /**
   * How old, or how far ahead, the signed time may be, in seconds. Default 300. Commet signs no time: there a repetition is known by
   * its event id alone.
   */
  readonly toleranceSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Checks the raw bytes of a body: never what was parsed and written again. */
export type WebhookVerifier = (headers: WebhookHeaders, body: Uint8Array) => Promise<SignatureVerdict>;

/** Headers of the web, or an object as Node has it. Names are read in any case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const DEFAULT_TOLERANCE = 300;
/** More than any sender of ours needs while it rotates secrets. */
const MOST_SIGNATURES = 16;

/**
 * Makes the check of one endpoint. Uses Web Crypto only, so it runs on every server platform.
 * @throws TypeError where the scheme is unknown, or a secret is missing or cannot be one.
 */
export function createWebhookVerifier(options: WebhookVerifierOptions): WebhookVerifier {
  const { scheme, toleranceSeconds = DEFAULT_TOLERANCE, now = Date.now } = options;
  const check = checkOf(scheme);
  if (!Number.isFinite(toleranceSeconds) || toleranceSeconds <= 0)
    throw misuse('toleranceSeconds is no number above zero', 'Leave it out for five minutes.');
  const keys = Promise.all(secretBytes(scheme, options.secrets).map(macKey));
  return async (headers, body) =>
    check({
      headers: toHeaders(headers),
      // A view of shared memory could change under the check.
      body: new Uint8Array(body),
      keys: await keys,
      nowSeconds: Math.floor(now() / 1000),
      toleranceSeconds,
    });
}

interface Delivery {
  readonly headers: Headers;
  readonly body: Bytes;
  readonly keys: readonly CryptoKey[];
  readonly nowSeconds: number;
  readonly toleranceSeconds: number;
}

function checkOf(scheme: SignedScheme): (delivery: Delivery) => Promise<SignatureVerdict> {
  switch (scheme) {
    case 'commet':
      return checkCommet;
    case 'standard':
      return checkStandard;
    case 'stripe':
      return checkStripe;
    default:
      throw misuse(`there is no scheme ${JSON.stringify(scheme)}`, 'There are commet, standard, stripe and partner.');
  }
}

/** `X-Commet-Signature`: the hex HMAC of the body and nothing else. */
async function checkCommet({ headers, body, keys }: Delivery): Promise<SignatureVerdict> {
  const signature = headers.get('x-commet-signature');
  if (!signature) return refused('no_signature');
  if (!/^[0-9a-f]{64}$/.test(signature)) return refused('unreadable_signature');
  return (await isSigned(keys, '', body, hexOf, [signature])) ? { ok: true, id: null } : refused('wrong_signature');
}

/** Standard Webhooks 1: base64 HMAC of id, time and body; a list of signatures, of which unknown versions are passed over. */
async function checkStandard(delivery: Delivery): Promise<SignatureVerdict> {
  const { headers, body, keys } = delivery;
  const id = headers.get('webhook-id');
  if (!id || !/^[\x21-\x7e]{1,255}$/.test(id)) return refused('no_id');
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const late = timeProblem(timestamp, delivery);
  if (late) return refused(late);
  const entries = (headers.get('webhook-signature') ?? '').split(' ').filter((entry) => entry !== '');
  if (entries.length === 0) return refused('no_signature');
  const signatures = entries.filter((entry) => entry.startsWith('v1,')).map((entry) => entry.slice(3));
  if (signatures.length === 0 || signatures.length > MOST_SIGNATURES) return refused('unreadable_signature');
  const signed = await isSigned(keys, `${id}.${timestamp}.`, body, base64Of, signatures);
  return signed ? { ok: true, id } : refused('wrong_signature');
}

/** `Stripe-Signature: t=…,v1=…`: hex HMAC of time and body; several `v1` while a secret is rotated. */
async function checkStripe(delivery: Delivery): Promise<SignatureVerdict> {
  const { headers, body, keys } = delivery;
  const header = headers.get('stripe-signature');
  if (!header) return refused('no_signature');
  const pairs = header.split(',').map((pair) => pair.trim().split('='));
  const times = pairs.filter(([name]) => name === 't').map(([, value = '']) => value);
  const signatures = pairs.filter(([name]) => name === 'v1').map(([, ...value]) => value.join('='));
  const [timestamp] = times;
  // With two times it would not be clear which one was signed.
  if (timestamp === undefined || times.length > 1) return refused('unreadable_timestamp');
  if (signatures.length === 0 || signatures.length > MOST_SIGNATURES) return refused('unreadable_signature');
  const late = timeProblem(timestamp, delivery);
  if (late) return refused(late);
  const signed = await isSigned(keys, `${timestamp}.`, body, hexOf, signatures);
  return signed ? { ok: true, id: null } : refused('wrong_signature');
}

/** Whole seconds since 1970, written in digits and nothing else. */
function timeProblem(text: string, { nowSeconds, toleranceSeconds }: Delivery): SignatureProblem | null {
  if (!/^\d{1,12}$/.test(text)) return 'unreadable_timestamp';
  const age = nowSeconds - Number(text);
  if (age > toleranceSeconds) return 'too_old';
  return age < -toleranceSeconds ? 'too_new' : null;
}

function refused(problem: SignatureProblem): SignatureVerdict {
  return { ok: false, problem };
}

function toHeaders(given: WebhookHeaders): Headers {
  if (given instanceof Headers) return given;
  const headers = new Headers();
  for (const [name, value] of Object.entries(given))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) headers.append(name, one);
  return headers;
}
