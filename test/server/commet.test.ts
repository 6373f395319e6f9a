import { Commet, CommetAPIError, CommetValidationError } from '@commet/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { commet, type CommetClient } from 'planshift/server/commet';
import type { Selection } from '../../src/core/adapter.js';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { MEANINGS } from '../../src/server/providers/commet/errors.js';
import { noSignal, openWorld, readOf, scopeOf, type World, type WorldOptions } from './world.js';

let world: World;
const open = (options?: WorldOptions) => (world = openWorld(options));
afterEach(() => world?.close());

const catalog = () => world.adapter.getCatalog({ locale: 'en' }, noSignal);
const UPGRADE: Selection = { priceId: 'pln_business:monthly' };
const DOWNGRADE: Selection = { priceId: 'pln_starter:monthly' };
const FREE: Selection = { priceId: 'pln_free:monthly' };

async function change(selection: Selection) {
  const request = world.request(await world.preview(selection), selection);
  return world.adapter.changePlan(request, noSignal);
}

function lastChange(): unknown {
  const body = world.sandbox.control.requests().findLast(({ path }) => path.endsWith('/change-plan'))?.body;
  return typeof body === 'string' ? JSON.parse(body) : body;
}

describe.each(['2026-07-11', '2026-07-31'] as const)('a change in API version %s', (apiVersion) => {
  const start = (who: string) => open({ who, commet: { apiVersion } });

  it('charges an upgrade once, exactly as the quote said', async () => {
    start('demo');
    const preview = await world.preview(UPGRADE);
    expect(preview).toMatchObject({
      status: 'quote',
      dueNow: { amount: 24_950, currency: 'USD' },
      certainty: 'estimate',
      excludes: ['tax', 'credit'],
      lines: [
        { kind: 'credit', amount: { amount: -4_950 }, name: 'Pro', days: { part: 15, total: 30 } },
        { kind: 'charge', amount: { amount: 29_900 }, name: 'Business', days: null },
      ],
      nextInvoice: { date: '2026-05-16T00:00:00.000Z', amount: null },
      recurring: { amount: { amount: 29_900 } },
      change: { direction: 'upgrade' },
    });
    const outcome = await world.adapter.changePlan(world.request(preview, UPGRADE), noSignal);
    expect(outcome).toMatchObject({
      status: 'applied',
      payment: 'paid',
      amountCharged: { amount: 24_950 },
      difference: null,
      invoice: { number: expect.any(String) },
      subscription: { planId: 'pln_business' },
    });
    expect(world.sandbox.control.ledger()).toMatchObject([
      { amount: 24_950, currency: 'USD', subscriptionId: 'sub_demo' },
    ]);
    expect((await catalog()).subscription).toMatchObject({ planId: 'pln_business', priceId: 'pln_business:monthly' });
    const versions = world.sandbox.control.requests().map(({ headers }) => headers['commet-version']);
    expect(new Set(versions)).toEqual(new Set([apiVersion]));
  });

  it('schedules a downgrade with the seat warning before the confirm, and again after a reload', async () => {
    start('demo');
    const preview = await world.preview(DOWNGRADE);
    expect(preview).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z' });
    const warning = { kind: 'seats_exceeded', severity: 'warn', featureId: 'seats', used: 8, included: 3 };
    expect(preview.impact).toContainEqual(expect.objectContaining(warning));
    const outcome = await world.adapter.changePlan(world.request(preview, DOWNGRADE), noSignal);
    expect(outcome).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z' });
    expect(outcome.status === 'scheduled' && outcome.impact).toContainEqual(expect.objectContaining(warning));
    const told = outcome.status === 'scheduled' ? outcome.impact : [];
    expect(told.filter(({ kind }) => kind === 'seats_exceeded')).toHaveLength(1);
    expect(world.charges()).toBe(0);
    const { subscription, plans } = await catalog();
    expect(subscription?.scheduledChange).toMatchObject({
      planId: 'pln_starter',
      priceId: 'pln_starter:monthly',
      undoable: false,
      paidUntil: null,
      replaceable: true,
    });
    // A reload tells the warning again from usage and the plan to come.
    const used = subscription?.usage.find(({ featureId }) => featureId === 'seats')?.used;
    const seats = plans.find(({ id }) => id === 'pln_starter')?.features.find(({ id }) => id === 'seats');
    expect([used, seats]).toMatchObject([8, { kind: 'seats', included: 3 }]);
    world.sandbox.control.clock({ advanceDays: 16 });
    expect((await catalog()).subscription).toMatchObject({ priceId: 'pln_starter:monthly', scheduledChange: null });
  });

  it('sends a free customer to one checkout, and sees when it is paid', async () => {
    start('free');
    const selection = { priceId: 'pln_pro:monthly' };
    const preview = await world.preview(selection);
    expect(preview).toMatchObject({ status: 'requires_checkout', dueNow: { amount: 9_900 }, certainty: 'estimate' });
    const asked = world.sandbox.control.requests().filter(({ path }) => path.endsWith('/preview-change'));
    expect(asked).toEqual([]);
    const request = world.request(preview, selection);
    const first = await world.adapter.changePlan(request, noSignal);
    expect(first.status).toBe('requires_checkout');
    expect(await world.adapter.changePlan(request, noSignal)).toEqual(first);
    expect(await world.adapter.readChange(readOf(request), noSignal)).toEqual(first);
    const { openChange } = await catalog();
    expect(openChange).toMatchObject({ status: 'requires_checkout', selection });
    expect(world.charges()).toBe(0);
    if (first.status === 'requires_checkout') await pay(first.checkoutUrl);
    expect(await world.adapter.readChange(readOf(request), noSignal)).toMatchObject({ status: 'applied' });
    expect(world.charges()).toBe(1);
    expect((await catalog()).openChange).toBeNull();
  });

  it('schedules paid to free as a move to Free, and takes it back', async () => {
    start('demo');
    expect(await world.preview(FREE)).toMatchObject({ status: 'scheduled', recurring: null, nextInvoice: null });
    expect(await change(FREE)).toMatchObject({
      status: 'scheduled',
      subscription: { scheduledChange: { planId: 'pln_free', undoable: true }, cancellation: null },
    });
    const { subscription } = await catalog();
    const undo = { scheduledChangeId: subscription?.scheduledChange?.id ?? '', idempotencyKey: 'undo-1' };
    expect(await world.adapter.cancelScheduledChange(undo, noSignal)).toMatchObject({
      status: 'undone',
      subscription: { scheduledChange: null, cancellation: null },
    });
    expect(await world.adapter.cancelScheduledChange(undo, noSignal)).toMatchObject({
      status: 'rejected',
      reason: 'nothing_scheduled',
    });
  });

  it('begins a first subscription through a checkout', async () => {
    open({ who: 'new', commet: { apiVersion } });
    world.scope = scopeOf('new', { subscriptionId: null });
    const selection = { priceId: 'pln_pro:monthly' };
    expect(await catalog()).toMatchObject({ subscription: null, openChange: null });
    const preview = await world.preview(selection);
    expect(preview).toMatchObject({ status: 'requires_checkout', change: { direction: 'subscribe', from: null } });
    const request = world.request(preview, selection);
    const first = await world.adapter.changePlan(request, noSignal);
    expect(first.status).toBe('requires_checkout');
    expect(await catalog()).toMatchObject({ openChange: { status: 'requires_checkout' } });
    expect(await world.adapter.readChange(readOf(request), noSignal)).toMatchObject({ status: 'requires_checkout' });
    if (first.status === 'requires_checkout') await pay(first.checkoutUrl);
    // By now the host's session can name the subscription that the checkout began.
    const begun = (await catalog()).subscription?.id ?? null;
    world.scope = scopeOf('new', { subscriptionId: begun });
    expect(await catalog()).toMatchObject({ openChange: { status: 'requires_checkout' } });
    expect(await world.adapter.readChange(readOf(request), noSignal)).toMatchObject({ status: 'applied' });
    expect(await catalog()).toMatchObject({ openChange: null });
    expect((await catalog()).subscription).toMatchObject({ status: 'active', priceId: 'pln_pro:monthly' });
    expect(world.charges()).toBe(1);
  });
});

