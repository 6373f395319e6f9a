import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, openInMemory, type Opened } from './world.js';

let world: Opened;
beforeEach(() => {
  world = openInMemory();
});
afterEach(() => world.close());

const change = (key: string, body: unknown = { newPlanId: 'pln_business' }) =>
  call(world, 'POST /subscriptions/sub_demo/change-plan', body, { 'idempotency-key': key });
const charges = () => world.sandbox.control.ledger().length;

describe('an idempotency key', () => {
  it('gets the same answer for the same request, and one charge', async () => {
    const first = await change('k1');
    const again = await change('k1');
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(charges()).toBe(1);
  });

  it('is refused with another body, and with another path', async () => {
    await change('k1');
    expect(await change('k1', { newPlanId: 'pln_starter' })).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_key_mismatch' } },
    });
    const elsewhere = await call(
      world,
      'POST /subscriptions/sub_starter/change-plan',
      { newPlanId: 'pln_business' },
      {
        'idempotency-key': 'k1',
      },
    );
    expect(elsewhere.body).toMatchObject({ error: { code: 'idempotency_key_mismatch' } });
    expect(charges()).toBe(1);
  });

  it('is in progress for everybody else while its request runs', async () => {
    world.sandbox.control.fault({ switch: 'delay', args: { ms: 40 } });
    const [first, second] = await Promise.all([change('k1'), change('k1')]);
    expect(first.status).toBe(200);
    expect(second).toMatchObject({ status: 409, body: { error: { code: 'idempotency_in_progress' } } });
    expect(await change('k1')).toMatchObject({ status: 200 });
    expect(charges()).toBe(1);
  });

  it('keeps a decline, so that only a new key tries the card again', async () => {
    world.sandbox.control.fault({ switch: 'decline' });
    expect((await change('k1')).status).toBe(402);
    expect((await change('k1')).status).toBe(402);
    expect(charges()).toBe(0);
    expect((await change('k2')).status).toBe(200);
    expect(charges()).toBe(1);
  });

  it('does not keep what says nothing about the request', async () => {
    world.sandbox.control.fault({ switch: 'status-list', args: { statuses: [500] } });
    expect((await change('k1')).status).toBe(500);
    expect((await change('k1')).status).toBe(200);
  });

  it('is forgotten after 24 hours of the sandbox', async () => {
    await change('k1');
    world.sandbox.control.clock({ now: '2026-04-16T23:59:59.000Z' });
    expect((await change('k1')).headers.get('idempotent-replayed')).toBe('true');
    world.sandbox.control.clock({ now: '2026-04-17T00:00:00.000Z' });
    expect(await change('k1')).toMatchObject({ status: 400, body: { error: { code: 'no_change_requested' } } });
  });

  it('means nothing on a read', async () => {
    const headers = { 'idempotency-key': 'k1' };
    await call(world, 'GET /plans', undefined, headers);
    expect((await call(world, 'GET /plan-groups', undefined, headers)).status).toBe(200);
  });

  it('takes names that objects have of themselves', async () => {
    for (const key of ['__proto__', 'constructor', 'toString']) {
      const answer = await call(world, 'POST /subscriptions/sub_demo/cancel', {}, { 'idempotency-key': key });
      expect(answer.status).toBe(200);
      await call(world, 'POST /subscriptions/sub_demo/uncancel', {}, { 'idempotency-key': `${key}-undo` });
    }
  });
});
