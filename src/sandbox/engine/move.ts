import { anchorDayOf, periodEnd } from './calendar.js';
import { heldBy } from './catalog.js';
import type { World, WorldPlan, WorldPrice, WorldSubscription } from './world.js';

/** Puts a subscription on another price, and ends whatever was planned before. */
export function moveTo(
  world: World,
  subscription: WorldSubscription,
  { plan, price }: { readonly plan: WorldPlan; readonly price: WorldPrice },
  restarts: boolean,
): void {
  subscription.planId = plan.id;
  subscription.priceId = price.id;
  subscription.scheduled = null;
  subscription.cancellation = null;
  delete subscription.introLeft;
  subscription.updatedAt = world.now;
  subscription.paid = heldBy(world, subscription).amount;
  if (!restarts && subscription.period !== null) return;
  subscription.trialEndsAt = null;
  subscription.anchorDay = anchorDayOf(world.now);
  subscription.period = { start: world.now, end: periodEnd(world.now, price.interval, subscription.anchorDay) };
}
