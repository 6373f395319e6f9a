import type { Money } from './money.js';

export type IntervalUnit = 'day' | 'week' | 'month' | 'year';

/** How often a price renews: every `intervalCount` `interval`s. Quarterly is 3 × month. */
export interface BillingInterval {
  readonly interval: IntervalUnit;
  /** A whole number from 1. */
  readonly intervalCount: number;
}

/** Why a plan or price cannot be chosen. Words for each live in the message catalogue. */
export type UnavailableReason =
  | 'not_allowed'
  | 'not_in_group'
  | 'plan_unavailable'
  | 'missing_regional_price'
  | 'no_price';

/** When the provider would carry a change out, as far as it says so before a preview. */
export type ChangeTiming = 'immediately' | 'next_billing_date' | 'checkout';

/** A lower price to begin with. After it the customer pays the price's own `amount`, without being asked again. */
export interface IntroOffer {
  /** What one unit costs in each of the first periods, before tax and discounts; less than the price, in its currency. */
  readonly amount: Money;
  /** How many of the price's intervals it lasts, from 1. */
  readonly periods: number;
}

/** What one plan costs at one interval. */
export interface Price {
  readonly id: string;
  readonly interval: BillingInterval;
  /** Recurring price of one unit, before tax and discounts. Null where the provider knows no price for the customer. */
  readonly amount: Money | null;
  /** What the operator pays for it. Encoded for operators only; null for customers. */
  readonly cost: Money | null;
  /** Free days before the first charge; 0 where there is no trial. */
  readonly trialDays: number;
  /** A lower price to begin with, where this customer would get one. Left out: none. */
  readonly intro?: IntroOffer;
  readonly timing: ChangeTiming | null;
  /** Null where the price may be chosen. */
  readonly unavailable: UnavailableReason | null;
}

/** Something a plan includes. A null number means unlimited. */
export type Feature =
  | { readonly kind: 'boolean'; readonly id: string; readonly name: string; readonly included: boolean }
  | {
      readonly kind: 'limit';
      readonly id: string;
      readonly name: string;
      readonly limit: number | null;
      readonly unit: string | null;
    }
  | {
      readonly kind: 'seats';
      readonly id: string;
      readonly name: string;
      readonly included: number | null;
      /** Whether more people than included can be billed, or are refused. */
      readonly overage: 'billed' | 'refused';
    };

export type PlanAvailability =
  | { readonly status: 'available' }
  | { readonly status: 'unavailable'; readonly reason: UnavailableReason }
  | { readonly status: 'contact_sales'; readonly url: string | null };

/** The texts of a plan that can stand in another language than the page. */
export type PlanText = 'name' | 'tagline' | 'badge' | 'features';

export interface Plan {
  readonly id: string;
  readonly name: string;
  /** One line of whom the plan is for. */
  readonly tagline: string | null;
  /** A short label, such as "Most popular". */
  readonly badge: string | null;
  readonly recommended: boolean;
  /** Ascending from the smallest plan to the largest; a move up is an upgrade, whatever the prices are. */
  readonly order: number;
  readonly isFree: boolean;
  readonly prices: readonly Price[];
  readonly features: readonly Feature[];
  readonly availability: PlanAvailability;
  /** BCP 47 tags of texts that are not in the language asked for, so that they can be marked with `lang`. */
  readonly lang: Readonly<Partial<Record<PlanText, string>>>;
}

export interface Addon {
  readonly id: string;
  readonly name: string;
  readonly amount: Money | null;
  readonly interval: BillingInterval;
}

export type ChangeDirection = 'upgrade' | 'downgrade' | 'interval' | 'subscribe' | 'same';

/** A stable key of an interval: `month:3`. */
export function intervalKey({ interval, intervalCount }: BillingInterval): string {
  return `${interval}:${intervalCount}`;
}

export function sameInterval(a: BillingInterval, b: BillingInterval): boolean {
  return intervalKey(a) === intervalKey(b);
}

const DAYS: Readonly<Record<IntervalUnit, number>> = { day: 1, week: 7, month: 30.436875, year: 365.2425 };

/** The average length in days, to put intervals in order. Never used for money. */
export function intervalLength({ interval, intervalCount }: BillingInterval): number {
  return DAYS[interval] * intervalCount;
}

