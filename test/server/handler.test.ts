import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChangePlanError, createChangePlanHandler, memoryLedger, type Ledger } from 'planshift/server';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { decodeCatalog } from '../../src/core/wire/shapes.js';
import {
  aCatalog,
  aCheckoutPreview,
  aProSubscription,
  aQuote,
  aSubscription,
  someCapabilities,
} from '../../src/testing/fixtures.js';
import { aPlan, aPrice, harborPlans, proPlan, starterPlan, usd } from '../../src/testing/harbor.js';
import { loadCases } from '../cases.js';
import { aScript, aStage, APPLIED, readRequest } from './scripted.js';
import { APP, scopeOf, SECRET } from './world.js';

afterEach(() => vi.unstubAllEnvs());

const CHECKOUT = { status: 'requires_checkout', checkoutUrl: 'https://checkout.example/c/1', expiresAt: null } as const;
const toCheckout = {
  previewChangePlan: async () => aCheckoutPreview({ change: aQuote().change }),
  changePlan: async () => CHECKOUT,
};
const json = async (answer: Response): Promise<Record<string, unknown>> => answer.json();

describe('making a handler', () => {
  const good = {
    provider: () => aScript(),
    authorize: () => null,
    secrets: [SECRET],
    ledger: memoryLedger(),
    allowedOrigins: [APP],
    allowedRedirectOrigins: [],
    returnUrl: `${APP}/settings`,
  };

  it.each([
    [{ provider: undefined }, /provider is missing.*no plan can be read.*Pass one/],
    [{ authorize: undefined }, /authorize is missing.*anybody could change.*Pass a function/],
    [{ ledger: undefined }, /ledger is missing.*charged twice.*memoryLedger/],
    [{ secrets: [] }, /secrets is empty.*forged.*openssl/],
    [{ secrets: undefined }, /secrets is empty/],
    [{ secrets: SECRET }, /secrets is a string.*secrets: \[it\]/],
    [{ secrets: [undefined] }, /secrets\[0\] is missing: its environment variable is not set.*forged/],
    [{ secrets: ['short'] }, /secrets\[0\] is too weak/],
    [{ secrets: ['a'.repeat(64)] }, /secrets\[0\] is too weak/],
    [{ secrets: [SECRET, 'changeme'] }, /secrets\[1\] is too weak/],
    [{ allowedOrigins: [] }, /allowedOrigins is empty.*other sites/],
    [{ allowedOrigins: ['*'] }, /allowedOrigins holds "\*"/],
    [{ allowedOrigins: ['https://*.example.com'] }, /no exact origin/],
    [{ allowedOrigins: ['https://app.partner.example/'] }, /no exact origin/],
    [{ allowedOrigins: ['app.partner.example'] }, /no exact origin/],
    [{ allowedOrigins: ['http://app.partner.example'] }, /http: only for localhost/],
    [{ allowedOrigins: ['null'] }, /no exact origin/],
    [{ allowedRedirectOrigins: ['https://checkout.example/pay'] }, /allowedRedirectOrigins holds/],
    [{ allowedRedirectOrigins: undefined }, /allowedRedirectOrigins is missing/],
    [{ returnUrl: '/settings' }, /returnUrl is not an absolute URL/],
    [{ returnUrl: 'https://evil.example/settings' }, /returnUrl is not an absolute URL on one of allowedOrigins/],
  ])('refuses %o, and says why and what to do', (wrong, message) => {
    // @ts-expect-error what a host in JavaScript can write
    expect(() => createChangePlanHandler({ ...good, ...wrong })).toThrow(message);
  });

  it('never repeats a secret in what it says', () => {
    expect(() => createChangePlanHandler({ ...good, secrets: ['hunter2'] })).toThrow(/^(?!.*hunter2)/s);
  });

  it('takes loopback origins for development', () => {
    const local = { allowedOrigins: ['http://localhost:5173'], returnUrl: 'http://localhost:5173/settings' };
    expect(() => createChangePlanHandler({ ...good, ...local })).not.toThrow();
  });
});

