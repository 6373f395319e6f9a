import {
  freeIntervals,
  intervalKey,
  priceAt,
  savingPercent,
  type BillingInterval,
  type Plan,
  type Price,
} from '../../core/plan.js';
import type { PlanWording } from './features.js';

/** What a longer interval saves against the shortest, over all plans: a fact of the catalog. */
export type Saving =
  | { readonly kind: 'months'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number; readonly isSame: boolean };

export function savingAt(
  plans: readonly Plan[],
  interval: BillingInterval,
  intervals: readonly BillingInterval[],
  currency: string | null = null,
): Saving | null {
  const base = intervals.find(({ interval: unit }) => unit === 'month' || unit === 'year');
  if (!base) return null;
  const pairs = plans.flatMap((plan) => pairOf(plan, interval, base, currency));
  const percents = pairs.map(([long, short]) => savingPercent(long, short) ?? 0);
  const most = Math.max(0, ...percents);
  if (most === 0) return null;
  const months = pairs.map(([long, short]) => freeIntervals(long, short));
  const first = months[0];
  if (intervalKey(base) === 'month:1' && first && months.every((count) => count === first))
    return { kind: 'months', count: first };
  return { kind: 'percent', percent: most, isSame: percents.every((percent) => percent === most) };
}

function pairOf(
  plan: Plan,
  interval: BillingInterval,
  base: BillingInterval,
  currency: string | null,
): readonly (readonly [Price, Price])[] {
  const [long, short] = [priceAt(plan, interval, currency), priceAt(plan, base, currency)];
  return long && short && long !== short ? [[long, short]] : [];
}

/** "2 months free", "Save 15 %": null where nothing is saved. */
export function savingWords({ say, format }: PlanWording, ...where: Parameters<typeof savingAt>): string | null {
  const saving = savingAt(...where);
  if (saving === null) return null;
  if (saving.kind === 'months') return say('interval.monthsFree', { count: saving.count });
  const percent = format.percent(saving.percent);
  return saving.isSame ? say('interval.save', { percent }) : say('interval.saveUpTo', { percent });
}
