import type { FlowState, SettledOutcome } from 'planshift';
import type { SystemName } from './systems.js';

type OutcomeName = SettledOutcome['status'];

/** True, or why a billing system never answers so. A new outcome does not compile before each system has said it. */
export const OUTCOMES: Readonly<Record<SystemName, Readonly<Record<OutcomeName, true | string>>>> = {
  sandbox: {
    applied: true,
    scheduled: true,
    requires_checkout: true,
    requires_action: 'Its test cards never ask for more than the card, without a protocol between.',
    processing: 'It settles every payment at once.',
    pending: true,
    declined: true,
    rejected: true,
    unknown: true,
    not_changed: true,
  },
  commet: {
    applied: true,
    scheduled: true,
    requires_checkout: true,
    requires_action: 'Commet has no answer that asks the customer for more.',
    processing: true,
    pending: 'Commet refuses a change whose payment is refused.',
    declined: true,
    rejected: true,
    unknown: true,
    not_changed: true,
  },
  dodo: {
    applied: true,
    scheduled: true,
    requires_checkout: true,
    requires_action: 'With Dodo Payments a bank’s question is part of a payment that waits.',
    processing: true,
    pending: true,
    declined: true,
    rejected: true,
    unknown: true,
    not_changed: true,
  },
  stripe: {
    applied: true,
    scheduled: true,
    requires_checkout: true,
    requires_action: true,
    processing: true,
    pending: true,
    declined: true,
    rejected: true,
    unknown: true,
    not_changed: true,
  },
  ocp: {
    applied: true,
    scheduled: true,
    requires_checkout: true,
    requires_action: 'The partner’s own checkout asks for everything; the partner API takes no payment.',
    processing: true,
    pending: true,
    declined: true,
    rejected: true,
    unknown: true,
    not_changed: true,
  },
};

/** Why a billing system never leads to a state, or null where it can. */
export function impossible(system: SystemName, state: FlowState): string | null {
  if (state.status !== 'settled') return null;
  const can = OUTCOMES[system][state.outcome.status];
  return can === true ? null : can;
}
