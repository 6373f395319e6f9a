import { sameInterval } from '../../../core/plan.js';
import { heldBy, priceById } from '../../engine/catalog.js';
import type { World, WorldSubscription } from '../../engine/world.js';
import { nextId } from '../../engine/world.js';
import type { Call } from './calls.js';
import { requireOneInterval } from './change.js';
import { choice, forms, inner, only, required, text, texts, whole, type Form } from './form.js';
import { priceIdOf, priceName, seconds } from './ids.js';
import { invalid, missing } from './problems.js';
import { discountName, scheduleName, scheduleShape } from './subscriptionShape.js';

export function createSchedule(call: Call): unknown {
  const { form, world } = call;
  only(form, ['from_subscription']);
  const subscription = call.subscription(required(form, 'from_subscription'));
  if (scheduleName(subscription) !== null)
    throw invalid('from_subscription', 'The subscription is already attached to a schedule.');
  if (subscription.cancellation !== null || subscription.status === 'canceled')
    throw invalid('from_subscription', 'A subscription that is being canceled cannot have a schedule.');
  subscription.schedule = { id: `sub_${nextId(world, 'sched')}`, metadata: {} };
  return scheduleShape(subscription);
}

function owner(world: World, id: string): WorldSubscription {
  const found = world.subscriptions.find((candidate) => scheduleName(candidate) === id);
  if (!found) throw missing('subscription_schedule', id);
  return found;
}

export const getSchedule = (call: Call): unknown => scheduleShape(owner(call.world, call.id));

export function updateSchedule(call: Call): unknown {
  const { form, world } = call;
  only(form, ['phases', 'end_behavior', 'proration_behavior', 'metadata']);
  if ((choice(form, 'end_behavior', ['release', 'cancel']) ?? 'release') !== 'release')
    throw invalid('end_behavior', 'The sandbox serves end_behavior=release only.', 501);
  const subscription = owner(world, call.id);
  const schedule = subscription.schedule ?? { id: call.id, metadata: {} };
  const metadata = { ...schedule.metadata, ...texts(form, 'metadata') };
  const phases = forms(form, 'phases');
  if (phases.length > 0) plan(world, subscription, phases);
  subscription.schedule = { id: schedule.id, metadata };
  subscription.updatedAt = world.now;
  return scheduleShape(subscription);
}

function plan(world: World, subscription: WorldSubscription, phases: readonly Form[]): void {
  const [now, next, ...more] = phases;
  if (!now || more.length > 0) throw invalid('phases', 'The sandbox serves the present phase and one more.', 501);
  const end = seconds(subscription.period?.end ?? world.now);
  if (whole(now, 'start_date') !== seconds(subscription.period?.start ?? world.now))
    throw invalid('phases[0][start_date]', 'The start date of the current phase cannot be changed.');
  if (priceIn(subscription, now, 0) !== priceName(subscription.priceId))
    throw invalid('phases[0][items]', 'The sandbox does not change the present phase.', 501);
  if (codesIn(subscription, now).length < subscription.discounts.length)
    throw invalid('phases[0][discounts]', 'The sandbox does not take discounts away with a phase.', 501);
  if (subscription.trialEndsAt !== null && whole(now, 'trial_end') !== seconds(subscription.trialEndsAt))
    throw invalid('phases[0][trial_end]', 'The sandbox does not end a trial with a phase.', 501);
  subscription.scheduled = null;
  if (!next) return;
  if (whole(now, 'end_date') !== end)
    throw invalid('phases[0][end_date]', 'The sandbox ends a phase with its period.', 501);
  if (Object.keys(inner(next, 'duration')).length === 0 && text(next, 'end_date') === null)
    throw invalid('phases[1][duration]', 'You must specify either end_date or duration for the last phase.');
  requireOneInterval(world, priceIdOf(priceIn(subscription, next, 1)), subscription.addons.length > 0);
  const { plan: to, price } = priceById(world, priceIdOf(priceIn(subscription, next, 1)));
  const isSame = sameInterval(price.interval, heldBy(world, subscription).price.interval);
  subscription.scheduled = {
    id: nextId(world, 'sch'),
    kind: isSame ? 'plan_downgrade' : 'interval_change',
    planId: to.id,
    priceId: price.id,
    at: subscription.period?.end ?? world.now,
    quantity: quantityIn(subscription, next),
    discounts: [...codesIn(subscription, next)],
  };
}

// Discounts that a phase does not name end with the phase before.
function codesIn({ id, discounts }: WorldSubscription, phase: Form): readonly string[] {
  const named = forms(phase, 'discounts').map((discount) => required(discount, 'discount'));
  return discounts.filter((code) => named.includes(discountName(id, code)));
}

// A phase names every item: one that is left out ends with the phase before.
function priceIn(subscription: WorldSubscription, phase: Form, index: number): string {
  const items = forms(phase, 'items').map((item) => required(item, 'price'));
  const others = subscription.addons.map(({ addonId }) => `price_${addonId}`);
  if (others.some((other) => !items.includes(other)))
    throw invalid(`phases[${index}][items]`, 'The sandbox does not take other items away with a phase.', 501);
  const own = items.filter((item) => !others.includes(item));
  const [price = ''] = own;
  if (own.length !== 1) throw invalid(`phases[${index}][items]`, 'A phase needs one plan.');
  return price;
}

function quantityIn(subscription: WorldSubscription, phase: Form): number {
  const others = subscription.addons.map(({ addonId }) => `price_${addonId}`);
  const own = forms(phase, 'items').find((item) => !others.includes(required(item, 'price')));
  return (own && whole(own, 'quantity')) ?? 1;
}

export function releaseSchedule(call: Call): unknown {
  const { world } = call;
  const subscription = owner(world, call.id);
  const shape = scheduleShape(subscription);
  subscription.scheduled = null;
  subscription.schedule = null;
  subscription.updatedAt = world.now;
  return { ...shape, status: 'released', subscription: null, released_subscription: subscription.id };
}
