import type { World, WorldEvent } from '../engine/world.js';
import { subscriptionShape } from '../wires/dodo/shapes.js';
import { base64Hmac } from './sign.js';
import { invoiceOf, subjectOf, type Subject } from './subject.js';
import type { WebhookVoice } from './voice.js';

/** The engine's word → Dodo's. A schedule and a cancellation have no word of their own: the subscription was updated. */
const TYPES = new Map([
  ['subscription.activated', 'subscription.active'],
  ['subscription.reactivated', 'subscription.active'],
  ['trial.started', 'subscription.active'],
  ['trial.converted', 'subscription.renewed'],
  ['subscription.plan_changed', 'subscription.plan_changed'],
  ['subscription.plan_change_scheduled', 'subscription.updated'],
  ['subscription.plan_change_revoked', 'subscription.updated'],
  ['subscription.cancellation_scheduled', 'subscription.updated'],
  ['subscription.cancellation_revoked', 'subscription.updated'],
  ['subscription.canceled', 'subscription.cancelled'],
  ['subscription.past_due', 'subscription.past_due'],
  ['subscription.on_hold', 'subscription.on_hold'],
  ['subscription.updated', 'subscription.updated'],
  ['payment.received', 'payment.succeeded'],
  ['payment.failed', 'payment.failed'],
  ['payment.recovered', 'dunning.recovered'],
]);

/** Dodo Payments: Standard Webhooks, and in `data` the state at delivery. */
export const dodoVoice: WebhookVoice = {
  retryAfter: [5, 300, 1800, 7200, 18_000, 36_000, 36_000],
  messageOf(event, world) {
    const type = TYPES.get(event.type);
    const subject = subjectOf(world, event);
    if (type === undefined || subject === null) return null;
    const data = type.startsWith('payment.')
      ? paymentShape(type, event, world, subject)
      : { payload_type: 'Subscription', ...subscriptionShape(world, subject.subscription) };
    return { type, body: { business_id: 'bus_harbor', type, timestamp: event.at, data } };
  },
  async headersOf({ id, body, secret, seconds }) {
    const name = id.replace(/^evt_/, 'msg_');
    return {
      'webhook-id': name,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${await base64Hmac(secret, `${name}.${seconds}.${body}`)}`,
    };
  },
};

function paymentShape(type: string, event: WorldEvent, world: World, { subscription, customer }: Subject) {
  const invoice = invoiceOf(world, event);
  return {
    payload_type: 'Payment',
    payment_id: `pay_${invoice?.id ?? event.id}`,
    subscription_id: subscription.id,
    customer: { customer_id: customer.id, email: customer.email, name: customer.id },
    total_amount: invoice?.total ?? 0,
    currency: invoice?.currency ?? customer.currency,
    status: type.slice('payment.'.length),
    created_at: event.at,
  };
}
