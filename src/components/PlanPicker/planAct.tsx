import type { ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import type { Plan } from '../../core/plan.js';
import { intervalOften } from '../../locale/words.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import { actLabel, heldOf, type Offer } from '../shared/offer.js';
import type { PlanKit } from '../shared/usePlanKit.js';

/** Whether the button stands out: of the plans above the one that is held the recommended one alone, if it is among them. */
function leads(plan: Plan, offer: Extract<Offer, { status: 'open' }>, catalog: Catalog): boolean {
  if (offer.direction === 'downgrade') return false;
  const held = catalog.plans.find(({ id }) => id === heldOf(catalog)?.planId);
  const isAhead = ({ order, recommended }: Plan) => recommended && (!held || order > held.order);
  return plan.recommended || !catalog.plans.some(isAhead);
}

interface Shared {
  readonly disabled: boolean;
  readonly 'aria-describedby': string;
}

/** What can be done about a plan from its card; the same words appear on several cards, so each is described by its plan. */
export function planAct({ say, format, catalog, flow }: PlanKit, plan: Plan, offer: Offer, shared: Shared): ReactNode {
  switch (offer.status) {
    case 'open':
      return catalog?.may === 'change' ? (
        <Button
          {...shared}
          kind={leads(plan, offer, catalog) ? 'primary' : 'secondary'}
          onClick={() => flow.review({ priceId: offer.price.id })}
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
        <Button {...shared} onClick={() => flow.chooseInterval(offer.interval)}>
          {say('act.showInterval', { interval: intervalOften(say, offer.interval) })}
        </Button>
      );
    default:
      offer.status satisfies 'current' | 'scheduled' | 'unavailable';
      return null;
  }
}
