import type { ChangePlanFlow, FlowState } from 'planshift';

const nothing = () => {};

/** A flow that stands still, to look at one state for as long as one likes. */
export function stillFlow(state: FlowState): ChangePlanFlow {
  return {
    getState: () => state,
    subscribe: () => nothing,
    start: nothing,
    dispose: nothing,
    chooseInterval: nothing,
    chooseCurrency: nothing,
    choosePrice: nothing,
    review: nothing,
    leaveReview: nothing,
    confirm: nothing,
    acknowledge: nothing,
    continueCheckout: nothing,
    abandonCheckout: nothing,
    check: nothing,
    undo: nothing,
    reload: nothing,
    cancel: nothing,
    topUp: nothing,
    openLink: () => new Promise(() => {}),
    onEvent: () => nothing,
  };
}
