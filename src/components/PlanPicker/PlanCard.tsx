'use client';
import { useId, type ReactNode } from 'react';
import type { BillingInterval, Feature, Plan } from '../../core/plan.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { part } from '../../theme/parts.js';
import { Heading, type HeadingLevel } from '../shared/Heading.js';
import { heldOf, type Offer } from '../shared/offer.js';
import { When } from '../shared/When.js';
import { PlanWords } from '../shared/PlanWords.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { FeatureList } from './FeatureList.js';
import { PlanAct } from './PlanAct.js';
import { PlanPrice } from './PlanPrice.js';

export interface PlanCardProps {
  readonly plan: Plan;
  readonly offer: Offer;
  readonly rows: readonly Feature[];
  readonly level: HeadingLevel;
  readonly isPaused: boolean;
  readonly interval: BillingInterval | null;
}

/** So many rows of features stand on one line across cards; the style sheet has a rule for each number. */
const MOST_ALIGNED = 12;

export interface CardIds {
  readonly name: string;
  readonly price: string;
  readonly note: string;
}

function useCardIds(): CardIds {
  const id = useId();
  return { name: `${id}name`, price: `${id}price`, note: `${id}note` };
}

function priceOf(offer: Offer) {
  return 'price' in offer ? offer.price : null;
}

function Tagline({ plan }: { readonly plan: Plan }) {
  return (
    <p className={part('plan-tagline')} lang={plan.lang.tagline}>
      {plan.tagline}
    </p>
  );
}

function Badge({ plan }: { readonly plan: Plan }) {
  const { say } = usePlanMessages();
  const text = plan.badge ?? (plan.recommended ? say('plans.recommended') : null);
  return text === null ? null : (
    <span className={part('plan-badge')} lang={plan.badge === null ? undefined : plan.lang.badge}>
      {text}
    </span>
  );
}

/** What this plan is to the customer, in words: theirs, coming, or not to be had and why. */
function OfferNote({ plan, offer, id }: { readonly plan: Plan; readonly offer: Offer; readonly id: string }) {
  const words = useNote(plan, offer);
  return words === null ? null : (
    <p className={part('plan-note')} id={id}>
      {words}
    </p>
  );
}

function useNote(plan: Plan, offer: Offer): ReactNode {
  const { say } = usePlanMessages();
  const { catalog } = useChangePlan();
  switch (offer.status) {
    case 'current':
      return say('plans.current');
    case 'scheduled':
      return <PlanWords of="plans.starts" with={{ date: <When iso={offer.effectiveAt} short /> }} />;
    case 'unavailable':
      return say(`blocked.${offer.reason}`);
    case 'open':
      if (catalog && heldOf(catalog)?.planId === plan.id) return say('plans.current');
      return offer.price.trialDays > 0 && offer.direction === 'subscribe'
        ? say('price.trial', { count: offer.price.trialDays })
        : null;
    case 'other_interval':
    case 'contact_sales':
      return null;
  }
}

/** A plan on a page: its promise, and a button that says what it does. */
export function ActCard(props: PlanCardProps) {
  const { plan, offer, rows, level, interval } = props;
  const ids = useCardIds();
  return (
    <li
      className={part('plan')}
      data-offer={offer.status}
      data-recommended={plan.recommended}
      data-rows={rows.length}
      data-aligned={rows.length <= MOST_ALIGNED}
    >
      <Heading level={level} className={part('plan-name')} id={ids.name}>
        <bdi lang={plan.lang.name}>{plan.name}</bdi> <Badge plan={plan} />
      </Heading>
      <PlanPrice plan={plan} price={priceOf(offer)} interval={interval} id={ids.price} />
      <Tagline plan={plan} />
      <div className={part('plan-act')}>
        <OfferNote plan={plan} offer={offer} id={ids.note} />
        <PlanAct {...props} ids={ids} />
      </div>
      <FeatureList plan={plan} rows={rows} />
    </li>
  );
}

interface ChooseCardProps extends PlanCardProps {
  readonly group: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A plan as one radio of a group. One that cannot be chosen has none, and says why. */
export function ChooseCard(props: ChooseCardProps) {
  const { plan, offer, rows, group, isChosen, onChoose, isPaused, interval } = props;
  const ids = useCardIds();
  const canBeChosen = offer.status === 'open' || offer.status === 'current' || offer.status === 'scheduled';
  const Label = canBeChosen ? 'label' : 'span';
  return (
    <div
      className={part('plan')}
      data-offer={offer.status}
      data-recommended={plan.recommended}
      data-rows={rows.length}
      data-aligned={rows.length <= MOST_ALIGNED}
      data-chosen={isChosen}
    >
      <Label className={part('plan-label')}>
        {canBeChosen && (
          <input
            type="radio"
            className={part('plan-radio')}
            name={group}
            value={plan.id}
            checked={isChosen}
            disabled={isPaused}
            onChange={onChoose}
            aria-labelledby={ids.name}
            aria-describedby={`${ids.price} ${ids.note}`}
          />
        )}
        <span className={part('plan-name')}>
          <bdi id={ids.name} lang={plan.lang.name}>
            {plan.name}
          </bdi>{' '}
          <Badge plan={plan} />
        </span>
      </Label>
      <PlanPrice plan={plan} price={priceOf(offer)} interval={interval} id={ids.price} />
      <Tagline plan={plan} />
      <div className={part('plan-act')}>
        <OfferNote plan={plan} offer={offer} id={ids.note} />
        {!canBeChosen && <PlanAct {...props} ids={ids} />}
      </div>
      <FeatureList plan={plan} rows={rows} />
    </div>
  );
}
