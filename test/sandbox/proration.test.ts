import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  checkProrationOptions,
  prorate,
  prorateLine,
  remainingRatio,
  runBalance,
  type ProrationOptions,
  type Remaining,
} from '../../src/sandbox/engine/proration.js';
import { ROUNDINGS, takeRatio } from '../../src/sandbox/engine/rounding.js';
import { loadCases } from '../cases.js';

interface Amounts {
  readonly amount: number;
  readonly extraSeats?: number;
  readonly extraSeatPrice?: number;
  readonly extraCredited?: number;
}

interface Case {
  readonly id: string;
  readonly title: string;
  readonly model: string;
  readonly granularity: string;
  readonly dayCount?: string;
  readonly rounding?: string;
  readonly input: {
    readonly old?: Amounts;
    readonly new?: Amounts;
    readonly amount?: number;
    readonly ratio?: readonly [number, number];
    readonly period?: { readonly start: string | number; readonly end: string | number };
    readonly changeAt?: string | number;
    readonly extraCharge?: number;
    readonly startBalance?: number;
    readonly renewals?: readonly number[];
  };
  readonly expected: Readonly<Record<string, unknown>>;
  readonly checkedFields: readonly string[];
}

// The file is ours; its shape is what the cases above say.
const { cases } = loadCases('proration') as { readonly cases: readonly Case[] };

/** Words of the cases for a rounding of the engine. */
const ROUNDING_WORDS: readonly (readonly [RegExp, string])[] = [
  [/half away from zero|half up/i, 'half-away-from-zero'],
  [/half even|banker/i, 'half-even'],
  [/half down/i, 'half-down'],
  [/ceil/i, 'ceiling'],
  [/floor/i, 'floor'],
  [/truncat|toward zero|down/i, 'down'],
  [/up/i, 'up'],
];

function optionsOf({ model, granularity, dayCount, rounding = 'half away from zero', input }: Case): ProrationOptions {
  return checkProrationOptions({
    model: model as ProrationOptions['model'],
    // A model without time has no granularity; which one stands there makes no difference.
    granularity: (granularity === 'none' ? 'day' : granularity.replace(' ', '-')) as ProrationOptions['granularity'],
    dayCount: (dayCount ?? 'change-day-unused') as ProrationOptions['dayCount'],
    rounding: roundingOf(rounding) as ProrationOptions['rounding'],
    seatCredit: input.old?.extraCredited === undefined ? 'none' : 'credited',
  });
}

/** The engine rounds each line and then adds; words that say another order are no rounding that it has. */
function roundingOf(words: string): string {
  const single = words.replace(/^each line\s+/i, '').replace(/,?\s+then sum$/i, '');
  if (/sum|total|net|rate/i.test(single)) return words;
  return ROUNDING_WORDS.find(([known]) => known.test(single))?.[1] ?? words;
}

/** Dates in the file are ISO 8601 or seconds since 1970. */
function isoOf(date: string | number): string {
  return typeof date === 'number' ? new Date(date * 1000).toISOString() : date;
}

function remainingOf({ input }: Case): Remaining {
  if (input.ratio) return { ratio: { part: input.ratio[0], total: input.ratio[1] } };
  if (input.period && input.changeAt !== undefined) {
    const { start, end } = input.period;
    return { period: { start: isoOf(start), end: isoOf(end) }, changeAt: isoOf(input.changeAt) };
  }
  return { ratio: { part: 1, total: 1 } };
}

function whole({ amount, extraSeats = 0, extraSeatPrice = 0 }: Amounts): number {
  return amount + extraSeats * extraSeatPrice;
}

function run(one: Case): Readonly<Record<string, unknown>> {
  const options = optionsOf(one);
  const { old = { amount: 0 }, new: next = { amount: 0 }, amount, startBalance, renewals } = one.input;
  if (options.model === 'balance-run') return { ...runBalance(startBalance ?? 0, renewals ?? []) };
  if (options.model === 'single-line') return { line: prorateLine(amount ?? 0, remainingOf(one), options) };
  const seats = old.extraCredited ?? (old.extraSeats ?? 0) * (old.extraSeatPrice ?? 0);
  const { extraCharge = 0 } = one.input;
  return {
    ...prorate(
      {
        old: { amount: old.amount, extraSeats: seats },
        new: { amount: whole(next) },
        remaining: remainingOf(one),
        extraCharge,
      },
      options,
    ),
  };
}

/** The name that the engine refuses a case by; null where it implements all of it. */
function refusal(one: Case): string | null {
  try {
    optionsOf(one);
    return null;
  } catch (thrown) {
    return thrown instanceof RangeError ? thrown.message : String(thrown);
  }
}

describe('published proration figures', () => {
  const refused = cases.map((one) => [one.id, refusal(one)] as const).filter(([, why]) => why !== null);
  const implemented = cases.filter((one) => refusal(one) === null);

  afterAll(() => {
    console.info(`proration.json: ${implemented.length} cases ran, ${refused.length} skipped.`);
    for (const [id, why] of refused) console.info(`  skipped ${id}: ${why}`);
  });

  it('has cases to run', () => {
    expect(implemented.length).toBeGreaterThan(0);
  });

  it('refuses only what the engine says that it does not implement, by name', () => {
    for (const [, why] of refused) expect(why).toMatch(/does not implement the .+ "/);
  });

  it.each(implemented.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
    const result = run(one);
    expect(one.checkedFields.length).toBeGreaterThan(0);
    for (const field of one.checkedFields) expect([field, result[field]]).toEqual([field, one.expected[field]]);
  });
});

