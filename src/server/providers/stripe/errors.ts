import { ChangePlanError, type ChangePlanErrorCode } from '../../../core/errors.js';
import type { DeclineReason } from '../../../core/outcome.js';
import { DecodeError } from '../../../core/wire/decoder.js';

/** What Stripe's refusal of a call means for it. */
export type Meaning =
  | { readonly kind: 'declined'; readonly reason: DeclineReason }
  /** Certainly not done. */
  | { readonly kind: 'error'; readonly code: ChangePlanErrorCode }
  /** The answer does not say whether it was done. */
  | { readonly kind: 'unclear' };

const DECLINES: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  authentication_required: 'authentication_failed',
  subscription_payment_intent_requires_action: 'authentication_failed',
};

export function meaningOf(thrown: unknown): Meaning {
  if (member(thrown, 'rawType') === 'card_error') {
    const decline = String(member(thrown, 'decline_code') || member(thrown, 'code'));
    return {
      kind: 'declined',
      reason: (Object.hasOwn(DECLINES, decline) ? DECLINES[decline] : undefined) ?? 'card_declined',
    };
  }
  // A key that was used otherwise: something was done with it, and only a read says what.
  if (member(thrown, 'rawType') === 'idempotency_error') return { kind: 'unclear' };
  switch (member(thrown, 'statusCode')) {
    case 400:
    case 401:
    case 403:
    case 501:
      return { kind: 'error', code: 'misconfigured' };
    case 404:
      return { kind: 'error', code: 'subscription_not_found' };
    case 429:
      return { kind: 'error', code: 'rate_limited' };
    default:
      return { kind: 'unclear' };
  }
}

function member(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}

/** Stripe's request id, which its support finds a call by. */
export function referenceOf(thrown: unknown): string | null {
  const id = member(thrown, 'requestId');
  return typeof id === 'string' ? id : null;
}

const MESSAGES: Readonly<Partial<Record<ChangePlanErrorCode, string>>> = {
  misconfigured:
    'Stripe refused the request itself. Check the API key, the ids of products and prices, and the API version.',
  subscription_not_found: 'Stripe knows no such customer or subscription. Check what authorize answers.',
  rate_limited: 'Stripe asks to slow down.',
};

/** A failed call as the port's error. What Stripe says about it stays in the cause, for the host's logs. */
export function readError(thrown: unknown): ChangePlanError {
  if (thrown instanceof ChangePlanError) return thrown;
  if (thrown instanceof DecodeError || thrown instanceof RangeError)
    return new ChangePlanError('unreadable_answer', 'Stripe answered something that cannot be read.', {
      cause: thrown,
      sent: false,
    });
  const meaning = meaningOf(thrown);
  const code = meaning.kind === 'error' ? meaning.code : 'provider_unavailable';
  const reference = referenceOf(thrown);
  return new ChangePlanError(
    code,
    MESSAGES[code] ?? 'Stripe could not be reached, or did not answer in a form that can be read.',
    {
      cause: thrown,
      reference,
      retryAfterMs: waitOf(thrown),
      sent: false,
    },
  );
}

/** How long Stripe asks to wait, in milliseconds. Its client does not look at it. */
function waitOf(thrown: unknown): number | null {
  const headers = member(thrown, 'headers');
  const named: unknown = headers instanceof Headers ? headers.get('retry-after') : member(headers, 'retry-after');
  const seconds = typeof named === 'string' && /^\d{1,4}$/.test(named) ? Number(named) : null;
  return seconds === null ? null : seconds * 1000;
}
