'use client';
import type { Money } from '../../core/money.js';
import { monthlyEquivalent, type BillingInterval, type Plan, type Price } from '../../core/plan.js';
import { intervalOften, perInterval } from '../../locale/words.js';
import { useFormat } from '../../react/useFormat.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { part } from '../../theme/parts.js';
import { PlanWords } from '../shared/PlanWords.js';

const MONTH = { interval: 'month', intervalCount: 1 } as const;

interface PlanPriceProps {
  readonly plan: Plan;
  readonly price: Price | null;
  /** The chosen interval, to be named where the plan is not sold at it. */
  readonly interval: BillingInterval | null;
  readonly id: string;
}

/** "$24 per month", and below it what is really billed where that is another sum. */
export function PlanPrice({ id, ...props }: PlanPriceProps) {
  return (
    <p className={part('plan-price')} id={id}>
      {props.price?.amount ? (
        <Known price={props.price} amount={props.price.amount} />
      ) : (
        <small>
          <Unknown {...props} />
        </small>
      )}
    </p>
  );
}

function Unknown({ plan, price, interval }: Omit<PlanPriceProps, 'id'>) {
  const { say } = usePlanMessages();
  if (plan.availability.status === 'contact_sales') return say('price.onRequest');
  if (plan.isFree) return say('price.free');
  if (price !== null) return say('price.unknown');
  return interval && plan.prices.length > 0 ? say('plans.notSold', { interval: intervalOften(say, interval) }) : null;
}

function Known({ price, amount }: { readonly price: Price; readonly amount: Money }) {
  const { say } = usePlanMessages();
  if (amount.amount === 0) return <Figure value={amount} />;
  const monthly = isMonthly(price) ? null : monthlyEquivalent(price);
  return (
    <>
      <PlanWords
        of="price.per"
        with={{
          amount: <Figure value={monthly ?? amount} />,
          per: <small>{perInterval(say, monthly ? MONTH : price.interval)}</small>,
        }}
      />
      {monthly && (
        <span className={part('plan-billed')}>
          <PlanWords
            of="price.billed"
            with={{ amount: <Figure value={amount} />, interval: intervalOften(say, price.interval) }}
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