async function pay(checkoutUrl: string): Promise<void> {
  const body = new URLSearchParams({ action: 'pay' });
  const page = await world.sandbox.fetch(new Request(checkoutUrl, { method: 'POST', body }));
  expect(page.status).toBeLessThan(400);
}

it('says no amount due where new customers begin with a discount, which only the checkout knows', async () => {
  open({ who: 'free' });
  const selection = { priceId: 'pln_starter:quarterly' };
  const preview = await world.preview(selection);
  expect(preview).toMatchObject({
    status: 'requires_checkout',
    dueNow: null,
    recurring: { amount: { amount: 8_100, currency: 'USD' } },
  });
  const prices = (await catalog()).plans.flatMap((plan) => plan.prices);
  expect(prices.filter(({ intro }) => intro !== undefined)).toEqual([]);
  const outcome = await world.adapter.changePlan(world.request(preview, selection), noSignal);
  if (outcome.status !== 'requires_checkout') throw new Error(outcome.status);
  await pay(outcome.checkoutUrl);
  expect(world.sandbox.control.ledger()).toMatchObject([{ amount: 5_400, reason: 'plan_change' }]);
});

describe('what is sent to Commet', () => {
  it('names only the interval for a change of interval', async () => {
    open();
    expect(await change({ priceId: 'pln_pro:yearly' })).toMatchObject({ status: 'applied' });
    expect(lastChange()).toEqual({ newBillingInterval: 'yearly', successUrl: expect.any(String) });
  });

  it('repeats the plan for a change of interval where the host says so', async () => {
    open({ commet: { intervalChangeSends: 'plan_and_interval' } });
    expect(await change({ priceId: 'pln_pro:yearly' })).toMatchObject({ status: 'applied' });
    expect(lastChange()).toMatchObject({ newPlanId: 'pln_pro', newBillingInterval: 'yearly' });
  });

  it('passes a key made from the preview, never the browser’s', async () => {
    open();
    await change(UPGRADE);
    const sent = world.sandbox.control.requests().findLast(({ path }) => path.endsWith('/change-plan'));
    expect(sent?.headers['idempotency-key']).toMatch(/^ps_[0-9a-f-]{36}$/);
  });

  it('replaces a scheduled change by another, and says so before', async () => {
    open({ who: 'business' });
    expect(await change({ priceId: 'pln_pro:monthly' })).toMatchObject({ status: 'scheduled' });
    expect(await world.preview({ priceId: 'pln_pro:monthly' })).toMatchObject({
      status: 'blocked',
      reason: 'scheduled_change_exists',
    });
    const preview = await world.preview(DOWNGRADE);
    expect(preview.impact).toContainEqual(expect.objectContaining({ kind: 'scheduled_change_replaced', name: 'Pro' }));
    expect(await change(DOWNGRADE)).toMatchObject({
      status: 'scheduled',
      subscription: { scheduledChange: { planId: 'pln_starter' } },
    });
  });

  it('does not undo a scheduled plan change, nor another change than the one that was seen', async () => {
    open();
    await change(DOWNGRADE);
    const undo = (scheduledChangeId: string) =>
      world.adapter.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'k' }, noSignal);
    const id = (await catalog()).subscription?.scheduledChange?.id ?? '';
    expect(await undo(id)).toMatchObject({ status: 'rejected', reason: 'not_supported' });
    expect(await undo('another')).toMatchObject({ status: 'rejected', reason: 'replaced' });
  });

  it('keeps an id with odd characters out of the path', async () => {
    open();
    for (const subscriptionId of ['../plans?x=1#', 'sub_demo/cancel', 'sub demo']) {
      world.scope = scopeOf('demo', { subscriptionId });
      await expect(catalog()).rejects.toMatchObject({ code: 'subscription_not_found' });
    }
    expect(world.sandbox.control.requests().every(({ path }) => /\/plans\?[^/]*$/.test(path))).toBe(true);
  });
});

