import { CommetAPIError } from '@commet/node';
import { afterEach, describe, expect, it } from 'vitest';
import { SWITCH_NAMES } from '../../src/sandbox/faults/switches.js';
import { loadCases } from '../cases.js';
import { call, KEY, open, openInMemory, WAYS, type Opened, type OpenSettings, type Way } from './world.js';

const opened: Opened[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function begin(way: Way, settings?: OpenSettings): Promise<Opened> {
  const world = await open(way, settings);
  opened.push(world);
  return world;
}

const upgrade = ({ commet }: Opened, key = 'key-1') =>
  commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_business' }, { idempotencyKey: key });
const planOf = async ({ commet }: Opened) => (await commet.subscriptions.get({ id: 'sub_demo' })).data?.plan.id;
const charges = ({ sandbox }: Opened) => sandbox.control.ledger();
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (answer) => Promise.reject(new Error(`It did not fail: ${JSON.stringify(answer)}`)),
    (error: unknown) => error,
  );

describe('every switch of the fault matrix', () => {
  it('is there, but that of the key store', () => {
    // The file is ours; its shape is what is read here.
    const { sandboxSwitches } = loadCases('faults') as { readonly sandboxSwitches: readonly string[] };
    const asked = sandboxSwitches.filter((name) => name !== 'key-store-down');
    console.info(
      `faults.json: ${asked.length} switches asked for, ${sandboxSwitches.length - asked.length} not of this room.`,
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !SWITCH_NAMES.includes(name))).toEqual([]);
  });

  it('is refused by name where it is unknown', async () => {
    const { ask } = await begin('in memory');
    const answer = await ask('/__control/faults', { method: 'POST', body: '{"switch":"earthquake"}' });
    expect(answer.status).toBe(400);
    const said = JSON.stringify(await answer.json());
    for (const name of SWITCH_NAMES) expect(said).toContain(name);
  });
});

