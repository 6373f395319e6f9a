import { choiceOf, type FlowState, type StateOf } from '../../core/flow/state.js';
import { findPrice, priceAt, sameInterval } from '../../core/plan.js';
import { intervalOften, perInterval } from '../../locale/words.js';
import type { Announcement } from './announcement.js';
import type { PlanKit } from '../kit.js';

/** What of the plans is said aloud when one state follows another: that they are not there, or what they cost now. */
export function planAnnouncementOf(
  before: FlowState,
  now: FlowState,
  context: Pick<PlanKit, 'say' | 'format'>,
): Announcement | null {
  if (before === now) return null;
  if (now.status === 'load_failed') return { tone: 'alert', text: context.say('load.title') };
  const text = now.status === 'choosing' ? pricesMoved(before, now, context) : null;
  return text === null ? null : { tone: 'status', text };
}

function pricesMoved(
  before: FlowState,
  now: StateOf<'choosing'>,
  { say, format }: Pick<PlanKit, 'say' | 'format'>,
): string | null {
  const [was, interval] = [choiceOf(before), now.choice.interval];
  const { currency } = now.choice;
  if (was && currency && currency !== was.currency)
    return say('tell.currency', { currency: format.currency(currency) });
  const old = was?.interval;
  if (!old || !interval || sameInterval(old, interval)) return null;
  const per = perInterval(say, interval);
  const lost = was?.selection;
  if (lost && now.choice.selection === null) {
    const plan = findPrice(now.catalog.plans, lost.priceId)?.plan;
    if (plan && priceAt(plan, interval) === null)
      return say('tell.notSold', { plan: plan.name, interval: intervalOften(say, interval) });
  }
  const chosen = findPrice(now.catalog.plans, now.choice.selection?.priceId ?? null);
  if (!chosen?.price.amount) return say('tell.interval', { per });
  return say('tell.intervalPlan', { per, plan: chosen.plan.name, amount: format.price(chosen.price.amount) });
}
