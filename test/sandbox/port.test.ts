import { createSandbox, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BillingAdapter, ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import { addsUp } from '../../src/core/money.js';
import type { PreviewOutcome } from '../../src/core/preview.js';
import { promisedAmount } from '../../src/core/preview.js';

const { signal } = new AbortController();
const usd = (amount: number) => ({ amount, currency: 'USD' });

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = createSandbox();
});

const adapterOf = (name: string, box = sandbox) =>
  box.adapter({ customerId: `cus_${name}`, subscriptionId: `sub_${name}` });
const preview = (adapter: BillingAdapter, selection: Selection) =>
  adapter.previewChangePlan({ selection, locale: 'en' }, signal);
const quote = async (adapter: BillingAdapter, selection: Selection) => {
  const answer = await preview(adapter, selection);
  if (answer.status !== 'quote') throw new Error(`The preview is ${answer.status} and no quote.`);
  return answer;
};

let keys = 0;
function request(
  selection: Selection,
  shown: PreviewOutcome,
  over: Partial<ChangePlanRequest> = {},
): ChangePlanRequest {
  keys += 1;
  return {
    selection,
    token: 'token' in shown ? shown.token : 'none',
    expected: promisedAmount(shown),
    idempotencyKey: `key-${keys}`,
    returnTo: null,
    locale: 'en',
    ...over,
  };
}

const PRO = { priceId: 'pri_pro_monthly' };
const BUSINESS = { priceId: 'pri_business_monthly' };

describe("a quote of the sandbox's own port", () => {
  it('has every line that the invoice will have, and they add up', async () => {
    sandbox.control.setCustomer({ subscriptionId: 'sub_tax', credit: 1000, unbilledUsage: 550 });
    const shown = await quote(adapterOf('tax'), PRO);
    expect(shown.lines.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
      ['credit', -1450],
      ['charge', 9900],
      ['usage', 550],
      ['tax', 1800],
      ['balance', -1000],
    ]);
    expect(shown.lines[0]?.days).toEqual({ part: 15, total: 30 });
    expect([shown.dueNow, shown.certainty, shown.excludes]).toEqual([usd(9800), 'exact', []]);
    expect(
      addsUp(
        shown.lines.map((line) => line.amount),
        shown.dueNow,
      ),
    ).toBe(true);
    await adapterOf('tax').changePlan(request(PRO, shown), signal);
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 9800 }]);
    const lines = sandbox.control.invoices().at(-1)?.lines ?? [];
    expect(lines.map(({ amount }) => amount)).toEqual(shown.lines.map((line) => line.amount.amount));
  });

  it('names the tax that is in the prices, adds none, and says nothing of it where credit has paid', async () => {
    const box = createSandbox({ options: { tax: { inclusive: true, name: 'VAT' } } });
    const shown = await quote(adapterOf('tax', box), PRO);
    expect(shown.lines.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
      ['credit', -1450],
      ['charge', 9900],
    ]);
    expect([shown.dueNow, shown.includedTax]).toEqual([usd(8450), { name: 'VAT', amount: usd(1408) }]);
    expect(shown.nextInvoice?.amount).toEqual(usd(9900));
    await adapterOf('tax', box).changePlan(request(PRO, shown), signal);
    expect(box.control.ledger()).toMatchObject([{ amount: 8450 }]);
    box.control.reset();
    expect((await quote(adapterOf('starter', box), PRO)).includedTax).toBeNull();
    box.control.setCustomer({ subscriptionId: 'sub_tax', credit: 1000 });
    expect((await quote(adapterOf('tax', box), PRO)).includedTax).toBeNull();
  });

  it('says what comes next: the date, the amount with tax, and the card', async () => {
    const shown = await quote(adapterOf('tax'), PRO);
    expect(shown.nextInvoice).toEqual({ date: '2026-05-16T00:00:00.000Z', amount: usd(11_880) });
    expect(shown.recurring).toEqual({ amount: usd(9900), interval: { interval: 'month', intervalCount: 1 } });
    expect(shown.paymentMethod).toEqual({ brand: 'visa', last4: '4242' });
  });

  it('keeps a leftover as credit that the customer is shown', async () => {
    sandbox.control.setPrice('pri_business_yearly', 'USD', 1000);
    const adapter = adapterOf('yearly');
    const selection = { priceId: 'pri_business_yearly', effectiveAt: 'immediately' } as const;
    const shown = await quote(adapter, selection);
    expect(shown.dueNow).toEqual(usd(0));
    const outcome = await adapter.changePlan(request(selection, shown), signal);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'none', amountCharged: usd(0) });
    const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
    expect(subscription?.creditBalance).toEqual(shown.creditAfter);
    expect(shown.creditAfter?.amount).toBeGreaterThan(0);
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('can be an estimate that says what is not in it', async () => {
    const box = createSandbox({ options: { quotes: 'estimate' } });
    const adapter = adapterOf('tax', box);
    const shown = await quote(adapter, PRO);
    expect(shown).toMatchObject({
      dueNow: usd(8450),
      certainty: 'estimate',
      excludes: ['tax', 'credit', 'usage'],
      creditAfter: null,
      creditAdded: null,
    });
    const outcome = await adapter.changePlan(request(PRO, shown), signal);
    expect(outcome).toMatchObject({ difference: { shown: usd(8450), charged: usd(10_140) } });
  });

  it('follows the proration model of the merchant, and where it keeps the period says so', async () => {
    const box = createSandbox({ options: { proration: { model: 'prorate-both' } } });
    const shown = await quote(adapterOf('demo', box), BUSINESS);
    expect(shown.dueNow).toEqual(usd(14_950 - 4950));
    expect(shown.lines.every(({ days }) => days?.part === 15)).toBe(true);
    expect(shown.nextInvoice?.date).toBe('2026-05-01T00:00:00.000Z');
  });

  it.each([
    ['jpy', 12_700],
    ['huf', 3_065_500],
  ])('is in the minor units of %s', async (name, amount) => {
    expect((await quote(adapterOf(name), PRO)).dueNow).toEqual({ amount, currency: name.toUpperCase() });
  });
});