describe('a request', () => {
  it('is known by the end of its path alone', async () => {
    const { handler } = aStage();
    for (const path of ['/catalog', '/a/b/c/catalog', '/billing/preview/catalog', '/x/catalog/'])
      expect((await handler(new Request(`${APP}${path}?locale=en&workspace=acme`))).status).toBe(200);
    for (const path of ['/', '/catalogue', '/catalog/x'])
      expect((await handler(new Request(APP + path))).status).toBe(404);
  });

  it('has one method', async () => {
    const stage = aStage();
    expect((await stage.ask('change')).status).toBe(404);
    expect((await stage.ask('catalog', {})).status).toBe(404);
    expect((await stage.ask('preview', undefined, { method: 'DELETE' })).status).toBe(404);
  });

  it('is answered in JSON that no cache keeps', async () => {
    const stage = aStage();
    for (const answer of [await stage.ask('catalog?locale=en'), await stage.ask('nothing')])
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'planshift-version': '1',
      });
  });

  it('of nobody is 401, and of a session that fails 500 with an event', async () => {
    const stage = aStage();
    stage.scope = null;
    expect((await stage.ask('catalog?locale=en')).status).toBe(401);
    const broken = aStage({}, { authorize: () => Promise.reject(new Error('no database at db.internal')) });
    const answer = await broken.ask('catalog?locale=en');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('db.internal');
    expect(broken.events).toContainEqual(expect.objectContaining({ type: 'failed', during: 'authorize' }));
  });

  it('of a viewer may look and read, and change nothing', async () => {
    const stage = aStage();
    const request = await stage.confirm();
    stage.scope = scopeOf('harbor', { may: 'view' });
    expect(await stage.json('catalog?locale=en')).toMatchObject({ may: 'view' });
    expect((await stage.ask('read', readRequest(request))).status).toBe(200);
    for (const [route, body] of [
      ['preview', { selection: request.selection, locale: 'en' }],
      ['change', request],
      ['undo', { scheduledChangeId: 'x', idempotencyKey: 'k' }],
    ] as const)
      expect([route, (await stage.ask(route, body)).status]).toEqual([route, 403]);
    expect(stage.sent()).toBe(0);
  });
});

