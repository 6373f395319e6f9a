import type { Money } from './money.js';
import type {
  CancelOutcome,
  ChangePlanOutcome,
  LinkOutcome,
  ReadOutcome,
  TopUpOutcome,
  UndoOutcome,
} from './outcome.js';
import type { Addon, Plan } from './plan.js';
import type { PreviewOutcome } from './preview.js';
import type { Subscription } from './subscription.js';

/** What a billing system can do. The screens follow these, never a provider's name. */
export interface Capabilities {
  /** Says what an immediate change costs before it is made. */
  readonly preview: boolean;
  /** Says it for downgrades too. */
  readonly previewDowngrade: boolean;
  /**
   * The customer may choose between now and the next billing date, wherever the preview says that a change comes by itself at one
   * of them (`quote` or `scheduled`). What goes through a checkout, or has no preview, happens when it happens: there is no choice.
   */
  readonly chooseTiming: boolean;
  readonly undoScheduledChange: boolean;
  readonly replaceScheduledChange: boolean;
  /** A scheduled cancellation can be taken back. */
  readonly resume: boolean;
  /** Ends the subscription when its paid period ends. */
  readonly cancel: boolean;
  /** Ends the subscription at once. */
  readonly cancelNow: boolean;
  /** A customer without a subscription can begin one. */
  readonly subscribe: boolean;
  /** Can prove that a checkout was declined, expired or canceled. */
  readonly readCheckout: boolean;
  readonly quantity: boolean;
  readonly seats: boolean;
  readonly addons: boolean;
  readonly discounts: boolean;
  /** Says how much credit the customer holds. */
  readonly credits: boolean;
  /** The customer can buy one of the catalog's `topUps`. */
  readonly topUp: boolean;
  /** Makes a link to the billing system's own customer pages. */
  readonly portal: boolean;
  /** Makes a link where the customer replaces the payment method and pays what is overdue. */
  readonly recoveryLink: boolean;
  /** Repeating a change with the same key has one effect. */
  readonly idempotentChange: boolean;
}

/** Keep is what happens when nothing is said; remove is never implied. */
export type Intent<T> =
  | { readonly intent: 'keep' }
  | { readonly intent: 'replace'; readonly values: readonly T[] }
  | { readonly intent: 'remove' };

/** What the customer chose. All that the browser ever says about a change. */
export interface Selection {
  readonly priceId: string;
  /** Left out: the present quantity. */
  readonly quantity?: number;
  readonly addons?: Intent<{ readonly addonId: string; readonly quantity: number }>;
  readonly discountCodes?: Intent<string>;
  /** Left out: as the merchant's policy says. */
  readonly effectiveAt?: 'immediately' | 'next_billing_date';
}

/** A change that was confirmed and has no final outcome yet. */
export interface OpenChange {
  readonly token: string;
  readonly selection: Selection;
  readonly expected: Money | null;
  readonly status: 'in_flight' | 'requires_checkout' | 'requires_action' | 'processing' | 'pending' | 'unknown';
}

/** Credit for sale. The customer names it by its id and never says how much. */
export interface TopUp {
  readonly id: string;
  /** What is paid, and added to the balance. */
  readonly amount: Money;
}

/** Everything the screens need to begin. */
export interface Catalog {
  readonly plans: readonly Plan[];
  readonly addons: readonly Addon[];
  readonly topUps: readonly TopUp[];
  /** Null: no subscription yet. */
  readonly subscription: Subscription | null;
  readonly openChange: OpenChange | null;
  readonly capabilities: Capabilities;
  /** Opaque; names whose screens these are, for storage, locks and broadcast. */
  readonly scopeKey: string;
  /** IANA zone in which the provider's dates are days. */
  readonly billingTimeZone: string;
  readonly may: 'view' | 'change';
  readonly role: 'customer' | 'operator';
  /** Origins that a checkout may be on. */
  readonly redirectOrigins: readonly string[];
  readonly supportUrl: string | null;
  /** What the operator can spend at the billing system. Encoded for operators only; null where nobody says. */
  readonly operatorBalance: Money | null;
}

export interface CatalogRequest {
  /** BCP 47 tag of the reader's language. */
  readonly locale: string;
}

export interface PreviewRequest {
  readonly selection: Selection;
  readonly locale: string;
  /**
   * For a provider, and never from a browser: the token that it gave this very quote, now that the quote is checked before it is
   * carried out. One that binds its amounts to a moment asks for that moment again; others need not look.
   */
  readonly pin?: string;
}

