import { afterEach, describe, expect, it } from 'vitest';
import { call, openInMemory, type Opened } from './world.js';

let world: Opened | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const begin = () => (world = openInMemory());
const CURRENT = { 'commet-version': '2026-07-31' };

describe('the two versions of the protocol', () => {
  it('wrap one thing, or send it bare', async () => {
    const opened = begin();
    const wrapped = await call(opened, 'GET /plans/pln_pro');
    expect(wrapped.body).toMatchObject({ success: true, data: { id: 'pln_pro', object: 'plan', livemode: false } });
    const bare = await call(opened, 'GET /plans/pln_pro', undefined, CURRENT);
    expect(bare.body).toMatchObject({ id: 'pln_pro', object: 'plan', livemode: false });
    expect(bare.body).not.toHaveProperty('success');
  });

  it('list in the envelope, or as a list object', async () => {
    const opened = begin();
    expect((await call(opened, 'GET /plan-groups')).body).toMatchObject({
      success: true,
      data: [{}, {}],
      hasMore: false,
    });
    const list = (await call(opened, 'GET /plan-groups', undefined, CURRENT)).body;
    expect(list).toMatchObject({ object: 'list', data: [{}, {}], hasMore: false, nextCursor: null });
    expect(list).not.toHaveProperty('success');
  });

  it.each([[undefined], ['2031-01-01'], ['nonsense']])('take the version %s for the current one', async (version) => {
    const opened = begin();
    const headers = { 'x-api-key': 'ck_x', ...(version === undefined ? {} : { 'commet-version': version }) };
    const answer = await opened.ask('/commet/api/v1/plans', { headers });
    expect(await answer.json()).toMatchObject({ object: 'list' });
  });

  it('name the outcome of a change in the later one only', async () => {
    const completed = async (headers = {}) => {
      const opened = begin();
      const answer = await call(
        opened,
        'POST /subscriptions/sub_starter/change-plan',
        { newPlanId: 'pln_pro' },
        headers,
      );
      await opened.close();
      return answer.body;
    };
    expect(await completed()).toEqual({
      success: true,
      data: {
        id: 'sub_starter',
        scheduled: false,
        customerId: 'cus_starter',
        previousPlan: { id: 'pln_starter', name: 'Starter' },
        currentPlan: { id: 'pln_pro', name: 'Pro', price: 9900 },
        billingInterval: 'monthly',
        billing: {
          credit: 1450,
          creditsApplied: 0,
          charge: 9900,
          taxAmount: 0,
          netAmount: 8450,
          totalCharged: 8450,
          remainingCreditBalance: 0,
        },
        invoiceId: expect.stringMatching(/^inv_/),
        object: 'subscription',
        livemode: false,
      },
    });
    expect(await completed(CURRENT)).toMatchObject({
      outcome: 'completed',
      scheduled: false,
      billing: { totalCharged: 8450 },
      object: 'plan_change',
    });
  });

  it.each([
    ['sub_demo', 'pln_starter', { outcome: 'scheduled', scheduled: true, changeType: 'subscription.plan_downgrade' }],
    ['sub_demo', 'pln_free', { outcome: 'scheduled', scheduled: true, changeType: 'subscription.cancel' }],
    ['sub_free', 'pln_pro', { outcome: 'requires_checkout', requiresCheckout: true }],
  ])('say of %s to %s in the later one what happened', async (id, newPlanId, shape) => {
    const answer = await call(begin(), `POST /subscriptions/${id}/change-plan`, { newPlanId }, CURRENT);
    expect(answer.body).toMatchObject({ ...shape, object: 'plan_change' });
  });

  it('give prices an id, and subscriptions a price, in the later one only', async () => {
    const opened = begin();
    const before = JSON.stringify((await call(opened, 'GET /plans/pln_pro')).body);
    expect(before).toContain('"introOffer"');
    expect(before).not.toContain('"pri_pro_monthly"');
    const plan = (await call(opened, 'GET /plans/pln_pro', undefined, CURRENT)).body;
    expect(plan).toMatchObject({
      prices: [{ id: 'pri_pro_monthly', offerId: null, marketPrices: expect.any(Array) }, {}, {}],
    });
    expect(JSON.stringify(plan)).not.toContain('"introOffer"');
    const held = (await call(opened, 'GET /subscriptions/sub_demo', undefined, CURRENT)).body;
    expect(held).toMatchObject({ priceId: 'pri_pro_monthly', offerApplications: [] });
    expect(held).not.toHaveProperty('discount');
  });

  it('tell the discount that a price begins with in the earlier one', async () => {
    const opened = begin();
    const plan = (await call(opened, 'GET /plans/pln_starter')).body;
    const intros = JSON.stringify(plan).match(/"introOffer":(null|{[^}]*})/g);
    expect(intros).toEqual([
      '"introOffer":null',
      '"introOffer":null',
      '"introOffer":{"enabled":true,"discountType":"amount","discountValue":2700,"durationCycles":2}',
      '"introOffer":null',
    ]);
  });

  it.each([
    ['earlier', undefined, 8100 - 2700],
    ['later', CURRENT, 8100],
  ])('charge a new customer in the %s one what it says', async (_, headers, amount) => {
    const opened = begin();
    const wish = { newPlanId: 'pln_starter', newBillingInterval: 'quarterly' };
    await call(opened, 'POST /subscriptions/sub_free/change-plan', wish, headers);
    const { checkouts } = opened.sandbox.control.state();
    const body = new URLSearchParams({ action: 'pay' });
    await opened.ask(new URL(checkouts[0]?.url ?? '').pathname, { method: 'POST', body });
    expect(opened.sandbox.control.ledger()).toMatchObject([{ amount }]);
  });

  it('answer a cancellation shortly, or with the whole subscription', async () => {
    const opened = begin();
    const short = (await call(opened, 'POST /subscriptions/sub_demo/cancel', {})).body;
    expect(short).toMatchObject({ data: { id: 'sub_demo', scheduledCancellationDate: '2026-05-01T00:00:00.000Z' } });
    const whole = (await call(opened, 'POST /subscriptions/sub_demo/uncancel', {}, CURRENT)).body;
    expect(whole).toMatchObject({ id: 'sub_demo', plan: { id: 'pln_pro' }, cancellation: null });
  });

  it('keep the example bodies of a preview apart by their object', async () => {
    const opened = begin();
    const body = { planId: 'pln_business' };
    const preview = { currency: 'USD', currentPlanCredit: 4950, newPlanCharge: 29_900, estimatedTotal: 24_950 };
    expect((await call(opened, 'POST /subscriptions/sub_demo/preview-change', body)).body).toEqual({
      success: true,
      data: {
        ...preview,
        effectiveDate: '2026-04-16T00:00:00.000Z',
        daysRemaining: 15,
        totalDays: 30,
        isUpgrade: true,
        object: 'subscription',
        livemode: false,
      },
    });
    expect((await call(opened, 'POST /subscriptions/sub_demo/preview-change', body, CURRENT)).body).toMatchObject({
      ...preview,
      object: 'plan_change_preview',
    });
  });

  it('serve the paths that the later one has renamed', async () => {
    const opened = begin();
    const portal = await call(opened, 'POST /portal/sessions', { customerId: 'cus_demo' }, CURRENT);
    expect(portal.body).toMatchObject({ portalUrl: expect.any(String) });
    const link = await call(opened, 'POST /subscriptions/sub_past_due/recovery-links', {}, CURRENT);
    expect(link.body).toMatchObject({ url: expect.stringContaining('/billing/') });
  });

  it('answer a moved clock with 202 in the later one, and the old way of billing with 410', async () => {
    const opened = begin();
    const moved = await call(opened, 'POST /test-clock', { advanceDays: 1 }, CURRENT);
    expect(moved.status).toBe(202);
    const gone = await call(opened, 'POST /test-clock/process-billing', {}, CURRENT);
    expect(gone).toMatchObject({ status: 410, body: { error: { code: 'endpoint_deprecated' } } });
  });

  it('number every answer', async () => {
    const opened = begin();
    const first = await call(opened, 'GET /plans');
    const second = await call(opened, 'GET /nowhere');
    expect(first.headers.get('x-request-id')).toMatch(/^req_\d+$/);
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
  });
});
