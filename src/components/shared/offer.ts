import type { Catalog } from '../../core/adapter.js';
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
  | { readonly status: 'current'; readonly price: Price | null }
  | { readonly status: 'scheduled'; readonly price: Price; readonly effectiveAt: string }
  | { readonly status: 'contact_sales'; readonly url: string | null }
  | { readonly status: 'unavailable'; readonly price: Price | null; readonly reason: UnavailableReason }
  /** Sold, but not at the chosen interval. */
  | { readonly status: 'other_interval'; readonly interval: BillingInterval }
  | {
      readonly status: 'open';
      readonly price: Price;
      readonly direction: ChangeDirection;
      /** When the provider would carry it out, if that is later and known. */
      readonly effectiveAt: string | null;
    };

/** The subscription a customer holds: one that has ended is none. */
export function heldOf(catalog: Catalog): Subscription | null {
  return catalog.subscription?.status === 'canceled' ? null : catalog.subscription;
}

export function offerOf(plan: Plan, catalog: Catalog, interval: BillingInterval | null): Offer {
  const held = heldOf(catalog);
  const price = priceAt(plan, interval);
  if (held && isHeld(held, plan, price, interval)) return { status: 'current', price };
  if (plan.availability.status === 'contact_sales')
    return { status: 'contact_sales', url: plan.availability.url ?? catalog.supportUrl };
  if (plan.availability.status === 'unavailable')
    return { status: 'unavailable', price, reason: plan.availability.reason };
  if (price === null) return withoutPrice(plan);
  if (price.unavailable !== null) return { status: 'unavailable', price, reason: price.unavailable };
  const scheduled = held?.scheduledChange;
  if (scheduled && scheduled.priceId === price.id)
    return { status: 'scheduled', price, effectiveAt: scheduled.effectiveAt };
  const effectiveAt = price.timing === 'next_billing_date' ? (held?.nextBillingDate ?? null) : null;
  return { status: 'open', price, direction: directionOf(plan, held, catalog), effectiveAt };
}

function isHeld(held: Subscription, plan: Plan, price: Price | null, interval: BillingInterval | null): boolean {
  if (held.planId !== plan.id) return false;
  if (price === null || price.id === held.priceId) return price !== null || plan.prices.length === 0;
  // A price that is no longer sold is held on: the plan is theirs at the interval they pay in.
  return held.priceId === null && held.interval !== null && priceAt(plan, held.interval) === priceAt(plan, interval);
}

function withoutPrice(plan: Plan): Offer {
  const other = plan.prices[0];
  return other
    ? { status: 'other_interval', interval: other.interval }
    : { status: 'unavailable', price: null, reason: 'no_price' };
}

function directionOf(plan: Plan, held: Subscription | null, { plans }: Catalog): ChangeDirection {
  if (held === null) return 'subscribe';
  if (held.planId === plan.id) return 'interval';
  const from = plans.find((candidate) => candidate.id === held.planId);
  return from && plan.order < from.order ? 'downgrade' : 'upgrade';
}

/** What the button of an open offer says it does. */
export function actLabel(say: PlanSay, format: Format, plan: Plan, offer: Extract<Offer, { status: 'open' }>): string {
  const { direction, price, effectiveAt } = offer;
  switch (direction) {
    case 'subscribe':
      return price.trialDays > 0
        ? say('act.trial', { count: price.trialDays })
        : say('act.subscribe', { plan: plan.name });
    case 'upgrade':
      return say('act.upgrade', { plan: plan.name });
    case 'downgrade':
      return effectiveAt === null
        ? say('act.downgrade', { plan: plan.name })
        : say('act.downgradeOn', { date: format.day(effectiveAt) });
    case 'interval':
    case 'same':
      return say('act.interval', { interval: intervalOften(say, price.interval) });
  }
}