describe('whose subscription it is', () => {
  it('is an error where Commet does not know it, or it belongs to another customer', async () => {
    open();
    world.scope = scopeOf('demo', { subscriptionId: 'sub_nobody' });
    await expect(catalog()).rejects.toMatchObject({ code: 'subscription_not_found' });
    world.scope = scopeOf('demo', { subscriptionId: 'sub_business' });
    await expect(catalog()).rejects.toMatchObject({ code: 'subscription_not_found' });
  });

  it('is the only one where none is named, and never the first of several', async () => {
    open();
    world.scope = scopeOf('demo', { subscriptionId: null });
    expect((await catalog()).subscription?.id).toBe('sub_demo');
    const client = sdk();
    await client.subscriptions.create({ customerId: 'cus_demo', planId: 'pln_starter', billingInterval: 'monthly' });
    const { data } = await client.subscriptions.list({ customerId: 'cus_demo' });
    if ((data?.length ?? 0) > 1) await expect(catalog()).rejects.toMatchObject({ code: 'subscription_ambiguous' });
    expect(data?.length).toBeGreaterThan(0);
  });

  it('is shown as it is when it is past due, with a way to pay', async () => {
    open({ who: 'past_due' });
    const { subscription } = await catalog();
    expect(subscription).toMatchObject({ status: 'past_due', recoveryUrl: expect.stringMatching(/^http/) });
    expect(await world.preview(UPGRADE)).toMatchObject({ status: 'blocked', reason: 'payment_overdue' });
  });

  it('cannot change when it is canceled', async () => {
    open({ who: 'canceled' });
    expect(await world.preview(UPGRADE)).toMatchObject({ status: 'blocked', reason: 'subscription_inactive' });
  });

  it('shows a trial and its conversion by a change', async () => {
    open({ who: 'trial' });
    world.sandbox.control.setCustomer({ subscriptionId: 'sub_trial', seats: 1 });
    const { subscription, plans } = await catalog();
    expect(subscription).toMatchObject({ status: 'trialing', trialEndsAt: expect.any(String) });
    const next = plans.flatMap(({ prices }) => prices).find(({ timing }) => timing === 'immediately');
    if (!next) throw new Error('nothing to change to');
    const preview = await world.preview({ priceId: next.id });
    expect(preview.status).toBe('quote');
    expect(await change({ priceId: next.id })).toMatchObject({ status: 'applied', difference: null });
  });
});

