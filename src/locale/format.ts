import { minorUnitDigits, toDecimalString, type Money } from '../core/money.js';

/** Numbers, money and dates in one language and one billing time zone. */
export interface Format {
  readonly locale: string;
  /** The zone dates are shown in. */
  readonly timeZone: string;
  /** With every digit of the currency: "$84.50", "¥8,450". */
  money(value: Money): string;
  /** Without digits that are all zero, for prices that are compared: "$24". */
  price(value: Money): string;
  /** "US Dollar" of an ISO 4217 code. */
  currency(code: string): string;
  number(value: number): string;
  /** Whole percent: 17 is "17%". */
  percent(value: number): string;
  /** "March 1, 2027". */
  date(iso: string): string;
  /** "March 1", where the year is plain from the place. */
  day(iso: string): string;
  /** The time of day in the reader's own zone. */
  time(iso: string): string;
  list(items: readonly string[]): string;
  plural(count: number): Intl.LDMLPluralRule;
  /** The billing zone in words, where the reader lives in another one; else null. */
  foreignZone(iso: string): string | null;
}

const cache = new Map<string, unknown>();

function cached<T>(key: string, make: () => T): T {
  let found = cache.get(key);
  if (found === undefined) cache.set(key, (found = make()));
  // Safe: a key names its formatter's kind, and every kind has one call below.
  return found as T;
}

function moneyFormat(locale: string, currency: string, strip: boolean): Intl.NumberFormat {
  const digits = minorUnitDigits(currency);
  return cached(`money ${locale} ${currency} ${strip}`, () => {
    const options: Intl.NumberFormatOptions = {
      style: 'currency',
      currency,
      signDisplay: 'negative',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    };
    return new Intl.NumberFormat(locale, strip ? { ...options, trailingZeroDisplay: 'stripIfInteger' } : options);
  });
}

// Chromium keeps every digit of a decimal string; a number would lose some.
function decimal(value: Money): Intl.StringNumericLiteral {
  // Safe: toDecimalString writes digits, one point and at most one minus sign.
  return toDecimalString(value) as Intl.StringNumericLiteral;
}

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const DATE: Intl.DateTimeFormatOptions = { ...DAY, year: 'numeric' };

function dateFormat(
  locale: string,
  timeZone: string | undefined,
  kind: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return cached(
    `${kind} ${locale} ${timeZone ?? ''}`,
    () => new Intl.DateTimeFormat(locale, timeZone === undefined ? options : { ...options, timeZone }),
  );
}

function zoneName(locale: string, timeZone: string, iso: string): string {
  const parts = dateFormat(locale, timeZone, 'zone', { timeZoneName: 'longGeneric' }).formatToParts(new Date(iso));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

function numberFormat(locale: string): Intl.NumberFormat {
  return cached(`number ${locale}`, () => new Intl.NumberFormat(locale));
}

/**
 * Formats for one language.
 * @param billingTimeZone where the provider's dates are days.
 * @param readerTimeZone where the reader lives; null where that is not known, as on a server.
 */
export function createFormat(locale: string, billingTimeZone: string, readerTimeZone: string | null): Format {
  const dates = (kind: string, options: Intl.DateTimeFormatOptions, iso: string) =>
    dateFormat(locale, billingTimeZone, kind, options).format(new Date(iso));
  return {
    locale,
    timeZone: billingTimeZone,
    money: (value) => moneyFormat(locale, value.currency, false).format(decimal(value)),
    price: (value) => moneyFormat(locale, value.currency, true).format(decimal(value)),
    currency: (code) =>
      cached(`currency ${locale}`, () => new Intl.DisplayNames(locale, { type: 'currency' })).of(code) ?? code,
    number: (value) => numberFormat(locale).format(value),
    percent: (value) =>
      cached(`percent ${locale}`, () => new Intl.NumberFormat(locale, { style: 'percent' })).format(value / 100),
    date: (iso) => dates('date', DATE, iso),
    day: (iso) => dates('day', DAY, iso),
    time: (iso) =>
      dateFormat(locale, readerTimeZone ?? billingTimeZone, 'time', { timeStyle: 'medium' }).format(new Date(iso)),
    list: (items) => cached(`list ${locale}`, () => new Intl.ListFormat(locale)).format(items),
    plural: (count) => cached(`plural ${locale}`, () => new Intl.PluralRules(locale)).select(count),
    foreignZone: (iso) =>
      readerTimeZone === null || readerTimeZone === billingTimeZone ? null : zoneName(locale, billingTimeZone, iso),
  };
}
