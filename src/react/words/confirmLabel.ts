import type { ConfirmablePreview, Excluded } from '../../core/preview.js';
import { promisedAmount } from '../../core/preview.js';
import { intervalOften } from '../../locale/words.js';
import type { Speaker } from '../kit.js';

/** "tax and usage". */
export function excludedInWords({ say, format }: Speaker, excludes: readonly Excluded[]): string {
  return format.list(excludes.map((what) => say(`excl.${what}`)));
}

/** The amount that is promised, with what is not in it: "$84.50 plus tax". Empty where none is promised. */
export function amountInWords(kit: Speaker, preview: ConfirmablePreview): string {
  const { say, format, catalog } = kit;
  const promised = promisedAmount(preview);
  if (promised === null || !('excludes' in preview)) return '';
  const { excludes } = preview;
  const amount = format.money(promised);
  const later = excludes.filter((what) => what !== 'credit');
  // Credit matters where the customer holds some, or where nothing else is to be said.
  const holdsCredit = (catalog?.subscription?.creditBalance?.amount ?? 0) > 0;
  const less = excludes.includes('credit') && (holdsCredit || excludes.length === 1);
  if (later.length === 0) return less ? say('amount.less', { amount }) : amount;
  return say(less ? 'amount.plusLess' : 'amount.plus', { amount, excluded: excludedInWords(kit, later) });
}

/** How a change is spoken of: by its interval, as a start, or by its plan. */
export function manner({ change }: ConfirmablePreview): 'plan' | 'interval' | 'start' {
  if (change.direction === 'interval') return 'interval';
  return change.direction === 'subscribe' ? 'start' : 'plan';
}

/** What the button says that it does: the plan, and what is paid by pressing it. */
export function confirmLabel(kit: Speaker, preview: ConfirmablePreview): string {
  const { say } = kit;
  const { status, change } = preview;
  const amount = amountInWords(kit, preview);
  if (status === 'requires_checkout') return amount ? say('confirm.checkoutFor', { amount }) : say('act.toCheckout');
  const isPaid = status === 'quote' && preview.dueNow.amount > 0;
  const act = status === 'scheduled' ? 'schedule' : isPaid ? 'pay' : 'switch';
  const interval = intervalOften(say, change.to.interval);
  return say(`confirm.${act}.${manner(preview)}`, { amount, plan: change.to.planName, interval });
}
