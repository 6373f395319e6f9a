'use client';
import { createContext } from 'react';
import { useWithin } from '../shared/useWithin.js';
import type { Plan } from '../../core/plan.js';
import type { Offer } from '../../react/words/offer.js';
import type { PlanGroupScope } from './groupScope.js';

/** What the parts of a card know. */
export interface PlanCardScope extends PlanGroupScope {
  readonly plan: Plan;
  readonly offer: Offer;
  /** `about` names the price, and the note where there is one. */
  readonly ids: { readonly name: string; readonly price: string; readonly note: string; readonly about: string };
  /** Whether it is a radio of its group. */
  readonly canBeChosen: boolean;
}

export const CardContext = createContext<PlanCardScope | null>(null);

/** @throws Error outside of a card: a part cannot know of which plan it is. */
export function usePlanCard(): PlanCardScope {
  return useWithin(CardContext, 'PlanCard');
}
