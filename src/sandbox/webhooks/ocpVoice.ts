import { renewsItself } from '../engine/partner.js';
import { planIdOf } from '../wires/ocp/plans.js';
import { workspaceId } from '../wires/ocp/workspace.js';
import { subjectOf } from './subject.js';
import type { WebhookVoice } from './voice.js';

const TYPES = new Map([
  ['subscription.plan_changed', 'plan_changed'],
  ['subscription.activated', 'plan_changed'],
  ['subscription.canceled', 'plan_changed'],
  ['payment.received', 'plan_renewed'],
  ['subscription.past_due', 'overdue'],
  ['payment.failed', 'no_enough_credit'],
]);

/**
 * The partner programme: nothing is signed, and events have no id. No sample of a body is published; the names are those of its
 * training pages.
 */
export const ocpVoice: WebhookVoice = {
  retryAfter: [],
  messageOf(event, world) {
    const subject = subjectOf(world, event);
    const own = event.data.event_type;
    // What the partner programme itself did is told in its own words already; the wallet belongs to no workspace.
    if (typeof own === 'string' && subject === null) return { type: own, body: event.data };
    const type = typeof own === 'string' ? own : TYPES.get(event.type);
    if (type === undefined || subject === null) return null;
    const { subscription, plan, price, customer } = subject;
    return {
      type,
      body: {
        event_type: type,
        owner_email: customer.email,
        workspace_id: workspaceId(world, subscription),
        plan: planIdOf(plan, price),
        billing_start_at: subscription.period?.start ?? null,
        billing_end_at: subscription.period?.end ?? null,
        auto_renew: renewsItself(subscription) ? 1 : 0,
      },
    };
  },
  headersOf: async () => ({}),
};
