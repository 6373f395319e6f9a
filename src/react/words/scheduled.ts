import type { ScheduledChange, Subscription } from '../../core/subscription.js';
import { intervalOften } from '../../locale/words.js';
import type { Kit } from '../kit.js';

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
