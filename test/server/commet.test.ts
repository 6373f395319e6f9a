import { afterEach, describe, expect, it } from 'vitest';
import { noSignal, openWorld, readOf, type World, type WorldOptions } from './world.js';

let world: World;
const open = (options?: WorldOptions) => (world = openWorld(options));
afterEach(() => world.close());

describe('a change through the handler, the official client and the sandbox', () => {
  it('charges an upgrade once, exactly as the quote said', async () => {
    open();
    const selection = { priceId: 'pln_business:monthly' };
    const preview = await world.preview(selection);
    expect(preview).toMatchObject({
      status: 'quote',
      dueNow: { amount: 24_950, currency: 'USD' },
      certainty: 'estimate',
    });
    const outcome = await world.adapter.changePlan(world.request(preview, selection), noSignal);
    expect(outcome).toMatchObject({
      status: 'applied',
      payment: 'paid',
      amountCharged: { amount: 24_950 },
      difference: null,
    });
    expect(world.sandbox.control.ledger()).toMatchObject([
      { amount: 24_950, currency: 'USD', subscriptionId: 'sub_demo' },
    ]);
    const { subscription } = await world.adapter.getCatalog({ locale: 'en' }, noSignal);
    expect(subscription).toMatchObject({ planId: 'pln_business', priceId: 'pln_business:monthly' });
  });

  it('schedules a downgrade, with the seat warning before the confirm', async () => {
    open();
    const selection = { priceId: 'pln_starter:monthly' };
    const preview = await world.preview(selection);
    expect(preview).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z' });
    expect(preview.impact).toContainEqual(
      expect.objectContaining({ kind: 'seats_exceeded', severity: 'warn', used: 8, included: 3 }),
    );
    const outcome = await world.adapter.changePlan(world.request(preview, selection), noSignal);
    expect(outcome).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z' });
    expect(world.charges()).toBe(0);
    const { subscription } = await world.adapter.getCatalog({ locale: 'en' }, noSignal);
    expect(subscription?.scheduledChange).toMatchObject({ planId: 'pln_starter', undoable: false, replaceable: true });
  });

  it('sends a free customer to a checkout, gives the same one again, and sees when it is paid', async () => {
    open({ who: 'free' });
    const selection = { priceId: 'pln_pro:monthly' };
    const preview = await world.preview(selection);
    expect(preview.status).toBe('requires_checkout');
    const request = world.request(preview, selection);
    const first = await world.adapter.changePlan(request, noSignal);
    const again = await world.adapter.changePlan(request, noSignal);
    expect(first.status).toBe('requires_checkout');
    expect(again).toEqual(first);
    expect(await world.adapter.readChange(readOf(request), noSignal)).toEqual(first);
    const { openChange } = await world.adapter.getCatalog({ locale: 'en' }, noSignal);
    expect(openChange).toMatchObject({ status: 'requires_checkout', selection });
    expect(world.charges()).toBe(0);
  });

  it('schedules paid to free as a move to Free and takes it back', async () => {
    open();
    const selection = { priceId: 'pln_free:monthly' };
    const preview = await world.preview(selection);
    expect(preview.status).toBe('scheduled');
    const outcome = await world.adapter.changePlan(world.request(preview, selection), noSignal);
    expect(outcome).toMatchObject({
      status: 'scheduled',
      subscription: { scheduledChange: { planId: 'pln_free', undoable: true }, cancellation: null },
    });
    const { subscription } = await world.adapter.getCatalog({ locale: 'en' }, noSignal);
    const undone = await world.adapter.cancelScheduledChange(
      { scheduledChangeId: subscription?.scheduledChange?.id ?? '', idempotencyKey: 'undo-1' },
      noSignal,
    );
    expect(undone).toMatchObject({ status: 'undone', subscription: { scheduledChange: null } });
  });
});
