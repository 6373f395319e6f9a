import DodoPayments from 'dodopayments';
import { describe, expect, it } from 'vitest';
import { readWorld } from '../../src/sandbox/store.js';
import { aMoment, openDodo } from './dodoWorld.js';

const MONTHLY = { quantity: 1, proration_billing_mode: 'prorated_immediately' } as const;
const PRO = { product_id: 'pri_pro_monthly', ...MONTHLY } as const;
const LATER = { ...PRO, proration_billing_mode: 'do_not_bill', effective_at: 'next_billing_date' } as const;

async function codeOf(answer: PromiseLike<unknown>): Promise<string> {
  try {
    await answer;
  } catch (thrown) {
    if (!(thrown instanceof DodoPayments.APIError)) throw thrown;
    // The SDK gives the body as an object of any kind.
    const { code } = thrown.error as { code?: string };
    return `${thrown.status} ${code}`;
  }
  return 'no error';
}

describe("the requests of Dodo Payments' own client", () => {
  it('are those that were recorded, and are answered', async () => {
    const { client, lines, bodyOf, sandbox } = openDodo();
    await client.products.list({ recurring: true, page_size: 50, page_number: 0 });
    await client.products.retrieve('pri_pro_monthly');
    await client.productCollections.retrieve('pgr_harbor');
    await client.subscriptions.list({ customer_id: 'cus_starter', status: 'active' });
    await client.subscriptions.retrieve('sub_starter');
    const addons = [{ addon_id: 'adn_support', quantity: 2 }];
    await client.subscriptions.previewChangePlan('sub_starter', { ...PRO, addons });
    await client.subscriptions.changePlan('sub_starter', {
      ...PRO,
      on_payment_failure: 'prevent_change',
      metadata: { source: 'kit' },
    });
    await aMoment();
    await client.subscriptions.changePlan('sub_starter', { ...LATER, product_id: 'pri_starter_monthly' });
    await client.subscriptions.cancelChangePlan('sub_starter');
    await client.subscriptions.update('sub_starter', {
      cancel_at_next_billing_date: true,
      cancel_reason: 'cancelled_by_customer',
      cancellation_feedback: 'too_expensive',
    });
    await client.subscriptions.update('sub_starter', { cancel_at_next_billing_date: false });
    await client.subscriptions.updatePaymentMethod('sub_starter', {
      payment_method: { type: 'new', return_url: 'http://127.0.0.1:3000' },
    });
    const checkout = await client.checkoutSessions.create({
      product_cart: [{ product_id: 'pri_pro_monthly', quantity: 1 }],
      customer: { customer_id: 'cus_new' },
      return_url: 'http://127.0.0.1:3000/back',
      cancel_url: 'http://127.0.0.1:3000/left',
    });
    await client.checkoutSessions.retrieve(checkout.session_id);
    await client.customers.customerPortal.create('cus_starter', {
      return_url: 'http://127.0.0.1:3000',
      send_email: false,
    });
    await client.customers.wallets.list('cus_starter');
    await client.customers.wallets.ledgerEntries.create('cus_starter', {
      amount: 500,
      currency: 'USD',
      entry_type: 'credit',
      idempotency_key: 'k1',
    });
    await client.addons.list();
    await client.payments.list({ subscription_id: 'sub_starter', page_number: 0 });
    await client.subscriptions.update('sub_starter', { status: 'cancelled' });
    expect(lines()).toEqual([
      'GET /products?recurring=true&page_size=50&page_number=0',
      'GET /products/pri_pro_monthly',
      'GET /product-collections/pgr_harbor',
      'GET /subscriptions?customer_id=cus_starter&status=active',
      'GET /subscriptions/sub_starter',
      'POST /subscriptions/sub_starter/change-plan/preview',
      'POST /subscriptions/sub_starter/change-plan',
      'POST /subscriptions/sub_starter/change-plan',
      'DELETE /subscriptions/sub_starter/change-plan/scheduled',
      'PATCH /subscriptions/sub_starter',
      'PATCH /subscriptions/sub_starter',
      'POST /subscriptions/sub_starter/update-payment-method',
      'POST /checkouts',
      `GET /checkouts/${checkout.session_id}`,
      'POST /customers/cus_starter/customer-portal/session?return_url=http%3A%2F%2F127.0.0.1%3A3000&send_email=false',
      'GET /customers/cus_starter/wallets',
      'POST /customers/cus_starter/wallets/ledger-entries',
      'GET /addons',
      'GET /payments?subscription_id=sub_starter&page_number=0',
      'PATCH /subscriptions/sub_starter',
    ]);
    expect(sandbox.control.requests().map(({ status }) => status)).toEqual([
      ...Array.from({ length: 8 }, () => 200),
      204,
      ...Array.from({ length: 11 }, () => 200),
    ]);
    expect(bodyOf('POST /subscriptions/sub_starter/update-payment-method')).toEqual({
      type: 'new',
      return_url: 'http://127.0.0.1:3000',
    });
    expect(bodyOf('POST /customers/cus_starter/customer-portal')).toBeNull();
  });

  it('carry the recorded headers, and never an idempotency key', async () => {
    const { client, sandbox } = openDodo();
    await client.subscriptions.changePlan('sub_starter', PRO, { idempotencyKey: 'abc' });
    const { headers } = sandbox.control.requests()[0] ?? { headers: {} };
    expect(headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'DodoPayments/JS 2.52.0',
      'x-stainless-retry-count': '0',
      authorization: 'Bea…',
    });
    expect(JSON.stringify(headers)).not.toMatch(/abc|idempotency/i);
  });

  it('have ids that are escaped, and an id with a path in it is simply not found', async () => {
    const { client, lines } = openDodo();
    await expect(codeOf(client.subscriptions.retrieve('a/b?c'))).resolves.toBe('404 NOT_FOUND');
    expect(lines()).toEqual(['GET /subscriptions/a%2Fb%3Fc']);
  });
});

