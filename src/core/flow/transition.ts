import { cancelRules } from './cancelRules.js';
import { changeRules } from './changeRules.js';
import type { FlowEvent, FlowEventType } from './event.js';
import { planRules } from './planRules.js';
import { applyRules, type Rules } from './rules.js';
import type { FlowState } from './state.js';
import { topUpRules } from './topUpRules.js';
import { undoRules } from './undoRules.js';

/** Every event has its rule: one without is a type error here. */
const all: Rules<FlowEventType> = { ...planRules, ...changeRules, ...undoRules, ...cancelRules, ...topUpRules };

/** What a flow with all its acts is after something happened. */
export function transition(state: FlowState, event: FlowEvent): FlowState {
  return applyRules(all, state, event);
}
