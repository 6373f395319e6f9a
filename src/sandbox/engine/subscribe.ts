import type { BillingInterval } from '../../core/plan.js';
import { anchorDayOf, periodEnd } from './calendar.js';
import { subscriptionOf } from './catalog.js';
import { openCheckout, payOpenInvoice } from './checkout.js';
import { decideNew } from './decide.js';
import type { Target } from './decide.js';
import type { EngineOptions } from './options.js';
import type { Gateway } from './pay.js';
import { Refused } from './refused.js';
import type { World, WorldCheckout, WorldCustomer, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

export interface SubscribeRequest {
  readonly customerId: string;
  readonly planId: string;
  readonly interval?: BillingInterval | undefined;
  readonly skipTrial?: boolean | undefined;
  readonly successUrl?: string | null | undefined;
}

/** Begins a subscription: at once on a free plan, with a checkout on a paid one. */
export function subscribe(
  world: World,
  request: SubscribeRequest,
  options: EngineOptions,
): { readonly subscription: WorldSubscription; readonly checkout: WorldCheckout | null } {
  const { customer, target } = decideNew(world, request.customerId, request.planId, request.interval);
  const trial = target.price.trialDays > 0 && request.skipTrial !== true;
  const waiting = waitingFor(world, customer, target);
  const subscription = waiting ?? begin(world, customer, target, trial);
  if (subscription.status !== 'pending_payment') return { subscription, checkout: null };
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
    anchorDay,
    period: plan.isFree ? { start: world.now, end: periodEnd(world.now, price.interval, anchorDay) } : null,
    scheduled: null,
    cancellation: null,
    openInvoiceId: null,
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

/** Tries the card again for what is overdue. @throws Refused where it is refused once more. */
export function retryPayment(world: World, id: string, gateway: Gateway): WorldSubscription {
  const subscription = subscriptionOf(world, id);
  if (subscription.status !== 'past_due')
    throw new Refused('invalid_subscription_status', `A subscription that is ${subscription.status} owes nothing.`);
  const invoice = world.invoices.find((candidate) => candidate.id === subscription.openInvoiceId);
  const card = world.customers.find((candidate) => candidate.id === subscription.customerId)?.card ?? null;
  if (card === null) throw new Refused('no_payment_method', 'There is no card to try.');
  const { total: amount, currency } = invoice ?? { total: 0, currency: 'USD' };
  const refusal = gateway({ amount, currency }) ?? (card.declines ? 'charge_failed' : null);
  if (refusal !== null) throw new Refused(refusal, 'The card was refused again.');
  payOpenInvoice(world, subscription);
  return subscription;
}
