import { zero } from '../../../core/money.js';
import {
  intervalLength,
  sameInterval,
  type BillingInterval,
  type Feature,
  type Plan,
  type Price,
} from '../../../core/plan.js';
import type { StripeSettings } from './options.js';
import { amountOf } from './scale.js';
import type { StripePrice, StripeProduct } from './shapes.js';

/** The offered prices as plans, in the order that the host gave. */
export function plansOf(settings: StripeSettings, prices: readonly StripePrice[], currency: string): readonly Plan[] {
  const products = new Map<string, StripePrice[]>();
  for (const price of inOrder(settings, prices)) {
    const known = products.get(price.product.id) ?? [];
    products.set(price.product.id, [...known, price]);
  }
  return [...products.values()].flatMap((own, order) => planOf(own, order, currency));
}

function inOrder({ products }: StripeSettings, prices: readonly StripePrice[]): readonly StripePrice[] {
  if (products.length === 0) return prices;
  return products.flatMap((id) => prices.filter(({ product }) => product.id === id));
}

function planOf(own: readonly StripePrice[], order: number, currency: string): readonly Plan[] {
  const product = own[0]?.product;
  const prices = own.flatMap((price) => priceOf(price, currency));
  if (product === undefined || prices.length === 0) return [];
  const known = prices.filter(({ amount }) => amount !== null);
  return [
    {
      id: product.id,
      name: product.name,
      tagline: product.description,
      badge: null,
      recommended: false,
      order,
      isFree: known.length > 0 && known.every(({ amount }) => amount?.amount === 0),
      prices: [...prices].sort((a, b) => intervalLength(a.interval) - intervalLength(b.interval)),
      features: featuresOf(product),
      availability: { status: 'available' },
      lang: {},
    },
  ];
}

function featuresOf({ marketing_features: features }: StripeProduct): readonly Feature[] {
  return (features ?? []).flatMap(({ name }) =>
    name === null
      ? []
      : [{ kind: 'boolean', id: name.toLowerCase().replace(/\W+/g, '_'), name, included: true } as const],
  );
}

// No introductory offer: with Stripe that is a coupon or a phase of a schedule, made for one subscription, and no price names it.
function priceOf(price: StripePrice, currency: string): readonly Price[] {
  // What is counted has no price that could be shown before.
  if (price.recurring === null || price.recurring.usage_type === 'metered') return [];
  const value = unitIn(price, currency);
  const amount = value === null ? null : value === 0 ? zero(currency) : amountOf(value, currency);
  const { interval, interval_count: intervalCount } = price.recurring;
  return [
    {
      id: price.id,
      interval: { interval, intervalCount },
      amount,
      cost: null,
      trialDays: 0,
      timing: null,
      unavailable: amount === null ? 'missing_regional_price' : price.active ? null : 'plan_unavailable',
    },
  ];
}

function unitIn(price: StripePrice, currency: string): number | null {
  const code = currency.toLowerCase();
  const option = price.currency_options?.[code]?.unit_amount ?? null;
  return option ?? (price.currency === code ? price.unit_amount : null);
}

export function isLonger(to: BillingInterval, from: BillingInterval | null): boolean {
  return from !== null && !sameInterval(to, from) && intervalLength(to) > intervalLength(from);
}
