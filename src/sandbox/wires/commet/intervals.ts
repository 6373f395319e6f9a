import type { BillingInterval } from '../../../core/plan.js';
import { intervalKey } from '../../../core/plan.js';

const BY_NAME: Readonly<Record<string, BillingInterval>> = {
  weekly: { interval: 'week', intervalCount: 1 },
  monthly: { interval: 'month', intervalCount: 1 },
  quarterly: { interval: 'month', intervalCount: 3 },
  yearly: { interval: 'year', intervalCount: 1 },
};

export const INTERVAL_NAMES: readonly string[] = Object.keys(BY_NAME);

export function intervalNamed(name: string): BillingInterval | undefined {
  return Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
}

/** The vendor's name of an interval. A month of twelve is a year to it. */
export function nameOfInterval(interval: BillingInterval): string {
  const key = intervalKey(interval) === 'month:12' ? 'year:1' : intervalKey(interval);
  return INTERVAL_NAMES.find((name) => BY_NAME[name] && intervalKey(BY_NAME[name]) === key) ?? key;
}
