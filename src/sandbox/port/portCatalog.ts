import type { Capabilities } from '../../core/adapter.js';
import type { Money } from '../../core/money.js';
import type { ChangeTiming, Feature, Plan, Price, UnavailableReason } from '../../core/plan.js';
import { amountIn, heldBy } from '../engine/catalog.js';
import { decide } from '../engine/decide.js';
import { introFor } from '../engine/intro.js';
import type { EngineOptions } from '../engine/options.js';
import { Refused } from '../engine/refused.js';
import type { World, WorldCustomer, WorldFeature, WorldPlan, WorldPrice, WorldSubscription } from '../engine/world.js';

export const PORT_CAPABILITIES: Capabilities = {
  preview: true,
  previewDowngrade: true,
  chooseTiming: true,
  undoScheduledChange: true,
  replaceScheduledChange: true,
  resume: true,
  cancel: true,
  cancelNow: true,
  subscribe: true,
  readCheckout: true,
  quantity: false,
  seats: true,
  addons: false,
  discounts: false,
  credits: true,
  topUp: true,
  portal: false,
  recoveryLink: true,
  idempotentChange: true,
};

/** Whose catalog it is. */
export interface PortView {
  readonly world: World;
  readonly options: EngineOptions;
  readonly origin: string;
  readonly customer: WorldCustomer;
  readonly subscription: WorldSubscription | null;
}

/** The plans that the customer can see: those of the group that is held, or of the default plan. */
export function plansOf(view: PortView): readonly Plan[] {
  const { world, subscription } = view;
  const held = subscription && heldBy(world, subscription).plan;
  const home = held ?? world.plans.find((plan) => plan.isDefault) ?? world.plans[0];
  const shown = world.plans.filter((plan) => plan.id === held?.id || (plan.isPublic && plan.groupId === home?.groupId));
  return shown.toSorted((a, b) => a.sortOrder - b.sortOrder).map((plan) => planOf(view, plan));
}

export function planOf(view: PortView, plan: WorldPlan): Plan {
  return {
    id: plan.id,
    name: plan.name,
    tagline: plan.description === '' ? null : plan.description,
    badge: null,
    recommended: plan.recommended,
    order: plan.sortOrder,
    isFree: plan.isFree,
    prices: plan.prices.map((price) => priceOf(view, plan, price)),
    features: plan.features.map(featureOf),
    availability: { status: 'available' },
    lang: {},
  };
}

function priceOf(view: PortView, plan: WorldPlan, price: WorldPrice): Price {
  const amount = amountIn(price, view.customer.currency);
  const expected = timingOf(view, plan, price);
  const intro = introFor(view.world, view.customer, price);
  return {
    id: price.id,
    interval: price.interval,
    amount: amount === null ? null : moneyFor(view.customer, amount),
    cost: null,
    trialDays: view.subscription === null ? price.trialDays : 0,
    ...(intro && { intro: { amount: moneyFor(view.customer, intro.amount), periods: intro.periods } }),
    timing: expected.timing,
    unavailable: expected.unavailable,
  };
}

function timingOf(
  { world, options, customer, subscription }: PortView,
  plan: WorldPlan,
  price: WorldPrice,
): { readonly timing: ChangeTiming | null; readonly unavailable: UnavailableReason | null } {
  if (amountIn(price, customer.currency) === null) return { timing: null, unavailable: 'missing_regional_price' };
  if (subscription === null) return { timing: plan.isFree ? 'immediately' : 'checkout', unavailable: null };
  try {
    const { kind } = decide(world, subscription, { planId: plan.id, interval: price.interval }, options, false);
    const timing = kind === 'immediate' ? 'immediately' : kind === 'scheduled' ? 'next_billing_date' : 'checkout';
    return { timing, unavailable: null };
  } catch (thrown) {
    if (thrown instanceof Refused) return { timing: null, unavailable: null };
    throw thrown;
  }
}

function featureOf(feature: WorldFeature): Feature {
  const { code: id, name, included, unlimited } = feature;
  switch (feature.type) {
    case 'boolean':
      return { kind: 'boolean', id, name, included: feature.enabled };
    case 'usage':
      return { kind: 'limit', id, name, limit: unlimited ? null : (included ?? 0), unit: feature.unitName };
    case 'seats':
      return {
        kind: 'seats',
        id,
        name,
        included: unlimited ? null : (included ?? 0),
        overage: feature.overage === null ? 'refused' : 'billed',
      };
  }
}

export function moneyFor({ currency }: Pick<WorldCustomer, 'currency'>, amount: number): Money {
  return { amount, currency };
}
