import { findPrice } from '../../core/plan.js';
import type { ChangeSummary } from '../../core/preview.js';
import { catalogOf, type FlowState } from '../../core/flow/state.js';
import { intervalOften, type Say } from '../../locale/words.js';
import { heldOf } from './offer.js';

/** The change a state is about; null where only the server remembers it. */
function changeOf(state: FlowState): ChangeSummary | null {
  if (state.status === 'settled') return state.change;
  if ('preview' in state) return state.preview.change;
  if ('earlier' in state) return state.earlier?.change ?? null;
  return 'attempt' in state ? state.attempt.change : null;
}

/** The price a state is about. */
export function targetPriceId(state: FlowState): string | null {
  if ('attempt' in state && state.attempt) return state.attempt.selection.priceId;
  if ('selection' in state) return state.selection.priceId;
  return changeOf(state)?.to.priceId ?? null;
}

/** The name of the plan that is being moved to. */
export function targetName(say: Say, state: FlowState): string {
  const found = findPrice(catalogOf(state)?.plans ?? [], targetPriceId(state));
  return changeOf(state)?.to.planName ?? found?.plan.name ?? say('notice.yourPlan');
}

/** The name of the plan that is held, or null where none is. */
export function currentName(state: FlowState): string | null {
  const catalog = catalogOf(state);
  return (catalog && heldOf(catalog)?.planName) ?? null;
}

/** "You are still on Pro. Nothing was charged." */
export function stillOn(say: Say, state: FlowState): string {
  const plan = currentName(state);
  return plan === null ? say('applied.none') : say('out.stillOn', { plan });
}

/** "Pro, monthly" of one end of a change. */
export function endName(say: Say, { planName, interval }: NonNullable<ChangeSummary['from']>): string {
  return interval ? say('review.plan', { plan: planName, interval: intervalOften(say, interval) }) : planName;
}
