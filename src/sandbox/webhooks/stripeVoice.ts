import type { WorldStatus } from '../engine/world.js';
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

const STATUS: Readonly<Record<WorldStatus, string>> = {
  pending_payment: 'incomplete',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  on_hold: 'past_due',
  canceled: 'canceled',
};

const HOUR = 3600;

/** Stripe: event objects, signed with their time. */
export const stripeVoice: WebhookVoice = {
  retryAfter: [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR],
  messageOf(event, world) {
    const type = TYPES.get(event.type);
    const subject = subjectOf(world, event);
    if (type === undefined || subject === null) return null;
    const invoice = type.startsWith('invoice.') ? invoiceOf(world, event) : null;
    const object = invoice
      ? {
          id: invoice.id,
          object: 'invoice',
          customer: invoice.customerId,
          currency: invoice.currency.toLowerCase(),
          total: invoice.total,
          status: invoice.status,
          parent: {
            type: 'subscription_details',
            subscription_details: { subscription: invoice.subscriptionId, metadata: {} },
          },
        }
      : type.startsWith('subscription_schedule.')
        ? scheduleShape(subject)
        : subscriptionShape(subject);
    const created = secondsOf(event.at);
    const envelope = { id: event.id, object: 'event', type, created, livemode: false, pending_webhooks: 1 };
    return { type, body: { ...envelope, api_version: '2026-10-28.endive', request: null, data: { object } } };
  },
  headersOf: async ({ body, secret, seconds }) => ({
    'stripe-signature': `t=${seconds},v1=${await hexHmac(secret, `${seconds}.${body}`)}`,
  }),
};

function secondsOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}

function scheduleShape({ subscription }: Subject): Record<string, unknown> {
  const { id, customerId, scheduled } = subscription;
  return {
    id: scheduled?.id ?? `sch_of_${id}`,
    object: 'subscription_schedule',
    customer: customerId,
    subscription: id,
    status: scheduled === null ? 'released' : 'active',
  };
}

/** The fields that a host reads; what the wire's own answers hold besides is not repeated here. */
function subscriptionShape({ subscription, price, customer, amount }: Subject): Record<string, unknown> {
  const { id, customerId, status, cancellation, period, createdAt } = subscription;
  const { interval, intervalCount } = price.interval;
  const currency = customer.currency.toLowerCase();
  const item = {
    id: `si_${id}`,
    object: 'subscription_item',
    quantity: 1,
    ...(period && { current_period_start: secondsOf(period.start), current_period_end: secondsOf(period.end) }),
    price: {
      id: price.id,
      object: 'price',
      currency,
      unit_amount: amount,
      recurring: { interval, interval_count: intervalCount },
    },
  };
  return {
    id,
    object: 'subscription',
    customer: customerId,
    status: STATUS[status],
    currency,
    cancel_at_period_end: status !== 'canceled' && cancellation !== null,
    created: secondsOf(createdAt),
    items: { object: 'list', data: [item] },
    livemode: false,
  };
}
