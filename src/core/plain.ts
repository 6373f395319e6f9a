import type { Capabilities, Catalog } from './adapter.js';
import { changeDirection, findPrice, type Plan, type Price } from './plan.js';
import type { ChangeSummary } from './preview.js';
import type { Subscription } from './subscription.js';

/** A billing system that can do nothing; say what yours can: `{ ...NO_CAPABILITIES, preview: true }`. */
export const NO_CAPABILITIES: Capabilities = {
  preview: false,
  previewDowngrade: false,
  chooseTiming: false,
  undoScheduledChange: false,
  replaceScheduledChange: false,
  resume: false,
  cancel: false,
  cancelNow: false,
  subscribe: false,
  readCheckout: false,
  quantity: false,
  seats: false,
  addons: false,
  discounts: false,
  credits: false,
  topUp: false,
  portal: false,
  recoveryLink: false,
  idempotentChange: false,
};

/** A price with nothing special: no trial, no lower price to begin with, no operator's cost, always for sale. */
export function plainPrice(price: Pick<Price, 'id' | 'interval' | 'amount'> & Partial<Price>): Price {
  return { cost: null, trialDays: 0, timing: null, unavailable: null, ...price };
}

/** A plan that is for sale, with no texts but its name. */
export function plainPlan(plan: Pick<Plan, 'id' | 'name' | 'order' | 'prices'> & Partial<Plan>): Plan {
  const unsaid = { tagline: null, badge: null, recommended: false, isFree: false, features: [], lang: {} };
  return { ...unsaid, availability: { status: 'available' }, ...plan };
}

type SubscriptionFacts = Omit<Subscription, 'status'>;

/** An active subscription to a price of `plans`, of which nothing is known that is not said. */
export function plainSubscription(
  plans: readonly Plan[],
  facts: Pick<SubscriptionFacts, 'id' | 'currency'> & Partial<SubscriptionFacts> & { readonly priceId: string },
): Subscription {
  const held = findPrice(plans, facts.priceId);
  return {
    status: 'active',
    planId: held?.plan.id ?? facts.priceId,
    planName: held?.plan.name ?? facts.priceId,
    interval: held?.price.interval ?? null,
    amount: held?.price.amount ?? null,
    quantity: 1,
    currentPeriod: null,
    nextBillingDate: null,
    usage: [],
    addons: [],
    otherItems: [],
    discounts: [],
    creditBalance: null,
    paymentMethod: null,
    scheduledChange: null,
    pendingChange: null,
    cancellation: null,
    ...facts,
  };
}

/** A catalog that may be changed by the customer it is of, in UTC. Behind our handler `scopeKey` may stay empty. */
export function plainCatalog(
  catalog: Pick<Catalog, 'plans' | 'subscription' | 'capabilities'> & Partial<Catalog>,
): Catalog {
  return {
    addons: [],
    topUps: [],
    openChange: null,
    scopeKey: '',
    billingTimeZone: 'UTC',
    may: 'change',
    role: 'customer',
    redirectOrigins: [],
    supportUrl: null,
    operatorBalance: null,
    ...catalog,
  };
}

/** From one price of `plans` to another, or null where `to` is not among them. */
export function changeBetween(plans: readonly Plan[], from: string | null, to: string): ChangeSummary | null {
  const [held, target] = [findPrice(plans, from), findPrice(plans, to)];
  if (target === null) return null;
  return {
    direction: changeDirection(held, target),
    from: held && { planId: held.plan.id, planName: held.plan.name, interval: held.price.interval },
    to: {
      planId: target.plan.id,
      planName: target.plan.name,
      priceId: target.price.id,
      interval: target.price.interval,
    },
  };
}
