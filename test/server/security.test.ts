import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Commet } from '@commet/node';
import { ChangePlanError, memoryLedger, type Scope } from 'planshift/server';
import { loadCases } from '../cases.js';
import { aStage } from './scripted.js';
import { APP, noSignal, SECRET, openWorld, readOf, scopeOf, type World, type WorldOptions } from './world.js';

interface CsrfRow {
  readonly secFetchSite: string | null;
  readonly origin: string | null;
  readonly method: string;
  readonly contentType: string;
  readonly other: string;
  readonly expect: number;
  readonly why: string;
}
// The project's own file of cases.
const cases = loadCases('security') as {
  readonly csrfMatrix: readonly CsrfRow[];
  readonly authorization: readonly { readonly case: string; readonly expect: string }[];
  readonly requestLimits: readonly { readonly case: string; readonly expect: string }[];
  readonly logRedaction: readonly { readonly field: string; readonly mustAppear: string }[];
};

const UPGRADE = { priceId: 'pln_business:monthly' };
const PREVIEW = { selection: UPGRADE, locale: 'en' };
let world: World;
const open = (options?: WorldOptions) => (world = openWorld(options));
afterEach(() => world?.close());

/** Cases that are run by a test of their own, by their name; none may be left. */
function table(group: string, names: readonly string[], runs: Readonly<Record<string, () => Promise<void>>>): void {
  describe(group, () => {
    for (const [name, run] of Object.entries(runs)) it(name, run);
    it('runs every case of the file', () => {
      const skipped = names.filter((name) => !Object.hasOwn(runs, name));
      console.log(`security ${group}: ${names.length - skipped.length} of ${names.length} cases run`);
      expect(names.length).toBeGreaterThan(0);
      expect(skipped).toEqual([]);
    });
  });
}

describe('the origin of a request', () => {
  const own = ['https://app.partner.example', 'https://admin.partner.example'];
  let ran = 0;

  it.each(cases.csrfMatrix)('answers $expect: $why', async (row) => {
    ran += 1;
    open({ handler: { allowedOrigins: own, trustReferer: row.other.startsWith('Referer') } });
    const headers = new Headers({ 'content-type': row.contentType });
    if (row.secFetchSite !== null) headers.set('sec-fetch-site', row.secFetchSite);
    if (row.origin !== null) headers.set('origin', row.origin);
    for (const [, name = '', value = ''] of row.other.matchAll(/(Referer|X-Forwarded-Host|Host) ([^,\s]+)/g))
      headers.set(name, value);
    const request = new Request(`${APP}/api/billing/preview`, {
      method: row.method,
      headers,
      body: JSON.stringify(PREVIEW),
    });
    expect((await world.handler(request)).status).toBe(row.expect);
  });

  afterAll(() => {
    console.log(`security csrfMatrix: ${ran} of ${cases.csrfMatrix.length} cases run`);
    expect(ran).toBeGreaterThan(0);
  });

  it('refuses a read from another site, and takes one of the own site without an Origin', async () => {
    open();
    const ask = (headers: Record<string, string>) =>
      world.handler(new Request(`${APP}/api/billing/catalog?locale=en`, { headers }));
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask({ origin: 'null' })).status).toBe(403);
    expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await ask({ 'sec-fetch-site': 'none' })).status).toBe(200);
    expect((await ask({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await ask({ 'sec-fetch-site': 'made-up' })).status).toBe(403);
    expect((await ask({})).status).toBe(200);
  });

  it('refuses a change from a sibling site that names no Origin, even with a Referer', async () => {
    open({ handler: { trustReferer: true } });
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-site', referer: `${APP}/settings` };
    const request = new Request(`${APP}/preview`, { method: 'POST', headers, body: JSON.stringify(PREVIEW) });
    expect((await world.handler(request)).status).toBe(403);
  });

  it('answers a preflight of a listed origin and of no other', async () => {
    open();
    const ask = (origin: string) =>
      world.handler(new Request(`${APP}/api/billing/preview`, { method: 'OPTIONS', headers: { origin } }));
    const allowed = await ask(APP);
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, APP]);
    const foreign = await ask('https://evil.example');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

