import type { ReadFacts, WebhookEventType } from './event.js';
import type { PartnerWebhookOptions } from './options.js';
import { idAt, wordAt, type Payload } from './payload.js';

/**
 * The 14 events of the partner programme. Those of users, bots and add-ons are no business of a plan. Samples of the bodies are not
 * published; the names are those of the programme's training pages.
 */
const TYPES = new Map<string, WebhookEventType>([
  ['user_registered', 'other'],
  ['user_email_verified', 'other'],
  ['workspace_created', 'subscription_changed'],
  ['workspace_deleted', 'subscription_ended'],
  ['workspace_paused', 'subscription_changed'],
  ['bot_created', 'usage_changed'],
  ['bot_deleted', 'usage_changed'],
  ['plan_changed', 'subscription_changed'],
  ['plan_renewed', 'subscription_changed'],
  ['addon_renewed', 'subscription_changed'],
  ['overdue', 'subscription_past_due'],
  ['no_enough_credit', 'operator_balance_low'],
  ['no_enough_points', 'usage_changed'],
  ['usage_alert', 'usage_changed'],
]);

export function readPartner(body: Payload, names: PartnerWebhookOptions['names'] = {}): ReadFacts {
  const { eventType = 'event_type', workspaceId = 'workspace_id' } = names;
  const rawType = wordAt(body, eventType);
  return {
    type: TYPES.get(rawType) ?? 'other',
    rawType,
    bodyId: null,
    // The programme does not say how it writes times.
    at: null,
    customerId: null,
    subscriptionId: null,
    workspaceId: idAt(body, workspaceId),
    livemode: null,
  };
}
