import { findPrice } from '../../core/plan.js';
import type { ChangeSummary } from '../../core/preview.js';
import type { FlowState } from '../../core/flow/state.js';
import { catalogOf } from '../../core/flow/state.js';
import { intervalOften, type Say } from '../../locale/words.js';
import { heldOf } from './offer.js';

/** The change a state is about; null where only the server remembers it. */
export function changeOf(state: FlowState): ChangeSummary | null {
  switch (state.status) {
    case 'reviewing':
    case 'confirming':
      return state.preview.change;
    case 'previewing':
      return state.earlier?.change ?? null;
    case 'redirecting':
    case 'checking':
      return state.attempt.change;
    case 'settled':
      return state.change;
    case 'loading':
    case 'load_failed':
    case 'choosing':
    case 'preview_failed':
    case 'undoing':
    case 'undo_settled':
    case 'undo_failed':
      return null;
  }
}

/** The price a state is about. */
export function targetPriceId(state: FlowState): string | null {
  if ('attempt' in state && state.attempt) return state.attempt.selection.priceId;
  if ('selection' in state) return state.selection.priceId;
  return changeOf(state)?.to.priceId ?? null;
}

/** The name of the plan that is being moved to. */
export function targetName(say: Say, state: FlowState): string {
  const change = changeOf(state);
  if (change) return change.to.planName;
  const found = findPrice(catalogOf(state)?.plans ?? [], targetPriceId(state));
  return found?.plan.name ?? say('notice.yourPlan');
}

/** The name of the plan that is held, or null where none is. */
export function currentName(state: FlowState): string | null {
  const catalog = catalogOf(state);
  return (catalog && heldOf(catalog)?.planName) ?? null;
}

/** "Pro, monthly" of one end of a change. */
export function endName(say: Say, end: NonNullable<ChangeSummary['from']>): string {
  return end.interval
    ? say('review.plan', { plan: end.planName, interval: intervalOften(say, end.interval) })
    : end.planName;
}
