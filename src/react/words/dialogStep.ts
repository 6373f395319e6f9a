import type { BesideStatus, FlowState, StateOf } from '../../core/flow/state.js';

/** What a dialog of a change shows: the plans, the price, or the result. */
export type DialogStep = 'choose' | 'review' | 'outcome';

export type InReview = StateOf<'previewing' | 'preview_failed' | 'reviewing' | 'confirming'>;

/** Whether a state is a review: a dialog opens for it by itself. */
export function isReview(state: FlowState): state is InReview {
  return stepOf(state) === 'review';
}

export function stepOf({ status }: FlowState): DialogStep {
  switch (status) {
    case 'previewing':
    case 'preview_failed':
    case 'reviewing':
    case 'confirming':
      return 'review';
    case 'redirecting':
    case 'checking':
    case 'settled':
      return 'outcome';
    default:
      status satisfies 'loading' | 'load_failed' | 'choosing' | BesideStatus;
      return 'choose';
  }
}
