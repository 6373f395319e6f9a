import type { Impact } from './impact.js';
import type { Money } from './money.js';
import type { BlockedReason, PreviewOutcome } from './preview.js';
import type { Subscription } from './subscription.js';

/** Why a payment was refused, as far as the provider says in a form that can be acted on. */
export type DeclineReason =
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'authentication_failed'
  | 'no_payment_method';

/** Why a preview no longer holds. */
export type StaleReason = 'amount_changed' | 'expired' | 'subscription_changed' | 'token_refused';

/** Where the payment of an applied change stands. */
export type AppliedPayment = 'paid' | 'none' | 'failed' | 'pending';

/** What became of a change that was confirmed. A union, never a boolean: 200 is not "paid". */
export type ChangePlanOutcome =
  | {
      readonly status: 'applied';
      readonly payment: AppliedPayment;
      /** What was really charged; null where the provider does not say. */
      readonly amountCharged: Money | null;
      /** Set where the charge is not what was shown, also where the preview had left something out. */
      readonly difference: { readonly shown: Money; readonly charged: Money } | null;
      readonly subscription: Subscription;
      readonly invoice: { readonly number: string; readonly url: string | null } | null;
      /** Where to pay, with `payment: 'failed'`. */
      readonly recoveryUrl: string | null;
    }
  | {
      readonly status: 'scheduled';
      readonly effectiveAt: string;
      readonly subscription: Subscription;
      readonly impact: readonly Impact[];
    }
  | { readonly status: 'requires_checkout'; readonly checkoutUrl: string; readonly expiresAt: string | null }
  | { readonly status: 'requires_action'; readonly actionUrl: string | null; readonly clientSecret: string | null }
  | { readonly status: 'processing' }
  | {
      readonly status: 'pending';
      readonly reason: 'payment' | 'review';
      readonly recoveryUrl: string | null;
      readonly subscription: Subscription;
    }
  | {
      readonly status: 'declined';
      readonly reason: DeclineReason;
      readonly recoveryUrl: string | null;
      readonly reference: string | null;
    }
  | {
      readonly status: 'rejected';
      readonly reason: BlockedReason;
      readonly impact: readonly Impact[];
      readonly recoveryUrl: string | null;
      readonly reference: string | null;
    }
  | {
      readonly status: 'preview_stale';
      readonly reason: StaleReason;
      readonly shown: Money | null;
      readonly preview: PreviewOutcome;
    }
  | { readonly status: 'unknown'; readonly reference: string | null };

export type ChangePlanStatus = ChangePlanOutcome['status'];

/** Why a read found that nothing was changed. `declined`, `expired` and `canceled` only where the provider proves them. */
export type NotChangedReason = 'not_received' | 'declined' | 'expired' | 'canceled' | 'superseded';

/** What a later read says of a change: an outcome, or that it never happened. */
export type ReadOutcome =
  | ChangePlanOutcome
  | { readonly status: 'not_changed'; readonly reason: NotChangedReason; readonly subscription: Subscription | null };

/** What became of taking back a scheduled change. */
export type UndoOutcome =
  | { readonly status: 'undone'; readonly subscription: Subscription }
  | {
      readonly status: 'rejected';
      readonly reason: 'not_supported' | 'already_effective' | 'replaced' | 'nothing_scheduled';
      readonly subscription: Subscription | null;
    }
  | { readonly status: 'unknown'; readonly reference: string | null };

/** What became of a cancellation. */
export type CancelOutcome =
  /** It has ended; null where the billing system shows it no more. */
  | { readonly status: 'canceled'; readonly subscription: Subscription | null }
  | { readonly status: 'scheduled'; readonly effectiveAt: string; readonly subscription: Subscription }
  | {
      readonly status: 'rejected';
      readonly reason: 'not_supported' | 'already_canceled' | 'change_scheduled' | 'contact_support';
      readonly subscription: Subscription | null;
    }
  | { readonly status: 'unknown'; readonly reference: string | null };

/** What became of buying credit. */
export type TopUpOutcome =
  /** `creditBalance` is null where the billing system does not say it yet. */
  | { readonly status: 'topped_up'; readonly creditBalance: Money | null }
  | { readonly status: 'requires_checkout'; readonly checkoutUrl: string; readonly expiresAt: string | null }
  | {
      readonly status: 'declined';
      readonly reason: DeclineReason;
      readonly recoveryUrl: string | null;
      readonly reference: string | null;
    }
  | { readonly status: 'rejected'; readonly reason: 'not_supported' | 'unavailable' | 'amount_changed' }
  | { readonly status: 'unknown'; readonly reference: string | null };

export type LinkOutcome =
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'rejected'; readonly reason: 'not_supported' | 'unavailable' };

const FINAL: Readonly<Record<ReadOutcome['status'], boolean>> = {
  applied: true,
  scheduled: true,
  declined: true,
  rejected: true,
  preview_stale: true,
  not_changed: true,
  requires_checkout: false,
  requires_action: false,
  processing: false,
  pending: false,
  unknown: false,
};

/** Whether an outcome ends the attempt, so that the next one needs a new key. */
export function isFinal(outcome: ReadOutcome): boolean {
  return FINAL[outcome.status];
}
