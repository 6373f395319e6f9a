'use client';
import type { ReactNode } from 'react';
import type { Money } from '../../core/money.js';
import { monthlyEquivalent, type BillingInterval, type Plan, type Price } from '../../core/plan.js';
import { intervalOften, perInterval } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { usePlanKit, type PlanKit } from '../shared/usePlanKit.js';

const MONTH = { interval: 'month', intervalCount: 1 } as const;

interface PlanPriceProps {
  readonly plan: Plan;
  readonly price: Price | null;
  /** The chosen interval, to be named where the plan is not sold at it. */
  readonly interval: BillingInterval | null;
  readonly id: string;
}

/** "$24 per month", and below it what is really billed where that is another sum. */
export function PlanPrice({ id, plan, price, interval }: PlanPriceProps) {
  const kit = usePlanKit();
  return (
    <p className={part('plan-price')} id={id}>
      {price?.amount ? known(kit, price, price.amount) : <small>{unknown(kit, plan, price, interval)}</small>}
    </p>
  );
}

function unknown({ say }: PlanKit, plan: Plan, price: Price | null, interval: BillingInterval | null): string | null {
  if (plan.availability.status === 'contact_sales') return say('price.onRequest');
  if (plan.isFree) return say('price.free');
  if (price !== null) return say('price.unknown');
  return interval && plan.prices.length > 0 ? say('plans.notSold', { interval: intervalOften(say, interval) }) : null;
}

function known({ say, tell, format }: PlanKit, price: Price, amount: Money): ReactNode {
  const figure = (value: Money) => <bdi className={part('money')}>{format.price(value)}</bdi>;
  if (amount.amount === 0) return figure(amount);
  const { interval, intervalCount } = price.interval;
  const monthly = interval === 'month' && intervalCount === 1 ? null : monthlyEquivalent(price);
  const per = <small>{perInterval(say, monthly ? MONTH : price.interval)}</small>;
  return (
    <>
      {tell('price.per', { amount: figure(monthly ?? amount), per })}
      {monthly && (
        <span className={part('plan-billed')}>
          {tell('price.billed', { amount: figure(amount), interval: intervalOften(say, price.interval) })}
        </span>
      )}
    </>
  );
}
