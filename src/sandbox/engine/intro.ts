import { priceById } from './catalog.js';
import type { World, WorldCustomer, WorldPrice, WorldSubscription } from './world.js';

/** A lower price to begin with, in the currency of one customer. */
export interface Intro {
  /** Minor units. */
  readonly amount: number;
  /** How many periods it lasts. */
  readonly periods: number;
}

/** What a price begins with for this customer; null where there is no offer, or they have had a plan that costs before. */
export function introFor(world: World, customer: WorldCustomer, { intro }: WorldPrice): Intro | null {
  const amount = intro?.amounts[customer.currency];
  if (intro === undefined || amount === undefined || !isNew(world, customer)) return null;
  return { amount, periods: intro.periods };
}

// A checkout that nobody paid began nothing; a trial is a beginning.
function isNew(world: World, { id }: WorldCustomer): boolean {
  const hadPlan = world.subscriptions.some(
    ({ customerId, period, priceId }) => customerId === id && period !== null && !priceById(world, priceId).plan.isFree,
  );
  return !hadPlan && !world.invoices.some(({ customerId, reason }) => customerId === id && reason !== 'top_up');
}

/** Begins with the offer for so many periods, or with the price itself. */
export function setIntro(subscription: WorldSubscription, periods: number): void {
  if (periods > 0) subscription.introLeft = periods;
  else delete subscription.introLeft;
}

/** One period more was charged. */
export function countPeriod(subscription: WorldSubscription): void {
  setIntro(subscription, (subscription.introLeft ?? 0) - 1);
}
