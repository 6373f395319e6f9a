import { describe, expect, it } from 'vitest';
import type { CancelRequest, LinkRequest, TopUp, TopUpRequest } from '../../src/core/adapter.js';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import { ChangePlanError, memoryLedger } from '../../src/exports/server.js';
import type { Catalog } from '../../src/core/adapter.js';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { decodeCatalog } from '../../src/core/wire/shapes.js';
import {
  aCancelRequest,
  aCatalog,
  aLinkRequest,
  aPendingChange,
  aProSubscription,
  aQuote,
  aSubscription,
  aTopUpRequest,
  someCapabilities,
} from '../../src/testing/fixtures.js';
import { usd } from '../../src/testing/harbor.js';
import { aStage, APPLIED, readRequest, type Stage } from './scripted.js';
import { APP, noSignal, scopeOf } from './world.js';

const ALL = { cancel: true, cancelNow: true, topUp: true, portal: true, returnTo: true };
const SMALL: TopUp = { id: 'small', amount: usd(1000) };
const LARGE: TopUp = { id: 'large', amount: usd(5000) };

const selling =
  (changes: Partial<Catalog> = {}) =>
  async () =>
    aCatalog({ topUps: [SMALL, LARGE], capabilities: someCapabilities({ idempotentChange: true }), ...changes });

/** A billing system that cancels, sells credit and makes links, whatever it is asked. */
const willing = {
  getCatalog: selling(),
  cancelSubscription: async () =>
    ({
      status: 'scheduled',
      effectiveAt: '2026-05-01T00:00:00.000Z',
      subscription: aSubscription(),
    }) as const,
  topUpCredits: async ({ expected }: TopUpRequest) => ({ status: 'topped_up', creditBalance: expected }) as const,
  createLink: async () => ({ status: 'ready', url: 'https://checkout.example/portal/1' }) as const,
};

const aCareStage: typeof aStage = (answers, options) => aStage({ ...willing, ...answers }, { accept: ALL, ...options });

const cancelBody = (changes: Partial<CancelRequest> = {}) => aCancelRequest({ idempotencyKey: 'k-1', ...changes });
const topUpBody = (changes: Partial<TopUpRequest> = {}) =>
  aTopUpRequest({ topUpId: SMALL.id, expected: SMALL.amount, idempotencyKey: 'k-1', returnTo: null, ...changes });
const linkBody = (changes: Partial<LinkRequest> = {}) =>
  aLinkRequest({ purpose: 'portal', returnTo: null, ...changes });
const CARE = [
  ['cancel', cancelBody()],
  ['top-up', topUpBody()],
  ['link', linkBody()],
] as const;

const sentTo = ({ script }: Stage, name: string) => script.calls.filter((call) => call.name === name);
const keysOf = (stage: Stage) =>
  stage.script.calls.flatMap(({ request }) =>
    typeof request === 'object' && request !== null && 'idempotencyKey' in request ? [request.idempotencyKey] : [],
  );

