import DodoPayments from 'dodopayments';
import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxOptions } from 'planshift/sandbox';
import { dodo, type DodoOptions } from 'planshift/server/dodo';
import type { BillingAdapter, Selection } from '../../src/core/adapter.js';
import { money } from '../../src/core/money.js';
import { promisedAmount } from '../../src/core/preview.js';

const { signal } = new AbortController();
const BASE = 'http://127.0.0.1:4010';

type Answer = (request: Request, real: () => Promise<Response>) => Promise<Response> | null;

interface Setting {
  readonly options?: Partial<DodoOptions>;
  readonly rules?: SandboxOptions['dodo'];
  readonly tax?: SandboxOptions['tax'];
  readonly subscriptionId?: string | null;
  /** Answers in place of the sandbox. */
  readonly answer?: Answer;
}

/** The provider over the official client over the sandbox, without a handler. */
function open(
  name: string,
  { options = {}, rules = {}, tax = {}, subscriptionId = `sub_${name}`, answer }: Setting = {},
) {
  const sandbox = createSandbox({ origin: BASE, options: { tax, dodo: { settleAfterMs: 5, ...rules } } });
  const client = new DodoPayments({
    bearerToken: sandbox.apiKeys.dodo,
    baseURL: `${BASE}/dodo`,
    maxRetries: 0,
    fetch: (input, init) => {
      const request = new Request(input, init);
      const real = () => sandbox.fetch(request);
      return answer?.(request, real) ?? real();
    },
  });
  const grouping = options.products ? {} : { collectionId: 'pgr_harbor' };
  const provider = dodo({ client, ...grouping, rereadDelaysMs: [10, 10, 20], ...options });
  const adapter = provider({ customerId: `cus_${name}`, subscriptionId, role: 'customer' });
  const sent = (end: string) => sandbox.control.requests().filter(({ path }) => path.endsWith(end));
  return { sandbox, client, adapter, sent, lastBody: () => sent('/change-plan').at(-1)?.body };
}

async function change(adapter: BillingAdapter, selection: Selection) {
  const shown = await adapter.previewChangePlan({ selection, locale: 'en' }, signal);
  if (shown.status === 'blocked') return shown;
  const { token } = shown;
  const request = { selection, token, expected: promisedAmount(shown), idempotencyKey: 'key-1', locale: 'en' };
  return adapter.changePlan({ ...request, returnTo: null }, signal);
}

const held = async (adapter: BillingAdapter) => (await adapter.getCatalog({ locale: 'en' }, signal)).subscription;

const PRO = { priceId: 'pri_pro_monthly' };
const STARTER = { priceId: 'pri_starter_monthly' };

describe('dodo() at start', () => {
  const { client } = open('demo');

  it('throws where products are grouped by nobody, or twice', () => {
    expect(() => dodo({ client })).toThrow(/either collectionId or products/);
    expect(() => dodo({ client, collectionId: 'a', products: [] })).toThrow(TypeError);
    expect(() => dodo({ client, products: [] })).toThrow(/at least one/);
    expect(() => dodo({ client, collectionId: '../x' })).toThrow(/characters/);
    const twice = { id: 'a', name: 'A', productIds: ['p', 'p'] };
    expect(() => dodo({ client, products: [twice] })).toThrow(/once/);
  });

  it('throws where the client is missing', () => {
    // What a host without types would write.
    const options = JSON.parse('{"collectionId":"pgr_harbor"}');
    expect(() => dodo(options)).toThrow(/client is missing/);
  });
});

describe('tax', () => {
  const quoteOf = async ({ adapter }: ReturnType<typeof open>) => {
    const shown = await adapter.previewChangePlan({ selection: PRO, locale: 'en' }, signal);
    if (shown.status !== 'quote') throw new Error(`The preview is ${shown.status} and no quote.`);
    return shown;
  };

  it('that is in the prices is told beside the amount due, and is no line', async () => {
    const plain = await quoteOf(open('starter'));
    const { dueNow, lines, includedTax } = await quoteOf(open('tax', { tax: { inclusive: true } }));
    expect(dueNow).toEqual(plain.dueNow);
    expect(lines.map(({ kind }) => kind)).not.toContain('tax');
    expect(includedTax).toEqual({ name: null, amount: { amount: Math.round(dueNow.amount / 6), currency: 'USD' } });
    expect(plain.includedTax).toBeNull();
  });

  it('that comes on top is a line, and not told twice', async () => {
    const { lines, includedTax } = await quoteOf(open('tax'));
    expect(lines.map(({ kind }) => kind)).toContain('tax');
    expect(includedTax).toBeNull();
  });
});

