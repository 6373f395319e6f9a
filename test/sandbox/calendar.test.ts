import { describe, expect, it } from 'vitest';
import type { BillingInterval } from '../../src/core/plan.js';
import { anchorDayOf, daysBetween, instant, periodEnd } from '../../src/sandbox/engine/calendar.js';
import { loadCases } from '../cases.js';

interface Anchors {
  readonly cases: readonly {
    readonly anchor: string;
    readonly interval: string;
    readonly expected: readonly string[];
  }[];
}

// The file is ours; its shape is what the line above says.
const { monthEndAnchors } = loadCases('currencies') as { readonly monthEndAnchors: Anchors };

const INTERVALS: Readonly<Record<string, BillingInterval>> = {
  week: { interval: 'week', intervalCount: 1 },
  month: { interval: 'month', intervalCount: 1 },
  quarter: { interval: 'month', intervalCount: 3 },
  year: { interval: 'year', intervalCount: 1 },
};

function periods(anchor: string, interval: BillingInterval, count: number): readonly string[] {
  const ends: string[] = [];
  let start = `${anchor}T10:30:00.000Z`;
  const anchorDay = anchorDayOf(start);
  for (let index = 0; index < count; index++) ends.push((start = periodEnd(start, interval, anchorDay)));
  return ends;
}

describe('periods keep the day they began on', () => {
  console.info(`currencies.json monthEndAnchors: ${monthEndAnchors.cases.length} cases ran, 0 skipped.`);

  it.each(monthEndAnchors.cases)('every $interval from $anchor', ({ anchor, interval, expected }) => {
    const step = INTERVALS[interval];
    if (!step) throw new Error(`The case has an interval that the engine does not know: ${interval}.`);
    const ends = periods(anchor, step, expected.length);
    expect(ends.map((end) => end.slice(0, 10))).toEqual(expected);
    expect(ends.every((end) => end.endsWith('T10:30:00.000Z'))).toBe(true);
  });

  it('has cases', () => {
    expect(monthEndAnchors.cases.length).toBeGreaterThan(0);
  });

  it('counts weeks and days plainly', () => {
    expect(periodEnd('2026-02-25T00:00:00.000Z', { interval: 'week', intervalCount: 2 }, 25)).toBe(
      '2026-03-11T00:00:00.000Z',
    );
    expect(periodEnd('2026-02-28T00:00:00.000Z', { interval: 'day', intervalCount: 1 }, 28)).toBe(
      '2026-03-01T00:00:00.000Z',
    );
  });
});

describe('days', () => {
  it('are counted by their dates, whatever the time', () => {
    expect(daysBetween('2026-04-16T23:59:59Z', '2026-05-01T00:00:00Z')).toBe(15);
    expect(daysBetween('2026-04-16T00:00:00Z', '2026-05-01T23:00:00Z')).toBe(15);
  });

  it('refuses what is no date', () => {
    expect(() => instant('tomorrow')).toThrow(/is no date/);
  });
});
