import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/locale/format.js';
import { loadCases } from '../cases.js';
import { moneyCases, wronglyWritten, type CurrencyCases } from '../languages/currencyCases.js';
import { createFor, shown } from '../languages/shown.js';

// The repository's own file, or one of the same shape.
const cases = loadCases('currencies') as CurrencyCases;

describe('currencies.json', () => {
  it('amounts read as written in every language, Kurdish included, and keep every digit', () => {
    const money = moneyCases(cases);
    expect(wronglyWritten(money)).toEqual([]);
    console.log(`amounts: ${money.length} ran, 0 skipped`);
    expect(money.length).toBeGreaterThan(1000);
  });

  it('a date is the day of the billing zone, whatever zone the reader is in', () => {
    let ran = 0;
    for (const { instant, utc, naiveInZone } of cases.dates.cases) {
      for (const reader of Object.keys(naiveInZone)) {
        const format = createFormat('en-US', 'UTC', reader);
        expect([instant, reader, format.date(instant)]).toEqual([instant, reader, utc]);
        expect(format.foreignZone(instant)).not.toBeNull();
        ran += 1;
      }
    }
    console.log(`dates: ${ran} ran, 0 skipped`);
    expect(ran).toBeGreaterThan(0);
  });

  it('counts in the plural forms of each language', () => {
    let ran = 0;
    for (const [tag, { samples }] of Object.entries(cases.plurals)) {
      // The file's short tags stand for the regions of its locales: its `pt` is that of Portugal.
      const locale = cases.locales.find((one) => one.tag.startsWith(tag))?.tag ?? tag;
      const format = createFor(locale)(locale, 'UTC', 'UTC');
      for (const [count, category] of Object.entries(samples)) {
        expect([tag, count, format.plural(Number(count))]).toEqual([tag, count, category]);
        ran += 1;
      }
    }
    console.log(`plurals: ${ran} ran, 0 skipped`);
    expect(ran).toBeGreaterThan(0);
  });
});

// Node knows both languages, in words that Unicode publishes: our own data have to say the same.
describe('Kurdish by our own data', () => {
  const days = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2027, month, 21, 8, 5, 9)).toISOString());
  const codes = cases.currencies.map(({ code }) => code).filter((code) => code !== 'XXX');

  it.each(['ku', 'ckb-u-nu-arab'])('writes %s as Node does', (tag) => {
    const format = createFor(tag)(tag, 'UTC', null);
    const other = createFormat(tag, 'UTC', null);
    for (const day of days)
      for (const kind of ['date', 'day', 'time'] as const) expect(format[kind](day)).toBe(other[kind](day));
    expect(format.time('2027-01-01T23:05:09.000Z')).toBe(other.time('2027-01-01T23:05:09.000Z'));
    for (const value of [0, 7, -12, 1234, 1_234_567, 1234.5, -0.25]) {
      expect(format.number(value)).toBe(other.number(value));
      expect(format.percent(Math.round(value))).toBe(other.percent(Math.round(value)));
      expect(format.plural(value)).toBe(other.plural(value));
    }
    const differing = codes.filter((currency) =>
      [123_456, -100].some((amount) => format.money({ amount, currency }) !== money(tag, amount, currency)),
    );
    expect(differing).toEqual([]);
  });

  it('joins lists, names zones by their city and currencies in Kurdish', () => {
    const sorani = createFor('ckb')('ckb', 'America/Los_Angeles', 'Europe/Berlin');
    expect([sorani.list(['A']), sorani.list(['A', 'B', 'C'])]).toEqual(['A', 'A، B و C']);
    expect(sorani.foreignZone(days[0] ?? '')).toBe('کاتی Los Angeles');
    expect([sorani.currency('USD'), sorani.currency('ANG')]).toEqual(['دۆلاری ئەمریکی', 'ANG']);
    const kurmanji = createFor('ku')('ku', 'Asia/Baghdad', 'Asia/Baghdad');
    expect([kurmanji.list([]), kurmanji.list(['A', 'B', 'C'])]).toEqual(['', 'A, B û C']);
    expect(kurmanji.foreignZone(days[0] ?? '')).toBeNull();
    expect(kurmanji.currency('EUR')).toBe('ewro');
  });

  it('leaves out digits that are all zero in prices that are compared', () => {
    const { price } = createFor('ku')('ku', 'UTC', null);
    expect([price({ amount: 2400, currency: 'USD' }), price({ amount: 2450, currency: 'USD' })]).toEqual([
      '24\u00a0$',
      '24,50\u00a0$',
    ]);
  });
});

/** The language as Node writes it, with the digits of ISO 4217. */
function money(tag: string, amount: number, currency: string): string {
  const digits = cases.currencies.find(({ code }) => code === currency)?.minorDigits ?? 2;
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(tag, options).format(amount / 10 ** digits);
}

describe('digits', () => {
  it('are Latin where the tag names no others, whatever the region prefers', () => {
    const texts = ['ar', 'ar-EG', 'fa', 'mr'].map((tag) => createFormat(tag, 'UTC', null).number(1234));
    expect(texts.filter((text) => !/^1.?234$/.test(text))).toEqual([]);
    expect(createFormat('ar-EG-u-nu-arab', 'UTC', null).number(1234)).toBe('١٬٢٣٤');
  });

  it('are the same however often they are asked for', () => {
    expect(shown('de', ['EUR'])).toEqual(shown('de', ['EUR']));
  });
});