describe('plans', () => {
  it('are the groups of the collection, in its order, each product one price', async () => {
    const { adapter } = open('demo');
    const { plans } = await adapter.getCatalog({ locale: 'en' }, signal);
    expect(plans.map(({ name, isFree }) => [name, isFree])).toEqual([
      ['Free', true],
      ['Starter', false],
      ['Pro', false],
      ['Business', false],
    ]);
    expect(plans[2]?.prices.map(({ id }) => id)).toEqual(['pri_pro_monthly', 'pri_pro_quarterly', 'pri_pro_yearly']);
    expect(plans[2]?.prices[0]).toMatchObject({ amount: { amount: 9900, currency: 'USD' }, timing: null });
  });

  it('are the mapping of the host, read page after page from page 0', async () => {
    const products = [
      { id: 'small', name: 'Small', productIds: ['pri_starter_monthly', 'pri_starter_yearly'] },
      { id: 'nothing', name: 'Nothing', productIds: ['pri_free_monthly'], isFree: true, order: -1 },
      { id: 'large', name: 'Large', productIds: ['pri_pro_monthly'] },
    ];
    const { adapter, sandbox } = open('demo', { options: { products } });
    const catalog = await adapter.getCatalog({ locale: 'en' }, signal);
    expect(catalog.plans.map(({ id }) => id)).toEqual(['nothing', 'small', 'large']);
    expect(catalog.subscription).toMatchObject({ planId: 'large', planName: 'Large' });
    const lists = sandbox.control.requests().filter(({ path }) => /\/(products|addons|payments)\?/.test(path));
    expect(lists.length).toBeGreaterThan(1);
    for (const { path } of lists) expect(path).toContain('page_number=0');
  });

  it('have no amount for a customer who pays in another currency, whom only a preview can tell', async () => {
    const { adapter } = open('jpy');
    const { plans, subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
    expect(plans[2]?.prices[0]?.amount).toBeNull();
    expect(subscription?.amount).toEqual({ amount: 4200, currency: 'JPY' });
    const shown = await adapter.previewChangePlan({ selection: PRO, locale: 'en' }, signal);
    expect(promisedAmount(shown)?.currency).toBe('JPY');
  });

  it('have what is paid for the one that is held, and what the host says of the others', async () => {
    const localPrices = { pri_pro_monthly: [money(9_200, 'EUR'), money(14_800, 'JPY')] };
    const { adapter } = open('jpy', { options: { localPrices } });
    const { plans } = await adapter.getCatalog({ locale: 'en' }, signal);
    const amounts = Object.fromEntries(plans.flatMap(({ prices }) => prices.map(({ id, amount }) => [id, amount])));
    expect(amounts).toMatchObject({
      pri_starter_monthly: { amount: 4_200, currency: 'JPY' },
      pri_pro_monthly: { amount: 14_800, currency: 'JPY' },
      pri_business_monthly: null,
    });
  });
});

describe('a trial', () => {
  it('is shown with its end, until the first charge', async () => {
    const { adapter, sandbox } = open('trial');
    expect(await held(adapter)).toMatchObject({ status: 'trialing', trialEndsAt: '2026-04-23T00:00:00.000Z' });
    sandbox.control.clock({ advanceDays: 8 });
    expect((await held(adapter))?.status).toBe('active');
  });

  it('that is over is none, though Dodo still names its length', async () => {
    const named: Answer = (request, real) =>
      request.url.endsWith('/subscriptions/sub_demo')
        ? real().then(async (answer) =>
            Response.json({ ...(await answer.json()), trial_period_days: 14 }, { status: answer.status }),
          )
        : null;
    const { adapter } = open('demo', { answer: named });
    expect((await held(adapter))?.status).toBe('active');
  });

  it('is active like any other where the host says that dates tell nothing', async () => {
    const { adapter } = open('trial', { options: { trials: 'not_known' } });
    expect((await held(adapter))?.status).toBe('active');
  });
});

describe("the merchant's policy", () => {
  it.each(['prorated_immediately', 'full_immediately', 'difference_immediately', 'do_not_bill'] as const)(
    'sends %s for upgrades, and shows and charges what Dodo makes of it',
    async (prorationBillingMode) => {
      const { adapter, lastBody, sandbox } = open('starter', {
        options: { policy: { upgrade: { prorationBillingMode } } },
      });
      const shown = await adapter.previewChangePlan({ selection: PRO, locale: 'en' }, signal);
      const outcome = await change(adapter, PRO);
      expect(lastBody()).toMatchObject({
        product_id: 'pri_pro_monthly',
        quantity: 1,
        proration_billing_mode: prorationBillingMode,
        effective_at: 'immediately',
        on_payment_failure: 'prevent_change',
      });
      const due = promisedAmount(shown)?.amount ?? -1;
      expect(outcome).toMatchObject({ status: 'applied', payment: due > 0 ? 'paid' : 'none' });
      expect(sandbox.control.ledger().map(({ amount }) => amount)).toEqual(due > 0 ? [due] : []);
    },
  );

  it('puts downgrades off, with the mode that the option names', async () => {
    const { adapter, lastBody } = open('demo', { options: { scheduledBillingMode: 'full_immediately' } });
    expect(await change(adapter, STARTER)).toMatchObject({ status: 'scheduled' });
    expect(lastBody()).toMatchObject({ effective_at: 'next_billing_date', proration_billing_mode: 'full_immediately' });
  });

  it('gives the rest of a downgrade that happens at once as credit, and says so before', async () => {
    const options = { policy: { downgrade: { effectiveAt: 'immediately' } } } as const;
    const { adapter, sandbox } = open('demo', { options });
    const shown = await adapter.previewChangePlan({ selection: STARTER, locale: 'en' }, signal);
    expect(shown).toMatchObject({
      status: 'quote',
      dueNow: { amount: 0, currency: 'USD' },
      creditAdded: { amount: 3500, currency: 'USD' },
    });
    expect(await change(adapter, STARTER)).toMatchObject({ status: 'applied', payment: 'none' });
    expect((await held(adapter))?.creditBalance).toEqual({ amount: 3500, currency: 'USD' });
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('replaces a scheduled change by name, and only then', async () => {
    const { adapter, lastBody } = open('demo');
    await change(adapter, STARTER);
    expect(lastBody()).not.toHaveProperty('cancel_scheduled_change_plan');
    await change(adapter, { priceId: 'pri_starter_weekly' });
    expect(lastBody()).toMatchObject({ cancel_scheduled_change_plan: true });
  });

  it('collects by a payment link where it says so, and takes a refusal of that for what it is', async () => {
    const { adapter, lastBody } = open('starter', { options: { paymentLink: 'always' } });
    expect(await change(adapter, PRO)).toMatchObject({ status: 'requires_checkout' });
    expect(lastBody()).toMatchObject({ collect_via_payment_link: true, on_payment_failure: 'prevent_change' });
    const without = open('free', { rules: { paymentLinks: false } });
    expect(await change(without.adapter, PRO)).toMatchObject({ status: 'rejected', reason: 'no_payment_method' });
  });

  it('sends the metadata of the host and of the subscription, with the mark of the change', async () => {
    const { adapter, lastBody, client } = open('starter', { options: { metadata: { source: 'kit' } } });
    await client.subscriptions.update('sub_starter', { metadata: { tenant: 't1' } });
    await change(adapter, PRO);
    expect(lastBody()).toMatchObject({
      metadata: {
        source: 'kit',
        tenant: 't1',
        planshift_change: 'key-1',
        planshift_price: 'pri_pro_monthly',
      },
    });
  });
});

describe('what a change leaves out is echoed', () => {
  const addons = { intent: 'replace', values: [{ addonId: 'adn_support', quantity: 2 }] } as const;

  it('add-ons and quantity stay unless the customer chose otherwise', async () => {
    const { adapter, lastBody } = open('starter');
    await change(adapter, { ...STARTER, quantity: 3, addons });
    await change(adapter, PRO);
    expect(lastBody()).toMatchObject({ quantity: 3, addons: [{ addon_id: 'adn_support', quantity: 2 }] });
    await change(adapter, { ...PRO, addons: { intent: 'remove' } });
    expect(lastBody()).toMatchObject({ quantity: 3, addons: [] });
    expect(await held(adapter)).toMatchObject({ quantity: 3, addons: [] });
  });

  it('codes are left out to keep them, listed to replace them, and an empty list removes them', async () => {
    const { adapter, lastBody } = open('starter');
    await change(adapter, { ...PRO, discountCodes: { intent: 'replace', values: ['HARBOR10'] } });
    expect(lastBody()).toMatchObject({ discount_codes: ['HARBOR10'] });
    await change(adapter, { priceId: 'pri_pro_yearly' });
    expect(lastBody()).not.toHaveProperty('discount_codes');
    expect((await held(adapter))?.discounts).toMatchObject([{ code: 'HARBOR10' }]);
    await change(adapter, { priceId: 'pri_pro_yearly', discountCodes: { intent: 'remove' } });
    expect(lastBody()).toMatchObject({ discount_codes: [] });
    expect((await held(adapter))?.discounts).toEqual([]);
  });

  it('an older server gets its one code, and is not asked for what it cannot do', async () => {
    const { adapter, lastBody } = open('starter', { options: { discountField: 'discount_code' } });
    await change(adapter, { ...PRO, discountCodes: { intent: 'replace', values: ['HARBOR10'] } });
    expect(lastBody()).toMatchObject({ discount_code: 'HARBOR10' });
    expect(lastBody()).not.toHaveProperty('discount_codes');
    const remove = change(adapter, { ...STARTER, discountCodes: { intent: 'remove' } });
    await expect(remove).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it.each(['NOPE', 'LASTYEAR', 'BUSINESS'])('the code %s is said to be wrong', async (code) => {
    const { adapter, sent } = open('starter');
    const outcome = await change(adapter, { ...PRO, discountCodes: { intent: 'replace', values: [code] } });
    expect(outcome).toMatchObject({ status: 'blocked', reason: 'discount_invalid' });
    expect(sent('/change-plan')).toEqual([]);
  });
});

describe('the truth about a change', () => {
  it('tells what was charged, by the payment that is marked with it, where it is not what was shown', async () => {
    const { adapter, sandbox } = open('starter');
    const shown = await adapter.previewChangePlan({ selection: PRO, locale: 'en' }, signal);
    if (shown.status !== 'quote') throw new Error(shown.status);
    sandbox.control.fault({ switch: 'off-by-one', args: { by: 7 }, match: { method: 'POST', path: '*/change-plan' } });
    const request = {
      selection: PRO,
      token: shown.token,
      expected: shown.dueNow,
      idempotencyKey: 'key-1',
      locale: 'en',
    };
    const outcome = await adapter.changePlan({ ...request, returnTo: null }, signal);
    expect(shown.dueNow.amount).toBe(3500);
    expect(outcome).toMatchObject({
      status: 'applied',
      payment: 'paid',
      amountCharged: { amount: 3507, currency: 'USD' },
    });
  });

  it('says that the payment is open where a restricted key may not read payments and unpaid changes are applied', async () => {
    const answer: Answer = (request) =>
      new URL(request.url).pathname.endsWith('/payments')
        ? Promise.resolve(Response.json({ code: 'FORBIDDEN', message: 'No.' }, { status: 403 }))
        : null;
    const policy = { upgrade: { onPaymentFailure: 'apply_change' } } as const;
    const { adapter } = open('starter', { answer, options: { policy } });
    expect(await change(adapter, PRO)).toMatchObject({ status: 'applied', payment: 'pending', amountCharged: null });
  });

  it('says processing while the payment is on its way, and applied when a later read shows it', async () => {
    const { adapter, sent } = open('starter', { rules: { settleAfterMs: 150 } });
    expect((await change(adapter, PRO)).status).toBe('processing');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const expected = { amount: 3500, currency: 'USD' };
    const request = { selection: PRO, token: 'dodo', expected, idempotencyKey: 'key-1', locale: 'en' };
    expect(await adapter.readChange(request, signal)).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(sent('/change-plan')).toHaveLength(1);
  });

  it('finds a pending change after a reload, unless that is off', async () => {
    const first = open('starter');
    first.sandbox.control.fault({ switch: 'decline' });
    expect((await change(first.adapter, PRO)).status).toBe('pending');
    const again = await held(first.adapter);
    expect(again?.pendingChange).toMatchObject({ planName: 'Pro', priceId: 'pri_pro_monthly', reason: 'payment' });
    const off = open('starter', { options: { findPending: 'off' } });
    off.sandbox.control.fault({ switch: 'decline' });
    expect((await change(off.adapter, PRO)).status).toBe('pending');
    expect((await held(off.adapter))?.pendingChange).toBeNull();
    expect(off.sent('/preview')).toHaveLength(1);
  });

  it('says declined once the change that waited is given up, and takes another', async () => {
    const { adapter, sandbox } = open('starter');
    sandbox.control.fault({ switch: 'decline' });
    expect((await change(adapter, PRO)).status).toBe('pending');
    const expected = { amount: 3500, currency: 'USD' };
    const request = { selection: PRO, token: 'dodo', expected, idempotencyKey: 'key-1', locale: 'en' };
    expect(await adapter.readChange(request, signal)).toMatchObject({ status: 'pending' });
    sandbox.control.clock({ advanceDays: 20 });
    expect(await adapter.readChange(request, signal)).toMatchObject({ status: 'not_changed', reason: 'declined' });
    expect(await adapter.previewChangePlan({ selection: PRO, locale: 'en' }, signal)).toMatchObject({
      status: 'quote',
    });
  });

  it('says canceled where the customer gave up the payment link', async () => {
    const { adapter, sandbox } = open('free');
    const outcome = await change(adapter, PRO);
    if (outcome.status !== 'requires_checkout' || !('checkoutUrl' in outcome)) throw new Error(outcome.status);
    const body = new URLSearchParams({ action: 'cancel' });
    await sandbox.fetch(new Request(outcome.checkoutUrl, { method: 'POST', body }));
    const request = { selection: PRO, token: 'dodo', expected: null, idempotencyKey: 'key-1', locale: 'en' };
    expect(await adapter.readChange(request, signal)).toMatchObject({ status: 'not_changed', reason: 'canceled' });
  });

  it('knows the pending change under either spelling of its code', async () => {
    const { adapter, sandbox } = open('starter', { rules: { pendingCode: 'PendingPlanChangeExists' } });
    sandbox.control.fault({ switch: 'decline' });
    await change(adapter, PRO);
    expect((await held(adapter))?.pendingChange).not.toBeNull();
  });
});

describe('whose subscription it is', () => {
  it('is found by the customer where the session names none', async () => {
    const { adapter } = open('demo', { subscriptionId: null });
    expect((await held(adapter))?.id).toBe('sub_demo');
  });

  it('is not another customer’s', async () => {
    const { adapter } = open('demo', { subscriptionId: 'sub_starter' });
    await expect(held(adapter)).rejects.toMatchObject({ code: 'subscription_not_found' });
  });

  it('is none at all while it has not begun, and then begins at a checkout', async () => {
    const { adapter, sent } = open('new', { subscriptionId: null });
    expect(await held(adapter)).toBeNull();
    expect(await change(adapter, PRO)).toMatchObject({ status: 'requires_checkout' });
    expect(sent('/checkouts').at(-1)?.body).toMatchObject({
      product_cart: [{ product_id: 'pri_pro_monthly', quantity: 1 }],
      customer: { customer_id: 'cus_new' },
    });
    expect(await held(adapter)).toBeNull();
  });

  it.each([
    ['past_due', 'past_due', 'payment_overdue'],
    ['canceled', 'canceled', 'subscription_inactive'],
  ] as const)('%s is shown, and takes no change', async (name, status, reason) => {
    const { adapter } = open(name);
    expect((await held(adapter))?.status).toBe(status);
    const shown = await adapter.previewChangePlan({ selection: STARTER, locale: 'en' }, signal);
    expect(shown).toMatchObject({ status: 'blocked', reason });
  });
});

describe('links and the end', () => {
  it('leads to the portal and to a page for another card, made when they are asked for', async () => {
    const { adapter, sandbox } = open('past_due');
    const returnTo = 'https://app.harbor.example/billing';
    expect(await adapter.createLink?.({ purpose: 'portal', returnTo }, signal)).toMatchObject({ status: 'ready' });
    expect(await adapter.createLink?.({ purpose: 'recovery', returnTo }, signal)).toMatchObject({ status: 'ready' });
    const paths = sandbox.control.requests().map(({ path }) => path);
    expect(paths).toContain(
      `/dodo/customers/cus_past_due/customer-portal/session?return_url=${encodeURIComponent(returnTo)}`,
    );
  });

  it('does not end a subscription later that has a change scheduled', async () => {
    const { adapter } = open('demo');
    await change(adapter, STARTER);
    const request = { effectiveAt: 'next_billing_date', reason: null, comment: null, idempotencyKey: 'k' } as const;
    expect(await adapter.cancelSubscription?.(request, signal)).toMatchObject({
      status: 'rejected',
      reason: 'change_scheduled',
    });
  });

  it('tells nothing of the key where Dodo refuses it', async () => {
    const sandbox = createSandbox({ origin: BASE });
    const bearerToken = 'a-wrong-key-that-nobody-may-see';
    const client = new DodoPayments({
      bearerToken,
      baseURL: `${BASE}/dodo`,
      fetch: (input, init) => sandbox.fetch(new Request(input, init)),
    });
    const adapter = dodo({ client, collectionId: 'pgr_harbor' })({
      customerId: 'cus_demo',
      subscriptionId: 'sub_demo',
      role: 'customer',
    });
    const thrown: unknown = await held(adapter).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'misconfigured' });
    expect(String(thrown)).not.toContain(bearerToken);
  });
});
