import { minorUnitDigits, type Money } from '../../core/money.js';
import { cached, createFormat, dateFormat, decimal } from '../format.js';
import type { CreateFormat } from '../language.js';

/** How a language writes numbers, money and dates, for one that not every browser knows. Names in braces are filled in. */
export interface FormatData {
  /** Zero to nine. */
  readonly digits: string;
  readonly group: string;
  readonly decimal: string;
  /** Stands before the whole of what is negative. */
  readonly minus: string;
  /** With `{number}` and `{symbol}`. */
  readonly money: string;
  /** With `{number}`. */
  readonly percent: string;
  /** What stands for an ISO 4217 code. Left out: the code. */
  readonly symbols: Readonly<Record<string, string>>;
  /** Names of currencies. Left out: the code. */
  readonly currencies: Readonly<Record<string, string>>;
  /** With `{day}`, `{month}` and `{year}`. */
  readonly date: string;
  /** With `{day}` and `{month}`. */
  readonly day: string;
  /** January to December. */
  readonly months: readonly string[];
  /** With `{time}`, and `{half}` where the day has two halves. */
  readonly time: string;
  /** Before and after noon. Left out: the day has 24 hours. */
  readonly halves?: readonly [before: string, after: string];
  /** With `{city}`: the time of a zone. */
  readonly zone: string;
  /** Between the items of a list, and before the last one. */
  readonly list: readonly [comma: string, and: string];
}

const DATE: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', second: '2-digit' };

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** "Los Angeles" of `America/Los_Angeles`. */
function cityOf(timeZone: string): string {
  return timeZone.replace(/^.*\//, '').replaceAll('_', ' ');
}

/**
 * Formats from data alone: the engine is asked only for what it says the same everywhere, in English and in Latin digits.
 * The language has to count as English does: one, and all others.
 */
export function createOwnFormat(data: FormatData): CreateFormat {
  const inDigits = (text: string) =>
    text.replace(/[\d,.]/g, (mark) =>
      mark === ',' ? data.group : mark === '.' ? data.decimal : (data.digits[Number(mark)] ?? mark),
    );
  const signed = (text: string, pattern: string, symbol = '') =>
    (text.startsWith('-') ? data.minus : '') + fill(pattern, { number: inDigits(text.replace('-', '')), symbol });

  function money(value: Money, options: Intl.NumberFormatOptions = {}): string {
    const digits = minorUnitDigits(value.currency);
    const figures = cached(
      `own ${digits} ${JSON.stringify(options)}`,
      () => new Intl.NumberFormat('en', { ...options, minimumFractionDigits: digits, maximumFractionDigits: digits }),
    );
    return signed(figures.format(decimal(value)), data.money, data.symbols[value.currency] ?? value.currency);
  }

  function on(iso: string, timeZone: string, options: Intl.DateTimeFormatOptions): Readonly<Record<string, string>> {
    const parts = dateFormat('en-u-ca-gregory', timeZone, `own ${options.hourCycle}`, options);
    return Object.fromEntries(parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  }

  return (locale, billingTimeZone, readerTimeZone) => {
    const english = createFormat('en', billingTimeZone, readerTimeZone);
    const day = (iso: string, pattern: string) => {
      const { day: ofMonth = '', month = '', year = '' } = on(iso, billingTimeZone, DATE);
      return fill(pattern, {
        day: inDigits(ofMonth),
        month: data.months[Number(month) - 1] ?? month,
        year: inDigits(year),
      });
    };
    return {
      ...english,
      locale,
      money: (value) => money(value),
      price: (value) => money(value, { trailingZeroDisplay: 'stripIfInteger' }),
      currency: (code) => data.currencies[code] ?? code,
      number: (value) => signed(english.number(value), '{number}'),
      percent: (value) => signed(english.number(Math.round(value)), data.percent),
      date: (iso) => day(iso, data.date),
      day: (iso) => day(iso, data.day),
      time: (iso) => {
        const halves = data.halves;
        const hourCycle = halves ? 'h12' : 'h23';
        const zone = readerTimeZone ?? billingTimeZone;
        const { hour = '', minute = '', second = '', dayPeriod } = on(iso, zone, { ...TIME, hourCycle });
        const time = inDigits([halves ? hour : hour.padStart(2, '0'), minute, second].join(':'));
        return fill(data.time, { time, half: halves?.[dayPeriod === 'AM' ? 0 : 1] ?? '' });
      },
      list: (items) => {
        const last = items.at(-1) ?? '';
        const [comma, and] = data.list;
        return items.length < 2 ? last : items.slice(0, -1).join(comma) + and + last;
      },
      foreignZone: (iso) =>
        english.foreignZone(iso) === null ? null : fill(data.zone, { city: cityOf(billingTimeZone) }),
    };
  };
}
