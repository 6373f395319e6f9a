import type { FlowState } from 'planshift';
import {
  aCatalog,
  aProSubscription,
  appliedOutcomes,
  appliedWithDifference,
  aScheduledChange,
  aSubscription,
  blockedPreviews,
  checkingStates,
  declines,
  errors,
  flowStates,
  manyPlans,
  notChangedOutcomes,
  pendings,
  previews,
  quotes,
  rejections,
  reviewingStates,
  scheduledToFree,
  settledStates,
  settledWith,
  stales,
  subscriptions,
  undoOutcomes,
  undoRejections,
} from 'planshift/testing';

const each = <T>(prefix: string, samples: Readonly<Record<string, T>>, make: (sample: T) => FlowState) =>
  Object.entries(samples).map(([name, sample]) => [`${prefix} ${name}`, make(sample)] as const);

const base = flowStates.choosing;
const reviewing = flowStates.reviewing;

/** Every state that the screens can be in, with every member of every union inside. */
export const everyState: readonly (readonly [name: string, state: FlowState])[] = [
  ...each('flow', flowStates, (state: FlowState) => state),
  ...each('checking', checkingStates, (state) => state),
  ...each('settled', settledStates, (state) => state),
  ...each('reviewing', reviewingStates, (state) => state),
  ...each('preview', previews, (preview) => ({ ...reviewing, preview })),
  ...each('quote', quotes, (preview) => ({ ...reviewing, preview })),
  ...each('blocked', blockedPreviews, (preview) => ({ ...reviewing, preview })),
  ...each('applied', appliedOutcomes, settledWith),
  ...each('declined', declines, settledWith),
  ...each('rejected', rejections, settledWith),
  ...each('pending', pendings, settledWith),
  ...each('not changed', notChangedOutcomes, settledWith),
  ...each('stale', stales, ({ preview, reason, shown }) => ({ ...reviewing, preview, stale: { reason, shown } })),
  ...each('subscription', subscriptions, (subscription) => ({ ...base, catalog: aCatalog({ subscription }) })),
  ...each('load error', errors, (error) => ({ status: 'load_failed', error })),
  ...each('preview error', errors, (error) => ({ ...flowStates.preview_failed, error })),
  ...each('change error', errors, (error) => ({ ...reviewing, error })),
  ...each('undo', undoOutcomes, (outcome) => ({ ...flowStates.undo_settled, outcome })),
  ...each('undo rejected', undoRejections, (outcome) => ({ ...flowStates.undo_settled, outcome })),
  ['applied with another amount', settledWith(appliedWithDifference)],
  ['scheduled to free', { ...reviewing, preview: scheduledToFree }],
  ['no subscription', { ...base, catalog: aCatalog({ subscription: null }) }],
  ['no plans', { ...base, catalog: aCatalog({ plans: [] }) }],
  ['view only', { ...base, catalog: aCatalog({ may: 'view' }) }],
  ['thirty plans', { ...base, catalog: aCatalog({ plans: manyPlans(30) }) }],
  [
    'a scheduled change',
    { ...base, catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: aScheduledChange() }) }) },
  ],
  [
    'a cancellation',
    {
      ...base,
      catalog: aCatalog({
        subscription: aSubscription({ cancellation: { effectiveAt: '2026-05-01T00:00:00.000Z', undoable: true } }),
      }),
    },
  ],
];
