import { createPlanFlow } from './createPlanFlow.js';
import type { ChangePlanFlowOptions } from './options.js';
import { withEvents, type TellActs } from './telling.js';
import { withCare, type CareFlow } from './withCare.js';

/** Everything that a customer can do: a store with its acts, from the first read to a result. */
export interface ChangePlanFlow extends CareFlow, TellActs {}

/** A flow of the host's own, with all its acts. */
export function createChangePlanFlow(options: ChangePlanFlowOptions): ChangePlanFlow {
  const flow = createPlanFlow(options);
  // One and the same flow, seen with all that it can do.
  return Object.assign(withCare(flow), withEvents(flow));
}