describe('pages', () => {
  it('count from zero, so that a client which leaves the number out skips the second page', async () => {
    const { client } = openDodo();
    const all: string[] = [];
    for await (const { product_id } of client.products.list({ page_number: 0, page_size: 2 })) all.push(product_id);
    const skipping: string[] = [];
    for await (const { product_id } of client.products.list({ page_size: 2 })) skipping.push(product_id);
    expect(all.length).toBeGreaterThan(6);
    expect(new Set(all).size).toBe(all.length);
    expect(skipping).toEqual([...all.slice(0, 2), ...all.slice(4)]);
  });

  it('are empty past the end', async () => {
    const { client } = openDodo();
    const { items } = await client.products.list({ page_number: 99 });
    expect(items).toEqual([]);
  });
});

describe('what the client does with answers', () => {
  const retry = (status: number, times: number, args: object = {}) => ({
    switch: 'status-list',
    times,
    args: { statuses: [status], ...args },
    match: { path: '*/change-plan' },
  });

  it('repeats a change after a conflict, without a key, and a change that it repeats is made twice', async () => {
    const { client, sandbox, lines } = openDodo({ maxRetries: 2 });
    sandbox.control.fault(retry(409, 1, { commit: true }));
    await client.subscriptions
      .changePlan('sub_starter', { ...PRO, proration_billing_mode: 'full_immediately' })
      .catch(() => null);
    await aMoment();
    await client.subscriptions.retrieve('sub_starter');
    expect(lines().filter((line) => line.endsWith('/change-plan')).length).toBeGreaterThan(1);
    expect(sandbox.control.ledger().length).toBeGreaterThan(1);
  });

  it('sends it once where retries are off, and says conflict', async () => {
    const { client, sandbox, lines } = openDodo({ maxRetries: 2 });
    sandbox.control.fault(retry(409, 5));
    await expect(client.subscriptions.changePlan('sub_starter', PRO, { maxRetries: 0 })).rejects.toBeInstanceOf(
      DodoPayments.ConflictError,
    );
    expect(lines()).toHaveLength(1);
  });

  it('gives up a conflict after three tries', async () => {
    const { client, sandbox, lines } = openDodo({ maxRetries: 2 });
    sandbox.control.fault(retry(409, 5));
    await expect(client.subscriptions.changePlan('sub_starter', PRO)).rejects.toBeInstanceOf(
      DodoPayments.ConflictError,
    );
    expect(lines()).toHaveLength(3);
  });

  it('waits as long as it is told', async () => {
    const { client, sandbox, lines } = openDodo({ maxRetries: 1 });
    sandbox.control.fault({ switch: 'retry-after', args: { seconds: 1 }, match: { path: '*/subscriptions/*' } });
    const started = performance.now();
    await client.subscriptions.retrieve('sub_starter');
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(lines()).toHaveLength(2);
  });

  it('does not repeat what it is told is wrong', async () => {
    const { client, lines } = openDodo({ maxRetries: 2 });
    const wrong = client.subscriptions.changePlan('sub_starter', { ...PRO, quantity: 0 });
    await expect(wrong).rejects.toBeInstanceOf(DodoPayments.UnprocessableEntityError);
    expect(lines()).toHaveLength(1);
  });

  it('takes an empty answer for an empty text', async () => {
    const { client } = openDodo({ options: { dodo: { changeAnswer: 'empty' } } });
    await expect(client.subscriptions.changePlan('sub_starter', PRO)).resolves.toBe('');
  });

  it.each(['json', 'text'] as const)('is told of a wrong key, in %s', async (unauthorizedAnswer) => {
    const { client } = openDodo({ bearerToken: 'wrong', options: { dodo: { unauthorizedAnswer } } });
    const thrown: unknown = await client.subscriptions.retrieve('sub_starter').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(DodoPayments.AuthenticationError);
    expect(Reflect.get(Object(thrown), 'error')).toEqual(
      unauthorizedAnswer === 'text' ? undefined : expect.objectContaining({ code: 'UNAUTHORIZED' }),
    );
  });

  it('calls a lost connection a connection error', async () => {
    const { client, sandbox } = openDodo();
    sandbox.control.fault({ switch: 'reset-once' });
    await expect(client.subscriptions.retrieve('sub_starter')).rejects.toBeInstanceOf(DodoPayments.APIConnectionError);
  });

  it('calls a change timed out that was made all the same', async () => {
    const { client, sandbox } = openDodo({ timeout: 50 });
    sandbox.control.fault({ switch: 'commit-then-hang', match: { path: '*/change-plan' } });
    const timedOut = client.subscriptions.changePlan('sub_starter', PRO);
    await expect(timedOut).rejects.toBeInstanceOf(DodoPayments.APIConnectionTimeoutError);
    const { product_id } = await client.subscriptions.retrieve('sub_starter');
    expect(product_id).toBe('pri_pro_monthly');
  });

  it('gets 501 and a sentence for what is not served', async () => {
    const { client } = openDodo();
    await expect(codeOf(client.brands.list())).resolves.toBe('501 NOT_SERVED');
  });
});

