import Stripe from 'stripe';
import { expect } from 'vitest';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { stripe, type StripeOptions } from 'planshift/server/stripe';
import type { BillingAdapter, ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import { overHttp } from '../contract/overHttp.js';
import { customer, SANDBOX_ORIGIN } from '../contract/sandboxWorld.js';
import { conformance } from './scenarios.js';

const { signal } = new AbortController();
const PRO: Selection = { priceId: 'price_pro_monthly' };
const STARTER: Selection = { priceId: 'price_starter_monthly' };
const BUSINESS: Selection = { priceId: 'price_business_monthly' };

function stage(name: string, options: Partial<StripeOptions> = {}) {
  const sandbox: Sandbox = createSandbox({ origin: SANDBOX_ORIGIN });
  const client = new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
  });
  const products = ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'];
  const made = stripe({ client, products, rereadDelaysMs: [0, 10], ...options });
  const adapter: BillingAdapter = overHttp(made, customer(name));
  const preview = (selection: Selection) => adapter.previewChangePlan({ selection, locale: 'en' }, signal);
  const request = (selection: Selection, shown: PreviewOutcome): ChangePlanRequest => {
    if (!('token' in shown)) throw new Error(`The preview is ${shown.status}.`);
    const idempotencyKey = crypto.randomUUID();
    const expected = promisedAmount(shown);
    return { selection, token: shown.token, expected, idempotencyKey, returnTo: null, locale: 'en' };
  };
  return {
    sandbox,
    adapter,
    preview,
    request,
    held: async () => {
      const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
      if (subscription === null) throw new Error('There is no subscription.');
      return subscription;
    },
    change: async (selection: Selection) => {
      const shown = await preview(selection);
      return { shown, outcome: await adapter.changePlan(request(selection, shown), signal) };
    },
    read: ({ selection, token, expected, idempotencyKey, locale }: ChangePlanRequest) =>
      adapter.readChange({ selection, token, expected, idempotencyKey, locale }, signal),
    charges: () =>
      sandbox.control
        .ledger()
        .filter(({ subscriptionId }) => subscriptionId === `sub_${name}`)
        .map(({ amount }) => amount),
    updates: () =>
      sandbox.control
        .requests()
        .filter(({ method, path }) => method === 'POST' && path === `/v1/subscriptions/sub_${name}`).length,
    pay: async (url: string) => {
      let answer = await sandbox.fetch(new Request(url));
      let address = url;
      if (answer.status === 303) address = new URL(answer.headers.get('location') ?? '', url).href;
      answer = await sandbox.fetch(
        new Request(address, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }),
      );
      if (answer.status >= 400) throw new Error(`The page answered ${answer.status}.`);
    },
  };
}

async function chargesAsShown(name: string, selection: Selection): Promise<void> {
  const { change, charges } = stage(name);
  const { shown, outcome } = await change(selection);
  expect(shown).toMatchObject({ status: 'quote', certainty: 'exact', excludes: [] });
  expect(outcome).toMatchObject({ status: 'applied', payment: 'paid', difference: null });
  expect(charges()).toEqual([promisedAmount(shown)?.amount]);
}

async function errorOf(fault: Parameters<Sandbox['control']['fault']>[0]) {
  const { sandbox, preview, request, adapter, charges } = stage('starter');
  const made = request(PRO, await preview(PRO));
  sandbox.control.fault({ ...fault, match: { method: 'POST', path: '/v1/subscriptions/sub_starter' } });
  const answer = await adapter.changePlan(made, signal).catch((error: unknown) => error);
  return { answer, charges };
}