describe('the catalog', () => {
  it('passes the wire, with what only the handler knows', async () => {
    const stage = aStage({}, { supportUrl: 'https://harbor.example/help' });
    const catalog = decodeCatalog(await stage.json('catalog?locale=en'), '');
    expect(catalog).toMatchObject({
      redirectOrigins: ['https://checkout.example'],
      supportUrl: 'https://harbor.example/help',
      may: 'change',
      role: 'customer',
      openChange: null,
    });
    expect(catalog.scopeKey).toMatch(/^[\w-]{32}$/);
    expect(catalog.scopeKey).not.toContain('harbor');
  });

  it('is read before the page, for whoever is signed in', async () => {
    const stage = aStage();
    const page = new Request(`${APP}/settings`);
    expect(await stage.handler.prefetch(page, { locale: 'en' })).toEqual(await stage.json('catalog?locale=en'));
    stage.scope = null;
    await expect(stage.handler.prefetch(page, { locale: 'en' })).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('without a plan is an error of the set-up, told to the host', async () => {
    const stage = aStage({ getCatalog: async () => aCatalog({ plans: [] }) });
    const answer = await stage.ask('catalog?locale=en');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      error: { code: 'misconfigured', message: expect.stringMatching(/Publish a plan/) },
    });
    expect(stage.events).toContainEqual(expect.objectContaining({ type: 'catalog_empty' }));
  });

  it('takes a plan without a price for an interval as it is', async () => {
    const plan = aPlan({ id: 'plan_only_yearly', prices: [] });
    const stage = aStage({ getCatalog: async () => aCatalog({ plans: [...harborPlans, plan] }) });
    expect(decodeCatalog(await stage.json('catalog?locale=en'), '').plans).toContainEqual(
      expect.objectContaining({ prices: [] }),
    );
    expect(
      await stage.json('preview', { selection: { priceId: 'plan_only_yearly:month' }, locale: 'en' }),
    ).toMatchObject({
      error: { code: 'unknown_price' },
    });
  });

  it('tells what an operator pays to operators alone', async () => {
    const plan = aPlan({ ...proPlan, prices: [aPrice({ id: 'price_pro_monthly', cost: usd(4000) })] });
    const stage = aStage({ getCatalog: async () => aCatalog({ plans: [starterPlan, plan] }) });
    expect(JSON.stringify(await stage.json('catalog?locale=en'))).not.toContain('4000');
    stage.scope = scopeOf('harbor', { role: 'operator' });
    expect(JSON.stringify(await stage.json('catalog?locale=en'))).toContain('4000');
  });

  it('marks what the host does not allow, and refuses it', async () => {
    const stage = aStage({}, { allow: async ({ plan }, scope) => plan.id !== 'plan_pro' && scope.role === 'customer' });
    const { plans } = decodeCatalog(await stage.json('catalog?locale=en'), '');
    expect(plans.find(({ id }) => id === 'plan_pro')?.prices[0]?.unavailable).toBe('not_allowed');
    expect(plans.find(({ id }) => id === 'plan_business')?.prices[0]?.unavailable).toBeNull();
    const answer = await stage.ask('preview', { selection: { priceId: 'price_pro_monthly' }, locale: 'en' });
    expect([answer.status, (await json(answer)).error]).toMatchObject([422, { code: 'not_allowed' }]);
    expect(stage.script.calls.some(({ name }) => name === 'previewChangePlan')).toBe(false);
  });

  it('never marks the price that is held, and does not sell what people sell', async () => {
    const presentation = { plans: { plan_pro: { contactUrl: 'https://harbor.example/talk' } } };
    const stage = aStage({}, { allow: () => false, presentation });
    const { plans, subscription } = decodeCatalog(await stage.json('catalog?locale=en'), '');
    const free = plans.flatMap(({ prices }) => prices).filter(({ unavailable }) => unavailable === null);
    expect(free.map(({ id }) => id)).toEqual([subscription?.priceId]);
    const open = aStage({}, { presentation });
    const answer = await open.ask('preview', { selection: { priceId: 'price_pro_monthly' }, locale: 'en' });
    expect([answer.status, (await json(answer)).error]).toMatchObject([422, { code: 'not_allowed' }]);
  });

  it('speaks the host’s words wherever a plan or feature is named', async () => {
    const presentation = {
      plans: {
        plan_pro: { words: { en: { name: 'Fleet', features: { seats: 'Sailors' } } } },
        plan_starter: { words: { en: { name: 'Dinghy', features: { seats: 'Sailors' } } } },
        plan_business: { hidden: true },
      },
    };
    const stage = aStage({}, { presentation });
    const catalog = decodeCatalog(await stage.json('catalog?locale=en'), '');
    expect(catalog.subscription?.planName).toBe('Dinghy');
    const preview = await stage.preview();
    expect(preview.change).toMatchObject({ from: { planName: 'Dinghy' }, to: { planName: 'Fleet' } });
    expect(JSON.stringify(preview)).not.toMatch(/"(Pro|Starter|Seats)"/);
    expect(await stage.json('change', await stage.confirm())).toMatchObject({ subscription: { planName: 'Fleet' } });
    const hidden = await stage.ask('preview', { selection: { priceId: 'price_business_monthly' }, locale: 'en' });
    expect(hidden.status).toBe(422);
  });

  it('refuses the memory ledger in production where a repeat could charge twice', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const forgetful = {
      getCatalog: async () => aCatalog({ capabilities: someCapabilities({ idempotentChange: false }) }),
    };
    expect(await aStage(forgetful).json('catalog?locale=en')).toMatchObject({
      error: { code: 'misconfigured', message: expect.stringMatching(/charged twice.*shared ledger/) },
    });
    expect((await aStage(forgetful, { allowMemoryLedgerInProduction: true }).ask('catalog?locale=en')).status).toBe(
      200,
    );
    expect(
      (await aStage(forgetful, { ledger: { ...memoryLedger(), shared: true } }).ask('catalog?locale=en')).status,
    ).toBe(200);
    expect((await aStage().ask('catalog?locale=en')).status).toBe(200);
  });

  it('gives a provider that hangs up, with a time limit', async () => {
    const stage = aStage({ getCatalog: () => new Promise(() => undefined) }, { limits: { providerTimeoutMs: 30 } });
    expect((await stage.ask('catalog?locale=en')).status).toBe(502);
    expect(stage.script.calls[0]?.signal.aborted).toBe(true);
  });
});

