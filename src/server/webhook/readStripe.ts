import type { ReadFacts, WebhookEventType } from './event.js';
import { flagAt, idAt, part, referenceAt, timeAt, wordAt, type Payload } from './payload.js';

/** `stripe` 23.1.0, `Event.Type`. */
const TYPES = new Map<string, WebhookEventType>([
  ['customer.subscription.created', 'subscription_changed'],
  ['customer.subscription.updated', 'subscription_changed'],
  ['customer.subscription.paused', 'subscription_changed'],
  ['customer.subscription.resumed', 'subscription_changed'],
  ['customer.subscription.pending_update_applied', 'subscription_changed'],
  ['customer.subscription.pending_update_expired', 'subscription_changed'],
  ['customer.subscription.deleted', 'subscription_ended'],
  ['subscription_schedule.created', 'change_scheduled'],
  ['subscription_schedule.updated', 'change_scheduled'],
  ['subscription_schedule.aborted', 'change_schedule_revoked'],
  ['subscription_schedule.canceled', 'change_schedule_revoked'],
  ['subscription_schedule.released', 'change_schedule_revoked'],
  ['subscription_schedule.completed', 'subscription_changed'],
  ['invoice.paid', 'payment_succeeded'],
  ['invoice.payment_succeeded', 'payment_succeeded'],
  ['invoice.payment_failed', 'payment_failed'],
  ['invoice.payment_action_required', 'payment_action_required'],
  ['invoice.overdue', 'subscription_past_due'],
  ['checkout.session.completed', 'checkout_completed'],
  ['checkout.session.async_payment_succeeded', 'checkout_completed'],
  ['checkout.session.async_payment_failed', 'payment_failed'],
  ['checkout.session.expired', 'checkout_expired'],
]);

/** `{ id, type, created, livemode, data: { object } }`. */
export function readStripe(body: Payload): ReadFacts {
  const rawType = wordAt(body, 'type');
  const object = part(part(body, 'data'), 'object');
  return {
    type: TYPES.get(rawType) ?? 'other',
    rawType,
    bodyId: idAt(body, 'id'),
    at: timeAt(body, 'created'),
    customerId: rawType.startsWith('customer.') ? customerOf(object) : referenceAt(object, 'customer'),
    subscriptionId: rawType.startsWith('customer.subscription.') ? idAt(object, 'id') : subscriptionOf(object),
    workspaceId: null,
    livemode: flagAt(body, 'livemode'),
  };
}

function customerOf(object: Payload): string | null {
  return referenceAt(object, 'customer') ?? (wordAt(object, 'object') === 'customer' ? idAt(object, 'id') : null);
}

/** Invoices name it under `parent` since API 2025-03-31, and at the top before; a schedule that was released by another name. */
function subscriptionOf(object: Payload): string | null {
  const parent = part(part(object, 'parent'), 'subscription_details');
  return (
    referenceAt(object, 'subscription') ??
    referenceAt(parent, 'subscription') ??
    referenceAt(object, 'released_subscription')
  );
}
