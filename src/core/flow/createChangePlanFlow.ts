import { createPlanFlow } from './createPlanFlow.js';
import type { ChangePlanFlowOptions } from './options.js';
import { withCare, type ChangePlanFlow } from './withCare.js';

/** A flow of the host's own, with all its acts. */
export function createChangePlanFlow(options: ChangePlanFlowOptions): ChangePlanFlow {
  return withCare(createPlanFlow(options));
}