describe('the preview', () => {
  it('hides the provider’s token and the ids of people behind a seal', async () => {
    const stage = aStage({ previewChangePlan: async () => aQuote({ token: 'provider-pin' }) });
    const preview = await stage.preview();
    if (preview.status === 'blocked') throw new Error('blocked');
    const sealed = Buffer.from(preview.token.split('.')[1] ?? '', 'base64url').toString();
    expect(preview.token).not.toContain('provider-pin');
    expect(sealed).not.toMatch(/cus_harbor|sub_harbor|user_harbor/);
    await stage.json('change', await stage.confirm());
    expect(stage.script.calls.at(-1)).toMatchObject({ name: 'changePlan', request: { token: 'provider-pin' } });
  });

  it.each([0, -500, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])('promises %i exactly (F57)', async (amount) => {
    const quote = aQuote({ dueNow: usd(amount), lines: [] });
    const stage = aStage({
      previewChangePlan: async () => quote,
      changePlan: async () => ({ ...APPLIED, amountCharged: usd(Math.max(0, amount)) }),
    });
    expect(await stage.preview()).toMatchObject({ dueNow: { amount, currency: 'USD' } });
    expect(await stage.json('change', await stage.confirm())).toMatchObject({ status: 'applied', difference: null });
  });

  it('lasts no longer than the provider says, and at most ten minutes', async () => {
    expect(await aStage({ previewChangePlan: async () => aQuote({ validForMs: 30_000 }) }).preview()).toMatchObject({
      validForMs: 30_000,
    });
    expect(await aStage({ previewChangePlan: async () => aQuote({ validForMs: 9e9 }) }).preview()).toMatchObject({
      validForMs: 600_000,
    });
  });

  it('keeps the provider’s words for engineers from the customer', async () => {
    const secret = new ChangePlanError('provider_unavailable', 'down', {
      reference: 'req_42',
      cause: new Error('at 10.0.0.7'),
    });
    const stage = aStage({ previewChangePlan: () => Promise.reject(secret) });
    const answer = await stage.json('preview', { selection: { priceId: 'price_pro_monthly' }, locale: 'en' });
    expect(answer).toMatchObject({ error: { code: 'provider_unavailable', reference: 'req_42' } });
    expect(JSON.stringify([answer, stage.events])).not.toContain('10.0.0.7');
    expect(stage.events).toContainEqual(
      expect.objectContaining({ type: 'failed', during: 'preview', reference: 'req_42' }),
    );
  });
});

