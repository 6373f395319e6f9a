import { canceling, type CancelActs } from './canceling.js';
import { changing } from './changing.js';
import type { PlanFlow } from './createPlanFlow.js';
import { linking, type LinkActs } from './linking.js';
import { toppingUp, type TopUpActs } from './toppingUp.js';
import { undoing } from './undoing.js';
import type { ChangingFlow } from './withChanges.js';

/** The rest of a subscription's life, beside its plan changes. */
export interface CareActs extends CancelActs, TopUpActs, LinkActs {}

/** Everything that a customer can do with a subscription. */
export interface CareFlow extends ChangingFlow, CareActs {}

/** A flow that can do everything: a host's own can from the start. */
export function withCare(flow: PlanFlow | CareFlow): CareFlow {
  return 'with' in flow ? flow.with(changing).with(undoing).with(canceling).with(toppingUp).with(linking) : flow;
}
