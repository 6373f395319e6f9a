'use client';
import { createContext, type ReactNode } from 'react';
import { useWithin } from '../shared/useWithin.js';
import type { Catalog } from '../../core/adapter.js';
import type { Choice } from '../../core/flow/state.js';
import type { Feature, Plan } from '../../core/plan.js';
import type { PlanKit } from '../../react/kit.js';
import type { Offer } from '../../react/words/offer.js';
import type { PlanRoute } from '../../react/words/planAct.js';
import type { HeadingLevel } from '../shared/Heading.js';

/** What the cards of a group have in common. */
export interface PlanGroupScope {
  readonly kit: PlanKit;
  readonly catalog: Catalog;
  readonly choice: Choice;
  readonly level: HeadingLevel;
  readonly route: PlanRoute;
  readonly isForm: boolean;
  /** Whether they are the lines of a long list. */
  readonly isLong: boolean;
  readonly isPaused: boolean;
  /** The name of the radios. */
  readonly name: string;
  /** The features of all plans, and per plan its own, drawn. */
  readonly rows: readonly Feature[];
  readonly features: ReadonlyMap<string, ReactNode>;
  readonly offerOf: (plan: Plan) => Offer;
  readonly choose: (offer: Offer) => void;
}

export const GroupContext = createContext<PlanGroupScope | null>(null);

/** @throws Error outside of a group: a card cannot know what can be done there. */
export function usePlanGroup(): PlanGroupScope {
  return useWithin(GroupContext, 'PlanGroup');
}
