'use client';
import type { Catalog } from '../core/adapter.js';
import { catalogOf, choiceOf, previewOf, type Choice, type FlowState } from '../core/flow/state.js';
import { withChanges, type ChangingFlow } from '../core/flow/withChanges.js';
import type { PreviewOutcome } from '../core/preview.js';
import { useScope, type ChangePlanScope } from './context.js';

/** What a store has that a component does not need: the provider reads and runs it. */
type Store = 'getState' | 'subscribe' | 'start' | 'dispose';

/** The plan change as it stands. */
export interface ChangePlanFacts {
  /** Everything the screens can be; switch on `status`. */
  readonly state: FlowState;
  /** Plans, subscription and capabilities; null before they are read. */
  readonly catalog: Catalog | null;
  readonly choice: Choice | null;
  /** What the chosen change costs, if that is known; an outdated one while it is worked out again. */
  readonly preview: PreviewOutcome | null;
}

/** The plan change as it stands, and everything a customer can do with it. */
export interface ChangePlanApi extends ChangePlanFacts, Omit<ChangingFlow, Store> {}

/** Reads the plan change of the provider above, and drives it. */
export function useChangePlan(): ChangePlanApi {
  const scope = useScope();
  return { ...withChanges(scope.flow), ...factsOf(scope) };
}

export function factsOf({ state }: ChangePlanScope): ChangePlanFacts {
  return { state, catalog: catalogOf(state), choice: choiceOf(state), preview: previewOf(state) };
}