conformance('Stripe', {
  upgrade: async () => {
    const { sandbox, preview, request, adapter, charges } = stage('starter');
    const shown = await preview(PRO);
    const made = request(PRO, shown);
    // Time goes by between the quote and the yes: the second of the quote is what counts.
    sandbox.control.clock({ now: '2026-04-16T01:23:45.000Z' });
    const outcome = await adapter.changePlan(made, signal);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'paid', difference: null });
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
    expect(promisedAmount(await stage('starter').preview(PRO))).toEqual(promisedAmount(shown));
  },
  downgrade: async () => {
    const { sandbox, change, held, charges } = stage('demo');
    const { shown, outcome } = await change(STARTER);
    expect([shown.status, outcome.status]).toEqual(['scheduled', 'scheduled']);
    expect(charges()).toEqual([]);
    sandbox.control.clock({ advanceDays: 20 });
    expect(await held()).toMatchObject({ priceId: STARTER.priceId, scheduledChange: null });
  },
  intervalUp: () => chargesAsShown('demo', { priceId: 'price_pro_yearly' }),
  intervalDown: async () => {
    const { change, charges } = stage('yearly');
    const { outcome } = await change(PRO);
    expect(outcome).toMatchObject({ status: 'scheduled' });
    expect(charges()).toEqual([]);
  },
  freeToPaid: async () => {
    const { preview, request, adapter, read, pay, held } = stage('free');
    const made = request(PRO, await preview(PRO));
    const outcome = await adapter.changePlan(made, signal);
    if (outcome.status !== 'requires_checkout') throw new Error(`The outcome is ${outcome.status}.`);
    await pay(outcome.checkoutUrl);
    expect(await read(made)).toMatchObject({ status: 'applied' });
    expect(await held()).toMatchObject({ priceId: PRO.priceId });
  },
  paidToFree: async () => {
    const { sandbox, change, held } = stage('demo');
    const { shown, outcome } = await change({ priceId: 'price_free_monthly' });
    expect([shown.status, outcome.status]).toEqual(['scheduled', 'scheduled']);
    sandbox.control.clock({ advanceDays: 20 });
    expect(await held()).toMatchObject({ planId: 'prod_free' });
  },
  scheduledPreview: async () => expect(await stage('demo').preview(STARTER)).toMatchObject({ status: 'scheduled' }),
  blockedBySchedule: async () => {
    const { change, preview, held, charges } = stage('demo');
    await change(STARTER);
    expect(await preview(STARTER)).toMatchObject({ status: 'blocked', reason: 'scheduled_change_exists' });
    const { shown, outcome } = await change(BUSINESS);
    expect('impact' in shown && shown.impact.map(({ kind }) => kind)).toContain('scheduled_change_replaced');
    expect(outcome).toMatchObject({ status: 'applied' });
    expect((await held()).scheduledChange).toBeNull();
    expect(charges()).toHaveLength(1);
  },
  seatLimit: 'Stripe does not know how many seats are in use, so nothing is blocked by them.',
  addonsKept: 'Other items are kept by naming the plan item alone; the sandbox’s seed holds no subscription with any.',
  declinePrevents: async () => {
    const { sandbox, change, held, charges } = stage('starter', { paymentBehavior: 'error_if_incomplete' });
    sandbox.control.fault({ switch: 'decline', args: { code: 'payment_failed' } });
    const { outcome } = await change(PRO);
    expect(outcome).toMatchObject({ status: 'declined', reason: 'insufficient_funds' });
    expect(await held()).toMatchObject({ priceId: STARTER.priceId });
    expect(charges()).toEqual([]);
  },
  declineApplies: async () => {
    const { change, held, charges } = stage('declining', { paymentBehavior: 'allow_incomplete' });
    const { outcome } = await change(PRO);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'failed', recoveryUrl: expect.any(String) });
    expect(await held()).toMatchObject({ status: 'past_due', priceId: PRO.priceId });
    expect(charges()).toEqual([]);
  },
  pendingThenPaid: async () => {
    const { preview, request, adapter, read, pay, held, charges } = stage('declining');
    const shown = await preview(PRO);
    const made = request(PRO, shown);
    const outcome = await adapter.changePlan(made, signal);
    if (outcome.status !== 'pending') throw new Error(`The outcome is ${outcome.status}.`);
    expect(await held()).toMatchObject({ priceId: STARTER.priceId, pendingChange: { priceId: PRO.priceId } });
    await pay(outcome.recoveryUrl ?? '');
    expect(await read(made)).toMatchObject({ status: 'applied' });
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  cancelAndKeep: async () => {
    const client = stage('demo');
    const provider = client.sandbox;
    const sdk = new Stripe(provider.apiKeys.stripe, {
      host: '127.0.0.1',
      port: 4010,
      protocol: 'http',
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient((url, init) => provider.fetch(new Request(url, init))),
    });
    await sdk.subscriptions.update('sub_demo', { cancel_at_period_end: true });
    expect(await client.held()).toMatchObject({ cancellation: { undoable: true } });
    expect(await client.preview(BUSINESS)).toMatchObject({ status: 'blocked', reason: 'cancellation_scheduled' });
    const undo = { scheduledChangeId: 'sub_demo', idempotencyKey: 'keep-1' };
    expect(await client.adapter.cancelScheduledChange(undo, signal)).toMatchObject({ status: 'undone' });
    expect((await client.held()).cancellation).toBeNull();
  },
  replaceSchedule: async () => {
    const { change, held } = stage('demo');
    await change(STARTER);
    await change({ priceId: 'price_free_monthly' });
    expect((await held()).scheduledChange).toMatchObject({ priceId: 'price_free_monthly' });
  },
  undoSchedule: async () => {
    const { change, held, adapter } = stage('demo');
    await change(STARTER);
    const scheduledChangeId = (await held()).scheduledChange?.id ?? '';
    const undo = { scheduledChangeId, idempotencyKey: 'undo-1' };
    expect(await adapter.cancelScheduledChange(undo, signal)).toMatchObject({ status: 'undone' });
    expect((await held()).scheduledChange).toBeNull();
  },
  lostAnswer: async () => {
    const { answer, charges } = await errorOf({ switch: 'truncate-body' });
    expect(answer).toMatchObject({ status: 'applied' });
    expect(charges()).toHaveLength(1);
  },
  conflictRetries: async () => {
    const { preview, request, adapter, sandbox, charges } = stage('starter');
    const made = request(PRO, await preview(PRO));
    await adapter.changePlan(made, signal);
    await adapter.changePlan(made, signal);
    const keys = sandbox.control
      .requests()
      .filter(({ method, path }) => method === 'POST' && path === '/v1/subscriptions/sub_starter')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/\S/);
    expect(charges()).toHaveLength(1);
  },
  rateLimitWithWait: async () => {
    const { answer, charges } = await errorOf({ switch: 'retry-after', args: { seconds: 1 } });
    expect(answer).toMatchObject({ code: 'rate_limited', retryable: true });
    expect(charges()).toEqual([]);
  },
  rateLimitWithoutWait: async () => {
    const { answer, charges } = await errorOf({ switch: 'retry-after', args: { seconds: null } });
    expect(answer).toMatchObject({ code: 'rate_limited' });
    expect(charges()).toEqual([]);
  },
  htmlError: async () => {
    const { answer, charges } = await errorOf({ switch: 'html-error', args: { status: 502 } });
    expect(answer).toMatchObject({ status: 'unknown' });
    expect(charges()).toEqual([]);
  },
  emptyAnswer: async () => {
    const { answer, charges } = await errorOf({ switch: 'truncate-body', args: { bytes: 0 } });
    expect(answer).toMatchObject({ status: 'applied' });
    expect(charges()).toHaveLength(1);
  },
  errorWithStatus200: 'Stripe answers no error with the status 200.',
  walletShort: 'Stripe has no partner wallet that a change is paid from.',
  hostileId: async () => {
    const { sandbox } = stage('demo');
    const before = sandbox.control.requests().length;
    const client = new Stripe(sandbox.apiKeys.stripe, {
      host: '127.0.0.1',
      port: 4010,
      protocol: 'http',
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
    });
    const made = stripe({ client, prices: ['price_pro_monthly'] });
    const adapter = made({ customerId: 'cus_demo', subscriptionId: '../customers/cus_demo' });
    await expect(adapter.getCatalog({ locale: 'en' }, signal)).rejects.toMatchObject({
      code: 'subscription_not_found',
    });
    const asked = sandbox.control.requests().slice(before);
    expect(asked.every(({ path }) => !path.includes('..') && !path.startsWith('/v1/subscriptions'))).toBe(true);
  },
  zeroDecimal: () => chargesAsShown('jpy', PRO),
  threeDecimal: () => chargesAsShown('kwd', { priceId: 'price_pro_yearly' }),
  foreignPreview: 'Stripe bills a subscription in its own currency alone, and previews it so.',
  doubleConfirm: async () => {
    const { preview, request, adapter, charges, updates } = stage('starter');
    const made = request(PRO, await preview(PRO));
    await Promise.all([adapter.changePlan(made, signal), adapter.changePlan(made, signal)]);
    expect(charges()).toHaveLength(1);
    expect(updates()).toBe(1);
  },
});
