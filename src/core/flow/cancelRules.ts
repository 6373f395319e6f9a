import type { CancelOutcome } from '../outcome.js';
import { base, canBegin, withSubscription, type Loaded, type Rules } from './rules.js';
import type { CancelWish, FlowState, StateOf } from './state.js';

/** Ending the subscription. */
export const cancelRules: Rules<'cancel_requested' | 'cancel_answered' | 'cancel_failed'> = {
  cancel_requested: (state, { request, idempotencyKey }) =>
    canBegin(state)
      ? { ...base(state), status: 'canceling', request, held: state.catalog.subscription, idempotencyKey }
      : state,
  cancel_answered: (state, { outcome, idempotencyKey }) =>
    awaits(state, idempotencyKey)
      ? { ...wish(state), ...withEnd(base(state), outcome), status: 'cancel_settled', outcome }
      : state,
  cancel_failed: (state, { error, idempotencyKey }) =>
    awaits(state, idempotencyKey) ? { ...wish(state), ...base(state), status: 'cancel_failed', error } : state,
};

function awaits(state: FlowState, key: string): state is StateOf<'canceling'> {
  return state.status === 'canceling' && state.idempotencyKey === key;
}

function wish({ request, held, idempotencyKey }: StateOf<'canceling'>) {
  return { request, held, idempotencyKey };
}

/** A subscription that ended and is shown no more is none. */
function withEnd(
  facts: Pick<Loaded, 'catalog' | 'choice'>,
  outcome: CancelOutcome,
): Pick<Loaded, 'catalog' | 'choice'> {
  if (outcome.status === 'canceled' && outcome.subscription === null)
    return { ...facts, catalog: { ...facts.catalog, subscription: null } };
  return withSubscription(facts, outcome);
}

/** Whether the same wish stands on the screen that is asked for again. */
export function repeatsCancel(
  state: FlowState,
  { effectiveAt, reason, comment }: CancelWish,
): state is StateOf<'cancel_settled' | 'cancel_failed'> {
  if (state.status !== 'cancel_settled' && state.status !== 'cancel_failed') return false;
  const { request } = state;
  return request.effectiveAt === effectiveAt && request.reason === reason && request.comment === comment;
}
