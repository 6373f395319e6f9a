import type { BillingInterval } from '../../core/plan.js';
import { sameInterval } from '../../core/plan.js';
import { Refused } from './refused.js';
import type { World, WorldCustomer, WorldFeature, WorldPlan, WorldPrice, WorldSubscription } from './world.js';

export function planOf(world: World, idOrCode: string): WorldPlan {
  const plan = world.plans.find((candidate) => candidate.id === idOrCode || candidate.code === idOrCode);
  if (!plan) throw new Refused('plan_not_found', `There is no plan ${JSON.stringify(idOrCode)}.`);
  return plan;
}

export function priceById(world: World, priceId: string): { readonly plan: WorldPlan; readonly price: WorldPrice } {
  for (const plan of world.plans) for (const price of plan.prices) if (price.id === priceId) return { plan, price };
  throw new Refused('plan_not_found', `There is no price ${JSON.stringify(priceId)}.`);
}

/** The price of a plan at an interval; the only price of a free plan stands for every interval. */
export function priceAt(plan: WorldPlan, interval: BillingInterval): WorldPrice {
  const price = plan.prices.find((candidate) => sameInterval(candidate.interval, interval));
  const found = price ?? (plan.isFree ? plan.prices[0] : undefined);
  if (!found) throw new Refused('no_prices_configured', `${plan.name} has no price for this billing interval.`);
  return found;
}

export function defaultPrice(plan: WorldPlan): WorldPrice {
  const price = plan.prices.find((candidate) => candidate.isDefault) ?? plan.prices[0];
  if (!price) throw new Refused('no_prices_configured', `${plan.name} has no price.`);
  return price;
}

/** Minor units of a price in a currency. Free is free everywhere. */
export function amountIn(price: WorldPrice, currency: string): number | null {
  return price.amounts[currency] ?? (isFreePrice(price) ? 0 : null);
}

export function requireAmount(plan: WorldPlan, price: WorldPrice, currency: string): number {
  const amount = amountIn(price, currency);
  if (amount === null) throw new Refused('missing_regional_price', `${plan.name} is not sold in ${currency}.`);
  return amount;
}

function isFreePrice(price: WorldPrice): boolean {
  return Object.values(price.amounts).every((amount) => amount === 0);
}

export function customerOf(world: World, id: string): WorldCustomer {
  const customer = world.customers.find((candidate) => candidate.id === id);
  if (!customer) throw new Refused('customer_not_found', `There is no customer ${JSON.stringify(id)}.`);
  return customer;
}

export function subscriptionOf(world: World, id: string): WorldSubscription {
  const subscription = world.subscriptions.find((candidate) => candidate.id === id);
  if (!subscription) throw new Refused('subscription_not_found', `There is no subscription ${JSON.stringify(id)}.`);
  return subscription;
}

/** The customer's subscription that counts: the newest that is neither canceled nor waiting for its first payment. */
export function activeSubscriptionOf(world: World, customerId: string): WorldSubscription | null {
  const open = world.subscriptions.filter(
    (candidate) =>
      candidate.customerId === customerId && candidate.status !== 'canceled' && candidate.status !== 'pending_payment',
  );
  return open.at(-1) ?? null;
}

/** Plan, price and amount that a subscription is held at. */
export function heldBy(world: World, subscription: WorldSubscription) {
  const { plan, price } = priceById(world, subscription.priceId);
  const customer = customerOf(world, subscription.customerId);
  return { plan, price, customer, amount: amountIn(price, customer.currency) ?? 0 };
}

export function featureOf(plan: WorldPlan, code: string): WorldFeature | undefined {
  return plan.features.find((feature) => feature.code === code);
}

/** Seats in use above what a plan includes; null where they fit or are unlimited. */
export function seatsOver(
  plan: WorldPlan,
  customer: WorldCustomer,
): { readonly feature: WorldFeature; readonly used: number; readonly included: number } | null {
  for (const feature of plan.features) {
    const used = customer.usage[feature.code] ?? 0;
    if (feature.type !== 'seats' || feature.unlimited || feature.included === null) continue;
    if (used > feature.included) return { feature, used, included: feature.included };
  }
  return null;
}

/** What seats above the included ones cost for one period, in minor units. Nothing where overage is refused. */
export function extraSeatsAmount(plan: WorldPlan, customer: WorldCustomer): number {
  const over = seatsOver(plan, customer);
  const unit = over?.feature.overage?.[customer.currency];
  return over && unit !== undefined ? (over.used - over.included) * unit : 0;
}
