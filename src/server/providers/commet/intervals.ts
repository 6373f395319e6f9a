import type { BillingInterval } from '../../../core/plan.js';

/** The intervals that renew. `one_time` is none. */
export type CommetInterval = 'weekly' | 'monthly' | 'quarterly' | 'yearly';

const INTERVALS: Readonly<Record<CommetInterval, BillingInterval>> = {
  weekly: { interval: 'week', intervalCount: 1 },
  monthly: { interval: 'month', intervalCount: 1 },
  quarterly: { interval: 'month', intervalCount: 3 },
  yearly: { interval: 'year', intervalCount: 1 },
};

export function intervalOf(name: CommetInterval): BillingInterval {
  return INTERVALS[name];
}

export function asInterval(name: string | null | undefined): CommetInterval | null {
  return name === 'weekly' || name === 'monthly' || name === 'quarterly' || name === 'yearly' ? name : null;
}

/** Commet's prices have no id of their own on every version, so plan and interval name them. */
export function priceIdOf(planId: string, interval: CommetInterval | null): string {
  return `${planId}:${interval ?? 'free'}`;
}

/** The interval a price id was made from; null for a free plan without prices. */
export function intervalIn(priceId: string): CommetInterval | null {
  return asInterval(priceId.split(':')[1]);
}

/** The date one interval later. A month that is too short ends it: 31 January is followed by the last of February. */
export function addInterval(date: string, { interval, intervalCount }: BillingInterval): string {
  const from = new Date(date);
  if (interval === 'day' || interval === 'week') {
    const days = intervalCount * (interval === 'week' ? 7 : 1);
    return new Date(from.getTime() + days * 86_400_000).toISOString();
  }
  const months = intervalCount * (interval === 'year' ? 12 : 1);
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return to.toISOString();
}