describe('what a change costs', () => {
  // Half of the period is left. Starter as 3000, Pro as 8000: the figures of the documentation.
  const priced = () => {
    const opened = openDodo();
    opened.sandbox.control.setPrice('pri_starter_monthly', 'USD', 3000);
    opened.sandbox.control.setPrice('pri_pro_monthly', 'USD', 8000);
    return opened;
  };
  const paid = async (opened: ReturnType<typeof priced>, priceId: string) => {
    await opened.client.subscriptions.changePlan('sub_starter', {
      product_id: priceId,
      quantity: 1,
      proration_billing_mode: 'do_not_bill',
    });
  };

  it.each([
    ['prorated_immediately', 2500],
    ['difference_immediately', 5000],
    ['full_immediately', 8000],
    ['do_not_bill', 0],
  ] as const)('an upgrade, %s: %i, previewed and charged', async (mode, due) => {
    const opened = priced();
    const { client, sandbox } = opened;
    await paid(opened, 'pri_starter_monthly');
    const change = { ...PRO, proration_billing_mode: mode };
    const { immediate_charge } = await client.subscriptions.previewChangePlan('sub_starter', change);
    expect(immediate_charge.summary).toMatchObject({ total_amount: due, currency: 'USD', customer_credits: 0 });
    await client.subscriptions.changePlan('sub_starter', change);
    await aMoment();
    const { product_id } = await client.subscriptions.retrieve('sub_starter');
    expect(product_id).toBe('pri_pro_monthly');
    expect(sandbox.control.ledger().map(({ amount }) => amount)).toEqual(due === 0 ? [] : [due]);
  });

  it('a downgrade leaves its rest as credit, which later periods use', async () => {
    const opened = priced();
    const { client, sandbox } = opened;
    await paid(opened, 'pri_pro_monthly');
    opened.sandbox.control.setPrice('pri_starter_monthly', 'USD', 2000);
    const change = { ...PRO, product_id: 'pri_starter_monthly' };
    const { immediate_charge } = await client.subscriptions.previewChangePlan('sub_starter', change);
    expect(immediate_charge.summary).toMatchObject({ total_amount: 0, customer_credits: 3000 });
    await client.subscriptions.changePlan('sub_starter', change);
    const { items } = await client.customers.wallets.list('cus_starter');
    expect(items[0]?.balance).toBe(3000);
    sandbox.control.clock({ advanceDays: 40 });
    const after = await client.customers.wallets.list('cus_starter');
    expect(after.items[0]?.balance).toBe(1000);
    expect(sandbox.control.ledger().filter(({ subscriptionId }) => subscriptionId === 'sub_starter')).toEqual([]);
  });

  it('is in the currency that the customer pays in, where that is another', async () => {
    const { client, sandbox } = openDodo({
      options: { dodo: { settleAfterMs: 0, payIn: { currency: 'EUR', perHundred: 90 } } },
    });
    const change = { ...PRO, proration_billing_mode: 'full_immediately' } as const;
    const { immediate_charge, new_plan } = await client.subscriptions.previewChangePlan('sub_starter', change);
    expect(immediate_charge.summary).toMatchObject({ currency: 'EUR', total_amount: 8910 });
    expect(new_plan.currency).toBe('USD');
    await client.subscriptions.changePlan('sub_starter', change);
    await aMoment();
    await client.subscriptions.retrieve('sub_starter');
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 8910, currency: 'EUR' }]);
  });
});

