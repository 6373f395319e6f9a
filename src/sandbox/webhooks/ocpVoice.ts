import { renewsItself } from '../engine/partner.js';
import type { WorldEvent } from '../engine/world.js';
import { planIdOf } from '../wires/ocp/plans.js';
import { workspaceId } from '../wires/ocp/workspace.js';
import { PARTNER_NAMES, type PartnerNames } from './endpoint.js';
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
  messageOf(event, world, { endpoint }) {
    const subject = subjectOf(world, event);
    const own = event.data.event_type;
    const names = { ...PARTNER_NAMES, ...endpoint.partnerNames };
    // What the partner programme itself did is told in its own words already; the wallet belongs to no workspace.
    if (typeof own === 'string' && subject === null) return { type: own, body: renamed(event.data, names) };
    const type = typeof own === 'string' ? own : TYPES.get(event.type);
    if (type === undefined || subject === null) return null;
    const { subscription, plan, price, customer } = subject;
    return {
      type,
      body: {
        [names.eventType]: type,
        [names.ownerEmail]: customer.email,
        [names.workspaceId]: workspaceId(world, subscription),
        [names.plan]: planIdOf(plan, price),
        [names.billingStartAt]: subscription.period?.start ?? null,
        [names.billingEndAt]: subscription.period?.end ?? null,
        [names.autoRenew]: renewsItself(subscription) ? 1 : 0,
      },
    };
  },
  headersOf: async () => ({}),
};

function renamed({ event_type: type, ...rest }: WorldEvent['data'], names: PartnerNames): Record<string, unknown> {
  return { [names.eventType]: type, ...rest };
}
