'use client';
import type { Money } from '../../core/money.js';
import { monthlyEquivalent, type Plan, type Price } from '../../core/plan.js';
import { intervalOften, perInterval } from '../../locale/words.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Words } from '../shared/Words.js';

const MONTH = { interval: 'month', intervalCount: 1 } as const;

/** "$24 per month", and below it what is really billed where that is another sum. */
export function PlanPrice({
  plan,
  price,
  id,
}: {
  readonly plan: Plan;
  readonly price: Price | null;
  readonly id: string;
}) {
  return (
    <p className={part('plan-price')} id={id}>
      <PriceWords plan={plan} price={price} />
    </p>
  );
}

function PriceWords({ plan, price }: { readonly plan: Plan; readonly price: Price | null }) {
  const { say } = useMessages();
  if (plan.availability.status === 'contact_sales' && !price) return say('price.onRequest');
  if (!price?.amount) return plan.isFree ? say('price.free') : say('price.unknown');
  if (price.amount.amount === 0) return <Figure value={price.amount} />;
  const monthly = price.interval.interval === 'day' || isMonthly(price) ? null : monthlyEquivalent(price);
  return (
    <>
      <Words
        of="price.per"
        with={{
          amount: <Figure value={monthly ?? price.amount} />,
          per: <small>{perInterval(say, monthly ? MONTH : price.interval)}</small>,
        }}
      />
      {monthly && (
        <span className={part('plan-billed')}>
          <Words
            of="price.billed"
            with={{ amount: <Figure value={price.amount} />, interval: intervalOften(say, price.interval) }}
          />
        </span>
      )}
    </>
  );
}

function isMonthly({ interval }: Price): boolean {
  return interval.interval === 'month' && interval.intervalCount === 1;
}

function Figure({ value }: { readonly value: Money }) {
  return <bdi className={part('money')}>{useFormat().price(value)}</bdi>;
}