describe('a preview that no longer holds', () => {
  const stale = async (over: Partial<ChangePlanRequest>, meanwhile: () => unknown = () => undefined) => {
    const adapter = adapterOf('demo');
    const shown = await quote(adapter, BUSINESS);
    await meanwhile();
    const outcome = await adapter.changePlan(request(BUSINESS, shown, over), signal);
    expect(sandbox.control.ledger().filter(({ reason }) => reason === 'plan_change')).toEqual([]);
    return outcome;
  };

  it('is stale by its token, its selection or its owner', async () => {
    expect(await stale({ token: 'pv_999' })).toMatchObject({ status: 'preview_stale', reason: 'token_refused' });
    expect(await stale({ selection: { priceId: 'pri_business_yearly' } })).toMatchObject({ reason: 'token_refused' });
    const others = await quote(adapterOf('eur'), PRO);
    expect(await stale({ token: others.token })).toMatchObject({ reason: 'token_refused', shown: null });
  });

  it('is stale after ten minutes of the sandbox', async () => {
    const late = await stale({}, () => sandbox.control.clock({ now: '2026-04-16T00:10:00.001Z' }));
    expect(late).toMatchObject({ status: 'preview_stale', reason: 'expired', preview: { status: 'quote' } });
  });

  it('is stale where the plan or the period changed elsewhere', async () => {
    const elsewhere = await stale({}, () =>
      sandbox.control.fault({ switch: 'version-bump', args: { planId: 'pln_starter' } }),
    );
    expect(elsewhere).toMatchObject({
      reason: 'subscription_changed',
      preview: { change: { from: { planName: 'Starter' } } },
    });
  });

  it('is stale where the price moved, with both amounts', async () => {
    const moved = await stale({}, () => sandbox.control.fault({ switch: 'price-bump', args: { by: 100 } }));
    expect(moved).toMatchObject({ reason: 'amount_changed', shown: usd(24_950), preview: { dueNow: usd(25_050) } });
  });
});

