import type { Plan } from '../../core/plan.js';
import type { PlanKit } from '../kit.js';
import { heldOf, type Offer } from './offer.js';
import { trialWords } from './price.js';

/** The short label of a plan, or that it is recommended. */
export function badgeOf({ say }: Pick<PlanKit, 'say'>, plan: Plan): string | null {
  return plan.badge ?? (plan.recommended ? say('plans.recommended') : null);
}

/** What a plan is to the customer, in words: theirs, coming, or not to be had and why. */
export function planNote(kit: Pick<PlanKit, 'say' | 'format' | 'catalog'>, plan: Plan, offer: Offer): string | null {
  const { say, format, catalog } = kit;
  switch (offer.status) {
    case 'current':
      if (!offer.isOld) return say('plans.current');
      return say(catalog?.plans.includes(plan) ? 'plans.oldPrice' : 'plans.old');
    case 'scheduled':
      return say('plans.starts', { date: format.day(offer.effectiveAt) });
    case 'unavailable':
      return say(`blocked.${offer.reason}`);
    case 'open':
      if (catalog && heldOf(catalog)?.planId === plan.id) return say('plans.current');
      return offer.direction === 'subscribe' ? trialWords(kit, offer.price) : null;
    default:
      offer.status satisfies 'other_interval' | 'contact_sales';
      return null;
  }
}