describe('add-ons, codes and quantities', () => {
  it('removes the add-ons that a change leaves out', async () => {
    const { client } = openDodo();
    const held = { product_id: 'pri_starter_monthly', quantity: 1, proration_billing_mode: 'do_not_bill' } as const;
    await client.subscriptions.changePlan('sub_starter', {
      ...held,
      addons: [{ addon_id: 'adn_support', quantity: 2 }],
    });
    const before = await client.subscriptions.retrieve('sub_starter');
    expect(before.addons).toEqual([{ addon_id: 'adn_support', quantity: 2 }]);
    await client.subscriptions.changePlan('sub_starter', { ...held, product_id: 'pri_pro_monthly' });
    const { addons } = await client.subscriptions.retrieve('sub_starter');
    expect(addons).toEqual([]);
  });

  it('keeps codes that go along, drops those that do not, and replaces or removes by the list', async () => {
    const { client } = openDodo();
    const free = { quantity: 1, proration_billing_mode: 'do_not_bill' } as const;
    const codes = async () => (await client.subscriptions.retrieve('sub_starter')).discounts?.map(({ code }) => code);
    const to = async (product_id: string, discount_codes?: string[]) =>
      client.subscriptions.changePlan('sub_starter', {
        product_id,
        ...free,
        ...(discount_codes && { discount_codes }),
      });
    await to('pri_starter_yearly', ['HARBOR10', 'ONLYHERE']);
    expect(await codes()).toEqual(['HARBOR10', 'ONLYHERE']);
    await to('pri_pro_monthly');
    expect(await codes()).toEqual(['HARBOR10']);
    await to('pri_pro_yearly', []);
    expect(await codes()).toEqual([]);
    await expect(codeOf(to('pri_pro_monthly', ['NOPE']))).resolves.toBe('400 INVALID_DISCOUNT_CODE');
    await expect(codeOf(to('pri_pro_monthly', ['LASTYEAR']))).resolves.toBe('400 DISCOUNT_CODE_EXPIRED');
    await expect(codeOf(to('pri_pro_monthly', ['BUSINESS']))).resolves.toBe('400 DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT');
  });

  it('bills quantity, add-ons and codes with each period', async () => {
    const { client, sandbox } = openDodo();
    await client.subscriptions.changePlan('sub_starter', {
      product_id: 'pri_starter_monthly',
      quantity: 3,
      proration_billing_mode: 'do_not_bill',
      addons: [{ addon_id: 'adn_backups', quantity: 2 }],
      discount_codes: ['HARBOR10'],
    });
    const { recurring_pre_tax_amount } = await client.subscriptions.retrieve('sub_starter');
    expect(recurring_pre_tax_amount).toBe(3 * 2610 + 2 * 450);
    sandbox.control.clock({ advanceDays: 16 });
    const renewal = sandbox.control.ledger().find(({ subscriptionId }) => subscriptionId === 'sub_starter');
    expect(renewal).toMatchObject({ amount: 8730, reason: 'renewal' });
  });
});

