import type { BillingInterval } from '../core/plan.js';
import { intervalKey } from '../core/plan.js';
import type { Format } from './format.js';
import type { ChangeKey, Fill, MessageKey, Messages, PlanKey, Source } from './messages.js';

type Values<V> = Readonly<Record<string, V | number | undefined>>;

/** A message taken apart: texts, and filled-in values between them. */
export function pieces<V>(source: Source, format: Format, values: Values<V> = {}): readonly (string | V)[] {
  const { count } = values;
  const text = typeof source === 'string' ? source : (source[format.plural(Number(count))] ?? source.other);
  return text.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const value = values[piece];
    if (value === undefined) return `{${piece}}`;
    return typeof value === 'number' ? format.number(value) : value;
  });
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