describe.each(WAYS)('a failure on request, %s', (way) => {
  it('commit-then-hang: the change is made and no answer comes', async () => {
    const world = await begin(way, { timeout: 1000 });
    // What a first request takes besides is not to be counted.
    await planOf(world);
    world.sandbox.control.fault({ switch: 'commit-then-hang' });
    expect(await failure(upgrade(world))).toMatchObject({ name: 'TimeoutError' });
    expect(charges(world)).toHaveLength(1);
    expect((await upgrade(world)).data?.scheduled).toBe(false);
    expect(charges(world)).toHaveLength(1);
  });

  it('hang-before: nothing is made and no answer comes', async () => {
    const world = await begin(way, { timeout: 500 });
    world.sandbox.control.fault({ switch: 'hang-before' });
    expect(await failure(upgrade(world))).toMatchObject({ name: 'TimeoutError' });
    expect(charges(world)).toEqual([]);
    expect(await planOf(world)).toBe('pln_pro');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await upgrade(world)).data?.scheduled).toBe(false);
  });

  it('hang-before with a limit: the connection is lost when it is over', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'hang-before', args: { ms: 30 } });
    expect(await failure(upgrade(world))).toBeInstanceOf(TypeError);
    expect(charges(world)).toEqual([]);
  });

  it('truncate-body: 200, and the body stops after 20 bytes', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'truncate-body' });
    const path = '/commet/api/v1/subscriptions/sub_demo/change-plan';
    const response = await world.ask(path, { method: 'POST', headers: KEY, body: '{"newPlanId":"pln_business"}' });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(charges(world)).toHaveLength(1);
  });

  it('truncate-body: the client cannot read it', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'truncate-body', args: { bytes: 5 } });
    expect(await failure(upgrade(world))).toMatchObject({ code: 'INVALID_JSON', statusCode: 200 });
    expect(charges(world)).toHaveLength(1);
  });

  it('reset-once: the connection is closed, once, before anything', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'reset-once', match: { path: '/change-plan' } });
    const error = await failure(upgrade(world));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).not.toBeInstanceOf(CommetAPIError);
    expect(charges(world)).toEqual([]);
    await upgrade(world);
    expect(charges(world)).toHaveLength(1);
  });

  it('reset-once: the client tries again by itself with the same key', async () => {
    const world = await begin(way, { retries: 1 });
    world.sandbox.control.fault({ switch: 'reset-once' });
    await world.commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_business' });
    const keys = world.sandbox.control.requests().map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(charges(world)).toHaveLength(1);
  });

  it('status-list: one after the other, and nothing is made', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'status-list', args: { statuses: [500, 503] } });
    expect(await failure(upgrade(world))).toMatchObject({ statusCode: 500, code: 'internal_error' });
    expect(await failure(upgrade(world))).toMatchObject({ statusCode: 503 });
    expect(charges(world)).toEqual([]);
    await upgrade(world);
    expect(charges(world)).toHaveLength(1);
  });

  it('status-list with commit: the change is made and the answer says otherwise', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'status-list', args: { statuses: [502], commit: true } });
    expect(await failure(upgrade(world))).toMatchObject({ statusCode: 502 });
    expect(charges(world)).toHaveLength(1);
  });

  it('store-and-replay: every repetition gets the stored 500', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'store-and-replay' });
    for (let round = 0; round < 3; round++) expect(await failure(upgrade(world))).toMatchObject({ statusCode: 500 });
    expect(charges(world)).toHaveLength(1);
    expect(await planOf(world)).toBe('pln_business');
  });

  it('store-and-replay without commit: the stored 500, and nothing made', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'store-and-replay', args: { commit: false } });
    for (let round = 0; round < 2; round++) expect(await failure(upgrade(world))).toMatchObject({ statusCode: 500 });
    expect(charges(world)).toEqual([]);
  });

  it('retry-after: 429 with the seconds asked for, or without the header', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'retry-after', args: { seconds: 3 } });
    world.sandbox.control.fault({ switch: 'retry-after', args: { seconds: null } });
    const first = await call(world, 'GET /plans');
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '3']);
    const second = await call(world, 'GET /plans');
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
    expect((await call(world, 'GET /plans')).status).toBe(200);
  });

  it('html-error: a page of a proxy, which the client does not try again', async () => {
    const world = await begin(way, { retries: 3 });
    world.sandbox.control.fault({ switch: 'html-error' });
    expect(await failure(upgrade(world))).toMatchObject({ code: 'INVALID_JSON', statusCode: 503 });
    expect(charges(world)).toEqual([]);
    expect(world.sandbox.control.requests()).toHaveLength(1);
  });

  it('apply-unpaid: the plan changes, the payment fails, nothing is charged', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'apply-unpaid' });
    expect((await upgrade(world)).data?.billing?.totalCharged).toBe(0);
    expect(charges(world)).toEqual([]);
    const held = (await world.commet.subscriptions.get({ id: 'sub_demo' })).data;
    expect(held).toMatchObject({ status: 'past_due', plan: { id: 'pln_business' } });
  });

  it('decline: the next payment is refused with the code asked for', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'decline', args: { code: 'payment_failed' } });
    expect(await failure(upgrade(world))).toMatchObject({ code: 'payment_failed', statusCode: 402 });
    expect(charges(world)).toEqual([]);
    await upgrade(world, 'key-2');
    expect(charges(world)).toHaveLength(1);
  });

  it('delay: the answer comes late', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'delay', args: { ms: 60 } });
    const begun = performance.now();
    await planOf(world);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
  });

  it('giant-body: the answer is five megabytes long and still JSON', async () => {
    const world = await begin(way);
    world.sandbox.control.fault({ switch: 'giant-body' });
    const response = await world.ask('/commet/api/v1/plans', { headers: KEY });
    const text = await response.text();
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(JSON.parse(text)).toHaveProperty('data');
  });
});

