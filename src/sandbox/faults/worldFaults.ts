import { instant, isoOf, periodEnd, SECOND } from '../engine/calendar.js';
import { heldBy, planOf, subscriptionOf } from '../engine/catalog.js';
import { moveClock } from '../engine/clock.js';
import type { EngineOptions } from '../engine/options.js';
import type { Gateway } from '../engine/pay.js';
import { DEMO } from '../engine/seed.js';
import type { World, WorldSubscription } from '../engine/world.js';
import type { Hit } from './faults.js';
import { numberArg, textArg } from './faults.js';
import type { SwitchName } from './switches.js';

/** Whether a switch changes the world instead of an answer. */
export function changesWorld(name: SwitchName): boolean {
  return name === 'price-bump' || name === 'version-bump' || name === 'period-rollover';
}

export interface WorldFaultContext {
  readonly world: World;
  readonly options: EngineOptions;
  readonly gateway: Gateway;
  /** The subscription that the matching request is about, if it names one. */
  readonly subscriptionId: string | null;
}

/** Something happens behind the customer's back. */
export function disturb(hit: Hit, context: WorldFaultContext): void {
  switch (hit.switch) {
    case 'price-bump':
      return bumpPrices(hit, context.world);
    case 'version-bump':
      return changeElsewhere(hit, context);
    case 'period-rollover':
      return rollOver(hit, context);
    default:
      return;
  }
}

function bumpPrices(hit: Hit, world: World): void {
  const [planId, currency] = [textArg(hit, 'planId'), textArg(hit, 'currency')];
  for (const plan of world.plans) {
    if (plan.isFree || (planId !== null && plan.id !== planId && plan.code !== planId)) continue;
    for (const { amounts } of plan.prices)
      for (const [code, amount] of Object.entries(amounts))
        if (currency === null || code === currency) amounts[code] = amount + numberArg(hit, 'by', 500);
  }
}

function subjectOf(hit: Hit, { world, subscriptionId }: WorldFaultContext): WorldSubscription {
  return subscriptionOf(world, textArg(hit, 'subscriptionId') ?? subscriptionId ?? DEMO.subscriptionId);
}

// Support moves the customer by hand: another plan, the same period, no charge.
function changeElsewhere(hit: Hit, context: WorldFaultContext): void {
  const { world } = context;
  const subscription = subjectOf(hit, context);
  const held = heldBy(world, subscription);
  const wanted = textArg(hit, 'planId');
  const others = world.plans.filter((plan) => plan.groupId === held.plan.groupId && plan.id !== held.plan.id);
  const paid = others.filter((plan) => !plan.isFree).sort((a, b) => a.sortOrder - b.sortOrder);
  const next = paid.find((plan) => plan.sortOrder > held.plan.sortOrder) ?? paid.at(-1);
  const plan = wanted === null ? next : planOf(world, wanted);
  const price = plan?.prices.find((candidate) => candidate.isDefault) ?? plan?.prices[0];
  if (!plan || !price) return;
  Object.assign(subscription, { planId: plan.id, priceId: price.id, scheduled: null, cancellation: null });
  subscription.updatedAt = world.now;
}

function rollOver(hit: Hit, context: WorldFaultContext): void {
  const { world, options, gateway } = context;
  const subscription = subjectOf(hit, context);
  const { price } = heldBy(world, subscription);
  const end = subscription.period?.end ?? periodEnd(world.now, price.interval, subscription.anchorDay);
  if (instant(end) + SECOND <= instant(world.now)) return;
  moveClock(world, isoOf(instant(end) + SECOND), options, gateway);
}
