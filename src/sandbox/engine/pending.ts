import { heldBy, priceById } from './catalog.js';
import { moveTo } from './move.js';
import type { Bill } from './bill.js';
import type { Gateway } from './pay.js';
import { leaveOpen, settle, tryCard } from './pay.js';
import type { World, WorldPayment, WorldPendingChange, WorldSubscription } from './world.js';
import { record } from './world.js';

/** The change that waits for the customer's payment; null where none does. */
export function awaitedBy({ pendingChange }: WorldSubscription): WorldPendingChange | null {
  return pendingChange !== null && pendingChange.dueAt === null ? pendingChange : null;
}

/** Whether a card has to be asked by now. */
export function isSettlementDue(world: World, now: number): boolean {
  return world.subscriptions.some(({ pendingChange }) => isDue(pendingChange, now));
}

function isDue(pending: WorldPendingChange | null, now: number): boolean {
  return pending !== null && pending.dueAt !== null && pending.dueAt <= now;
}

/** Asks the cards of all changes that were accepted before `now`, in milliseconds of real time. */
export function settleDue(world: World, now: number, gateway: Gateway): void {
  for (const subscription of world.subscriptions)
    if (isDue(subscription.pendingChange, now)) settlePending(world, subscription, gateway);
}

function settlePending(world: World, subscription: WorldSubscription, gateway: Gateway): void {
  const pending = subscription.pendingChange;
  if (pending === null) return;
  const { bill } = pending;
  if (tryCard(world, subscription.customerId, bill, gateway) === null) return payPending(world, subscription);
  payment(world, pending, 'failed');
  pending.dueAt = null;
  if (!pending.isApplied) {
    record(world, 'payment.failed', { subscriptionId: subscription.id, paymentId: pending.paymentId });
    return;
  }
  leaveOpen(world, subscription, billOf(pending), 'plan_change');
  subscription.pendingChange = null;
  subscription.status = 'on_hold';
  record(world, 'subscription.on_hold', { subscriptionId: subscription.id });
}

/** Carries a change out whose payment is certain. */
export function payPending(world: World, subscription: WorldSubscription): void {
  const pending = subscription.pendingChange;
  if (pending === null) return;
  subscription.pendingChange = null;
  if (!pending.isApplied) applyPending(world, subscription, pending);
  subscription.status = 'active';
  settle(world, subscription, billOf(pending), 'plan_change');
  payment(world, pending, 'succeeded');
}

/** Puts what is pending on the subscription. */
export function applyPending(world: World, subscription: WorldSubscription, pending: WorldPendingChange): void {
  const { priceId, quantity, addons, discounts, recurring, restarts } = pending;
  const { plan: previousPlan } = heldBy(world, subscription);
  const target = priceById(world, priceId);
  moveTo(world, subscription, target, restarts);
  Object.assign(subscription, { quantity, addons, discounts, paid: recurring });
  record(world, 'subscription.plan_changed', {
    subscriptionId: subscription.id,
    previousPlan: { id: previousPlan.id, name: previousPlan.name },
    currentPlan: { id: target.plan.id, name: target.plan.name },
  });
}

/** Drops a change that will not be paid any more. */
export function forgetPending(world: World, subscription: WorldSubscription): void {
  const pending = subscription.pendingChange;
  if (pending === null) return;
  subscription.pendingChange = null;
  payment(world, pending, 'cancelled');
}

function payment(world: World, { paymentId }: WorldPendingChange, status: WorldPayment['status']): void {
  const found = world.payments.find(({ id }) => id === paymentId);
  // That it was refused stays what is known of it.
  if (found && !(status === 'cancelled' && found.status === 'failed')) found.status = status;
}

function billOf({ bill }: WorldPendingChange): Bill {
  return { ...bill, credit: 0, charge: bill.total, tax: 0, creditsApplied: 0, proration: null };
}
