import { amountIn, customerOf, priceById } from './catalog.js';
import { Refused } from './refused.js';
import { takeRatio } from './rounding.js';
import type { HeldAddon, World, WorldAddon, WorldDiscount, WorldSubscription } from './world.js';

/** What a subscription holds, or would hold. */
export interface Holding {
  readonly priceId: string;
  readonly quantity: number;
  readonly addons: readonly HeldAddon[];
  /** Codes in use. */
  readonly discounts: readonly string[];
}

export function addonOf(world: World, id: string): WorldAddon {
  const addon = world.addons.find((candidate) => candidate.id === id);
  if (!addon) throw new Refused('not_found', `There is no add-on ${JSON.stringify(id)}.`);
  return addon;
}

export function discountOf(world: World, code: string): WorldDiscount | null {
  return world.discounts.find((candidate) => candidate.code === code) ?? null;
}

/** One thing that is paid for each period. */
export interface HeldItem {
  readonly kind: 'plan' | 'addon';
  readonly id: string;
  readonly name: string;
  /** Minor units for one, after discounts. */
  readonly unitPrice: number;
  readonly quantity: number;
}

/** Plan and add-ons with what one of each costs a period, discounts taken off. */
export function itemsOf(
  world: World,
  holding: Holding,
  currency: string,
  at: 'price' | 'intro' = 'price',
): readonly HeldItem[] {
  const { plan, price } = priceById(world, holding.priceId);
  const off = holding.discounts.reduce((sum, code) => sum + (discountOf(world, code)?.basisPoints ?? 0), 0);
  const left = { part: Math.max(10_000 - off, 0), total: 10_000 };
  const unit = (amount: number) => takeRatio(amount, left, 'half-away-from-zero');
  const planItem: HeldItem = {
    kind: 'plan',
    id: price.id,
    name: plan.name,
    unitPrice: unit((at === 'intro' ? price.intro?.amounts[currency] : undefined) ?? amountIn(price, currency) ?? 0),
    quantity: holding.quantity,
  };
  const addons = holding.addons.map(({ addonId, quantity }): HeldItem => {
    const { id, name, amounts } = addonOf(world, addonId);
    return { kind: 'addon', id, name, unitPrice: unit(amounts[currency] ?? 0), quantity };
  });
  return [planItem, ...addons];
}

/** What one period of a holding costs, in minor units. */
export function amountOfHolding(
  world: World,
  holding: Holding,
  currency: string,
  at: 'price' | 'intro' = 'price',
): number {
  return itemsOf(world, holding, currency, at).reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0);
}

/** What the next period that is charged costs, in minor units: less while an introductory offer lasts. */
export function amountOfPeriod(world: World, subscription: WorldSubscription): number {
  const { currency } = customerOf(world, subscription.customerId);
  return amountOfHolding(world, subscription, currency, (subscription.introLeft ?? 0) > 0 ? 'intro' : 'price');
}

/** What one period of a subscription costs for good, in minor units. */
export function recurringAmount(world: World, subscription: WorldSubscription): number {
  return amountOfHolding(world, subscription, customerOf(world, subscription.customerId).currency);
}
