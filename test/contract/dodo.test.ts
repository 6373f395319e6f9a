import DodoPayments from 'dodopayments';
import { afterAll, describe, expect, it } from 'vitest';
import type { Sandbox, SandboxSettings } from 'planshift/sandbox';
import { dodo, type DodoOptions } from 'planshift/server/dodo';
import { adapterContract, type ContractHarness } from 'planshift/testing';
import type { Selection } from '../../src/core/adapter.js';
import { overHttp } from './overHttp.js';
import {
  customer,
  openSandboxWorld,
  sandboxLevers,
  SANDBOX_ORIGIN,
  type Customer,
  type SandboxWorld,
} from './sandboxWorld.js';

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
  addons: true,
  discounts: true,
  credits: true,
  topUp: false,
  portal: true,
  recoveryLink: true,
  idempotentChange: false,
};

function clientOf(sandbox: Sandbox): DodoPayments {
  return new DodoPayments({
    bearerToken: sandbox.apiKeys.dodo,
    baseURL: `${SANDBOX_ORIGIN}/dodo`,
    fetch: (input, init) => sandbox.fetch(new Request(input, init)),
  });
}

interface Setting {
  readonly options?: Partial<DodoOptions>;
  readonly settings?: SandboxSettings;
  /** Who upgrades. */
  readonly upgrading?: string;
}

const QUICK = { dodo: { settleAfterMs: 20 } };

/** http(handler(dodo(SDK(sandbox)))): nothing is pretended but the money. */
function dodoHarness(name: string, { options = {}, settings, upgrading = 'starter' }: Setting = {}) {
  const wearing =
    (more: Partial<DodoOptions> = {}) =>
    (sandbox: Sandbox, who: Customer) => {
      const made = dodo({
        client: clientOf(sandbox),
        collectionId: 'pgr_harbor',
        rereadDelaysMs: [10, 20, 40, 80],
        ...options,
        ...more,
      });
      return { adapter: overHttp(made, who) };
    };
  const open =
    (who: Customer, priceId: string, replacement?: Selection, more: Partial<DodoOptions> = {}) =>
    async () => {
      const world = openSandboxWorld({
        customer: who,
        priceId,
        wear: wearing(more),
        settings: settings ?? { options: QUICK },
      });
      return replacement === undefined ? world : { ...world, replacement };
    };
  const holding = (priceId: string, beside: object, replacement?: Selection) => async () => {
    const world = await open(customer(upgrading), priceId, replacement)();
    const { subscriptionId } = customer(upgrading);
    await hold(world.sandbox, subscriptionId ?? '', beside);
    return world;
  };
  const refusing = (more: Partial<DodoOptions>) => async () => {
    const world = await open(customer(upgrading), 'pri_pro_monthly', undefined, more)();
    world.sandbox.control.fault({ switch: 'decline', times: 1 });
    return world;
  };
  const never = { paymentLink: 'never' } as const;
  const fails = (onPaymentFailure: 'prevent_change' | 'apply_change') => ({
    ...never,
    policy: { upgrade: { ...options.policy?.upgrade, onPaymentFailure } },
  });
  return {
    name,
    capabilities: claims,
    scenarios: {
      upgrade: open(customer(upgrading), 'pri_pro_monthly'),
      downgrade: open(customer('demo'), 'pri_starter_monthly', { priceId: 'pri_starter_weekly' }),
      interval: open(customer('kwd'), 'pri_pro_yearly', { priceId: 'pri_starter_monthly' }),
      free_to_paid: open(customer('free'), 'pri_pro_monthly', { priceId: 'pri_starter_monthly' }),
      paid_to_free: open(customer('eur'), 'pri_free_monthly'),
      same: open(customer('starter'), 'pri_starter_monthly'),
      seat_limit: 'Dodo Payments knows nothing of seats.',
      subscribe: open(customer('new', false), 'pri_pro_monthly'),
      trial: open(customer('trial'), 'pri_pro_monthly'),
      credit: open(customer('credit'), 'pri_pro_monthly'),
      addons: holding('pri_pro_monthly', { addons: [{ addon_id: 'adn_support', quantity: 1 }] }),
      discount: holding(
        'pri_pro_monthly',
        { discount_codes: ['HARBOR10'] },
        { priceId: 'pri_pro_monthly', discountCodes: { intent: 'replace', values: ['ONLYHERE'] } },
      ),
      past_due: open(customer('past_due'), 'pri_starter_monthly'),
      waits_for_payment: refusing(fails('prevent_change')),
      applies_unpaid: refusing(fails('apply_change')),
      needs_action: 'A change of Dodo Payments charges the stored card, and has no answer that asks the customer.',
    },
    levers: {
      movePrice: sandboxLevers.movePrice,
      loseAnswer: sandboxLevers.loseAnswer,
      advanceDays: sandboxLevers.advanceDays,
      payCheckout: sandboxLevers.payCheckout,
      cancelCheckout: sandboxLevers.cancelCheckout,
      async completePayment(world: SandboxWorld) {
        const link = await world.adapter.createLink?.(
          { purpose: 'recovery', returnTo: null },
          new AbortController().signal,
        );
        if (link?.status !== 'ready') throw new Error('There is no link to pay.');
        await sandboxLevers.payCheckout?.(world, link.url);
      },
    },
  } satisfies ContractHarness<SandboxWorld>;
}

/** Puts something beside the plan, by a change that is not billed. */
async function hold(sandbox: Sandbox, id: string, beside: object): Promise<void> {
  const client = clientOf(sandbox);
  const { product_id, quantity } = await client.subscriptions.retrieve(id);
  await client.subscriptions.changePlan(id, { product_id, quantity, proration_billing_mode: 'do_not_bill', ...beside });
}

const reports = [
  dodoHarness('http, handler, Dodo Payments and its SDK'),
  dodoHarness('http, handler and Dodo Payments, where unpaid changes are applied', {
    options: { policy: { upgrade: { onPaymentFailure: 'apply_change' } } },
  }),
  dodoHarness('http, handler and Dodo Payments for a customer who pays tax', { upgrading: 'tax' }),
  dodoHarness('http, handler and Dodo Payments for a customer with credit, who pays full periods', {
    upgrading: 'credit',
    options: { policy: { upgrade: { prorationBillingMode: 'full_immediately' } } },
  }),
  dodoHarness('http, handler and Dodo Payments in yen', { upgrading: 'jpy' }),
  dodoHarness('http, handler and an older Dodo Payments with empty answers', {
    settings: { options: { dodo: { settleAfterMs: 20, changeAnswer: 'empty', unusedTime: 'totals' } } },
  }),
].map((harness) => adapterContract(harness, { describe, it }));

afterAll(() => console.info(reports.map((report) => report.text()).join('\n')));

describe('what Dodo Payments claims', () => {
  it.each(reports.map((report) => [report.name, report] as const))('is proved: %s', (_, report) => {
    expect(report.keptPromises().length).toBeGreaterThan(0);
    expect(report.unproved()).toEqual([]);
  });
});
