import type { Catalog } from '../../core/adapter.js';
import { plainPlan, plainPrice } from '../../core/plain.js';
import {
  priceAt,
  type BillingInterval,
  type ChangeDirection,
  type Plan,
  type Price,
  type UnavailableReason,
} from '../../core/plan.js';
import type { Subscription } from '../../core/subscription.js';
import type { Format } from '../../locale/format.js';
import { intervalOften, type PlanSay } from '../../locale/words.js';

/** What a plan is to this customer at the chosen interval. */
export type Offer =
  | {
      readonly status: 'current';
      readonly price: Price | null;
      /** It is held on terms that are no longer sold: the price is what the subscription says. */
      readonly isOld: boolean;
    }
  | { readonly status: 'scheduled'; readonly price: Price; readonly effectiveAt: string }
  | { readonly status: 'contact_sales'; readonly url: string | null }
  | {
      readonly status: 'unavailable';
      readonly price: Price | null;
      readonly reason: UnavailableReason;
      /** An interval at which the plan can be had. */
      readonly other: BillingInterval | null;
    }
  /** Sold, but not at the chosen interval. */
  | { readonly status: 'other_interval'; readonly interval: BillingInterval }
  | {
      readonly status: 'open';
      readonly price: Price;
      /** `switch`: whether it is up or down cannot be said, as the plan that is held is not in the catalog. */
      readonly direction: ChangeDirection | 'switch';
      /** When the provider would carry it out, if that is later and known. */
      readonly effectiveAt: string | null;
    };

export type OpenOffer = Extract<Offer, { status: 'open' }>;

/** The subscription a customer holds: one that has ended is none. */
export function heldOf(catalog: Catalog): Subscription | null {
  return catalog.subscription?.status === 'canceled' ? null : catalog.subscription;
}

/** The plans on the screen: those of the catalog, after the one that is held where it is no longer among them. */
export function shownPlans(catalog: Catalog): readonly Plan[] {
  const { plans } = catalog;
  const held = heldOf(catalog);
  if (!held || plans.some(({ id }) => id === held.planId)) return plans;
  return [plainPlan({ id: held.planId, name: held.planName, order: 0, prices: [] }), ...plans];
}

/** @param currency as `currencyOf` says. */
export function offerOf(
  plan: Plan,
  catalog: Catalog,
  interval: BillingInterval | null,
  currency: string | null = null,
): Offer {
  const held = heldOf(catalog);
  const price = priceAt(plan, interval, currency);
  if (held && isHeld(held, plan, price, interval, catalog)) return current(held, price);
  if (plan.availability.status === 'contact_sales')
    return { status: 'contact_sales', url: plan.availability.url ?? catalog.supportUrl };
  if (plan.availability.status === 'unavailable')
    return { status: 'unavailable', price, reason: plan.availability.reason, other: null };
  if (price === null) return withoutPrice(plan, currency);
  if (price.unavailable !== null)
    return { status: 'unavailable', price, reason: price.unavailable, other: otherInterval(plan, currency) };
  const scheduled = held?.scheduledChange;
  if (scheduled && scheduled.priceId === price.id)
    return { status: 'scheduled', price, effectiveAt: scheduled.effectiveAt };
  const effectiveAt = price.timing === 'next_billing_date' ? (held?.nextBillingDate ?? null) : null;
  return { status: 'open', price, direction: directionOf(plan, held, catalog), effectiveAt };
}

function isHeld(
  held: Subscription,
  plan: Plan,
  price: Price | null,
  interval: BillingInterval | null,
  { plans }: Catalog,
): boolean {
  if (held.planId !== plan.id) return false;
  if (!plans.includes(plan)) return true;
  if (price === null || price.id === held.priceId) return price !== null || plan.prices.length === 0;
  // A price that is no longer sold is held on: the plan is theirs at the interval they pay in.
  return held.priceId === null && held.interval !== null && priceAt(plan, held.interval) === priceAt(plan, interval);
}

function current({ priceId, interval, amount }: Subscription, price: Price | null): Offer {
  if (price !== null && price.id === priceId) return { status: 'current', price, isOld: false };
  const old = interval && plainPrice({ id: priceId ?? '', interval, amount });
  return { status: 'current', price: old, isOld: true };
}

function withoutPrice(plan: Plan, currency: string | null): Offer {
  const other = otherInterval(plan, currency);
  if (other) return { status: 'other_interval', interval: other };
  const reason = plan.prices.length > 0 && currency !== null ? 'missing_regional_price' : 'no_price';
  return { status: 'unavailable', price: null, reason, other: null };
}

function otherInterval({ prices }: Plan, currency: string | null): BillingInterval | null {
  const sold = prices.find(
    ({ amount, unavailable }) =>
      unavailable === null && (currency === null || amount === null || amount.currency === currency),
  );
  return sold?.interval ?? null;
}

function directionOf(plan: Plan, held: Subscription | null, { plans }: Catalog): ChangeDirection | 'switch' {
  if (held === null) return 'subscribe';
  if (held.planId === plan.id) return 'interval';
  const from = plans.find((candidate) => candidate.id === held.planId);
  if (!from) return 'switch';
  return plan.order < from.order ? 'downgrade' : 'upgrade';
}

/** What the button of an open offer says it does, and when, if not at once. */
export function actLabel(
  say: PlanSay,
  format: Format,
  plan: Plan,
  { direction, price, effectiveAt }: OpenOffer,
): string {
  const date = effectiveAt === null ? null : format.day(effectiveAt);
  switch (direction) {
    case 'subscribe':
      return price.trialDays > 0
        ? say('act.trial', { count: price.trialDays })
        : say('act.subscribe', { plan: plan.name });
    case 'upgrade':
    case 'downgrade':
    case 'switch':
      return date === null ? say(`act.${direction}`, { plan: plan.name }) : say(`act.${direction}On`, { date });
    case 'interval':
    case 'same': {
      const interval = intervalOften(say, price.interval);
      return date === null ? say('act.interval', { interval }) : say('act.intervalOn', { interval, date });
    }
  }
}
