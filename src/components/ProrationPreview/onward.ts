import { createElement, Fragment, type ReactNode } from 'react';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { PaymentMethod } from '../../core/subscription.js';
import { perInterval, type Say } from '../../locale/words.js';
import { facts } from '../shared/facts.js';
import type { Kit } from '../../react/kit.js';

/** "Visa ending in 4242". */
export function methodText(say: Say, { brand, last4 }: PaymentMethod): string {
  const name = brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll('_', ' ');
  return last4 === null ? name : say('review.card', { brand: name, last4 });
}

/** What comes after today. What billing does not say is left out with its row. */
export function onward(
  { say, tell, money, date }: Kit,
  preview: ConfirmablePreview,
  paymentLink: ReactNode,
): ReactNode {
  const { recurring } = preview;
  const { nextInvoice = null, paymentMethod = null } = preview.status === 'unavailable' ? {} : preview;
  const { creditAfter = null, creditAdded = null } = preview.status === 'quote' ? preview : {};
  const next = nextInvoice && date(nextInvoice.date);
  return facts([
    [
      say('review.next'),
      nextInvoice?.amount ? tell('review.onDate', { amount: money(nextInvoice.amount), date: next }) : next,
    ],
    [
      say('review.recurring'),
      recurring && tell('price.per', { amount: money(recurring.amount), per: perInterval(say, recurring.interval) }),
    ],
    [say('review.creditAdded'), creditAdded && creditAdded.amount > 0 && money(creditAdded)],
    [say('review.creditAfter'), creditAfter && creditAfter.amount > 0 && money(creditAfter)],
    [say('review.method'), paymentMethod && createElement(Fragment, null, methodText(say, paymentMethod), paymentLink)],
  ]);
}
