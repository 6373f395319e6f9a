import DodoPayments from 'dodopayments';
import { expect } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from 'planshift/sandbox';
import { dodo, type DodoOptions } from 'planshift/server/dodo';
import type { BillingAdapter, Selection } from '../../src/core/adapter.js';
import { isFinal, type ReadOutcome } from '../../src/core/outcome.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import { overHttp } from '../contract/overHttp.js';
import { customer, SANDBOX_ORIGIN } from '../contract/sandboxWorld.js';
import { conformance } from './scenarios.js';

interface Stage {
  readonly sandbox: Sandbox;
  readonly adapter: BillingAdapter;
  readonly held: () => Promise<NonNullable<Awaited<ReturnType<BillingAdapter['getCatalog']>>['subscription']>>;
  readonly preview: (selection: Selection) => Promise<PreviewOutcome>;
  /** Previews, confirms and follows to an end, or to where the customer has to act. */
  readonly change: (selection: Selection) => Promise<{ readonly shown: PreviewOutcome; readonly outcome: ReadOutcome }>;
  readonly charges: () => readonly number[];
  readonly changesSent: () => number;
  readonly pay: (url: string) => Promise<void>;
}

const { signal } = new AbortController();
const JSON_TYPE = 'application/json';

interface Setting {
  readonly options?: Partial<DodoOptions>;
  readonly dodo?: SandboxOptions['dodo'];
  /** What the change itself, and no preview, is answered with. */
  readonly answer?: {
    readonly carriedOut: boolean;
    readonly status: number;
    readonly body: string;
    readonly type: string;
  };
}

function stage(name: string, { options = {}, dodo: rules = {}, answer }: Setting = {}): Stage {
  const sandbox = createSandbox({ origin: SANDBOX_ORIGIN, options: { dodo: { settleAfterMs: 20, ...rules } } });
  let tried = 0;
  const client = new DodoPayments({
    bearerToken: sandbox.apiKeys.dodo,
    baseURL: `${SANDBOX_ORIGIN}/dodo`,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (answer === undefined || !request.url.endsWith('/change-plan')) return sandbox.fetch(request);
      if (answer.carriedOut) await sandbox.fetch(request);
      else tried += 1;
      return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.type } });
    },
  });
  const made = dodo({ client, collectionId: 'pgr_harbor', rereadDelaysMs: [10, 20, 40], ...options });
  const adapter = overHttp(made, customer(name));
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
    change: async (selection) => {
      const shown = await preview(selection);
      if (shown.status === 'blocked') throw new Error(`The preview is blocked: ${shown.reason}.`);
      return { shown, outcome: await confirmed(adapter, selection, shown) };
    },
    charges: () =>
      sandbox.control
        .ledger()
        .filter(({ subscriptionId }) => subscriptionId === `sub_${name}`)
        .map(({ amount }) => amount),
    changesSent: () => tried + sandbox.control.requests().filter(({ path }) => path.endsWith('/change-plan')).length,
    pay: async (url) => {
      const body = new URLSearchParams({ action: 'pay' });
      const answer = await sandbox.fetch(new Request(url, { method: 'POST', body }));
      expect(answer.status).toBeLessThan(400);
    },
  };
}

type Confirmable = Exclude<PreviewOutcome, { status: 'blocked' }>;

function requestOf(selection: Selection, shown: Confirmable) {
  const idempotencyKey = crypto.randomUUID();
  return { selection, token: shown.token, expected: promisedAmount(shown), idempotencyKey, locale: 'en' };
}

async function confirmed(adapter: BillingAdapter, selection: Selection, shown: Confirmable): Promise<ReadOutcome> {
  const request = requestOf(selection, shown);
  let outcome: ReadOutcome = await adapter.changePlan({ ...request, returnTo: null }, signal);
  for (let tries = 0; tries < 20 && !isFinal(outcome) && outcome.status === 'processing'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    outcome = await adapter.readChange(request, signal);
  }
  return outcome;
}

