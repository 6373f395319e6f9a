'use client';
import type { Money } from '../../core/money.js';
import type { BillingInterval } from '../../core/plan.js';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { PaymentMethod } from '../../core/subscription.js';
import { perInterval, type Say } from '../../locale/words.js';
import { useMessages } from '../../react/useMessages.js';
import { Fact, Facts } from '../Outcome/Facts.js';
import { Amount } from '../shared/Amount.js';
import { When } from '../shared/When.js';
import { Words } from '../shared/Words.js';

/** "Visa ending in 4242". */
export function methodText(say: Say, { brand, last4 }: PaymentMethod): string {
  const name = brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll('_', ' ');
  return last4 === null ? name : say('review.card', { brand: name, last4 });
}

/** What comes after today. What billing does not say is left out with its row. */
export function Onward({ preview }: { readonly preview: ConfirmablePreview }) {
  const { say } = useMessages();
  const { recurring } = preview;
  const invoice = preview.status === 'unavailable' ? null : preview.nextInvoice;
  const method = preview.status === 'unavailable' ? null : preview.paymentMethod;
  const creditAfter = preview.status === 'quote' ? preview.creditAfter : null;
  if (!invoice && !recurring && !method && !creditAfter) return null;
  return (
    <Facts>
      {invoice && (
        <Fact label={say('review.next')}>
          <NextInvoice {...invoice} />
        </Fact>
      )}
      {recurring && (
        <Fact label={say('review.recurring')}>
          <Recurring {...recurring} />
        </Fact>
      )}
      {creditAfter && creditAfter.amount > 0 && (
        <Fact label={say('review.creditAfter')}>
          <Amount value={creditAfter} />
        </Fact>
      )}
      {method && <Fact label={say('review.method')}>{methodText(say, method)}</Fact>}
    </Facts>
  );
}

function NextInvoice({ date, amount }: { readonly date: string; readonly amount: Money | null }) {
  if (amount === null) return <When iso={date} />;
  return <Words of="review.onDate" with={{ amount: <Amount value={amount} />, date: <When iso={date} /> }} />;
}

function Recurring({ amount, interval }: { readonly amount: Money; readonly interval: BillingInterval }) {
  const { say } = useMessages();
  return <Words of="price.per" with={{ amount: <Amount value={amount} />, per: perInterval(say, interval) }} />;
}
