import Stripe from 'stripe';
import { expect } from 'vitest';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { stripe, type StripeOptions } from 'planshift/server/stripe';
import type { BillingAdapter, Selection } from '../../src/core/adapter.js';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import { seedWorld } from '../../src/sandbox/engine/seed.js';
import type { WorldSubscription } from '../../src/sandbox/engine/world.js';
import { overHttp } from '../contract/overHttp.js';
import { customer, SANDBOX_ORIGIN } from '../contract/sandboxWorld.js';
import { conformance } from './scenarios.js';

const { signal } = new AbortController();
const PRODUCTS = ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'];

interface Setting {
  readonly options?: Partial<StripeOptions>;
  /** What the subscription is before the world begins. */
  readonly held?: Partial<WorldSubscription>;
  /** Takes the place of the answer to the next change, which is carried out or not. */
  readonly answer?: {
    readonly carriedOut: boolean;
    readonly status: number;
    readonly type: string;
    readonly body: string;
  };
  readonly retries?: number;
  readonly subscriptionId?: string;
}

function stage(name: string, setting: Setting = {}) {
  const { options = {}, held: changed = {}, retries = 0 } = setting;
  const world = seedWorld();
  Object.assign(world.subscriptions.find(({ id }) => id === `sub_${name}`) ?? {}, changed);
  const sandbox = createSandbox({
    origin: SANDBOX_ORIGIN,
    store: { load: () => JSON.stringify(world), save: () => undefined },
  });
  const answers = setting.answer === undefined ? [] : [setting.answer];
  const client = new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: retries,
    httpClient: Stripe.createFetchHttpClient(async (url: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(url, init);
      const instead = isChange(request) ? answers.shift() : undefined;
      if (instead === undefined) return sandbox.fetch(request);
      if (instead.carriedOut) await sandbox.fetch(request);
      return new Response(instead.body, { status: instead.status, headers: { 'content-type': instead.type } });
    }),
  });
  const provider = stripe({ client, products: PRODUCTS, rereadDelaysMs: [0, 10, 20], ...options });
  const who = customer(name);
  const adapter = overHttp(provider, { ...who, subscriptionId: setting.subscriptionId ?? who.subscriptionId });
  const preview = (selection: Selection) => adapter.previewChangePlan({ selection, locale: 'en' }, signal);
  return {
    sandbox,
    adapter,
    preview,
    held: async () => {
      const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
      if (subscription === null) throw new Error('There is no subscription.');
      return subscription;
    },
    change: async (selection: Selection) => {
      const shown = confirmable(await preview(selection));
      return { shown, outcome: await confirm(adapter, selection, shown) };
    },
    charges: () =>
      sandbox.control
        .ledger()
        .filter(({ subscriptionId, reason }) => subscriptionId === `sub_${name}` && reason !== 'renewal')
        .map(({ amount }) => amount),
    pay: (url: string) => pay(sandbox, url),
  };
}

function isChange({ method, url }: Request): boolean {
  return method === 'POST' && /\/v1\/subscriptions\/[^/]+$/.test(url);
}

type Confirmable = Exclude<PreviewOutcome, { status: 'blocked' }>;

function confirmable(shown: PreviewOutcome): Confirmable {
  if (shown.status === 'blocked') throw new Error(`The preview is blocked: ${shown.reason}.`);
  return shown;
}

function requestOf(selection: Selection, shown: Confirmable) {
  const idempotencyKey = crypto.randomUUID();
  return { selection, token: shown.token, expected: promisedAmount(shown), idempotencyKey, locale: 'en' };
}

function confirm(adapter: BillingAdapter, selection: Selection, shown: Confirmable): Promise<ReadOutcome> {
  return adapter.changePlan({ ...requestOf(selection, shown), returnTo: null }, signal);
}

async function pay(sandbox: Sandbox, address: string): Promise<void> {
  const page = await sandbox.fetch(new Request(address));
  const url = page.headers.get('location') === null ? address : SANDBOX_ORIGIN + page.headers.get('location');
  const body = new URLSearchParams({ action: 'pay' });
  expect((await sandbox.fetch(new Request(url, { method: 'POST', body }))).status).toBeLessThan(400);
}

const UP = { priceId: 'price_pro_monthly' };
const DOWN = { priceId: 'price_starter_monthly' };
const REFUSES = { paymentBehavior: 'error_if_incomplete' } as const;

async function chargedAsShown(name: string, priceId: string, setting?: Setting): Promise<void> {
  const { change, charges, held } = stage(name, setting);
  const { shown, outcome } = await change({ priceId });
  expect(shown).toMatchObject({ status: 'quote', certainty: 'exact' });
  expect(outcome).toMatchObject({ status: 'applied', payment: 'paid', difference: null });
  expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  expect((await held()).priceId).toBe(priceId);
}

async function scheduledAndDone(name: string, priceId: string): Promise<void> {
  const { change, charges, held, sandbox } = stage(name);
  const { shown, outcome } = await change({ priceId });
  expect([shown.status, outcome.status]).toEqual(['scheduled', 'scheduled']);
  expect(charges()).toEqual([]);
  expect((await held()).scheduledChange).toMatchObject({ priceId, undoable: true });
  sandbox.control.clock({ advanceDays: 366 });
  expect((await held()).priceId).toBe(priceId);
}