describe('a choice that Commet need not be asked about', () => {
  const asked = () => world.sandbox.control.requests().filter(({ path }) => path.endsWith('/preview-change'));

  it('is the price that is held', async () => {
    open();
    expect(await world.preview({ priceId: 'pln_pro:monthly' })).toMatchObject({
      status: 'blocked',
      reason: 'no_change',
    });
    expect(asked()).toEqual([]);
  });
});

describe('a cancellation', () => {
  it('is one, and no move to Free, where the host says so', async () => {
    open({ commet: { cancelMeansFree: false } });
    await change(FREE);
    const { subscription } = await catalog();
    expect(subscription).toMatchObject({ scheduledChange: null, cancellation: { undoable: true } });
    const undo = { scheduledChangeId: 'sub_demo', idempotencyKey: 'k' };
    expect(await world.adapter.cancelScheduledChange(undo, noSignal)).toMatchObject({ status: 'undone' });
  });

  it('is none where Commet schedules the free plan like any other', async () => {
    open({ sandbox: { options: { paidToFree: 'plan_downgrade' } } });
    expect(await change(FREE)).toMatchObject({
      status: 'scheduled',
      subscription: {
        scheduledChange: { planId: 'pln_free', paidUntil: null, undoable: false, replaceable: true },
        cancellation: null,
      },
    });
  });

  it('is called undone only where a read shows it', async () => {
    const real = sdk();
    const subscriptions = Object.assign(Object.create(real.subscriptions), { uncancel: async () => ({ data: {} }) });
    open({ commet: { client: { plans: real.plans, subscriptions, portal: real.portal } } });
    await change(FREE);
    const scheduledChangeId = (await catalog()).subscription?.scheduledChange?.id ?? '';
    expect(await world.adapter.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'k' }, noSignal)).toEqual({
      status: 'unknown',
      reference: null,
    });
  });
});

describe('seats', () => {
  it('block in the review though Commet’s own preview does not look at them', async () => {
    open({ who: 'crowded', sandbox: { options: { previewChecksSeats: false } } });
    expect(await world.preview({ priceId: 'pln_pro:monthly' })).toMatchObject({
      status: 'blocked',
      reason: 'seat_limit_exceeded',
    });
  });

  it('block an immediate change in the review, with both numbers', async () => {
    open({ who: 'crowded' });
    const { subscription } = await catalog();
    const preview = await world.preview({ priceId: 'pln_pro:monthly' });
    expect(subscription?.planId).toBe('pln_starter');
    expect(preview).toMatchObject({ status: 'blocked', reason: 'seat_limit_exceeded' });
    expect(preview.impact).toContainEqual(
      expect.objectContaining({ kind: 'seats_exceeded', severity: 'block', used: 12, included: 10 }),
    );
  });

  it('refuse in the same words where use was not known before', async () => {
    open({ who: 'crowded', commet: { client: withoutUsage() } });
    world.sandbox.control.setOptions({ previewChecksSeats: false });
    const selection = { priceId: 'pln_pro:monthly' };
    const preview = await world.preview(selection);
    expect(preview.status).toBe('quote');
    const answer = await world.ask('change', world.request(preview, selection));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ status: 'rejected', reason: 'seat_limit_exceeded' });
    expect(world.charges()).toBe(0);
  });

  it('do not block where more can be billed, nor for a change of interval', async () => {
    open({ who: 'business' });
    const preview = await world.preview({ priceId: 'pln_business:yearly' });
    expect(preview).toMatchObject({ status: 'quote', impact: [] });
    expect(preview).toMatchObject({ excludes: ['tax', 'credit', 'usage'] });
  });
});

