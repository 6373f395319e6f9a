'use client';
import type { ChangePlanOutcome } from '../../core/outcome.js';
import { perInterval } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { facts } from '../shared/facts.js';
import { LinkOut } from '../shared/LinkOut.js';
import { useKit } from '../shared/useKit.js';
import { methodText } from './onward.js';

/** What was charged for a change, and what comes next: the statement of the preview, after it came true. */
export function Receipt({ outcome }: { readonly outcome: Extract<ChangePlanOutcome, { status: 'applied' }> }) {
  const { say, tell, money, date } = useKit();
  const { amountCharged, invoice, subscription } = outcome;
  const { amount, interval, creditBalance, nextBillingDate, paymentMethod } = subscription;
  const isCharged = amountCharged !== null && amountCharged.amount > 0;
  const number = invoice?.url ? <LinkOut href={invoice.url}>{invoice.number}</LinkOut> : invoice?.number;
  const recurs = amount && interval && amount.amount > 0;
  return (
    <>
      {isCharged && (
        <dl className={part('due')}>
          <dt className={part('due-label')}>{say('out.charged')}</dt>
          <dd className={part('due-amount')}>{money(amountCharged)}</dd>
        </dl>
      )}
      {facts([
        [say('out.invoice'), number],
        [say('review.next'), nextBillingDate && date(nextBillingDate)],
        [
          say('review.recurring'),
          recurs && tell('price.per', { amount: money(amount), per: perInterval(say, interval) }),
        ],
        [say('review.creditAfter'), creditBalance && creditBalance.amount > 0 && money(creditBalance)],
        [say('review.method'), isCharged && paymentMethod && methodText(say, paymentMethod)],
      ])}
    </>
  );
}
