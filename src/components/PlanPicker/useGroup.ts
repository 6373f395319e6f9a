'use client';
import { useMemo } from 'react';
import { currencyOf } from '../../core/currency.js';
import { choiceOf } from '../../core/flow/state.js';
import type { Plan } from '../../core/plan.js';
import { plansEn } from '../../locale/en/plans.js';
import { createSay } from '../../locale/words.js';
import { useFollowedPrice } from '../../react/useFollowed.js';
import { useId } from '../../react/useId.js';
import { featureRows } from '../../react/words/features.js';
import { offerOf } from '../../react/words/offer.js';
import { isPaused, MOST_CARDS, type PlanRoute } from '../../react/words/planAct.js';
import type { HeadingLevel } from '../shared/Heading.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import { featureList } from './FeatureList.js';
import type { PlanGroupScope } from './groupScope.js';

export interface PlanGroupOptions extends PlanRoute {
  /** `act`: each plan has its button, for a page. `choose`: the plans are one radio group, for a form. Default `act`. */
  readonly mode?: 'act' | 'choose';
  /** Asks for the price as soon as a plan is chosen, with `mode="choose"`. Default false. */
  readonly reviewOnChoose?: boolean;
  /** The price that is chosen, with `mode="choose"`, where the host decides: null for the one held. Left out: the flow decides. */
  readonly priceId?: string | null;
  /** A plan was chosen, with `mode="choose"`. With `priceId` nothing moves until it says so. */
  readonly onPriceChange?: (priceId: string) => void;
}

const NO_PLANS: readonly Plan[] = [];

/** What the cards of a group have in common; null before there are plans. */
export function useGroup(
  { mode, reviewOnChoose, priceId, onPriceChange, ...route }: PlanGroupOptions,
  level: HeadingLevel,
): PlanGroupScope | null {
  const kit = usePlanKit();
  const { flow, format, given, catalog, state } = kit;
  const choice = choiceOf(state);
  useFollowedPrice(kit, priceId);
  const name = useId();
  const isForm = mode === 'choose';
  const all = catalog?.plans ?? NO_PLANS;
  const isLong = all.length > MOST_CARDS;
  // Drawn once, and left alone when only prices change.
  const rows = useMemo(() => (isLong ? [] : featureRows(all)), [all, isLong]);
  const features = useMemo(() => {
    const words = { say: createSay(plansEn, given, format), format };
    return new Map(all.map((plan) => [plan.id, featureList(words, plan, rows)]));
  }, [all, rows, given, format]);
  if (!catalog || !choice) return null;
  const currency = currencyOf(catalog, choice.currency);
  return {
    kit,
    catalog,
    choice,
    level,
    route,
    isForm,
    isLong,
    isPaused: isPaused(state) || (isForm && catalog.may === 'view'),
    name,
    rows,
    features,
    offerOf: (plan) => offerOf(plan, catalog, choice.interval, currency),
    choose(offer) {
      if (!('price' in offer) || offer.price === null) return;
      const chosen = offer.price.id;
      onPriceChange?.(chosen);
      if (priceId !== undefined) return;
      if (reviewOnChoose && offer.status === 'open') flow.review({ priceId: chosen });
      else flow.choosePrice({ priceId: chosen });
    },
  };
}
