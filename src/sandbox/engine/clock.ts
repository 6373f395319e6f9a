import { billOfPeriod } from './bill.js';
import { anchorDayOf, DAY, instant, isoOf, periodEnd } from './calendar.js';
import { cancellationIsDue, carryOutCancellation } from './cancel.js';
import { heldBy, priceById } from './catalog.js';
import { expireCheckouts } from './checkout.js';
import { countPeriod, setIntro } from './intro.js';
import type { EngineOptions } from './options.js';
import type { Gateway } from './pay.js';
import { isPartners, overdueAt, rollByPartner } from './partner.js';
import { leaveOpen, settle, tryCard } from './pay.js';
import { awaitedBy, forgetPending, settleDue } from './pending.js';
import { amountOfPeriod } from './recurring.js';
import { Refused } from './refused.js';
import type { World, WorldSubscription } from './world.js';
import { record } from './world.js';

const LONGEST_MOVE = 3653 * DAY;

/**
 * Moves time forward and carries out what falls due on the way, each at its own instant and in order: schedules,
 * cancellations, ends of trials, renewals, ends of checkouts.
 */
export function moveClock(world: World, to: string, options: EngineOptions, gateway: Gateway): void {
  const target = instant(to);
  if (target < instant(world.now))
    throw new Refused('validation_error', `The clock stands at ${world.now} and moves forward only.`);
  if (target - instant(world.now) > LONGEST_MOVE)
    throw new Refused('validation_error', 'The clock moves by ten years at most, since every renewal is carried out.');
  settleDue(world, Infinity, gateway);
  for (let due = nextDue(world, target); due !== null; due = nextDue(world, target)) {
    world.now = dueAt(due) ?? world.now;
    roll(world, due, options, gateway);
  }
  world.now = isoOf(target);
  expireCheckouts(world);
}

/** The subscription whose period ends first, at or before the target. */
function nextDue(world: World, target: number): WorldSubscription | null {
  let first: WorldSubscription | null = null;
  let earliest = target;
  for (const subscription of world.subscriptions) {
    const at = dueAt(subscription);
    if (at === null) continue;
    const end = instant(at);
    if (end < earliest || (end === earliest && first === null)) [first, earliest] = [subscription, end];
  }
  return first;
}

function dueAt(subscription: WorldSubscription): string | null {
  return isRunning(subscription) ? (subscription.period?.end ?? null) : overdueAt(subscription);
}

function isRunning({ status }: WorldSubscription): boolean {
  return status === 'active' || status === 'trialing';
}

/** The end of one period of one subscription, at `world.now`. */
function roll(world: World, subscription: WorldSubscription, options: EngineOptions, gateway: Gateway): void {
  if (cancellationIsDue(world, subscription)) return carryOutCancellation(world, subscription);
  if (subscription.scheduled === null && isPartners(world, subscription, options))
    return rollByPartner(world, subscription, options);
  if (options.dodo.pendingEnds === 'with_period' && awaitedBy(subscription)?.checkoutId === null)
    forgetPending(world, subscription);
  const wasTrial = subscription.status === 'trialing';
  if (wasTrial) convertTrial(world, subscription);
  if (subscription.scheduled !== null) carryOutSchedule(world, subscription);
  beginPeriod(world, subscription);
  if (!heldBy(world, subscription).plan.isFree) renew(world, subscription, wasTrial, options, gateway);
}

function convertTrial(world: World, subscription: WorldSubscription): void {
  subscription.status = 'active';
  subscription.trialEndsAt = null;
  subscription.anchorDay = anchorDayOf(world.now);
  record(world, 'trial.converted', { subscriptionId: subscription.id });
}

function carryOutSchedule(world: World, subscription: WorldSubscription): void {
  const { scheduled } = subscription;
  if (scheduled === null) return;
  const { plan: previousPlan } = heldBy(world, subscription);
  const { plan } = priceById(world, scheduled.priceId);
  subscription.planId = scheduled.planId;
  subscription.priceId = scheduled.priceId;
  subscription.quantity = scheduled.quantity ?? subscription.quantity;
  subscription.addons = scheduled.addons ?? subscription.addons;
  subscription.discounts = scheduled.discounts ?? subscription.discounts;
  subscription.scheduled = null;
  setIntro(subscription, 0);
  record(world, 'subscription.plan_changed', {
    subscriptionId: subscription.id,
    previousPlan: { id: previousPlan.id, name: previousPlan.name },
    currentPlan: { id: plan.id, name: plan.name },
  });
}

function beginPeriod(world: World, subscription: WorldSubscription): void {
  const { price } = heldBy(world, subscription);
  subscription.paid = amountOfPeriod(world, subscription);
  subscription.period = { start: world.now, end: periodEnd(world.now, price.interval, subscription.anchorDay) };
  subscription.updatedAt = world.now;
}

function renew(
  world: World,
  subscription: WorldSubscription,
  wasTrial: boolean,
  options: EngineOptions,
  gateway: Gateway,
): void {
  const bill = billOfPeriod(world, subscription, options);
  countPeriod(subscription);
  const reason = wasTrial ? 'trial_conversion' : 'renewal';
  if (tryCard(world, subscription.customerId, bill, gateway) === null) {
    settle(world, subscription, bill, reason);
    return;
  }
  leaveOpen(world, subscription, bill, reason);
  subscription.status = 'past_due';
  record(world, 'subscription.past_due', { subscriptionId: subscription.id, invoiceId: subscription.openInvoiceId });
}