/** Every interval that some plan is sold at, shortest first. */
export function intervalsOf(plans: readonly Plan[]): readonly BillingInterval[] {
  const found = new Map<string, BillingInterval>();
  for (const plan of plans) for (const price of plan.prices) found.set(intervalKey(price.interval), price.interval);
  return [...found.values()].sort((a, b) => intervalLength(a) - intervalLength(b));
}

/** Every currency that something is sold in, in the order of the plans and their prices. */
export function currenciesOf(plans: readonly Plan[]): readonly string[] {
  return [...new Set(plans.flatMap(({ prices }) => prices.flatMap(({ amount }) => amount?.currency ?? [])))];
}

/**
 * The plan's price at an interval. A free plan's only price stands for every interval.
 * @param currency as `currencyOf` says; null, and the default, where all prices are in one.
 */
export function priceAt(plan: Plan, interval: BillingInterval | null, currency: string | null = null): Price | null {
  const inCurrency = ({ amount }: Price) => currency === null || amount === null || amount.currency === currency;
  const sold = plan.prices.filter(inCurrency);
  const exact = interval && sold.find((price) => sameInterval(price.interval, interval));
  return exact ?? (plan.isFree || interval === null ? (sold[0] ?? plan.prices[0] ?? null) : null);
}

export interface PricedPlan {
  readonly plan: Plan;
  readonly price: Price;
}

export function findPrice(plans: readonly Plan[], priceId: string | null): PricedPlan | null {
  for (const plan of plans) for (const price of plan.prices) if (price.id === priceId) return { plan, price };
  return null;
}

/** Whether a change is up, down or only of interval, by the plans' order and never by price. */
export function changeDirection(from: PricedPlan | null, to: PricedPlan): ChangeDirection {
  if (from === null) return 'subscribe';
  if (from.price.id === to.price.id) return 'same';
  if (from.plan.id === to.plan.id) return 'interval';
  return to.plan.order < from.plan.order ? 'downgrade' : 'upgrade';
}

const MONTHS: Readonly<Partial<Record<IntervalUnit, number>>> = { month: 1, year: 12 };

function monthsOf({ interval, intervalCount }: BillingInterval): number | null {
  const months = MONTHS[interval];
  return months === undefined ? null : months * intervalCount;
}

/** What a price comes to per month, rounded up, for comparison only. Null for intervals that are not whole months. */
export function monthlyEquivalent(price: Price): Money | null {
  const months = monthsOf(price.interval);
  if (price.amount === null || months === null) return null;
  return { amount: Math.ceil(price.amount.amount / months), currency: price.amount.currency };
}

/**
 * What a longer interval saves against a shorter one, in whole percent rounded down. Null where nothing is saved or the
 * two cannot be compared. For comparison only, never in a statement or a button.
 */
export function savingPercent(long: Price, short: Price): number | null {
  const [longMonths, shortMonths] = [monthsOf(long.interval), monthsOf(short.interval)];
  if (!longMonths || !shortMonths || longMonths <= shortMonths || !long.amount || !short.amount) return null;
  if (long.amount.currency !== short.amount.currency || short.amount.amount <= 0) return null;
  const [dear, cheap] = [
    BigInt(short.amount.amount) * BigInt(longMonths),
    BigInt(long.amount.amount) * BigInt(shortMonths),
  ];
  const percent = Number(((dear - cheap) * 100n) / dear);
  return percent > 0 ? percent : null;
}

/** How many of the shorter intervals come free with the longer one, where that is a whole number: "2 months free". */
export function freeIntervals(long: Price, short: Price): number | null {
  if (savingPercent(long, short) === null) return null;
  const [longMonths, shortMonths] = [monthsOf(long.interval), monthsOf(short.interval)];
  if (!longMonths || !shortMonths || !long.amount || !short.amount || longMonths % shortMonths !== 0) return null;
  const saved = BigInt(short.amount.amount) * BigInt(longMonths / shortMonths) - BigInt(long.amount.amount);
  return saved % BigInt(short.amount.amount) === 0n ? Number(saved / BigInt(short.amount.amount)) : null;
}