describe('a confirm', () => {
  it('reaches the provider once, however many ask at the same time', async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return APPLIED;
    };
    const stage = aStage({ changePlan: slow }, { limits: { perMinute: { change: 100 } } });
    const request = await stage.confirm();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => stage.json('change', { ...request, idempotencyKey: `tab-${index}` })),
    );
    expect(stage.sent()).toBe(1);
    expect(answers.every(({ status }) => status === 'applied')).toBe(true);
  });

  it('that was answered in time is answered the same after the preview has expired', async () => {
    const stage = aStage();
    const request = await stage.confirm();
    const first = await stage.json('change', request);
    stage.clock.now += 3_600_000;
    expect(await stage.json('change', request)).toEqual(first);
    expect(stage.sent()).toBe(1);
  });

  it('of another selection than the one that was previewed is refused', async () => {
    const stage = aStage();
    const selection = { priceId: 'price_business_monthly' };
    expect(await stage.json('change', await stage.confirm({ selection }))).toMatchObject({
      status: 'preview_stale',
      reason: 'token_refused',
    });
    expect(stage.sent()).toBe(0);
  });

  it('goes on when the browser leaves, and its outcome is there on return', async () => {
    const leave = new AbortController();
    const stage = aStage({
      changePlan: async (_request, signal) => {
        leave.abort();
        await new Promise((resolve) => setTimeout(resolve, 30));
        signal.throwIfAborted();
        return APPLIED;
      },
    });
    const request = await stage.confirm();
    await stage.ask('change', request, { signal: leave.signal, method: 'POST', body: JSON.stringify(request) });
    expect(await stage.json('read', readRequest(request))).toMatchObject({ status: 'applied' });
  });

  it('compares what was charged with what was shown, and tells both', async () => {
    const stage = aStage({ changePlan: async () => ({ ...APPLIED, amountCharged: usd(8451) }) });
    expect(await stage.json('change', await stage.confirm())).toMatchObject({
      difference: { shown: usd(8450), charged: usd(8451) },
    });
    expect(stage.events).toContainEqual({
      type: 'amount_differs',
      customerId: 'cus_harbor',
      subscriptionId: 'sub_harbor',
      shown: usd(8450),
      charged: usd(8451),
      explained: false,
    });
  });

  it.each([
    ['another status', { previewChangePlan: async () => aCheckoutPreview({ dueNow: usd(8450) }) }],
    ['another certainty', { previewChangePlan: async () => aQuote({ certainty: 'estimate', excludes: ['tax'] }) }],
    [
      'another recurring price',
      {
        previewChangePlan: async () =>
          aQuote({ recurring: { amount: usd(1), interval: { interval: 'month', intervalCount: 1 } } }),
      },
    ],
    [
      'another currency',
      { previewChangePlan: async () => aQuote({ dueNow: { amount: 8450, currency: 'EUR' }, lines: [] }) },
    ],
  ] as const)('is asked again where the billing system now gives %s', async (_name, now) => {
    let first = true;
    const stage = aStage({
      previewChangePlan: async (request, signal) => {
        if (!first) return now.previewChangePlan();
        first = false;
        void request;
        void signal;
        return aQuote();
      },
    });
    expect(await stage.json('change', await stage.confirm())).toMatchObject({
      status: 'preview_stale',
      reason: 'amount_changed',
      shown: usd(8450),
    });
    expect(stage.sent()).toBe(0);
  });

  it('is refused where something stands in the way by now', async () => {
    let asked = 0;
    const { change } = aQuote();
    const stage = aStage({
      previewChangePlan: async () =>
        (asked += 1) === 1
          ? aQuote()
          : { status: 'blocked', reason: 'seat_limit_exceeded', change, impact: [], recoveryUrl: null },
    });
    const answer = await stage.ask('change', await stage.confirm());
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { status: 'rejected', reason: 'seat_limit_exceeded' },
    ]);
    expect(stage.sent()).toBe(0);
  });

  it('that the provider itself finds outdated comes back with a preview of ours', async () => {
    const stale = {
      status: 'preview_stale',
      reason: 'amount_changed',
      shown: null,
      preview: aQuote({ dueNow: usd(9000), lines: [] }),
    } as const;
    let tries = 0;
    const stage = aStage({ changePlan: async () => ((tries += 1) === 1 ? stale : APPLIED) });
    const answer = await stage.json('change', await stage.confirm());
    expect(answer).toMatchObject({ status: 'preview_stale', shown: usd(8450), preview: { dueNow: usd(9000) } });
    expect(JSON.stringify(answer)).not.toContain('preview_upgrade');
    expect(await stage.json('change', await stage.confirm())).toMatchObject({ status: 'applied' });
  });

  it('that was certainly not sent frees its place; one that may have been keeps it', async () => {
    const certain = new ChangePlanError('misconfigured', 'no', { sent: false });
    const doubtful = new ChangePlanError('network', 'no', { reference: 'req_7' });
    const stage = aStage({ changePlan: () => Promise.reject(certain) });
    expect((await stage.ask('change', await stage.confirm())).status).toBe(500);
    expect(await stage.json('catalog?locale=en')).toMatchObject({ openChange: null });
    const other = aStage({ changePlan: () => Promise.reject(doubtful) });
    expect(await other.json('change', await other.confirm())).toEqual({ status: 'unknown', reference: 'req_7' });
    expect(await other.json('catalog?locale=en')).toMatchObject({ openChange: { status: 'unknown' } });
    expect(await other.json('change', await other.confirm())).toMatchObject({ error: { code: 'change_in_progress' } });
  });

  it('sends nothing where the ledger cannot be asked, and keeps a good answer where it cannot be written', async () => {
    const fails = () => Promise.reject(new Error('no store at redis.internal'));
    const closed: Ledger = { ...memoryLedger(), claim: fails };
    const stage = aStage({}, { ledger: closed });
    const answer = await stage.ask('change', await stage.confirm());
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('redis.internal');
    expect(stage.sent()).toBe(0);

    const memory = memoryLedger();
    let writes = 0;
    const breaking: Ledger = { ...memory, write: (entry) => ((writes += 1) === 1 ? memory.write(entry) : fails()) };
    const later = aStage({}, { ledger: breaking });
    expect(await later.json('change', await later.confirm())).toMatchObject({ status: 'applied' });
    expect(later.events).toContainEqual(expect.objectContaining({ type: 'failed', during: 'ledger' }));
  });

  it.each([
    [{ status: 'declined', reason: 'expired_card', recoveryUrl: null, reference: 'req_1' } as const, 402],
    [{ status: 'rejected', reason: 'dispute_open', impact: [], recoveryUrl: null, reference: null } as const, 422],
    [{ status: 'processing' } as const, 200],
    [{ status: 'requires_action', actionUrl: 'https://checkout.example/3ds', clientSecret: null } as const, 200],
    [{ status: 'pending', reason: 'review', recoveryUrl: null, subscription: aSubscription() } as const, 200],
    [{ status: 'unknown', reference: 'req_2' } as const, 200],
    [
      {
        status: 'scheduled',
        effectiveAt: '2026-05-01T00:00:00.000Z',
        subscription: aSubscription(),
        impact: [],
      } as const,
      200,
    ],
  ])('answers %j with its own HTTP status, twice the same', async (outcome, status) => {
    const stage = aStage({ changePlan: async () => outcome });
    const request = await stage.confirm();
    const first = await stage.ask('change', request);
    expect(first.status).toBe(status);
    expect(await first.json()).toEqual(outcome);
    expect(await stage.json('change', request)).toEqual(outcome);
    expect(stage.sent()).toBe(1);
  });
});

