import type {
  Cancellation,
  FeatureUsage,
  PaymentMethod,
  ScheduledChange,
  Subscription,
} from '../../core/subscription.js';
import { heldBy, priceById } from '../engine/catalog.js';
import type { WorldCustomer, WorldPlan, WorldSubscription } from '../engine/world.js';
import type { PortView } from './portCatalog.js';
import { moneyFor } from './portCatalog.js';

/** A subscription as the port tells it. */
export function subscriptionOf(view: PortView, held: WorldSubscription): Subscription {
  const { plan, price, customer, amount } = heldBy(view.world, held);
  const runs = held.status === 'active' || held.status === 'trialing';
  const billedNext = runs && !plan.isFree && held.cancellation === null;
  const facts = {
    id: held.id,
    planId: plan.id,
    planName: plan.name,
    priceId: price.id,
    interval: price.interval,
    amount: moneyFor(customer, amount),
    currency: customer.currency,
    quantity: 1,
    currentPeriod: held.period && { start: held.period.start, end: held.period.end },
    nextBillingDate: billedNext ? (held.period?.end ?? null) : null,
    usage: usageOf(plan, customer),
    addons: [],
    otherItems: [],
    discounts: [],
    creditBalance: moneyFor(customer, customer.credit),
    paymentMethod: cardOf(customer),
    scheduledChange: scheduledOf(view, held),
    pendingChange: null,
    cancellation: cancellationOf(held),
  };
  switch (held.status) {
    case 'active':
    case 'canceled':
      return { ...facts, status: held.status };
    case 'trialing':
      return { ...facts, status: 'trialing', trialEndsAt: held.trialEndsAt ?? held.period?.end ?? view.world.now };
    case 'past_due':
    case 'on_hold':
      return { ...facts, status: held.status, recoveryUrl: recoveryUrl(view, held) };
    case 'pending_payment':
      return { ...facts, status: 'pending_payment', checkoutUrl: null };
  }
}

/** The page where a customer pays what is overdue. */
export function recoveryUrl({ origin }: PortView, { id }: WorldSubscription): string {
  return `${origin}/billing/${id}`;
}

function usageOf(plan: WorldPlan, customer: WorldCustomer): readonly FeatureUsage[] {
  return plan.features
    .filter((feature) => feature.type !== 'boolean')
    .map((feature) => ({
      featureId: feature.code,
      used: customer.usage[feature.code] ?? 0,
      included: feature.unlimited ? null : (feature.included ?? 0),
    }));
}

export function cardOf({ card }: WorldCustomer): PaymentMethod | null {
  return card && { brand: card.brand, last4: card.last4 };
}

// A cancellation that ends on a free plan is, to the customer, a move to that plan.
function scheduledOf({ world }: PortView, held: WorldSubscription): ScheduledChange | null {
  const { scheduled, cancellation } = held;
  if (scheduled !== null) return shown(scheduled.id, priceById(world, scheduled.priceId), scheduled.at);
  if (cancellation === null || cancellation.thenPriceId === null || held.status === 'canceled') return null;
  return shown(cancellation.id, priceById(world, cancellation.thenPriceId), cancellation.effectiveAt);
}

function shown(id: string, { plan, price }: ReturnType<typeof priceById>, effectiveAt: string): ScheduledChange {
  return {
    id,
    planId: plan.id,
    planName: plan.name,
    priceId: price.id,
    interval: price.interval,
    effectiveAt,
    undoable: true,
    paidUntil: null,
    replaceable: true,
  };
}

function cancellationOf({ cancellation, status }: WorldSubscription): Cancellation | null {
  if (cancellation === null || cancellation.thenPriceId !== null) return null;
  return { effectiveAt: cancellation.effectiveAt, undoable: status !== 'canceled' };
}
