import type { Bill } from './bill.js';
import { billOf } from './bill.js';
import { anchorDayOf, instant, isoOf, MINUTE, periodEnd } from './calendar.js';
import { cancel } from './cancel.js';
import { customerOf, heldBy, priceById, subscriptionOf } from './catalog.js';
import type { Target } from './decide.js';
import { countPeriod, setIntro } from './intro.js';
import { moveTo } from './move.js';
import type { EngineOptions } from './options.js';
import type { Gateway } from './pay.js';
import { enterCharge, settle } from './pay.js';
import { awaitedBy, forgetPending, payPending } from './pending.js';
import { amountOfPeriod } from './recurring.js';
import { Refused } from './refused.js';
import type { World, WorldCard, WorldCheckout, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

export const GOOD_CARD: WorldCard = { brand: 'visa', last4: '4242', declines: false };
export const BAD_CARD: WorldCard = { brand: 'visa', last4: '0002', declines: true };

export interface CheckoutRequest {
  readonly purpose: WorldCheckout['purpose'];
  readonly successUrl: string | null;
  readonly options: EngineOptions;
  readonly cancelUrl?: string | null;
  readonly returnWith?: WorldCheckout['returnWith'];
  /** What the page asks for, where the caller knows better. */
  readonly amount?: number;
  /** Whether a change begins with the introductory offer of the price. What is bought first says so itself. */
  readonly beginsLow?: boolean;
}

/**
 * Opens a checkout for a price, or for a card where `target` is null. The same wish again gets the same open checkout;
 * another wish closes the one before, so that at most one can be paid.
 */
export function openCheckout(
  world: World,
  subscription: WorldSubscription,
  target: Target | null,
  {
    purpose,
    successUrl,
    options,
    cancelUrl = null,
    returnWith = 'nothing',
    amount,
    beginsLow = false,
  }: CheckoutRequest,
): WorldCheckout {
  const priceId = target?.price.id ?? null;
  const holding = JSON.stringify([subscription.quantity, subscription.addons]);
  for (const other of world.checkouts) {
    if (other.subscriptionId !== subscription.id || other.purpose !== purpose || other.status !== 'open') continue;
    const isSame = other.priceId === priceId && other.successUrl === successUrl && other.holding === holding;
    if (isSame && (other.begins === 'low') === beginsLow && instant(other.expiresAt) > instant(world.now)) return other;
    other.status = 'superseded';
  }
  const { currency } = customerOf(world, subscription.customerId);
  const checkout: WorldCheckout = {
    id: nextId(world, 'chk'),
    purpose,
    subscriptionId: subscription.id,
    priceId,
    successUrl,
    cancelUrl,
    returnWith,
    holding,
    ...(beginsLow && { begins: 'low' }),
    amount: amount ?? amountOf(world, subscription, target, options, beginsLow),
    currency,
    createdAt: world.now,
    expiresAt: isoOf(instant(world.now) + options.checkoutMinutes * MINUTE),
    status: 'open',
    declines: 0,
  };
  world.checkouts.push(checkout);
  return checkout;
}

function amountOf(
  world: World,
  subscription: WorldSubscription,
  target: Target | null,
  options: EngineOptions,
  beginsLow: boolean,
): number {
  const invoice = world.invoices.find((candidate) => candidate.id === subscription.openInvoiceId);
  if (target === null) return invoice?.total ?? awaitedBy(subscription)?.bill.total ?? 0;
  return isTrial(subscription, target) ? 0 : billOfCheckout(world, subscription, target, options, beginsLow).total;
}

function isTrial(subscription: WorldSubscription, target: Target): boolean {
  return subscription.status === 'pending_payment' && subscription.wantsTrial && target.price.trialDays > 0;
}

function billOfCheckout(
  world: World,
  subscription: WorldSubscription,
  target: Target,
  options: EngineOptions,
  beginsLow: boolean,
): Bill {
  const customer = customerOf(world, subscription.customerId);
  // What begins is held already, with how many of it and what is beside it.
  const isFirst = subscription.status === 'pending_payment';
  const low = beginsLow ? target.price.intro?.amounts[customer.currency] : undefined;
  const charge = isFirst ? amountOfPeriod(world, subscription) : (low ?? target.amount);
  return billOf(customer, { charge, name: target.plan.name }, options);
}

export function checkoutOf(world: World, id: string): WorldCheckout {
  const checkout = world.checkouts.find((candidate) => candidate.id === id);
  if (!checkout) throw new Refused('not_found', `There is no checkout ${JSON.stringify(id)}.`);
  return checkout;
}

/** Whether a checkout has run out, also where nobody has closed it yet. */
export function checkoutIsOver(world: World, { status, expiresAt }: WorldCheckout): boolean {
  return status === 'open' && instant(expiresAt) <= instant(world.now);
}

/** Closes what has run out. */
export function expireCheckouts(world: World): void {
  for (const checkout of world.checkouts)
    if (checkoutIsOver(world, checkout)) {
      checkout.status = 'expired';
      giveUp(world, checkout);
    }
}

/** A first subscription ends with its only checkout: what nobody can pay any more must not keep the customer waiting. */
function giveUp(world: World, { id, purpose, subscriptionId }: WorldCheckout): void {
  const subscription = subscriptionOf(world, subscriptionId);
  const { status } = subscription;
  if (subscription.pendingChange?.checkoutId === id) forgetPending(world, subscription);
  if (purpose === 'subscribe' && status === 'pending_payment') cancel(world, subscriptionId, null, true);
}

/** Pays a checkout with a card. A second time does nothing more. @throws Refused where the card or the checkout says no. */
export function payCheckout(
  world: World,
  id: string,
  card: WorldCard,
  options: EngineOptions,
  gateway: Gateway,
): WorldCheckout {
  expireCheckouts(world);
  const checkout = checkoutOf(world, id);
  if (checkout.status === 'paid') return checkout;
  if (checkout.status !== 'open')
    throw new Refused('invalid_subscription_status', `This checkout is ${checkout.status}.`);
  const { amount, currency } = checkout;
  const refusal = card.declines ? 'charge_failed' : amount === 0 ? null : gateway({ amount, currency });
  if (refusal !== null) {
    checkout.declines += 1;
    throw new Refused(refusal, 'The card was refused.');
  }
  fulfil(world, checkout, card, options);
  return checkout;
}

function fulfil(world: World, checkout: WorldCheckout, card: WorldCard, options: EngineOptions): void {
  const subscription = subscriptionOf(world, checkout.subscriptionId);
  customerOf(world, subscription.customerId).card = { ...card };
  if (checkout.priceId === null) payWhatIsOwed(world, subscription);
  else if (subscription.pendingChange?.checkoutId === checkout.id) payPending(world, subscription);
  else buy(world, subscription, checkout, options);
  checkout.status = 'paid';
}

function buy(world: World, subscription: WorldSubscription, checkout: WorldCheckout, options: EngineOptions): void {
  const found = priceById(world, checkout.priceId ?? '');
  const { currency } = checkout;
  const target: Target = { ...found, amount: found.price.amounts[currency] ?? 0 };
  if (isTrial(subscription, target)) return beginTrial(world, subscription, target);
  const first = subscription.status === 'pending_payment';
  const { plan: previousPlan } = heldBy(world, subscription);
  const beginsLow = checkout.begins === 'low';
  const periods = beginsLow ? (target.price.intro?.periods ?? 0) : first ? (subscription.introLeft ?? 0) : 0;
  const bill = sameTotal(billOfCheckout(world, subscription, target, options, beginsLow), checkout.amount);
  moveTo(world, subscription, target, true);
  setIntro(subscription, periods);
  subscription.paid = amountOfPeriod(world, subscription);
  countPeriod(subscription);
  subscription.status = 'active';
  settle(world, subscription, bill, first ? 'subscription' : 'plan_change');
  const { id: planId, name } = target.plan;
  record(world, first ? 'subscription.activated' : 'subscription.plan_changed', {
    subscriptionId: subscription.id,
    ...(first ? {} : { previousPlan: { id: previousPlan.id, name: previousPlan.name } }),
    currentPlan: { id: planId, name },
    credit: bill.credit,
    charge: bill.charge,
    totalCharged: bill.total,
  });
}

// The customer pays what the page said, also where the price moved since.
function sameTotal(bill: Bill, amount: number): Bill {
  if (bill.total === amount) return bill;
  const line = { kind: 'adjustment', name: null, amount: amount - bill.total } as const;
  return { ...bill, total: amount, lines: [...bill.lines, line] };
}

function beginTrial(world: World, subscription: WorldSubscription, { price }: Target): void {
  const end = isoOf(instant(world.now) + price.trialDays * 24 * 60 * MINUTE);
  subscription.status = 'trialing';
  subscription.trialEndsAt = end;
  subscription.wantsTrial = false;
  subscription.paid = 0;
  subscription.anchorDay = anchorDayOf(end);
  subscription.period = { start: world.now, end };
  subscription.updatedAt = world.now;
  record(world, 'trial.started', { subscriptionId: subscription.id, trialEndsAt: end });
}

// Another card pays what is open, and lets a change that waits for a payment go on.
function payWhatIsOwed(world: World, subscription: WorldSubscription): void {
  payOpenInvoice(world, subscription);
  if (awaitedBy(subscription) !== null) payPending(world, subscription);
}

/** Pays what is overdue, and begins the period that was waiting for it. */
export function payOpenInvoice(world: World, subscription: WorldSubscription): void {
  const invoice = world.invoices.find((candidate) => candidate.id === subscription.openInvoiceId);
  subscription.updatedAt = world.now;
  if (!invoice) return;
  enterCharge(world, { ...invoice, reason: 'recovery' });
  invoice.status = 'paid';
  subscription.openInvoiceId = null;
  if (subscription.status === 'past_due' || subscription.status === 'on_hold') subscription.status = 'active';
  resumePeriod(world, subscription);
  record(world, 'payment.recovered', { invoiceId: invoice.id, subscriptionId: subscription.id });
}

// Periods go on from where they were: nobody pays for the time without a subscription, and the day stays the same.
function resumePeriod(world: World, subscription: WorldSubscription): void {
  const { price } = priceById(world, subscription.priceId);
  while (subscription.period !== null && instant(subscription.period.end) <= instant(world.now)) {
    const start = subscription.period.end;
    subscription.period = { start, end: periodEnd(start, price.interval, subscription.anchorDay) };
  }
}

export function cancelCheckout(world: World, id: string): WorldCheckout {
  expireCheckouts(world);
  const checkout = checkoutOf(world, id);
  if (checkout.status !== 'open') return checkout;
  checkout.status = 'canceled';
  giveUp(world, checkout);
  return checkout;
}
