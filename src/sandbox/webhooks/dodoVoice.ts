import { intervalKey } from '../../core/plan.js';
import type { WorldStatus } from '../engine/world.js';
import { base64Hmac } from './sign.js';
import { invoiceOf, isRunning, subjectOf, type Subject } from './subject.js';
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

const STATUS: Readonly<Record<WorldStatus, string>> = {
  pending_payment: 'pending',
  trialing: 'active',
  active: 'active',
  past_due: 'past_due',
  on_hold: 'on_hold',
  canceled: 'cancelled',
};

/** Dodo Payments: Standard Webhooks, and in `data` the state at delivery. */
export const dodoVoice: WebhookVoice = {
  retryAfter: [5, 300, 1800, 7200, 18_000, 36_000, 36_000],
  messageOf(event, world) {
    const type = TYPES.get(event.type);
    const subject = subjectOf(world, event);
    if (type === undefined || subject === null) return null;
    const invoice = type.startsWith('payment.') ? invoiceOf(world, event) : null;
    const data = invoice
      ? {
          payload_type: 'Payment',
          payment_id: `pay_${invoice.id}`,
          subscription_id: subject.subscription.id,
          customer: customerShape(subject),
          total_amount: invoice.total,
          currency: invoice.currency,
          status: type.slice('payment.'.length),
          created_at: event.at,
        }
      : subscriptionShape(subject);
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

function customerShape({ customer }: Subject) {
  return { customer_id: customer.id, email: customer.email, name: customer.id };
}

/** The fields that a host reads; what the wire's own answers hold besides is not repeated here. */
function subscriptionShape(subject: Subject): Record<string, unknown> {
  const { subscription, plan, price, customer, amount } = subject;
  const { id, status, period, cancellation, scheduled, createdAt } = subscription;
  const [unit = 'month', count = '1'] = intervalKey(price.interval).split(':');
  return {
    payload_type: 'Subscription',
    subscription_id: id,
    product_id: price.id,
    product_name: plan.name,
    status: STATUS[status],
    quantity: 1,
    currency: customer.currency,
    recurring_pre_tax_amount: amount,
    payment_frequency_interval: unit.charAt(0).toUpperCase() + unit.slice(1),
    payment_frequency_count: Number(count),
    previous_billing_date: period?.start ?? createdAt,
    next_billing_date: period?.end ?? createdAt,
    cancel_at_next_billing_date: isRunning(subscription) && cancellation !== null,
    scheduled_change: scheduled && { id: scheduled.id, product_id: scheduled.priceId, effective_at: scheduled.at },
    customer: customerShape(subject),
    addons: [],
    metadata: {},
    created_at: createdAt,
  };
}
