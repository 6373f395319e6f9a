import { days360Between, daysBetween, instant, SECOND } from './calendar.js';
import { ROUNDINGS, takeRatio } from './rounding.js';
import type { Ratio, Rounding } from './rounding.js';

/** The models that say what a change of plan costs. */
export const PLAN_CHANGE_MODELS = [
  'full-new-less-credit',
  'prorate-both',
  'credit-full-new-cycle',
  'difference',
  'full-no-credit',
] as const;
export type PlanChangeModel = (typeof PLAN_CHANGE_MODELS)[number];

export const MODELS = [...PLAN_CHANGE_MODELS, 'single-line', 'balance-run'] as const;
export type ProrationModel = (typeof MODELS)[number];

/** What time is measured in. `stated-ratio`: the caller gives the part itself. */
export const GRANULARITIES = ['second', 'day', 'stated-ratio'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/**
 * How days are counted. `change-day-unused`: calendar days, the day of the change still counts as left;
 * `change-day-used`: calendar days without it; `thirty-360`: every month has 30 days.
 */
export const DAY_COUNTS = ['change-day-unused', 'change-day-used', 'thirty-360'] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

export interface ProrationOptions<Model extends ProrationModel = ProrationModel> {
  readonly model: Model;
  readonly granularity: Granularity;
  readonly dayCount: DayCount;
  /** Each line is rounded by itself, then the lines are added. */
  readonly rounding: Rounding;
  /** Whether seats above the included ones that were paid for are credited with the plan. */
  readonly seatCredit: 'none' | 'credited';
}

/** Which part of what was paid is still unused: stated, or measured between dates (ISO 8601). */
export type Remaining =
  | { readonly ratio: Ratio }
  | { readonly period: { readonly start: string; readonly end: string }; readonly changeAt: string };

/** Prices in minor units of one currency. */
export interface ProrationInput {
  /** What the present period was paid with. */
  readonly old: { readonly amount: number; readonly extraSeats?: number };
  readonly new: { readonly amount: number };
  /** Use and the like that is billed on the same invoice whatever the model says. */
  readonly extraCharge?: number;
  readonly remaining: Remaining;
}

/** All amounts in minor units. `net` is `charge` less `credit`, and negative where the customer gets more back. */
export interface Proration {
  /** What is given back, as a positive amount. */
  readonly credit: number;
  readonly charge: number;
  readonly net: number;
  /** The part of the period the lines are for; null where the model does not look at time. */
  readonly ratio: Ratio | null;
  /** Whether the change begins a period of its own. */
  readonly restarts: boolean;
}

/** Says no to a name that the engine does not implement, with the names that it does. */
export function implemented<Name extends string>(kind: string, names: readonly Name[], name: string): Name {
  const found = names.find((candidate) => candidate === name);
  if (found === undefined)
    throw new RangeError(
      `The sandbox does not implement the ${kind} ${JSON.stringify(name)}. It implements: ${names.join(', ')}.`,
    );
  return found;
}

/** Checks every name of the options. @throws RangeError by name. */
export function checkProrationOptions(options: ProrationOptions): ProrationOptions {
  return {
    model: implemented('proration model', MODELS, options.model),
    granularity: implemented('granularity', GRANULARITIES, options.granularity),
    dayCount: implemented('day count', DAY_COUNTS, options.dayCount),
    rounding: implemented('rounding', ROUNDINGS, options.rounding),
    seatCredit: implemented('seat credit', ['none', 'credited'] as const, options.seatCredit),
  };
}

/** The unused part of a period. Never below nothing or above the whole. */
export function remainingRatio(
  remaining: Remaining,
  options: Pick<ProrationOptions, 'granularity' | 'dayCount'>,
): Ratio {
  if ('ratio' in remaining) return checkRatio(remaining.ratio);
  const { period, changeAt } = remaining;
  switch (options.granularity) {
    case 'stated-ratio':
      throw new RangeError('Stated-ratio granularity needs the ratio itself: dates do not reproduce it.');
    case 'second':
      return clamp(seconds(changeAt, period.end), seconds(period.start, period.end));
    case 'day':
      return dayRatio(period, changeAt, options.dayCount);
  }
}

function seconds(from: string, to: string): number {
  return Math.floor(instant(to) / SECOND) - Math.floor(instant(from) / SECOND);
}

function dayRatio(period: { start: string; end: string }, changeAt: string, dayCount: DayCount): Ratio {
  switch (dayCount) {
    case 'change-day-unused':
      return clamp(daysBetween(changeAt, period.end), daysBetween(period.start, period.end));
    case 'change-day-used':
      return clamp(daysBetween(changeAt, period.end) - 1, daysBetween(period.start, period.end));
    case 'thirty-360':
      return clamp(days360Between(changeAt, period.end), days360Between(period.start, period.end));
  }
}

function clamp(part: number, total: number): Ratio {
  return checkRatio({ part: Math.min(Math.max(part, 0), total), total });
}

function checkRatio(ratio: Ratio): Ratio {
  const whole = Number.isSafeInteger(ratio.part) && Number.isSafeInteger(ratio.total);
  if (!whole || ratio.total <= 0 || ratio.part < 0)
    throw new RangeError(`${ratio.part} of ${ratio.total} is no part of a period.`);
  return ratio;
}

/** What changing from one price to another costs. @throws RangeError for a model that is not one of plan changes. */
export function prorate(input: ProrationInput, options: ProrationOptions): Proration {
  const model = implemented('plan change model', PLAN_CHANGE_MODELS, options.model);
  const extra = input.extraCharge ?? 0;
  const take = (amount: number, ratio: Ratio) => takeRatio(amount, ratio, options.rounding);
  const unused = () => {
    const ratio = remainingRatio(input.remaining, options);
    const seats = options.seatCredit === 'credited' ? (input.old.extraSeats ?? 0) : 0;
    return { ratio, credit: take(input.old.amount, ratio) + take(seats, ratio) };
  };
  switch (model) {
    case 'full-new-less-credit':
    case 'credit-full-new-cycle': {
      const { ratio, credit } = unused();
      return total(credit, input.new.amount + extra, ratio, true);
    }
    case 'prorate-both': {
      const { ratio, credit } = unused();
      return total(credit, take(input.new.amount, ratio) + extra, ratio, false);
    }
    case 'difference': {
      const difference = input.new.amount - input.old.amount;
      return total(Math.max(-difference, 0), Math.max(difference, 0) + extra, null, false);
    }
    case 'full-no-credit':
      return total(0, input.new.amount + extra, null, true);
  }
}

function total(credit: number, charge: number, ratio: Ratio | null, restarts: boolean): Proration {
  return { credit, charge, net: charge - credit, ratio, restarts };
}

/** One amount for the rest of a period, such as seats that are added in it. */
export function prorateLine(amount: number, remaining: Remaining, options: ProrationOptions): number {
  return takeRatio(amount, remainingRatio(remaining, options), options.rounding);
}

/** Uses a credit balance against renewals in their order. */
export function runBalance(
  startBalance: number,
  renewals: readonly number[],
): { readonly renewalCharges: readonly number[]; readonly balanceLeft: number } {
  let balanceLeft = startBalance;
  const renewalCharges = renewals.map((amount) => {
    const used = Math.min(Math.max(balanceLeft, 0), amount);
    balanceLeft -= used;
    return amount - used;
  });
  return { renewalCharges, balanceLeft };
}
