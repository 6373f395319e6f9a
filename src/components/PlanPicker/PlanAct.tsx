'use client';
import type { Catalog } from '../../core/adapter.js';
import type { Plan } from '../../core/plan.js';
import { intervalOften } from '../../locale/words.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useFormat } from '../../react/useFormat.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import { actLabel, heldOf, type Offer } from '../shared/offer.js';
import type { CardIds, PlanCardProps } from './PlanCard.js';

/** Whether the button stands out: of the plans above the one that is held the recommended one alone, if it is among them. */
function leads(plan: Plan, offer: Extract<Offer, { status: 'open' }>, catalog: Catalog): boolean {
  if (offer.direction === 'downgrade') return false;
  const held = catalog.plans.find(({ id }) => id === heldOf(catalog)?.planId);
  const isAhead = ({ order, recommended }: Plan) => recommended && (!held || order > held.order);
  return plan.recommended || !catalog.plans.some(isAhead);
}

/** What can be done about a plan from its card; the same words appear on several cards, so each is described by its plan. */
export function PlanAct({ plan, offer, isPaused, ids }: PlanCardProps & { readonly ids: CardIds }) {
  const { say } = usePlanMessages();
  const format = useFormat();
  const { catalog, review, chooseInterval } = useChangePlan();
  const shared = { disabled: isPaused, 'aria-describedby': `${ids.name} ${ids.price}` };
  switch (offer.status) {
    case 'open':
      return catalog?.may === 'change' ? (
        <Button
          {...shared}
          kind={leads(plan, offer, catalog) ? 'primary' : 'secondary'}
          onClick={() => review({ priceId: offer.price.id })}
        >
          {actLabel(say, format, plan, offer)}
        </Button>
      ) : null;
    case 'contact_sales':
      return offer.url ? (
        <LinkOut href={offer.url} kind="secondary">
          {say('act.contact')}
        </LinkOut>
      ) : null;
    case 'other_interval':
      return (
        <Button {...shared} onClick={() => chooseInterval(offer.interval)}>
          {say('act.showInterval', { interval: intervalOften(say, offer.interval) })}
        </Button>
      );
    case 'current':
    case 'scheduled':
    case 'unavailable':
      return null;
  }
}
