import type { CheckCause, FlowStatus, SettledOutcome, StateOf } from '../../core/flow/state.js';
import type { CancelOutcome, TopUpOutcome } from '../../core/outcome.js';
import {
  aCatalog,
  aCheckoutPreview,
  anAttempt,
  aProSubscription,
  aQuote,
  aScheduledChange,
  aScheduledPreview,
  aSubscription,
  SAMPLE_NOW,
} from '../fixtures.js';
import { freePlan, monthly, usd } from '../harbor.js';
import { cancelOutcomes, changeOutcomes, notChangedOutcomes, stales, topUpOutcomes, undoOutcomes } from './outcomes.js';
import { changes, errors } from './parts.js';

const selection = { priceId: 'price_pro_monthly' };
const untouched = { catalog: aCatalog(), choice: { interval: monthly, selection: null } };
const loaded = { catalog: aCatalog(), choice: { interval: monthly, selection } };
const chosen = { ...loaded, selection };
const scheduled = aScheduledChange();
const withSchedule = {
  catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: scheduled }) }),
  choice: { interval: monthly, selection: null },
};
const free = {
  catalog: aCatalog({
    subscription: aSubscription({
      planId: freePlan.id,
      planName: freePlan.name,
      priceId: 'price_free',
      amount: usd(0),
      nextBillingDate: null,
      paymentMethod: null,
      usage: [{ featureId: 'seats', used: 1, included: 1 }],
    }),
  }),
  choice: { interval: monthly, selection },
};
const checkoutAttempt = anAttempt({
  token: 'preview_checkout',
  expected: usd(9900),
  change: aCheckoutPreview().change,
});

const cancellation = {
  catalog: aCatalog({ subscription: aProSubscription() }),
  choice: withSchedule.choice,
  request: { effectiveAt: 'next_billing_date', reason: 'too_expensive', comment: null },
  held: aProSubscription(),
  idempotencyKey: anAttempt().idempotencyKey,
} as const satisfies Omit<StateOf<'canceling'>, 'status'>;
const balance = usd(2500);
const purchase = {
  catalog: aCatalog({ subscription: aProSubscription({ creditBalance: balance }) }),
  choice: withSchedule.choice,
  topUp: { id: 'credit_10', amount: usd(1000) },
  idempotencyKey: anAttempt().idempotencyKey,
} as const satisfies Omit<StateOf<'topping_up'>, 'status'>;

/** One state of the flow per status. */
export const flowStates: Readonly<{ [S in FlowStatus]: StateOf<S> }> = {
  loading: { status: 'loading' },
  load_failed: { status: 'load_failed', error: errors.network },
  choosing: { status: 'choosing', ...untouched },
  previewing: { status: 'previewing', ...chosen, earlier: null, stale: null },
  preview_failed: { status: 'preview_failed', ...chosen, error: errors.provider_unavailable },
  reviewing: { status: 'reviewing', ...chosen, preview: aQuote(), stale: null, error: null },
  confirming: {
    status: 'confirming',
    ...chosen,
    preview: aQuote(),
    attempt: anAttempt(),
    slow: false,
    retryInMs: null,
  },
  redirecting: {
    status: 'redirecting',
    ...free,
    attempt: checkoutAttempt,
    url: changeOutcomes.requires_checkout.checkoutUrl,
  },
  checking: {
    status: 'checking',
    ...loaded,
    attempt: anAttempt(),
    cause: 'unknown',
    tries: 2,
    lastCheck: SAMPLE_NOW,
    offline: false,
  },
  settled: settledWith(changeOutcomes.applied),
  undoing: { status: 'undoing', ...withSchedule, scheduled, idempotencyKey: anAttempt().idempotencyKey },
  undo_settled: { status: 'undo_settled', ...withSchedule, scheduled, outcome: undoOutcomes.undone },
  undo_failed: { status: 'undo_failed', ...withSchedule, scheduled, error: errors.network },
  canceling: { status: 'canceling', ...cancellation },
  cancel_settled: cancelSettledWith(cancelOutcomes.scheduled),
  cancel_failed: { status: 'cancel_failed', ...cancellation, error: errors.network },
  topping_up: { status: 'topping_up', ...purchase },
  top_up_settled: topUpSettledWith(topUpOutcomes.topped_up),
  top_up_failed: { status: 'top_up_failed', ...purchase, error: errors.network },
};

