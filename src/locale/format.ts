import { minorUnitDigits, toDecimalString, type Money } from '../core/money.js';

/** Numbers, money and dates in one language and one billing time zone. */
export interface Format {
  readonly locale: string;
  /** Left out where the words around it are written from left to right. */
  readonly direction?: 'rtl' | undefined;
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

export function cached<T>(key: string, make: () => T): T {
  let found = cache.get(key);
  if (found === undefined) cache.set(key, (found = make()));
  // Safe: a key names its formatter's kind, and every kind has one call below.
  return found as T;
}

// Browsers leave out the symbols and names of money that is rare or new, and each other ones: it goes by its code.
const BY_CODE = 'SLE VED XCG XXX ZWG';

function moneyFormat(locale: string, currency: string, strip: boolean): Intl.NumberFormat {
  const digits = minorUnitDigits(currency);
  return cached(`money ${locale} ${currency} ${strip}`, () => {
    const options: Intl.NumberFormatOptions = {
      style: 'currency',
      currency,
      currencyDisplay: BY_CODE.includes(currency) ? 'code' : 'symbol',
      signDisplay: 'negative',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    };
    return new Intl.NumberFormat(locale, strip ? { ...options, trailingZeroDisplay: 'stripIfInteger' } : options);
  });
}

// Chromium keeps every digit of a decimal string; a number would lose some.
export function decimal(value: Money): Intl.StringNumericLiteral {
  // Safe: toDecimalString writes digits, one point and at most one minus sign.
  return toDecimalString(value) as Intl.StringNumericLiteral;
}

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const DATE: Intl.DateTimeFormatOptions = { ...DAY, year: 'numeric' };

export function dateFormat(
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

/** The same digits in every engine: Latin ones, where the tag does not name others. */
function pinned(locale: string): string {
  const { numberingSystem = 'latn' } = new Intl.Locale(locale);
  return new Intl.Locale(locale, { numberingSystem }).toString();
}

/**
 * Formats for one language. Digits are Latin where its tag names no others: `ar-EG-u-nu-arab`.
 * @param billingTimeZone where the provider's dates are days.
 * @param readerTimeZone where the reader lives; null where that is not known, as on a server.
 */
export function createFormat(locale: string, billingTimeZone: string, readerTimeZone: string | null): Format {
  const tag = pinned(locale);
  const dates = (kind: string, options: Intl.DateTimeFormatOptions, iso: string) =>
    dateFormat(tag, billingTimeZone, kind, options).format(new Date(iso));
  return {
    locale,
    timeZone: billingTimeZone,
    money: (value) => moneyFormat(tag, value.currency, false).format(decimal(value)),
    price: (value) => moneyFormat(tag, value.currency, true).format(decimal(value)),
    currency: (code) =>
      BY_CODE.includes(code)
        ? code
        : (cached(`currency ${tag}`, () => new Intl.DisplayNames(tag, { type: 'currency' })).of(code) ?? code),
    number: (value) => numberFormat(tag).format(value),
    percent: (value) =>
      cached(`percent ${tag}`, () => new Intl.NumberFormat(tag, { style: 'percent' })).format(value / 100),
    date: (iso) => dates('date', DATE, iso),
    day: (iso) => dates('day', DAY, iso),
    time: (iso) =>
      dateFormat(tag, readerTimeZone ?? billingTimeZone, 'time', { timeStyle: 'medium' }).format(new Date(iso)),
    list: (items) => cached(`list ${tag}`, () => new Intl.ListFormat(tag)).format(items),
    plural: (count) => cached(`plural ${tag}`, () => new Intl.PluralRules(tag)).select(count),
    foreignZone: (iso) =>
      readerTimeZone === null || readerTimeZone === billingTimeZone ? null : zoneName(tag, billingTimeZone, iso),
  };
}