const confirm = async (changes = {}) => world.request(await world.preview(UPGRADE), UPGRADE, changes);

table(
  'authorization',
  cases.authorization.map((row) => row.case),
  {
    'body carries subscriptionId of another workspace': async () => {
      open();
      const answer = await world.ask('preview', { ...PREVIEW, subscriptionId: 'sub_business', customerId: 'cus_eur' });
      expect(await answer.json()).toMatchObject({ status: 'quote', change: { from: { planId: 'pln_pro' } } });
      expect(world.events).toContainEqual(
        expect.objectContaining({ type: 'identity_ignored', keys: ['subscriptionId', 'customerId'] }),
      );
    },
    'workspaceId as array, object, or twice in the query': async () => {
      open();
      expect((await world.ask('catalog?locale=en&workspaceId=a&workspaceId=b')).status).toBe(400);
      expect((await world.ask('catalog?locale=en&locale=de')).status).toBe(400);
      for (const value of [['a'], { a: 1 }])
        expect(
          (await world.ask('preview', { selection: { ...UPGRADE, workspaceId: value }, locale: 'en' })).status,
        ).toBe(400);
    },
    'session expired between preview and confirm': async () => {
      open();
      const request = await confirm();
      world.scope = null;
      expect((await world.ask('change', request)).status).toBe(401);
      expect(world.changesSent()).toBe(0);
    },
    'session switched to another workspace in another tab': async () => {
      open();
      const request = await confirm();
      world.scope = scopeOf('starter', { actor: 'user_demo' });
      const answer = await world.ask('change', request);
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ status: 'preview_stale', reason: 'token_refused', shown: null });
      expect(world.charges()).toBe(0);
    },
    'preview token of another user': async () => {
      const one = aStage();
      const theirs = await one.confirm();
      one.scope = scopeOf('harbor', { subscriptionId: 'another_of_the_same_customer' });
      expect(await one.json('change', theirs)).toMatchObject({ status: 'preview_stale', reason: 'token_refused' });
      expect(one.sent()).toBe(0);
      open();
      const request = await confirm();
      world.scope = scopeOf('demo', { actor: 'somebody_else' });
      const answer = await world.ask('change', request);
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ reason: 'token_refused', shown: null, preview: { status: 'quote' } });
      expect((await world.ask('read', readOf(request))).status).toBe(200);
      expect(await (await world.ask('read', readOf(request))).json()).toMatchObject({ reason: 'token_refused' });
      expect(world.charges()).toBe(0);
    },
    'preview token edited or from another key': async () => {
      open();
      const request = await confirm();
      const [version = '', payload = '', signature = ''] = request.token.split('.');
      const edited = JSON.parse(Buffer.from(payload, 'base64url').toString());
      const cheaper = Buffer.from(JSON.stringify({ ...edited, amount: { amount: 1, currency: 'USD' } })).toString(
        'base64url',
      );
      const forged = [
        `${version}.${cheaper}.${signature}`,
        `${version}.${payload}.${signature.slice(0, -2)}AA`,
        `${version}.${payload}.`,
        `${version}.${payload}`,
        'x',
        '..',
      ];
      for (const token of forged) {
        const expected = token.includes(cheaper) ? { amount: 1, currency: 'USD' } : request.expected;
        const answer = await world.ask('change', { ...request, token, expected });
        expect([token, await answer.json()]).toMatchObject([
          token,
          {
            status: 'preview_stale',
            reason: 'token_refused',
          },
        ]);
      }
      expect(world.charges()).toBe(0);
      const elsewhere = openWorld({ handler: { secrets: ['another secret: 0123456789 abcdefghij'] } });
      expect(await (await elsewhere.ask('change', request)).json()).toMatchObject({ reason: 'token_refused' });
      elsewhere.close();
    },
    'newPlanId of another plan group': async () => {
      open();
      const answer = await world.ask('preview', { ...PREVIEW, selection: { priceId: 'pln_classic:monthly' } });
      expect(answer.status).toBe(422);
    },
    'extra keys: prorationBillingMode, discountCode, metadata, quantity': async () => {
      open();
      for (const extra of [{ prorationBillingMode: 'none' }, { discountCode: 'X' }, { metadata: {} }])
        expect((await world.ask('preview', { ...PREVIEW, ...extra })).status).toBe(400);
      const choices = [
        { quantity: 2 },
        { addons: { intent: 'remove' } },
        { discountCodes: { intent: 'replace', values: ['X'] } },
        { effectiveAt: 'immediately' },
      ];
      for (const choice of choices) {
        const answer = await world.ask('preview', { ...PREVIEW, selection: { ...UPGRADE, ...choice } });
        expect([answer.status, (await answer.json()).error.code]).toEqual([422, 'not_allowed']);
      }
    },
    'successUrl in the body': async () => {
      open();
      expect((await world.ask('change', { ...(await confirm()), successUrl: 'https://evil.example' })).status).toBe(
        400,
      );
      expect((await world.ask('change', await confirm({ returnTo: '/settings/plan' }))).status).toBe(422);
      world.close();
      open({ who: 'free', handler: { accept: { returnTo: true } } });
      const paid = { priceId: 'pln_pro:monthly' };
      for (const returnTo of ['https://evil.example/', '//evil.example', '/\\evil.example', 'settings']) {
        const answer = await world.ask('change', world.request(await world.preview(paid), paid, { returnTo }));
        expect([returnTo, answer.status]).toEqual([returnTo, 400]);
      }
      const back = world.request(await world.preview(paid), paid, { returnTo: '/settings/plan?tab=2#x' });
      expect(await (await world.ask('change', back)).json()).toMatchObject({ status: 'requires_checkout' });
      const sent = world.sandbox.control.requests().find(({ path }) => path.endsWith('/change-plan'));
      expect(JSON.stringify(sent?.body)).toContain(`${APP}/settings/plan?tab=2#x`);
    },
  },
);

