'use client';
import { useId, type ReactNode } from 'react';
import type { BillingInterval, Feature, Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { Heading, type HeadingLevel } from '../shared/Heading.js';
import { heldOf, type Offer } from '../shared/offer.js';
import { usePlanKit, type PlanKit } from '../shared/usePlanKit.js';
import { FeatureList } from './FeatureList.js';
import { planAct } from './planAct.js';
import { PlanPrice } from './PlanPrice.js';

/** A plan as one radio of a group. */
export interface PlanRadio {
  readonly group: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export interface PlanCardProps {
  readonly plan: Plan;
  readonly offer: Offer;
  readonly rows: readonly Feature[];
  readonly level: HeadingLevel;
  readonly isPaused: boolean;
  readonly interval: BillingInterval | null;
  /** Null on a page, where the card has a button that says what it does. */
  readonly radio: PlanRadio | null;
}

/** So many rows of features stand on one line across cards; the style sheet has a rule for each number. */
const MOST_ALIGNED = 12;

function badge({ say }: PlanKit, plan: Plan): ReactNode {
  const text = plan.badge ?? (plan.recommended ? say('plans.recommended') : null);
  return (
    text !== null && (
      <span className={part('plan-badge')} lang={plan.badge === null ? undefined : plan.lang.badge}>
        {text}
      </span>
    )
  );
}

/** What this plan is to the customer, in words: theirs, coming, or not to be had and why. */
function note({ say, format, catalog }: PlanKit, plan: Plan, offer: Offer): ReactNode {
  switch (offer.status) {
    case 'current':
      return say('plans.current');
    case 'scheduled':
      return say('plans.starts', { date: format.day(offer.effectiveAt) });
    case 'unavailable':
      return say(`blocked.${offer.reason}`);
    case 'open':
      if (catalog && heldOf(catalog)?.planId === plan.id) return say('plans.current');
      return offer.price.trialDays > 0 && offer.direction === 'subscribe'
        ? say('price.trial', { count: offer.price.trialDays })
        : null;
    default:
      offer.status satisfies 'other_interval' | 'contact_sales';
      return null;
  }
}

/** A plan: its promise, and a button that says what it does, or a radio. One that cannot be chosen has none, and says why. */
export function PlanCard({ plan, offer, rows, level, isPaused, interval, radio }: PlanCardProps) {
  const kit = usePlanKit();
  const id = useId();
  const [nameId, priceId, noteId] = [`${id}name`, `${id}price`, `${id}note`];
  const words = note(kit, plan, offer);
  const canBeChosen = radio && (offer.status === 'open' || offer.status === 'current' || offer.status === 'scheduled');
  const Card = radio ? 'div' : 'li';
  const Label = canBeChosen ? 'label' : 'span';
  return (
    <Card
      className={part('plan')}
      data-offer={offer.status}
      data-recommended={plan.recommended}
      data-rows={rows.length}
      data-aligned={rows.length <= MOST_ALIGNED}
      data-chosen={radio?.isChosen}
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
              aria-describedby={`${priceId} ${noteId}`}
            />
          )}
          <span className={part('plan-name')}>
            <bdi id={nameId} lang={plan.lang.name}>
              {plan.name}
            </bdi>{' '}
            {badge(kit, plan)}
          </span>
        </Label>
      ) : (
        <Heading level={level} className={part('plan-name')} id={nameId}>
          <bdi lang={plan.lang.name}>{plan.name}</bdi> {badge(kit, plan)}
        </Heading>
      )}
      <PlanPrice plan={plan} price={'price' in offer ? offer.price : null} interval={interval} id={priceId} />
      <p className={part('plan-tagline')} lang={plan.lang.tagline}>
        {plan.tagline}
      </p>
      <div className={part('plan-act')}>
        {words !== null && (
          <p className={part('plan-note')} id={noteId}>
            {words}
          </p>
        )}
        {!canBeChosen && planAct(kit, plan, offer, { disabled: isPaused, 'aria-describedby': `${nameId} ${priceId}` })}
      </div>
      <FeatureList plan={plan} rows={rows} />
    </Card>
  );
}
