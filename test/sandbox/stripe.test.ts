import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxSettings } from 'planshift/sandbox';
import { seedWorld } from '../../src/sandbox/engine/seed.js';
import type { World, WorldSubscription } from '../../src/sandbox/engine/world.js';

/** Stripe's own client, unmodified, in front of a sandbox in this process. */
function open(settings: SandboxSettings = {}) {
  const sandbox = createSandbox(settings);
  const stripe = new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient((input: RequestInfo | URL, init?: RequestInit) =>
      sandbox.fetch(new Request(input, init)),
    ),
  });
  return { sandbox, stripe };
}

/** A sandbox whose world was changed before it began. */
function opened(change: (world: World) => void) {
  const world = seedWorld();
  change(world);
  return open({ store: { load: () => JSON.stringify(world), save: () => undefined } });
}

function held(world: World, id: string): WorldSubscription {
  const found = world.subscriptions.find((subscription) => subscription.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

const asks = (world: World) => {
  const customer = world.customers.find(({ id }) => id === 'cus_demo');
  if (customer?.card) customer.card.asks = true;
};

const UPGRADE = { id: 'si_sub_demo', price: 'price_business_monthly' };
const NOW = Date.parse('2026-04-16T00:00:00Z') / 1000;
const PERIOD_END = Date.parse('2026-05-01T00:00:00Z') / 1000;

function preview(stripe: Stripe, item: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails.Item = UPGRADE, at = NOW) {
  return stripe.invoices.createPreview({
    customer: 'cus_demo',
    subscription: 'sub_demo',
    subscription_details: { items: [item], proration_behavior: 'always_invoice', proration_date: at },
  });
}

async function thrown(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('It was not refused.'),
    (error: unknown) => error,
  );
}

describe('Stripe’s own client asks the sandbox', () => {
  it('for prices page by page, with products where they are expanded and without where not', async () => {
    const { stripe } = open();
    const all = await stripe.prices
      .list({ active: true, limit: 3, expand: ['data.product'] })
      .autoPagingToArray({ limit: 100 });
    expect(all.length).toBeGreaterThan(9);
    expect(all.find(({ id }) => id === 'price_pro_monthly')).toMatchObject({
      unit_amount: 9900,
      currency: 'usd',
      recurring: { interval: 'month', interval_count: 1 },
      product: { id: 'prod_pro', name: 'Pro' },
    });
    const plain = await stripe.prices.retrieve('price_pro_monthly');
    expect(plain.product).toBe('prod_pro');
    expect(plain.currency_options).toBeUndefined();
  });

  it('for the invoice of a change, to the second', async () => {
    const { stripe } = open();
    const invoice = await preview(stripe);
    expect(invoice).toMatchObject({
      amount_due: 10_000,
      total: 10_000,
      currency: 'usd',
      starting_balance: 0,
      lines: {
        data: [
          { amount: -4950, description: 'Unused time on Pro' },
          { amount: 14_950, description: 'Remaining time on Business' },
        ],
      },
    });
    expect(invoice.parent?.subscription_details?.subscription_proration_date).toBe(NOW);
    expect((await preview(stripe, UPGRADE, NOW + 3600)).amount_due).toBeLessThan(10_000);
    const other = await thrown(preview(stripe, UPGRADE, NOW + 40 * 86_400));
    expect(other).toMatchObject({ type: 'StripeInvalidRequestError', param: 'proration_date' });
  });

  it('for tax as its own figure, and for the customer’s balance with Stripe’s sign', async () => {
    const { stripe } = open();
    const tax = await stripe.invoices.createPreview({
      subscription: 'sub_tax',
      subscription_details: {
        items: [{ id: 'si_sub_tax', price: 'price_pro_monthly' }],
        proration_behavior: 'always_invoice',
        proration_date: NOW,
      },
    });
    expect(tax).toMatchObject({ subtotal: 3500, total: 4200, amount_due: 4200, total_taxes: [{ amount: 700 }] });
    expect((await stripe.customers.retrieve('cus_credit')).valueOf()).toMatchObject({ balance: -5000 });
  });

  it('to make exactly the change that was previewed, once for a key', async () => {
    const { sandbox, stripe } = open();
    const { amount_due } = await preview(stripe);
    const change = () =>
      stripe.subscriptions.update(
        'sub_demo',
        {
          items: [UPGRADE],
          proration_behavior: 'always_invoice',
          proration_date: NOW,
          payment_behavior: 'pending_if_incomplete',
          expand: ['latest_invoice'],
        },
        { idempotencyKey: 'k1' },
      );
    const first = await change();
    expect(first.items.data[0]?.price.id).toBe('price_business_monthly');
    expect(first.items.data[0]?.current_period_end).toBe(PERIOD_END);
    expect(first.latest_invoice).toMatchObject({
      status: 'paid',
      amount_paid: amount_due,
      billing_reason: 'subscription_update',
    });
    const again = await change();
    expect(new Headers(again.lastResponse.headers).get('idempotent-replayed')).toBe('true');
    expect(again.lastResponse.requestId).toMatch(/^req_/);
    expect(again.id).toBe(first.id);
    expect(sandbox.control.ledger()).toMatchObject([{ amount: amount_due, subscriptionId: 'sub_demo' }]);
    const otherwise = stripe.subscriptions.update(
      'sub_demo',
      { items: [{ id: 'si_sub_demo', quantity: 2 }] },
      { idempotencyKey: 'k1' },
    );
    expect(await thrown(otherwise)).toMatchObject({ type: 'StripeIdempotencyError' });
  });

  it('to schedule a change for the end of the period, to change what is scheduled, and to release it', async () => {
    const { sandbox, stripe } = open();
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: 'sub_demo' });
    const [now] = schedule.phases;
    const planned = (price: string) =>
      stripe.subscriptionSchedules.update(schedule.id, {
        end_behavior: 'release',
        metadata: { by: 'planshift' },
        phases: [
          {
            items: [{ price: 'price_pro_monthly', quantity: 1 }],
            start_date: now?.start_date ?? 0,
            end_date: now?.end_date ?? 0,
          },
          { items: [{ price, quantity: 1 }], duration: { interval: 'month', interval_count: 1 } },
        ],
      });
    expect((await planned('price_free_monthly')).phases).toHaveLength(2);
    const replaced = await planned('price_starter_monthly');
    expect(replaced).toMatchObject({ metadata: { by: 'planshift' }, status: 'active' });
    expect(replaced.phases[1]).toMatchObject({ start_date: PERIOD_END, items: [{ price: 'price_starter_monthly' }] });
    expect((await stripe.subscriptions.retrieve('sub_demo')).schedule).toBe(schedule.id);
    const refused = await thrown(stripe.subscriptions.update('sub_demo', { cancel_at_period_end: true }));
    expect(refused).toMatchObject({ type: 'StripeInvalidRequestError', param: 'cancel_at_period_end' });
    expect(await stripe.subscriptionSchedules.release(schedule.id)).toMatchObject({
      status: 'released',
      released_subscription: 'sub_demo',
    });
    expect((await stripe.subscriptions.retrieve('sub_demo')).schedule).toBeNull();
    await stripe.subscriptionSchedules.create({ from_subscription: 'sub_demo' }).then(({ id }) =>
      stripe.subscriptionSchedules.update(id, {
        phases: [
          { items: [{ price: 'price_pro_monthly' }], start_date: now?.start_date ?? 0, end_date: now?.end_date ?? 0 },
          { items: [{ price: 'price_starter_monthly' }], duration: { interval: 'month', interval_count: 1 } },
        ],
      }),
    );
    sandbox.control.clock({ advanceDays: 16 });
    expect((await stripe.subscriptions.retrieve('sub_demo')).items.data[0]?.price.id).toBe('price_starter_monthly');
  });

  it('to cancel at the end of the period, to keep, to cancel now, and to list', async () => {
    const { stripe } = open();
    expect(await stripe.subscriptions.update('sub_demo', { cancel_at_period_end: true })).toMatchObject({
      cancel_at_period_end: true,
      cancel_at: PERIOD_END,
    });
    expect(await stripe.subscriptions.update('sub_demo', { cancel_at_period_end: false })).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: null,
    });
    expect((await stripe.subscriptions.list({ customer: 'cus_demo' })).data.map(({ id }) => id)).toEqual(['sub_demo']);
    expect((await stripe.subscriptions.cancel('sub_demo')).status).toBe('canceled');
    expect((await stripe.subscriptions.list({ customer: 'cus_demo' })).data).toEqual([]);
    expect((await stripe.subscriptions.list({ customer: 'cus_demo', status: 'all' })).data).toHaveLength(1);
  });

  it('for a portal, and for a checkout that is paid and one that has run out', async () => {
    const { sandbox, stripe } = open();
    const portal = await stripe.billingPortal.sessions.create({
      customer: 'cus_demo',
      return_url: 'https://app.example/',
    });
    expect(portal.url).toMatch(/^http:\/\/127\.0\.0\.1:4010\/portal\//);
    const begin = (price: string) =>
      stripe.checkout.sessions.create({
        mode: 'subscription',
        customer: 'cus_new',
        line_items: [{ price, quantity: 1 }],
        success_url: 'https://app.example/back',
      });
    const first = await begin('price_pro_monthly');
    expect(first).toMatchObject({ status: 'open', amount_total: 9900 });
    expect((await stripe.subscriptions.list({ customer: 'cus_new', status: 'all' })).data).toEqual([]);
    expect((await stripe.checkout.sessions.expire(first.id)).status).toBe('expired');
    const second = await begin('price_starter_monthly');
    const paid = await sandbox.fetch(
      new Request(second.url ?? '', { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }),
    );
    expect(paid.status).toBeLessThan(400);
    const session = await stripe.checkout.sessions.retrieve(second.id);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid' });
    expect((await stripe.subscriptions.list({ customer: 'cus_new' })).data.map(({ id }) => id)).toEqual([
      session.subscription,
    ]);
  });
});

