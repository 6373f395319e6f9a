import { afterEach, describe, expect, it } from 'vitest';
import type { BillingAdapter, CancelRequest, TopUpRequest } from '../../src/core/adapter.js';
import { isChangePlanError } from '../../src/core/errors.js';
import { noSignal, openWorld, scopeOf, type World, type WorldOptions } from './world.js';

let world: World;
const open = (options: WorldOptions = {}) => (world = openWorld(options));
afterEach(() => world?.close());

const ALLOWED = { accept: { cancel: true, cancelNow: true, topUp: true, portal: true, returnTo: true } };
const catalog = () => world.adapter.getCatalog({ locale: 'en' }, noSignal);

function care(): Required<BillingAdapter> {
  const { cancelSubscription, topUpCredits, createLink } = world.adapter;
  if (!cancelSubscription || !topUpCredits || !createLink) throw new Error('The adapter over HTTP lacks a method.');
  return { ...world.adapter, cancelSubscription, topUpCredits, createLink };
}

const cancel = (changes: Partial<CancelRequest> = {}) =>
  care().cancelSubscription(
    { effectiveAt: 'next_billing_date', reason: 'too_expensive', comment: 'Later.', idempotencyKey: 'c-1', ...changes },
    noSignal,
  );
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (thrown: unknown) => (isChangePlanError(thrown) ? thrown.code : 'thrown'),
  );

describe('a cancellation through handler, SDK and sandbox', () => {
  it('ends when the paid period ends, and is taken back while it has not', async () => {
    open({ handler: ALLOWED });
    const outcome = await cancel();
    expect(outcome).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z' });
    const sent = world.sandbox.control.requests().find(({ path }) => path.endsWith('/cancel'));
    expect(sent?.body).toEqual({ reason: 'too_expensive: Later.' });
    expect(sent?.headers['idempotency-key']).toMatch(/^ps_c_/);
    const id = (await catalog()).subscription?.scheduledChange?.id ?? '';
    const kept = await world.adapter.cancelScheduledChange({ scheduledChangeId: id, idempotencyKey: 'u-1' }, noSignal);
    expect(kept.status).toBe('undone');
    world.sandbox.control.clock({ advanceDays: 16 });
    expect((await catalog()).subscription).toMatchObject({ status: 'active', planId: 'pln_pro' });
  });

  it('asked twice is one, and says the same', async () => {
    open({ handler: ALLOWED });
    const first = await cancel();
    expect(await cancel({ idempotencyKey: 'c-2' })).toMatchObject({ ...first, subscription: expect.anything() });
  });

  it('ends at once where that was asked for, and a second one is told so', async () => {
    open({ handler: ALLOWED });
    expect(await cancel({ effectiveAt: 'immediately' })).toMatchObject({ status: 'canceled' });
    expect(await cancel({ idempotencyKey: 'c-2' })).toMatchObject({ status: 'rejected', reason: 'already_canceled' });
    expect(world.sandbox.control.requests().filter(({ path }) => path.endsWith('/cancel'))).toHaveLength(1);
    expect(world.charges()).toBe(0);
  });

  it('says that it is not known where no read shows it', async () => {
    open({ handler: ALLOWED });
    world.sandbox.control.fault({ switch: 'status-list', match: { path: '/cancel' }, args: { statuses: [500] } });
    expect(await cancel()).toEqual({ status: 'unknown', reference: null });
    expect((await catalog()).subscription?.scheduledChange).toBeNull();
  });

  it('is read where only the answer was lost', async () => {
    open({ handler: ALLOWED });
    world.sandbox.control.fault({ switch: 'truncate-body', match: { path: '/cancel' } });
    expect(await cancel()).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z' });
  });

  it('tells the host why, without the customer’s own words', async () => {
    open({ handler: ALLOWED });
    await cancel();
    const told = world.events.find(({ type }) => type === 'cancel_answered');
    expect(told).toMatchObject({ status: 'scheduled', reason: 'too_expensive', effectiveAt: 'next_billing_date' });
    expect(JSON.stringify(world.events)).not.toContain('Later.');
  });
});

