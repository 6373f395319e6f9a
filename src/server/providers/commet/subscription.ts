import { findPrice, type Plan } from '../../../core/plan.js';
import type { FeatureUsage, ScheduledChange, Subscription } from '../../../core/subscription.js';
import { asInterval, intervalOf, priceIdOf } from './intervals.js';
import type { CommetSettings } from './options.js';
import { scaled } from './scale.js';
import type { CommetSubscription } from './shapes.js';

/** Commet's subscription in the kit's words. `recoveryUrl` is where an overdue one can be paid. */
export function subscriptionOf(
  settings: CommetSettings,
  plans: readonly Plan[],
  from: CommetSubscription,
  currency: string,
  recoveryUrl: string | null,
): Subscription {
  const interval = asInterval(from.billingInterval);
  const priceId = heldPriceId(plans, from);
  const amount = from.plan.basePrice === null ? null : scaled(from.plan.basePrice, currency, settings.priceScale);
  const canceling = cancellationOf(from);
  const asFree = settings.cancelMeansFree && canceling !== null ? toFree(plans, from, canceling) : null;
  return {
    id: from.id,
    planId: from.plan.id,
    planName: from.plan.name,
    priceId,
    interval: interval && intervalOf(interval),
    amount: amount ?? findPrice(plans, priceId)?.price.amount ?? null,
    currency,
    quantity: 1,
    currentPeriod: from.currentPeriod,
    nextBillingDate: from.nextBillingDate,
    usage: usageOf(plans, from),
    addons: [],
    otherItems: [],
    discounts: from.discount ? [{ code: null, name: from.discount.name, endsAt: from.discount.endsAt }] : [],
    creditBalance: from.balance && scaled(from.balance.remaining, from.balance.currency, settings.balanceScale),
    paymentMethod: null,
    scheduledChange: asFree ?? scheduledOf(plans, from),
    pendingChange: null,
    cancellation: canceling !== null && asFree === null ? { effectiveAt: canceling, undoable: true } : null,
    ...stateOf(from, recoveryUrl),
  };
}

type State =
  | { readonly status: 'active' | 'canceled' }
  | { readonly status: 'trialing'; readonly trialEndsAt: string }
  | { readonly status: 'past_due'; readonly recoveryUrl: string | null }
  | { readonly status: 'pending_payment'; readonly checkoutUrl: string | null };

function stateOf({ status, trialEndsAt, checkoutUrl }: CommetSubscription, recoveryUrl: string | null): State {
  switch (status) {
    case 'active':
    case 'canceled':
      return { status };
    case 'trialing':
      return trialEndsAt === null ? { status: 'active' } : { status, trialEndsAt };
    case 'past_due':
      return { status, recoveryUrl };
    case 'draft':
    case 'pending_payment':
      return { status: 'pending_payment', checkoutUrl };
  }
}

function heldPriceId(plans: readonly Plan[], { plan: { id }, billingInterval }: CommetSubscription): string | null {
  const plan = plans.find((candidate) => candidate.id === id);
  const exact = priceIdOf(id, asInterval(billingInterval));
  if (plan?.prices.some((price) => price.id === exact)) return exact;
  // A free plan is held whatever interval stands on the subscription.
  return plan?.isFree ? (plan.prices[0]?.id ?? null) : null;
}

function cancellationOf({ status, cancellation, cancelAtPeriodEnd, currentPeriod }: CommetSubscription): string | null {
  if (status === 'canceled') return null;
  if (cancellation !== null) return cancellation.effectiveAt;
  return cancelAtPeriodEnd ? (currentPeriod?.end ?? null) : null;
}

function toFree(plans: readonly Plan[], { id, plan }: CommetSubscription, effectiveAt: string): ScheduledChange | null {
  const free = plans.find((candidate) => candidate.isFree && candidate.id !== plan.id);
  const price = free?.prices[0];
  if (!free || !price) return null;
  return {
    id: `${id}:cancel:${effectiveAt}`,
    planId: free.id,
    planName: free.name,
    priceId: price.id,
    interval: price.interval,
    effectiveAt,
    undoable: true,
    paidUntil: null,
    replaceable: true,
  };
}

// Commet has no call that takes a scheduled plan change back; another one replaces it.
function scheduledOf(plans: readonly Plan[], from: CommetSubscription): ScheduledChange | null {
  const scheduled = from.scheduledPlanChange;
  if (scheduled === null) return null;
  const planId = scheduled.newPlanId ?? from.plan.id;
  const interval = asInterval(scheduled.newBillingInterval ?? from.billingInterval);
  const plan = plans.find((candidate) => candidate.id === planId);
  const priceId = plan?.isFree ? (plan.prices[0]?.id ?? null) : priceIdOf(planId, interval);
  return {
    id: `${from.id}:${planId}:${interval ?? 'same'}:${scheduled.scheduledFor}`,
    planId,
    planName: scheduled.newPlanName ?? plan?.name ?? null,
    priceId,
    interval: interval && intervalOf(interval),
    effectiveAt: scheduled.scheduledFor,
    undoable: false,
    paidUntil: null,
    replaceable: true,
  };
}

function usageOf(plans: readonly Plan[], { plan: { id }, features }: CommetSubscription): readonly FeatureUsage[] {
  const included = plans.find((plan) => plan.id === id)?.features ?? [];
  return included.flatMap((feature) => {
    if (feature.kind === 'boolean') return [];
    const used = features?.find(({ code }) => code === feature.id)?.usage?.current ?? null;
    return [{ featureId: feature.id, used, included: feature.kind === 'seats' ? feature.included : feature.limit }];
  });
}
