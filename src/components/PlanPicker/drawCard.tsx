import type { ReactElement, ReactNode } from 'react';
import type { Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { Heading } from '../shared/Heading.js';
import type { Offer } from '../../react/words/offer.js';
import type { PlanKit } from '../../react/kit.js';
import { isChoosable, isChosen } from '../../react/words/planAct.js';
import { badgeOf, planNote } from '../../react/words/planNote.js';
import { priceOfOffer } from '../../react/words/planWords.js';
import { planAct } from './planAct.js';
import type { PlanCardScope } from './cardScope.js';
import type { PlanGroupScope } from './groupScope.js';
import { planPrice } from './PlanPrice.js';

/** So many rows of features stand on one line across cards: the style sheet gives a card four more than that. */
const MOST_ALIGNED = 12;

/** What the parts of a card know. */
export function cardOf(group: PlanGroupScope, plan: Plan, id: string): PlanCardScope {
  const offer = group.offerOf(plan);
  const price = `${id}price`;
  const note = `${id}note`;
  const about = planNote(group.kit, plan, offer) === null ? price : `${price} ${note}`;
  const ids = { name: `${id}name`, price, note, about };
  return { ...group, plan, offer, ids, canBeChosen: group.isForm && isChoosable(offer) };
}

/** What names a card; a radio has its name itself. */
export function nameOf({ ids, isForm }: PlanCardScope): string | undefined {
  return isForm ? undefined : ids.name;
}

/** What a card says of itself to the style sheet. */
export function cardProps({ plan, offer, choice, canBeChosen, rows: { length } }: PlanCardScope) {
  return {
    'data-offer': offer.status,
    'data-old': isOld(offer) || undefined,
    'data-recommended': plan.recommended,
    'data-rows': length,
    'data-aligned': length <= MOST_ALIGNED,
    'data-chosen': canBeChosen ? isChosen(offer, choice) : undefined,
  };
}

/** All of a plan: its promise, and a button that says what it does, or a radio. One that cannot be chosen has none, and says why. */
export function drawWhole(card: PlanCardScope): ReactNode {
  return (
    <>
      {cardTitle(card)}
      {cardPrice(card)}
      {cardTagline(card)}
      <div className={part('plan-act')}>
        {cardNote(card)}
        {planAct(card)}
      </div>
      {card.features.get(card.plan.id)}
    </>
  );
}

function isOld(offer: Offer): boolean {
  return offer.status === 'current' && offer.isOld;
}

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

/** The name and the badge: a heading, or what the radio is called. */
export function cardTitle(card: PlanCardScope): ReactElement<object> {
  const { kit, plan, offer, ids, level, isForm, canBeChosen, choice } = card;
  const name = (
    <>
      <bdi id={ids.name} lang={plan.lang.name}>
        {plan.name}
      </bdi>{' '}
      {badge(kit, plan)}
    </>
  );
  if (!isForm)
    return (
      <Heading level={level} className={part('plan-name')}>
        {name}
      </Heading>
    );
  const Label = canBeChosen ? 'label' : 'span';
  return (
    <Label className={part('plan-label')}>
      {canBeChosen && (
        <input
          type="radio"
          className={part('plan-radio')}
          name={card.name}
          value={plan.id}
          checked={isChosen(offer, choice)}
          disabled={card.isPaused}
          onChange={() => card.choose(offer)}
          aria-labelledby={ids.name}
          aria-describedby={ids.about}
        />
      )}
      <span className={part('plan-name')}>{name}</span>
    </Label>
  );
}

export function cardPrice({ kit, plan, offer, ids, choice }: PlanCardScope): ReactElement<object> {
  return planPrice(kit, { plan, interval: choice.interval, id: ids.price, price: priceOfOffer(offer) });
}

/** In the direction of its own words, so that a full stop stands where they end. */
export function cardTagline({ kit, plan, offer }: PlanCardScope): ReactElement<object> {
  const text = isOld(offer) ? kit.say('plans.oldTerms') : plan.tagline;
  return (
    <p className={part('plan-tagline')} lang={plan.lang.tagline}>
      {text && <bdi>{text}</bdi>}
    </p>
  );
}

/** What the plan is to the customer, or why it is not to be had. */
export function cardNote({ kit, plan, offer, ids }: PlanCardScope): ReactElement<object> | null {
  const words = planNote(kit, plan, offer);
  return words === null ? null : (
    <p className={part('plan-note')} id={ids.note}>
      {words}
    </p>
  );
}