describe('a link', () => {
  const link = (purpose: 'portal' | 'recovery', returnTo: string | null = null) =>
    care().createLink({ purpose, returnTo }, noSignal);

  it('leads to the customer’s own pages, made for this moment', async () => {
    open({ handler: ALLOWED });
    const [first, second] = [await link('portal'), await link('portal')];
    expect(first).toMatchObject({
      status: 'ready',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4010\/portal\//),
    });
    expect(first).not.toEqual(second);
  });

  it('leads an overdue customer to where it is paid', async () => {
    open({ who: 'past_due', handler: ALLOWED });
    const made = await link('recovery');
    if (made.status !== 'ready') throw new Error(`The link is ${made.status}.`);
    await world.sandbox.fetch(new Request(made.url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }));
    expect((await catalog()).subscription?.status).toBe('active');
  });

  it('returns to a path of the host and to no other', async () => {
    open({ handler: ALLOWED });
    await link('recovery', '/settings/plan?tab=2');
    const sent = world.sandbox.control.requests().findLast(({ path }) => path.endsWith('/payment-method/update'));
    expect(sent?.body).toEqual({ successUrl: 'https://app.partner.example/settings/plan?tab=2' });
    expect(await codeOf(link('recovery', '//evil.example/x'))).toBe('invalid_request');
  });

  it('on an origin that the host has not allowed is not handed out', async () => {
    open({ handler: { ...ALLOWED, allowedRedirectOrigins: ['https://elsewhere.example'] } });
    expect(await link('portal')).toEqual({ status: 'rejected', reason: 'unavailable' });
    expect(world.events.map(({ type }) => type)).toContain('redirect_refused');
  });
});

describe('what the host has not allowed by name', () => {
  it('is refused before the billing system hears of it, and not claimed in the catalog', async () => {
    open();
    expect(await codeOf(cancel())).toBe('not_allowed');
    expect(await codeOf(cancel({ effectiveAt: 'immediately' }))).toBe('not_allowed');
    expect(await codeOf(care().createLink({ purpose: 'portal', returnTo: null }, noSignal))).toBe('not_allowed');
    expect(world.sandbox.control.requests().filter(({ method }) => method === 'POST')).toEqual([]);
    expect((await catalog()).capabilities).toMatchObject({ cancel: false, cancelNow: false, portal: false });
  });

  it('allows the gentle end without allowing the sudden one', async () => {
    open({ handler: { accept: { cancel: true } } });
    expect(await codeOf(cancel({ effectiveAt: 'immediately' }))).toBe('not_allowed');
    expect((await cancel()).status).toBe('scheduled');
  });

  it('is refused to somebody who may only look', async () => {
    open({ handler: ALLOWED });
    world.scope = scopeOf('demo', { may: 'view' });
    expect(await codeOf(cancel())).toBe('forbidden');
  });
});

describe('bought credit', () => {
  const buy = (changes: Partial<TopUpRequest> = {}) =>
    care().topUpCredits(
      {
        topUpId: 'top_up_small',
        expected: { amount: 1000, currency: 'USD' },
        idempotencyKey: 't-1',
        returnTo: null,
        ...changes,
      },
      noSignal,
    );

  /** The sandbox's own port sells credit; Commet's provider does not. */
  const openShop = () => {
    open();
    const { sandbox } = world;
    world.close();
    world = openWorld({ handler: { ...ALLOWED, provider: (scope) => sandbox.adapter(scope) } });
    return { ...world, sandbox };
  };

  it('is charged once for one key, at the amount that was shown', async () => {
    const { sandbox } = openShop();
    expect((await catalog()).topUps).toContainEqual({ id: 'top_up_small', amount: { amount: 1000, currency: 'USD' } });
    const [first, second] = [await buy(), await buy()];
    expect(first).toEqual({ status: 'topped_up', creditBalance: { amount: 1000, currency: 'USD' } });
    expect(second).toEqual(first);
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 1000, reason: 'top_up' }]);
  });

  it('is not charged at another amount than was shown, nor for an offer that is none', async () => {
    const { sandbox } = openShop();
    expect(await buy({ expected: { amount: 900, currency: 'USD' } })).toMatchObject({ reason: 'amount_changed' });
    expect(await buy({ topUpId: 'all_of_it' })).toMatchObject({ status: 'rejected', reason: 'unavailable' });
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('is refused with the card, and nothing is added', async () => {
    const { sandbox } = openShop();
    sandbox.control.fault({ switch: 'decline' });
    expect(await buy()).toMatchObject({ status: 'declined', reason: 'card_declined' });
    expect((await catalog()).subscription?.creditBalance).toMatchObject({ amount: 0 });
  });

  it('is no offer where the provider has none', async () => {
    open({ handler: ALLOWED });
    expect((await catalog()).topUps).toEqual([]);
    expect(await buy()).toEqual({ status: 'rejected', reason: 'not_supported' });
  });
});
