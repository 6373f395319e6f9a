import type { Subscription } from '../../core/subscription.js';
import type { ConfirmablePreview, Excluded } from '../../core/preview.js';
import type { Format } from '../../locale/format.js';
import { intervalOften, type Say } from '../../locale/words.js';

type Estimate = Extract<ConfirmablePreview, { status: 'quote' | 'requires_checkout' }>;

/** What the amount leaves out that matters in a button: credit only where the customer holds some, or nothing else is said. */
function spoken({ excludes }: Pick<Estimate, 'excludes'>, subscription: Subscription | null): readonly Excluded[] {
  const hasCredit = (subscription?.creditBalance?.amount ?? 0) > 0;
  return excludes.filter((what) => what !== 'credit' || hasCredit || excludes.length === 1);
}

/** The amount with what is not in it: "$84.50 plus tax". */
export function amountInWords(say: Say, amount: string, preview: Estimate, subscription: Subscription | null): string {
  const not = spoken(preview, subscription);
  const [tax, credit, usage] = [not.includes('tax'), not.includes('credit'), not.includes('usage')];
  if (tax && credit && usage) return say('amount.tax,credit,usage', { amount });
  if (tax && credit) return say('amount.tax,credit', { amount });
  if (tax && usage) return say('amount.tax,usage', { amount });
  if (credit && usage) return say('amount.credit,usage', { amount });
  if (tax) return say('amount.tax', { amount });
  if (credit) return say('amount.credit', { amount });
  return usage ? say('amount.usage', { amount }) : amount;
}

/** What the button says that it does: the plan, and what is paid by pressing it. */
export function confirmLabel(
  say: Say,
  format: Format,
  preview: ConfirmablePreview,
  subscription: Subscription | null,
): string {
  const { direction, to } = preview.change;
  const plan = to.planName;
  const interval = intervalOften(say, to.interval);
  const isInterval = direction === 'interval';
  switch (preview.status) {
    case 'requires_checkout':
      if (preview.dueNow === null) return say('confirm.checkout');
      return say('confirm.checkoutFor', {
        amount: amountInWords(say, format.money(preview.dueNow), preview, subscription),
      });
    case 'scheduled':
      return isInterval ? say('confirm.scheduleInterval', { interval }) : say('confirm.schedule', { plan });
    case 'quote':
    case 'unavailable': {
      if (preview.status === 'quote' && preview.dueNow.amount > 0) {
        const amount = amountInWords(say, format.money(preview.dueNow), preview, subscription);
        if (isInterval) return say('confirm.payInterval', { amount, interval });
        return direction === 'subscribe'
          ? say('confirm.payStart', { amount, plan })
          : say('confirm.pay', { amount, plan });
      }
      if (isInterval) return say('confirm.switchInterval', { interval });
      return direction === 'subscribe' ? say('confirm.start', { plan }) : say('confirm.switch', { plan });
    }
  }
}
