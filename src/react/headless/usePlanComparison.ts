'use client';
import { currencyOf } from '../../core/currency.js';
import { choiceOf } from '../../core/flow/state.js';
import type { Plan } from '../../core/plan.js';
import { featureRows } from '../words/features.js';
import { heldOf, offerOf, type Offer } from '../words/offer.js';
import { badgeOf } from '../words/planNote.js';
import { planPriceText, type PlanPriceText } from '../words/planWords.js';
import { featureOf, type PlanFeature } from './usePlanPicker.js';
import { usePlanTextKit } from './useTextKit.js';

/** A plan as a column. */
export interface ComparedPlan {
  readonly plan: Plan;
  readonly offer: Offer;
  readonly isHeld: boolean;
  readonly words: PlanPriceText & {
    /** "Current plan", or the short label of the plan; null where it has none. */
    readonly badge: string | null;
  };
}

/** Every feature of every plan. */
export interface PlanComparison {
  /** What the table is called. */
  readonly title: string;
  /** Over the column that names the features. */
  readonly featureLabel: string;
  readonly plans: readonly ComparedPlan[];
  /** One per feature; its cells are in the order of the plans. */
  readonly rows: readonly { readonly id: string; readonly name: string; readonly cells: readonly PlanFeature[] }[];
}

/** Features as rows and plans as columns, at the interval that is chosen; null where there is nothing to compare. */
export function usePlanComparison(): PlanComparison | null {
  const kit = usePlanTextKit();
  const { say, catalog, state } = kit;
  const choice = choiceOf(state);
  if (!catalog || !choice) return null;
  const { plans } = catalog;
  const rows = featureRows(plans);
  if (rows.length === 0) return null;
  const currency = currencyOf(catalog, choice.currency);
  const held = heldOf(catalog)?.planId;
  return {
    title: say('compare.title'),
    featureLabel: say('compare.feature'),
    plans: plans.map((plan) => {
      const offer = offerOf(plan, catalog, choice.interval, currency);
      const isHeld = plan.id === held;
      const badge = isHeld ? say('plans.current') : badgeOf(kit, plan);
      return { plan, offer, isHeld, words: { ...planPriceText(kit, plan, offer, choice.interval), badge } };
    }),
    rows: rows.map((row) => ({ id: row.id, name: row.name, cells: plans.map((plan) => featureOf(kit, plan, row)) })),
  };
}