describe('a payment that is not made', () => {
  const change = (stripe: Stripe, payment_behavior: Stripe.SubscriptionUpdateParams.PaymentBehavior) =>
    stripe.subscriptions.update('sub_demo', {
      items: [UPGRADE],
      proration_behavior: 'always_invoice',
      proration_date: NOW,
      payment_behavior,
      expand: ['latest_invoice'],
    });

  it('refuses the change, and leaves the plan and the money where they were', async () => {
    const { sandbox, stripe } = open();
    sandbox.control.fault({ switch: 'decline', times: 1 });
    const error = await thrown(change(stripe, 'error_if_incomplete'));
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'generic_decline',
    });
    expect((await stripe.subscriptions.retrieve('sub_demo')).items.data[0]?.price.id).toBe('price_pro_monthly');
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('lets the change wait, names the open invoice, and drops it after 23 hours', async () => {
    const { sandbox, stripe } = open();
    sandbox.control.fault({ switch: 'decline', times: 1 });
    const waiting = await change(stripe, 'pending_if_incomplete');
    expect(waiting.items.data[0]?.price.id).toBe('price_pro_monthly');
    expect(waiting.pending_update?.subscription_items?.[0]?.price.id).toBe('price_business_monthly');
    expect(waiting.latest_invoice).toMatchObject({ status: 'open', amount_due: 10_000 });
    expect(await thrown(change(stripe, 'pending_if_incomplete'))).toMatchObject({ type: 'StripeInvalidRequestError' });
    sandbox.control.clock({ advanceDays: 1 });
    expect((await stripe.subscriptions.retrieve('sub_demo')).pending_update).toBeNull();
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('drops it after as many hours as the sandbox is told', async () => {
    const { sandbox, stripe } = open({ options: { stripe: { pendingHours: 48 } } });
    sandbox.control.fault({ switch: 'decline', times: 1 });
    await change(stripe, 'pending_if_incomplete');
    sandbox.control.clock({ advanceDays: 1 });
    expect((await stripe.subscriptions.retrieve('sub_demo')).pending_update).not.toBeNull();
    sandbox.control.clock({ advanceDays: 1 });
    expect((await stripe.subscriptions.retrieve('sub_demo')).pending_update).toBeNull();
  });

  it('asks the customer where the bank does, and makes the change when the invoice is paid', async () => {
    const { sandbox, stripe } = opened(asks);
    const waiting = await change(stripe, 'pending_if_incomplete');
    const id = typeof waiting.latest_invoice === 'string' ? waiting.latest_invoice : (waiting.latest_invoice?.id ?? '');
    const invoice = await stripe.invoices.retrieve(id, {
      expand: ['payments.data.payment.payment_intent', 'confirmation_secret'],
    });
    expect(invoice.confirmation_secret?.client_secret).toMatch(/_secret_/);
    expect(invoice.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: 'requires_action' });
    const page = await sandbox.fetch(new Request(invoice.hosted_invoice_url ?? ''));
    const url = new URL(page.headers.get('location') ?? '', 'http://127.0.0.1:4010');
    await sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }));
    const after = await stripe.subscriptions.retrieve('sub_demo');
    expect(after).toMatchObject({
      pending_update: null,
      items: { data: [{ price: { id: 'price_business_monthly' } }] },
    });
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 10_000 }]);
  });

  it('makes the change all the same where that was asked for, and says that it is past due', async () => {
    const { sandbox, stripe } = open();
    sandbox.control.fault({ switch: 'decline', times: 1 });
    expect(await change(stripe, 'allow_incomplete')).toMatchObject({
      status: 'past_due',
      items: { data: [{ price: { id: 'price_business_monthly' } }] },
      latest_invoice: { status: 'open' },
    });
    expect(sandbox.control.ledger()).toEqual([]);
  });
});

