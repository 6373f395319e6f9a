import { heldBy } from '../engine/catalog.js';
import type { World, WorldEvent } from '../engine/world.js';

/** What the engine's event is about, as it stands now; null where it names no subscription that is there. */
export function subjectOf(world: World, { data }: WorldEvent) {
  const subscription = world.subscriptions.find(({ id }) => id === data.subscriptionId);
  return subscription ? { subscription, ...heldBy(world, subscription) } : null;
}

export type Subject = NonNullable<ReturnType<typeof subjectOf>>;

export function invoiceOf(world: World, { data }: WorldEvent) {
  return world.invoices.find(({ id }) => id === data.invoiceId) ?? null;
}
