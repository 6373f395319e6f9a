'use client';
import type { Catalog } from '../core/adapter.js';
import { withChanges, type ChangePlanFlow } from '../core/flow/createChangePlanFlow.js';
import { catalogOf, choiceOf, previewOf, type Choice, type FlowState } from '../core/flow/state.js';
import type { PreviewOutcome } from '../core/preview.js';
import { useScope } from './context.js';

type Acts = Omit<ChangePlanFlow, 'getState' | 'subscribe' | 'start' | 'dispose'>;

/** The plan change as it stands, and everything a customer can do with it. */
export interface ChangePlanApi extends Acts {
  /** Everything the screens can be; switch on `status`. */
  readonly state: FlowState;
  /** Plans, subscription and capabilities; null before they are read. */
  readonly catalog: Catalog | null;
  readonly choice: Choice | null;
  /** What the chosen change costs, if that is known; an outdated one while it is worked out again. */
  readonly preview: PreviewOutcome | null;
}

/** Reads the plan change of the provider above, and drives it. */
export function useChangePlan(): ChangePlanApi {
  const { flow, state } = useScope();
  return { ...withChanges(flow), state, catalog: catalogOf(state), choice: choiceOf(state), preview: previewOf(state) };
}
