import {
  intervalLength,
  type ChangeTiming,
  type Feature,
  type Plan,
  type Price,
  type PricedPlan,
} from '../../../core/plan.js';
import { zero } from '../../../core/money.js';
import { amountIn } from './currency.js';
import { asInterval, intervalIn, intervalOf, priceIdOf, type CommetInterval } from './intervals.js';
import type { CommetSettings } from './options.js';
import { scaled } from './scale.js';
import type { CommetFeature, CommetPlan, CommetPrice, CommetSubscription } from './shapes.js';

export interface CatalogInput {
  readonly settings: CommetSettings;
  readonly plans: readonly CommetPlan[];
  readonly subscription: CommetSubscription | null;
  readonly currency: string;
}

/** The plans a customer is shown: those that can be reached from the one held, and that one itself. */
export function plansOf(input: CatalogInput): readonly Plan[] {
  const held = heldPlan(input);
  return input.plans
    .filter((plan) => plan.id === held?.id || (plan.isPublic && isOffered(input.settings, held, plan)))
    .map((plan) => planOf(input, held, plan))
    .sort((a, b) => a.order - b.order);
}

export function heldPlan({ plans, subscription }: CatalogInput): CommetPlan | null {
  return plans.find((plan) => plan.id === subscription?.plan.id) ?? null;
}

function isOffered({ planGroupId }: CommetSettings, held: CommetPlan | null, plan: CommetPlan): boolean {
  if (planGroupId !== undefined) return plan.planGroupId === planGroupId;
  return held === null || plan.planGroupId === held.planGroupId;
}

function planOf(input: CatalogInput, held: CommetPlan | null, plan: CommetPlan): Plan {
  return {
    id: plan.id,
    name: plan.name,
    tagline: plan.description,
    badge: null,
    recommended: false,
    order: plan.sortOrder,
    isFree: plan.isFree,
    prices: pricesOf(input, held, plan),
    features: (plan.features ?? []).map(featureOf),
    availability: { status: 'available' },
    lang: {},
  };
}

function pricesOf(input: CatalogInput, held: CommetPlan | null, plan: CommetPlan): readonly Price[] {
  const prices = (plan.prices ?? []).flatMap((price) => {
    const interval = asInterval(price.billingInterval);
    return interval === null ? [] : [priceOf(input, held, plan, price, interval)];
  });
  if (prices.length > 0 || !plan.isFree) return prices;
  const free = { billingInterval: 'monthly', price: 0, trialDays: 0, hasIntro: false, regional: [] };
  return [{ ...priceOf(input, held, plan, free, 'monthly'), id: priceIdOf(plan.id, null) }];
}

/**
 * A price without its introductory offer: Commet tells the discount and not the price that is left, and neither how it is rounded,
 * what it is in another currency, nor which customers are new. What is due today is left to the checkout, see {@link beginsLower}.
 */
function priceOf(
  input: CatalogInput,
  held: CommetPlan | null,
  plan: CommetPlan,
  price: CommetPrice,
  interval: CommetInterval,
): Price {
  const { settings, currency } = input;
  const value = amountIn(price, currency, settings.currency);
  const amount = value === null ? null : scaled(value, currency, settings.priceScale);
  return {
    id: priceIdOf(plan.id, interval),
    interval: intervalOf(interval),
    amount: amount ?? (plan.isFree ? zero(currency) : null),
    cost: null,
    trialDays: price.trialDays,
    timing: timingOf(input, held, plan, interval),
    unavailable: unavailable(input, held, plan, amount !== null),
  };
}

/** Whether a new customer may pay less than the price to begin with. */
export function beginsLower({ plans }: CatalogInput, { plan, price }: PricedPlan): boolean {
  const prices = plans.find(({ id }) => id === plan.id)?.prices ?? [];
  return prices.some(({ billingInterval, hasIntro }) => hasIntro && billingInterval === intervalIn(price.id));
}

function unavailable(
  { settings, subscription }: CatalogInput,
  held: CommetPlan | null,
  plan: CommetPlan,
  hasAmount: boolean,
): Price['unavailable'] {
  if (held !== null && plan.id !== held.id && plan.planGroupId !== held.planGroupId) return 'not_in_group';
  if (!plan.isPublic || (settings.planGroupId !== undefined && plan.planGroupId !== settings.planGroupId))
    return subscription?.plan.id === plan.id ? 'plan_unavailable' : 'not_in_group';
  return hasAmount || plan.isFree ? null : 'missing_regional_price';
}

/** When Commet would carry a change out, by its rules: interval before tier, free plans by themselves. */
function timingOf(
  input: CatalogInput,
  held: CommetPlan | null,
  plan: CommetPlan,
  interval: CommetInterval,
): ChangeTiming | null {
  const { subscription } = input;
  if (subscription === null || held === null) return plan.isFree ? 'immediately' : 'checkout';
  const present = asInterval(subscription.billingInterval);
  if (plan.id === held.id && (plan.isFree || interval === present)) return null;
  if (held.isFree) return plan.isFree ? 'immediately' : 'checkout';
  if (plan.isFree) return 'next_billing_date';
  if (subscription.status === 'trialing') return 'immediately';
  const longer = present === null ? 0 : intervalLength(intervalOf(interval)) - intervalLength(intervalOf(present));
  const rank = longer === 0 ? rankOf(input, plan, interval) - rankOf(input, held, interval) : longer;
  return rank < 0 ? 'next_billing_date' : 'immediately';
}

function rankOf({ settings, currency }: CatalogInput, plan: CommetPlan, interval: CommetInterval): number {
  if (settings.directionBy === 'sort_order') return plan.sortOrder;
  const price = plan.prices?.find((candidate) => candidate.billingInterval === interval);
  return price ? (amountIn(price, currency, settings.currency) ?? 0) : 0;
}

function featureOf({
  code: id,
  name,
  type,
  unitName,
  enabled,
  includedAmount,
  unlimited,
  overage,
}: CommetFeature): Feature {
  const amount = unlimited ? null : enabled === false ? 0 : (includedAmount ?? 0);
  switch (type) {
    case 'boolean':
      return { kind: 'boolean', id, name, included: enabled === true };
    case 'seats':
      return { kind: 'seats', id, name, included: amount, overage: overage?.enabled ? 'billed' : 'refused' };
    case 'usage':
    case 'quota':
      return { kind: 'limit', id, name, limit: amount, unit: unitName };
  }
}

/** Whether use beyond what is included is billed, and so may come on top of an estimate. */
export function isMetered(plan: CommetPlan | null, subscription: CommetSubscription | null): boolean {
  if (subscription?.consumptionModel === 'metered' || plan?.consumptionModel === 'metered') return true;
  return (plan?.features ?? []).some((feature) => feature.type !== 'boolean' && feature.overage?.enabled === true);
}
