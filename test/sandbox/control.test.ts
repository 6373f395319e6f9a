import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, KEY, openInMemory, type Opened } from './world.js';

let world: Opened;
beforeEach(() => {
  world = openInMemory();
});
afterEach(() => world.close());

async function control(line: string, body?: unknown, headers: Record<string, string> = {}) {
  const [method = 'GET', path = ''] = line.split(' ');
  const response = await world.ask(`/__control/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const upgrade = () => call(world, 'POST /subscriptions/sub_demo/change-plan', { newPlanId: 'pln_business' });

describe('the control routes', () => {
  it('show the ledger of charges', async () => {
    expect((await control('GET ledger')).body).toEqual({ charges: [] });
    await upgrade();
    expect((await control('GET ledger')).body).toEqual({
      charges: [
        {
          id: expect.any(String),
          subscriptionId: 'sub_demo',
          amount: 24_950,
          currency: 'USD',
          at: '2026-04-16T00:00:00.000Z',
          reason: 'plan_change',
        },
      ],
    });
  });

  it('show the requests with their keys blacked out', async () => {
    await world.ask('/commet/api/v1/subscriptions/sub_demo/cancel', {
      method: 'POST',
      headers: { ...KEY, 'x-api-key': 'ck_very_secret', authorization: 'Bearer secret', 'idempotency-key': 'shown' },
      body: '{"reason":"dear"}',
    });
    const { body } = await control('GET requests');
    expect(body).toMatchObject({
      requests: [
        {
          at: '2026-04-16T00:00:00.000Z',
          method: 'POST',
          path: '/commet/api/v1/subscriptions/sub_demo/cancel',
          headers: { 'x-api-key': 'ck_…', 'idempotency-key': 'shown' },
          body: { reason: 'dear' },
          status: 200,
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('move the clock to a time or by days', async () => {
    expect((await control('POST clock', { advanceDays: 1 })).body).toEqual({ now: '2026-04-17T00:00:00.000Z' });
    expect((await control('POST clock', { now: '2026-05-02T00:00:00Z' })).body).toEqual({
      now: '2026-05-02T00:00:00.000Z',
    });
    expect((await control('GET clock')).body).toEqual({ now: '2026-05-02T00:00:00.000Z' });
  });

  it.each([
    ['POST clock', {}],
    ['POST clock', { now: 'soon' }],
    ['POST clock', { now: '2020-01-01T00:00:00Z' }],
    ['POST clock', { advanceDays: 1_000_000 }],
    ['POST clock', { advanceDays: 1e300 }],
    ['POST clock', '{'],
    ['POST clock', '[]'],
    ['POST faults', {}],
    ['POST faults', { switch: 'delay', times: 0 }],
    ['POST faults', { switch: 'delay', match: 'all' }],
    ['POST reset', { seed: 'moon' }],
    ['POST reset', { now: 'soon' }],
    ['POST customer', { subscriptionId: 'sub_none' }],
    ['POST customer', { subscriptionId: 'sub_demo', seats: -1 }],
    ['POST customer', { subscriptionId: 'sub_demo', card: 'gold' }],
    ['POST price', { priceId: 'pri_none', currency: 'USD', amount: 1 }],
    ['POST options', { proration: { model: 'magic' } }],
  ])('answer %s %j with 400 and a sentence, and change nothing', async (line, body) => {
    const before = JSON.stringify(world.sandbox.control.state());
    const answer = await control(line, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: expect.stringMatching(/\w+ \w+/) });
    expect(JSON.stringify(world.sandbox.control.state())).toBe(before);
  });

  it('name the routes that there are where one is not there', async () => {
    expect(await control('GET nothing')).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('ledger') },
    });
  });

  it('begin again from a seed', async () => {
    await upgrade();
    world.sandbox.control.fault({ switch: 'html-error' });
    await control('POST reset', {});
    expect((await control('GET ledger')).body).toEqual({ charges: [] });
    expect((await control('GET requests')).body).toEqual({ requests: [] });
    expect((await call(world, 'GET /subscriptions/sub_demo')).body).toMatchObject({
      data: { plan: { id: 'pln_pro' } },
    });
    await control('POST reset', { seed: 'empty' });
    expect((await call(world, 'GET /plans')).body).toMatchObject({ data: [] });
  });

  it('set seats, card and prices by hand', async () => {
    await control('POST customer', { subscriptionId: 'sub_demo', seats: 60, card: 'declining' });
    expect((await upgrade()).body).toMatchObject({ error: { code: 'charge_failed' } });
    await control('POST customer', { subscriptionId: 'sub_demo', card: 'good' });
    await control('POST price', { priceId: 'pri_business_monthly', currency: 'USD', amount: 10_000 });
    expect((await upgrade()).body).toMatchObject({ data: { billing: { totalCharged: 5050 } } });
  });

  it('turn the named options', async () => {
    await control('POST options', { paidToFree: 'plan_downgrade', proration: { model: 'difference' } });
    expect((await upgrade()).body).toMatchObject({ data: { billing: { totalCharged: 20_000 } } });
  });

  it('show the state that the demo draws', async () => {
    await call(world, 'POST /subscriptions/sub_demo/change-plan', { newPlanId: 'pln_starter' });
    const { body } = await control('GET state');
    expect(body).toMatchObject({
      now: '2026-04-16T00:00:00.000Z',
      subscriptions: expect.arrayContaining([
        expect.objectContaining({
          id: 'sub_demo',
          planName: 'Pro',
          amount: 9900,
          currency: 'USD',
          usage: { seats: 8, projects: 24, build_minutes: 1800 },
          scheduled: { planName: 'Starter', at: '2026-05-01T00:00:00.000Z' },
        }),
      ]),
    });
  });

  it.each(['http://localhost:6006', 'http://127.0.0.1:5173', 'http://[::1]:3000'])(
    'let a page on %s read',
    async (origin) => {
      const answer = await control('GET ledger', undefined, { origin });
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      const preflight = await world.ask('/__control/clock', { method: 'OPTIONS', headers: { origin } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    },
  );

  it.each(['https://example.com', 'http://localhost.evil.test', 'null'])(
    'do not listen to a page on %s',
    async (origin) => {
      const answer = await control('POST clock', { advanceDays: 1 }, { origin });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(world.sandbox.control.state().now).toBe('2026-04-16T00:00:00.000Z');
    },
  );
});
