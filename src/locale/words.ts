import type { BillingInterval } from '../core/plan.js';
import { intervalKey } from '../core/plan.js';
import type { Format } from './format.js';
import type { ChangeKey, Fill, MessageKey, Messages, PlanKey, Source } from './messages.js';

type Values<V> = Readonly<Record<string, V | number | undefined>>;

/** A message taken apart: texts, and filled-in values between them, isolated as `isolated` says. */
export function pieces<V>(source: Source, format: Format, values: Values<V> = {}): readonly (string | V)[] {
  const { count } = values;
  const text = typeof source === 'string' ? source : (source[format.plural(Number(count))] ?? source.other);
  return isolated(
    text.split(/\{(\w+)\}/).map((piece, index) => {
      if (index % 2 === 0) return piece;
      const value = values[piece];
      if (value === undefined) return `{${piece}}`;
      return typeof value === 'number' ? format.number(value) : value;
    }),
    format,
  );
}

// Letters and marks that turn the line around.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff]/;

/**
 * How an amount is drawn where marks or digits turn it around (Arabic, Kurdish, Hebrew); undefined where nothing does.
 * From left to right where its currency is in Latin letters: else "US$" would stand on both sides of "-14.50".
 */
export function amountDirection(text: string): 'ltr' | 'rtl' | undefined {
  if (!/^-?[\u200f\u061c\u0660-\u0669]/.test(text)) return undefined;
  return /\u00a0[A-Z]/.test(text) ? 'ltr' : 'rtl';
}

// What holds an isolated value already was put together here, out of words of the language around it.
function isolate(text: string): string {
  if (/[\u2066-\u2068]/.test(text)) return text;
  const direction = amountDirection(text);
  return `${direction === 'ltr' ? '\u2066' : direction ? '\u2067' : '\u2068'}${text}\u2069`;
}

/**
 * Pieces of which every second one was filled in, each of those kept in an order of its own (U+2066 to U+2068 … U+2069).
 * Only in a language that is written from right to left, or where a letter is that is: elsewhere no order can be mixed up, and
 * the text stays as plain as it is.
 */
function isolated<V>(all: readonly (string | V)[], { direction }: Format): readonly (string | V)[] {
  const isMixed = direction ?? all.some((piece) => typeof piece === 'string' && RIGHT_TO_LEFT.test(piece));
  if (!isMixed) return all;
  return all.map((piece, index) => (index % 2 === 1 && typeof piece === 'string' ? isolate(piece) : piece));
}

/** One sentence after the other. Chinese and Japanese ones have the room between them in their full stop. */
export function sentences(...all: readonly string[]): string {
  return all.join(' ').replaceAll('。 ', '。');
}

/** "Pro and Team": names in one line, each in its own order where orders could be mixed up. */
export function listOf(format: Format, names: readonly string[]): string {
  const line = format.list(names);
  return (format.direction ?? RIGHT_TO_LEFT.test(line)) ? format.list(names.map(isolate)) : line;
}

/** Says a message of the catalogue, with its names filled in. */
export interface Say<Key extends MessageKey = ChangeKey> {
  <K extends Key>(key: K, ...fill: Fill<K, string>): string;
}

/** Says words of plans and intervals only. */
export type PlanSay = Say<PlanKey>;

/** @param given words of the host, or of another language, that go before `words`. */
export function createSay<Key extends MessageKey>(
  words: Pick<Messages, Key>,
  given: Partial<Messages>,
  format: Format,
): Say<Key> {
  return (key, ...[values]) => pieces<string>(given[key] ?? words[key], format, values).join('');
}

/** "per month", "every 3 months". */
export function perInterval(say: PlanSay, { interval, intervalCount }: BillingInterval): string {
  return intervalCount === 1 ? say(`per.${interval}`) : say(`every.${interval}`, { count: intervalCount });
}

/** "for the first 3 months": how long `periods` of an interval are. */
export function firstPeriods(say: PlanSay, { interval, intervalCount }: BillingInterval, periods: number): string {
  return say(`first.${interval}`, { count: intervalCount * periods });
}

const NAMED = ['day:1', 'week:1', 'month:1', 'month:3', 'year:1'] as const;

function named(interval: BillingInterval): (typeof NAMED)[number] | undefined {
  return NAMED.find((key) => key === intervalKey(interval));
}

/** "monthly", "every 2 weeks": within a sentence. */
export function intervalOften(say: PlanSay, interval: BillingInterval): string {
  const key = named(interval);
  return key ? say(`often.${key}`) : perInterval(say, interval);
}

/** "Monthly", "Every 2 weeks": standing alone. */
export function intervalLabel(say: PlanSay, interval: BillingInterval): string {
  const key = named(interval);
  return key ? say(`label.${key}`) : say(`label.${interval.interval}`, { count: interval.intervalCount });
}
