import type { ChangePlanOutcome } from '../../core/outcome.js';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { PaymentMethod } from '../../core/subscription.js';
import { perInterval, type Say } from '../../locale/words.js';
import type { Kit } from '../kit.js';

/** A label and its value. What is not known, and what is nothing, is left out with its row. */
export type Row<T> = readonly [label: string, value: T | string];

type Maybe<T> = readonly [label: string, value: T | string | null | false];

function known<T>(rows: readonly Maybe<T>[]): readonly Row<T>[] {
  return rows.flatMap(([label, value]): readonly Row<T>[] =>
    value === null || value === false ? [] : [[label, value]],
  );
}

/** "Visa ending in 4242". */
export function methodText(say: Say, { brand, last4 }: PaymentMethod): string {
  const name = brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll('_', ' ');
  return last4 === null ? name : say('review.card', { brand: name, last4 });
}

/** What comes after today. */
export function onwardRows<T>({ say, tell, money, date }: Kit<T>, preview: ConfirmablePreview): readonly Row<T>[] {
  const { recurring } = preview;
  const { nextInvoice = null } = preview.status === 'unavailable' ? {} : preview;
  const { creditAfter = null, creditAdded = null } = preview.status === 'quote' ? preview : {};
  const next = nextInvoice && date(nextInvoice.date);
  return known<T>([
    [
      say('review.next'),
      nextInvoice?.amount && next ? tell('review.onDate', { amount: money(nextInvoice.amount), date: next }) : next,
    ],
    [
      say('review.recurring'),
      recurring && tell('price.per', { amount: money(recurring.amount), per: perInterval(say, recurring.interval) }),
    ],
    [say('review.creditAdded'), creditAdded && creditAdded.amount > 0 && money(creditAdded)],
    [say('review.creditAfter'), creditAfter && creditAfter.amount > 0 && money(creditAfter)],
  ]);
}

/** What comes after a change that was made. */
export function receiptRows<T>(
  { say, tell, money, date }: Kit<T>,
  { amountCharged, subscription }: Extract<ChangePlanOutcome, { status: 'applied' }>,
): readonly Row<T>[] {
  const { amount, interval, creditBalance, nextBillingDate, paymentMethod } = subscription;
  const isCharged = amountCharged !== null && amountCharged.amount > 0;
  return known<T>([
    [say('review.next'), nextBillingDate && date(nextBillingDate)],
    [
      say('review.recurring'),
      amount &&
        interval &&
        amount.amount > 0 &&
        tell('price.per', { amount: money(amount), per: perInterval(say, interval) }),
    ],
    [say('review.creditAfter'), creditBalance && creditBalance.amount > 0 && money(creditBalance)],
    [say('review.method'), isCharged && paymentMethod && methodText(say, paymentMethod)],
  ]);
}
