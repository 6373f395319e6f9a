import type { ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import type { BillingInterval, Plan, PricedPlan } from '../../core/plan.js';
import { intervalOften } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import { actLabel, heldOf, type Offer, type OpenOffer } from '../../react/words/offer.js';
import type { PlanKit } from '../../react/kit.js';

/** Where a plan's button leads, if not to the review of the change. */
export interface PlanRoute {
  /** Is called in the place of a review: to sign somebody up first, or to go on in a flow of the host's own. */
  readonly onPlanSelect?: ((picked: PricedPlan) => void) | undefined;
  /** Makes each button a link: an absolute URL, or a path that begins with a slash. */
  readonly planHref?: ((picked: PricedPlan) => string) | undefined;
}

/** Whether anything can be done about a plan that is open: billing begins no subscription unless it says that it does. */
export function canAct(catalog: Catalog | null, { onPlanSelect, planHref }: PlanRoute): boolean {
  if (catalog?.may !== 'change') return false;
  return Boolean(heldOf(catalog) || catalog.capabilities.subscribe || onPlanSelect || planHref);
}

/** Whether the button stands out: of the plans above the one that is held the recommended one alone, if it is among them. */
function leads(plan: Plan, { direction }: OpenOffer, catalog: Catalog, isLong: boolean): boolean {
  if (direction === 'downgrade') return false;
  const held = catalog.plans.find(({ id }) => id === heldOf(catalog)?.planId);
  const isAhead = ({ order, recommended }: Plan) => recommended && (!held || order > held.order);
  return plan.recommended || !(isLong || catalog.plans.some(isAhead));
}

interface ActProps extends PlanRoute {
  readonly isLong: boolean;
  readonly disabled: boolean;
  readonly 'aria-describedby': string;
}

/** What can be done about a plan from its card. Its name is part of what each button is called. */
export function planAct(
  kit: PlanKit,
  plan: Plan,
  offer: Offer,
  { isLong, onPlanSelect, planHref, ...rest }: ActProps,
): ReactNode {
  const { say, format, catalog, flow } = kit;
  const called = (label: string) => (
    <>
      {label}{' '}
      {!label.includes(plan.name) && (
        <span className={part('sr')} lang={plan.lang.name}>
          {plan.name}
        </span>
      )}
    </>
  );
  const show = (interval: BillingInterval) => (
    <Button {...rest} onClick={() => flow.chooseInterval(interval)}>
      {called(say('act.showInterval', { interval: intervalOften(say, interval) }))}
    </Button>
  );
  switch (offer.status) {
    case 'open': {
      if (!catalog || !canAct(catalog, { onPlanSelect, planHref })) return null;
      const { price } = offer;
      const kind = leads(plan, offer, catalog, isLong) ? 'primary' : 'secondary';
      const label = called(actLabel(say, format, plan, offer));
      if (planHref)
        return (
          <LinkOut href={planHref({ plan, price })} kind={kind}>
            {label}
          </LinkOut>
        );
      const act = onPlanSelect ?? (() => flow.review({ priceId: price.id }));
      return (
        <Button {...rest} kind={kind} onClick={() => act({ plan, price })}>
          {label}
        </Button>
      );
    }
    case 'contact_sales':
      return offer.url ? (
        <LinkOut href={offer.url} kind="secondary">
          {called(say('act.contact'))}
        </LinkOut>
      ) : null;
    case 'other_interval':
      return show(offer.interval);
    case 'unavailable':
      if (offer.other) return show(offer.other);
      // What is no longer sold nobody can open again; about the rest there are people to ask.
      return catalog?.supportUrl && offer.reason !== 'plan_unavailable' ? (
        <LinkOut href={catalog.supportUrl}>{called(say('act.support'))}</LinkOut>
      ) : null;
    default:
      offer.status satisfies 'current' | 'scheduled';
      return null;
  }
}
