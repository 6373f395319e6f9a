import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../../src/core/money.js';
import {
  changeDirection,
  findPrice,
  freeIntervals,
  intervalKey,
  intervalLength,
  intervalsOf,
  monthlyEquivalent,
  priceAt,
  sameInterval,
  savingPercent,
  type BillingInterval,
  type IntervalUnit,
  type PricedPlan,
} from '../../src/core/plan.js';
import {
  aPlan,
  aPrice,
  enterprisePlan,
  freePlan,
  harborPlans,
  monthly,
  quarterly,
  usd,
  weekly,
  yearly,
} from '../../src/testing/harbor.js';

const unit = fc.constantFrom<IntervalUnit>('day', 'week', 'month', 'year');
const anyInterval = fc.record({ interval: unit, intervalCount: fc.integer({ min: 1, max: 36 }) });
const inMonths = fc.record({
  interval: fc.constantFrom<IntervalUnit>('month', 'year'),
  intervalCount: fc.integer({ min: 1, max: 36 }),
});
const price = (interval: BillingInterval, amount: number) => aPrice({ interval, amount: usd(amount) });
const months = ({ interval, intervalCount }: BillingInterval) => (interval === 'year' ? 12 : 1) * intervalCount;

function pricedAt(id: string): PricedPlan {
  const found = findPrice(harborPlans, id);
  if (found === null) throw new Error(`Harbor has no price ${id}`);
  return found;
}

describe('intervals', () => {
  it('are what plans are sold at, each once, shortest first', () => {
    const plans = [
      ...harborPlans,
      aPlan({ prices: [price(weekly, 900), price({ interval: 'day', intervalCount: 1 }, 200)] }),
    ];
    expect(intervalsOf(plans).map(intervalKey)).toEqual(['day:1', 'week:1', 'month:1', 'month:3', 'year:1']);
    expect(intervalsOf([])).toEqual([]);
  });

  it('are the same exactly when unit and count are', () => {
    fc.assert(
      fc.property(anyInterval, anyInterval, (a, b) => {
        expect(sameInterval(a, { ...a })).toBe(true);
        expect(sameInterval(a, b)).toBe(a.interval === b.interval && a.intervalCount === b.intervalCount);
      }),
    );
  });

  it('are in order of their length', () => {
    const ordered = [weekly, monthly, quarterly, yearly, { interval: 'year', intervalCount: 2 } as const];
    const lengths = ordered.map(intervalLength);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(intervalLength({ interval: 'day', intervalCount: 7 })).toBe(intervalLength(weekly));
  });
});

describe('the price of a plan', () => {
  it('at an interval is the one sold at it, or none', () => {
    const starter = aPlan();
    expect(priceAt(starter, yearly)?.id).toBe('price_starter_yearly');
    expect(priceAt(starter, weekly)).toBeNull();
    expect(priceAt(starter, null)?.id).toBe('price_starter_monthly');
    expect(priceAt(enterprisePlan, monthly)).toBeNull();
  });

  it('is the same at every interval where the plan is free', () =>
    fc.assert(fc.property(anyInterval, (interval) => priceAt(freePlan, interval)?.id === 'price_free')));

  it('is found by its id together with its plan', () => {
    expect(findPrice(harborPlans, 'price_pro_yearly')?.plan.name).toBe('Pro');
    expect(findPrice(harborPlans, 'nothing')).toBeNull();
    expect(findPrice(harborPlans, null)).toBeNull();
  });
});

describe('the direction of a change', () => {
  it.each([
    [null, 'price_pro_monthly', 'subscribe'],
    ['price_pro_monthly', 'price_pro_monthly', 'same'],
    ['price_pro_monthly', 'price_pro_yearly', 'interval'],
    ['price_pro_yearly', 'price_pro_monthly', 'interval'],
    ['price_starter_monthly', 'price_pro_yearly', 'upgrade'],
    ['price_pro_yearly', 'price_starter_monthly', 'downgrade'],
    ['price_free', 'price_starter_monthly', 'upgrade'],
    ['price_starter_monthly', 'price_free', 'downgrade'],
  ])('from %s to %s is %s', (from, to, direction) =>
    expect(changeDirection(from === null ? null : pricedAt(from), pricedAt(to))).toBe(direction),
  );

  it('follows the order of the plans and never their prices', () => {
    const dear = { plan: aPlan({ id: 'a', order: 1 }), price: aPrice({ id: 'a1', amount: usd(99_900) }) };
    const cheap = { plan: aPlan({ id: 'b', order: 2 }), price: aPrice({ id: 'b1', amount: usd(100) }) };
    expect(changeDirection(dear, cheap)).toBe('upgrade');
    expect(changeDirection(cheap, dear)).toBe('downgrade');
    const beside = { plan: aPlan({ id: 'c', order: 2 }), price: aPrice({ id: 'c1' }) };
    expect(changeDirection(cheap, beside)).toBe('upgrade');
  });
});

