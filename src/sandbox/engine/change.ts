import type { Bill } from './bill.js';
import { billOfChange } from './bill.js';
import { customerOf, heldBy, seatsOver, subscriptionOf } from './catalog.js';
import { openCheckout } from './checkout.js';
import type { ChangeRequest, Decision, Target } from './decide.js';
import { decide } from './decide.js';
import { introFor } from './intro.js';
import { moveTo } from './move.js';
import type { EngineOptions } from './options.js';
import type { Gateway } from './pay.js';
import { leaveOpen, settle, tryCard } from './pay.js';
import { Refused } from './refused.js';
import type { World, WorldCheckout, WorldInvoice, WorldPlan, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

/** What a change did. */
export type Changed =
  | {
      readonly kind: 'completed';
      readonly subscription: WorldSubscription;
      readonly previousPlan: WorldPlan;
      readonly target: Target;
      readonly bill: Bill;
      readonly invoice: WorldInvoice;
      /** False where the plan changed although the card was refused. */
      readonly paid: boolean;
    }
  | {
      readonly kind: 'scheduled';
      readonly subscription: WorldSubscription;
      readonly target: Target;
      readonly how: 'plan_downgrade' | 'interval_change' | 'cancel';
      readonly at: string;
      readonly seatWarning: SeatWarning | null;
    }
  | { readonly kind: 'checkout'; readonly checkout: WorldCheckout };

export interface SeatWarning {
  readonly featureCode: string;
  readonly featureName: string;
  readonly used: number;
  readonly included: number;
}

export interface ChangeContext {
  readonly options: EngineOptions;
  readonly gateway: Gateway;
  /** Where a checkout sends the customer back to, exactly as given. */
  readonly successUrl?: string | null | undefined;
  /** Whether a new customer gets the introductory offer of a price that is bought. Default: no. */
  readonly withIntro?: boolean;
  /** Added to what is charged, without saying so. For faults. */
  readonly overcharge?: number;
}

/** Changes a plan: now, later, or by a checkout. @throws Refused, a refused card included: then nothing was changed. */
export function changePlan(world: World, id: string, request: ChangeRequest, context: ChangeContext): Changed {
  const subscription = subscriptionOf(world, id);
  const decision = decide(world, subscription, request, context.options);
  switch (decision.kind) {
    case 'checkout':
      return { kind: 'checkout', checkout: toCheckout(world, subscription, decision.target, context) };
    case 'scheduled':
      return schedule(world, subscription, decision, context.options);
    case 'immediate':
      return applyNow(world, subscription, decision, context);
  }
}

function toCheckout(world: World, subscription: WorldSubscription, target: Target, context: ChangeContext) {
  const customer = customerOf(world, subscription.customerId);
  return openCheckout(world, subscription, target, {
    purpose: 'change_plan',
    successUrl: context.successUrl ?? null,
    options: context.options,
    beginsLow: context.withIntro === true && introFor(world, customer, target.price) !== null,
  });
}

function applyNow(
  world: World,
  subscription: WorldSubscription,
  decision: Extract<Decision, { kind: 'immediate' }>,
  context: ChangeContext,
): Changed {
  const { options, gateway } = context;
  const bill = withOvercharge(billOfChange(world, subscription, decision, options), context.overcharge ?? 0);
  const declined = tryCard(world, subscription.customerId, bill, gateway);
  if (declined !== null && options.onPaymentFailure === 'prevent_change')
    throw new Refused(declined, 'The payment was refused. The plan has not changed.');
  const previousPlan = heldBy(world, subscription).plan;
  const restarts = bill.proration?.restarts ?? true;
  moveTo(world, subscription, decision.target, restarts);
  const invoice =
    declined === null
      ? settle(world, subscription, bill, 'plan_change')
      : leaveOpen(world, subscription, bill, 'plan_change');
  subscription.status = declined === null ? 'active' : 'past_due';
  record(world, 'subscription.plan_changed', planChanged(subscription, previousPlan, decision.target, bill));
  return {
    kind: 'completed',
    subscription,
    previousPlan,
    target: decision.target,
    bill,
    invoice,
    paid: declined === null,
  };
}

function withOvercharge(bill: Bill, overcharge: number): Bill {
  if (overcharge === 0) return bill;
  const line = { kind: 'adjustment', name: null, amount: overcharge } as const;
  return { ...bill, total: bill.total + overcharge, charge: bill.charge + overcharge, lines: [...bill.lines, line] };
}

function planChanged(subscription: WorldSubscription, from: WorldPlan, to: Target, bill: Bill) {
  return {
    subscriptionId: subscription.id,
    customerId: subscription.customerId,
    previousPlan: { id: from.id, name: from.name },
    currentPlan: { id: to.plan.id, name: to.plan.name },
    credit: bill.credit,
    charge: bill.charge,
    totalCharged: bill.total,
  };
}

function schedule(
  world: World,
  subscription: WorldSubscription,
  decision: Extract<Decision, { kind: 'scheduled' }>,
  options: EngineOptions,
): Changed {
  const { target, how, at } = decision;
  const seatWarning = warningOf(world, subscription, target.plan);
  const answer: Changed = { kind: 'scheduled', subscription, target, how, at, seatWarning };
  if (isScheduledAlready(subscription, target, options)) return answer;
  revoke(world, subscription);
  if (how === 'cancel') cancelToward(world, subscription, target, at);
  else planSchedule(world, subscription, target, how, at);
  subscription.updatedAt = world.now;
  return answer;
}

function isScheduledAlready(subscription: WorldSubscription, target: Target, options: EngineOptions): boolean {
  if (target.plan.isFree && options.paidToFree === 'cancel')
    return subscription.cancellation?.thenPriceId === target.price.id;
  return subscription.scheduled?.priceId === target.price.id;
}

function revoke(world: World, subscription: WorldSubscription): void {
  if (subscription.scheduled !== null)
    record(world, 'subscription.plan_change_revoked', { subscriptionId: subscription.id, ...subscription.scheduled });
  subscription.scheduled = null;
  subscription.cancellation = null;
}

function cancelToward(world: World, subscription: WorldSubscription, target: Target, at: string): void {
  const id = nextId(world, 'can');
  subscription.cancellation = {
    id,
    scheduledAt: world.now,
    reason: null,
    effectiveAt: at,
    thenPriceId: target.price.id,
  };
  record(world, 'subscription.cancellation_scheduled', { subscriptionId: subscription.id, effectiveAt: at });
}

function planSchedule(
  world: World,
  subscription: WorldSubscription,
  target: Target,
  kind: 'plan_downgrade' | 'interval_change',
  at: string,
): void {
  const id = nextId(world, 'sch');
  subscription.scheduled = { id, kind, planId: target.plan.id, priceId: target.price.id, at };
  record(world, 'subscription.plan_change_scheduled', {
    subscriptionId: subscription.id,
    scheduledPlan: { id: target.plan.id, name: target.plan.name },
    effectiveAt: at,
  });
}

function warningOf(world: World, subscription: WorldSubscription, plan: WorldPlan): SeatWarning | null {
  const over = seatsOver(plan, customerOf(world, subscription.customerId));
  if (over === null || over.feature.overage !== null || plan.id === subscription.planId) return null;
  return { featureCode: over.feature.code, featureName: over.feature.name, used: over.used, included: over.included };
}

/** Takes back a scheduled plan change. False where there is none with that id. */
export function unschedule(world: World, subscription: WorldSubscription, scheduleId: string): boolean {
  if (subscription.scheduled?.id !== scheduleId) return false;
  revoke(world, subscription);
  subscription.updatedAt = world.now;
  return true;
}
