'use client';
import { createElement, forwardRef, Fragment, type ReactNode } from 'react';
import type { Plan } from '../../core/plan.js';
import { shownPlans } from '../../react/words/offer.js';
import { part } from '../../theme/parts.js';
import type { HeadingLevel } from '../shared/Heading.js';
import { rendered, type Given, type PartProps } from '../shared/render.js';
import { useOwnRef } from '../shared/useOwnRef.js';
import { GroupContext } from './groupScope.js';
import { PlanCard } from './PlanCard.js';
import { useGroup, type PlanGroupOptions } from './useGroup.js';
import { useWholeCard } from './useWholeCard.js';

export interface PlanGroupProps extends Omit<PartProps<HTMLElement>, 'children'>, PlanGroupOptions {
  /** The level of the headings of the plans. Default 3. */
  readonly headingLevel?: HeadingLevel;
  /** Which plans, in which order. Default: all that are shown. */
  readonly plans?: readonly Plan[];
  /** Draws each plan. Default: a `PlanCard`. */
  readonly children?: (plan: Plan) => ReactNode;
}

const aCard = (plan: Plan) => <PlanCard plan={plan} />;

/**
 * The plans by themselves, drawn by the host: a list of cards with a button each, or one radio group. Nothing before they are read.
 * `PlanPicker` puts a heading, a filter and the empty states around them. Inside of an element of the class `ps-plan-picker` the cards
 * stand side by side where there is room.
 */
export const PlanGroup = forwardRef<HTMLElement, PlanGroupProps>(function PlanGroup(
  {
    mode,
    headingLevel = 3,
    reviewOnChoose,
    priceId,
    onPriceChange,
    onPlanSelect,
    planHref,
    plans,
    children = aCard,
    render,
    className,
    ...rest
  },
  ref,
) {
  const group = useGroup({ mode, reviewOnChoose, priceId, onPriceChange, onPlanSelect, planHref }, headingLevel);
  const isForm = mode === 'choose';
  const node = useOwnRef(ref);
  useWholeCard(node, isForm && group !== null);
  if (group === null) return null;
  const { kit, catalog, isLong } = group;
  const Place = isForm ? Fragment : 'li';
  const cards = (plans ?? shownPlans(catalog)).map((plan) => <Place key={plan.id}>{children(plan)}</Place>);
  return (
    <GroupContext.Provider value={group}>
      {rendered(
        render,
        createElement<Given<HTMLElement>>(
          isForm ? 'div' : 'ul',
          {
            ref: node,
            ...(isForm && { role: 'radiogroup', 'aria-label': kit.say('plans.choose') }),
            ...kit.root,
            ...rest,
            className: part('plans', className),
            'data-layout': isLong ? 'list' : 'cards',
          },
          cards,
        ),
      )}
    </GroupContext.Provider>
  );
});
