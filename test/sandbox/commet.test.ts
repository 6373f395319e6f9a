import { CommetAPIError, CommetValidationError } from '@commet/node';
import { afterEach, describe, expect, it } from 'vitest';
import type { Opened, OpenSettings } from './world.js';
import { call, open, openInMemory, WAYS } from './world.js';

const opened: Opened[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** What the client throws for a call, by its code. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    return thrown instanceof CommetAPIError ? thrown.code : String(thrown);
  }
}

describe.each(WAYS)("Commet's own client, %s", (way) => {
  const begin = async (settings?: OpenSettings) => {
    const world = await open(way, settings);
    opened.push(world);
    return world;
  };

  it('reads the plans of the catalog with their seats, trials and regional prices', async () => {
    const { commet } = await begin();
    const { data: plans = [] } = await commet.plans.list();
    expect(plans.map(({ code, isFree, sortOrder }) => [code, isFree, sortOrder])).toEqual([
      ['free', true, 0],
      ['starter', false, 1],
      ['pro', false, 2],
      ['business', false, 3],
      ['classic', false, 0],
    ]);
    const starter = (await commet.plans.get({ id: 'starter' })).data;
    expect(starter?.prices?.map(({ billingInterval, price }) => [billingInterval, price])).toEqual([
      ['weekly', 900],
      ['monthly', 2900],
      ['quarterly', 8100],
      ['yearly', 29_000],
    ]);
    const monthly = starter?.prices?.[1];
    expect(monthly?.regionalPrices?.map(({ currency }) => currency)).toEqual(['EUR', 'JPY', 'KWD', 'HUF']);
    const business = plans.find(({ code }) => code === 'business');
    expect(business?.prices?.[0]?.trialDays).toBe(14);
    const seats = business?.features?.find(({ type }) => type === 'seats');
    expect(seats).toMatchObject({ includedAmount: 50, overage: { enabled: true, unitPrice: 200_000 } });
    // Rates are in ten-thousandths of the currency, whatever its minor unit is.
    expect(seats?.regionalPrices).toContainEqual({ currency: 'JPY', overageUnitPrice: 30_000_000, autoSynced: false });
    expect(seats?.regionalPrices).toContainEqual({ currency: 'EUR', overageUnitPrice: 190_000, autoSynced: false });
  });

  it('finds the plan group and its plans', async () => {
    const { commet } = await begin();
    const { data: groups = [] } = await commet.planGroups.list();
    expect(groups.map(({ name }) => name)).toEqual(['Harbor plans', 'Legacy']);
    const group = (await commet.planGroups.get({ id: 'pgr_harbor' })).data;
    expect(group?.plans?.map(({ name }) => name)).toEqual(['Free', 'Starter', 'Pro', 'Business']);
  });

  it('upgrades at once for exactly what the preview said, and begins a new period', async () => {
    const { commet, sandbox } = await begin();
    const preview = (await commet.subscriptions.previewChange({ id: 'sub_starter', planId: 'pln_pro' })).data;
    expect(preview).toMatchObject({
      currency: 'USD',
      currentPlanCredit: 1450,
      newPlanCharge: 9900,
      estimatedTotal: 8450,
      daysRemaining: 15,
      totalDays: 30,
      isUpgrade: true,
    });
    expect(sandbox.control.ledger()).toEqual([]);
    const changed = (await commet.subscriptions.changePlan({ id: 'sub_starter', newPlanId: 'pln_pro' })).data;
    expect(changed?.billing).toEqual({
      credit: 1450,
      creditsApplied: 0,
      charge: 9900,
      taxAmount: 0,
      netAmount: 8450,
      totalCharged: 8450,
      remainingCreditBalance: 0,
    });
    const held = (await commet.subscriptions.get({ id: 'sub_starter' })).data;
    expect(held).toMatchObject({ plan: { id: 'pln_pro', name: 'Pro' }, status: 'active', billingInterval: 'monthly' });
    expect(held?.currentPeriod).toMatchObject({ start: '2026-04-16T00:00:00.000Z', end: '2026-05-16T00:00:00.000Z' });
    expect(sandbox.control.ledger()).toEqual([
      {
        id: expect.any(String),
        subscriptionId: 'sub_starter',
        amount: 8450,
        currency: 'USD',
        at: '2026-04-16T00:00:00.000Z',
        reason: 'plan_change',
      },
    ]);
  });

  it('schedules a downgrade with a seat warning, and answers its preview with plan_change_scheduled', async () => {
    const { commet, sandbox } = await begin();
    const preview = commet.subscriptions.previewChange({ id: 'sub_demo', planId: 'pln_starter' });
    expect(await codeOf(preview)).toBe('plan_change_scheduled');
    const changed = (await commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_starter' })).data;
    expect(changed).toEqual({
      id: 'sub_demo',
      scheduled: true,
      scheduledFor: '2026-05-01T00:00:00.000Z',
      changeType: 'subscription.plan_downgrade',
      customerId: 'cus_demo',
      newPlanId: 'pln_starter',
      newPlanName: 'Starter',
      newBillingInterval: 'monthly',
      seatLimitWarning: {
        featureCode: 'seats',
        featureName: 'Seats',
        currentSeats: 8,
        included: 3,
        newPlanName: 'Starter',
        effectiveDate: '2026-05-01T00:00:00.000Z',
      },
      object: 'subscription',
      livemode: false,
    });
    const held = (await commet.subscriptions.get({ id: 'sub_demo' })).data;
    expect(held?.plan.id).toBe('pln_pro');
    expect(held?.scheduledPlanChange).toEqual({
      changeType: 'plan_downgrade',
      newPlanId: 'pln_starter',
      newPlanName: 'Starter',
      newBillingInterval: 'monthly',
      scheduledFor: '2026-05-01T00:00:00.000Z',
    });
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('sends a free customer to a checkout, and changes nothing before it is paid', async () => {
    const { commet, sandbox } = await begin();
    const changed = await commet.subscriptions.changePlan({
      id: 'sub_free',
      newPlanId: 'pln_pro',
      successUrl: 'http://127.0.0.1:3000/billing?plan_change=return',
    });
    expect(changed.data).toMatchObject({
      requiresCheckout: true,
      checkoutUrl: expect.stringContaining('/checkout/chk_'),
    });
    expect((await commet.subscriptions.get({ id: 'sub_free' })).data?.plan.id).toBe('pln_free');
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('takes a paid customer to Free by a cancellation that uncancel takes back', async () => {
    const { commet } = await begin();
    const changed = (await commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_free' })).data;
    expect(changed).toMatchObject({ scheduled: true, changeType: 'subscription.cancel' });
    const held = (await commet.subscriptions.get({ id: 'sub_demo' })).data;
    expect(held).toMatchObject({ cancelAtPeriodEnd: true, nextBillingDate: null, scheduledPlanChange: null });
    await commet.subscriptions.uncancel({ id: 'sub_demo' });
    expect((await commet.subscriptions.get({ id: 'sub_demo' })).data?.cancellation).toBeNull();
    expect(await codeOf(commet.subscriptions.uncancel({ id: 'sub_demo' }))).toBe('not_scheduled_for_cancellation');
  });

  it('refuses a declined card, charges nothing and keeps the plan', async () => {
    const { commet, sandbox } = await begin();
    sandbox.control.fault({ switch: 'decline', args: { code: 'payment_failed' } });
    const change = () => commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_business' });
    expect(await codeOf(change())).toBe('payment_failed');
    expect((await commet.subscriptions.get({ id: 'sub_demo' })).data?.plan.id).toBe('pln_pro');
    expect(sandbox.control.ledger()).toEqual([]);
    await change();
    expect(sandbox.control.ledger()).toHaveLength(1);
  });
});

describe('the order of the checks', () => {
  const begin = (settings?: OpenSettings) => {
    const world = openInMemory(settings);
    opened.push(world);
    return world;
  };

  it.each([
    ['sub_nobody', { newPlanId: 'pln_pro' }, 404, 'subscription_not_found', 'not_found_error'],
    ['sub_canceled', { newPlanId: 'pln_starter' }, 409, 'subscription_not_active', 'conflict_error'],
    ['sub_past_due', { newPlanId: 'pln_starter' }, 409, 'subscription_not_active', 'conflict_error'],
    ['sub_demo', {}, 400, 'no_change_requested', 'validation_error'],
    ['sub_demo', { newPlanId: 'pln_pro' }, 400, 'no_change_requested', 'validation_error'],
    [
      'sub_demo',
      { newPlanId: 'pln_pro', newBillingInterval: 'monthly' },
      400,
      'no_change_requested',
      'validation_error',
    ],
    ['sub_demo', { newPlanId: 'pln_nothing' }, 404, 'plan_not_found', 'not_found_error'],
    ['sub_demo', { newPlanId: 'pln_classic' }, 400, 'plans_not_in_same_group', 'validation_error'],
    ['sub_crowded', { newPlanId: 'pln_pro' }, 409, 'seat_limit_exceeded', 'billing_error'],
    ['sub_kwd', { newPlanId: 'pln_business' }, 400, 'missing_regional_price', 'billing_error'],
    [
      'sub_demo',
      { newPlanId: 'pln_business', newBillingInterval: 'quarterly' },
      409,
      'no_prices_configured',
      'conflict_error',
    ],
    ['sub_declining', { newPlanId: 'pln_pro' }, 402, 'charge_failed', 'billing_error'],
    ['sub_demo', { newBillingInterval: 'hourly' }, 422, 'validation_error', 'validation_error'],
    ['sub_demo', { newPlanId: 7 }, 422, 'validation_error', 'validation_error'],
    [
      'sub_free',
      { newPlanId: 'pln_pro', successUrl: 'javascript:alert(1)' },
      422,
      'validation_error',
      'validation_error',
    ],
  ])('%s with %j answers %i %s', async (id, body, status, code, type) => {
    const world = begin();
    const answer = await call(world, `POST /subscriptions/${id}/change-plan`, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      success: false,
      error: { type, code, message: expect.any(String), doc_url: expect.stringContaining(code) },
    });
    expect(world.sandbox.control.ledger()).toEqual([]);
  });

  it('names the missing field of a preview in a way that the client reads', async () => {
    const { commet } = begin();
    // @ts-expect-error -- planId is left out on purpose.
    const preview = commet.subscriptions.previewChange({ id: 'sub_demo' });
    const thrown: unknown = await preview.catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(CommetValidationError);
    expect(thrown).toMatchObject({ validationErrors: { planId: ['required'] } });
  });

  it('refuses keys that are not Commet keys', async () => {
    const answer = await call(begin(), 'GET /plans', undefined, { 'x-api-key': 'sk_live' });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
  });

  it('answers a call that it does not serve with 501 and a sentence', async () => {
    const answer = await call(begin(), 'POST /payouts', {});
    expect(answer).toMatchObject({
      status: 501,
      body: { error: { message: expect.stringContaining('does not serve') } },
    });
  });

  it.each([
    ['{', 'invalid_json'],
    ['[]', 'invalid_json'],
  ])('answers the body %s with %s', async (body, code) => {
    const headers = { 'x-api-key': 'ck_x' };
    const response = await begin().ask('/commet/api/v1/subscriptions/sub_demo/change-plan', {
      method: 'POST',
      headers,
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('lets interval beat tier: a larger plan at a shorter interval is scheduled', async () => {
    const { commet, sandbox } = begin();
    const answer = await commet.subscriptions.changePlan({
      id: 'sub_yearly',
      newPlanId: 'pln_business',
      newBillingInterval: 'monthly',
    });
    expect(answer.data).toMatchObject({ scheduled: true, changeType: 'subscription.interval_change' });
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('changes the interval alone, longer at once and shorter later', async () => {
    const { commet, sandbox } = begin();
    const longer = await commet.subscriptions.changePlan({ id: 'sub_demo', newBillingInterval: 'yearly' });
    expect(longer.data?.billing?.totalCharged).toBe(99_000 - 4950);
    const shorter = await commet.subscriptions.changePlan({ id: 'sub_demo', newBillingInterval: 'monthly' });
    expect(shorter.data).toMatchObject({ scheduled: true, scheduledFor: '2027-04-16T00:00:00.000Z' });
    expect(sandbox.control.ledger()).toHaveLength(1);
  });

  it('exempts changes of interval and scheduled changes from the seat limit', async () => {
    const { commet } = begin();
    const yearly = await commet.subscriptions.changePlan({ id: 'sub_crowded', newBillingInterval: 'yearly' });
    expect(yearly.data?.scheduled).toBe(false);
  });

  it('converts a trial and charges the whole price', async () => {
    const { commet, sandbox } = begin();
    const changed = await commet.subscriptions.changePlan({ id: 'sub_trial', newPlanId: 'pln_pro' });
    expect(changed.data?.billing).toMatchObject({ credit: 0, charge: 9900, totalCharged: 9900 });
    expect((await commet.subscriptions.get({ id: 'sub_trial' })).data).toMatchObject({
      status: 'active',
      trialEndsAt: null,
    });
    expect(sandbox.control.ledger()).toHaveLength(1);
  });

  it('answers the identical scheduled target the same, and replaces another', async () => {
    const { commet, sandbox } = begin();
    const starter = () => commet.subscriptions.changePlan({ id: 'sub_business', newPlanId: 'pln_starter' });
    const first = await starter();
    expect(await starter()).toEqual(first);
    const count = (type: string) => sandbox.control.events().filter((event) => event.type === type).length;
    expect(count('subscription.plan_change_scheduled')).toBe(1);
    await commet.subscriptions.changePlan({ id: 'sub_business', newPlanId: 'pln_pro' });
    const held = (await commet.subscriptions.get({ id: 'sub_business' })).data;
    expect(held?.scheduledPlanChange?.newPlanId).toBe('pln_pro');
    expect([count('subscription.plan_change_revoked'), count('subscription.plan_change_scheduled')]).toEqual([1, 2]);
  });

  it.each([
    ['sub_eur', 'EUR', 7850, 2700],
    ['sub_jpy', 'JPY', 12_700, 4200],
    ['sub_huf', 'HUF', 3_065_500, 1_049_000],
  ])('charges %s in %s minor units, not in dollars', async (id, currency, total, old) => {
    const { commet, sandbox } = begin();
    const preview = (await commet.subscriptions.previewChange({ id, planId: 'pln_pro' })).data;
    expect(preview).toMatchObject({ currency, estimatedTotal: total, currentPlanCredit: old / 2 });
    await commet.subscriptions.changePlan({ id, newPlanId: 'pln_pro' });
    expect(sandbox.control.ledger()).toMatchObject([{ currency, amount: total }]);
  });

  it('leaves tax and customer credit out of the preview, and charges them', async () => {
    const { commet, sandbox } = begin();
    const estimate = async (id: string) =>
      (await commet.subscriptions.previewChange({ id, planId: 'pln_pro' })).data?.estimatedTotal;
    expect([await estimate('sub_tax'), await estimate('sub_credit')]).toEqual([8450, 8450]);
    const taxed = await commet.subscriptions.changePlan({ id: 'sub_tax', newPlanId: 'pln_pro' });
    expect(taxed.data?.billing).toMatchObject({ taxAmount: 1690, totalCharged: 10_140 });
    const credited = await commet.subscriptions.changePlan({ id: 'sub_credit', newPlanId: 'pln_pro' });
    expect(credited.data?.billing).toMatchObject({
      creditsApplied: 5000,
      totalCharged: 3450,
      remainingCreditBalance: 0,
    });
    expect(sandbox.control.ledger().map(({ amount }) => amount)).toEqual([10_140, 3450]);
  });
});

describe('where the vendor does not say', () => {
  const begin = (settings: OpenSettings) => {
    const world = openInMemory(settings);
    opened.push(world);
    return world;
  };

  it('the direction of a change can follow the price instead of the order', async () => {
    const world = begin({ options: { directionBy: 'price' } });
    world.sandbox.control.setPrice('pri_business_monthly', 'USD', 5000);
    const changed = await world.commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_business' });
    expect(changed.data?.scheduled).toBe(true);
  });

  it('a move to Free can be an ordinary scheduled change', async () => {
    const { commet } = begin({ options: { paidToFree: 'plan_downgrade' } });
    const changed = await commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_free' });
    expect(changed.data).toMatchObject({ changeType: 'subscription.plan_downgrade', newPlanId: 'pln_free' });
  });

  it('a preview from free to paid can be refused', async () => {
    const { commet } = begin({ options: { previewFreeToPaid: 'refuse' } });
    const preview = commet.subscriptions.previewChange({ id: 'sub_free', planId: 'pln_pro' });
    expect(await codeOf(preview)).toBe('free_plan_change_not_supported');
  });

  it.each([
    ['customer_credit', 39_093],
    ['forfeit', 0],
  ] as const)('a credit above the charge can be %s, which leaves %d', async (leftoverCredit, left) => {
    const { commet, sandbox } = begin({ options: { leftoverCredit } });
    sandbox.control.setPrice('pri_business_yearly', 'USD', 10_000);
    sandbox.control.clock({ now: '2026-10-02T00:00:00.000Z' });
    const changed = await commet.subscriptions.changePlan({ id: 'sub_yearly', newPlanId: 'pln_business' });
    // 181 of 365 days of 990.00 are left.
    expect(changed.data?.billing).toMatchObject({ credit: 49_093, totalCharged: 0, remainingCreditBalance: left });
  });

  it('a period is credited with what it was paid with, whatever the plan costs by now', async () => {
    const { commet, sandbox } = begin({});
    sandbox.control.setPrice('pri_pro_monthly', 'USD', 19_900);
    const preview = () => commet.subscriptions.previewChange({ id: 'sub_demo', planId: 'pln_business' });
    expect((await preview()).data?.currentPlanCredit).toBe(4950);
    sandbox.control.clock({ now: '2026-05-16T00:00:00.000Z' });
    // Renewed at the new price: 16 of 31 days of 199.00 are left.
    expect((await preview()).data?.currentPlanCredit).toBe(10_271);
  });

  it('changes can be prorated on both sides, keeping the period', async () => {
    const { commet } = begin({ options: { proration: { model: 'prorate-both' } } });
    const changed = await commet.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_business' });
    expect(changed.data?.billing).toMatchObject({ credit: 4950, charge: 14_950, totalCharged: 10_000 });
    const held = (await commet.subscriptions.get({ id: 'sub_demo' })).data;
    expect(held?.currentPeriod?.end).toBe('2026-05-01T00:00:00.000Z');
  });

  it('seats above the included ones can be credited with the plan', async () => {
    const without = begin({});
    const plain = await without.commet.subscriptions.previewChange({
      id: 'sub_business',
      planId: 'pln_business',
      billingInterval: 'yearly',
    });
    expect(plain.data?.currentPlanCredit).toBe(14_950);
    await without.close();
    const { commet } = begin({ options: { proration: { seatCredit: 'credited' } } });
    const credited = await commet.subscriptions.previewChange({
      id: 'sub_business',
      planId: 'pln_business',
      billingInterval: 'yearly',
    });
    expect(credited.data?.currentPlanCredit).toBe(14_950 + 10_000);
  });

  it('refuses options that the engine does not implement', () => {
    // @ts-expect-error -- no such model.
    expect(() => openInMemory({ options: { proration: { model: 'delta-times-ratio' } } })).toThrow(
      /does not implement/,
    );
  });
});

describe('the other calls of the client', () => {
  const begin = () => {
    const world = openInMemory();
    opened.push(world);
    return world;
  };

  it('lists subscriptions by customer and status, and finds the active one', async () => {
    const { commet } = begin();
    const { data: all = [] } = await commet.subscriptions.list({ status: 'trialing' });
    expect(all.map(({ id }) => id)).toEqual(['sub_trial']);
    expect((await commet.subscriptions.getActive({ customerId: 'cus_demo' })).data?.id).toBe('sub_demo');
    expect((await commet.subscriptions.getActive({ customerId: 'cus_new' })).data).toBeNull();
  });

  it('creates a subscription that waits for its checkout', async () => {
    const { commet, sandbox, ask } = begin();
    const created = await commet.subscriptions.create({
      customerId: 'cus_new',
      planCode: 'pro',
      billingInterval: 'yearly',
      successUrl: 'http://127.0.0.1:3000/done',
    });
    expect(created.data).toMatchObject({ status: 'pending_payment', billingInterval: 'yearly' });
    const url = new URL(created.data?.checkoutUrl ?? '');
    await ask(url.pathname, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect((await commet.subscriptions.getActive({ customerId: 'cus_new' })).data?.status).toBe('active');
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 99_000, reason: 'subscription' }]);
  });

  it('begins a trial without a charge, and charges when it ends', async () => {
    const { commet, sandbox, ask } = begin();
    const created = await commet.subscriptions.create({ customerId: 'cus_new', planCode: 'business' });
    const url = new URL(created.data?.checkoutUrl ?? '');
    await ask(url.pathname, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect((await commet.subscriptions.getActive({ customerId: 'cus_new' })).data?.status).toBe('trialing');
    expect(sandbox.control.ledger()).toEqual([]);
    sandbox.control.clock({ advanceDays: 14 });
    const own = sandbox.control.ledger().filter(({ subscriptionId }) => subscriptionId === created.data?.id);
    expect(own).toMatchObject([{ amount: 29_900, reason: 'trial_conversion', at: '2026-04-30T00:00:00.000Z' }]);
  });

  it('cancels at the end of the period, or at once', async () => {
    const { commet } = begin();
    const later = await commet.subscriptions.cancel({ id: 'sub_demo', reason: 'too expensive' });
    expect(later.data).toMatchObject({ status: 'active', scheduledCancellationDate: '2026-05-01T00:00:00.000Z' });
    expect(await codeOf(commet.subscriptions.cancel({ id: 'sub_demo' }))).toBe('already_scheduled');
    const now = await commet.subscriptions.cancel({ id: 'sub_demo', immediate: true });
    expect(now.data?.status).toBe('canceled');
    expect(await codeOf(commet.subscriptions.cancel({ id: 'sub_demo' }))).toBe('subscription_already_canceled');
  });

  it('cancels free and overdue subscriptions at once', async () => {
    const { commet } = begin();
    expect((await commet.subscriptions.cancel({ id: 'sub_free' })).data?.status).toBe('canceled');
    expect((await commet.subscriptions.cancel({ id: 'sub_past_due' })).data?.status).toBe('canceled');
  });

  it('lets an overdue customer pay by a recovery link, or by another card', async () => {
    const { commet, sandbox, ask } = begin();
    const refused: unknown = await commet.subscriptions
      .reactivate({ id: 'sub_past_due' })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'charge_failed',
      details: { recoveryUrl: expect.stringContaining('/billing/') },
    });
    const link = await commet.subscriptions.createRecoveryLink({ id: 'sub_past_due' });
    const url = new URL(link.data?.url ?? '');
    await ask(url.pathname, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect((await commet.subscriptions.get({ id: 'sub_past_due' })).data?.status).toBe('active');
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 9900, reason: 'recovery' }]);
  });

  it('updates the payment method on a hosted page', async () => {
    const { commet, sandbox, ask } = begin();
    const page = await commet.subscriptions.updatePaymentMethod({
      id: 'sub_declining',
      successUrl: 'http://127.0.0.1:3000/',
    });
    const url = new URL(page.data?.checkoutUrl ?? '');
    const answer = await ask(url.pathname, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pay' }),
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:3000/');
    expect(sandbox.control.ledger()).toEqual([]);
    await commet.subscriptions.changePlan({ id: 'sub_declining', newPlanId: 'pln_pro' });
    expect(sandbox.control.ledger()).toHaveLength(1);
  });

  it('counts seats, and refuses more than a plan allows', async () => {
    const { commet } = begin();
    const seat = { customerId: 'cus_demo', featureCode: 'seats' };
    expect((await commet.seats.getBalance(seat)).data?.current).toBe(8);
    await commet.seats.add({ ...seat, count: 2 });
    expect(await codeOf(commet.seats.add({ ...seat, count: 1 }))).toBe('seat_limit_exceeded');
    await commet.seats.remove({ ...seat, count: 6 });
    await commet.seats.set({ ...seat, count: 5 });
    expect((await commet.seats.getBalance(seat)).data?.current).toBe(5);
    const used = (await commet.subscriptions.get({ id: 'sub_demo' })).data?.features?.find(
      ({ code }) => code === 'seats',
    );
    expect(used?.usage).toMatchObject({ current: 5, included: 10, overageQuantity: 0 });
  });

  it('opens a portal for a customer or an email, but not for both', async () => {
    const { commet } = begin();
    expect((await commet.portal.getUrl({ customerId: 'cus_demo' })).data?.portalUrl).toContain('/portal/');
    expect((await commet.portal.getUrl({ email: 'demo@example.com' })).data?.portalUrl).toContain('/portal/');
    expect(await codeOf(commet.portal.getUrl({ customerId: 'cus_none' }))).toBe('customer_not_found');
  });

  it('moves its clock by the test clock, forward only', async () => {
    const { commet } = begin();
    expect((await commet.testClock.get()).data?.now).toBe('2026-04-16T00:00:00.000Z');
    await commet.testClock.advance({ advanceDays: 2 });
    const there = await commet.testClock.advance({ frozenTime: '2026-04-20T12:00:00Z' });
    expect(there.data).toMatchObject({ now: '2026-04-20T12:00:00.000Z', isActive: true });
    const back: unknown = await commet.testClock
      .advance({ frozenTime: '2026-01-01T00:00:00Z' })
      .catch((error: unknown) => error);
    expect(back).toMatchObject({ code: 'validation_error' });
    expect((await commet.testClock.processBilling()).data?.enqueued).toBe(0);
  });
});