describe('what stands in the way', () => {
  it.each([
    ['past_due', PRO, 'payment_overdue', 'http://127.0.0.1:4010/billing/sub_past_due'],
    ['canceled', { priceId: 'pri_starter_monthly' }, 'subscription_inactive', null],
    ['demo', PRO, 'no_change', null],
    ['crowded', PRO, 'seat_limit_exceeded', null],
    ['kwd', BUSINESS, 'missing_regional_price', null],
  ])('blocks %s with %j: %s', async (name, selection, reason, recoveryUrl) => {
    expect(await preview(adapterOf(name), selection)).toMatchObject({ status: 'blocked', reason, recoveryUrl });
  });

  it('is an error where the customer, the subscription or the price is not there', async () => {
    const catalog = (customerId: string, subscriptionId: string) =>
      sandbox.adapter({ customerId, subscriptionId }).getCatalog({ locale: 'en' }, signal);
    await expect(catalog('cus_nobody', 'sub_demo')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(catalog('cus_eur', 'sub_demo')).rejects.toMatchObject({ code: 'subscription_not_found' });
    await expect(preview(adapterOf('demo'), { priceId: 'pri_classic_monthly' })).rejects.toMatchObject({
      code: 'unknown_price',
    });
    await expect(preview(adapterOf('demo'), { ...BUSINESS, quantity: 2 })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  it('lets seats through where more of them are billed', async () => {
    const box = createSandbox();
    box.control.setCustomer({ subscriptionId: 'sub_demo', seats: 60 });
    const shown = await quote(adapterOf('demo', box), BUSINESS);
    expect(shown.impact).toContainEqual(
      expect.objectContaining({ kind: 'seats_exceeded', severity: 'info', used: 60 }),
    );
    expect(shown.nextInvoice?.amount).toEqual(usd(29_900 + 10 * 2000));
  });

  it('says which scheduled change would be replaced', async () => {
    const adapter = adapterOf('business');
    const starter = { priceId: 'pri_starter_monthly' };
    await adapter.changePlan(request(starter, await preview(adapter, starter)), signal);
    expect(await preview(adapter, PRO)).toMatchObject({
      status: 'scheduled',
      impact: expect.arrayContaining([
        {
          kind: 'scheduled_change_replaced',
          severity: 'info',
          name: 'Starter',
          effectiveAt: '2026-05-01T00:00:00.000Z',
        },
      ]),
    });
  });
});

describe('a checkout of the port', () => {
  const begun = async (settings?: SandboxSettings) => {
    const box = createSandbox(settings);
    const adapter = adapterOf('free', box);
    const wish = request(PRO, await preview(adapter, PRO), { returnTo: 'http://127.0.0.1:3000/billing' });
    const outcome = await adapter.changePlan(wish, signal);
    if (outcome.status !== 'requires_checkout') throw new Error(`The outcome is ${outcome.status}.`);
    const press = (action: string) =>
      box.fetch(new Request(outcome.checkoutUrl, { method: 'POST', body: new URLSearchParams({ action }) }));
    return { box, adapter, wish, outcome, press };
  };

  it('is what the catalog says is open, until it is paid', async () => {
    const { adapter, wish, press } = await begun();
    const open = async () => (await adapter.getCatalog({ locale: 'en' }, signal)).openChange;
    expect(await open()).toEqual({
      token: wish.token,
      selection: PRO,
      expected: usd(9900),
      status: 'requires_checkout',
    });
    expect((await press('pay')).headers.get('location')).toBe('http://127.0.0.1:3000/billing');
    expect(await open()).toBeNull();
    expect(await adapter.readChange(wish, signal)).toMatchObject({
      status: 'applied',
      payment: 'paid',
      amountCharged: usd(9900),
    });
  });

  it('is still open after a declined card', async () => {
    const { adapter, wish, outcome, press } = await begun();
    await press('decline');
    expect(await adapter.readChange(wish, signal)).toEqual(outcome);
  });

  it('is proved to have run out', async () => {
    const { box, adapter, wish } = await begun({ options: { checkoutMinutes: 30 } });
    box.control.clock({ now: '2026-04-16T00:30:00Z' });
    expect(await adapter.readChange(wish, signal)).toMatchObject({ status: 'not_changed', reason: 'expired' });
  });

  it('is superseded by one for another plan', async () => {
    const { adapter, wish } = await begun();
    const starter = { priceId: 'pri_starter_monthly' };
    await adapter.changePlan(request(starter, await preview(adapter, starter)), signal);
    expect(await adapter.readChange(wish, signal)).toMatchObject({ status: 'not_changed', reason: 'superseded' });
  });

  it('begins a trial where the plan has one, and charges nothing', async () => {
    const adapter = sandbox.adapter({ customerId: 'cus_new', subscriptionId: null });
    const shown = await preview(adapter, BUSINESS);
    expect(shown).toMatchObject({ status: 'requires_checkout', dueNow: usd(0), change: { direction: 'subscribe' } });
    const outcome = await adapter.changePlan(request(BUSINESS, shown), signal);
    const url = outcome.status === 'requires_checkout' ? outcome.checkoutUrl : '';
    await sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }));
    const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
    expect(subscription).toMatchObject({ status: 'trialing', trialEndsAt: '2026-04-30T00:00:00.000Z' });
    expect(sandbox.control.ledger()).toEqual([]);
  });
});

describe('failures that were asked for reach the port too', () => {
  const confirm = async (name: string, args = {}, over: { times?: number } = {}) => {
    const adapter = adapterOf('demo');
    const shown = await quote(adapter, BUSINESS);
    const wish = request(BUSINESS, shown);
    sandbox.control.fault({ switch: name, args, match: { path: '/port/change' }, ...over });
    return { adapter, wish, answer: adapter.changePlan(wish, signal) };
  };
  const charges = () => sandbox.control.ledger().length;

  it.each([
    ['truncate-body', {}, 1],
    ['status-list', { statuses: [500] }, 0],
    ['store-and-replay', {}, 1],
    ['html-error', {}, 0],
    ['hang-before', { ms: 5 }, 0],
    ['commit-then-hang', { ms: 5 }, 1],
  ])('%s %j leaves the outcome unknown, and a read tells what happened', async (name, args, count) => {
    const { adapter, wish, answer } = await confirm(name, args);
    expect(await answer).toEqual({ status: 'unknown', reference: null });
    expect(charges()).toBe(count);
    expect(await adapter.readChange(wish, signal)).toMatchObject(
      count === 1 ? { status: 'applied' } : { status: 'not_changed', reason: 'not_received' },
    );
    expect(await adapter.changePlan(wish, signal)).toMatchObject({ status: 'applied' });
    expect(charges()).toBe(1);
  });

  it('reset-once is an error that says that nothing was sent', async () => {
    const { answer } = await confirm('reset-once');
    await expect(answer).rejects.toMatchObject({ code: 'network', sent: false });
    expect(charges()).toBe(0);
  });

  it('retry-after is an error with the time to wait', async () => {
    const { answer } = await confirm('retry-after', { seconds: 3 });
    await expect(answer).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 3000 });
  });

  it('apply-unpaid changes the plan, takes nothing and says where to pay', async () => {
    const { answer } = await confirm('apply-unpaid');
    expect(await answer).toMatchObject({
      status: 'applied',
      payment: 'failed',
      amountCharged: usd(0),
      recoveryUrl: expect.stringContaining('/billing/sub_demo'),
      subscription: { status: 'past_due', planId: 'pln_business' },
    });
    expect(charges()).toBe(0);
  });

  it('off-by-one is told as a difference', async () => {
    const { answer } = await confirm('off-by-one');
    expect(await answer).toMatchObject({ difference: { shown: usd(24_950), charged: usd(24_951) } });
  });

  it('lag-reads shows the plan of before', async () => {
    const { adapter, answer } = await confirm('delay', { ms: 1 });
    await answer;
    sandbox.control.fault({ switch: 'lag-reads' });
    const plan = async () => (await adapter.getCatalog({ locale: 'en' }, signal)).subscription?.planId;
    expect([await plan(), await plan()]).toEqual(['pln_pro', 'pln_business']);
  });

  it('a hanging call ends with the reason of its signal', async () => {
    const leaving = new AbortController();
    const adapter = adapterOf('demo');
    const shown = await quote(adapter, BUSINESS);
    sandbox.control.fault({ switch: 'commit-then-hang' });
    const answer = adapter.changePlan(request(BUSINESS, shown), leaving.signal);
    const reason = new Error('The customer left.');
    setTimeout(() => leaving.abort(reason), 5);
    await expect(answer).rejects.toBe(reason);
    expect(charges()).toBe(1);
  });
});

describe('the world behind two doors', () => {
  it('is one: what the port changed, the protocol reads', async () => {
    const adapter = adapterOf('demo');
    await adapter.changePlan(request(BUSINESS, await quote(adapter, BUSINESS)), signal);
    const answer = await sandbox.fetch(
      new Request('http://sandbox.invalid/commet/api/v1/subscriptions/sub_demo', { headers: { 'x-api-key': 'ck_x' } }),
    );
    expect(await answer.json()).toMatchObject({ plan: { id: 'pln_business' }, status: 'active' });
  });

  it('forgets previews when it begins again', async () => {
    const adapter = adapterOf('demo');
    const shown = await quote(adapter, BUSINESS);
    sandbox.control.reset();
    expect(await adapter.changePlan(request(BUSINESS, shown), signal)).toMatchObject({ status: 'preview_stale' });
  });
});