describe('a change that waits', () => {
  it('at a checkout is the same checkout when the same choice is reviewed and confirmed again', async () => {
    const stage = aStage(toCheckout);
    const first = await stage.confirm();
    await stage.json('change', first);
    const second = await stage.confirm();
    expect(await stage.json('change', second)).toEqual(CHECKOUT);
    expect(await stage.json('read', readRequest(second))).toEqual(CHECKOUT);
    expect(await stage.json('change', second)).toEqual(CHECKOUT);
    expect(stage.sent()).toBe(1);
    expect(stage.events.some(({ type }) => type === 'attempt_replaced')).toBe(false);
  });

  it('at a checkout gives way to another choice, and says so when it is read', async () => {
    const stage = aStage(toCheckout);
    const first = await stage.confirm();
    await stage.json('change', first);
    const priceId = 'price_business_monthly';
    const other = await stage.preview(priceId);
    if (other.status === 'blocked') throw new Error('blocked');
    const second = { ...first, selection: { priceId }, token: other.token };
    expect(await stage.json('change', second)).toMatchObject({ status: 'requires_checkout' });
    expect(stage.sent()).toBe(2);
    expect(stage.events).toContainEqual(expect.objectContaining({ type: 'attempt_replaced' }));
    expect(await stage.json('read', readRequest(first))).toMatchObject({ status: 'not_changed', reason: 'superseded' });
  });

  it('at a checkout does not give way once it was paid', async () => {
    let paid = false;
    const stage = aStage({
      ...toCheckout,
      getCatalog: async () =>
        aCatalog({ subscription: paid ? aProSubscription({ id: 'sub_harbor' }) : aSubscription() }),
      readChange: async () => (paid ? APPLIED : { status: 'not_changed', reason: 'not_received', subscription: null }),
    });
    const first = await stage.confirm();
    await stage.json('change', first);
    const second = await stage.confirm();
    paid = true;
    expect(await stage.json('change', second)).toMatchObject({
      status: 'preview_stale',
      reason: 'subscription_changed',
    });
    expect(stage.sent()).toBe(1);
    expect(await stage.json('read', readRequest(first))).toMatchObject({ status: 'applied' });
  });

  it('at a checkout ends when the checkout ends, and the same yes is asked again', async () => {
    const expiring = { ...CHECKOUT, expiresAt: '2026-04-16T00:05:00.000Z' };
    const stage = aStage({ ...toCheckout, changePlan: async () => expiring });
    const request = await stage.confirm();
    expect(await stage.json('change', request)).toEqual(expiring);
    stage.clock.now += 300_000;
    expect(await stage.json('change', request)).toMatchObject({ status: 'preview_stale', reason: 'expired' });
    expect(await stage.json('read', readRequest(request))).toMatchObject({ status: 'not_changed', reason: 'expired' });
    expect(stage.sent()).toBe(1);
  });

  it('is seen and read by every user of the customer, and confirmed by none of them twice', async () => {
    const stage = aStage(toCheckout);
    await stage.json('change', await stage.confirm());
    stage.scope = scopeOf('harbor', { actor: 'a colleague' });
    const { openChange } = decodeCatalog(await stage.json('catalog?locale=en'), '');
    if (!openChange) throw new Error('not open');
    const { token, selection, expected } = openChange;
    const theirs = { token, selection, expected, idempotencyKey: 'k', locale: 'en' };
    expect(await stage.json('read', theirs)).toEqual(CHECKOUT);
    expect(await stage.json('change', { ...theirs, returnTo: null })).toEqual(CHECKOUT);
    expect(stage.sent()).toBe(1);
  });

  it.each([
    ['unknown', { status: 'unknown', reference: null }],
    ['processing', { status: 'processing' }],
    ['pending', { status: 'pending', reason: 'payment', recoveryUrl: null, subscription: aSubscription() }],
    ['requires_action', { status: 'requires_action', actionUrl: null, clientSecret: 'cs_1' }],
  ] as const)('as %s takes the place of any other change, until a read ends it', async (_name, outcome) => {
    let found: ReadOutcome = { status: 'not_changed', reason: 'not_received', subscription: null };
    const stage = aStage({ changePlan: async () => outcome, readChange: async () => found });
    const first = await stage.confirm();
    await stage.json('change', first);
    const second = await stage.confirm();
    const answer = await stage.ask('change', second);
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([
      409,
      '2',
      { error: { code: 'change_in_progress' } },
    ]);
    found = { status: 'not_changed', reason: 'canceled', subscription: null };
    expect(await stage.json('read', readRequest(first))).toMatchObject({ status: 'not_changed', reason: 'canceled' });
    await stage.json('change', second);
    expect(stage.sent()).toBe(2);
  });

  it.each([
    ['for its payment', { status: 'pending', reason: 'payment', recoveryUrl: null, subscription: aSubscription() }, 1],
    ['for the bank’s question', { status: 'requires_action', actionUrl: null, clientSecret: 'cs_1' }, 1],
    ['for people', { status: 'pending', reason: 'review', recoveryUrl: null, subscription: aSubscription() }, 30],
  ] as const)('%s ends once the billing system has stopped showing it for long enough', async (_for, outcome, days) => {
    const stage = aStage({ changePlan: async () => outcome });
    const first = await stage.confirm();
    await stage.json('change', first);
    stage.clock.now += days * 86_400_000 - 1;
    expect(await stage.json('read', readRequest(first))).toEqual(outcome);
    expect((await stage.ask('change', await stage.confirm())).status).toBe(409);
    stage.clock.now += 1;
    expect(await stage.json('read', readRequest(first))).toMatchObject({
      status: 'not_changed',
      reason: 'not_received',
    });
    expect(await stage.json('catalog?locale=en')).toMatchObject({ openChange: null });
    await stage.json('change', await stage.confirm());
    expect(stage.sent()).toBe(2);
  });

  it('for its payment gives way to another change by itself once it is over, and the host may say after how long', async () => {
    const pending = { status: 'pending', reason: 'payment', recoveryUrl: null, subscription: aSubscription() } as const;
    const stage = aStage({ changePlan: async () => pending }, { limits: { waitingOverAfterMs: 60_000 } });
    await stage.json('change', await stage.confirm());
    stage.clock.now += 60_000;
    await stage.json('change', await stage.confirm());
    expect(stage.sent()).toBe(2);
  });

  it('for another reason is not taken for one that was never sent', async () => {
    const stage = aStage({ readChange: async () => APPLIED });
    expect(await stage.json('read', readRequest(await stage.confirm()))).toEqual({
      status: 'not_changed',
      reason: 'not_received',
      subscription: APPLIED.subscription,
    });
  });

  it('and was forgotten by a restart is found by asking the provider', async () => {
    const restarted = memoryLedger({ now: () => Date.parse('2026-04-16T00:00:01.000Z') });
    const stage = aStage({ readChange: async () => APPLIED }, { ledger: restarted });
    const request = await stage.confirm();
    expect(await stage.json('read', readRequest(request))).toMatchObject({ status: 'applied' });
  });

  it('and whose process died is found by asking the provider, once it can no longer be on its way', async () => {
    const memory = memoryLedger();
    const dead: Ledger = { ...memory, write: async (entry) => (entry.outcome === null ? memory.write(entry) : false) };
    const stage = aStage(
      { changePlan: () => new Promise(() => undefined), readChange: async () => APPLIED },
      { ledger: dead, limits: { providerTimeoutMs: 20 } },
    );
    const request = await stage.confirm();
    await stage.json('change', request);
    expect(await stage.json('read', readRequest(request))).toEqual({ status: 'processing' });
    stage.clock.now += 180_000;
    expect(await stage.json('read', readRequest(request))).toMatchObject({ status: 'applied' });
  });
});

