import { amountIn } from '../../engine/catalog.js';
import type { World, WorldAddon, WorldPlan, WorldPrice } from '../../engine/world.js';
import { addonPriceName, addonProductName, priceName, productName } from './ids.js';

type Shape = Record<string, unknown>;

export function productsOf(world: World): readonly Shape[] {
  return [...world.plans.map(productOf), ...world.addons.map(addonProductOf)];
}

function productOf({ id, name, description, isPublic, features }: WorldPlan): Shape {
  const shown = features.filter(({ enabled, type }) => enabled && type === 'boolean');
  return {
    id: productName(id),
    object: 'product',
    active: isPublic,
    name,
    description: description === '' ? null : description,
    marketing_features: shown.map((feature) => ({ name: feature.name })),
    metadata: {},
    livemode: false,
  };
}

function addonProductOf({ id, name }: WorldAddon): Shape {
  const rest = { description: null, marketing_features: [], metadata: {}, livemode: false };
  return { id: addonProductName(id), object: 'product', active: true, name, ...rest };
}

export function pricesOf(world: World): readonly Shape[] {
  const plans = world.plans.flatMap((plan) => plan.prices.map((price) => priceOf(plan, price)));
  return [...plans, ...world.addons.map((addon) => addonPriceOf(addon))];
}

/** A price with its product in full; what was not asked to be expanded is folded later. */
export function priceOf(plan: WorldPlan, price: WorldPrice): Shape {
  const home = 'USD' in price.amounts ? 'USD' : (Object.keys(price.amounts)[0] ?? 'USD');
  return {
    id: priceName(price.id),
    object: 'price',
    active: plan.isPublic,
    currency: home.toLowerCase(),
    unit_amount: amountIn(price, home),
    currency_options: optionsOf(price.amounts),
    type: 'recurring',
    billing_scheme: 'per_unit',
    tax_behavior: 'exclusive',
    recurring: {
      interval: price.interval.interval,
      interval_count: price.interval.intervalCount,
      trial_period_days: price.trialDays || null,
      usage_type: 'licensed',
    },
    nickname: null,
    metadata: {},
    livemode: false,
    product: productOf(plan),
  };
}

export function addonPriceOf(addon: WorldAddon): Shape {
  return {
    id: addonPriceName(addon.id),
    object: 'price',
    active: true,
    currency: 'usd',
    unit_amount: addon.amounts.USD ?? 0,
    currency_options: optionsOf(addon.amounts),
    type: 'recurring',
    billing_scheme: 'per_unit',
    recurring: { interval: 'month', interval_count: 1, trial_period_days: null, usage_type: 'licensed' },
    nickname: null,
    metadata: {},
    livemode: false,
    product: addonProductOf(addon),
  };
}

function optionsOf(amounts: Readonly<Record<string, number>>): Shape {
  return Object.fromEntries(
    Object.entries(amounts).map(([code, amount]) => [
      code.toLowerCase(),
      { unit_amount: amount, tax_behavior: 'exclusive' },
    ]),
  );
}
