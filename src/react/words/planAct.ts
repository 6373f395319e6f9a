import type { Catalog } from '../../core/adapter.js';
import { isBusy, type Choice, type FlowState } from '../../core/flow/state.js';
import type { BillingInterval, Plan, PricedPlan } from '../../core/plan.js';
import { intervalOften } from '../../locale/words.js';
import type { PlanKit } from '../kit.js';
import { actLabel, heldOf, type Offer, type OpenOffer } from './offer.js';

/** Where a plan's button leads, if not to the review of the change. */
export interface PlanRoute {
  /** Is called in the place of a review: to sign somebody up first, or to go on in a flow of the host's own. */
  readonly onPlanSelect?: ((picked: PricedPlan) => void) | undefined;
  /** Makes each button a link: an absolute URL, or a path that begins with a slash. */
  readonly planHref?: ((picked: PricedPlan) => string) | undefined;
}

/** What can be done about a plan. */
export type PlanAct =
  /** To the price of the change, or where the host leads in its place. `leads`: the one that stands out. */
  | { readonly kind: 'pick'; readonly label: string; readonly picked: PricedPlan; readonly leads: boolean }
  /** The plan is sold at another interval. */
  | { readonly kind: 'interval'; readonly label: string; readonly interval: BillingInterval }
  | { readonly kind: 'sales' | 'support'; readonly label: string; readonly href: string };

/** Whether anything can be done about a plan that is open: billing begins no subscription unless it says that it does. */
export function canAct(catalog: Catalog | null, { onPlanSelect, planHref }: PlanRoute): boolean {
  if (catalog?.may !== 'change') return false;
  return Boolean(heldOf(catalog) || catalog.capabilities.subscribe || onPlanSelect || planHref);
}

/** Terms that are no longer sold cannot be chosen: they are held already, and would not come back. */
export function isChoosable(offer: Offer): boolean {
  return offer.status === 'open' || offer.status === 'scheduled' || (offer.status === 'current' && !offer.isOld);
}

/** Whether a plan is the chosen one of a group: until something is chosen that is the one that is held. */
export function isChosen(offer: Offer, { selection }: Choice): boolean {
  if (selection === null) return offer.status === 'current';
  return 'price' in offer && offer.price?.id === selection.priceId;
}

/** While something is out or waits for the customer, nothing else can be begun. */
export function isPaused(state: FlowState): boolean {
  return isBusy(state) || state.status === 'checking' || (state.status === 'settled' && state.attempt !== null);
}

/** Plans whose name or promise holds a text. */
export function matching(plans: readonly Plan[], text: string): readonly Plan[] {
  const wanted = text.trim().toLocaleLowerCase();
  return plans.filter(({ name, tagline }) => `${name} ${tagline ?? ''}`.toLocaleLowerCase().includes(wanted));
}

/** Beyond so many plans cards are no help: a list with a filter is. */
export const MOST_CARDS = 12;

/** Whether the button stands out: of the plans above the one that is held the recommended one alone, if it is among them. */
function leads(plan: Plan, { direction }: OpenOffer, catalog: Catalog, isLong: boolean): boolean {
  if (direction === 'downgrade') return false;
  const held = catalog.plans.find(({ id }) => id === heldOf(catalog)?.planId);
  const isAhead = ({ order, recommended }: Plan) => recommended && (!held || order > held.order);
  return plan.recommended || !(isLong || catalog.plans.some(isAhead));
}

/** What can be done about a plan, and what that is called; null where nothing can. */
export function planActOf(
  { say, format, catalog }: Pick<PlanKit, 'say' | 'format' | 'catalog'>,
  plan: Plan,
  offer: Offer,
  route: PlanRoute,
  isLong: boolean,
): PlanAct | null {
  const show = (interval: BillingInterval): PlanAct => {
    const label = say('act.showInterval', { interval: intervalOften(say, interval) });
    return { kind: 'interval', label, interval };
  };
  switch (offer.status) {
    case 'open': {
      if (!catalog || !canAct(catalog, route)) return null;
      const picked = { plan, price: offer.price };
      const label = actLabel(say, format, plan, offer);
      return { kind: 'pick', label, picked, leads: leads(plan, offer, catalog, isLong) };
    }
    case 'contact_sales':
      return offer.url ? { kind: 'sales', label: say('act.contact'), href: offer.url } : null;
    case 'other_interval':
      return show(offer.interval);
    case 'unavailable':
      if (offer.other) return show(offer.other);
      // What is no longer sold nobody can open again; about the rest there are people to ask.
      return catalog?.supportUrl && offer.reason !== 'plan_unavailable'
        ? { kind: 'support', label: say('act.support'), href: catalog.supportUrl }
        : null;
    default:
      offer.status satisfies 'current' | 'scheduled';
      return null;
  }
}
