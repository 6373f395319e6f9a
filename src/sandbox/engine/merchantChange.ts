import type { Bill } from './bill.js';
import { billOf } from './bill.js';
import { amountIn, customerOf, heldBy, priceById } from './catalog.js';
import { checkoutOf, openCheckout } from './checkout.js';
import { sameInterval } from '../../core/plan.js';
import type { BillingMode, EngineOptions } from './options.js';
import { applyPending, forgetPending, payPending } from './pending.js';
import { remainingRatio } from './proration.js';
import { amountOfHolding, type Holding } from './recurring.js';
import { Refused } from './refused.js';
import type { Ratio } from './rounding.js';
import { takeRatio } from './rounding.js';
import type { World, WorldCheckout, WorldMetadata, WorldPendingChange, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

/** A change where the caller says how it is charged and when: the merchant's policy, not the system's. */
export interface MerchantChange extends Holding {
  readonly mode: BillingMode;
  readonly onPaymentFailure: 'prevent_change' | 'apply_change';
  /** Of the payment. */
  readonly metadata: WorldMetadata;
}

/** What it costs now. */
export interface MerchantQuote {
  readonly bill: Bill;
  /** What a period costs afterwards, in minor units. */
  readonly recurring: number;
  /** The part of the present period that is charged and credited. */
  readonly ratio: Ratio;
  readonly credit: number;
  readonly charge: number;
  readonly restarts: boolean;
}

/** Prices a change. Changes nothing. @throws Refused where the plan is not sold in the customer's currency. */
export function quoteMerchantChange(
  world: World,
  subscription: WorldSubscription,
  change: MerchantChange,
  options: EngineOptions,
): MerchantQuote {
  const customer = customerOf(world, subscription.customerId);
  const held = heldBy(world, subscription);
  const { plan, price } = priceById(world, change.priceId);
  if (amountIn(price, customer.currency) === null)
    throw new Refused('missing_regional_price', `${plan.name} is not sold in ${customer.currency}.`);
  const recurring = amountOfHolding(world, change, customer.currency);
  const renews = !sameInterval(price.interval, held.price.interval);
  const restarts = change.mode === 'full_immediately' ? options.dodo.fullRestarts || renews : renews;
  const figures = figuresOf(subscription, recurring, change.mode, restarts, options, world.now);
  const bill = billOf(
    customer,
    { charge: figures.charge, name: plan.name, credit: figures.credit, creditName: held.plan.name },
    options,
  );
  return { ...figures, bill: plusFree(bill, change.mode, customer.credit), recurring, restarts };
}

// Without billing nothing is asked for and no credit moves, whatever else is open.
function plusFree(bill: Bill, mode: BillingMode, credit: number): Bill {
  if (mode !== 'do_not_bill') return bill;
  return { ...bill, lines: [], total: 0, tax: 0, includedTax: 0, creditsApplied: 0, creditAfter: credit };
}

const WHOLE: Ratio = { part: 1, total: 1 };

function figuresOf(
  subscription: WorldSubscription,
  recurring: number,
  mode: BillingMode,
  restarts: boolean,
  options: EngineOptions,
  now: string,
): { readonly ratio: Ratio; readonly credit: number; readonly charge: number } {
  const { period, paid } = subscription;
  const { rounding } = options.proration;
  switch (mode) {
    case 'prorated_immediately': {
      const measured = { ...options.proration, granularity: 'day' as const };
      const ratio = period === null ? WHOLE : remainingRatio({ period, changeAt: now }, measured);
      const charge = restarts ? recurring : takeRatio(recurring, ratio, rounding);
      return { ratio, credit: takeRatio(paid, ratio, rounding), charge };
    }
    case 'difference_immediately':
      return { ratio: WHOLE, credit: paid, charge: recurring };
    case 'full_immediately':
      return { ratio: WHOLE, credit: 0, charge: recurring };
    case 'do_not_bill':
      return { ratio: WHOLE, credit: 0, charge: 0 };
  }
}

export interface Acceptance {
  readonly options: EngineOptions;
  /** When the card is asked, in milliseconds of real time. */
  readonly dueAt: number;
  readonly overcharge: number;
}

/** Accepts a change. Its payment is tried later; where nothing is due it is done at once. */
export function acceptMerchantChange(
  world: World,
  subscription: WorldSubscription,
  change: MerchantChange,
  { options, dueAt, overcharge }: Acceptance,
): WorldPendingChange {
  const pending = pendingOf(world, subscription, change, options, overcharge);
  subscription.pendingChange = pending;
  subscription.scheduled = null;
  if (pending.bill.total === 0) {
    world.payments = world.payments.filter(({ id }) => id !== pending.paymentId);
    payPending(world, subscription);
    return pending;
  }
  pending.dueAt = dueAt;
  if (change.onPaymentFailure === 'apply_change') {
    applyPending(world, subscription, pending);
    pending.isApplied = true;
  }
  return pending;
}

function pendingOf(
  world: World,
  subscription: WorldSubscription,
  change: MerchantChange,
  options: EngineOptions,
  overcharge: number,
): WorldPendingChange {
  const { bill, recurring, restarts } = quoteMerchantChange(world, subscription, change, options);
  const { currency, total, lines, creditAfter } = inPaidCurrency(bill, options);
  const paymentId = nextId(world, 'pay');
  const { metadata } = change;
  world.payments.push({
    id: paymentId,
    subscriptionId: subscription.id,
    customerId: subscription.customerId,
    amount: total + overcharge,
    currency,
    at: world.now,
    status: 'processing',
    metadata,
  });
  return {
    id: nextId(world, 'pch'),
    paymentId,
    priceId: change.priceId,
    quantity: change.quantity,
    addons: [...change.addons],
    discounts: [...change.discounts],
    metadata,
    bill: { currency, lines: [...lines], total: total + overcharge, creditAfter },
    recurring,
    restarts,
    isApplied: false,
    dueAt: null,
    checkoutId: null,
  };
}

/** The bill in the currency that the customer pays in. */
export function inPaidCurrency(bill: Bill, { dodo: { payIn } }: EngineOptions): Bill {
  if (payIn === null || payIn.currency === bill.currency) return bill;
  const ratio: Ratio = { part: payIn.perHundred, total: 100 };
  const converted = (amount: number) => takeRatio(amount, ratio, 'half-away-from-zero');
  return {
    ...bill,
    currency: payIn.currency,
    total: converted(bill.total),
    tax: converted(bill.tax),
    includedTax: converted(bill.includedTax ?? 0),
    lines: bill.lines.map((line) => ({ ...line, amount: converted(line.amount) })),
  };
}

/** Sends the customer to a page to pay a change; the plan stays until then. */
export function linkMerchantChange(
  world: World,
  subscription: WorldSubscription,
  change: MerchantChange,
  { options, overcharge }: Omit<Acceptance, 'dueAt'>,
): { readonly pending: WorldPendingChange; readonly checkout: WorldCheckout } {
  const earlier = subscription.pendingChange?.checkoutId ?? null;
  if (earlier !== null) {
    checkoutOf(world, earlier).status = 'superseded';
    forgetPending(world, subscription);
  }
  const pending = pendingOf(world, subscription, change, options, overcharge);
  subscription.scheduled = null;
  subscription.pendingChange = pending;
  const target = { ...priceById(world, change.priceId), amount: pending.recurring };
  const checkout = openCheckout(world, subscription, target, {
    purpose: 'change_plan',
    successUrl: null,
    options,
    returnWith: 'subscription_and_status',
    amount: pending.bill.total,
  });
  checkout.currency = pending.bill.currency;
  const payment = world.payments.find(({ id }) => id === pending.paymentId);
  if (payment) payment.status = 'requires_payment_method';
  pending.checkoutId = checkout.id;
  return { pending, checkout };
}

/** Keeps a change for the end of the period. It replaces one that is there. */
export function scheduleMerchantChange(world: World, subscription: WorldSubscription, change: Holding): void {
  const { plan, price } = priceById(world, change.priceId);
  subscription.scheduled = {
    id: nextId(world, 'sch'),
    kind: sameInterval(price.interval, heldBy(world, subscription).price.interval)
      ? 'plan_downgrade'
      : 'interval_change',
    planId: plan.id,
    priceId: price.id,
    at: subscription.period?.end ?? world.now,
    quantity: change.quantity,
    addons: [...change.addons],
    discounts: [...change.discounts],
  };
  subscription.updatedAt = world.now;
  record(world, 'subscription.updated', { subscriptionId: subscription.id });
}