describe('a failure on request that changes what is true', () => {
  const memory = (settings?: OpenSettings) => {
    const world = openInMemory(settings);
    opened.push(world);
    return world;
  };
  const estimate = async ({ commet }: Opened) =>
    (await commet.subscriptions.previewChange({ id: 'sub_demo', planId: 'pln_business' })).data?.estimatedTotal;

  it('price-bump: at once, for every plan or for one', async () => {
    const world = memory();
    expect(await estimate(world)).toBe(24_950);
    world.sandbox.control.fault({ switch: 'price-bump', args: { planId: 'pln_business', by: 1000 } });
    expect(await estimate(world)).toBe(25_950);
    world.sandbox.control.fault({ switch: 'price-bump', args: { planId: 'pln_starter' } });
    expect(await estimate(world)).toBe(25_950);
  });

  it('price-bump with a match: after the preview that it waits for, or before the change', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'price-bump', match: { path: '/preview-change' } });
    expect(await estimate(world)).toBe(24_950);
    expect(await estimate(world)).toBe(25_450);
    world.sandbox.control.fault({ switch: 'price-bump', match: { path: '/change-plan', method: 'POST' } });
    expect((await upgrade(world)).data?.billing?.totalCharged).toBe(25_950);
  });

  it('off-by-one: one minor unit too much is charged', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'off-by-one' });
    expect((await upgrade(world)).data?.billing?.totalCharged).toBe(24_951);
    expect(charges(world)).toMatchObject([{ amount: 24_951 }]);
  });

  it('off-by-one on a preview: the total is not what its parts say', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'off-by-one', match: { path: '/preview-change' } });
    const preview = await world.commet.subscriptions.previewChange({ id: 'sub_demo', planId: 'pln_business' });
    expect(preview.data).toMatchObject({ currentPlanCredit: 4950, newPlanCharge: 29_900, estimatedTotal: 24_951 });
  });

  it('lag-reads: the next reads are those of before the change', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'lag-reads', times: 2 });
    await upgrade(world);
    expect([await planOf(world), await planOf(world), await planOf(world)]).toEqual([
      'pln_pro',
      'pln_pro',
      'pln_business',
    ]);
  });

  it('lag-reads: a repeated request does not make the change older than it is', async () => {
    const world = memory();
    await upgrade(world);
    await upgrade(world);
    world.sandbox.control.fault({ switch: 'lag-reads' });
    expect(await planOf(world)).toBe('pln_pro');
  });

  it('version-bump: somebody else has changed the plan, without a charge', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'version-bump' });
    expect(await planOf(world)).toBe('pln_business');
    world.sandbox.control.fault({ switch: 'version-bump', args: { planId: 'pln_starter' } });
    expect(await planOf(world)).toBe('pln_starter');
    expect(charges(world)).toEqual([]);
  });

  it('period-rollover: the period has just ended, and was renewed', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'period-rollover' });
    expect(world.sandbox.control.state().now).toBe('2026-05-01T00:00:01.000Z');
    const renewal = charges(world).filter(({ subscriptionId }) => subscriptionId === 'sub_demo');
    expect(renewal).toMatchObject([{ amount: 9900, reason: 'renewal', at: '2026-05-01T00:00:00.000Z' }]);
    const begun = memory();
    begun.sandbox.control.fault({ switch: 'period-rollover', match: { path: '/change-plan' } });
    expect((await upgrade(begun)).data?.billing?.totalCharged).toBe(29_900 - 9900);
  });

  it('proto-keys: the answer carries keys that must not be believed', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'proto-keys' });
    const text = await (await world.ask('/commet/api/v1/subscriptions/sub_demo', { headers: KEY })).text();
    expect(text).toContain('"__proto__":{"polluted":true}');
    expect(JSON.parse(text)).toHaveProperty('id', 'sub_demo');
    expect({}).not.toHaveProperty('polluted');
  });

  it('hits only what it matches, as often as it was asked to', async () => {
    const world = memory();
    const fault = { switch: 'status-list', times: 2, match: { method: 'get', path: '/subscriptions/*_demo' } };
    world.sandbox.control.fault(fault);
    expect((await call(world, 'GET /plans')).status).toBe(200);
    expect((await call(world, 'GET /subscriptions/sub_starter')).status).toBe(200);
    expect((await call(world, 'POST /subscriptions/sub_demo/cancel', {})).status).toBe(200);
    expect((await call(world, 'GET /subscriptions/sub_demo')).status).toBe(500);
    expect((await call(world, 'GET /subscriptions/sub_demo')).status).toBe(500);
    expect((await call(world, 'GET /subscriptions/sub_demo')).status).toBe(200);
  });

  it.each(['*/change-plan', '/change-plan', 'change-plan'])(
    '%s is the end of a path, and no middle of one',
    async (path) => {
      const { sandbox } = memory();
      sandbox.control.fault({ switch: 'status-list', match: { path } });
      const asked = async (rest: string) => {
        const headers = { authorization: `Bearer ${sandbox.apiKeys.dodo}` };
        const address = `http://127.0.0.1:4010/dodo/subscriptions/sub_demo/${rest}`;
        return (await sandbox.fetch(new Request(address, { method: 'POST', headers, body: '{}' }))).status;
      };
      expect(await asked('change-plan/preview')).toBe(422);
      expect(await asked('exchange-plan')).not.toBe(500);
      expect(await asked('change-plan')).toBe(500);
    },
  );

  it('is forgotten when it is cleared', async () => {
    const world = memory();
    world.sandbox.control.fault({ switch: 'html-error' });
    await world.ask('/__control/faults', { method: 'DELETE' });
    expect((await call(world, 'GET /plans')).status).toBe(200);
  });
});