export interface ChangePlanRequest {
  readonly selection: Selection;
  /** As the preview gave it. */
  readonly token: string;
  /** The amount the customer saw, or null where none was shown. */
  readonly expected: Money | null;
  readonly idempotencyKey: string;
  /** In the browser a path of the host; for a provider the absolute URL that a checkout returns to. */
  readonly returnTo: string | null;
  readonly locale: string;
}

/** Asks what became of a change. */
export interface ReadChangeRequest {
  readonly selection: Selection;
  readonly token: string;
  readonly expected: Money | null;
  readonly idempotencyKey: string;
  readonly locale: string;
}

export interface UndoRequest {
  /** The `id` of the scheduled change or of the cancellation's subscription, as the customer saw it. */
  readonly scheduledChangeId: string;
  readonly idempotencyKey: string;
}

/** Why a customer leaves, in the words that billing systems keep statistics of. */
export type CancelReason =
  | 'too_expensive'
  | 'missing_features'
  | 'switched_service'
  | 'unused'
  | 'customer_service'
  | 'low_quality'
  | 'too_complex'
  | 'other';

export interface CancelRequest {
  /** `immediately` only with `cancelNow`. */
  readonly effectiveAt: 'immediately' | 'next_billing_date';
  readonly reason: CancelReason | null;
  /** In the customer's own words, at most 500 characters. */
  readonly comment: string | null;
  readonly idempotencyKey: string;
}

export interface TopUpRequest {
  readonly topUpId: string;
  /** The amount the customer saw. Nothing is charged where it is another by now. */
  readonly expected: Money;
  readonly idempotencyKey: string;
  /** As in {@link ChangePlanRequest}. */
  readonly returnTo: string | null;
}

/** `portal`: the billing system's own customer pages. `recovery`: where a failed payment is put right. */
export type LinkPurpose = 'portal' | 'recovery';

export interface LinkRequest {
  readonly purpose: LinkPurpose;
  /** As in {@link ChangePlanRequest}. */
  readonly returnTo: string | null;
}

/**
 * What the kit needs from a billing system: the one port. Worn over HTTP in the browser, by a provider on the server and by
 * the sandbox in memory; a host may write its own.
 *
 * Every method takes a signal, and rejects with a {@link ChangePlanError} where there is no answer, or with the signal's
 * reason when it was aborted.
 */
export interface BillingAdapter {
  /** Plans, subscription and capabilities, read anew. */
  getCatalog(request: CatalogRequest, signal: AbortSignal): Promise<Catalog>;

  /** What a change would cost and do. Changes nothing. */
  previewChangePlan(request: PreviewRequest, signal: AbortSignal): Promise<PreviewOutcome>;

  /**
   * Makes the change the customer has just seen.
   * Safe to repeat with the same token and key. Resolves to an outcome, a decline included; answers `preview_stale` where
   * `expected` no longer holds. Rejects only where there is no outcome: `unauthorized`, `network`, `provider_unavailable`, …
   */
  changePlan(request: ChangePlanRequest, signal: AbortSignal): Promise<ChangePlanOutcome>;

  /** What became of a change: after `unknown`, after a checkout, or while it is processed. Changes nothing. */
  readChange(request: ReadChangeRequest, signal: AbortSignal): Promise<ReadOutcome>;

  /** Takes back a change that is scheduled. Only with `undoScheduledChange` or `resume`. */
  cancelScheduledChange(request: UndoRequest, signal: AbortSignal): Promise<UndoOutcome>;

  // The rest of a subscription's life. A billing system that has no such thing leaves the method out, or answers `not_supported`.

  /** Ends the subscription. Safe to repeat. Only with `cancel` or `cancelNow`. */
  cancelSubscription?(request: CancelRequest, signal: AbortSignal): Promise<CancelOutcome>;

  /** Buys credit. Safe to repeat with the same key. Only with `topUp`. */
  topUpCredits?(request: TopUpRequest, signal: AbortSignal): Promise<TopUpOutcome>;

  /** Makes a link that is followed at once and never kept: it may be good for minutes. Only with `portal` or `recoveryLink`. */
  createLink?(request: LinkRequest, signal: AbortSignal): Promise<LinkOutcome>;
}
