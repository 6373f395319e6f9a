import type { BillingInterval } from '../../core/plan.js';
import { intervalLength, sameInterval } from '../../core/plan.js';
import { customerOf, defaultPrice, heldBy, planOf, priceAt, requireAmount, seatsOver } from './catalog.js';
import type { EngineOptions } from './options.js';
import { Refused } from './refused.js';
import type { World, WorldCustomer, WorldPlan, WorldPrice, WorldSubscription } from './world.js';

/** What is asked for: a plan, an interval, or both. What is left out stays as it is. */
export interface ChangeRequest {
  readonly planId?: string | undefined;
  readonly interval?: BillingInterval | undefined;
  /** Lets a caller that may choose have it now or later. */
  readonly timing?: 'immediately' | 'next_billing_date' | undefined;
}

export interface Target {
  readonly plan: WorldPlan;
  readonly price: WorldPrice;
  /** Minor units in the customer's currency. */
  readonly amount: number;
}

/** What the billing system would do with a change. */
export type Decision =
  | {
      readonly kind: 'immediate';
      readonly target: Target;
      readonly isUpgrade: boolean;
      readonly convertsTrial: boolean;
      readonly intervalChanges: boolean;
    }
  | {
      readonly kind: 'scheduled';
      readonly target: Target;
      readonly how: 'plan_downgrade' | 'interval_change' | 'cancel';
      readonly at: string;
    }
  | { readonly kind: 'checkout'; readonly target: Target };

/**
 * Decides in the order of the checks: status, something asked for, group, free or paid, direction, seats, price.
 * Changes nothing. @throws Refused
 */
export function decide(
  world: World,
  subscription: WorldSubscription,
  request: ChangeRequest,
  options: EngineOptions,
  seatsMatter = true,
): Decision {
  requireChangeable(subscription);
  const held = heldBy(world, subscription);
  const plan = request.planId === undefined ? held.plan : planOf(world, request.planId);
  requireSomething(held, plan, request.interval);
  requireSameGroup(held.plan, plan);
  const price = findPrice(held, plan, request.interval);
  const decision = direct(subscription, held, plan, price, request, options);
  if (decision.kind === 'immediate' && decision.target.plan.id !== held.plan.id && seatsMatter)
    requireSeats(plan, held.customer);
  const amount = requireAmount(plan, price, held.customer.currency);
  return { ...decision, target: { plan, price, amount } };
}

function requireChangeable({ status }: WorldSubscription): void {
  if (status === 'active' || status === 'trialing') return;
  throw new Refused('subscription_not_active', `A subscription that is ${status} cannot change its plan.`);
}

function requireSomething(
  held: { plan: WorldPlan; price: WorldPrice },
  plan: WorldPlan,
  interval: BillingInterval | undefined,
): void {
  const samePlan = plan.id === held.plan.id;
  const same = interval === undefined || sameInterval(interval, held.price.interval) || plan.isFree;
  if (samePlan && same)
    throw new Refused('no_change_requested', 'The subscription is already on this plan and interval.');
}

function requireSameGroup(from: WorldPlan, to: WorldPlan): void {
  if (from.groupId === to.groupId && from.groupId !== null) return;
  if (from.id === to.id) return;
  throw new Refused('plans_not_in_same_group', `${from.name} and ${to.name} are not in the same plan group.`);
}

function findPrice(
  held: { plan: WorldPlan; price: WorldPrice },
  plan: WorldPlan,
  interval: BillingInterval | undefined,
): WorldPrice {
  if (interval === undefined && held.plan.isFree) return defaultPrice(plan);
  return priceAt(plan, interval ?? held.price.interval);
}

function direct(
  subscription: WorldSubscription,
  held: { plan: WorldPlan; price: WorldPrice; customer: WorldCustomer },
  plan: WorldPlan,
  price: WorldPrice,
  request: ChangeRequest,
  options: EngineOptions,
): Decision {
  const target: Target = { plan, price, amount: 0 };
  const at = subscription.period?.end ?? null;
  if (held.plan.isFree && !plan.isFree) return { kind: 'checkout', target };
  if (plan.isFree && !held.plan.isFree && at !== null)
    return { kind: 'scheduled', target, how: options.paidToFree, at };
  const convertsTrial = subscription.status === 'trialing';
  const length = intervalLength(price.interval) - intervalLength(held.price.interval);
  const intervalChanges = !held.plan.isFree && length !== 0;
  const rank = compareRank(held, plan, price, options.directionBy);
  const down = intervalChanges ? length < 0 : rank < 0;
  const later = request.timing === undefined ? down && !convertsTrial : request.timing === 'next_billing_date';
  if (later && at !== null && !held.plan.isFree)
    return { kind: 'scheduled', target, how: intervalChanges ? 'interval_change' : 'plan_downgrade', at };
  return { kind: 'immediate', target, isUpgrade: !down, convertsTrial, intervalChanges };
}

function compareRank(
  held: { plan: WorldPlan; price: WorldPrice; customer: WorldCustomer },
  plan: WorldPlan,
  price: WorldPrice,
  by: EngineOptions['directionBy'],
): number {
  if (by === 'sort_order') return plan.sortOrder - held.plan.sortOrder;
  const currency = held.customer.currency;
  return (price.amounts[currency] ?? 0) - (held.price.amounts[currency] ?? 0);
}

function requireSeats(plan: WorldPlan, customer: WorldCustomer): void {
  const over = seatsOver(plan, customer);
  if (over === null || over.feature.overage !== null) return;
  throw new Refused(
    'seat_limit_exceeded',
    `${plan.name} includes ${over.included} ${over.feature.name.toLowerCase()}, ${over.used} are in use.`,
    { featureCode: over.feature.code, currentSeats: over.used, included: over.included },
  );
}

/** What a customer without a subscription asks for. */
export function decideNew(
  world: World,
  customerId: string,
  planId: string,
  interval: BillingInterval | undefined,
): { readonly customer: WorldCustomer; readonly target: Target } {
  const customer = customerOf(world, customerId);
  const plan = planOf(world, planId);
  const price = interval === undefined ? defaultPrice(plan) : priceAt(plan, interval);
  return { customer, target: { plan, price, amount: requireAmount(plan, price, customer.currency) } };
}
