import type { Impact } from './impact.js';
import type { Money } from './money.js';
import { addsUp } from './money.js';
import type { BillingInterval, ChangeDirection, UnavailableReason } from './plan.js';
import type { PaymentMethod, ScheduledChange } from './subscription.js';

/** What may still come on top of, or off, an estimate. */
export type Excluded = 'tax' | 'credit' | 'usage';

/** `exact`: charged as shown or not at all. `estimate`: see `excludes`. */
export type Certainty = 'exact' | 'estimate';

export type LineKind = 'credit' | 'charge' | 'addon' | 'usage' | 'tax' | 'discount' | 'balance' | 'rounding' | 'other';

/** One row of the statement. Its words come from the message catalogue by `kind`. */
export interface PreviewLine {
  readonly kind: LineKind;
  /** Signed as it enters the total: credits and discounts are negative. */
  readonly amount: Money;
  /** What the line is about: a plan, an add-on, a tax. */
  readonly name: string | null;
  readonly quantity: number | null;
  /** "15 of 31 days": the part of the period that the line is for. */
  readonly days: { readonly part: number; readonly total: number } | null;
}

/** From where to where. */
export interface ChangeSummary {
  readonly direction: ChangeDirection;
  readonly from: {
    readonly planId: string;
    readonly planName: string;
    readonly interval: BillingInterval | null;
  } | null;
  readonly to: {
    readonly planId: string;
    readonly planName: string;
    readonly priceId: string;
    readonly interval: BillingInterval;
  };
}

/** What a change would cost and do, in a form that can be confirmed. */
export interface Confirmable {
  /** Opaque. Handed back to make exactly this change. */
  readonly token: string;
  /** How long the token is good for from when it arrived, in milliseconds. */
  readonly validForMs: number;
  readonly change: ChangeSummary;
  readonly impact: readonly Impact[];
}

/** What renews after the change. Null members are unknown and left out of the screen. */
export interface Onward {
  readonly nextInvoice: { readonly date: string; readonly amount: Money | null } | null;
  readonly recurring: { readonly amount: Money; readonly interval: BillingInterval } | null;
  readonly paymentMethod: PaymentMethod | null;
}

/** Why a change cannot be made now. */
export type BlockedReason =
  | UnavailableReason
  | 'seat_limit_exceeded'
  | 'no_change'
  | 'scheduled_change_exists'
  | 'pending_change_exists'
  | 'cancellation_scheduled'
  | 'subscription_inactive'
  | 'payment_overdue'
  | 'payment_in_progress'
  | 'no_payment_method'
  | 'unsupported_subscription'
  | 'dispute_open'
  | 'discount_invalid'
  | 'checkout_unavailable'
  | 'contact_support';

export type PreviewOutcome =
  | (Confirmable &
      Onward & {
        readonly status: 'quote';
        /** What the customer pays on confirming. Negative or zero: nothing is due. */
        readonly dueNow: Money;
        readonly certainty: Certainty;
        readonly excludes: readonly Excluded[];
        /** Empty where the provider gives none, or they did not add up to `dueNow`. */
        readonly lines: readonly PreviewLine[];
        /**
         * How much of `dueNow` is tax that is in the prices of its lines already: above zero, and never more than `dueNow`. Tax that
         * comes on top is a line. `name` as the provider writes it ("VAT"). Null or left out: none, or the provider does not say.
         */
        readonly includedTax?: { readonly name: string | null; readonly amount: Money } | null;
        readonly effectiveAt: string;
        /** Credit the customer holds afterwards. */
        readonly creditAfter: Money | null;
        /** How much of that this change adds; zero or above. Null where the provider does not say. */
        readonly creditAdded: Money | null;
      })
  | (Confirmable &
      Onward & {
        readonly status: 'scheduled';
        /** When the change happens; nothing is due before. */
        readonly effectiveAt: string;
        /** As in {@link ScheduledChange}. */
        readonly paidUntil: ScheduledChange['paidUntil'];
      })
  | (Confirmable &
      Onward & {
        readonly status: 'requires_checkout';
        /** What the checkout will ask for; null where only the checkout knows. */
        readonly dueNow: Money | null;
        readonly certainty: Certainty;
        readonly excludes: readonly Excluded[];
        /** The host name the customer is sent to, when known before. */
        readonly checkoutHost: string | null;
      })
  | {
      readonly status: 'blocked';
      readonly reason: BlockedReason;
      readonly change: ChangeSummary;
      readonly impact: readonly Impact[];
      /** Where the customer can clear what is in the way. */
      readonly recoveryUrl: string | null;
    }
  | (Confirmable & {
      readonly status: 'unavailable';
      /** The catalog price, shown as recurring; billing sets what is charged. */
      readonly recurring: { readonly amount: Money; readonly interval: BillingInterval } | null;
      readonly effectiveAt: string | null;
    });

export type PreviewStatus = PreviewOutcome['status'];
export type ConfirmablePreview = Exclude<PreviewOutcome, { status: 'blocked' }>;
/** A price that is known before the change. */
export type Quote = Extract<PreviewOutcome, { status: 'quote' }>;

/** The money that a confirmed preview promises, or null where it promises none. */
export function promisedAmount(preview: PreviewOutcome): Money | null {
  return preview.status === 'quote' || preview.status === 'requires_checkout' ? preview.dueNow : null;
}

/** The preview without lines where they do not add up: the total alone is shown rather than wrong reasons for it. */
export function withHonestLines(preview: PreviewOutcome): {
  readonly preview: PreviewOutcome;
  readonly honest: boolean;
} {
  const honest =
    preview.status !== 'quote' ||
    preview.lines.length === 0 ||
    addsUp(
      preview.lines.map((line) => line.amount),
      preview.dueNow,
    );
  return { preview: honest ? preview : { ...preview, lines: [] }, honest };
}
