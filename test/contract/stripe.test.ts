import Stripe from 'stripe';
import { afterAll, describe, expect, it } from 'vitest';
import type { Sandbox, SandboxSettings } from 'planshift/sandbox';
import { stripe, type StripeOptions } from 'planshift/server/stripe';
import { adapterContract, type ContractHarness } from 'planshift/testing';
import { recurringAmount } from '../../src/sandbox/engine/recurring.js';
import { seedWorld } from '../../src/sandbox/engine/seed.js';
import { overHttp } from './overHttp.js';
import { customer, openSandboxWorld, sandboxLevers, type Customer, type SandboxWorld } from './sandboxWorld.js';

const claims = {
  preview: true,
  previewDowngrade: true,
  chooseTiming: true,
  undoScheduledChange: true,
  replaceScheduledChange: true,
  resume: true,
  cancel: true,
  cancelNow: true,
  subscribe: true,
  readCheckout: false,
  quantity: true,
  seats: false,
  addons: false,
  discounts: false,
  credits: true,
  topUp: false,
  portal: true,
  recoveryLink: true,
  idempotentChange: true,
};

function clientOf(sandbox: Sandbox): Stripe {
  return new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
  });
}

const PRODUCTS = ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'];

/** http(handler(stripe(SDK(sandbox)))): nothing is pretended but the money. */
/** Items beside the plan; the demo customer has none, since with them the interval could not change. */
function besideThePlan(): SandboxSettings {
  const world = seedWorld();
  for (const held of world.subscriptions)
    if (held.paid > 0 && held.id !== 'sub_demo') {
      held.addons = [{ addonId: 'adn_support', quantity: 2 }];
      held.paid = recurringAmount(world, held);
    }
  return { store: { load: () => JSON.stringify(world), save: () => undefined } };
}

function stripeHarness(
  name: string,
  options: Partial<StripeOptions>,
  upgrading = 'starter',
  to = 'price_pro_monthly',
  settings: () => SandboxSettings = () => ({}),
) {
  const wear = (given: Partial<StripeOptions>) => (sandbox: Sandbox, who: Customer) => ({
    adapter: overHttp(
      stripe({ client: clientOf(sandbox), products: PRODUCTS, rereadDelaysMs: [0, 10], ...options, ...given }),
      who,
    ),
  });
  const open =
    (who: Customer, priceId: string, replacement?: string, given: Partial<StripeOptions> = {}) =>
    async () =>
      openSandboxWorld({
        customer: who,
        priceId,
        wear: wear(given),
        settings: settings(),
        ...(replacement === undefined ? {} : { replacement }),
      });
  const refused =
    (priceId: string, card: 'declining' | 'asking', given: Partial<StripeOptions> = {}) =>
    async () => {
      const world = await open(customer('starter'), priceId, undefined, given)();
      world.sandbox.control.setCustomer({ subscriptionId: 'sub_starter', card });
      return world;
    };
  return {
    name,
    capabilities: claims,
    scenarios: {
      upgrade: open(customer(upgrading), to, undefined, { paymentBehavior: 'error_if_incomplete' }),
      downgrade: open(customer('demo'), 'price_starter_monthly', 'price_starter_weekly'),
      interval: open(customer('demo'), 'price_pro_yearly', 'price_starter_yearly'),
      free_to_paid: open(customer('free'), 'price_pro_monthly', 'price_starter_monthly'),
      paid_to_free: open(customer('eur'), 'price_free_monthly'),
      same: open(customer('starter'), 'price_starter_monthly'),
      seat_limit: 'Stripe does not know how many seats are in use',
      subscribe: open(customer('new', false), 'price_pro_monthly'),
      trial: open(customer('trial'), 'price_pro_monthly'),
      past_due: open(customer('past_due'), 'price_business_monthly'),
      credit: open(customer('credit'), 'price_pro_monthly'),
      addons: 'Other items of a Stripe subscription are kept and never offered',
      discount: 'Codes are given at Stripe’s own pages and not changed here',
      waits_for_payment: refused('price_pro_monthly', 'declining'),
      applies_unpaid: refused('price_pro_monthly', 'declining', { paymentBehavior: 'allow_incomplete' }),
      needs_action: refused('price_pro_monthly', 'asking'),
    },
    levers: {
      ...sandboxLevers,
      completePayment: async ({ sandbox }: SandboxWorld) => {
        const page = await sandbox.fetch(new Request('http://127.0.0.1:4010/billing/sub_starter'));
        const address = new URL(page.headers.get('location') ?? '', 'http://127.0.0.1:4010');
        await sandbox.fetch(new Request(address, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) }));
      },
    },
  } satisfies ContractHarness<SandboxWorld>;
}

const reports = [
  stripeHarness('http, handler, Stripe and its SDK', {}),
  stripeHarness('http, handler and Stripe for a customer who pays tax', {}, 'tax'),
  // The credit would pay for a move to Pro alone.
  stripeHarness('http, handler and Stripe for a customer with credit', {}, 'credit', 'price_business_monthly'),
  stripeHarness('http, handler and Stripe in yen', {}, 'jpy'),
  stripeHarness('http, handler and Stripe with other items', {}, 'starter', 'price_pro_monthly', besideThePlan),
].map((harness) => adapterContract(harness, { describe, it }));

afterAll(() => console.info(reports.map((report) => report.text()).join('\n')));

describe('what Stripe claims', () => {
  it.each(reports.map((report) => [report.name, report] as const))('is proved: %s', (_, report) => {
    expect(report.keptPromises().length).toBeGreaterThan(0);
    expect(report.unproved()).toEqual([]);
  });
});
