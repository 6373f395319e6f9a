import type { CheckCause, FlowStatus, SettledOutcome, StateOf } from '../../core/flow/state.js';
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
import { changeOutcomes, notChangedOutcomes, stales, undoOutcomes } from './outcomes.js';
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
  applied: settledWith(changeOutcomes.applied),
  scheduled: { ...settledWith(changeOutcomes.scheduled), change: changes.downgrade },
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
