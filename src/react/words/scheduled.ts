import type { Catalog } from '../../core/adapter.js';
import { exceededImpact } from '../../core/impact.js';
import type { ScheduledChange, Subscription } from '../../core/subscription.js';
import { intervalOften } from '../../locale/words.js';
import type { Kit } from '../kit.js';
import { isSeatImpact, type SeatImpact } from './seats.js';

/** What changes on which date. */
export function scheduledWords<T>(
  { say, tell, date }: Pick<Kit<T>, 'say' | 'tell' | 'date'>,
  held: Subscription,
  { planId, planName, interval, effectiveAt }: ScheduledChange,
): T {
  const at = date(effectiveAt);
  if (planId === held.planId && interval)
    return tell('notice.scheduledInterval', { interval: intervalOften(say, interval), date: at });
  return tell('notice.scheduled', { plan: planName ?? say('notice.yourPlan'), date: at });
}

/** The seat warning once more, from what is in use today: it outlives the review and a reload. Null where there is room. */
export function seatsToClear(
  { plans }: Catalog,
  held: Subscription,
  { planId }: ScheduledChange,
): { readonly impact: SeatImpact; readonly planName: string } | null {
  const planOf = (wanted: string | null) => plans.find(({ id }) => id === wanted) ?? null;
  const [from, to] = [planOf(held.planId), planOf(planId)];
  const impact = to && exceededImpact({ subscription: held, from, to, when: 'later' }).find(isSeatImpact);
  return to && impact ? { impact, planName: to.name } : null;
}
