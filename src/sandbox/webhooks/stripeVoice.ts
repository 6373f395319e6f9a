import type { World, WorldEvent, WorldSubscription } from '../engine/world.js';
import { folded } from '../wires/stripe/expand.js';
import { productName, seconds } from '../wires/stripe/ids.js';
import { invoiceOf as invoiceShape } from '../wires/stripe/invoiceShape.js';
import { scheduleShape, subscriptionShape } from '../wires/stripe/subscriptionShape.js';
import { hexHmac } from './sign.js';
import { invoiceOf, subjectOf, type Subject } from './subject.js';
import type { WebhookVoice } from './voice.js';

const TYPES = new Map([
  ['subscription.created', 'customer.subscription.created'],
  ['subscription.activated', 'customer.subscription.updated'],
  ['subscription.reactivated', 'customer.subscription.updated'],
  ['subscription.plan_changed', 'customer.subscription.updated'],
  ['subscription.plan_change_scheduled', 'subscription_schedule.created'],
  ['subscription.plan_change_revoked', 'subscription_schedule.released'],
  ['subscription.cancellation_scheduled', 'customer.subscription.updated'],
  ['subscription.cancellation_revoked', 'customer.subscription.updated'],
  ['subscription.canceled', 'customer.subscription.deleted'],
  ['subscription.past_due', 'customer.subscription.updated'],
  ['subscription.on_hold', 'customer.subscription.updated'],
  ['subscription.updated', 'customer.subscription.updated'],
  ['trial.started', 'customer.subscription.updated'],
  ['trial.converted', 'customer.subscription.updated'],
  ['payment.received', 'invoice.paid'],
  ['payment.failed', 'invoice.payment_failed'],
  ['payment.recovered', 'invoice.paid'],
]);

const HOUR = 3600;

/** Stripe: event objects, signed with their time. */
export const stripeVoice: WebhookVoice = {
  retryAfter: [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR],
  messageOf(event, world, { origin }) {
    const type = TYPES.get(event.type);
    const subject = subjectOf(world, event);
    if (type === undefined || subject === null) return null;
    const object = objectOf(type, event, world, subject, origin);
    const created = seconds(event.at);
    const envelope = { id: event.id, object: 'event', type, created, livemode: false, pending_webhooks: 1 };
    const data = { object, ...changesOf(type, event) };
    return { type, body: { ...envelope, api_version: '2026-10-28.endive', request: null, data } };
  },
  headersOf: async ({ body, secret, seconds: at }) => ({
    'stripe-signature': `t=${at},v1=${await hexHmac(secret, `${at}.${body}`)}`,
  }),
};

/** The same objects as the API answers, with nothing asked for in full. */
function objectOf(type: string, event: WorldEvent, world: World, { subscription }: Subject, origin: string): unknown {
  const invoice = type.startsWith('invoice.') ? invoiceOf(world, event) : null;
  if (invoice) return folded(invoiceShape(world, subscription, invoice, origin), NOTHING);
  if (type === 'subscription_schedule.released') return released(subscription);
  if (type.startsWith('subscription_schedule.')) return scheduleShape(subscription);
  return folded(subscriptionShape(world, subscription, origin), NOTHING);
}

const NOTHING: ReadonlySet<string> = new Set();

function released({ id, customerId }: WorldSubscription): Record<string, unknown> {
  return {
    id: `sub_sched_of_${id}`,
    object: 'subscription_schedule',
    customer: customerId,
    status: 'released',
    subscription: null,
    released_subscription: id,
    livemode: false,
  };
}

/** What an update says of before: here the product, which is all that hosts look at. */
function changesOf(type: string, { data: { previousPlan } }: WorldEvent): Record<string, unknown> {
  const id = typeof previousPlan === 'object' && previousPlan !== null && 'id' in previousPlan ? previousPlan.id : null;
  if (type !== 'customer.subscription.updated' || typeof id !== 'string') return {};
  return { previous_attributes: { items: { data: [{ price: { product: productName(id) } }] } } };
}
