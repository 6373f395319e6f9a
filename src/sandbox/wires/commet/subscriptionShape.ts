import { daysBetween, instant } from '../../engine/calendar.js';
import { heldBy, priceById } from '../../engine/catalog.js';
import type { World, WorldCustomer, WorldFeature, WorldPlan, WorldSubscription } from '../../engine/world.js';
import type { WireContext } from '../answer.js';
import { nameOfInterval } from './intervals.js';
import { toRate } from './planShape.js';
import type { CommetVersion } from './version.js';

export function subscriptionShape(
  { world, origin, options: { commet } }: Pick<WireContext, 'world' | 'origin' | 'options'>,
  subscription: WorldSubscription,
  version: CommetVersion,
): Record<string, unknown> {
  const { plan, price, customer, amount } = heldBy(world, subscription);
  const { period, status } = subscription;
  const runs = status === 'active' || status === 'trialing';
  const billedNext = runs && !plan.isFree && subscription.cancellation === null;
  const checkout = world.checkouts.find(
    (candidate) =>
      candidate.subscriptionId === subscription.id && candidate.status === 'open' && candidate.purpose === 'subscribe',
  );
  return {
    id: subscription.id,
    customerId: subscription.customerId,
    plan: { id: plan.id, name: plan.name, basePrice: amount },
    name: plan.name,
    description: null,
    // The vendor has no other word for a subscription whose change could not be paid.
    status: status === 'on_hold' ? 'past_due' : status,
    billingInterval: nameOfInterval(price.interval),
    consumptionModel: commet.balances ? 'balance' : null,
    trialEndsAt: subscription.trialEndsAt,
    currentPeriod: period && { ...period, daysRemaining: Math.max(0, daysBetween(world.now, period.end)) },
    features: plan.features.map((feature) => usageShape(feature, plan, customer)),
    credits: null,
    balance: commet.balances ? balanceShape(customer) : null,
    cancellation: cancellationShape(subscription),
    cancelAtPeriodEnd: runs && subscription.cancellation !== null,
    scheduledPlanChange: scheduleShape(world, subscription),
    ...(version === '2026-07-11' ? { discount: null } : { offerApplications: [], priceId: price.id }),
    startDate: subscription.startDate,
    endDate: subscription.endDate,
    billingDayOfMonth: subscription.anchorDay,
    nextBillingDate: billedNext ? (period?.end ?? null) : null,
    checkoutUrl: checkout ? `${origin}/checkout/${checkout.id}` : null,
    checkoutProvider: checkout ? 'commet' : null,
    createdAt: subscription.createdAt,
    updatedAt: subscription.updatedAt,
    object: 'subscription',
    livemode: false,
  };
}

function balanceShape({ balance = 0, currency }: WorldCustomer): Record<string, unknown> {
  return { remaining: toRate(balance, currency), included: 0, currency };
}

function cancellationShape({ cancellation, status }: WorldSubscription): Record<string, unknown> | null {
  if (cancellation === null || status === 'canceled') return null;
  const { scheduledAt, reason, effectiveAt } = cancellation;
  return { scheduledAt, reason, effectiveAt };
}

function scheduleShape(world: World, { scheduled }: WorldSubscription): Record<string, unknown> | null {
  if (scheduled === null) return null;
  const { plan, price } = priceById(world, scheduled.priceId);
  return {
    changeType: scheduled.kind,
    newPlanId: plan.id,
    newPlanName: plan.name,
    newBillingInterval: nameOfInterval(price.interval),
    scheduledFor: scheduled.at,
  };
}

function usageShape(feature: WorldFeature, plan: WorldPlan, customer: WorldCustomer): Record<string, unknown> {
  const { code, name, type, enabled } = feature;
  if (type === 'boolean') return { code, name, type, enabled };
  const current = customer.usage[code] ?? 0;
  const included = feature.included ?? 0;
  const unit = feature.overage?.[customer.currency];
  return {
    code,
    name,
    type,
    enabled,
    // The vendor's type has no word for unlimited here; the plan's feature has.
    usage: {
      current,
      included,
      overageQuantity: feature.unlimited ? 0 : Math.max(0, current - included),
      ...(unit === undefined || plan.isFree ? {} : { overageUnitPrice: toRate(unit, customer.currency) }),
    },
  };
}

/** Subscriptions in the order they were made, newest first, as the vendor lists them. */
export function newestFirst(subscriptions: readonly WorldSubscription[]): readonly WorldSubscription[] {
  return [...subscriptions].sort((a, b) => instant(b.createdAt) - instant(a.createdAt));
}
