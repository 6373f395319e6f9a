import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  addsUp,
  isCurrencyCode,
  isMoney,
  minorUnitDigits,
  money,
  sameMoney,
  toDecimalString,
  zero,
} from '../../src/core/money.js';
import { loadCases } from '../cases.js';

interface CurrencyCase {
  readonly code: string;
  readonly minorDigits: number | null;
  readonly engineDefaultsWrong: boolean;
}
// The shape is what this file tests against; a list of another shape fails its cases.
const { currencies } = loadCases('currencies') as { readonly currencies: readonly CurrencyCase[] };

const code = fc.constantFrom(...currencies.map((currency) => currency.code));
const amount = fc.maxSafeInteger();
const anyMoney = fc.record({ amount, currency: code }).map((made) => money(made.amount, made.currency));

const usdOf = (minor: number) => money(minor, 'USD');

console.info(`currencies: ${currencies.length} codes, none skipped`);

describe('the minor unit', () => {
  it('has cases to be judged by', () => expect(currencies.length).toBeGreaterThan(0));

  it.each(currencies.map(({ code: one, minorDigits }) => [one, minorDigits] as const))(
    'of %s has the digits of ISO 4217',
    (one, digits) => expect(minorUnitDigits(one)).toBe(digits ?? 0),
  );

  it('is not what the engine thinks it is', () => {
    const wrong = currencies.filter((currency) => currency.engineDefaultsWrong);
    expect(wrong.length).toBeGreaterThan(0);
    const here = wrong.filter(
      ({ code: one }) =>
        new Intl.NumberFormat('en', { style: 'currency', currency: one }).resolvedOptions().maximumFractionDigits !==
        minorUnitDigits(one),
    );
    expect(here.map((currency) => currency.code)).toContain('HUF');
  });

  it('has two digits where the code is unknown', () => expect(minorUnitDigits('ZZZ')).toBe(2));
});

describe('money', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])('is never made from %s', (wrong) =>
    expect(() => money(wrong, 'USD')).toThrow(RangeError),
  );

  it.each(['usd', 'US', 'USDT', '', ' USD', '$', 'ÜSD'])('is never made in "%s"', (wrong) => {
    expect(isCurrencyCode(wrong)).toBe(false);
    expect(() => money(1, wrong)).toThrow(/ISO 4217/);
  });

  it('has no minus zero', () => {
    expect(Object.is(money(-0, 'USD').amount, 0)).toBe(true);
    expect(toDecimalString({ amount: -0, currency: 'USD' })).toBe('0.00');
  });

  it('is told from what only looks like it', () => {
    const never: readonly unknown[] = [
      null,
      undefined,
      12,
      '12 USD',
      [],
      {},
      { amount: '12', currency: 'USD' },
      { amount: 12 },
      { amount: 1.5, currency: 'USD' },
      { amount: 12, currency: 'usd' },
      { amount: 12, currency: ['USD'] },
      { amount: 2 ** 53, currency: 'USD' },
    ];
    for (const value of never) expect(isMoney(value)).toBe(false);
    fc.assert(fc.property(anyMoney, isMoney));
  });

  it.each([
    [0, 'USD', '0.00'],
    [1, 'USD', '0.01'],
    [-5, 'USD', '-0.05'],
    [8450, 'USD', '84.50'],
    [8450, 'JPY', '8450'],
    [1234567, 'KWD', '1234.567'],
    [5, 'KWD', '0.005'],
    [12345, 'CLF', '1.2345'],
    [100, 'HUF', '1.00'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
    [Number.MIN_SAFE_INTEGER, 'USD', '-90071992547409.91'],
    [Number.MAX_SAFE_INTEGER, 'JPY', '9007199254740991'],
  ])('of %i minor units of %s is written %s', (minor, currency, written) =>
    expect(toDecimalString(money(minor, currency))).toBe(written),
  );

  it('loses no digit when it is written as a decimal', () => {
    fc.assert(
      fc.property(anyMoney, (value) => {
        const written = toDecimalString(value);
        const digits = minorUnitDigits(value.currency);
        expect(written).toMatch(digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`));
        expect(BigInt(written.replace('.', ''))).toBe(BigInt(value.amount));
      }),
    );
  });

  it('keeps its amount and loses its sign as an absolute value', () => {
    fc.assert(
      fc.property(anyMoney, (value) => {
        expect(absolute(value).amount).toBe(Math.abs(value.amount));
        expect(absolute(absolute(value))).toEqual(absolute(value));
        expect(absolute(value).currency).toBe(value.currency);
      }),
    );
    expect([-1, 0, 1].map((minor) => absolute(usdOf(minor)).amount)).toEqual([1, 0, 1]);
  });

  it('is the same only in amount and currency, and null only as null', () => {
    fc.assert(
      fc.property(anyMoney, anyMoney, (a, b) => {
        expect(sameMoney(a, { ...a })).toBe(true);
        expect(sameMoney(a, b)).toBe(a.amount === b.amount && a.currency === b.currency);
        expect(sameMoney(a, null)).toBe(false);
        expect(sameMoney(null, a)).toBe(false);
      }),
    );
    expect(sameMoney(null, null)).toBe(true);
    expect(sameMoney(zero('USD'), zero('EUR'))).toBe(false);
  });
});

describe('the lines of a statement', () => {
  it('add up exactly when their sum is the total', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 12 }), fc.maxSafeInteger(), (amounts, off) => {
        const lines = amounts.map((one) => money(one, 'USD'));
        const sum = amounts.reduce((so, one) => so + BigInt(one), 0n);
        for (const total of [sum, sum + BigInt(off)]) {
          const asNumber = Number(total);
          if (!Number.isSafeInteger(asNumber) || BigInt(asNumber) !== total) continue;
          expect(addsUp(lines, money(asNumber, 'USD'))).toBe(total === sum);
        }
      }),
    );
  });

  it('do not add up over the edge of what a number can hold', () => {
    const edge = Number.MAX_SAFE_INTEGER;
    const lines = [money(edge, 'USD'), money(1, 'USD'), money(1, 'USD'), money(-edge, 'USD')];
    expect(addsUp(lines, money(1, 'USD'))).toBe(false);
    expect(addsUp(lines, money(2, 'USD'))).toBe(true);
  });

  it('do not add up across currencies', () => {
    expect(addsUp([money(100, 'USD'), money(100, 'EUR')], money(200, 'USD'))).toBe(false);
    expect(addsUp([money(100, 'EUR')], money(100, 'USD'))).toBe(false);
  });

  it('add up to nothing where there are none', () => {
    expect(addsUp([], zero('USD'))).toBe(true);
    expect(addsUp([], money(1, 'USD'))).toBe(false);
  });
});
