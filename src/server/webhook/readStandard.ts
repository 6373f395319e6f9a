import type { ReadFacts, WebhookEventType } from './event.js';
import { idAt, part, timeAt, wordAt, type Payload } from './payload.js';

/** `dodopayments` 2.52.0, `WebhookEventType`. There is no event for a scheduled change or cancellation: both are `updated`. */
const TYPES = new Map<string, WebhookEventType>([
  ['subscription.active', 'subscription_changed'],
  ['subscription.updated', 'subscription_changed'],
  ['subscription.plan_changed', 'subscription_changed'],
  ['subscription.renewed', 'subscription_changed'],
  ['subscription.paused', 'subscription_changed'],
  ['subscription.unpaused', 'subscription_changed'],
  ['subscription.update_payment_method', 'subscription_changed'],
  ['subscription.on_hold', 'subscription_past_due'],
  ['subscription.past_due', 'subscription_past_due'],
  ['subscription.cancelled', 'subscription_ended'],
  ['subscription.expired', 'subscription_ended'],
  ['subscription.failed', 'subscription_ended'],
  ['payment.succeeded', 'payment_succeeded'],
  ['payment.failed', 'payment_failed'],
  ['payment.cancelled', 'payment_failed'],
  ['dunning.started', 'subscription_past_due'],
  ['dunning.recovered', 'payment_succeeded'],
  ['abandoned_checkout.detected', 'checkout_expired'],
  ['abandoned_checkout.recovered', 'checkout_completed'],
  ['credit.added', 'usage_changed'],
  ['credit.deducted', 'usage_changed'],
  ['credit.expired', 'usage_changed'],
  ['credit.rolled_over', 'usage_changed'],
  ['credit.rollover_forfeited', 'usage_changed'],
  ['credit.overage_charged', 'usage_changed'],
  ['credit.overage_reset', 'usage_changed'],
  ['credit.manual_adjustment', 'usage_changed'],
  ['credit.balance_low', 'usage_changed'],
]);

/** `{ business_id, type, timestamp, data }`. The event's id is the signed header's. */
export function readStandard(body: Payload): ReadFacts {
  const rawType = wordAt(body, 'type');
  const data = part(body, 'data');
  const named = rawType.startsWith('subscription.') ? idAt(data, 'id') : null;
  return {
    type: TYPES.get(rawType) ?? 'other',
    rawType,
    bodyId: null,
    at: timeAt(body, 'timestamp'),
    customerId: idAt(part(data, 'customer'), 'customer_id') ?? idAt(data, 'customer_id'),
    subscriptionId: idAt(data, 'subscription_id') ?? named,
    workspaceId: null,
    livemode: null,
  };
}