describe('cancel, top-up and link, asked by somebody who must not', () => {
  it.each(CARE)(
    '%s: from another site, without a page, as a form or as nobody, nothing reaches the provider',
    async (route, body) => {
      const stage = aCareStage();
      const text = JSON.stringify(body);
      const json = { 'content-type': 'application/json' };
      const tries: readonly [RequestInit, number][] = [
        [{ headers: { ...json, origin: 'https://evil.example' } }, 403],
        [{ headers: { ...json, origin: 'null' } }, 403],
        [{ headers: { ...json, origin: APP, 'sec-fetch-site': 'cross-site' } }, 403],
        [{ headers: json }, 403],
        [{ headers: { ...json, 'sec-fetch-site': 'same-site' } }, 403],
        [{ headers: { origin: APP, 'content-type': 'application/x-www-form-urlencoded' } }, 415],
        [{ headers: { origin: APP, 'content-type': 'text/plain' } }, 415],
      ];
      for (const [init, status] of tries)
        expect((await stage.ask(route, undefined, { method: 'POST', body: text, ...init })).status).toBe(status);
      expect((await stage.ask(route, undefined, { method: 'GET' })).status).toBe(404);
      stage.scope = null;
      expect((await stage.ask(route, body)).status).toBe(401);
      expect(stage.script.calls).toEqual([]);
    },
  );

  it.each(CARE)('%s: of a viewer is refused before the provider is asked', async (route, body) => {
    const stage = aCareStage();
    stage.scope = scopeOf('harbor', { may: 'view' });
    expect((await stage.ask(route, body)).status).toBe(403);
    expect(stage.script.calls).toEqual([]);
  });

  it.each(CARE)('%s: too large, with a member that is not the wire’s, or with another’s id', async (route, body) => {
    const stage = aCareStage();
    expect((await stage.ask(route, { ...body, filler: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await stage.ask(route, { ...body, amount: 1 })).status).toBe(400);
    expect(stage.script.calls).toEqual([]);
    await stage.ask(route, { ...body, customerId: 'cus_other', subscriptionId: 'sub_other' });
    expect(stage.events).toContainEqual(expect.objectContaining({ type: 'identity_ignored' }));
    expect(JSON.stringify(stage.script.calls)).not.toContain('other');
  });

  it.each(CARE)('%s: more than twenty times a minute', async (route, body) => {
    const stage = aCareStage();
    const statuses: number[] = [];
    for (let count = 0; count < 25; count += 1) statuses.push((await stage.ask(route, body)).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it.each(CARE)(
    '%s: every answer and every error is JSON that nobody keeps or guesses the kind of',
    async (route, body) => {
      const stage = aCareStage();
      const answers = [await stage.ask(route, body), await stage.ask(route, {}), await stage.ask('nothing', body)];
      stage.scope = null;
      for (const answer of [...answers, await stage.ask(route, body)]) {
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('vary')).toContain('Origin');
      }
    },
  );

  it.each(CARE)('%s: a provider that breaks with a secret in its words shows none of them', async (route, body) => {
    const secret = 'sk_live_aB3dE5gH7jK9mN1pQ3sT5vX7';
    const thrown = [new Error(`key ${secret}`), new ChangePlanError('provider_unavailable', `key ${secret} is wrong`)];
    for (const error of thrown) {
      const fails = () => Promise.reject(error);
      const stage = aCareStage({ cancelSubscription: fails, topUpCredits: fails, createLink: fails });
      expect(await (await stage.ask(route, body)).text()).not.toContain('aB3dE5');
      expect(JSON.stringify(stage.events)).not.toContain('aB3dE5');
    }
  });
});

describe('a key that is used again', () => {
  it('is another key for another act, another customer and another subscription', async () => {
    const stage = aCareStage({
      cancelScheduledChange: async () => ({ status: 'undone', subscription: aSubscription() }),
    });
    const all = async () => {
      await stage.ask('cancel', cancelBody());
      await stage.ask('top-up', topUpBody());
      await stage.ask('undo', { scheduledChangeId: 's', idempotencyKey: 'k-1' });
    };
    await all();
    stage.scope = scopeOf('harbor', { subscriptionId: 'sub_second' });
    await all();
    stage.scope = scopeOf('rival', { subscriptionId: 'sub_second' });
    await all();
    const keys = keysOf(stage);
    expect([keys.length, new Set(keys).size]).toEqual([9, 9]);
    for (const key of keys) expect(key).toMatch(/^ps_[uct]_[\w-]{32}$/);
  });

  it('is the same key for the same wish, and another for another: no answer is given to what was not asked', async () => {
    const stage = aCareStage();
    await stage.ask('top-up', topUpBody());
    await stage.ask('top-up', topUpBody());
    await stage.ask('top-up', topUpBody({ topUpId: LARGE.id, expected: LARGE.amount }));
    await stage.ask('cancel', cancelBody({ effectiveAt: 'next_billing_date' }));
    await stage.ask('cancel', cancelBody({ effectiveAt: 'immediately' }));
    const [first, again, larger, later, now] = keysOf(stage);
    expect(again).toBe(first);
    expect(new Set([first, larger, later, now]).size).toBe(4);
  });
});

describe('credit at another amount', () => {
  it.each([
    ['cheaper', { expected: usd(1) }, 'amount_changed'],
    ['dearer', { expected: usd(100_000) }, 'amount_changed'],
    ['free', { expected: usd(0) }, 'amount_changed'],
    ['negative', { expected: usd(-1000) }, 'amount_changed'],
    ['in another currency', { expected: { amount: 1000, currency: 'JPY' } }, 'amount_changed'],
    ['at the price of another offer', { topUpId: LARGE.id, expected: SMALL.amount }, 'amount_changed'],
    ['that is not offered', { topUpId: '../large', expected: usd(1) }, 'unavailable'],
    ['named like a member of every object', { topUpId: 'constructor', expected: usd(1) }, 'unavailable'],
  ])('%s is not bought', async (_name, changes, reason) => {
    const stage = aCareStage();
    expect(await stage.json('top-up', topUpBody(changes))).toEqual({ status: 'rejected', reason });
    expect(sentTo(stage, 'topUpCredits')).toEqual([]);
  });

  it('is bought at a checkout only on an allowed origin', async () => {
    const checkoutUrl = 'https://evil.example/pay';
    const stage = aCareStage({
      topUpCredits: async () => ({ status: 'requires_checkout', checkoutUrl, expiresAt: null }),
    });
    expect(await stage.json('top-up', topUpBody())).toEqual({ status: 'rejected', reason: 'unavailable' });
  });
});

describe('a link', () => {
  it.each([
    'http://checkout.example/portal',
    'https://checkout.example:8443/portal',
    'https://checkout.example.evil.example/portal',
    'https://checkout.example@evil.example/portal',
    'https://CHECKOUT.example\\@evil.example/',
    '//checkout.example/portal',
    'javascript:alert(1)//https://checkout.example',
    'data:text/html,hi',
    '',
  ])('to %j is handed to nobody', async (url) => {
    const stage = aCareStage({ createLink: async () => ({ status: 'ready', url }) });
    expect(await stage.json('link', linkBody())).toEqual({ status: 'rejected', reason: 'unavailable' });
    expect(stage.events).toContainEqual(expect.objectContaining({ type: 'redirect_refused' }));
  });

  it('goes by the host’s list alone, which is the one that the browser checks by', async () => {
    const claimed = ['https://evil.example', 'https://checkout.example'];
    const stage = aCareStage({
      getCatalog: selling({ redirectOrigins: claimed }),
      createLink: async () => ({ status: 'ready', url: 'https://evil.example/portal' }),
    });
    expect(await stage.json('link', linkBody())).toMatchObject({ status: 'rejected' });
    expect(await stage.json('catalog?locale=en')).toMatchObject({ redirectOrigins: ['https://checkout.example'] });
  });

  it('returns to the host’s own origin or is not made', async () => {
    const stage = aCareStage();
    for (const returnTo of ['https://evil.example/', '//evil.example', '/\\evil.example', '/%2fevil.example', 'x'])
      expect([returnTo, (await stage.ask('link', linkBody({ returnTo }))).status]).toEqual([returnTo, 400]);
    expect(sentTo(stage, 'createLink')).toEqual([]);
    await stage.ask('link', linkBody({ returnTo: '/settings' }));
    expect(sentTo(stage, 'createLink')).toMatchObject([{ request: { returnTo: `${APP}/settings` } }]);
  });
});

describe('what a viewer gets to see', () => {
  const pay = 'https://checkout.example/pay/1';
  const states = [
    aSubscription({}, { status: 'past_due', recoveryUrl: pay }),
    aSubscription({}, { status: 'on_hold', recoveryUrl: pay }),
    aSubscription({}, { status: 'pending_payment', checkoutUrl: pay }),
    aSubscription({ pendingChange: aPendingChange({ recoveryUrl: pay }) }),
  ];

  it.each(states.map((subscription) => [subscription.status, subscription] as const))(
    'has no link that pays: %s',
    async (_status, subscription) => {
      const stage = aCareStage({ getCatalog: selling({ subscription }) });
      expect(await (await stage.ask('catalog?locale=en')).text()).toContain(pay);
      stage.scope = scopeOf('harbor', { may: 'view' });
      const shown = await stage.json('catalog?locale=en');
      expect(JSON.stringify(shown)).not.toContain(pay);
      expect(() => decodeCatalog(shown, '')).not.toThrow();
    },
  );

  it.each<[string, ReadOutcome]>([
    ['a checkout', { status: 'requires_checkout', checkoutUrl: pay, expiresAt: null }],
    ['a question of the bank', { status: 'requires_action', actionUrl: pay, clientSecret: 'pi_secret' }],
    ['a payment that failed', { ...APPLIED, payment: 'failed', recoveryUrl: pay, invoice: { number: '1', url: pay } }],
    ['a card that was refused', { status: 'declined', reason: 'card_declined', recoveryUrl: pay, reference: null }],
    [
      'a payment that is awaited',
      { status: 'pending', reason: 'payment', recoveryUrl: pay, subscription: aSubscription() },
    ],
  ])('has no link, no token and no secret of a change in progress: %s', async (_name, outcome) => {
    if (outcome.status === 'not_changed') return;
    const stage = aCareStage({ changePlan: async () => outcome, readChange: async () => outcome });
    const request = await stage.confirm();
    expect(await (await stage.ask('change', request)).text()).toContain(pay);
    stage.scope = scopeOf('harbor', { may: 'view' });
    expect(await stage.json('catalog?locale=en')).toMatchObject({ openChange: null });
    const told = await (await stage.ask('read', readRequest(request))).text();
    expect(told).not.toContain(pay);
    expect(told).not.toContain('pi_secret');
    // And what is recorded keeps its links for whoever may follow them.
    stage.scope = scopeOf('harbor');
    expect(await (await stage.ask('read', readRequest(request))).text()).toContain(pay);
  });
});

describe('what an operator pays', () => {
  const COST = 7_773_319;
  const outcomes: readonly ReadOutcome[] = [
    { ...APPLIED, amountCharged: usd(COST), subscription: aProSubscription({ amount: usd(COST) }) },
    { status: 'processing' },
    { status: 'unknown', reference: null },
    { status: 'pending', reason: 'review', recoveryUrl: null, subscription: aSubscription({ amount: usd(COST) }) },
  ];

  it.each(outcomes.map((outcome) => [outcome.status, outcome] as const))(
    'is not told to the customer of a change that the operator began: %s',
    async (_status, outcome) => {
      if (outcome.status === 'not_changed') return;
      const retail = aSubscription({ amount: usd(4900) });
      const stage: Stage = aCareStage({
        previewChangePlan: async () => aQuote({ dueNow: usd(COST), lines: [], token: `pin-${COST}` }),
        changePlan: async () => outcome,
        // The provider answers each role with its own figures.
        readChange: async () =>
          stage.scope?.role === 'operator'
            ? outcome
            : { status: 'pending', reason: 'review', recoveryUrl: null, subscription: retail },
      });
      stage.scope = scopeOf('harbor', { role: 'operator', actor: 'partner' });
      const request = await stage.confirm();
      await stage.json('change', request);
      stage.scope = scopeOf('harbor');
      const catalog = decodeCatalog(await stage.json('catalog?locale=en'), '');
      const seen = [JSON.stringify(catalog)];
      const { openChange } = catalog;
      if (openChange !== null) {
        const { token, selection, expected } = openChange;
        seen.push(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        const body = { token, selection, expected, idempotencyKey: 'k', locale: 'en' };
        seen.push(await (await stage.ask('read', body)).text());
        seen.push(await (await stage.ask('change', { ...body, returnTo: null })).text());
      }
      for (const text of seen) expect(text).not.toContain(String(COST));
      expect(stage.sent()).toBe(1);
    },
  );

  it('is not told to the same person in the customer’s role: the operator’s token is refused', async () => {
    const stage = aCareStage({ previewChangePlan: async () => aQuote({ dueNow: usd(COST), lines: [] }) });
    stage.scope = scopeOf('harbor', { role: 'operator' });
    const request = await stage.confirm();
    stage.scope = scopeOf('harbor');
    expect(await stage.json('change', request)).toMatchObject({
      status: 'preview_stale',
      reason: 'token_refused',
      shown: null,
    });
    expect(stage.sent()).toBe(0);
  });
});

/** The page’s own adapter over a stage’s handler. */
function pageOn({ handler }: Stage, mount = 'billing') {
  const adapter = createHttpAdapter({
    endpoint: `${APP}/${mount}`,
    headers: { origin: APP, 'sec-fetch-site': 'same-origin' },
    fetch: (input, init) => handler(new Request(input, { ...init, signal: null })),
  });
  const { cancelSubscription, topUpCredits, createLink } = adapter;
  if (!cancelSubscription || !topUpCredits || !createLink) throw new Error('The adapter over HTTP lacks a method.');
  return { ...adapter, cancelSubscription, topUpCredits, createLink };
}

describe('a page that shows one subscription, after the session was switched to another in another tab', () => {
  const second = { customerId: 'cus_harbor', subscriptionId: 'sub_second' };

  it.each<[string, Partial<ReturnType<typeof scopeOf>>]>([
    ['another of the same customer', second],
    ['of another customer', { customerId: 'cus_rival', subscriptionId: 'sub_rival' }],
    ['another customer’s only one', { customerId: 'cus_rival', subscriptionId: null }],
  ])('cancels, buys, opens, previews and takes back nothing there: %s', async (_name, scope) => {
    const stage = aCareStage();
    const page = pageOn(stage);
    await page.getCatalog({ locale: 'en' }, noSignal);
    stage.scope = scopeOf('harbor', scope);
    const acts = [
      () => page.cancelSubscription(cancelBody(), noSignal),
      () => page.topUpCredits(topUpBody(), noSignal),
      () => page.createLink(linkBody(), noSignal),
      () => page.previewChangePlan({ selection: { priceId: 'price_pro_monthly' }, locale: 'en' }, noSignal),
      () => page.cancelScheduledChange({ scheduledChangeId: 's', idempotencyKey: 'k' }, noSignal),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'invalid_request' });
    expect(stage.script.calls.filter(({ name }) => name !== 'getCatalog')).toEqual([]);
    expect(stage.events).toContainEqual(expect.objectContaining({ rule: 'other-subscription' }));
    await page.getCatalog({ locale: 'en' }, noSignal);
    expect(await page.cancelSubscription(cancelBody(), noSignal)).toMatchObject({ status: 'scheduled' });
  });

  it('goes on where the subscription has begun since the page was loaded', async () => {
    let begun = false;
    const stage = aCareStage({
      getCatalog: async () => await selling({ subscription: begun ? aSubscription() : null })(),
    });
    stage.scope = scopeOf('harbor', { subscriptionId: null });
    const page = pageOn(stage);
    await page.getCatalog({ locale: 'en' }, noSignal);
    begun = true;
    expect(await page.createLink(linkBody(), noSignal)).toMatchObject({ status: 'ready' });
  });
});

describe('acts at the same time', () => {
  it('a cancellation waits for a change that is on its way, and looks anew at one whose answer was lost', async () => {
    let found: ReadOutcome = { status: 'not_changed', reason: 'not_received', subscription: null };
    const stage = aCareStage({
      changePlan: async () => ({ status: 'unknown', reference: null }),
      readChange: async () => found,
    });
    await stage.json('change', await stage.confirm());
    const refused = await stage.ask('cancel', cancelBody());
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([409, '2']);
    found = APPLIED;
    expect(await stage.json('cancel', cancelBody())).toMatchObject({ status: 'scheduled' });
  });

  it('a cancellation sees a change that began before there was a subscription', async () => {
    let subscription: Catalog['subscription'] = null;
    const stage = aCareStage({
      getCatalog: async () => selling({ subscription })(),
      changePlan: async () => ({ status: 'processing' }),
      readChange: async () => ({ status: 'processing' }),
    });
    stage.scope = scopeOf('harbor', { subscriptionId: null });
    await stage.json('change', await stage.confirm());
    subscription = aSubscription();
    expect((await stage.ask('cancel', cancelBody())).status).toBe(409);
    expect(sentTo(stage, 'cancelSubscription')).toEqual([]);
  });

  it('a customer can leave while a change waits for a payment that may never come', async () => {
    const pending = { status: 'pending', reason: 'payment', recoveryUrl: null, subscription: aSubscription() } as const;
    const stage = aCareStage({ changePlan: async () => pending, readChange: async () => pending });
    await stage.json('change', await stage.confirm());
    expect(await stage.json('cancel', cancelBody())).toMatchObject({ status: 'scheduled' });
  });

  it('of a cancellation and a change, the later one sees the earlier: a quote from before is asked again', async () => {
    let canceled = false;
    const stage = aCareStage({
      getCatalog: async () =>
        selling({
          subscription: aSubscription({
            cancellation: canceled ? { effectiveAt: '2026-05-01T00:00:00.000Z', undoable: true } : null,
          }),
        })(),
      cancelSubscription: async () => {
        canceled = true;
        return willing.cancelSubscription();
      },
    });
    const request = await stage.confirm();
    await stage.json('cancel', cancelBody());
    expect(await stage.json('change', request)).toMatchObject({
      status: 'preview_stale',
      reason: 'subscription_changed',
    });
    expect(stage.sent()).toBe(0);
  });

  it('the same top-up twice at once has one key, so that the provider charges once', async () => {
    const stage = aCareStage();
    await Promise.all([stage.ask('top-up', topUpBody()), stage.ask('top-up', topUpBody())]);
    expect(new Set(keysOf(stage)).size).toBe(1);
    await Promise.all([stage.ask('cancel', cancelBody()), stage.ask('cancel', cancelBody())]);
    expect(new Set(keysOf(stage)).size).toBe(2);
  });

  it('is not charged where the provider would charge a repetition again', async () => {
    const stage = aCareStage({
      getCatalog: selling({ capabilities: someCapabilities({ idempotentChange: false }) }),
    });
    expect((await stage.ask('top-up', topUpBody())).status).toBe(500);
    expect(sentTo(stage, 'topUpCredits')).toEqual([]);
  });
});

describe('two kits on one page', () => {
  const twoHandlers = (ledger = memoryLedger({ now: () => 0 })) =>
    (['acme', 'beta'] as const).map((name) => {
      const stage = aCareStage({}, { ledger });
      stage.scope = {
        actor: 'one person',
        customerId: 'cus_same_id',
        subscriptionId: `sub_${name}`,
        may: 'change',
        role: 'customer',
      };
      return stage;
    });

  it('have a place of their own each, and none takes the other’s token', async () => {
    const [acme, beta] = twoHandlers();
    if (!acme || !beta) throw new Error('There are two.');
    const scopeKeys = await Promise.all(
      [acme, beta].map(async (stage) => (await stage.json('catalog?locale=en')).scopeKey),
    );
    expect(new Set(scopeKeys).size).toBe(2);
    const request = await acme.confirm();
    expect(await beta.json('change', request)).toMatchObject({ status: 'preview_stale', reason: 'token_refused' });
    expect(await acme.json('change', request)).toMatchObject({ status: 'applied' });
    expect([acme.sent(), beta.sent()]).toEqual([1, 0]);
  });

  it('change at the same time without standing in each other’s way, in one ledger', async () => {
    const [acme, beta] = twoHandlers();
    if (!acme || !beta) throw new Error('There are two.');
    const [one, two] = [await acme.confirm(), await beta.confirm()];
    const answers = await Promise.all([acme.json('change', one), beta.json('change', two)]);
    expect(answers).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
  });

  it('mounted twice for one handler, each path speaks of its own workspace', async () => {
    const stage = aCareStage(
      {},
      {
        authorize: ({ url }) => {
          const workspace = /billing\/(\w+)\//.exec(url)?.[1] ?? '';
          return {
            actor: 'one person',
            customerId: `cus_${workspace}`,
            subscriptionId: `sub_${workspace}`,
            may: 'change',
            role: 'customer',
          };
        },
      },
    );
    const [first, other] = [pageOn(stage, 'billing/first'), pageOn(stage, 'billing/other')];
    const catalogs = await Promise.all([first, other].map((page) => page.getCatalog({ locale: 'en' }, noSignal)));
    expect(new Set(catalogs.map(({ scopeKey }) => scopeKey)).size).toBe(2);
    expect(await first.cancelSubscription(cancelBody(), noSignal)).toMatchObject({ status: 'scheduled' });
    expect(await other.cancelSubscription(cancelBody(), noSignal)).toMatchObject({ status: 'scheduled' });
    expect(new Set(keysOf(stage)).size).toBe(2);
  });
});
