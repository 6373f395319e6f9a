import { base, isResting, withSubscription, type Rules } from './rules.js';

/** Taking back what is set for a date. */
export const undoRules: Rules<'undo_requested' | 'undo_answered' | 'undo_failed'> = {
  undo_requested: (state, { scheduled, idempotencyKey }) =>
    isResting(state) ? { ...base(state), status: 'undoing', scheduled, idempotencyKey } : state,
  undo_answered: (state, { outcome, idempotencyKey }) =>
    state.status === 'undoing' && state.idempotencyKey === idempotencyKey
      ? { ...withSubscription(base(state), outcome), status: 'undo_settled', scheduled: state.scheduled, outcome }
      : state,
  undo_failed: (state, { error, idempotencyKey }) =>
    state.status === 'undoing' && state.idempotencyKey === idempotencyKey
      ? { ...base(state), status: 'undo_failed', scheduled: state.scheduled, error }
      : state,
};
