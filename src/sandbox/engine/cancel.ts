import { instant } from './calendar.js';
import { heldBy, priceById, subscriptionOf } from './catalog.js';
import { moveTo } from './move.js';
import { Refused } from './refused.js';
import type { World, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

/** Cancels at the end of the period; at once where there is nothing to use up, or where asked for. */
export function cancel(world: World, id: string, reason: string | null, immediate: boolean): WorldSubscription {
  const subscription = subscriptionOf(world, id);
  if (subscription.status === 'canceled')
    throw new Refused('subscription_already_canceled', 'The subscription is already canceled.');
  const { plan } = heldBy(world, subscription);
  const unpaid = ['pending_payment', 'past_due', 'on_hold'].includes(subscription.status);
  if (immediate || unpaid || plan.isFree || subscription.period === null) return end(world, subscription, reason);
  if (subscription.cancellation !== null)
    throw new Refused('already_scheduled', 'The subscription is already set to be canceled.');
  subscription.cancellation = {
    id: nextId(world, 'can'),
    scheduledAt: world.now,
    reason,
    effectiveAt: subscription.period.end,
    thenPriceId: null,
  };
  subscription.scheduled = null;
  subscription.updatedAt = world.now;
  record(world, 'subscription.cancellation_scheduled', {
    subscriptionId: id,
    effectiveAt: subscription.cancellation.effectiveAt,
  });
  return subscription;
}

function end(world: World, subscription: WorldSubscription, reason: string | null): WorldSubscription {
  subscription.status = 'canceled';
  subscription.endDate = world.now;
  subscription.scheduled = null;
  subscription.cancellation = {
    id: nextId(world, 'can'),
    scheduledAt: world.now,
    reason,
    effectiveAt: world.now,
    thenPriceId: null,
  };
  subscription.updatedAt = world.now;
  closeCheckouts(world, subscription);
  record(world, 'subscription.canceled', { subscriptionId: subscription.id, cancelReason: reason });
  return subscription;
}

function closeCheckouts(world: World, subscription: WorldSubscription): void {
  for (const checkout of world.checkouts)
    if (checkout.subscriptionId === subscription.id && checkout.status === 'open') checkout.status = 'superseded';
}

/** Takes a cancellation back while it has not happened. */
export function uncancel(world: World, id: string): WorldSubscription {
  const subscription = subscriptionOf(world, id);
  const { cancellation } = subscription;
  if (subscription.status === 'canceled' || cancellation === null)
    throw new Refused('not_scheduled_for_cancellation', 'The subscription is not set to be canceled.');
  subscription.cancellation = null;
  subscription.updatedAt = world.now;
  record(world, 'subscription.cancellation_revoked', { subscriptionId: id });
  return subscription;
}

/** Carries out a cancellation whose time has come: the end, or the free plan that was asked for. */
export function carryOutCancellation(world: World, subscription: WorldSubscription): void {
  const then = subscription.cancellation?.thenPriceId ?? null;
  if (then === null) {
    end(world, subscription, subscription.cancellation?.reason ?? null);
    return;
  }
  const { plan: previousPlan } = heldBy(world, subscription);
  const target = priceById(world, then);
  moveTo(world, subscription, target, true);
  subscription.status = 'active';
  record(world, 'subscription.plan_changed', {
    subscriptionId: subscription.id,
    previousPlan: { id: previousPlan.id, name: previousPlan.name },
    currentPlan: { id: target.plan.id, name: target.plan.name },
  });
}

/** Whether the cancellation is due at the present time. */
export function cancellationIsDue(world: World, { cancellation, status }: WorldSubscription): boolean {
  return status !== 'canceled' && cancellation !== null && instant(cancellation.effectiveAt) <= instant(world.now);
}