describe('a comparison of prices', () => {
  it('says what a price comes to per month, rounded up', () => {
    expect(monthlyEquivalent(price(yearly, 29_000))).toEqual(usd(2417));
    expect(monthlyEquivalent(price(quarterly, 8265))).toEqual(usd(2755));
    expect(monthlyEquivalent(price(weekly, 900))).toBeNull();
    expect(monthlyEquivalent(aPrice({ amount: null }))).toBeNull();
  });

  it('never makes the month look cheaper than it is, and never dearer than the next minor unit', () => {
    fc.assert(
      fc.property(inMonths, fc.maxSafeInteger(), fc.constantFrom('USD', 'JPY', 'KWD'), (interval, amount, currency) => {
        const minor = Math.abs(amount);
        const perMonth = monthlyEquivalent(aPrice({ interval, amount: money(minor, currency) }));
        const count = BigInt(months(interval));
        expect(perMonth).toEqual(money(Number((BigInt(minor) + count - 1n) / count), currency));
      }),
    );
  });

  it('says what is saved in whole percent, rounded down', () => {
    expect(savingPercent(price(yearly, 29_000), price(monthly, 2900))).toBe(16);
    expect(savingPercent(price(quarterly, 8265), price(monthly, 2900))).toBe(5);
    expect(savingPercent(price(yearly, 11_880), price(monthly, 1000))).toBe(1);
    expect(savingPercent(price(yearly, 11_881), price(monthly, 1000))).toBeNull();
    expect(savingPercent(price(yearly, 6), price(monthly, 1))).toBe(50);
  });

  it('never promises a saving that is not there', () => {
    fc.assert(
      fc.property(inMonths, inMonths, fc.nat(), fc.nat(), (long, short, dear, cheap) => {
        const percent = savingPercent(price(long, dear), price(short, cheap));
        if (percent === null) return;
        expect(Number.isInteger(percent) && percent > 0 && percent <= 100).toBe(true);
        const before = BigInt(cheap) * BigInt(months(long));
        const after = BigInt(dear) * BigInt(months(short));
        expect((before - after) * 100n >= before * BigInt(percent)).toBe(true);
        expect((before - after) * 100n < before * BigInt(percent + 1)).toBe(true);
      }),
    );
  });

  it('compares nothing that cannot be compared', () => {
    const euros = aPrice({ interval: yearly, amount: money(20_000, 'EUR') });
    expect(savingPercent(euros, price(monthly, 2900))).toBeNull();
    expect(savingPercent(price(monthly, 100), price(yearly, 29_000))).toBeNull();
    expect(savingPercent(price(yearly, 29_000), price(weekly, 900))).toBeNull();
    expect(savingPercent(price(yearly, 40_000), price(monthly, 2900))).toBeNull();
    expect(savingPercent(price(yearly, 20_000), price({ interval: 'month', intervalCount: 12 }, 29_000))).toBeNull();
    expect(freeIntervals(aPrice({ interval: yearly, amount: null }), price(monthly, 2900))).toBeNull();
    expect(freeIntervals(price(yearly, 29_000), aPrice({ amount: null }))).toBeNull();
    expect(savingPercent(price(yearly, 0), price(monthly, 0))).toBeNull();
    expect(savingPercent(aPrice({ interval: yearly, amount: null }), price(monthly, 2900))).toBeNull();
  });

  it('counts free months only where they are whole', () => {
    expect(freeIntervals(price(yearly, 29_000), price(monthly, 2900))).toBe(2);
    expect(freeIntervals(price(yearly, 30_000), price(monthly, 2900))).toBeNull();
    expect(freeIntervals(price(yearly, 34_800), price(monthly, 2900))).toBeNull();
    expect(freeIntervals(price(yearly, 24_795), price(quarterly, 8265))).toBe(1);
    expect(freeIntervals(price(yearly, 29_000), price({ interval: 'month', intervalCount: 5 }, 14_500))).toBeNull();
  });
});
