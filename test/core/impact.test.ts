import { describe, expect, it } from 'vitest';
import { blockingImpact, impactOf, usageOf, type Impact } from '../../src/core/impact.js';
import type { Feature, Plan } from '../../src/core/plan.js';
import type { FeatureUsage } from '../../src/core/subscription.js';
import { aSubscription } from '../../src/testing/fixtures.js';
import { aPlan, projects, seats, sso } from '../../src/testing/harbor.js';

const from = (...features: readonly Feature[]): Plan => aPlan({ id: 'from', features });
const to = (...features: readonly Feature[]): Plan => aPlan({ id: 'to', features });
const using = (...usage: readonly FeatureUsage[]) => aSubscription({ usage });
const inSeats = (used: number | null) => using({ featureId: 'seats', used, included: 10 });

interface Row {
  readonly what: string;
  readonly from: Plan | null;
  readonly to: Plan;
  readonly used?: ReturnType<typeof using>;
  readonly now: readonly Partial<Impact>[];
  readonly later?: readonly Partial<Impact>[];
}

const table: readonly Row[] = [
  {
    what: 'too many seats refuse a change at once and warn of one that comes later',
    from: from(seats(10)),
    to: to(seats(3)),
    used: inSeats(8),
    now: [
      { kind: 'seats_exceeded', severity: 'block', used: 8, included: 3 },
      { kind: 'limit_lowered', from: 10, to: 3 },
    ],
    later: [
      { kind: 'seats_exceeded', severity: 'warn', used: 8, included: 3 },
      { kind: 'limit_lowered', from: 10, to: 3 },
    ],
  },
  {
    what: 'seats over what is included are only told where they can be billed',
    from: from(seats(10)),
    to: to(seats(3, 'billed')),
    used: inSeats(8),
    now: [{ kind: 'seats_exceeded', severity: 'info' }, { kind: 'limit_lowered' }],
  },
  {
    what: 'as many seats as are included are not too many',
    from: from(seats(10)),
    to: to(seats(8)),
    used: inSeats(8),
    now: [{ kind: 'limit_lowered', from: 10, to: 8 }],
  },
  {
    what: 'seats whose use the provider does not know warn of nothing',
    from: from(seats(10)),
    to: to(seats(3)),
    used: inSeats(null),
    now: [{ kind: 'limit_lowered' }],
  },
  {
    what: 'seats that the target does not have at all are exceeded and lost',
    from: from(seats(10)),
    to: to(),
    used: inSeats(1),
    now: [
      { kind: 'seats_exceeded', included: 0 },
      { kind: 'feature_lost', name: 'Seats' },
    ],
  },
  {
    what: 'unlimited seats exceed nothing',
    from: from(seats(10)),
    to: to(seats(null)),
    used: inSeats(800),
    now: [{ kind: 'limit_raised', from: 10, to: null }],
  },
  {
    what: 'a limit that is exceeded warns, now and later',
    from: from(projects(null)),
    to: to(projects(10)),
    used: using({ featureId: 'projects', used: 24, included: null }),
    now: [
      { kind: 'limit_exceeded', severity: 'warn', used: 24, included: 10, unit: 'projects' },
      { kind: 'limit_lowered', from: null, to: 10, severity: 'warn' },
    ],
  },
  {
    what: 'a feature is gained',
    from: from(sso(false)),
    to: to(sso(true)),
    now: [{ kind: 'feature_gained', severity: 'info' }],
  },
  {
    what: 'a feature is lost',
    from: from(sso(true)),
    to: to(sso(false)),
    now: [{ kind: 'feature_lost', severity: 'warn' }],
  },
  { what: 'a feature that is not listed is lost', from: from(sso(true)), to: to(), now: [{ kind: 'feature_lost' }] },
  {
    what: 'a feature that is new in the list is gained',
    from: from(),
    to: to(sso(true)),
    now: [{ kind: 'feature_gained' }],
  },
  { what: 'what stays the same is not named', from: from(sso(true), seats(3)), to: to(sso(true), seats(3)), now: [] },
  {
    what: 'a limit is raised',
    from: from(projects(2)),
    to: to(projects(10)),
    now: [{ kind: 'limit_raised', from: 2, to: 10 }],
  },
  { what: 'without a plan before, nothing is gained or lost', from: null, to: to(sso(true), seats(3)), now: [] },
  {
    what: 'losses are named before gains',
    from: from(sso(false), projects(10)),
    to: to(sso(true), projects(2)),
    now: [{ kind: 'limit_lowered' }, { kind: 'feature_gained' }],
  },
  {
    what: 'what the kit does not touch is named as kept',
    from: from(),
    to: to(),
    used: aSubscription({ usage: [], otherItems: [{ id: 'it_1', name: 'Dedicated address', quantity: 1 }] }),
    now: [{ kind: 'item_kept', severity: 'info', name: 'Dedicated address' }],
  },
  {
    what: 'usage of something that neither plan names warns of nothing',
    from: from(),
    to: to(),
    used: using({ featureId: 'elsewhere', used: 5, included: null }),
    now: [],
  },
];

describe('the impact of a change', () => {
  it.each(table.map((row) => [row.what, row] as const))('%s', (_, row) => {
    const subscription = row.used ?? using();
    const impact = (when: 'immediately' | 'later') => impactOf({ subscription, from: row.from, to: row.to, when });
    for (const [found, wanted] of [
      [impact('immediately'), row.now],
      [impact('later'), row.later ?? row.now],
    ] as const) {
      expect(found).toHaveLength(wanted.length);
      expect(found).toMatchObject(wanted);
    }
  });

  it('of another interval of the same plan is none, however much is in use', () => {
    const plan = aPlan({ features: [seats(3)] });
    expect(impactOf({ subscription: inSeats(8), from: plan, to: plan, when: 'immediately' })).toEqual([]);
  });

  it('names what is in the way first', () => {
    const impact = impactOf({ subscription: inSeats(8), from: from(seats(10)), to: to(seats(3)), when: 'immediately' });
    expect(blockingImpact(impact)?.kind).toBe('seats_exceeded');
    expect(blockingImpact(impact.slice(1))).toBeNull();
  });

  it('finds the usage of a feature, or null', () => {
    expect(usageOf(inSeats(8), 'seats')?.used).toBe(8);
    expect(usageOf(inSeats(8), 'projects')).toBeNull();
    expect(usageOf(null, 'seats')).toBeNull();
  });
});
