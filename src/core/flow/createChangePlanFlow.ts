import { changing, type ChangeActs } from './changing.js';
import { createPlanFlow, type PlanActs, type PlanFlow } from './createPlanFlow.js';
import type { ChangePlanFlowOptions } from './options.js';
import { undoing, type UndoActs } from './undoing.js';

/** One plan change, from the first read to its result: a store with the acts of a customer. */
export interface ChangePlanFlow extends PlanActs, ChangeActs, UndoActs {}

export function createChangePlanFlow(options: ChangePlanFlowOptions): ChangePlanFlow {
  return withChanges(createPlanFlow(options));
}

/** A flow with all its acts: a host's own has them from the start. */
export function withChanges(flow: PlanFlow | ChangePlanFlow): ChangePlanFlow {
  return 'with' in flow ? flow.with(changing).with(undoing) : flow;
}