const DAY: ProrationOptions = {
  model: 'prorate-both',
  granularity: 'day',
  dayCount: 'change-day-unused',
  rounding: 'half-away-from-zero',
  seatCredit: 'none',
};
const JANUARY = { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' };

describe('the unused part of a period', () => {
  it.each([
    ['day', 'change-day-unused', '2026-01-16T18:00:00Z', 16, 31],
    ['day', 'change-day-used', '2026-01-16T18:00:00Z', 15, 31],
    ['day', 'thirty-360', '2026-01-16T18:00:00Z', 15, 30],
    ['second', 'change-day-unused', '2026-01-16T18:00:00Z', 1_317_600, 2_678_400],
    ['day', 'change-day-unused', '2026-01-01T00:00:00Z', 31, 31],
    ['day', 'change-day-used', '2026-02-01T00:00:00Z', 0, 31],
    ['day', 'change-day-unused', '2026-03-01T00:00:00Z', 0, 31],
    ['second', 'change-day-unused', '2025-12-01T00:00:00Z', 2_678_400, 2_678_400],
  ] as const)('at %s granularity, %s, %s leaves %d of %d', (granularity, dayCount, changeAt, part, total) => {
    expect(remainingRatio({ period: JANUARY, changeAt }, { granularity, dayCount })).toEqual({ part, total });
  });

  it('is not guessed from dates where a stated ratio is asked for', () => {
    const dates = { period: JANUARY, changeAt: '2026-01-16T00:00:00Z' };
    expect(() => remainingRatio(dates, { ...DAY, granularity: 'stated-ratio' })).toThrow(/ratio itself/);
  });

  it.each([
    { part: 1, total: 0 },
    { part: -1, total: 30 },
    { part: 0.5, total: 30 },
  ])('refuses $part of $total', (ratio) => {
    expect(() => remainingRatio({ ratio }, DAY)).toThrow(RangeError);
  });
});

describe('names that the engine does not implement', () => {
  it.each([
    ['model', { model: 'delta-times-ratio' }],
    ['granularity', { granularity: 'hour' }],
    ['dayCount', { dayCount: 'actual-365' }],
    ['rounding', { rounding: 'sometimes' }],
  ])('are refused with the names that it does: %s', (_what, wrong) => {
    const options = { ...DAY, ...wrong } as ProrationOptions;
    expect(() => checkProrationOptions(options)).toThrow(/does not implement .* It implements: /);
  });

  it('include the models that are not about a change of plan, where one is asked for', () => {
    const input = { old: { amount: 1 }, new: { amount: 2 }, remaining: { ratio: { part: 1, total: 2 } } };
    expect(() => prorate(input, { ...DAY, model: 'balance-run' })).toThrow(/plan change model "balance-run"/);
  });
});

describe('rounding', () => {
  it.each([
    ['half-away-from-zero', 5, 3],
    ['half-away-from-zero', -5, -3],
    ['half-even', 5, 2],
    ['half-even', 7, 4],
    ['half-even', -5, -2],
    ['half-down', 5, 2],
    ['up', 1, 1],
    ['up', -1, -1],
    ['down', 3, 1],
    ['floor', -1, -1],
    ['floor', 1, 0],
    ['ceiling', 1, 1],
    ['ceiling', -1, 0],
  ] as const)('%s takes half of %d to %d', (rounding, amount, expected) => {
    expect(Object.is(takeRatio(amount, { part: 1, total: 2 }, rounding), expected)).toBe(true);
  });

  it('is never more than one minor unit from the exact figure, for any amount', () => {
    const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const ratio = fc.tuple(fc.nat(2_678_400), fc.integer({ min: 1, max: 2_678_400 }));
    fc.assert(
      fc.property(amounts, ratio, fc.constantFrom(...ROUNDINGS), (amount, [part, total], rounding) => {
        const taken = takeRatio(amount, { part, total }, rounding);
        const off = BigInt(taken) * BigInt(total) - BigInt(amount) * BigInt(part);
        expect((off < 0n ? -off : off) < BigInt(total)).toBe(true);
      }),
    );
  });

  it('says so where the figure would be no safe integer', () => {
    expect(() => takeRatio(Number.MAX_SAFE_INTEGER, { part: 3, total: 1 }, 'down')).toThrow(RangeError);
  });
});

describe('what a change costs', () => {
  const input = { old: { amount: 2900 }, new: { amount: 9900 }, remaining: { ratio: { part: 1, total: 3 } } };

  it.each([
    ['full-new-less-credit', 967, 9900, true],
    ['credit-full-new-cycle', 967, 9900, true],
    ['prorate-both', 967, 3300, false],
    ['difference', 0, 7000, false],
    ['full-no-credit', 0, 9900, true],
  ] as const)('%s: credit %d, charge %d, new period %s', (model, credit, charge, restarts) => {
    expect(prorate(input, { ...DAY, model })).toMatchObject({ credit, charge, net: charge - credit, restarts });
  });

  it('credits seats that were paid for only where that is asked for', () => {
    const withSeats = { ...input, old: { amount: 2900, extraSeats: 3000 } };
    const options = { ...DAY, model: 'full-new-less-credit' } as const;
    expect(prorate(withSeats, options).credit).toBe(967);
    expect(prorate(withSeats, { ...options, seatCredit: 'credited' }).credit).toBe(1967);
  });
});
