import type { TopUpOutcome } from '../outcome.js';
import { base, canBegin, withSubscription, type Loaded, type Rules } from './rules.js';
import type { FlowState, StateOf } from './state.js';

/** Buying credit. */
export const topUpRules: Rules<'top_up_requested' | 'top_up_answered' | 'top_up_failed'> = {
  top_up_requested: (state, { topUp, idempotencyKey }) =>
    canBegin(state) ? { ...base(state), status: 'topping_up', topUp, idempotencyKey } : state,
  top_up_answered: (state, { outcome, idempotencyKey }) =>
    awaits(state, idempotencyKey)
      ? { ...purchase(state), ...withBalance(base(state), outcome), status: 'top_up_settled', outcome }
      : state,
  top_up_failed: (state, { error, idempotencyKey }) =>
    awaits(state, idempotencyKey) ? { ...purchase(state), ...base(state), status: 'top_up_failed', error } : state,
};

function awaits(state: FlowState, key: string): state is StateOf<'topping_up'> {
  return state.status === 'topping_up' && state.idempotencyKey === key;
}

function purchase({ topUp, idempotencyKey }: StateOf<'topping_up'>) {
  return { topUp, idempotencyKey };
}

function withBalance(
  facts: Pick<Loaded, 'catalog' | 'choice'>,
  outcome: TopUpOutcome,
): Pick<Loaded, 'catalog' | 'choice'> {
  const held = facts.catalog.subscription;
  if (outcome.status !== 'topped_up' || outcome.creditBalance === null || held === null) return facts;
  return withSubscription(facts, { subscription: { ...held, creditBalance: outcome.creditBalance } });
}