conformance('Stripe', {
  upgrade: () => chargedAsShown('starter', UP.priceId),
  downgrade: () => scheduledAndDone('demo', DOWN.priceId),
  intervalUp: () => chargedAsShown('demo', 'price_pro_yearly'),
  intervalDown: () => scheduledAndDone('yearly', 'price_pro_monthly'),
  freeToPaid: async () => {
    const { change, charges, held, pay: payAt } = stage('free');
    const { shown, outcome } = await change(UP);
    expect([shown.status, outcome.status]).toEqual(['requires_checkout', 'requires_checkout']);
    if (outcome.status === 'requires_checkout') await payAt(outcome.checkoutUrl);
    expect((await held()).priceId).toBe(UP.priceId);
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  paidToFree: () => scheduledAndDone('demo', 'price_free_monthly'),
  scheduledPreview: async () => {
    const { preview, held } = stage('demo');
    const { currentPeriod } = await held();
    expect(await preview(DOWN)).toMatchObject({ status: 'scheduled', effectiveAt: currentPeriod?.end });
  },
  blockedBySchedule: async () => {
    const { change, preview } = stage('demo');
    await change(DOWN);
    expect(await preview(DOWN)).toMatchObject({ status: 'blocked', reason: 'scheduled_change_exists' });
    const replaces = expect.objectContaining({ kind: 'scheduled_change_replaced' });
    const other = await preview({ priceId: 'price_business_monthly' });
    expect(other).toMatchObject({ status: 'quote', impact: expect.arrayContaining([replaces]) });
    // A schedule that the host made by itself is shown, and left alone.
    const id = 'sch_of_the_host';
    const at = '2026-05-01T00:00:00.000Z';
    const scheduled = {
      id,
      kind: 'plan_downgrade',
      planId: 'pln_starter',
      priceId: 'pri_starter_monthly',
      at,
    } as const;
    const foreign = stage('demo', { held: { scheduled } });
    expect((await foreign.held()).scheduledChange).toMatchObject({ undoable: false, replaceable: false });
    const blocked = await foreign.preview({ priceId: 'price_business_monthly' });
    expect(blocked).toMatchObject({ status: 'blocked', reason: 'scheduled_change_exists' });
  },
  seatLimit: 'Stripe knows neither seats nor limits, and refuses nothing because of them.',
  addonsKept: async () => {
    const addons = [{ addonId: 'adn_support', quantity: 2 }];
    const { change, held, charges } = stage('starter', { held: { addons, paid: 2900 + 3000 } });
    const before = (await held()).otherItems;
    expect(before).toMatchObject([{ name: 'Priority support', quantity: 2 }]);
    const { shown } = await change(UP);
    expect(await held()).toMatchObject({ priceId: UP.priceId, otherItems: before });
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
    expect(promisedAmount(shown)?.amount).toBe(3500);
    await change(DOWN);
    expect(await held()).toMatchObject({ scheduledChange: { priceId: DOWN.priceId }, otherItems: before });
  },
  declinePrevents: async () => {
    const { change, charges, held, sandbox } = stage('starter', { options: REFUSES });
    sandbox.control.fault({ switch: 'decline' });
    expect((await change(UP)).outcome).toMatchObject({ status: 'declined', reason: 'card_declined' });
    expect((await held()).priceId).toBe(DOWN.priceId);
    expect(charges()).toEqual([]);
  },
  declineApplies: async () => {
    const options = { paymentBehavior: 'allow_incomplete' } as const;
    const { change, charges, held, sandbox, pay: payAt } = stage('starter', { options });
    sandbox.control.fault({ switch: 'decline' });
    const { shown, outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'failed', recoveryUrl: expect.any(String) });
    expect(await held()).toMatchObject({ status: 'past_due', priceId: UP.priceId });
    if (outcome.status === 'applied') await payAt(outcome.recoveryUrl ?? '');
    expect(await held()).toMatchObject({ status: 'active', priceId: UP.priceId });
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  pendingThenPaid: async () => {
    const { adapter, charges, held, preview, sandbox, pay: payAt } = stage('starter');
    const shown = confirmable(await preview(UP));
    sandbox.control.fault({ switch: 'decline' });
    const request = requestOf(UP, shown);
    const first = await adapter.changePlan({ ...request, returnTo: null }, signal);
    expect(first).toMatchObject({ status: 'pending', reason: 'payment' });
    expect(await held()).toMatchObject({ priceId: DOWN.priceId, pendingChange: { priceId: UP.priceId } });
    expect(await preview(UP)).toMatchObject({ status: 'blocked', reason: 'pending_change_exists' });
    if (first.status === 'pending') await payAt(first.recoveryUrl ?? '');
    expect(await adapter.readChange(request, signal)).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(await held()).toMatchObject({ priceId: UP.priceId, pendingChange: null });
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  cancelAndKeep: async () => {
    const { adapter, held, preview } = stage('demo');
    const idempotencyKey = crypto.randomUUID();
    const why = { reason: 'too_expensive', comment: null, idempotencyKey } as const;
    const ended = await adapter.cancelSubscription?.({ effectiveAt: 'next_billing_date', ...why }, signal);
    const before = await held();
    expect(ended).toMatchObject({ status: 'scheduled', effectiveAt: before.cancellation?.effectiveAt });
    expect(await preview(DOWN)).toMatchObject({ status: 'blocked', reason: 'cancellation_scheduled' });
    const undo = { scheduledChangeId: before.id, idempotencyKey: crypto.randomUUID() };
    expect(await adapter.cancelScheduledChange(undo, signal)).toMatchObject({ status: 'undone' });
    expect((await held()).cancellation).toBeNull();
  },
  replaceSchedule: async () => {
    const { change, held } = stage('demo');
    await change(DOWN);
    await change({ priceId: 'price_starter_weekly' });
    expect((await held()).scheduledChange?.priceId).toBe('price_starter_weekly');
  },
  undoSchedule: async () => {
    const { adapter, change, held, charges } = stage('demo');
    await change(DOWN);
    const { scheduledChange } = await held();
    const undo = { scheduledChangeId: scheduledChange?.id ?? '', idempotencyKey: crypto.randomUUID() };
    expect(await adapter.cancelScheduledChange(undo, signal)).toMatchObject({ status: 'undone' });
    expect(await held()).toMatchObject({ scheduledChange: null, priceId: UP.priceId });
    expect(charges()).toEqual([]);
  },
  lostAnswer: async () => {
    const { change, charges, sandbox } = stage('starter');
    sandbox.control.fault({ switch: 'truncate-body' });
    expect((await change(UP)).outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(charges()).toHaveLength(1);
  },
  conflictRetries: async () => {
    const body = '{"error":{"type":"idempotency_error","message":"Still running."}}';
    const answer = { carriedOut: true, status: 409, type: 'application/json', body };
    // The client asks again by itself, with the same key: the service answers what it did.
    const { change, charges, sandbox } = stage('starter', { answer, retries: 2 });
    expect((await change(UP)).outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    const keys = sandbox.control
      .requests()
      .filter(({ method, path }) => method === 'POST' && path === '/v1/subscriptions/sub_starter')
      .map(({ headers }) => headers['idempotency-key']);
    expect([charges().length, keys.length, new Set(keys).size]).toEqual([1, 2, 1]);
  },
  rateLimitWithWait:
    'Stripe’s client does not look at a wait that is named; the error carries it to the page (test/server).',
  rateLimitWithoutWait: async () => {
    const body = '{"error":{"type":"invalid_request_error","code":"rate_limit","message":"Too many requests."}}';
    const answer = { carriedOut: false, status: 429, type: 'application/json', body };
    const { change, charges } = stage('starter', { answer });
    await expect(change(UP)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(charges()).toEqual([]);
  },
  htmlError: async () => {
    const page = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' };
    const nothing = stage('starter', { answer: { carriedOut: false, ...page } });
    expect((await nothing.change(UP)).outcome.status).toBe('unknown');
    expect(nothing.charges()).toEqual([]);
    const done = stage('starter', { answer: { carriedOut: true, ...page } });
    expect((await done.change(UP)).outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(done.charges()).toHaveLength(1);
  },
  emptyAnswer: async () => {
    const answer = { carriedOut: true, status: 200, type: 'application/json', body: '' };
    const { change, charges } = stage('starter', { answer });
    expect((await change(UP)).outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(charges()).toHaveLength(1);
  },
  errorWithStatus200: async () => {
    const body = '{"error":{"type":"api_error","message":"Something failed."}}';
    const answer = { carriedOut: false, status: 200, type: 'application/json', body };
    const { change, charges } = stage('starter', { answer });
    expect((await change(UP)).outcome.status).toBe('unknown');
    expect(charges()).toEqual([]);
  },
  walletShort: 'Stripe charges the customer’s card; there is no partner whose wallet pays.',
  hostileId: async () => {
    const { adapter, sandbox } = stage('demo', { subscriptionId: '../customers/cus_demo' });
    const read = adapter.getCatalog({ locale: 'en' }, signal);
    await expect(read).rejects.toMatchObject({ code: 'subscription_not_found' });
    expect(sandbox.control.requests().filter(({ path }) => path.includes('..'))).toEqual([]);
    expect(sandbox.control.requests().filter(({ path }) => path.includes('/subscriptions/'))).toEqual([]);
  },
  zeroDecimal: () => chargedAsShown('jpy', UP.priceId),
  threeDecimal: () => chargedAsShown('kwd', 'price_pro_yearly'),
  foreignPreview: 'A Stripe subscription and its invoices have one currency for good.',
  doubleConfirm: async () => {
    const { adapter, preview, charges } = stage('starter');
    const shown = confirmable(await preview(UP));
    const request = { ...requestOf(UP, shown), returnTo: null };
    const both = await Promise.all([adapter.changePlan(request, signal), adapter.changePlan(request, signal)]);
    expect(both.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(charges()).toHaveLength(1);
  },
});
