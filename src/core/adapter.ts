import type { Money } from './money.js';
import type { ChangePlanOutcome, ReadOutcome, UndoOutcome } from './outcome.js';
import type { Addon, Plan } from './plan.js';
import type { PreviewOutcome } from './preview.js';
import type { Subscription } from './subscription.js';

/** What a billing system can do. The screens follow these, never a provider's name. */
export interface Capabilities {
  /** Says what an immediate change costs before it is made. */
  readonly preview: boolean;
  /** Says it for downgrades too. */
  readonly previewDowngrade: boolean;
  /** The customer may choose between now and the next billing date. */
  readonly chooseTiming: boolean;
  readonly undoScheduledChange: boolean;
  readonly replaceScheduledChange: boolean;
  /** A scheduled cancellation can be taken back. */
  readonly resume: boolean;
  readonly cancel: boolean;
  /** A customer without a subscription can begin one. */
  readonly subscribe: boolean;
  /** Can prove that a checkout was declined, expired or canceled. */
  readonly readCheckout: boolean;
  readonly quantity: boolean;
  readonly seats: boolean;
  readonly addons: boolean;
  readonly discounts: boolean;
  readonly credits: boolean;
  readonly portal: boolean;
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

/** Everything the screens need to begin. */
export interface Catalog {
  readonly plans: readonly Plan[];
  readonly addons: readonly Addon[];
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
}

export interface CatalogRequest {
  /** BCP 47 tag of the reader's language. */
  readonly locale: string;
}

export interface PreviewRequest {
  readonly selection: Selection;
  readonly locale: string;
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
}
