import type { Money } from '../../src/core/money.js';
import { ckbFormat } from '../../src/locale/formats/ckb.js';
import { kuFormat } from '../../src/locale/formats/ku.js';
import { createFormat } from '../../src/locale/format.js';
import type { CreateFormat } from '../../src/locale/language.js';

/** The tags that the languages of the package are formatted in, and those that hosts ask for most. */
export const TAGS = [
  'en',
  'ar',
  'ar-EG-u-nu-arab',
  'ckb',
  'ku',
  'de',
  'de-AT',
  'de-CH',
  'es',
  'es-MX',
  'fr',
  'fr-CA',
  'he',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt-PT',
  'pt-BR',
  'tr',
  'zh-Hans',
  'zh-Hant',
  'en-GB',
  'en-IN',
] as const;

/** Units of account, metals and codes for tests: nothing is sold in them, and Chromium has no names for them. */
const UNITS = new Set('BOV CHE CHW CLF COU MXV USN UYI UYW XAG XAU XBA XBB XBC XBD XPD XPT XTS XUA XXX'.split(' '));

const AMOUNTS = [0, -1, 99, 100, 123_456, -123_456, 12_300_000, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER];
const DAYS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2027, month, 3 * month + 1, 15)).toISOString());
const COUNTS = [0, 1, 2, 3, 5, 7, 10, 11, 21, 22, 100, 101, 111, 1_000_000, 1.5];
const ITEMS = ['A', 'B', 'C', 'D'];

/** What formats this tag: our own data where an engine may not know the language. */
export function createFor(tag: string): CreateFormat {
  const language = new Intl.Locale(tag).language;
  if (language === 'ckb') return ckbFormat;
  return language === 'ku' ? kuFormat : createFormat;
}

/**
 * Everything that one language's formats write about these currencies, each under a name that says what it is.
 * Without the time of day and the names of zones: those are the reader's, and told in the browser alone.
 */
export function shown(tag: string, codes: readonly string[]): Readonly<Record<string, string>> {
  const format = createFor(tag)(tag, 'America/Los_Angeles', 'UTC');
  const found: Record<string, string> = {};
  for (const currency of codes) {
    for (const amount of AMOUNTS) {
      const value: Money = { amount, currency };
      found[`money ${amount} ${currency}`] = format.money(value);
      found[`price ${amount} ${currency}`] = format.price(value);
    }
    if (!UNITS.has(currency)) found[`currency ${currency}`] = format.currency(currency);
  }
  for (const day of DAYS) {
    found[`date ${day}`] = format.date(day);
    found[`day ${day}`] = format.day(day);
  }
  for (const count of COUNTS) {
    found[`number ${count}`] = format.number(count * -1234.5);
    found[`percent ${count}`] = format.percent(Math.round(count));
    found[`plural ${count}`] = format.plural(count);
  }
  for (const count of [0, 1, 2, 3, 4]) found[`list ${count}`] = format.list(ITEMS.slice(0, count));
  return found;
}
