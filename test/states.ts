/**
 * One sample per member of every union, complete by type: a new status does not compile before it has its sample here.
 * The samples ship in `planshift/testing`, so that hosts can draw them too.
 */
export {
  cancelSettledStates,
  cancelSettledWith,
  checkingStates,
  flowStates,
  reviewingStates,
  settledStates,
  settledWith,
  topUpSettledStates,
  topUpSettledWith,
} from '../src/testing/samples/flow.js';
export {
  appliedOutcomes,
  appliedWithDifference,
  canceledAndGone,
  cancelOutcomes,
  cancelRejections,
  changeOutcomes,
  declines,
  linkOutcomes,
  linkRejections,
  notChangedOutcomes,
  pendings,
  readOutcomes,
  rejections,
  stales,
  toppedUpWithoutBalance,
  topUpOutcomes,
  topUpRejections,
  undoOutcomes,
  undoRejections,
} from '../src/testing/samples/outcomes.js';
export {
  availabilities,
  changes,
  errors,
  features,
  heldSubscriptions,
  impacts,
  lines,
  openChanges,
  subscriptions,
  timedPrices,
  unavailablePrices,
} from '../src/testing/samples/parts.js';
export {
  blockedPreviews,
  previews,
  quotes,
  scheduledAfterGrace,
  scheduledToFree,
} from '../src/testing/samples/previews.js';
