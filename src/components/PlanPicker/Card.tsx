'use client';
import type { Plan } from '../../core/plan.js';
import { useId } from '../../react/useId.js';
import { part } from '../../theme/parts.js';
import { cardOf, cardProps, drawWhole, nameOf } from './drawCard.js';
import type { PlanGroupScope } from './groupScope.js';

interface CardProps {
  readonly group: PlanGroupScope;
  readonly plan: Plan;
}

/** A plan in a picker. Of many of them nothing is made that nobody asks for: `PlanCard` is the one to be composed. */
export function Card({ group, plan }: CardProps) {
  const card = cardOf(group, plan, useId());
  const shared = { 'aria-labelledby': nameOf(card), ...cardProps(card), className: part('plan') };
  return card.isForm ? (
    <div {...shared}>{drawWhole(card)}</div>
  ) : (
    <li>
      <article {...shared}>{drawWhole(card)}</article>
    </li>
  );
}
