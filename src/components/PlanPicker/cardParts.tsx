'use client';
import { partOf } from '../shared/partOf.js';
import type { PartProps } from '../shared/render.js';
import { featureList } from './FeatureList.js';
import { planAct } from './planAct.js';
import { usePlanCard, type PlanCardScope } from './cardScope.js';
import { cardNote, cardPrice, cardTagline, cardTitle } from './drawCard.js';

export type PlanTitleProps = PartProps<HTMLElement>;

/** The name of a plan and its badge: a heading, or the label of its radio in `mode="choose"`. In a `PlanCard`. */
export const PlanTitle = partOf<HTMLElement, PlanCardScope>(usePlanCard, cardTitle);

export type PlanPriceProps = PartProps<HTMLDivElement>;

/** What a plan costs at the chosen interval, and what is really billed where that is another sum. In a `PlanCard`. */
export const PlanPrice = partOf<HTMLDivElement, PlanCardScope>(usePlanCard, cardPrice);

export type PlanTaglineProps = PartProps<HTMLParagraphElement>;

/** For whom a plan is, in one line. In a `PlanCard`. */
export const PlanTagline = partOf<HTMLParagraphElement, PlanCardScope>(usePlanCard, cardTagline);

export type PlanNoteProps = PartProps<HTMLParagraphElement>;

/** What a plan is to the customer, such as "Current plan", or why it is not to be had. Nothing for a plan that is open. In a `PlanCard`. */
export const PlanNote = partOf<HTMLParagraphElement, PlanCardScope>(usePlanCard, cardNote);

export type PlanActProps = PartProps<HTMLElement>;

/** The button or the link of a plan, worded by what will happen. Nothing where nothing can be done, or where a radio does it. In a `PlanCard`. */
export const PlanAct = partOf<HTMLElement, PlanCardScope>(usePlanCard, planAct);

export type FeatureListProps = PartProps<HTMLUListElement>;

/** What a plan includes, one item per row, so that neighbours line up. Nothing where nobody knows. In a `PlanCard`. */
export const FeatureList = partOf<HTMLUListElement, PlanCardScope>(usePlanCard, ({ kit, plan, rows }) =>
  featureList(kit, plan, rows),
);