describe('links', () => {
  interface UrlCase {
    readonly id: string;
    readonly expect: 'accept' | 'reject';
    readonly input?: unknown;
    readonly inputGenerator?: { readonly prefix: string; readonly repeat: string; readonly times: number };
    readonly canonical?: string;
  }
  // The project's own file of cases.
  const { cases, allowList } = loadCases('redirect-urls') as {
    readonly cases: readonly UrlCase[];
    readonly allowList: readonly string[];
  };
  const inputOf = ({ input, inputGenerator: made }: UrlCase) =>
    made ? made.prefix + made.repeat.repeat(made.times) : input;

  it('to a checkout are followed only on an allowed origin (F59)', async () => {
    for (const one of cases) {
      const url = inputOf(one);
      // What a provider without types can answer.
      const checkout = { ...CHECKOUT, checkoutUrl: url } as typeof CHECKOUT;
      const stage = aStage({ ...toCheckout, changePlan: async () => checkout }, { allowedRedirectOrigins: allowList });
      const answer = await stage.json('change', await stage.confirm());
      if (one.expect === 'accept') {
        expect([one.id, answer]).toMatchObject([one.id, { status: 'requires_checkout', checkoutUrl: one.canonical }]);
        continue;
      }
      const none = { impact: [], recoveryUrl: null, reference: null };
      expect([one.id, answer]).toEqual([one.id, { status: 'rejected', reason: 'checkout_unavailable', ...none }]);
      const told = stage.events.some(({ type }) => type === 'redirect_refused');
      expect([one.id, told]).toEqual([one.id, url !== null]);
    }
    console.log(`redirect-urls: ${cases.length} of ${cases.length} cases run at the handler`);
    expect(cases.length).toBeGreaterThan(0);
  });

  it('of every other kind are left out where they lead elsewhere', async () => {
    const evil = 'https://evil.example/pay?token=1';
    const declined = { status: 'declined', reason: 'card_declined', recoveryUrl: evil, reference: null } as const;
    const overdue = aSubscription({}, { status: 'past_due', recoveryUrl: evil });
    const stage = aStage({
      changePlan: async () => declined,
      getCatalog: async () => aCatalog({ subscription: overdue }),
    });
    expect(JSON.stringify(await stage.json('catalog?locale=en'))).not.toContain('evil');
    expect(JSON.stringify(await stage.json('change', await stage.confirm()))).not.toContain('evil');
    expect(JSON.stringify(stage.events)).not.toContain('token=1');
  });
});

