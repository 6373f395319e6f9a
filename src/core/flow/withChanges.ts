import { changing, type ChangeActs } from './changing.js';
import type { PlanActs, PlanFlow } from './createPlanFlow.js';
import { undoing, type UndoActs } from './undoing.js';

/** One plan change, from the first read to its result. */
export interface ChangingFlow extends PlanActs, ChangeActs, UndoActs {}

/** A flow that can change plans: a host's own can from the start. */
export function withChanges(flow: PlanFlow | ChangingFlow): ChangingFlow {
  return 'with' in flow ? flow.with(changing).with(undoing) : flow;
}
