import type { Selection } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import { changeDirection, findPrice, type PricedPlan } from '../../../core/plan.js';
import type { ChangeSummary } from '../../../core/preview.js';
import type { Snapshot } from './snapshot.js';

/** The chosen price. What Commet cannot do with it is refused, not left out silently. */
export function targetOf({ shown, held }: Snapshot, selection: Selection): PricedPlan {
  const target = findPrice(shown, selection.priceId);
  if (target === null) throw refused('unknown_price', 'This price is not in the catalog.');
  const isMore = (held?.quantity ?? 1) !== (selection.quantity ?? held?.quantity ?? 1);
  const touches = [selection.addons, selection.discountCodes].some((intent) => intent && intent.intent !== 'keep');
  if (isMore || touches || selection.effectiveAt !== undefined)
    throw refused('not_allowed', 'Commet’s plan change takes no quantity, add-ons, codes or date.');
  return target;
}

function refused(code: 'unknown_price' | 'not_allowed', message: string): ChangePlanError {
  return new ChangePlanError(code, message, { sent: false });
}

/** The price held now; a price that is gone from the catalog keeps its plan's name. */
export function heldPrice({ shown, held }: Snapshot): PricedPlan | null {
  return held && findPrice(shown, held.priceId);
}

export function summaryOf(snapshot: Snapshot, target: PricedPlan): ChangeSummary {
  const { held, shown } = snapshot;
  const heldPlan = shown.find((plan) => plan.id === held?.planId);
  const price = heldPrice(snapshot) ?? (heldPlan?.prices[0] ? { plan: heldPlan, price: heldPlan.prices[0] } : null);
  return {
    direction: held === null ? 'subscribe' : changeDirection(price, target),
    from: held && { planId: held.planId, planName: held.planName, interval: held.interval },
    to: {
      planId: target.plan.id,
      planName: target.plan.name,
      priceId: target.price.id,
      interval: target.price.interval,
    },
  };
}
