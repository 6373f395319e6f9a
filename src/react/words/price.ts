import type { Money } from '../../core/money.js';
import { monthlyEquivalent, type BillingInterval, type Plan, type Price } from '../../core/plan.js';
import { firstPeriods, intervalOften, perInterval } from '../../locale/words.js';
import type { PlanWording } from './features.js';

const MONTH = { interval: 'month', intervalCount: 1 } as const;

/** A price in pieces: "$24" "per month", and what is really billed, and at first, where those are other sums. */
export interface PriceWords {
  readonly amount: Money;
  /** Null where nothing is paid. */
  readonly per: string | null;
  readonly billed: { readonly amount: Money; readonly interval: string } | null;
  /** "$9 per month for the first 3 months". */
  readonly intro: string | null;
}

export function priceWords(words: PlanWording, price: Price, amount: Money): PriceWords {
  if (amount.amount === 0) return { amount, per: null, billed: null, intro: null };
  const { say } = words;
  const { interval, intervalCount } = price.interval;
  const monthly = interval === 'month' && intervalCount === 1 ? null : monthlyEquivalent(price);
  return {
    amount: monthly ?? amount,
    per: perInterval(say, monthly ? MONTH : price.interval),
    billed: monthly && { amount, interval: intervalOften(say, price.interval) },
    intro: price.intro ? introWords(words, price, price.intro) : null,
  };
}

/** What stands where no price is known; null where why it is not to be had is said elsewhere. */
export function noPriceWords(
  { say }: PlanWording,
  plan: Plan,
  price: Price | null,
  interval: BillingInterval | null,
): string | null {
  if (plan.availability.status === 'contact_sales') return say('price.onRequest');
  if (plan.isFree) return say('price.free');
  if (price !== null) return price.unavailable === null ? say('price.unknown') : null;
  return interval && plan.prices.length > 0 ? say('plans.notSold', { interval: intervalOften(say, interval) }) : null;
}

function introWords({ say, format }: PlanWording, { interval }: Price, intro: NonNullable<Price['intro']>): string {
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
  return say('price.trial', { count: trialDays, price: intro ? introWords({ say, format }, price, intro) : lasting });
}
