import { sameInterval, type BillingInterval } from '../../core/plan.js';
import type { Bill } from './bill.js';
import { billOf } from './bill.js';
import { amountIn, customerOf, heldBy, priceById } from './catalog.js';
import { moveTo } from './move.js';
import type { EngineOptions } from './options.js';
import type { DeclineCode, Gateway } from './pay.js';
import { leaveOpen, settle, tryCard } from './pay.js';
import { remainingRatio } from './proration.js';
import { amountOfHolding, type Holding } from './recurring.js';
import { Refused } from './refused.js';
import type { Ratio } from './rounding.js';
import { takeRatio } from './rounding.js';
import type { World, WorldCustomer, WorldInvoice, WorldPendingChange, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

/** A change of one subscription item, measured at a second that the caller may name. */
export interface Repricing extends Holding {
  /** `create_prorations` leaves what is due to the next invoice. */
  readonly behavior: 'always_invoice' | 'create_prorations' | 'none';
  /** ISO 8601: the moment that unused time is counted from. */
  readonly at: string;
}

export interface RepriceQuote {
  readonly bill: Bill;
  readonly ratio: Ratio;
  /** What a period costs afterwards. */
  readonly recurring: number;
  /** Whether the change begins a period of its own. */
  readonly restarts: boolean;
  /** What goes on the next invoice instead of this one; negative is given back. */
  readonly carried: number;
}

/** Prices a change. Changes nothing. @throws Refused where the plan is not sold in the customer's currency. */
export function quoteRepricing(
  world: World,
  subscription: WorldSubscription,
  change: Repricing,
  options: EngineOptions,
): RepriceQuote {
  const customer = customerOf(world, subscription.customerId);
  const held = heldBy(world, subscription);
  const { plan, price } = priceById(world, change.priceId);
  if (amountIn(price, customer.currency) === null)
    throw new Refused('missing_regional_price', `${plan.name} is not sold in ${customer.currency}.`);
  const recurring = amountOfHolding(world, change, customer.currency);
  const isTrial = subscription.status === 'trialing';
  const restarts = !isTrial && beginsAnew(held, { plan, price }, options);
  const ratio = ratioOf(subscription, change.at, options);
  const figures = isTrial
    ? NOTHING
    : figuresOf(subscription.paid, recurring, ratio, restarts, change.behavior, options);
  const carries = change.behavior === 'create_prorations' && !restarts;
  const now = carries ? NOTHING : figures;
  const waiting = restarts ? customer.unbilledUsage : 0;
  const billed = billOf(
    { ...customer, unbilledUsage: waiting },
    { ...now, name: plan.name, creditName: held.plan.name },
    { ...options, leftoverCredit: 'customer_credit' },
  );
  const bill = change.behavior === 'none' && !restarts ? empty(billed, customer) : billed;
  return { bill, ratio, recurring, restarts, carried: carries ? figures.charge - figures.credit : 0 };
}

const NOTHING = { credit: 0, charge: 0 };

function empty(bill: Bill, { credit }: WorldCustomer): Bill {
  return { ...bill, lines: [], total: 0, tax: 0, includedTax: 0, creditsApplied: 0, creditAfter: credit };
}

interface Held {
  readonly plan: { readonly isFree: boolean };
  readonly price: { readonly interval: BillingInterval };
}

// Another interval, or the step between free and paid, begins a period; everything else stays in the one that runs.
function beginsAnew(from: Held, to: Held, { stripe: { freeToPaid } }: EngineOptions): boolean {
  const isOther = !sameInterval(from.price.interval, to.price.interval);
  return isOther || (freeToPaid === 'new_period' && from.plan.isFree !== to.plan.isFree);
}

function ratioOf({ period }: WorldSubscription, at: string, options: EngineOptions): Ratio {
  if (period === null) return { part: 1, total: 1 };
  return remainingRatio({ period, changeAt: at }, { granularity: 'second', dayCount: options.proration.dayCount });
}

function figuresOf(
  paid: number,
  recurring: number,
  ratio: Ratio,
  restarts: boolean,
  behavior: Repricing['behavior'],
  { proration: { rounding } }: EngineOptions,
): { readonly credit: number; readonly charge: number } {
  const credit = behavior === 'none' ? 0 : takeRatio(paid, ratio, rounding);
  if (restarts) return { credit, charge: recurring };
  return { credit, charge: behavior === 'none' ? 0 : takeRatio(recurring, ratio, rounding) };
}

export interface RepriceContext {
  readonly options: EngineOptions;
  readonly gateway: Gateway;
  readonly overcharge: number;
  /** What a payment that is not made does: refuse the change, let it wait, or make it all the same. */
  readonly onUnpaid: 'refuse' | 'wait' | 'apply';
  /** How long a change waits for its payment, in hours. */
  readonly waitsHours: number;
}

export type Unpaid = DeclineCode | 'no_payment_method' | 'authentication_required';

/** Makes a change. @throws Refused where its payment is not made and it does not wait: then nothing was changed. */
export function reprice(
  world: World,
  subscription: WorldSubscription,
  change: Repricing,
  context: RepriceContext,
): WorldInvoice | null {
  const quote = quoteRepricing(world, subscription, change, context.options);
  const bill = overcharged(quote.bill, context.overcharge);
  const unpaid = payFor(world, subscription, bill, context.gateway);
  if (unpaid !== null && context.onUnpaid === 'refuse')
    throw new Refused(unpaid === 'authentication_required' ? 'payment_failed' : unpaid, 'The payment was not made.', {
      unpaid,
    });
  if (unpaid !== null && context.onUnpaid === 'wait') {
    subscription.pendingChange = waiting(world, change, quote, bill, unpaid, context.waitsHours);
    return null;
  }
  apply(world, subscription, change, quote);
  if (unpaid !== null) {
    subscription.status = 'past_due';
    return leaveOpen(world, subscription, bill, 'plan_change');
  }
  return bill.lines.some(({ amount }) => amount !== 0) ? settle(world, subscription, bill, 'plan_change') : null;
}

function overcharged(bill: Bill, overcharge: number): Bill {
  if (overcharge === 0) return bill;
  const line = { kind: 'adjustment', name: null, amount: overcharge } as const;
  return { ...bill, total: bill.total + overcharge, lines: [...bill.lines, line] };
}

function payFor(world: World, { customerId }: WorldSubscription, bill: Bill, gateway: Gateway): Unpaid | null {
  const refused = tryCard(world, customerId, bill, gateway);
  if (refused !== null || bill.total === 0) return refused;
  return customerOf(world, customerId).card?.asks === true ? 'authentication_required' : null;
}

function waiting(
  world: World,
  { priceId, quantity, addons, discounts }: Repricing,
  { recurring, restarts }: RepriceQuote,
  { currency, lines, total, creditAfter }: Bill,
  unpaid: Unpaid,
  hours: number,
): WorldPendingChange {
  const id = nextId(world, 'pch');
  return {
    id,
    paymentId: id,
    priceId,
    quantity,
    addons: [...addons],
    discounts: [...discounts],
    metadata: { unpaid, expires: Date.parse(world.now) + hours * 3_600_000 },
    bill: { currency, lines: [...lines], total, creditAfter },
    recurring,
    restarts,
    isApplied: false,
    dueAt: null,
    checkoutId: null,
  };
}

function apply(world: World, subscription: WorldSubscription, change: Repricing, quote: RepriceQuote): void {
  const { scheduled, cancellation, status } = subscription;
  const { plan: previousPlan } = heldBy(world, subscription);
  moveTo(world, subscription, priceById(world, change.priceId), quote.restarts);
  const { quantity, addons, discounts } = change;
  Object.assign(subscription, { quantity, addons: [...addons], discounts: [...discounts], paid: quote.recurring });
  // An update of items leaves what is planned for the end of the period alone.
  if (!quote.restarts) Object.assign(subscription, { scheduled, cancellation });
  subscription.status = status === 'trialing' ? 'trialing' : 'active';
  if (status === 'trialing') subscription.paid = 0;
  customerOf(world, subscription.customerId).unbilledUsage += quote.carried;
  const { plan } = priceById(world, change.priceId);
  record(world, 'subscription.plan_changed', {
    subscriptionId: subscription.id,
    previousPlan: { id: previousPlan.id, name: previousPlan.name },
    currentPlan: { id: plan.id, name: plan.name },
  });
}
