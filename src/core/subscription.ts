import type { Money } from './money.js';
import type { BillingInterval } from './plan.js';

/** How much of a feature is in use. `included` null means unlimited; `used` null means the provider does not say. */
export interface FeatureUsage {
  readonly featureId: string;
  readonly used: number | null;
  readonly included: number | null;
}

export interface SubscriptionAddon {
  readonly addonId: string;
  readonly name: string;
  readonly quantity: number;
}

/** An item beside the plan that the kit never touches: sent back as it is, shown as kept. */
export interface OtherItem {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
}

export interface AppliedDiscount {
  readonly code: string | null;
  readonly name: string | null;
  /** Last instant of the discount, ISO 8601; null where it does not end. */
  readonly endsAt: string | null;
}

export interface PaymentMethod {
  /** `visa`, `sepa_debit`, …; as the provider names it. */
  readonly brand: string;
  readonly last4: string | null;
}

/** A change that will be carried out at a date that is set. */
export interface ScheduledChange {
  /** Names this very change, so that undo cannot hit another. */
  readonly id: string;
  readonly planId: string | null;
  readonly planName: string | null;
  readonly priceId: string | null;
  readonly interval: BillingInterval | null;
  /** ISO 8601. */
  readonly effectiveAt: string;
  /**
   * The end of the paid time, where days of grace lie between it and the change. ISO 8601; null where the change comes as
   * the paid time ends.
   */
  readonly paidUntil: string | null;
  readonly undoable: boolean;
  readonly replaceable: boolean;
}

/** A change that waits for something that may never happen, mostly a payment. */
export interface PendingChange {
  readonly id: string;
  readonly planId: string | null;
  readonly planName: string | null;
  readonly priceId: string | null;
  readonly reason: 'payment' | 'review';
  readonly recoveryUrl: string | null;
}

export interface Cancellation {
  /** When access ends, ISO 8601. */
  readonly effectiveAt: string;
  readonly undoable: boolean;
}

interface SubscriptionFacts {
  readonly id: string;
  readonly planId: string;
  readonly planName: string;
  /** Null where the price held is not in the catalog (grandfathered). */
  readonly priceId: string | null;
  readonly interval: BillingInterval | null;
  /** What the held price costs at each renewal, if known. */
  readonly amount: Money | null;
  readonly currency: string;
  readonly quantity: number;
  readonly currentPeriod: { readonly start: string; readonly end: string } | null;
  /** ISO 8601; null where nothing more will be billed. */
  readonly nextBillingDate: string | null;
  readonly usage: readonly FeatureUsage[];
  readonly addons: readonly SubscriptionAddon[];
  readonly otherItems: readonly OtherItem[];
  readonly discounts: readonly AppliedDiscount[];
  /** Positive: the customer holds credit. Null where the provider keeps none or does not say. */
  readonly creditBalance: Money | null;
  readonly paymentMethod: PaymentMethod | null;
  readonly scheduledChange: ScheduledChange | null;
  readonly pendingChange: PendingChange | null;
  readonly cancellation: Cancellation | null;
}

export type Subscription = SubscriptionFacts &
  (
    | { readonly status: 'active' }
    | { readonly status: 'trialing'; readonly trialEndsAt: string }
    | { readonly status: 'past_due' | 'on_hold'; readonly recoveryUrl: string | null }
    | { readonly status: 'pending_payment'; readonly checkoutUrl: string | null }
    | { readonly status: 'paused' | 'canceled' }
  );

export type SubscriptionStatus = Subscription['status'];

/** Changes with everything a quote depends on, so that a quote for another state is found out. */
export function fingerprint(subscription: Subscription | null): string {
  if (subscription === null) return 'none';
  const { scheduledChange } = subscription;
  return JSON.stringify([
    subscription.id,
    subscription.status,
    subscription.planId,
    subscription.priceId,
    subscription.quantity,
    subscription.currentPeriod?.end ?? null,
    scheduledChange && [scheduledChange.planId, scheduledChange.priceId, scheduledChange.effectiveAt],
    subscription.pendingChange?.id ?? null,
    subscription.cancellation?.effectiveAt ?? null,
    subscription.addons.map(({ addonId, quantity }) => [addonId, quantity]),
    subscription.discounts.map(({ code, endsAt }) => [code, endsAt]),
  ]);
}
