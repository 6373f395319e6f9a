import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxSettings } from 'planshift/sandbox';
import { stripe, type StripeOptions } from 'planshift/server/stripe';
import { seedWorld } from '../../src/sandbox/engine/seed.js';
import { amountOf } from '../../src/server/providers/stripe/scale.js';
import { customer, SANDBOX_ORIGIN } from '../contract/sandboxWorld.js';
import { overHttp } from '../contract/overHttp.js';

const { signal } = new AbortController();
const PRODUCTS = ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'];

function open(name: string, options: Partial<StripeOptions> = {}, settings: SandboxSettings = {}) {
  const sandbox = createSandbox({ origin: SANDBOX_ORIGIN, ...settings });
  const client = new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
  });
  const made = stripe({ client, products: PRODUCTS, rereadDelaysMs: [0, 10], ...options });
  const adapter = overHttp(made, customer(name));
  const preview = (priceId: string) => adapter.previewChangePlan({ selection: { priceId }, locale: 'en' }, signal);
  return { sandbox, client, adapter, preview };
}

describe('the provider of Stripe at its start', () => {
  const { client } = open('demo');

  it.each([
    ['without a client', {}, /client is missing/],
    ['without knowing which prices are plans', { client }, /either products or prices/],
    ['with products and prices at once', { client, products: ['prod_pro'], prices: ['price_a'] }, /either products or/],
    ['with an id that has a path in it', { client, products: ['../customers'] }, /no id of a product/],
  ])('refuses to begin %s', (_, options, sentence) => {
    // @ts-expect-error A host in plain JavaScript can leave out anything.
    expect(() => stripe(options)).toThrow(sentence);
  });
});

describe('what Stripe’s quotes say', () => {
  it('has lines that add up, with tax and the customer’s credit in them', async () => {
    const { sandbox, preview } = open('tax');
    sandbox.control.setCustomer({ subscriptionId: 'sub_tax', credit: 1000 });
    expect(await preview('price_pro_monthly')).toMatchObject({
      status: 'quote',
      dueNow: { amount: 3200, currency: 'USD' },
      certainty: 'exact',
      lines: [
        { kind: 'credit', amount: { amount: -1450 }, days: { part: 15, total: 30 } },
        { kind: 'charge', amount: { amount: 4950 } },
        { kind: 'tax', amount: { amount: 700 } },
        { kind: 'balance', amount: { amount: -1000 } },
      ],
      creditAfter: { amount: 0 },
    });
  });

  it('names the tax that is in its prices, and the tax that comes on top', async () => {
    const taxed = (inclusive: boolean) => open('tax', {}, { options: { tax: { inclusive, name: 'VAT' } } });
    const inside = taxed(true);
    expect(await inside.preview('price_pro_monthly')).toMatchObject({
      dueNow: { amount: 3500 },
      includedTax: { name: 'VAT', amount: { amount: 583, currency: 'USD' } },
      lines: [{ kind: 'credit' }, { kind: 'charge' }],
    });
    inside.sandbox.control.setCustomer({ subscriptionId: 'sub_tax', credit: 1000 });
    expect(await inside.preview('price_pro_monthly')).toMatchObject({ dueNow: { amount: 2500 }, includedTax: null });
    expect(await taxed(false).preview('price_pro_monthly')).toMatchObject({
      dueNow: { amount: 4200 },
      includedTax: null,
      lines: [{}, {}, { kind: 'tax', name: 'VAT', amount: { amount: 700 } }],
    });
  });

  it('has nothing due now where the rest is billed with the next invoice, and says how much that will be', async () => {
    const { preview } = open('starter', {
      policy: { upgrade: { when: 'immediately', prorationBehavior: 'create_prorations' } },
    });
    expect(await preview('price_pro_monthly')).toMatchObject({
      status: 'quote',
      dueNow: { amount: 0 },
      lines: [],
      nextInvoice: { date: '2026-05-01T00:00:00.000Z', amount: { amount: 9900 + 3500 } },
    });
  });

  it('turns what is left of a dearer plan into credit, where the merchant lets a downgrade happen now', async () => {
    const { preview } = open('demo', { policy: { downgrade: { when: 'immediately' } } });
    expect(await preview('price_starter_monthly')).toMatchObject({
      dueNow: { amount: 0 },
      creditAdded: { amount: 3500 },
      creditAfter: { amount: 3500 },
    });
  });

  it('is blocked where which item is the plan is not certain', async () => {
    const { preview } = open('starter', { planItem: () => false });
    expect(await preview('price_pro_monthly')).toMatchObject({
      status: 'blocked',
      reason: 'unsupported_subscription',
    });
  });

  it('is blocked without a card where something is due', async () => {
    const { sandbox, preview } = open('starter');
    sandbox.control.setCustomer({ subscriptionId: 'sub_starter', card: 'none' });
    expect(await preview('price_pro_monthly')).toMatchObject({ status: 'blocked', reason: 'no_payment_method' });
  });
});

