import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/locale/format.js';
import { minorUnitDigits } from 'planshift/core';
import { loadCases } from '../cases.js';

/** Spaces and direction marks differ between engines and say nothing about the amount. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u061c]/g, '');
const en = createFormat('en', 'UTC', 'UTC');

describe('money', () => {
  it.each([
    ['en', 8450, 'USD', '$84.50'],
    ['en', -1450, 'USD', '-$14.50'],
    ['en', 0, 'USD', '$0.00'],
    ['en', 8450, 'JPY', '¥8,450'],
    ['en', 1234567, 'KWD', 'KWD 1,234.567'],
    ['en', 845_050, 'HUF', 'HUF 8,450.50'],
    ['de', 123_456, 'EUR', '1.234,56 €'],
    ['ja', 8450, 'JPY', '￥8,450'],
    ['en', 9_007_199_254_740_991, 'USD', '$90,071,992,547,409.91'],
  ])('in %s: %d minor units of %s is %s', (locale, amount, currency, shown) => {
    expect(plain(createFormat(locale, 'UTC', 'UTC').money({ amount, currency }))).toBe(shown);
  });

  it('shows every digit of every currency that ISO 4217 knows', () => {
    const codes = codesOf(loadCases('currencies'));
    let ran = 0;
    for (const currency of codes) {
      const digits = minorUnitDigits(currency);
      const text = en.money({ amount: 10 ** digits + 1, currency });
      const shown = /1(?:\.(\d+))?$/.exec(plain(text).replace(/[^\d.]+/g, ''))?.[1]?.length ?? 0;
      expect([currency, digits === 0 ? 0 : shown]).toEqual([currency, digits]);
      ran++;
    }
    console.log(`currencies: ${ran} ran, 0 skipped`);
    expect(ran).toBeGreaterThan(100);
  });

  it('leaves out digits that are all zero where prices are compared, and only those', () => {
    expect(en.price({ amount: 2400, currency: 'USD' })).toBe('$24');
    expect(en.price({ amount: 2450, currency: 'USD' })).toBe('$24.50');
  });
});

/** Every alphabetic code that appears as a key or a `code` in the cases. */
function codesOf(cases: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(cases, (key, value: unknown) => {
    if ((key === 'code' || key === 'currency') && typeof value === 'string' && /^[A-Z]{3}$/.test(value))
      found.add(value);
    return value;
  });
  return found;
}

describe('dates', () => {
  it('are days of the billing zone, with the month in letters', () => {
    const format = createFormat('en', 'America/Los_Angeles', 'Europe/Berlin');
    expect(format.date('2027-03-01T03:00:00.000Z')).toBe('February 28, 2027');
    expect(format.day('2027-03-01T12:00:00.000Z')).toBe('March 1');
    expect(createFormat('de', 'UTC', 'UTC').date('2027-03-01T00:00:00.000Z')).toBe('1. März 2027');
  });

  it('name the billing zone only to readers of another', () => {
    expect(createFormat('en', 'America/Los_Angeles', 'Europe/Berlin').foreignZone('2027-03-01T00:00:00.000Z')).toBe(
      'Pacific Time',
    );
    expect(createFormat('en', 'Europe/Berlin', 'Europe/Berlin').foreignZone('2027-03-01T00:00:00.000Z')).toBeNull();
    expect(createFormat('en', 'Europe/Berlin', null).foreignZone('2027-03-01T00:00:00.000Z')).toBeNull();
  });
});
