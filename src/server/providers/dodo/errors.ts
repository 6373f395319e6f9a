import { ChangePlanError, type ChangePlanErrorCode } from '../../../core/errors.js';
import type { BlockedReason } from '../../../core/preview.js';
import { DecodeError } from '../../../core/wire/decoder.js';

/** What a failed call means for a plan change. */
export type Meaning =
  /** Certainly not done, for a reason the customer can be told. */
  | { readonly kind: 'rejected'; readonly reason: BlockedReason }
  /** Certainly not done, for a reason only the host can mend, or because of a limit. */
  | { readonly kind: 'error'; readonly code: ChangePlanErrorCode }
  /** The answer does not say whether it was done. */
  | { readonly kind: 'unclear' };

const rejected = (reason: BlockedReason): Meaning => ({ kind: 'rejected', reason });
const error = (code: ChangePlanErrorCode): Meaning => ({ kind: 'error', code });
const unclear: Meaning = { kind: 'unclear' };

/** The documented codes, and those that were seen. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED: rejected('subscription_inactive'),
  ON_DEMAND_PLAN_CHANGE_NOT_SUPPORTED: rejected('unsupported_subscription'),
  SUBSCRIPTION_INACTIVE: rejected('subscription_inactive'),
  SUBSCRIPTION_EXPIRED: rejected('subscription_inactive'),
  PREVIOUS_PAYMENT_PENDING: rejected('payment_in_progress'),
  SCHEDULED_PLAN_CHANGE_EXISTS: rejected('scheduled_change_exists'),
  PENDING_PLAN_CHANGE_EXISTS: rejected('pending_change_exists'),
  PENDINGPLANCHANGEEXISTS: rejected('pending_change_exists'),
  PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION: rejected('cancellation_scheduled'),
  PRODUCT_IS_DELETED: rejected('plan_unavailable'),
  INVALID_DISCOUNT_CODE: rejected('discount_invalid'),
  DISCOUNT_CODE_EXPIRED: rejected('discount_invalid'),
  DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED: rejected('discount_invalid'),
  DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT: rejected('discount_invalid'),
  UNSUPPORTED_CURRENCY: rejected('missing_regional_price'),
  TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT: rejected('contact_support'),
  SUBSCRIPTION_PAYMENT_RETRY_LIMIT_EXCEEDED: rejected('payment_overdue'),
  PLAN_CHANGE_VIA_PAYMENT_LINK_NOT_ALLOWED: rejected('no_payment_method'),
  MISSING_ADDON_IDS: error('not_allowed'),
  ADDONS_NOT_ALLOWED_FOR_ON_DEMAND: error('not_allowed'),
  INVALID_REQUEST_BODY: error('misconfigured'),
  INVALID_REQUEST_PARAMETERS: error('misconfigured'),
  MERCHANT_NOT_LIVE: error('misconfigured'),
  NOT_FOUND: error('subscription_not_found'),
  UNAUTHORIZED: error('misconfigured'),
  TOO_MANY_REQUESTS: error('rate_limited'),
  DISCOUNT_CONCURRENT_REDEMPTION: unclear,
};

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  400: error('misconfigured'),
  401: error('misconfigured'),
  403: error('misconfigured'),
  404: error('subscription_not_found'),
  422: error('misconfigured'),
  429: error('rate_limited'),
};

/** Dodo's code; without one that is known, the status decides. */
export function meaningOf(thrown: unknown): Meaning {
  const code = codeOf(thrown)?.toUpperCase();
  if (code !== undefined && Object.hasOwn(MEANINGS, code)) return MEANINGS[code] ?? unclear;
  const status = member(thrown, 'status');
  return (typeof status === 'number' ? BY_STATUS[status] : undefined) ?? unclear;
}

export function codeOf(thrown: unknown): string | null {
  const code = member(member(thrown, 'error'), 'code');
  return typeof code === 'string' ? code : null;
}

function retryAfterOf(thrown: unknown): number | null {
  const headers = member(thrown, 'headers');
  if (!(headers instanceof Headers)) return null;
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(milliseconds) ? milliseconds : Number.isFinite(seconds) ? seconds * 1000 : null;
}

function member(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}

/** A failed call that changed nothing, as the port's error. What Dodo says about it stays in the cause, for the host's logs. */
export function readError(thrown: unknown): ChangePlanError {
  if (thrown instanceof ChangePlanError) return thrown;
  if (thrown instanceof DecodeError || thrown instanceof RangeError || thrown instanceof SyntaxError)
    return new ChangePlanError('unreadable_answer', 'Dodo Payments answered something that cannot be read.', {
      cause: thrown,
      sent: false,
    });
  const meaning = meaningOf(thrown);
  const code = meaning.kind === 'error' ? meaning.code : 'provider_unavailable';
  return new ChangePlanError(code, MESSAGES[code] ?? 'Dodo Payments did not answer as expected.', {
    cause: thrown,
    sent: false,
    retryAfterMs: retryAfterOf(thrown),
  });
}

const MESSAGES: Readonly<Partial<Record<ChangePlanErrorCode, string>>> = {
  misconfigured: 'Dodo Payments refused the request itself. Check the key, its permissions and the policy.',
  subscription_not_found:
    'Dodo Payments knows no such subscription, product or collection. Check what authorize answers.',
  not_allowed: 'Dodo Payments does not take this choice.',
  rate_limited: 'Dodo Payments asks to slow down.',
  provider_unavailable: 'Dodo Payments could not be reached, or did not answer in a form that can be read.',
};
