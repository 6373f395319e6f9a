import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInMemory, type Opened } from './world.js';

let world: Opened;
beforeEach(() => {
  world = openInMemory();
});
afterEach(() => world.close());

const of = (id: string) => world.sandbox.control.ledger().filter(({ subscriptionId }) => subscriptionId === id);
const held = async (id: string) => (await world.commet.subscriptions.get({ id })).data;
const now = (iso: string) => world.sandbox.control.clock({ now: iso });

describe('the clock', () => {
  it('stands still until it is moved, and moves forward only', () => {
    expect(world.sandbox.control.state().now).toBe('2026-04-16T00:00:00.000Z');
    expect(world.sandbox.control.clock({ advanceDays: 0.5 })).toBe('2026-04-16T12:00:00.000Z');
    expect(() => now('2026-04-16T11:59:59Z')).toThrow(/forward only/);
    expect(world.sandbox.control.state().now).toBe('2026-04-16T12:00:00.000Z');
  });

  it('renews at the end of the period and not a second before', () => {
    now('2026-04-30T23:59:59Z');
    expect(of('sub_demo')).toEqual([]);
    now('2026-05-01T00:00:00Z');
    expect(of('sub_demo')).toMatchObject([{ amount: 9900, reason: 'renewal', at: '2026-05-01T00:00:00.000Z' }]);
  });

  it('carries a downgrade out at its own instant, and renews at the new price', async () => {
    await world.commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_starter' });
    now('2026-04-30T23:59:59Z');
    expect((await held('sub_demo'))?.plan.id).toBe('pln_pro');
    now('2026-05-20T00:00:00Z');
    expect(await held('sub_demo')).toMatchObject({
      plan: { id: 'pln_starter' },
      scheduledPlanChange: null,
      currentPeriod: { start: '2026-05-01T00:00:00.000Z', end: '2026-06-01T00:00:00.000Z' },
    });
    expect(of('sub_demo')).toMatchObject([{ amount: 2900, at: '2026-05-01T00:00:00.000Z' }]);
  });

  it('ends on the free plan where the customer asked for it, and never charges again', async () => {
    await world.commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_free' });
    world.sandbox.control.clock({ advanceDays: 400 });
    expect(await held('sub_demo')).toMatchObject({ plan: { id: 'pln_free' }, status: 'active', cancellation: null });
    expect(of('sub_demo')).toEqual([]);
  });

  it('ends a canceled subscription at the end of its period', async () => {
    await world.commet.subscriptions.cancel({ id: 'sub_demo' });
    world.sandbox.control.clock({ advanceDays: 90 });
    expect(await held('sub_demo')).toMatchObject({ status: 'canceled', endDate: '2026-05-01T00:00:00.000Z' });
    expect(of('sub_demo')).toEqual([]);
  });

  it('carries out everything on the way in order of time', () => {
    now('2026-06-02T00:00:00Z');
    const all = world.sandbox.control.ledger();
    const times = all.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(of('sub_weekly').map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-04-23',
      '2026-04-30',
      '2026-05-07',
      '2026-05-14',
      '2026-05-21',
      '2026-05-28',
    ]);
    expect(of('sub_demo')).toHaveLength(2);
    expect(of('sub_free')).toEqual([]);
    expect(of('sub_yearly')).toEqual([]);
  });

  it('does the same in one step and in many', () => {
    const steps = openInMemory();
    for (let day = 0; day < 60; day++) steps.sandbox.control.clock({ advanceDays: 1 });
    world.sandbox.control.clock({ advanceDays: 60 });
    expect(steps.sandbox.control.ledger()).toEqual(world.sandbox.control.ledger());
    expect(steps.sandbox.control.state().subscriptions).toEqual(world.sandbox.control.state().subscriptions);
  });

  it('charges a trial when it ends', () => {
    now('2026-04-23T00:00:00Z');
    expect(of('sub_trial')).toMatchObject([{ amount: 29_900, reason: 'trial_conversion' }]);
  });

  it('leaves an invoice open where the card is refused, and asks no second time by itself', async () => {
    now('2026-05-01T00:00:00Z');
    expect((await held('sub_declining'))?.status).toBe('past_due');
    world.sandbox.control.clock({ advanceDays: 60 });
    expect(of('sub_declining')).toEqual([]);
    const open = world.sandbox.control.invoices().filter(({ status }) => status === 'open');
    expect(open.filter(({ subscriptionId }) => subscriptionId === 'sub_declining')).toHaveLength(1);
  });

  it('returns a recovered customer to the day of before', async () => {
    now('2026-05-01T00:00:00Z');
    world.sandbox.control.clock({ advanceDays: 40 });
    world.sandbox.control.setCustomer({ subscriptionId: 'sub_declining', card: 'good' });
    await world.commet.subscriptions.reactivate({ id: 'sub_declining' });
    expect(of('sub_declining')).toMatchObject([{ amount: 2900, reason: 'recovery' }]);
    expect((await held('sub_declining'))?.currentPeriod?.end).toBe('2026-07-01T00:00:00.000Z');
  });

  it('begins a canceled subscription again for a whole period', async () => {
    await world.commet.subscriptions.reactivate({ id: 'sub_canceled' });
    expect(of('sub_canceled')).toMatchObject([{ amount: 9900 }]);
    expect(await held('sub_canceled')).toMatchObject({ status: 'active', endDate: null });
  });

  it('bills seats above the included ones, use, tax and credit with a renewal', () => {
    const { control } = world.sandbox;
    control.setCustomer({ subscriptionId: 'sub_starter', unbilledUsage: 700, taxBasisPoints: 1000, credit: 500 });
    now('2026-05-01T00:00:00Z');
    expect(of('sub_business')).toMatchObject([{ amount: 29_900 + 10 * 2000 }]);
    expect(of('sub_starter')).toMatchObject([{ amount: 2900 + 700 + 360 - 500 }]);
    now('2026-06-01T00:00:00Z');
    expect(of('sub_starter').at(-1)).toMatchObject({ amount: 2900 + 290 });
  });

  it('keeps the day of the month through short months', async () => {
    const late = openInMemory({ now: '2026-01-31T09:00:00Z' });
    await late.commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_business' });
    late.sandbox.control.clock({ now: '2026-05-31T09:00:00Z' });
    const renewals = late.sandbox.control.ledger().filter(({ subscriptionId }) => subscriptionId === 'sub_demo');
    expect(renewals.map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
    await late.close();
  });

  it('has invoices whose lines add up to what was charged', () => {
    world.sandbox.control.clock({ advanceDays: 100 });
    for (const { lines, total } of world.sandbox.control.invoices())
      expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
  });
});