describe('taking back', () => {
  it('gives the provider a key of its own, and answers what it says', async () => {
    const undone = { status: 'undone', subscription: aSubscription() } as const;
    const stage = aStage({ cancelScheduledChange: async () => undone });
    expect(await stage.json('undo', { scheduledChangeId: 's1', idempotencyKey: 'browser-key' })).toEqual(undone);
    expect(stage.script.calls.at(-1)?.request).toMatchObject({
      scheduledChangeId: 's1',
      idempotencyKey: expect.stringMatching(/^ps_u_[\w-]{32}$/),
    });
  });

  it('passes on why it could not be tried', async () => {
    const gone = new ChangePlanError('subscription_not_found', 'no', { sent: false });
    const stage = aStage({ cancelScheduledChange: () => Promise.reject(gone) });
    const answer = await stage.ask('undo', { scheduledChangeId: 's1', idempotencyKey: 'k' });
    expect([answer.status, (await json(answer)).error]).toMatchObject([404, { code: 'subscription_not_found' }]);
  });

  it('is unknown where no answer comes', async () => {
    const stage = aStage(
      { cancelScheduledChange: () => new Promise(() => undefined) },
      { limits: { providerTimeoutMs: 20 } },
    );
    expect(await stage.json('undo', { scheduledChangeId: 's1', idempotencyKey: 'k' })).toEqual({
      status: 'unknown',
      reference: null,
    });
    const broken = aStage({ cancelScheduledChange: () => Promise.reject(new Error('boom')) });
    expect(await broken.json('undo', { scheduledChangeId: 's1', idempotencyKey: 'k' })).toEqual({
      status: 'unknown',
      reference: null,
    });
  });
});