describe('requests as the client was recorded to send them', () => {
  const raw = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const { sandbox } = opened((world) => {
      Object.assign(held(world, 'sub_demo'), { addons: [{ addonId: 'adn_support', quantity: 2 }], paid: 12_900 });
    });
    const answer = await sandbox.fetch(
      new Request(`http://127.0.0.1:4010/v1/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${sandbox.apiKeys.stripe}`,
          'content-type': 'application/x-www-form-urlencoded',
          'stripe-version': '2026-10-28.endive',
          ...headers,
        },
        body,
      }),
    );
    return { status: answer.status, body: await answer.json() };
  };

  it('are answered as by the service: preview, update and schedule', async () => {
    const details = `subscription_details[items][0][id]=si_sub_demo&subscription_details[items][0][price]=price_business_monthly&subscription_details[proration_behavior]=always_invoice&subscription_details[proration_date]=${NOW}`;
    const shown = await raw('invoices/create_preview', `customer=cus_demo&subscription=sub_demo&${details}`);
    expect(shown).toMatchObject({ status: 200, body: { object: 'invoice', amount_due: 10_000 } });
    const update = `items[0][id]=si_sub_demo&items[0][price]=price_business_monthly&proration_behavior=always_invoice&proration_date=${NOW}&payment_behavior=pending_if_incomplete`;
    const made = await raw('subscriptions/sub_demo', update, { 'idempotency-key': 'k1' });
    // Items that are not named stay as they are.
    expect(made).toMatchObject({
      status: 200,
      body: {
        items: {
          data: [{ price: { id: 'price_business_monthly' } }, { price: { id: 'price_adn_support' }, quantity: 2 }],
        },
      },
    });
    const schedule = await raw('subscription_schedules', 'from_subscription=sub_demo');
    expect(schedule).toMatchObject({
      status: 200,
      body: { object: 'subscription_schedule', subscription: 'sub_demo' },
    });
  });

  it('list the invoices of one subscription', async () => {
    const { stripe } = open();
    await stripe.subscriptions.update('sub_demo', { items: [UPGRADE], proration_behavior: 'always_invoice' });
    const { data } = await stripe.invoices.list({ subscription: 'sub_demo' });
    expect(data).toMatchObject([{ status: 'paid', amount_paid: 10_000 }]);
    expect((await stripe.invoices.list({ subscription: 'sub_starter' })).data).toEqual([]);
  });

  it('are not answered under another key, nor where an id cannot be read', async () => {
    const { sandbox } = open();
    const ask = (path: string, key: string) =>
      sandbox.fetch(new Request(`http://127.0.0.1:4010/v1/${path}`, { headers: { authorization: `Bearer ${key}` } }));
    expect((await ask('subscriptions/sub_demo', 'sk_test_of_another')).status).toBe(401);
    expect((await ask('subscriptions/%zz', sandbox.apiKeys.stripe)).status).toBe(501);
  });

  it('say what is not served, and who is not let in', async () => {
    expect(await raw('refunds', 'charge=ch_1')).toMatchObject({
      status: 501,
      body: { error: { type: 'invalid_request_error' } },
    });
    expect((await raw('subscriptions/sub_demo', 'trial_end=now')).status).toBe(501);
    expect((await raw('subscriptions/sub_demo', 'metadata[a]=b', { authorization: '' })).status).toBe(401);
  });
});
