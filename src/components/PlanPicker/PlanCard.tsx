'use client';
import { type ReactNode } from 'react';
import type { BillingInterval, Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { Heading, type HeadingLevel } from '../shared/Heading.js';
import type { Offer } from '../../react/words/offer.js';
import type { PlanKit } from '../../react/kit.js';
import { isChoosable, type PlanRoute } from '../../react/words/planAct.js';
import { badgeOf, planNote } from '../../react/words/planNote.js';
import { planAct } from './planAct.js';
import { planPrice } from './PlanPrice.js';
import { useId } from '../../react/useId.js';

/** A plan as one radio of a group. */
export interface PlanRadio {
  readonly group: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export interface PlanCardProps {
  readonly kit: PlanKit;
  readonly plan: Plan;
  readonly offer: Offer;
  /** What it includes, drawn, and in how many rows. */
  readonly features: ReactNode;
  readonly rows: number;
  readonly level: HeadingLevel;
  readonly isPaused: boolean;
  readonly interval: BillingInterval | null;
  /** Whether it is a line of a long list. */
  readonly isLong: boolean;
  readonly route: PlanRoute;
  /** Null on a page, where the card has a button that says what it does. */
  readonly radio: PlanRadio | null;
}

/** So many rows of features stand on one line across cards; the style sheet has a rule for each number. */
const MOST_ALIGNED = 12;

/** The short label of a plan, or that it is recommended. */
export function badge(kit: PlanKit, plan: Plan): ReactNode {
  const text = badgeOf(kit, plan);
  return (
    text !== null && (
      <span className={part('plan-badge')} lang={plan.badge === null ? undefined : plan.lang.badge}>
        {text}
      </span>
    )
  );
}

/** A plan: its promise, and a button that says what it does, or a radio. One that cannot be chosen has none, and says why. */
export function PlanCard({
  kit,
  plan,
  offer,
  features,
  rows,
  level,
  isPaused,
  interval,
  isLong,
  route,
  radio,
}: PlanCardProps) {
  const id = useId();
  const [nameId, priceId, noteId] = [`${id}name`, `${id}price`, `${id}note`];
  const words = planNote(kit, plan, offer);
  const isOld = offer.status === 'current' && offer.isOld;
  const canBeChosen = radio && isChoosable(offer);
  const Card = radio ? 'div' : 'article';
  const Label = canBeChosen ? 'label' : 'span';
  const described = `${priceId} ${noteId}`;
  const name = (
    <bdi id={nameId} lang={plan.lang.name}>
      {plan.name}
    </bdi>
  );
  const card = (
    <Card
      className={part('plan')}
      aria-labelledby={radio ? undefined : nameId}
      data-offer={offer.status}
      data-old={isOld || undefined}
      data-recommended={plan.recommended}
      data-rows={rows}
      data-aligned={rows <= MOST_ALIGNED}
      data-chosen={canBeChosen ? radio.isChosen : undefined}
    >
      {radio ? (
        <Label className={part('plan-label')}>
          {canBeChosen && (
            <input
              type="radio"
              className={part('plan-radio')}
              name={radio.group}
              value={plan.id}
              checked={radio.isChosen}
              disabled={isPaused}
              onChange={radio.onChoose}
              aria-labelledby={nameId}
              aria-describedby={described}
            />
          )}
          <span className={part('plan-name')}>
            {name} {badge(kit, plan)}
          </span>
        </Label>
      ) : (
        <Heading level={level} className={part('plan-name')}>
          {name} {badge(kit, plan)}
        </Heading>
      )}
      {planPrice(kit, { plan, interval, id: priceId, price: 'price' in offer ? offer.price : null })}
      <p className={part('plan-tagline')} lang={plan.lang.tagline}>
        {isOld ? kit.say('plans.oldTerms') : plan.tagline}
      </p>
      <div className={part('plan-act')}>
        {words !== null && (
          <p className={part('plan-note')} id={noteId}>
            {words}
          </p>
        )}
        {!canBeChosen &&
          planAct(kit, plan, offer, { ...route, isLong, disabled: isPaused, 'aria-describedby': described })}
      </div>
      {features}
    </Card>
  );
  return radio ? card : <li>{card}</li>;
}
