import type { FlowState, FlowStatus } from '../../core/flow/state.js';
import type { Subscription } from '../../core/subscription.js';
import { aCatalog, aPendingChange, aProSubscription, aScheduledChange, aSubscription } from '../fixtures.js';
import { manyPlans } from '../harbor.js';
import {
  cancelSettledStates,
  cancelSettledWith,
  checkingStates,
  flowStates,
  reviewingStates,
  settledStates,
  settledWith,
  topUpSettledStates,
  topUpSettledWith,
} from './flow.js';
import {
  appliedOutcomes,
  appliedWithDifference,
  canceledAndGone,
  cancelRejections,
  declines,
  notChangedOutcomes,
  pendings,
  rejections,
  stales,
  toppedUpWithoutBalance,
  topUpRejections,
  undoOutcomes,
  undoRejections,
} from './outcomes.js';
import { errors, heldSubscriptions, subscriptions } from './parts.js';
import { blockedPreviews, previews, quotes, scheduledAfterGrace, scheduledToFree } from './previews.js';

/** A state by its name: the group and the member, as in `settled declined`. */
export type NamedState = readonly [name: string, state: FlowState];

const each = <T>(
  group: string,
  samples: Readonly<Record<string, T>>,
  make: (sample: T) => FlowState,
): readonly NamedState[] =>
  Object.entries(samples).map(([name, sample]) => [`${group} ${name}`, make(sample)] as const);

const base = flowStates.choosing;
const reviewing = flowStates.reviewing;

/** A page at rest for somebody who holds this subscription. */
export function holding(subscription: Subscription | null): FlowState {
  return { ...base, catalog: aCatalog({ subscription }) };
}

/** What a customer is told of the plan they hold, while nothing is being changed: one state per notice. */
export const noticeStates: readonly NamedState[] = [
  ...each('subscription', subscriptions, holding),
  ...each('held', heldSubscriptions, holding),
  ['notice scheduled', holding(aProSubscription({ scheduledChange: aScheduledChange() }))],
  [
    'notice scheduledForGood',
    holding(aProSubscription({ scheduledChange: aScheduledChange({ undoable: false, replaceable: false }) })),
  ],
  ['notice pendingPayment', holding(aSubscription({ pendingChange: aPendingChange() }))],
  [
    'notice pendingReview',
    holding(aSubscription({ pendingChange: aPendingChange({ reason: 'review', recoveryUrl: null }) })),
  ],
  ['notice noSubscription', holding(null)],
];

/** The states of taking something back. */
const undoStates: readonly NamedState[] = [
  ...each('undo', undoOutcomes, (outcome) => ({ ...flowStates.undo_settled, outcome })),
  ...each('undo rejected', undoRejections, (outcome) => ({ ...flowStates.undo_settled, outcome })),
];

/** The rest of a subscription's life: its end, and credit. */
const careStates: readonly NamedState[] = [
  ...each<FlowState>('cancel', cancelSettledStates, (state) => state),
  ...each('cancel rejected', cancelRejections, cancelSettledWith),
  ['cancel canceledAndGone', cancelSettledWith(canceledAndGone)],
  ...each<FlowState>('top_up', topUpSettledStates, (state) => state),
  ...each('top_up rejected', topUpRejections, topUpSettledWith),
  ...each('top_up declined', declines, topUpSettledWith),
  ['top_up withoutBalance', topUpSettledWith(toppedUpWithoutBalance)],
];

/** Every state that the screens can be in, with every member of every union inside: for a host's own tests and pictures. */
export const everyState: readonly NamedState[] = [
  ...each<FlowState>('flow', flowStates satisfies Record<FlowStatus, FlowState>, (state) => state),
  ...each('checking', checkingStates, (state) => state),
  ...each('settled', settledStates, (state) => state),
  ...each('reviewing', reviewingStates, (state) => state),
  ...each('preview', previews, (preview) => ({ ...reviewing, preview })),
  ...each('quote', quotes, (preview) => ({ ...reviewing, preview })),
  ...each('blocked', blockedPreviews, (preview) => ({ ...reviewing, preview })),
  ...each('applied', appliedOutcomes, settledWith),
  ['applied withDifference', settledWith(appliedWithDifference)],
  ...each('declined', declines, settledWith),
  ...each('rejected', rejections, settledWith),
  ...each('pending', pendings, settledWith),
  ...each('not_changed', notChangedOutcomes, settledWith),
  ...each('stale', stales, ({ preview, reason, shown }) => ({ ...reviewing, preview, stale: { reason, shown } })),
  ['scheduled toFree', { ...reviewing, preview: scheduledToFree }],
  ['scheduled afterGrace', { ...reviewing, preview: scheduledAfterGrace }],
  ...noticeStates,
  ...undoStates,
  ...careStates,
  ...each('load_failed', errors, (error) => ({ status: 'load_failed', error })),
  ...each('preview_failed', errors, (error) => ({ ...flowStates.preview_failed, error })),
  ...each('not_sent', errors, (error) => ({ ...reviewing, error })),
  ['confirming slow', { ...flowStates.confirming, slow: true }],
  ['confirming busy', { ...flowStates.confirming, slow: true, retryInMs: 4000 }],
  ['previewing again', { ...flowStates.previewing, earlier: reviewing.preview }],
  ['catalog noPlans', { ...base, catalog: aCatalog({ plans: [] }) }],
  ['catalog viewOnly', { ...base, catalog: aCatalog({ may: 'view' }) }],
  ['catalog thirtyPlans', { ...base, catalog: aCatalog({ plans: manyPlans(30) }) }],
];
