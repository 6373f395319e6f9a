'use client';
import type { Plan } from '../../core/plan.js';
import { intervalOften } from '../../locale/words.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useFormat } from '../../react/useFormat.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import { actLabel, type Offer } from '../shared/offer.js';
import type { CardIds, PlanCardProps } from './PlanCard.js';

/** Whether the button stands out: the recommended plan's alone, where there is one, and never a step down. */
function leads(plan: Plan, offer: Extract<Offer, { status: 'open' }>, plans: readonly Plan[]): boolean {
  if (offer.direction === 'downgrade') return false;
  return plan.recommended || !plans.some(({ recommended }) => recommended);
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
          kind={leads(plan, offer, catalog.plans) ? 'primary' : 'secondary'}
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
