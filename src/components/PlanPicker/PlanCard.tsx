'use client';
import { createElement, forwardRef, type ReactNode } from 'react';
import type { Plan } from '../../core/plan.js';
import { useId } from '../../react/useId.js';
import { part } from '../../theme/parts.js';
import { rendered, type Given, type PartProps } from '../shared/render.js';
import { useOwnRef } from '../shared/useOwnRef.js';
import { CardContext } from './cardScope.js';
import { cardOf, cardProps, drawWhole, nameOf } from './drawCard.js';
import { usePlanGroup } from './groupScope.js';

export interface PlanCardProps extends PartProps<HTMLElement> {
  readonly plan: Plan;
  /** What stands in it, arranged by the host: `PlanTitle`, `PlanPrice` and the like. Default: all of them. */
  readonly children?: ReactNode;
}

/** A plan: its promise, and a button that says what it does, or a radio. One that cannot be chosen has none, and says why. In a `PlanGroup`. */
export const PlanCard = forwardRef<HTMLElement, PlanCardProps>(function PlanCard(
  { plan, children, render, className, ...rest },
  hosts,
) {
  const ref = useOwnRef(hosts);
  const card = cardOf(usePlanGroup(), plan, useId());
  return (
    <CardContext.Provider value={card}>
      {rendered(
        render,
        createElement<Given<HTMLElement>>(
          card.isForm ? 'div' : 'article',
          { ref, 'aria-labelledby': nameOf(card), ...rest, ...cardProps(card), className: part('plan', className) },
          children ?? drawWhole(card),
        ),
      )}
    </CardContext.Provider>
  );
});