/** The official client with usage taken out of its answers. */
function withoutUsage(): CommetClient {
  const real = sdk();
  const subscriptions = Object.assign(Object.create(real.subscriptions), {
    get: async (params: { id: string }, options: object) => {
      const answer = await real.subscriptions.get(params, options);
      return { ...answer, data: answer.data && { ...answer.data, features: [] } };
    },
  });
  return { plans: real.plans, subscriptions, portal: real.portal };
}

function sdk() {
  return new Commet({ apiKey: 'ck_sandbox_local_0000', telemetry: false, retries: 0 });
}

describe('money', () => {
  it.each([
    ['eur', 'EUR', 27_900],
    ['jpy', 'JPY', 44_800],
    ['huf', 'HUF', 10_890_000],
  ])('of %s stands in minor units of %s', async (who, currency, recurring) => {
    open({ who });
    const { subscription, plans } = await catalog();
    expect(subscription).toMatchObject({ currency });
    expect(plans.find(({ id }) => id === 'pln_business')?.prices[0]?.amount).toEqual({ amount: recurring, currency });
    const preview = await world.preview(UPGRADE);
    expect(preview).toMatchObject({ status: 'quote', dueNow: { currency }, recurring: { amount: { currency } } });
    const outcome = await change(UPGRADE);
    expect(outcome).toMatchObject({ status: 'applied', difference: null, amountCharged: { currency } });
    expect(world.sandbox.control.ledger().at(-1)).toMatchObject({
      currency,
      amount: outcome.status === 'applied' ? outcome.amountCharged?.amount : null,
    });
  });

  it('is told by the host where the price fits several currencies, and is never guessed', async () => {
    const real = sdk();
    const regionalPrices = ['EUR', 'JPY'].map((currency) => ({ currency, price: 2_700, autoSynced: false }));
    const list: CommetClient['plans']['list'] = async (params, options) => {
      const answer = await real.plans.list(params, options);
      const prices = (plan: { prices?: readonly object[] }) =>
        plan.prices?.map((price) => ({ ...price, regionalPrices }));
      return { ...answer, data: answer.data?.map((plan) => ({ ...plan, prices: prices(plan) })) };
    };
    const client = { plans: { list }, subscriptions: real.subscriptions, portal: real.portal };
    open({ who: 'eur', commet: { client } });
    expect((await catalog()).subscription?.currency).toBe('USD');
    world.close();
    open({
      who: 'eur',
      commet: { client, currencyOf: async ({ customerId }) => (customerId === 'cus_eur' ? 'EUR' : null) },
    });
    expect((await catalog()).subscription?.currency).toBe('EUR');
  });

  it('says so where a plan is not sold in the customer’s currency', async () => {
    open({ who: 'kwd' });
    const { plans, subscription } = await catalog();
    expect(subscription?.currency).toBe('KWD');
    const business = plans.find(({ id }) => id === 'pln_business');
    expect(business?.prices[0]).toMatchObject({ amount: null, unavailable: 'missing_regional_price' });
    expect(await world.preview(UPGRADE)).toMatchObject({ status: 'blocked', reason: 'missing_regional_price' });
  });

  it('tells what was charged beside what was shown where tax or credit came in', async () => {
    open({ who: 'tax' });
    const { subscription } = await catalog();
    const selection = { priceId: subscription?.planId === 'pln_pro' ? 'pln_business:monthly' : 'pln_pro:monthly' };
    const outcome = await change(selection);
    if (outcome.status !== 'applied') throw new Error(outcome.status);
    expect(outcome.difference).not.toBeNull();
    expect(outcome.difference?.charged).toEqual(outcome.amountCharged);
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'amount_differs', explained: true }));
  });

  it('hides lines that do not add up, and tells the host', async () => {
    open();
    world.sandbox.control.fault({ switch: 'off-by-one', match: { method: 'POST', path: '/preview-change' } });
    const preview = await world.preview(UPGRADE);
    expect(preview).toMatchObject({ status: 'quote', lines: [] });
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'lines_do_not_add_up' }));
  });
});

