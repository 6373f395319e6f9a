import type { BillingInterval } from '../../core/plan.js';
import { billOfPeriod } from './bill.js';
import { anchorDayOf, periodEnd } from './calendar.js';
import { heldBy, subscriptionOf } from './catalog.js';
import { openCheckout, payOpenInvoice } from './checkout.js';
import { decideNew } from './decide.js';
import type { Target } from './decide.js';
import { introFor, setIntro } from './intro.js';
import { moveTo } from './move.js';
import type { EngineOptions } from './options.js';
import type { Gateway } from './pay.js';
import { settle, tryCard } from './pay.js';
import { Refused } from './refused.js';
import type { HeldAddon, World, WorldCheckout, WorldCustomer, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

export interface SubscribeRequest {
  readonly customerId: string;
  readonly planId: string;
  readonly interval?: BillingInterval | undefined;
  readonly skipTrial?: boolean | undefined;
  readonly successUrl?: string | null | undefined;
  /** Default 1. */
  readonly quantity?: number;
  readonly addons?: readonly HeldAddon[];
  /** Whether a new customer gets the price's introductory offer. Default: no, as where a vendor has none. */
  readonly withIntro?: boolean;
}

/** Begins a subscription: at once on a free plan, with a checkout on a paid one. */
export function subscribe(
  world: World,
  request: SubscribeRequest,
  options: EngineOptions,
): { readonly subscription: WorldSubscription; readonly checkout: WorldCheckout | null } {
  const { customer, target } = decideNew(world, request.customerId, request.planId, request.interval);
  const trial = target.price.trialDays > 0 && request.skipTrial !== true;
  const { quantity = 1, addons = [], withIntro = false } = request;
  const waiting = waitingFor(world, customer, target);
  const subscription = waiting ?? begin(world, customer, target, trial);
  Object.assign(subscription, { quantity, addons: [...addons] });
  if (subscription.status !== 'pending_payment') return { subscription, checkout: null };
  const intro = withIntro ? introFor(world, customer, target.price) : null;
  setIntro(subscription, intro?.periods ?? 0);
  const successUrl = request.successUrl ?? null;
  return {
    subscription,
    checkout: openCheckout(world, subscription, target, { purpose: 'subscribe', successUrl, options }),
  };
}

function waitingFor(world: World, customer: WorldCustomer, target: Target): WorldSubscription | undefined {
  return world.subscriptions.find(
    ({ customerId, status, priceId }) =>
      customerId === customer.id && status === 'pending_payment' && priceId === target.price.id,
  );
}

function begin(world: World, customer: WorldCustomer, { plan, price }: Target, trial: boolean): WorldSubscription {
  const anchorDay = anchorDayOf(world.now);
  const subscription: WorldSubscription = {
    id: nextId(world, 'sub'),
    customerId: customer.id,
    planId: plan.id,
    priceId: price.id,
    status: plan.isFree ? 'active' : 'pending_payment',
    trialEndsAt: null,
    wantsTrial: trial && !plan.isFree,
    paid: 0,
    anchorDay,
    period: plan.isFree ? { start: world.now, end: periodEnd(world.now, price.interval, anchorDay) } : null,
    scheduled: null,
    cancellation: null,
    openInvoiceId: null,
    quantity: 1,
    addons: [],
    discounts: [],
    metadata: {},
    pendingChange: null,
    startDate: world.now,
    endDate: null,
    createdAt: world.now,
    updatedAt: world.now,
  };
  world.subscriptions.push(subscription);
  record(world, 'subscription.created', { subscriptionId: subscription.id, customerId: customer.id });
  return subscription;
}

/** The open page where a customer pays what is overdue or gives another card. */
export function openBillingPage(
  world: World,
  id: string,
  successUrl: string | null,
  options: EngineOptions,
): WorldCheckout {
  return openCheckout(world, subscriptionOf(world, id), null, { purpose: 'payment_method', successUrl, options });
}

/** Tries the card again for what is overdue, or for a new period of what was canceled. @throws Refused where it says no. */
export function reactivate(
  world: World,
  id: string,
  options: EngineOptions,
  gateway: Gateway,
): { readonly subscription: WorldSubscription } {
  const subscription = subscriptionOf(world, id);
  switch (subscription.status) {
    case 'past_due':
    case 'on_hold':
      payOverdue(world, subscription, gateway);
      return { subscription };
    case 'canceled':
      beginAgain(world, subscription, options, gateway);
      return { subscription };
    case 'pending_payment':
    case 'trialing':
    case 'active':
      throw new Refused('invalid_subscription_status', `A subscription that is ${subscription.status} owes nothing.`);
  }
}

function payOverdue(world: World, subscription: WorldSubscription, gateway: Gateway): void {
  const invoice = world.invoices.find((candidate) => candidate.id === subscription.openInvoiceId);
  const { total = 0, currency = 'USD' } = invoice ?? {};
  refuseUnlessPaid(tryCard(world, subscription.customerId, { total, currency }, gateway));
  payOpenInvoice(world, subscription);
}

function beginAgain(world: World, subscription: WorldSubscription, options: EngineOptions, gateway: Gateway): void {
  setIntro(subscription, 0);
  const bill = billOfPeriod(world, subscription, options);
  refuseUnlessPaid(tryCard(world, subscription.customerId, bill, gateway));
  const { plan, price } = heldBy(world, subscription);
  moveTo(world, subscription, { plan, price }, true);
  subscription.status = 'active';
  subscription.endDate = null;
  settle(world, subscription, bill, 'recovery');
  record(world, 'subscription.reactivated', { subscriptionId: subscription.id });
}

function refuseUnlessPaid(declined: ReturnType<typeof tryCard>): void {
  if (declined !== null) throw new Refused(declined, 'The card was refused again.');
}