/** A body that is fed by hand. */
function post(body: ReadableStream<Uint8Array> | string | Uint8Array, headers: Record<string, string> = {}): Request {
  return new Request(`${APP}/api/billing/preview`, {
    method: 'POST',
    headers: { origin: APP, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof ReadableStream ? body : new Blob([new Uint8Array(body)]),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
}

function endless(onCancel: () => void, everyMs = 0): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
      controller.enqueue(new Uint8Array(everyMs > 0 ? 1 : 16_384).fill(0x20));
    },
    cancel: onCancel,
  });
}

async function statusOf(body: string | Uint8Array, headers = {}): Promise<number> {
  return (await world.handler(post(body, headers))).status;
}

table(
  'requestLimits',
  cases.requestLimits.map((row) => row.case),
  {
    'Content-Length lies (small header, large stream)': async () => {
      open();
      let canceled = false;
      const answer = await world.handler(
        post(
          endless(() => void (canceled = true)),
          { 'content-length': '10' },
        ),
      );
      expect([answer.status, canceled]).toEqual([413, true]);
    },
    'no Content-Length, endless chunked body': async () => {
      open();
      let canceled = false;
      const before = performance.now();
      const answer = await world.handler(post(endless(() => void (canceled = true))));
      expect([answer.status, canceled]).toEqual([413, true]);
      expect(performance.now() - before).toBeLessThan(1_000);
    },
    'body one byte per second': async () => {
      open({ handler: { limits: { bodyTimeoutMs: 120 } } });
      const answer = await world.handler(post(endless(() => undefined, 20)));
      expect(answer.status).toBe(408);
    },
    'JSON nested 10 000 deep': async () => {
      open();
      expect(await statusOf('['.repeat(10_000) + ']'.repeat(10_000))).toBe(400);
      expect(await statusOf('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000))).toBe(400);
    },
    'duplicate keys newPlanId twice': async () => {
      open();
      expect(await statusOf('{"locale":"en","selection":{"priceId":"a","priceId":"b"}}')).toBe(400);
      expect(await statusOf('{"locale":"en","loc\\u0061le":"en","selection":{"priceId":"a"}}')).toBe(400);
    },
    '__proto__ and constructor.prototype keys': async () => {
      open();
      for (const key of ['"__proto__"', '"constructor"', '"prototype"', '"__pr\\u006fto__"'])
        expect(await statusOf(`{"locale":"en","selection":{"priceId":"a"},${key}:{"polluted":true}}`)).toBe(400);
      expect('polluted' in {}).toBe(false);
    },
    'number 9007199254740993, 1e400, -0, 0x10': async () => {
      open({ handler: { accept: { quantity: true } } });
      for (const number of ['9007199254740993', '1e400', '-0', '0x10', '1.5', '01', '1e2'])
        expect(
          await statusOf(`{"locale":"en","selection":{"priceId":"pln_business:monthly","quantity":${number}}}`),
        ).toBe(400);
      expect(await statusOf('{"locale":"en","selection":{"priceId":"pln_business:monthly","quantity":1}}')).toBe(200);
    },
    'invalid UTF-8 or BOM': async () => {
      open();
      const good = new TextEncoder().encode(JSON.stringify(PREVIEW));
      expect(await statusOf(good)).toBe(200);
      expect(await statusOf(new Uint8Array([0xef, 0xbb, 0xbf, ...good]))).toBe(400);
      expect(await statusOf(new Uint8Array([...good.slice(0, 20), 0xc3, 0x28, ...good.slice(20)]))).toBe(400);
    },
    'Content-Encoding: gzip bomb': async () => {
      open();
      expect(await statusOf(JSON.stringify(PREVIEW), { 'content-encoding': 'gzip' })).toBe(415);
    },
    '120 calls in a minute by one session': async () => {
      open();
      const statuses: number[] = [];
      let wait: string | null = null;
      for (let call = 0; call < 120; call += 1) {
        const answer = await world.ask('preview', { selection: { priceId: 'no' }, locale: 'en' });
        statuses.push(answer.status);
        wait = answer.headers.get('retry-after');
      }
      expect(statuses.filter((status) => status === 429)).toHaveLength(20);
      expect(Number(wait)).toBeGreaterThan(0);
      expect((await world.ask('catalog?locale=en')).status).toBe(200);
      expect((await world.ask('undo', { scheduledChangeId: 'x', idempotencyKey: 'k' })).status).toBe(422);
      world.clock.now += 60_001;
      expect((await world.ask('preview', PREVIEW)).status).toBe(200);
    },
    '100 idempotency keys in a minute by one session': async () => {
      open();
      const request = await confirm();
      const statuses: number[] = [];
      for (let call = 0; call < 100; call += 1)
        statuses.push((await world.ask('change', { ...request, idempotencyKey: `key-${call}` })).status);
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
      expect(world.changesSent()).toBe(1);
    },
    'idempotency key empty, 256 characters, with control characters, or quoted as a structured field': async () => {
      open();
      const request = await confirm();
      for (const idempotencyKey of ['', 'k'.repeat(256), 'a\nb', 'a b'])
        expect((await world.ask('change', { ...request, idempotencyKey })).status).toBe(400);
      expect((await world.ask('change', { ...request, idempotencyKey: '"quoted-key"' })).status).toBe(200);
    },
    'evil regular-expression input 50 000 characters of aaaa!': async () => {
      open();
      const evil = `${'a'.repeat(50_000)}!`;
      const request = await confirm();
      const bodies = [
        { ...PREVIEW, locale: evil },
        { ...PREVIEW, selection: { priceId: evil } },
        { ...request, token: evil },
        { ...request, idempotencyKey: evil },
        { ...request, returnTo: evil },
      ];
      // Work, and not time: on a busy machine everything waits for its turn.
      const work = async (index: number, body: unknown) => {
        const before = process.cpuUsage();
        const answer = await world.ask(index < 2 ? 'preview' : 'change', body);
        const { user, system } = process.cpuUsage(before);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        return (user + system) / 1_000;
      };
      await work(0, bodies[0]);
      for (const [index, body] of bodies.entries()) {
        const least = Math.min(await work(index, body), await work(index, body), await work(index, body));
        // The provider is asked for an unknown price only; the validators alone stay far below.
        expect(least).toBeLessThan(index === 1 ? 100 : 25);
      }
    },
  },
);

/** Everything a host could log, of a change that goes wrong in many ways. */
async function logOf(run: () => Promise<unknown>): Promise<string> {
  await run().catch(() => undefined);
  return JSON.stringify(world.events);
}

async function busyLog(): Promise<string> {
  open({ sdk: { timeout: 50 }, handler: { allowedRedirectOrigins: [] } });
  return logOf(async () => {
    await world.ask('catalog?locale=en', undefined, { authorization: 'Bearer abcdefgh', cookie: 'session=s3cr3t' });
    const request = await confirm();
    world.sandbox.control.fault({ switch: 'html-error', match: { method: 'GET', path: '/plans' } });
    await world.ask('preview', PREVIEW);
    world.sandbox.control.fault({ switch: 'decline' });
    await world.ask('change', request);
    world.sandbox.control.fault({ switch: 'commit-then-hang', match: { method: 'POST', path: '/change-plan' } });
    await world.ask('change', await confirm());
  });
}

function thrower(thrown: unknown): Partial<WorldOptions> {
  const fails = () => Promise.reject(thrown);
  const client = new Commet({ apiKey: 'ck_sandbox_local_0000' });
  return {
    commet: {
      client: {
        plans: { list: fails },
        subscriptions: Object.assign(client.subscriptions, { get: fails }),
        portal: client.portal,
      },
    },
  };
}

const never = (pattern: RegExp) => async () => expect(await busyLog()).not.toMatch(pattern);

table(
  'logRedaction',
  cases.logRedaction.map((row) => row.field),
  {
    'Authorization, x-api-key, Cookie, Set-Cookie': never(/Bearer|abcdefgh|s3cr3t|authorization|x-api-key|cookie/i),
    'provider key inside an error message or stack': async () => {
      open(thrower(new Error('failed with key ck_live_abcdefgh12345678')));
      const log = await logOf(() => world.preview(UPGRADE));
      expect(log).toMatch(/"type":"failed"/);
      expect(log).not.toMatch(/ck_live|abcdefgh/);
      const answer = await world.ask('preview', PREVIEW);
      expect(await answer.text()).not.toMatch(/ck_live/);
    },
    'e-mail, name, address': never(/demo@|example\.com|user_demo/),
    'card brand and last four digits': never(/visa|4242|0002/),
    'checkoutUrl query string': async () => {
      open({ handler: { allowedRedirectOrigins: ['https://elsewhere.example'] }, who: 'free' });
      const paid = { priceId: 'pln_pro:monthly' };
      const answer = await world.ask('change', world.request(await world.preview(paid), paid));
      expect(await answer.json()).toMatchObject({ status: 'rejected', reason: 'checkout_unavailable' });
      const told = world.events.find((event) => event.type === 'redirect_refused');
      expect(told).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4010\/checkout\/[^?#]+$/) });
    },
    'webhook secret': never(/whsec/),
    'idempotency key': async () => {
      await busyLog();
      const sent = world.events.filter((event) => event.type === 'change_sent');
      expect(sent.length).toBeGreaterThan(0);
      for (const event of sent) expect(event.type === 'change_sent' && event.idempotencyKey).toHaveLength(8);
    },
    'subscription and workspace id': async () => {
      expect(await busyLog()).toMatch(/"customerId":"cus_demo","subscriptionId":"sub_demo"/);
    },
    'x-request-id of the provider': async () => {
      open();
      const down = new ChangePlanError('provider_unavailable', 'down', { reference: 'req_42' });
      const stage = aStage({ previewChangePlan: () => Promise.reject(down) });
      const answer = await stage.json('preview', { selection: { priceId: 'price_pro_monthly' }, locale: 'en' });
      expect(answer).toMatchObject({ error: { reference: 'req_42' } });
      expect(stage.events).toContainEqual(expect.objectContaining({ type: 'failed', reference: 'req_42' }));
    },
    'amount and currency': async () => {
      expect(await busyLog()).toMatch(/"amount":\{"amount":24950,"currency":"USD"\}/);
    },
    'full provider response body': never(/planGroupId|livemode|doc_url|isDefault/),
    'preview token': async () => {
      open();
      const request = await confirm();
      await world.ask('change', request);
      const log = JSON.stringify(world.events);
      expect(log).not.toContain(request.token);
      expect(log).not.toContain(request.token.split('.')[1]?.slice(0, 40));
      expect(log).toMatch(/"tokenHash":"[A-Za-z0-9_-]{16}"/);
    },
    'CR, LF and escape sequences in any logged string': async () => {
      open({ handler: { allowedRedirectOrigins: [] } });
      const { safeText, safeUrl } = await import('../../src/server/redact.js');
      expect(safeText('a\r\nb\u001b[31mc\u2028d')).toBe('a\\u000d\\u000ab\\u001b[31mc\\u2028d');
      expect(safeUrl('https://a.example/x\r\ny?z=1')).not.toMatch(/[\r\n?]/);
    },
    'thrown object with a secret getter or cyclic structure': async () => {
      let called = false;
      const nasty: Record<string, unknown> = {
        get secret() {
          called = true;
          return 'x';
        },
        get message() {
          called = true;
          return 'x';
        },
      };
      nasty.self = nasty;
      open(thrower(nasty));
      expect((await world.ask('preview', PREVIEW)).status).toBe(502);
      expect(called).toBe(false);
    },
  },
);

describe('what authorize answers', () => {
  it.each([
    [{ customerId: undefined }],
    [{ customerId: '' }],
    [{ actor: 7 }],
    [{ subscriptionId: ['a'] }],
    [{ subscriptionId: '' }],
    [{ may: 'everything' }],
    [{ role: undefined }],
  ])('is refused with %j, before the billing system is asked', async (wrong) => {
    open();
    // What a host in JavaScript can answer.
    world.scope = { ...scopeOf('demo'), ...wrong } as Scope;
    const answer = await world.ask('catalog?locale=en');
    expect([answer.status, (await answer.json()).error.code]).toEqual([500, 'misconfigured']);
    expect(world.sandbox.control.requests()).toEqual([]);
  });
});

describe('what is told', () => {
  it('answers also where the host’s listener throws', async () => {
    open({
      handler: {
        onEvent: () => {
          throw new Error('analytics are down');
        },
      },
    });
    expect((await world.ask('preview', PREVIEW)).status).toBe(200);
    world.close();
    open({ handler: { onEvent: () => Promise.reject(new Error('down')) } });
    expect((await world.ask('preview', PREVIEW)).status).toBe(200);
  });

  it('opens tokens of an older secret after a rotation, in the same place of the ledger', async () => {
    open();
    const ledger = memoryLedger();
    const request = await confirm();
    const later = openWorld({ handler: { secrets: ['new secret: 0123456789 abcdefghij klm', SECRET], ledger } });
    expect(await later.adapter.changePlan(request, noSignal)).toMatchObject({ status: 'applied' });
    const catalog = await (await later.ask('catalog?locale=en')).json();
    expect(catalog.scopeKey).toBe((await (await world.ask('catalog?locale=en')).json()).scopeKey);
    later.close();
  });
});
