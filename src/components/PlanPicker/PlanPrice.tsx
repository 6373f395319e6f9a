import type { ReactNode } from 'react';
import type { Money } from '../../core/money.js';
import { monthlyEquivalent, type BillingInterval, type Plan, type Price } from '../../core/plan.js';
import { firstPeriods, intervalOften, perInterval } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import type { PlanKit } from '../../react/kit.js';
import type { PlanWording } from './FeatureList.js';

const MONTH = { interval: 'month', intervalCount: 1 } as const;

interface Priced {
  readonly plan: Plan;
  readonly price: Price | null;
  /** The chosen interval, to be named where the plan is not sold at it. */
  readonly interval: BillingInterval | null;
  readonly id: string;
}

/** "$24 per month", and below it what is really billed, and at first, where those are other sums. */
export function planPrice(kit: PlanKit, { id, plan, price, interval }: Priced): ReactNode {
  return (
    <p className={part('plan-price')} id={id}>
      {price?.amount ? known(kit, price, price.amount) : <small>{unknown(kit, plan, price, interval)}</small>}
    </p>
  );
}

function unknown({ say }: PlanKit, plan: Plan, price: Price | null, interval: BillingInterval | null): string | null {
  if (plan.availability.status === 'contact_sales') return say('price.onRequest');
  if (plan.isFree) return say('price.free');
  // Why it is not to be had stands below.
  if (price !== null) return price.unavailable === null ? say('price.unknown') : null;
  return interval && plan.prices.length > 0 ? say('plans.notSold', { interval: intervalOften(say, interval) }) : null;
}

function known({ say, tell, format }: PlanKit, price: Price, amount: Money): ReactNode {
  const figure = (value: Money) => <bdi className={part('money')}>{format.price(value)}</bdi>;
  if (amount.amount === 0) return figure(amount);
  const { intro } = price;
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
      {intro && <span className={part('plan-billed')}>{beginning({ say, format }, price, intro)}</span>}
    </>
  );
}

/** "$9 per month for the first 3 months". */
function beginning({ say, format }: PlanWording, { interval }: Price, intro: NonNullable<Price['intro']>): string {
  const words = { amount: format.price(intro.amount), first: firstPeriods(say, interval, intro.periods) };
  return intro.periods === 1
    ? say('price.introOnce', words)
    : say('price.intro', { ...words, per: perInterval(say, interval) });
}

/** "14 days free, then $299 per month": how long a trial lasts, and what comes after it. Null where there is none. */
export function trialWords({ say, format }: PlanWording, price: Price): string | null {
  const { trialDays, intro, amount, interval } = price;
  if (trialDays === 0) return null;
  const lasting = amount
    ? say('price.per', { amount: format.price(amount), per: perInterval(say, interval) })
    : say('price.unknown');
  return say('price.trial', { count: trialDays, price: intro ? beginning({ say, format }, price, intro) : lasting });
}
