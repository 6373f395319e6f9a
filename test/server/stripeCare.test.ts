import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxOptions } from 'planshift/sandbox';
import { stripe, type StripeOptions } from 'planshift/server/stripe';
import type { Selection } from '../../src/core/adapter.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import { seedWorld } from '../../src/sandbox/engine/seed.js';
import type { WorldSubscription } from '../../src/sandbox/engine/world.js';
import { customer, SANDBOX_ORIGIN } from '../contract/sandboxWorld.js';
import { overHttp } from '../contract/overHttp.js';

const { signal } = new AbortController();
const PRODUCTS = ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'];
const UP = { priceId: 'price_business_monthly' };
const DOWN = { priceId: 'price_starter_monthly' };
const PERIOD_END = '2026-05-01T00:00:00.000Z';

interface Setting {
  readonly options?: Partial<StripeOptions>;
  readonly sandbox?: SandboxOptions;
  /** What the subscription is before the world begins. */
  readonly held?: Partial<WorldSubscription>;
  readonly hasSubscription?: boolean;
  /** Changes what Stripe answers to a request. */
  readonly spoil?: (path: string, body: string) => string;
}

function open(name: string, setting: Setting = {}) {
  const {
    options = {},
    held: beside = {},
    hasSubscription = true,
    spoil = (_path: string, body: string) => body,
  } = setting;
  const world = seedWorld();
  Object.assign(world.subscriptions.find(({ id }) => id === `sub_${name}`) ?? {}, beside);
  const sandbox = createSandbox({
    origin: SANDBOX_ORIGIN,
    store: { load: () => JSON.stringify(world), save: () => undefined },
    ...(setting.sandbox && { options: setting.sandbox }),
  });
  const client = new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient(async (url: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(url, init);
      const answer = await sandbox.fetch(request);
      const { status, headers } = answer;
      return new Response(spoil(new URL(request.url).pathname, await answer.text()), { status, headers });
    }),
  });
  const provider = stripe({ client, products: PRODUCTS, rereadDelaysMs: [0, 10], ...options });
  const who = customer(name, hasSubscription);
  const adapter = overHttp(provider, who);
  const preview = (selection: Selection) => adapter.previewChangePlan({ selection, locale: 'en' }, signal);
  const requestFor = (selection: Selection, shown: PreviewOutcome) => ({
    selection,
    token: 'token' in shown ? shown.token : 'none',
    expected: promisedAmount(shown),
    idempotencyKey: crypto.randomUUID(),
    locale: 'en',
  });
  return {
    sandbox,
    provider,
    adapter,
    preview,
    requestFor,
    held: async () => (await adapter.getCatalog({ locale: 'en' }, signal)).subscription,
    change: async (selection: Selection) =>
      adapter.changePlan({ ...requestFor(selection, await preview(selection)), returnTo: null }, signal),
    charged: () =>
      sandbox.control
        .ledger()
        .filter(({ subscriptionId }) => !hasSubscription || subscriptionId === who.subscriptionId)
        .map(({ amount }) => amount),
    sent: (path: RegExp) =>
      sandbox.control
        .requests()
        .filter(({ method, path: asked }) => method === 'POST' && path.test(asked))
        .map(({ body }) => String(body)),
    pay: async (url: string) => {
      const body = new URLSearchParams({ action: 'pay' });
      expect((await sandbox.fetch(new Request(url, { method: 'POST', body }))).status).toBeLessThan(400);
    },
  };
}

const SCHEDULED = { status: 'scheduled', effectiveAt: PERIOD_END };