async function chargedAsShown(name: string, priceId: string, setting?: Setting): Promise<void> {
  const { change, charges, held } = stage(name, setting);
  const { shown, outcome } = await change({ priceId });
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

const UP = { priceId: 'pri_pro_monthly' };
const DOWN = { priceId: 'pri_starter_monthly' };

conformance('Dodo Payments', {
  upgrade: () => chargedAsShown('starter', UP.priceId),
  downgrade: () => scheduledAndDone('demo', DOWN.priceId),
  intervalUp: () => chargedAsShown('demo', 'pri_pro_yearly'),
  intervalDown: () => scheduledAndDone('yearly', 'pri_pro_monthly'),
  freeToPaid: async () => {
    const { change, charges, held, pay } = stage('free');
    const { shown, outcome } = await change(UP);
    expect([shown.status, outcome.status]).toEqual(['requires_checkout', 'requires_checkout']);
    if (outcome.status !== 'requires_checkout') return;
    await pay(outcome.checkoutUrl);
    expect((await held()).priceId).toBe(UP.priceId);
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  paidToFree: () => scheduledAndDone('demo', 'pri_free_monthly'),
  scheduledPreview: async () => {
    const { preview, held } = stage('demo');
    const { currentPeriod } = await held();
    expect(await preview(DOWN)).toMatchObject({ status: 'scheduled', effectiveAt: currentPeriod?.end });
  },
  blockedBySchedule: async () => {
    const { change, preview } = stage('demo');
    await change(DOWN);
    expect(await preview(DOWN)).toMatchObject({ status: 'blocked', reason: 'scheduled_change_exists' });
    const other = await preview({ priceId: 'pri_business_monthly' });
    const replaces = expect.objectContaining({ kind: 'scheduled_change_replaced' });
    expect(other).toMatchObject({ status: 'quote', impact: expect.arrayContaining([replaces]) });
  },
  seatLimit: 'Dodo Payments knows neither seats nor limits, and refuses nothing because of them.',
  addonsKept: async () => {
    const { change, held } = stage('starter');
    const addons = { intent: 'replace', values: [{ addonId: 'adn_support', quantity: 2 }] } as const;
    await change({ ...DOWN, addons });
    await change(UP);
    const { priceId, addons: kept } = await held();
    expect(priceId).toBe(UP.priceId);
    expect(kept).toEqual([{ addonId: 'adn_support', name: 'Priority support', quantity: 2 }]);
  },
  declinePrevents: async () => {
    const { change, charges, held, preview, sandbox } = stage('starter');
    sandbox.control.fault({ switch: 'decline' });
    const { outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'pending', reason: 'payment' });
    const after = await held();
    expect(after.priceId).toBe(DOWN.priceId);
    expect(after.pendingChange).toMatchObject({ priceId: UP.priceId, planName: 'Pro' });
    expect(await preview(UP)).toMatchObject({ status: 'blocked', reason: 'pending_change_exists' });
    expect(charges()).toEqual([]);
  },
  declineApplies: async () => {
    const policy = { upgrade: { onPaymentFailure: 'apply_change' } } as const;
    const { adapter, change, charges, held, sandbox, pay } = stage('starter', { options: { policy } });
    sandbox.control.fault({ switch: 'decline' });
    const { outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'failed' });
    expect(await held()).toMatchObject({ status: 'on_hold', priceId: UP.priceId });
    const link = await adapter.createLink?.({ purpose: 'recovery', returnTo: null }, signal);
    expect(link).toMatchObject({ status: 'ready' });
    if (link?.status === 'ready') await pay(link.url);
    expect(await held()).toMatchObject({ status: 'active', priceId: UP.priceId });
    expect(charges()).toHaveLength(1);
  },
  pendingThenPaid: async () => {
    const { adapter, charges, held, preview, sandbox, pay } = stage('starter');
    const shown = await preview(UP);
    if (shown.status !== 'quote') throw new Error(shown.status);
    sandbox.control.fault({ switch: 'decline' });
    const request = requestOf(UP, shown);
    const first = await adapter.changePlan({ ...request, returnTo: null }, signal);
    expect(first.status).toBe('pending');
    const link = await adapter.createLink?.({ purpose: 'recovery', returnTo: null }, signal);
    if (link?.status === 'ready') await pay(link.url);
    expect(await adapter.readChange(request, signal)).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(await held()).toMatchObject({ priceId: UP.priceId, pendingChange: null });
    expect(charges()).toEqual([shown.dueNow.amount]);
  },
  cancelAndKeep: async () => {
    const { adapter, held, preview } = stage('demo');
    const idempotencyKey = crypto.randomUUID();
    const request = {
      effectiveAt: 'next_billing_date',
      reason: 'too_expensive',
      comment: null,
      idempotencyKey,
    } as const;
    const ended = await adapter.cancelSubscription?.(request, signal);
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
    await change({ priceId: 'pri_starter_weekly' });
    expect((await held()).scheduledChange?.priceId).toBe('pri_starter_weekly');
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
    const { change, charges, changesSent, sandbox } = stage('starter');
    sandbox.control.fault({ switch: 'truncate-body' });
    const { outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    expect([charges().length, changesSent()]).toEqual([1, 1]);
  },
  conflictRetries: async () => {
    const answer = {
      carriedOut: true,
      status: 409,
      type: JSON_TYPE,
      body: '{"code":"CONFLICT","message":"Once more."}',
    };
    const { change, charges, changesSent } = stage('starter', { answer });
    const { outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    expect([charges().length, changesSent()]).toEqual([1, 1]);
  },
  rateLimitWithWait: async () => {
    const { sandbox, held } = stage('starter');
    sandbox.control.fault({
      switch: 'retry-after',
      args: { seconds: 1 },
      match: { method: 'GET', path: '*/subscriptions/*' },
    });
    const started = performance.now();
    expect((await held()).priceId).toBe(DOWN.priceId);
    expect(performance.now() - started).toBeGreaterThan(900);
  },
  rateLimitWithoutWait: async () => {
    const body = '{"code":"TOO_MANY_REQUESTS","message":"Too many requests."}';
    const answer = { carriedOut: false, status: 429, type: JSON_TYPE, body };
    const { change, charges, changesSent } = stage('starter', { answer });
    await expect(change(UP)).rejects.toMatchObject({ code: 'rate_limited' });
    expect([charges().length, changesSent()]).toEqual([0, 1]);
  },
  htmlError: async () => {
    const page = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' };
    const nothing = stage('starter', { answer: { carriedOut: false, ...page } });
    const lost = await nothing.change(UP);
    expect(lost.outcome.status).toBe('unknown');
    expect([nothing.charges().length, nothing.changesSent()]).toEqual([0, 1]);
    const done = stage('starter', { answer: { carriedOut: true, ...page } });
    expect((await done.change(UP)).outcome).toMatchObject({ status: 'applied', payment: 'paid' });
    expect([done.charges().length, done.changesSent()]).toEqual([1, 1]);
  },
  emptyAnswer: () => chargedAsShown('starter', UP.priceId, { dodo: { changeAnswer: 'empty' } }),
  errorWithStatus200: 'Dodo Payments says with the status whether a call failed.',
  walletShort: 'A customer’s wallet is used where it holds something; no partner pays for a change.',
  hostileId: async () => {
    const sandbox = createSandbox({ origin: SANDBOX_ORIGIN });
    const client = new DodoPayments({
      bearerToken: sandbox.apiKeys.dodo,
      baseURL: `${SANDBOX_ORIGIN}/dodo`,
      fetch: (input, init) => sandbox.fetch(new Request(input, init)),
    });
    const provider = dodo({ client, collectionId: 'pgr_harbor', wallets: false });
    const adapter = overHttp(provider, { customerId: 'cus_demo', subscriptionId: '../customers/cus_demo' });
    await expect(adapter.getCatalog({ locale: 'en' }, signal)).rejects.toMatchObject({
      code: 'subscription_not_found',
    });
    expect(sandbox.control.requests().filter(({ path }) => path.includes('cus_demo'))).toEqual([]);
  },
  zeroDecimal: () => chargedAsShown('jpy', UP.priceId),
  threeDecimal: () => chargedAsShown('kwd', 'pri_pro_yearly'),
  foreignPreview: async () => {
    const payIn = { currency: 'EUR', perHundred: 90 };
    const { change, sandbox } = stage('starter', { dodo: { payIn } });
    const { shown, outcome } = await change(UP);
    expect(promisedAmount(shown)).toEqual({ amount: 3150, currency: 'EUR' });
    expect(outcome).toMatchObject({ status: 'applied', amountCharged: { amount: 3150, currency: 'EUR' } });
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 3150, currency: 'EUR' }]);
  },
  doubleConfirm: async () => {
    const { adapter, preview, charges, changesSent } = stage('starter');
    const shown = await preview(UP);
    if (shown.status !== 'quote') throw new Error(shown.status);
    const request = { ...requestOf(UP, shown), returnTo: null };
    const both = await Promise.all([adapter.changePlan(request, signal), adapter.changePlan(request, signal)]);
    expect(both.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect([charges().length, changesSent()]).toEqual([1, 1]);
  },
});