/** The end of a cancellation on the screen, with the subscription as the outcome brought it. */
export function cancelSettledWith(outcome: CancelOutcome): StateOf<'cancel_settled'> {
  const isGone = outcome.status === 'canceled' && outcome.subscription === null;
  const brought = 'subscription' in outcome && outcome.subscription !== null ? outcome.subscription : cancellation.held;
  const catalog = aCatalog({ subscription: isGone ? null : brought });
  return { status: 'cancel_settled', ...cancellation, catalog, outcome };
}

/** The end of a purchase of credit on the screen, with the balance that the outcome brought. */
export function topUpSettledWith(outcome: TopUpOutcome): StateOf<'top_up_settled'> {
  const brought = outcome.status === 'topped_up' ? outcome.creditBalance : null;
  const catalog = aCatalog({ subscription: aProSubscription({ creditBalance: brought ?? balance }) });
  return { status: 'top_up_settled', ...purchase, catalog, outcome };
}

/** One cancellation that has ended per outcome. */
export const cancelSettledStates: Readonly<Record<CancelOutcome['status'], StateOf<'cancel_settled'>>> = {
  canceled: cancelSettledWith(cancelOutcomes.canceled),
  scheduled: cancelSettledWith(cancelOutcomes.scheduled),
  rejected: cancelSettledWith(cancelOutcomes.rejected),
  unknown: cancelSettledWith(cancelOutcomes.unknown),
};

/** One purchase of credit that has ended per outcome. */
export const topUpSettledStates: Readonly<Record<TopUpOutcome['status'], StateOf<'top_up_settled'>>> = {
  topped_up: topUpSettledWith(topUpOutcomes.topped_up),
  requires_checkout: topUpSettledWith(topUpOutcomes.requires_checkout),
  declined: topUpSettledWith(topUpOutcomes.declined),
  rejected: topUpSettledWith(topUpOutcomes.rejected),
  unknown: topUpSettledWith(topUpOutcomes.unknown),
};

/** A result on the screen; the attempt stays while the result may still change. */
export function settledWith(outcome: SettledOutcome): StateOf<'settled'> {
  return {
    status: 'settled',
    ...loaded,
    outcome,
    change: changes.upgrade,
    attempt: waits(outcome) ? anAttempt() : null,
    lastCheck: waits(outcome) ? SAMPLE_NOW : null,
  };
}

function waits({ status }: SettledOutcome): boolean {
  return ['requires_checkout', 'requires_action', 'processing', 'pending', 'unknown'].includes(status);
}

/** One settled flow per outcome. */
export const settledStates: Readonly<Record<SettledOutcome['status'], StateOf<'settled'>>> = {
  applied: { ...settledWith(changeOutcomes.applied), quote: aQuote() },
  scheduled: {
    ...settledWith(changeOutcomes.scheduled),
    catalog: aCatalog({ subscription: changeOutcomes.scheduled.subscription }),
    change: changes.downgrade,
  },
  requires_checkout: { ...settledWith(changeOutcomes.requires_checkout), ...free, attempt: checkoutAttempt },
  requires_action: settledWith(changeOutcomes.requires_action),
  processing: settledWith(changeOutcomes.processing),
  pending: settledWith(changeOutcomes.pending),
  declined: settledWith(changeOutcomes.declined),
  rejected: settledWith(changeOutcomes.rejected),
  unknown: settledWith(changeOutcomes.unknown),
  not_changed: settledWith(notChangedOutcomes.not_received),
};

/** One state of looking per cause. */
export const checkingStates: Readonly<Record<CheckCause, StateOf<'checking'>>> = {
  unknown: flowStates.checking,
  returned: { ...flowStates.checking, ...free, attempt: checkoutAttempt, cause: 'returned' },
  processing: { ...flowStates.checking, cause: 'processing' },
  reopened: { ...flowStates.checking, cause: 'reopened', attempt: anAttempt({ change: null }) },
  conflict: { ...flowStates.checking, cause: 'conflict', offline: true },
};

/** Reviews that the screens must bear beside the plain one. */
export const reviewingStates = {
  scheduled: {
    ...flowStates.reviewing,
    catalog: aCatalog({ subscription: aProSubscription() }),
    selection: { priceId: 'price_starter_monthly' },
    preview: aScheduledPreview(),
  },
  amountChanged: {
    ...flowStates.reviewing,
    preview: stales.amount_changed.preview,
    stale: { reason: 'amount_changed', shown: usd(8450) },
  },
  notSent: { ...flowStates.reviewing, error: errors.offline },
} as const satisfies Record<string, StateOf<'reviewing'>>;