describe('a change that Stripe schedules', () => {
  it('keeps the discount that the customer has, now and in the period to come', async () => {
    const { change, held, charged, sandbox } = open('demo', { held: { discounts: ['HARBOR10'], paid: 8910 } });
    expect(await change(DOWN)).toMatchObject(SCHEDULED);
    expect((await held())?.discounts).toMatchObject([{ code: 'HARBOR10' }]);
    sandbox.control.clock({ advanceDays: 16 });
    expect(await held()).toMatchObject({ priceId: DOWN.priceId, discounts: [{ code: 'HARBOR10' }] });
    expect(charged().at(-1)).toBe(2610);
  });

  it('leaves a trial its days, and charges nothing before they are over', async () => {
    const { change, held, charged } = open('trial');
    const before = await held();
    expect(before?.status).toBe('trialing');
    expect(await change(DOWN)).toMatchObject({ status: 'scheduled', effectiveAt: before?.currentPeriod?.end });
    expect(await held()).toMatchObject({ status: 'trialing', scheduledChange: { priceId: DOWN.priceId } });
    expect(charged()).toEqual([]);
  });

  it('names no quantity of an item that is counted, and keeps tax rates', async () => {
    const addons = [{ addonId: 'adn_support', quantity: 1 }];
    const counted = (path: string, body: string) =>
      path === '/v1/subscriptions/sub_demo'
        ? body
            .replace(/("id":"si_sub_demo_adn_support"[^{]*)"quantity":1/, '$1"quantity":null')
            .replace('"collection_method"', '"default_tax_rates":[{"id":"txr_1"}],"collection_method"')
        : body;
    const { change, sent } = open('demo', { held: { addons, paid: 11_400 }, spoil: counted });
    await change(DOWN);
    const [body = ''] = sent(/\/subscription_schedules\/[^/]+$/);
    const form = new URLSearchParams(body);
    expect(form.get('phases[1][items][1][price]')).toBe('price_adn_support');
    expect([...form.keys()].filter((key) => key.endsWith('[items][1][quantity]'))).toEqual([]);
    expect(form.get('phases[0][default_tax_rates][0]')).toBe('txr_1');
    expect(form.get('phases[1][default_tax_rates][0]')).toBe('txr_1');
  });
});

describe('an immediate change in place of a scheduled one', () => {
  it.each(['allowed', 'refused'] as const)(
    'leaves no schedule behind, where an update beside one is %s',
    async (updateWithSchedule) => {
      const { change, held, charged, sandbox } = open('demo', { sandbox: { stripe: { updateWithSchedule } } });
      await change(DOWN);
      expect(await change(UP)).toMatchObject({ status: 'applied', payment: 'paid', difference: null });
      expect(await held()).toMatchObject({ priceId: UP.priceId, scheduledChange: null });
      expect(charged()).toHaveLength(1);
      sandbox.control.clock({ advanceDays: 16 });
      expect((await held())?.priceId).toBe(UP.priceId);
    },
  );

  it('leaves none where only the answer was lost', async () => {
    const { change, held, charged, sandbox } = open('demo');
    await change(DOWN);
    sandbox.control.fault({ switch: 'truncate-body', match: { method: 'POST', path: '/subscriptions/sub_demo' } });
    expect(await change(UP)).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(await held()).toMatchObject({ priceId: UP.priceId, scheduledChange: null });
    expect(charged()).toHaveLength(1);
  });

  it('that is refused leaves what was planned as it was', async () => {
    const { change, held, charged, sandbox } = open('demo', { options: { paymentBehavior: 'error_if_incomplete' } });
    await change(DOWN);
    const planned = (await held())?.scheduledChange;
    sandbox.control.fault({ switch: 'decline' });
    expect((await change(UP)).status).toBe('declined');
    expect((await held())?.scheduledChange).toMatchObject({
      priceId: DOWN.priceId,
      effectiveAt: planned?.effectiveAt,
      undoable: true,
    });
    expect(charged()).toEqual([]);
  });

  it('is an error, and changes nothing, where Stripe refuses it and the host lets the schedule stay until then', async () => {
    const { change, held, charged } = open('demo', {
      options: { attachedSchedule: 'release_after' },
      sandbox: { stripe: { updateWithSchedule: 'refused' } },
    });
    await change(DOWN);
    await expect(change(UP)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await held()).toMatchObject({ priceId: 'price_pro_monthly', scheduledChange: { priceId: DOWN.priceId } });
    expect(charged()).toEqual([]);
  });
});

describe('the step from free to paid', () => {
  const policy = { upgrade: { when: 'immediately', prorationBehavior: 'create_prorations' } } as const;

  it.each([
    ['new_period', 9900],
    ['same_period', 0],
  ] as const)('is shown and charged alike where it means a %s', async (freeToPaid, due) => {
    const { change, charged, preview, sandbox } = open('free', {
      options: { policy, freeToPaid },
      sandbox: { stripe: { freeToPaid } },
    });
    sandbox.control.setCustomer({ subscriptionId: 'sub_free', card: 'good' });
    const selection = { priceId: 'price_pro_monthly' };
    expect(await preview(selection)).toMatchObject({ status: 'quote', dueNow: { amount: due } });
    expect(await change(selection)).toMatchObject({
      status: 'applied',
      amountCharged: { amount: due },
      difference: null,
    });
    expect(charged()).toEqual(due === 0 ? [] : [due]);
  });
});

describe('what Stripe’s answers mean for money', () => {
  it('is no refusal where a payment takes days', async () => {
    const slow = (path: string, body: string) =>
      path.startsWith('/v1/invoices/in_') ? body.replace('"requires_payment_method"', '"processing"') : body;
    const { change, sandbox } = open('demo', { options: { paymentBehavior: 'allow_incomplete' }, spoil: slow });
    sandbox.control.fault({ switch: 'decline' });
    expect(await change(UP)).toMatchObject({ status: 'applied', payment: 'pending', recoveryUrl: null });
  });

  it('is not asked for again, nor called free, where the change was made before', async () => {
    const { provider, preview, sandbox, charged } = open('demo');
    const scope = { ...customer('demo'), actor: 'user_1', role: 'customer' } as const;
    const shown = await provider(scope).previewChangePlan({ selection: UP, locale: 'en' }, signal);
    if (shown.status !== 'quote') throw new Error(shown.status);
    const request = {
      selection: UP,
      token: shown.token,
      expected: shown.dueNow,
      idempotencyKey: 'one',
      returnTo: null,
      locale: 'en',
    };
    expect(await provider(scope).changePlan(request, signal)).toMatchObject({
      payment: 'paid',
      amountCharged: shown.dueNow,
    });
    expect(await provider(scope).changePlan(request, signal)).toMatchObject({ payment: 'paid', amountCharged: null });
    expect(charged()).toEqual([shown.dueNow.amount]);
    const updates = sandbox.control
      .requests()
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/subscriptions/sub_demo'));
    expect(updates).toHaveLength(1);
    expect(await preview(UP)).toMatchObject({ status: 'blocked', reason: 'no_change' });
  });

  it('names no second to count from where nothing is counted', async () => {
    const { change, sent } = open('demo', {
      options: { policy: { upgrade: { when: 'immediately', prorationBehavior: 'none' } } },
    });
    expect(await change(UP)).toMatchObject({ status: 'applied', payment: 'none' });
    expect(sent(/create_preview|\/subscriptions\/sub_demo$/).filter((body) => body.includes('proration_date'))).toEqual(
      [],
    );
  });
});

describe('what cannot be changed at Stripe and be told truly', () => {
  const subscription = (from: string, to: string) => (path: string, body: string) =>
    path === '/v1/subscriptions/sub_demo' ? body.replace(from, to) : body;

  it.each([
    ['an invoice that is sent and paid some day', '"charge_automatically"', '"send_invoice"', 'contact_support'],
    [
      'a collection that is paused',
      '"pause_collection":null',
      '"pause_collection":{"behavior":"void"}',
      'subscription_inactive',
    ],
  ])('is %s', async (_, from, to, reason) => {
    const { preview } = open('demo', { spoil: subscription(from, to) });
    expect(await preview(UP)).toMatchObject({ status: 'blocked', reason });
  });

  it('is a price that is counted, which is not offered', async () => {
    const counted = (path: string, body: string) =>
      path === '/v1/prices' ? body.replace(/("id":"price_pro_yearly".*?"usage_type":)"licensed"/, '$1"metered"') : body;
    const { adapter } = open('demo', { spoil: counted });
    const { plans } = await adapter.getCatalog({ locale: 'en' }, signal);
    const ids = plans.flatMap(({ prices }) => prices.map(({ id }) => id));
    expect(ids).toContain('price_pro_monthly');
    expect(ids).not.toContain('price_pro_yearly');
  });
});

describe('a first subscription at Stripe’s checkout', () => {
  it('is found again by its choice, whichever confirm asks', async () => {
    const { adapter, preview, requestFor, pay, held } = open('new', { hasSubscription: false });
    const first = requestFor(UP, await preview(UP));
    const begun = await adapter.changePlan({ ...first, returnTo: null }, signal);
    if (begun.status !== 'requires_checkout') throw new Error(begun.status);
    const second = requestFor(UP, await preview(UP));
    expect(await adapter.changePlan({ ...second, returnTo: null }, signal)).toMatchObject({
      checkoutUrl: begun.checkoutUrl,
    });
    expect(await adapter.readChange(second, signal)).toMatchObject({ status: 'requires_checkout' });
    await pay(begun.checkoutUrl);
    expect(await adapter.readChange(second, signal)).toMatchObject({ status: 'applied' });
    expect((await held())?.priceId).toBe(UP.priceId);
  });

  it('asks for as many as were chosen', async () => {
    const { change, charged, held, pay } = open('new', { hasSubscription: false });
    const begun = await change({ priceId: 'price_pro_monthly', quantity: 3 });
    if (begun.status === 'requires_checkout') await pay(begun.checkoutUrl);
    expect(await held()).toMatchObject({ priceId: 'price_pro_monthly', quantity: 3 });
    expect(charged()).toEqual([29_700]);
  });
});
