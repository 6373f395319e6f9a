import { ChangePlanError, type ChangePlanErrorCode } from '../../../core/errors.js';
import type { DeclineReason } from '../../../core/outcome.js';
import type { BlockedReason } from '../../../core/preview.js';
import { DecodeError } from '../../../core/wire/decoder.js';

/** What one of Commet's error codes means for a plan change. */
export type Meaning =
  /** Certainly not done, for a reason the customer can be told. */
  | { readonly kind: 'rejected'; readonly reason: BlockedReason }
  /** A payment was refused; whether the plan changed all the same is read. */
  | { readonly kind: 'declined'; readonly reason: DeclineReason }
  /** Not an error at all: the change happens when the period ends. */
  | { readonly kind: 'scheduled' }
  /** Still being worked on. The same key may be asked again, or the state read. */
  | { readonly kind: 'in_progress'; readonly repeat: boolean }
  /** Certainly not done, for a reason only the host can mend. */
  | { readonly kind: 'error'; readonly code: ChangePlanErrorCode }
  /** The answer does not say whether it was done. */
  | { readonly kind: 'unclear' };

const rejected = (reason: BlockedReason): Meaning => ({ kind: 'rejected', reason });
const declined = (reason: DeclineReason): Meaning => ({ kind: 'declined', reason });
const error = (code: ChangePlanErrorCode): Meaning => ({ kind: 'error', code });
const unclear: Meaning = { kind: 'unclear' };

/** Every documented code, in the order of the documentation. Branching is on the code alone: statuses are not documented. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  validation_error: error('misconfigured'),
  invalid_json: error('misconfigured'),
  unauthorized: error('misconfigured'),
  forbidden: error('misconfigured'),
  subscription_not_found: error('subscription_not_found'),
  customer_not_found: error('subscription_not_found'),
  not_found: error('subscription_not_found'),
  plan_not_found: rejected('plan_unavailable'),
  plan_change_scheduled: { kind: 'scheduled' },
  plans_not_in_same_group: rejected('not_in_group'),
  no_change_requested: rejected('no_change'),
  free_plan_change_not_supported: rejected('contact_support'),
  seat_limit_exceeded: rejected('seat_limit_exceeded'),
  missing_regional_price: rejected('missing_regional_price'),
  payment_failed: declined('card_declined'),
  charge_failed: declined('card_declined'),
  insufficient_balance: declined('insufficient_funds'),
  charge_in_progress: { kind: 'in_progress', repeat: false },
  no_payment_method: declined('no_payment_method'),
  subscription_not_active: rejected('subscription_inactive'),
  invalid_subscription_status: rejected('subscription_inactive'),
  already_scheduled: rejected('scheduled_change_exists'),
  not_scheduled_for_cancellation: rejected('no_change'),
  subscription_already_canceled: rejected('subscription_inactive'),
  plan_unavailable: rejected('plan_unavailable'),
  no_prices_configured: rejected('no_price'),
  one_time_subscription_not_cancelable: rejected('unsupported_subscription'),
  provider_unsupported: rejected('unsupported_subscription'),
  subscription_has_open_dispute: rejected('dispute_open'),
  idempotency_in_progress: { kind: 'in_progress', repeat: true },
  // The key was used with another body: something was done with it, and only a read says what.
  idempotency_key_mismatch: unclear,
  idempotency_unavailable: unclear,
  rate_limited: error('rate_limited'),
  endpoint_deprecated: error('misconfigured'),
  internal_error: unclear,
  sandbox_only: error('misconfigured'),
  endpoint_not_available: error('misconfigured'),
};

/** What the SDK threw, as far as it can be told without trusting its shape. */
export interface CommetFailure {
  /** Commet's own code, `INVALID_JSON`, or null for a network failure or timeout. */
  readonly code: string | null;
  readonly meaning: Meaning;
  /** Where the customer can pay or mend a card, when the answer names it. */
  readonly recoveryUrl: string | null;
}

export function failureOf(thrown: unknown): CommetFailure {
  const code = codeOf(thrown);
  const meaning = code !== null && Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  return { code, meaning: meaning ?? unclear, recoveryUrl: recoveryUrlOf(thrown) };
}

function codeOf(thrown: unknown): string | null {
  const code = member(thrown, 'code');
  if (typeof code === 'string') return code;
  // The SDK's error for named fields has neither code nor status.
  return member(thrown, 'validationErrors') === undefined ? null : 'validation_error';
}

function recoveryUrlOf(thrown: unknown): string | null {
  const url = member(member(thrown, 'details'), 'recoveryUrl');
  return typeof url === 'string' ? url : null;
}

function member(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}

/** A failed read as the port's error. What Commet says about it stays in the cause, for the host's logs. */
export function readError(thrown: unknown): ChangePlanError {
  if (thrown instanceof ChangePlanError) return thrown;
  if (thrown instanceof DecodeError || thrown instanceof RangeError)
    return new ChangePlanError('unreadable_answer', 'Commet answered something that cannot be read.', {
      cause: thrown,
      sent: false,
    });
  const { meaning } = failureOf(thrown);
  const code = meaning.kind === 'error' ? meaning.code : 'provider_unavailable';
  return new ChangePlanError(code, MESSAGES[code] ?? 'Commet did not answer as expected.', {
    cause: thrown,
    sent: false,
  });
}

const MESSAGES: Readonly<Partial<Record<ChangePlanErrorCode, string>>> = {
  misconfigured: 'Commet refused the request itself. Check the API key, its permissions and the API version.',
  subscription_not_found: 'Commet knows no such subscription. Check what authorize answers.',
  rate_limited: 'Commet asks to slow down.',
  provider_unavailable: 'Commet could not be reached, or did not answer in a form that can be read.',
};
