import type { ReadFacts, WebhookEventType } from './event.js';
import { idAt, part, timeAt, wordAt, type Payload } from './payload.js';

/** `@commet/node` 7.10.0, `WebhookEvent`. */
const TYPES = new Map<string, WebhookEventType>([
  ['subscription.created', 'subscription_changed'],
  ['subscription.activated', 'subscription_changed'],
  ['subscription.reactivated', 'subscription_changed'],
  ['subscription.updated', 'subscription_changed'],
  ['subscription.plan_changed', 'subscription_changed'],
  ['subscription.plan_change_scheduled', 'change_scheduled'],
  ['subscription.plan_change_revoked', 'change_schedule_revoked'],
  ['subscription.cancellation_scheduled', 'cancellation_scheduled'],
  ['subscription.cancellation_revoked', 'cancellation_revoked'],
  ['subscription.canceled', 'subscription_ended'],
  ['subscription.past_due', 'subscription_past_due'],
  ['trial.started', 'subscription_changed'],
  ['trial.converted', 'subscription_changed'],
  ['trial.expired', 'subscription_changed'],
  ['customer.state_changed', 'subscription_changed'],
  ['addon.activated', 'subscription_changed'],
  ['addon.deactivated', 'subscription_changed'],
  ['payment.received', 'payment_succeeded'],
  ['payment.recovered', 'payment_succeeded'],
  ['payment.failed', 'payment_failed'],
  ['payment.retry_failed', 'payment_failed'],
  ['payment_link.completed', 'checkout_completed'],
  ['payment_link.canceled', 'checkout_expired'],
  ['seats.updated', 'usage_changed'],
  ['seats.limit_reached', 'usage_changed'],
  ['credits.granted', 'usage_changed'],
  ['credits.purchased', 'usage_changed'],
  ['credits.low', 'usage_changed'],
  ['credits.depleted', 'usage_changed'],
  ['credits.expired', 'usage_changed'],
  ['balance.topped_up', 'usage_changed'],
  ['balance.low', 'usage_changed'],
  ['balance.depleted', 'usage_changed'],
  ['quota.threshold_reached', 'usage_changed'],
  ['quota.exceeded', 'usage_changed'],
]);

/** `{ id, event, timestamp, organizationId, mode, apiVersion, data }`. The headers of the same names are not signed and not read. */
export function readCommet(body: Payload): ReadFacts {
  const rawType = wordAt(body, 'event');
  const data = part(body, 'data');
  const mode = wordAt(body, 'mode');
  return {
    type: TYPES.get(rawType) ?? 'other',
    rawType,
    bodyId: idAt(body, 'id'),
    at: timeAt(body, 'timestamp'),
    customerId: idAt(data, 'customerId'),
    subscriptionId: idAt(data, 'subscriptionId'),
    workspaceId: null,
    livemode: mode === 'unknown' ? null : mode === 'live',
  };
}