describe('a quote of Stripe', () => {
  it('is none where other items could not follow to the new interval', async () => {
    const world = seedWorld();
    Object.assign(world.subscriptions.find(({ id }) => id === 'sub_starter') ?? {}, {
      addons: [{ addonId: 'adn_support', quantity: 1 }],
      paid: 4400,
    });
    const { preview } = open('starter', {}, { store: { load: () => JSON.stringify(world), save: () => undefined } });
    expect(await preview('price_pro_yearly')).toMatchObject({ status: 'blocked', reason: 'unsupported_subscription' });
    expect(await preview('price_pro_monthly')).toMatchObject({ status: 'quote' });
  });

  it('is charged as shown although time went on, since the change is made for the second of the quote', async () => {
    const { adapter, preview, sandbox } = open('starter');
    const selection = { priceId: 'price_business_monthly' };
    const shown = await preview(selection.priceId);
    if (shown.status !== 'quote') throw new Error(shown.status);
    sandbox.control.clock({ now: '2026-04-16T00:09:00.000Z' });
    const later = await preview(selection.priceId);
    expect(later).toMatchObject({ status: 'quote' });
    expect(later.status === 'quote' && later.dueNow.amount).toBeLessThan(shown.dueNow.amount);
    const request = { selection, token: shown.token, expected: shown.dueNow, idempotencyKey: crypto.randomUUID() };
    const outcome = await adapter.changePlan({ ...request, returnTo: null, locale: 'en' }, signal);
    expect(outcome).toMatchObject({ status: 'applied', amountCharged: shown.dueNow, difference: null });
    expect(sandbox.control.ledger()).toMatchObject([{ amount: shown.dueNow.amount }]);
  });
});

describe('a card that asks its owner', () => {
  it('is no success where the merchant refuses to wait, and the reason is told', async () => {
    const { adapter, preview, sandbox } = open('starter', { paymentBehavior: 'error_if_incomplete' });
    sandbox.control.setCustomer({ subscriptionId: 'sub_starter', card: 'asking' });
    const selection = { priceId: 'price_pro_monthly' };
    const shown = await preview(selection.priceId);
    if (shown.status !== 'quote') throw new Error(shown.status);
    const request = { selection, token: shown.token, expected: shown.dueNow, idempotencyKey: crypto.randomUUID() };
    const outcome = await adapter.changePlan({ ...request, returnTo: null, locale: 'en' }, signal);
    expect(outcome).toMatchObject({ status: 'declined', reason: 'authentication_failed' });
    expect(sandbox.control.ledger()).toEqual([]);
  });
});

describe('a busy Stripe', () => {
  it('that names a wait is an error that names it too', async () => {
    const { adapter, sandbox } = open('starter');
    const match = { method: 'GET', path: '*/subscriptions/*' };
    sandbox.control.fault({ switch: 'retry-after', args: { seconds: 2 }, match });
    const read = adapter.getCatalog({ locale: 'en' }, signal);
    await expect(read).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 2000 });
  });
});

describe('Stripe’s discounts', () => {
  it('are shown by their names and codes, and kept by a change', async () => {
    const world = seedWorld();
    Object.assign(world.subscriptions.find(({ id }) => id === 'sub_starter') ?? {}, {
      discounts: ['HARBOR10'],
      paid: 2610,
    });
    const saved = { load: () => JSON.stringify(world), save: () => undefined };
    const { adapter, preview, sandbox } = open('starter', {}, { store: saved });
    const held = async () => (await adapter.getCatalog({ locale: 'en' }, signal)).subscription;
    expect((await held())?.discounts).toEqual([{ code: 'HARBOR10', name: 'HARBOR10', endsAt: null }]);
    const selection = { priceId: 'price_pro_monthly' };
    const shown = await preview(selection.priceId);
    // Half a month of 89.10 less half a month of 26.10.
    expect(shown).toMatchObject({ status: 'quote', dueNow: { amount: 3150 } });
    if (shown.status !== 'quote') return;
    const request = { selection, token: shown.token, expected: shown.dueNow, idempotencyKey: crypto.randomUUID() };
    await adapter.changePlan({ ...request, returnTo: null, locale: 'en' }, signal);
    expect((await held())?.discounts).toMatchObject([{ code: 'HARBOR10' }]);
    expect(sandbox.control.ledger()).toMatchObject([{ amount: 3150 }]);
  });
});

describe('Stripe’s amounts', () => {
  it.each([
    [500, 'usd', 500, 'USD'],
    [500, 'jpy', 500, 'JPY'],
    [1500, 'isk', 15, 'ISK'],
    [1500, 'ugx', 15, 'UGX'],
    [15, 'mga', 1500, 'MGA'],
  ])('%i %s is %i minor units of %s by ISO 4217', (value, code, amount, currency) => {
    expect(amountOf(value, code)).toEqual({ amount, currency });
  });
});
