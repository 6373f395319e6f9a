import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import { startSandboxServer } from 'planshift/sandbox/node';
import { SWITCH_NAMES } from '../../src/sandbox/faults/switches.js';

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly data?: unknown };
  readonly date: string | null;
}

const BASE = 'http://127.0.0.1:4010/ocp/api/partner';

async function call(sandbox: Pick<Sandbox, 'fetch' | 'apiKeys'>, line: string, body?: unknown): Promise<Reply> {
  const [method = 'GET', path = ''] = line.split(' ');
  const headers = { authorization: `Bearer ${sandbox.apiKeys.ocp}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await sandbox.fetch(new Request(`${BASE}${path}`, init));
  return { status: response.status, body: await response.json(), date: response.headers.get('date') };
}

const open = (settings: SandboxSettings = {}) => createSandbox(settings);
const DEMO = '/workspace/8001';

describe('the partner API of the sandbox', () => {
  it('lists at most six plans on sale at what the partner pays, in dollars, and marks the ones that are not', async () => {
    const { body } = await call(open(), 'GET /plans');
    const plans = body.data as readonly { id: string; price: number; status: string; is_yearly: number }[]; // as the API's own
    const onSale = plans.filter(({ status }) => status === 'active');
    expect(onSale.map(({ id }) => id)).toEqual(['free', 'starter', 'pro', 'business', 'pro_yearly', 'business_yearly']);
    expect(onSale.map(({ price }) => price)).toEqual([0, 11.6, 39.6, 119.6, 396, 1196]);
    expect(plans.filter(({ status }) => status !== 'active').map(({ id }) => id)).toEqual(['classic']);
    expect(body.status).toBe('ok');
  });
  it('shows a workspace by its number, and says what time it is there', async () => {
    const { body, date } = await call(open(), `GET ${DEMO}`);
    expect(body.data).toMatchObject({
      id: 8001,
      plan: 'pro',
      billing_start_at: '2026-04-01 00:00:00',
      billing_end_at: '2026-05-01 00:00:00',
      auto_renew: 1,
      bot_used: 24,
      bot_limit: 50,
      bot_user_used: 1800,
      member_used: 8,
      is_paused: false,
    });
    expect(date).toBe('Thu, 16 Apr 2026 00:00:00 GMT');
  });
  it('changes a plan at once, from the wallet, with a new period and no charge to any customer', async () => {
    const sandbox = open({ options: { partner: { wallet: 11_960 } } });
    const { body } = await call(sandbox, `POST ${DEMO}/change-plan`, { plan: 'business', auto_renew: 'yes' });
    expect(body).toMatchObject({ status: 'ok', data: { plan: 'business', billing_end_at: '2026-05-16 00:00:00' } });
    expect(sandbox.control.ledger()).toEqual([]);
    const again = await call(sandbox, `POST ${DEMO}/change_plan`, { plan: 'starter' });
    expect(again).toMatchObject({ status: 200, body: { status: 'error', message: 'Not enough credit' } });
    expect(sandbox.control.events().map(({ type }) => type)).toEqual(
      expect.arrayContaining(['plan_changed', 'no_enough_credit']),
    );
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).toMatchObject({ plan: 'business' });
  });
  it.each([
    ['error_in_200', 200, { status: 'error' }],
    ['status_422', 422, { errors: { plan: ['The selected plan is invalid.'] } }],
  ] as const)('answers an unknown plan with %s', async (unknownPlan, status, body) => {
    const sandbox = open({ options: { partner: { unknownPlan } } });
    for (const plan of ['gold', 'classic', '__proto__', undefined])
      expect(await call(sandbox, `POST ${DEMO}/change-plan`, { plan })).toMatchObject({ status, body });
  });
  it('renews from the wallet, is overdue for three days where it cannot, and free after that', async () => {
    const sandbox = open({ options: { partner: { renewals: 'wallet', wallet: 1_000_000 } } });
    sandbox.control.clock({ now: '2026-05-02T00:00:00Z' });
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).toMatchObject({ billing_end_at: '2026-06-01 00:00:00' });
    sandbox.control.setOptions({ partner: { wallet: 0 } });
    sandbox.control.clock({ now: '2026-06-03T12:00:00Z' });
    const told = () =>
      sandbox.control.events().filter(({ type, data }) => type === 'overdue' && data.subscriptionId === 'sub_demo');
    expect(told().map(({ at }) => at)).toEqual(['01', '02', '03'].map((day) => `2026-06-${day}T00:00:00.000Z`));
    expect(told()[0]?.data).toMatchObject({ auto_renew: 1 });
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).toMatchObject({ plan: 'pro' });
    sandbox.control.clock({ now: '2026-06-04T00:00:00Z' });
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).toMatchObject({ plan: 'free' });
  });
  it('goes on as before where the wallet is filled while a workspace is overdue', async () => {
    const sandbox = open({ options: { partner: { renewals: 'wallet', wallet: 0 } } });
    sandbox.control.clock({ now: '2026-05-01T12:00:00Z' });
    sandbox.control.setOptions({ partner: { wallet: 1_000_000 } });
    sandbox.control.clock({ now: '2026-05-02T00:00:00Z' });
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).toMatchObject({
      plan: 'pro',
      billing_start_at: '2026-05-01 00:00:00',
      billing_end_at: '2026-06-01 00:00:00',
    });
  });
  it('switches renewal off and on by the paths that are set, and does not say so where it is set not to', async () => {
    const autoRenewPaths = { on: 'renew', off: 'stop-renewing' };
    const sandbox = open({ options: { partner: { autoRenewPaths } } });
    expect((await call(sandbox, `POST ${DEMO}/stop-renewing`, {})).body.data).toMatchObject({ auto_renew: 0 });
    expect((await call(sandbox, `POST ${DEMO}/renew`, {})).body.data).toMatchObject({ auto_renew: 1 });
    expect((await call(sandbox, `POST ${DEMO}/disable-auto-renew`, {})).status).toBe(501);
    sandbox.control.setOptions({ partner: { autoRenewReadable: false } });
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).not.toHaveProperty('auto_renew');
  });
  it.each([
    [false, 1800],
    [true, 100],
  ])('deletes what is over the free limits: %s', async (deletesExcess, used) => {
    const sandbox = open({ options: { partner: { deletesExcess } } });
    await call(sandbox, `POST ${DEMO}/change-plan`, { plan: 'free' });
    expect((await call(sandbox, `GET ${DEMO}`)).body.data).toMatchObject({ plan: 'free', bot_user_used: used });
  });
  it('refuses another key, and answers what it does not serve with a sentence', async () => {
    const sandbox = open();
    const stranger = { fetch: sandbox.fetch, apiKeys: { ...sandbox.apiKeys, ocp: 'another' } };
    expect(await call(stranger, 'GET /plans')).toMatchObject({ status: 401 });
    expect((await call(sandbox, 'GET /workspace/9999')).status).toBe(404);
    expect((await call(sandbox, 'GET /workspace/%E0%A4%A')).status).toBe(404);
    for (const line of [
      'DELETE /workspace/8001',
      'POST /workspace/create',
      'GET /clients',
      'POST /workspace/8001/pause',
    ]) {
      const { status, body } = await call(sandbox, line);
      expect([line, status]).toEqual([line, 501]);
      expect(body.message).toMatch(/does not serve .+\./);
    }
    expect(sandbox.control.state().subscriptions[0]).toMatchObject({ id: 'sub_demo', planId: 'pln_pro' });
  });
  it('knows the faults of the engine', async () => {
    expect(SWITCH_NAMES).toContain('html-error');
    const sandbox = open();
    sandbox.control.fault({ switch: 'status-list', args: { status: 500 }, times: 1 });
    expect(await call(sandbox, 'GET /plans')).toMatchObject({ status: 500, body: { message: 'Server Error' } });
    sandbox.control.fault({ switch: 'retry-after', args: { seconds: 3 }, times: 1 });
    expect((await call(sandbox, 'GET /plans')).status).toBe(429);
  });
  it('opens a world that was saved before there were partners', async () => {
    let saved = '';
    const first = open({ store: { load: () => null, save: (text) => void (saved = text) } });
    first.control.clock({ advanceDays: 1 });
    expect(saved).not.toContain('partnership');
    const again = open({ store: { load: () => saved, save: () => undefined } });
    expect((await call(again, `POST ${DEMO}/change-plan`, { plan: 'business' })).body.status).toBe('ok');
  });
  it('is reached by the address and the key of the ready line', async () => {
    const server = await startSandboxServer({ port: 0 });
    try {
      const { baseUrl, apiKey } = server.ready.providers.ocp;
      const answer = await fetch(`${baseUrl}/partner${DEMO}`, { headers: { authorization: `Bearer ${apiKey}` } });
      expect(answer.headers.get('date')).toBe('Thu, 16 Apr 2026 00:00:00 GMT');
      expect(await answer.json()).toMatchObject({ status: 'ok', data: { id: 8001 } });
    } finally {
      await server.close();
    }
  });
});