describe('changes that wait', () => {
  it('stays on the old product until the payment, refuses others meanwhile, and goes on with another card', async () => {
    const { client, sandbox } = openDodo();
    sandbox.control.fault({ switch: 'decline', times: 1 });
    await client.subscriptions.changePlan('sub_starter', { ...PRO, on_payment_failure: 'prevent_change' });
    await aMoment();
    const { product_id, status } = await client.subscriptions.retrieve('sub_starter');
    expect([product_id, status]).toEqual(['pri_starter_monthly', 'active']);
    const preview = client.subscriptions.previewChangePlan('sub_starter', PRO);
    await expect(codeOf(preview)).resolves.toBe('409 PENDING_PLAN_CHANGE_EXISTS');
    const replacing = client.subscriptions.changePlan('sub_starter', { ...PRO, cancel_scheduled_change_plan: true });
    await expect(codeOf(replacing)).resolves.toBe('409 PENDING_PLAN_CHANGE_EXISTS');
    const { payment_link } = await client.subscriptions.updatePaymentMethod('sub_starter', {
      payment_method: { type: 'new' },
    });
    const body = new URLSearchParams({ action: 'pay' });
    await sandbox.fetch(new Request(payment_link ?? '', { method: 'POST', body }));
    const after = await client.subscriptions.retrieve('sub_starter');
    expect(after.product_id).toBe('pri_pro_monthly');
    expect(sandbox.control.ledger()).toHaveLength(1);
  });

  it('switches at once and is on hold where the payment fails, until it is paid', async () => {
    const { client, sandbox } = openDodo();
    sandbox.control.fault({ switch: 'decline', times: 1 });
    await client.subscriptions.changePlan('sub_starter', { ...PRO, on_payment_failure: 'apply_change' });
    await aMoment();
    const held = await client.subscriptions.retrieve('sub_starter');
    expect([held.product_id, held.status]).toEqual(['pri_pro_monthly', 'on_hold']);
    const { items } = await client.payments.list({ subscription_id: 'sub_starter', page_number: 0 });
    expect(items.map(({ status }) => status)).toEqual(['failed']);
    const again = client.subscriptions.previewChangePlan('sub_starter', { ...PRO, product_id: 'pri_starter_monthly' });
    await expect(codeOf(again)).resolves.toBe('400 INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED');
  });

  it('makes the charge a moment after its answer', async () => {
    const { client, sandbox } = openDodo({ options: { dodo: { settleAfterMs: 40 } } });
    await client.subscriptions.changePlan('sub_starter', { ...PRO, on_payment_failure: 'prevent_change' });
    const before = await client.subscriptions.retrieve('sub_starter');
    expect(before.product_id).toBe('pri_starter_monthly');
    await aMoment(60);
    const after = await client.subscriptions.retrieve('sub_starter');
    expect(after.product_id).toBe('pri_pro_monthly');
    expect(sandbox.control.ledger()).toHaveLength(1);
  });

  it('is scheduled, refuses others on preview and change, can be replaced and taken back once', async () => {
    const { client, sandbox } = openDodo();
    await client.subscriptions.changePlan('sub_demo', { ...LATER, product_id: 'pri_starter_monthly' });
    const { scheduled_change } = await client.subscriptions.retrieve('sub_demo');
    expect(scheduled_change).toMatchObject({ product_id: 'pri_starter_monthly', product_name: 'Starter' });
    const other = { ...LATER, product_id: 'pri_business_monthly' };
    for (const answer of [
      client.subscriptions.previewChangePlan('sub_demo', other),
      client.subscriptions.changePlan('sub_demo', other),
    ])
      await expect(codeOf(answer)).resolves.toBe('409 SCHEDULED_PLAN_CHANGE_EXISTS');
    await client.subscriptions.changePlan('sub_demo', { ...other, cancel_scheduled_change_plan: true });
    const replaced = await client.subscriptions.retrieve('sub_demo');
    expect(replaced.scheduled_change?.product_id).toBe('pri_business_monthly');
    await client.subscriptions.cancelChangePlan('sub_demo');
    const twice = client.subscriptions.cancelChangePlan('sub_demo');
    await expect(codeOf(twice)).resolves.toBe('404 SCHEDULED_PLAN_CHANGE_NOT_FOUND');
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('takes only the modes at the next billing date that the option names', async () => {
    const { client } = openDodo({ options: { dodo: { scheduledModes: ['full_immediately'] } } });
    await expect(codeOf(client.subscriptions.changePlan('sub_demo', LATER))).resolves.toBe('422 INVALID_REQUEST_BODY');
  });

  it('is refused while a cancellation is scheduled', async () => {
    const { client } = openDodo();
    await client.subscriptions.update('sub_demo', { cancel_at_next_billing_date: true });
    const change = client.subscriptions.changePlan('sub_demo', { ...PRO, product_id: 'pri_business_monthly' });
    await expect(codeOf(change)).resolves.toBe('409 PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION');
  });
});

describe('payment links and checkouts', () => {
  const linked = { ...PRO, collect_via_payment_link: true, on_payment_failure: 'prevent_change' } as const;

  it('makes the change when the link is paid, and takes the money once', async () => {
    const { client, sandbox } = openDodo();
    const { payment_link } = await client.subscriptions.changePlan('sub_free', linked);
    const press = () =>
      sandbox.fetch(new Request(payment_link ?? '', { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }));
    const before = await client.subscriptions.retrieve('sub_free');
    expect(before.product_id).toBe('pri_free_monthly');
    await press();
    await press();
    const after = await client.subscriptions.retrieve('sub_free');
    expect(after.product_id).toBe('pri_pro_monthly');
    expect(sandbox.control.ledger()).toHaveLength(1);
  });

  it('is refused without the capability, or without the two fields that belong to it', async () => {
    const { client } = openDodo({ options: { dodo: { paymentLinks: false } } });
    const off = client.subscriptions.changePlan('sub_free', linked);
    await expect(codeOf(off)).resolves.toBe('403 PLAN_CHANGE_VIA_PAYMENT_LINK_NOT_ALLOWED');
    const { client: other } = openDodo();
    const wrong = other.subscriptions.changePlan('sub_free', { ...linked, on_payment_failure: 'apply_change' });
    await expect(codeOf(wrong)).resolves.toBe('422 INVALID_REQUEST_BODY');
  });

  it('comes back from a checkout with subscription_id and status, which prove nothing', async () => {
    const { client, sandbox } = openDodo();
    const { checkout_url, session_id } = await client.checkoutSessions.create({
      product_cart: [{ product_id: 'pri_pro_monthly', quantity: 1 }],
      customer: { customer_id: 'cus_new' },
      return_url: 'http://127.0.0.1:3000/back?x=1',
    });
    const body = new URLSearchParams({ action: 'pay' });
    const answer = await sandbox.fetch(new Request(checkout_url ?? '', { method: 'POST', body }));
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('x')).toBe('1');
    expect(back.searchParams.get('status')).toBe('active');
    const { items } = await client.subscriptions.list({ customer_id: 'cus_new', page_number: 0 });
    expect(back.searchParams.get('subscription_id')).toBe(items[0]?.subscription_id);
    const session = await client.checkoutSessions.retrieve(session_id);
    expect(session.payment_status).toBe('succeeded');
  });
});

describe('a world saved before Dodo Payments was served', () => {
  it('opens, with nothing beside each plan', () => {
    const { subscriptions, checkouts, addons, discounts, payments, ...rest } = readWorld(
      JSON.stringify({
        version: 1,
        now: '2026-04-16T00:00:00.000Z',
        lastId: 0,
        planGroups: [],
        plans: [],
        customers: [],
        subscriptions: [{ id: 'sub_old' }],
        checkouts: [{ id: 'chk_old' }],
        invoices: [],
        charges: [],
        events: [],
        idempotency: {},
      }),
    );
    expect(subscriptions).toEqual([
      { id: 'sub_old', quantity: 1, addons: [], discounts: [], metadata: {}, pendingChange: null },
    ]);
    expect(checkouts).toEqual([{ id: 'chk_old', cancelUrl: null, returnWith: 'nothing' }]);
    expect([addons, discounts, payments]).toEqual([[], [], []]);
    expect(rest.version).toBe(1);
  });
});
