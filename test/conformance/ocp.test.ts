import { expect } from 'vitest';
import { checkoutOf, openOcp, paid, RETAIL, signal, type OcpWorld, type OcpWorldOptions } from '../server/ocpWorld.js';
import { conformance } from './scenarios.js';

const usd = (amount: number) => ({ amount, currency: 'USD' });
/** Customers change at the partner's cost: the plainest way, without a checkout between. */
const direct = { billing: { type: 'wallet', customers: 'change' } } as const;
const open = (more: OcpWorldOptions = {}) => openOcp({ ...more, options: { ...direct, ...more.options } });

async function pay(world: OcpWorld, priceId: string): Promise<void> {
  const done = await world.partner.completeCheckout(paid(await checkoutOf(world, priceId)));
  expect(done.status).toBe('completed');
}

const NO_QUOTES = 'The partner API has no preview, so that no currency but that of the presentation is ever shown.';
const NO_CUSTOMER_MONEY =
  'The partner API takes no payment of a customer: a card is refused at the partner’s checkout.';

conformance('the partner API', {
  upgrade: async () => {
    const world = open();
    expect(await world.preview('business')).toMatchObject({
      status: 'unavailable',
      recurring: { amount: RETAIL.business },
    });
    expect(await world.confirm('business')).toMatchObject({ status: 'applied', subscription: { planId: 'business' } });
    expect(world.changesSent()).toBe(1);
  },
  downgrade: async () => {
    const world = open();
    expect(await world.confirm('free')).toMatchObject({ status: 'scheduled', effectiveAt: '2026-05-04T00:00:00.000Z' });
    world.sandbox.control.clock({ now: '2026-05-04T00:00:00.000Z' });
    expect((await world.catalog()).subscription).toMatchObject({ planId: 'free', scheduledChange: null });
  },
  intervalUp: async () => {
    const world = openOcp();
    expect(await world.preview('pro_yearly')).toMatchObject({ status: 'requires_checkout', dueNow: RETAIL.pro_yearly });
    await pay(world, 'pro_yearly');
    expect((await world.catalog()).subscription).toMatchObject({ planId: 'pro', interval: { interval: 'year' } });
  },
  intervalDown: async () => {
    const world = open({ who: 'yearly' });
    expect(await world.preview('pro')).toMatchObject({ status: 'unavailable', change: { direction: 'interval' } });
    expect(await world.confirm('pro')).toMatchObject({
      status: 'applied',
      subscription: { interval: { interval: 'month' } },
    });
  },
  freeToPaid: async () => {
    const world = openOcp({ who: 'free' });
    await pay(world, 'starter');
    expect((await world.catalog()).subscription).toMatchObject({ planId: 'starter', amount: RETAIL.starter });
  },
  paidToFree: async () => {
    const world = open({ options: { toFree: 'customer_chooses' } });
    expect(await world.preview('free')).toMatchObject({ status: 'scheduled' });
    const now = await world.preview('free', 'immediately');
    expect(now).toMatchObject({ status: 'unavailable', impact: [{ kind: 'data_at_risk' }, ...now.impact.slice(1)] });
    expect(await world.confirm('free', 'immediately')).toMatchObject({ status: 'applied', payment: 'none' });
  },
  scheduledPreview: async () => {
    const preview = await open().preview('free');
    expect(preview).toMatchObject({ status: 'scheduled', paidUntil: '2026-05-01T00:00:00.000Z' });
  },
  blockedBySchedule: async () => {
    const world = open();
    await world.confirm('free');
    expect(await world.preview('free')).toMatchObject({ status: 'blocked', reason: 'scheduled_change_exists' });
    const other = await world.preview('business');
    expect(other.impact[0]).toMatchObject({
      kind: 'scheduled_change_replaced',
      effectiveAt: '2026-05-04T00:00:00.000Z',
    });
  },
  seatLimit: 'Members are a limit here that nobody is known to enforce: it warns before each change and refuses none.',
  addonsKept: async () => {
    const world = open();
    const before = (await world.catalog()).subscription?.otherItems;
    expect(before).not.toEqual([]);
    expect((await world.preview('business')).impact).toContainEqual(expect.objectContaining({ kind: 'item_kept' }));
    await world.confirm('business');
    expect((await world.catalog()).subscription?.otherItems).toEqual(before);
  },
  declinePrevents: NO_CUSTOMER_MONEY,
  declineApplies: NO_CUSTOMER_MONEY,
  pendingThenPaid: async () => {
    const world = openOcp({ who: 'free', sandbox: { options: { partner: { wallet: 0 } } } });
    const preview = await world.preview('pro');
    const request = world.request(preview, { priceId: 'pro' });
    const outcome = await world.adapter.changePlan(request, signal);
    if (outcome.status !== 'requires_checkout') throw new Error(outcome.status);
    const payment = paid(new URL(outcome.checkoutUrl));
    await world.partner.completeCheckout(payment);
    const { returnTo: _, ...read } = request;
    expect(await world.adapter.readChange(read, signal)).toMatchObject({ status: 'pending', reason: 'review' });
    world.sandbox.control.setOptions({ partner: { wallet: 100_000 } });
    await world.partner.completeCheckout(payment);
    expect(await world.adapter.readChange(read, signal)).toMatchObject({ status: 'applied' });
  },
  cancelAndKeep: async () => {
    const world = open();
    const outcome = await world.confirm('free');
    if (outcome.status !== 'scheduled') throw new Error(outcome.status);
    const scheduledChangeId = outcome.subscription.scheduledChange?.id ?? '';
    const kept = await world.adapter.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'k' }, signal);
    expect(kept).toMatchObject({
      status: 'undone',
      subscription: { planId: 'pro', nextBillingDate: '2026-05-01T00:00:00.000Z' },
    });
    world.sandbox.control.clock({ now: '2026-05-05T00:00:00.000Z' });
    expect((await world.catalog()).subscription).toMatchObject({ planId: 'pro', status: 'active' });
  },
  replaceSchedule: async () => {
    const world = openOcp();
    await world.confirm('free');
    await pay(world, 'business');
    const { subscription } = await world.catalog();
    expect(subscription).toMatchObject({ planId: 'business', scheduledChange: null });
    world.sandbox.control.clock({ advanceDays: 60 });
    expect((await world.catalog()).subscription?.planId).toBe('business');
  },
  undoSchedule: 'Nothing is ever scheduled but the end of the renewal, which is taken back as a cancellation is.',
  lostAnswer: async () => {
    const world = open();
    world.sandbox.control.fault({ switch: 'truncate-body', times: 1 });
    expect(await world.confirm('business')).toMatchObject({ status: 'applied' });
    expect(world.changesSent()).toBe(1);
  },
  conflictRetries: async () => {
    for (const commit of [false, true]) {
      const world = open();
      const match = { path: '/change-plan' };
      world.sandbox.control.fault({ switch: 'status-list', args: { status: 409, commit }, match, times: 1 });
      const { status } = await world.confirm('business');
      expect([commit, status]).toEqual([commit, commit ? 'applied' : 'unknown']);
      expect(world.changesSent()).toBe(1);
    }
  },
  rateLimitWithWait: async () => {
    const world = open();
    world.sandbox.control.fault({ switch: 'retry-after', args: { seconds: 2 }, times: 1 });
    await expect(world.catalog()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 2000 });
    expect((await world.catalog()).subscription?.planId).toBe('pro');
  },
  rateLimitWithoutWait: async () => {
    const world = open();
    world.sandbox.control.fault({
      switch: 'retry-after',
      args: { seconds: null },
      match: { path: '/change-plan' },
      times: 1,
    });
    await expect(world.confirm('business')).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: null });
    expect(world.changesSent()).toBe(1);
    expect(await world.confirm('business')).toMatchObject({ status: 'applied' });
  },
  htmlError: async () => {
    const world = open();
    world.sandbox.control.fault({
      switch: 'html-error',
      args: { status: 502 },
      match: { path: '/change-plan' },
      times: 1,
    });
    expect(await world.confirm('business')).toEqual({ status: 'unknown', reference: null });
    expect(world.changesSent()).toBe(1);
  },
  emptyAnswer: async () => {
    const empty = async (request: Request, send: (request: Request) => Promise<Response>) => {
      const answer = await send(request);
      return request.method === 'POST' ? new Response('') : answer;
    };
    const world = open({ between: empty });
    expect(await world.confirm('business')).toMatchObject({ status: 'applied', subscription: { planId: 'business' } });
    expect(world.changesSent()).toBe(1);
  },
  errorWithStatus200: async () => {
    const says = async (request: Request, send: (request: Request) => Promise<Response>) =>
      request.method === 'POST' ? Response.json({ status: 'error', message: 'Something is wrong' }) : send(request);
    const world = open({ between: says });
    expect(await world.confirm('business')).toMatchObject({ status: 'rejected', reason: 'contact_support' });
    expect(world.replies.join('')).not.toContain('Something is wrong');
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'operator_needed', reason: 'refused' }));
  },
  walletShort: async () => {
    const world = open({ sandbox: { options: { partner: { wallet: 0 } } } });
    expect(await world.confirm('business')).toMatchObject({ status: 'rejected', reason: 'contact_support' });
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'operator_needed', reason: 'wallet_short' }));
    expect(world.replies.join('')).not.toMatch(/Not enough|wallet|declin/);
  },
  hostileId: async () => {
    const asked: string[] = [];
    for (const who of ['../../plans?x=1#', '%2e%2e/x', 'a b', 'a/b'])
      await expect(
        open({ who, between: async (request, send) => (asked.push(request.url), send(request)) }).catalog(),
      ).rejects.toMatchObject({ code: 'subscription_not_found' });
    expect(asked).toEqual([]);
  },
  zeroDecimal: async () => {
    const retail = { amount: 14_800, currency: 'JPY' };
    const presentation = { plans: { pro: { retailPrices: { pro: retail } } } };
    const world = openOcp({ who: 'free', options: { currency: 'JPY' }, presentation });
    expect(await world.preview('pro')).toMatchObject({
      status: 'requires_checkout',
      dueNow: retail,
      recurring: { amount: retail },
    });
  },
  threeDecimal: async () => {
    const retail = { amount: 30_500, currency: 'KWD' };
    const presentation = { plans: { pro: { retailPrices: { pro: retail } } } };
    const world = openOcp({ who: 'free', options: { currency: 'KWD' }, presentation });
    const url = await checkoutOf(world, 'pro');
    const other = await world.partner.completeCheckout({ ...paid(url), paid: usd(30_500) });
    expect(other).toEqual({ status: 'mismatch', reason: 'amount' });
    expect((await world.partner.completeCheckout({ ...paid(url), paid: retail })).status).toBe('completed');
  },
  foreignPreview: NO_QUOTES,
  doubleConfirm: async () => {
    const world = open();
    const preview = await world.preview('business');
    const request = world.request(preview, { priceId: 'business' });
    const both = await Promise.all([
      world.adapter.changePlan(request, signal),
      world.adapter.changePlan(request, signal),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(world.changesSent()).toBe(1);
  },
});