/** A client that answers as Commet does, but for one call that fails. */
function failing(call: 'changePlan' | 'previewChange', thrown: () => unknown): CommetClient {
  const real = sdk();
  const subscriptions = Object.assign(Object.create(real.subscriptions), {
    [call]: vi.fn(() => Promise.reject(thrown())),
  });
  return { plans: real.plans, subscriptions, portal: real.portal };
}

const apiError = (code: string, status = 400) => new CommetAPIError('in a vendor’s words', status, code);

describe('every documented error code of a change', () => {
  const expected: Readonly<Record<string, Partial<ReadOutcome> | { readonly code: string }>> = {
    validation_error: { code: 'misconfigured' },
    invalid_json: { code: 'misconfigured' },
    unauthorized: { code: 'misconfigured' },
    forbidden: { code: 'misconfigured' },
    subscription_not_found: { code: 'subscription_not_found' },
    customer_not_found: { code: 'subscription_not_found' },
    not_found: { code: 'subscription_not_found' },
    plan_not_found: { status: 'rejected', reason: 'plan_unavailable' },
    plan_change_scheduled: { status: 'unknown' },
    plans_not_in_same_group: { status: 'rejected', reason: 'not_in_group' },
    no_change_requested: { status: 'rejected', reason: 'no_change' },
    free_plan_change_not_supported: { status: 'rejected', reason: 'contact_support' },
    seat_limit_exceeded: { status: 'rejected', reason: 'seat_limit_exceeded' },
    missing_regional_price: { status: 'rejected', reason: 'missing_regional_price' },
    payment_failed: { status: 'declined', reason: 'card_declined' },
    charge_failed: { status: 'declined', reason: 'card_declined' },
    insufficient_balance: { status: 'declined', reason: 'insufficient_funds' },
    charge_in_progress: { status: 'processing' },
    no_payment_method: { status: 'declined', reason: 'no_payment_method' },
    subscription_not_active: { status: 'rejected', reason: 'subscription_inactive' },
    invalid_subscription_status: { status: 'rejected', reason: 'subscription_inactive' },
    already_scheduled: { status: 'rejected', reason: 'scheduled_change_exists' },
    not_scheduled_for_cancellation: { status: 'rejected', reason: 'no_change' },
    subscription_already_canceled: { status: 'rejected', reason: 'subscription_inactive' },
    plan_unavailable: { status: 'rejected', reason: 'plan_unavailable' },
    no_prices_configured: { status: 'rejected', reason: 'no_price' },
    one_time_subscription_not_cancelable: { status: 'rejected', reason: 'unsupported_subscription' },
    provider_unsupported: { status: 'rejected', reason: 'unsupported_subscription' },
    subscription_has_open_dispute: { status: 'rejected', reason: 'dispute_open' },
    idempotency_in_progress: { status: 'processing' },
    idempotency_key_mismatch: { status: 'unknown' },
    // F28: whether the key was stored is not known, so nothing is guessed.
    idempotency_unavailable: { status: 'unknown' },
    rate_limited: { code: 'rate_limited' },
    endpoint_deprecated: { code: 'misconfigured' },
    internal_error: { status: 'unknown' },
    sandbox_only: { code: 'misconfigured' },
    endpoint_not_available: { code: 'misconfigured' },
    a_code_that_nobody_documented: { status: 'unknown' },
    INVALID_JSON: { status: 'unknown' },
  };

  it('is in the table', () => {
    expect(Object.keys(MEANINGS).filter((code) => !Object.hasOwn(expected, code))).toEqual([]);
  });

  it.each(Object.entries(expected))('%s', async (code, answer) => {
    open({ commet: { client: failing('changePlan', () => apiError(code)) } });
    const request = world.request(await world.preview(UPGRADE), UPGRADE);
    const got = await world.adapter.changePlan(request, noSignal).catch((error: unknown) => error);
    expect(got).toMatchObject(answer);
    expect(JSON.stringify([got, world.events])).not.toContain('vendor’s words');
    expect(world.charges()).toBe(0);
  });

  it('keeps the place open after an answer that does not say, and free after one that does', async () => {
    for (const [code, isOpen] of [
      ['internal_error', true],
      ['seat_limit_exceeded', false],
      ['unauthorized', false],
    ] as const) {
      open({ commet: { client: failing('changePlan', () => apiError(code)) } });
      await change(UPGRADE).catch(() => undefined);
      expect([code, (await catalog()).openChange !== null]).toEqual([code, isOpen]);
      world.close();
    }
  });

  it.each([
    ['a network failure', () => new TypeError('fetch failed')],
    ['a timeout', () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')],
    ['something that is no error', () => ({})],
  ])('knows nothing after %s of a change, and says unavailable after one of a read', async (_name, thrown) => {
    open({ commet: { client: failing('changePlan', thrown) } });
    expect(await change(UPGRADE)).toEqual({ status: 'unknown', reference: null });
    world.close();
    open({ commet: { client: failing('previewChange', thrown) } });
    await expect(world.preview(UPGRADE)).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  it('takes the SDK’s error of named fields for a mistake of ours', async () => {
    const wrong = () => new CommetValidationError('in a vendor’s words', { newPlanId: ['required'] });
    open({ commet: { client: failing('changePlan', wrong) } });
    await expect(change(UPGRADE)).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('reads after a refused payment, since the plan can have changed all the same (F25)', async () => {
    const real = sdk();
    const subscriptions = Object.assign(Object.create(real.subscriptions), {
      changePlan: async (params: { id: string }, options: object) => {
        await real.subscriptions.changePlan(params, options);
        throw apiError('charge_failed', 402);
      },
    });
    open({ commet: { client: { plans: real.plans, subscriptions, portal: real.portal } } });
    world.sandbox.control.fault({ switch: 'apply-unpaid', match: { method: 'POST', path: '/change-plan' } });
    expect(await change(UPGRADE)).toMatchObject({
      status: 'applied',
      payment: 'failed',
      subscription: { planId: 'pln_business', status: 'past_due' },
    });
    expect(world.charges()).toBe(0);
  });

  it('offers the way to pay that Commet names', async () => {
    const recoveryUrl = 'http://127.0.0.1:4010/billing/again?token=1';
    const refused = () => new CommetAPIError('no', 402, 'payment_failed', { recoveryUrl });
    open({ commet: { client: failing('changePlan', refused) } });
    expect(await change(UPGRADE)).toMatchObject({ status: 'declined', recoveryUrl });
  });

  it('blocks in the review what Commet refuses in the preview', async () => {
    for (const [code, reason] of [
      ['seat_limit_exceeded', 'seat_limit_exceeded'],
      ['no_payment_method', 'no_payment_method'],
      ['charge_in_progress', 'payment_in_progress'],
      ['subscription_has_open_dispute', 'dispute_open'],
    ]) {
      open({ commet: { client: failing('previewChange', () => apiError(code ?? '')) } });
      expect(await world.preview(UPGRADE)).toMatchObject({ status: 'blocked', reason });
      world.close();
    }
  });
});

describe('answers of another shape', () => {
  const answering = (answer: unknown): CommetClient => {
    const real = sdk();
    const subscriptions = Object.assign(Object.create(real.subscriptions), { previewChange: async () => answer });
    return { plans: real.plans, subscriptions, portal: real.portal };
  };

  it.each([
    ['nothing', undefined],
    ['a string', 'ok'],
    ['no data', { success: true }],
    ['amounts as text', { data: { ...figures(), estimatedTotal: '8450' } }],
    ['a missing total', { data: { ...figures(), estimatedTotal: null } }],
    ['a fraction of a cent', { data: { ...figures(), estimatedTotal: 84.5 } }],
    ['more than can be held', { data: { ...figures(), estimatedTotal: 2 ** 53 } }],
    ['a currency that is none', { data: { ...figures(), currency: 'dollars' } }],
  ])('%s refuses the preview', async (_name, answer) => {
    open({ commet: { client: answering(answer) } });
    await expect(world.preview(UPGRADE)).rejects.toMatchObject({ code: 'unreadable_answer' });
  });

  it('shows the preview’s own currency, and negative and zero amounts as they are', async () => {
    for (const estimatedTotal of [-500, 0]) {
      const given = { ...figures(), currency: 'EUR', currentPlanCredit: 900, newPlanCharge: 400, estimatedTotal };
      open({ commet: { client: answering({ data: given }) } });
      const preview = await world.preview(UPGRADE);
      expect(preview).toMatchObject({ status: 'quote', dueNow: { amount: estimatedTotal, currency: 'EUR' } });
      expect(preview.status === 'quote' && preview.lines.length).toBe(estimatedTotal === 0 ? 0 : 2);
      world.close();
    }
  });
});

function figures() {
  return {
    ...{ currency: 'USD', currentPlanCredit: 0, newPlanCharge: 9_900, estimatedTotal: 9_900, isUpgrade: true },
    ...{ effectiveDate: '2026-04-16T00:00:00.000Z', daysRemaining: 15, totalDays: 30 },
  };
}

describe('the plans', () => {
  it('are those of the held plan’s group, each price with its time of change', async () => {
    open();
    const { plans } = await catalog();
    expect(plans.map(({ id }) => id)).toEqual(['pln_free', 'pln_starter', 'pln_pro', 'pln_business']);
    const timing = Object.fromEntries(plans.flatMap(({ prices }) => prices.map(({ id, timing: when }) => [id, when])));
    expect(timing).toMatchObject({
      'pln_free:monthly': 'next_billing_date',
      'pln_starter:weekly': 'next_billing_date',
      'pln_starter:monthly': 'next_billing_date',
      'pln_starter:yearly': 'immediately',
      'pln_pro:monthly': null,
      'pln_pro:yearly': 'immediately',
      'pln_business:monthly': 'immediately',
    });
  });

  it.each(['demo', 'starter', 'trial', 'yearly', 'business'])(
    'say to %s before a preview what it then says',
    async (who) => {
      open({ who });
      world.sandbox.control.setCustomer({ subscriptionId: `sub_${who}`, seats: 1 });
      const { plans } = await catalog();
      for (const { id, timing, unavailable } of plans.flatMap(({ prices }) => prices)) {
        if (timing === null || unavailable !== null) continue;
        const { status } = await world.preview({ priceId: id });
        expect([id, status]).toEqual([id, timing === 'immediately' ? 'quote' : 'scheduled']);
      }
    },
  );

  it('that are private are shown only to those who hold them, who cannot go back', async () => {
    const real = sdk();
    const list: CommetClient['plans']['list'] = async (params, options) => {
      const answer = await real.plans.list(params, options);
      return {
        ...answer,
        data: answer.data?.map((plan) => (plan.id === 'pln_pro' ? { ...plan, isPublic: false } : plan)),
      };
    };
    const client = { plans: { list }, subscriptions: real.subscriptions, portal: real.portal };
    open({ who: 'starter', commet: { client } });
    expect((await catalog()).plans.map(({ id }) => id)).not.toContain('pln_pro');
    world.close();
    open({ commet: { client } });
    const own = (await catalog()).plans.find(({ id }) => id === 'pln_pro');
    expect(own?.prices.map(({ unavailable }) => unavailable)).toEqual(own?.prices.map(() => 'plan_unavailable'));
    expect((await catalog()).subscription?.priceId).toBe('pln_pro:monthly');
    expect(await world.preview({ priceId: 'pln_pro:yearly' })).toMatchObject({
      status: 'blocked',
      reason: 'plan_unavailable',
    });
  });

  it('of a group that the host names are the ones that are offered', async () => {
    open({ who: 'new', commet: { planGroupId: 'pgr_legacy' } });
    world.scope = scopeOf('new', { subscriptionId: null });
    expect((await catalog()).plans.map(({ id }) => id)).toEqual(['pln_classic']);
    world.close();
    open({ commet: { planGroupId: 'pgr_legacy' } });
    expect((await catalog()).plans.map(({ id }) => id)).toContain('pln_classic');
    expect(await world.preview({ priceId: 'pln_classic:monthly' })).toMatchObject({
      status: 'blocked',
      reason: 'not_in_group',
    });
  });

  it('need a client', () => {
    // @ts-expect-error what a host in JavaScript can write
    expect(() => commet({})).toThrow(/client is missing.*Pass new Commet/);
  });
});
