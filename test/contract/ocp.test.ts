import { afterAll, describe, expect, it } from 'vitest';
import { memoryLedger } from 'planshift/server';
import { ocp, type OcpBilling, type OcpOptions, type OcpPartner } from 'planshift/server/ocp';
import type { Sandbox } from 'planshift/sandbox';
import { adapterContract, type ContractHarness } from 'planshift/testing';
import type { Charge } from '../../src/testing/contract/harness.js';
import { GROUPS, PRESENTATION, RETAIL } from '../server/ocpWorld.js';
import { overHttp } from './overHttp.js';
import {
  customer,
  openSandboxWorld,
  SANDBOX_ORIGIN,
  sandboxLevers,
  type Customer,
  type SandboxWorld,
} from './sandboxWorld.js';

const claims = {
  preview: false,
  previewDowngrade: false,
  chooseTiming: false,
  undoScheduledChange: false,
  replaceScheduledChange: true,
  resume: true,
  cancel: false,
  cancelNow: false,
  subscribe: false,
  readCheckout: false,
  quantity: false,
  seats: false,
  addons: false,
  discounts: false,
  credits: false,
  topUp: false,
  portal: false,
  recoveryLink: false,
  idempotentChange: false,
};

interface PartnerWorld extends SandboxWorld {
  readonly partner: OcpPartner;
  /** What the partner's own checkout has taken. */
  readonly orders: Charge[];
}

const SECRETS = ['a secret of the contract tests, longer than needed'];
const template = `${SANDBOX_ORIGIN}/shop?w={workspaceId}&p={planId}&r={reference}`;
const checkout: OcpBilling = { type: 'billingUrl', template, checkoutAsks: 'retail_price' };

async function opened(
  who: Customer,
  priceId: string,
  { billing, role, toFree, replacement }: How,
): Promise<PartnerWorld> {
  let made: OcpPartner | null = null;
  const wear = (sandbox: Sandbox, customerOf: Customer) => {
    made = ocp({
      baseUrl: `${SANDBOX_ORIGIN}/ocp/api`,
      apiKey: sandbox.apiKeys.ocp,
      billing,
      toFree,
      ledger: memoryLedger(),
      secrets: SECRETS,
      plans: GROUPS,
      rereadDelaysMs: [0, 5],
      fetch: (input, init) => sandbox.fetch(new Request(input, init)),
    });
    return { adapter: overHttp(made, customerOf, { presentation: PRESENTATION, role }) };
  };
  const world = openSandboxWorld({
    customer: who,
    priceId,
    wear,
    ...(replacement === undefined ? {} : { replacement }),
  });
  if (made === null) throw new Error('No partner was made.');
  const orders: Charge[] = [];
  // What a customer pays is the checkout's to take; what is changed by hand, the wallet's.
  const charges = async () => [...(await world.charges()), ...orders, ...fromWallet(world.sandbox, billing, who)];
  return { ...world, partner: made, orders, charges };
}

interface How {
  readonly billing: OcpBilling;
  readonly role: 'customer' | 'operator';
  readonly toFree: NonNullable<OcpOptions['toFree']>;
  readonly replacement?: string;
}

function fromWallet(sandbox: Sandbox, billing: OcpBilling, who: Customer): readonly Charge[] {
  if (billing.type === 'billingUrl') return [];
  return sandbox.control
    .events()
    .filter(({ type, data }) => type === 'plan_changed' && data.subscriptionId === who.subscriptionId)
    .filter(({ data }) => Number(data.cost) > 0)
    .map(({ id, data }) => ({ id, amount: { amount: Number(data.cost), currency: 'USD' } }));
}

/** The partner's own checkout: it asks whether the order still stands, takes the money, and its webhook tells of it. */
async function pay({ partner, orders }: PartnerWorld, url: string): Promise<void> {
  const query = new URL(url).searchParams;
  const [workspaceId = '', planId = '', reference = ''] = ['w', 'p', 'r'].map((name) => query.get(name) ?? '');
  if ((await partner.readReference(reference)) === null) throw new Error('This order is over.');
  const paymentId = `order_${orders.length + 1}`;
  const amount = RETAIL[planId];
  if (amount === undefined) throw new Error(`${planId} is not for sale.`);
  orders.push({ id: paymentId, amount });
  const done = await partner.completeCheckout({ workspaceId, planId, reference, paymentId, paid: amount });
  if (done.status !== 'completed') throw new Error(`The order ended as ${JSON.stringify(done)}.`);
}

/** Renewal was switched off, and the paid time is over. */
async function overdue(world: PartnerWorld): Promise<PartnerWorld> {
  const { sandbox } = world;
  const url = `${SANDBOX_ORIGIN}/ocp/api/partner/workspace/sub_demo/disable-auto-renew`;
  await sandbox.fetch(
    new Request(url, { method: 'POST', headers: { authorization: `Bearer ${sandbox.apiKeys.ocp}` } }),
  );
  sandbox.control.clock({ now: '2026-05-02T00:00:00.000Z' });
  return world;
}

function ocpHarness(
  name: string,
  billing: OcpBilling,
  role: How['role'] = 'customer',
  toFree: How['toFree'] = 'at_period_end',
) {
  const how = { billing, role, toFree };
  const open = (who: string, priceId: string, replacement?: string) => async () =>
    opened(customer(who), priceId, { ...how, ...(replacement === undefined ? {} : { replacement }) });
  const isSold = billing.type === 'billingUrl';
  const throughCheckout = 'every paid plan is bought at the partner’s checkout, also from a paid one';
  return {
    name,
    capabilities: { ...claims, chooseTiming: toFree === 'customer_chooses' },
    scenarios: {
      upgrade: isSold ? throughCheckout : open('demo', 'business'),
      downgrade: 'a smaller paid plan begins at once; only the free plan comes later',
      interval: isSold ? throughCheckout : open('demo', 'pro_yearly'),
      free_to_paid: isSold ? open('free', 'pro', 'starter') : 'a partner changes plans by hand, without a checkout',
      paid_to_free: open('demo', 'free', 'business'),
      same: open('demo', 'pro'),
      seat_limit: 'the platform is not known to refuse a change for its limits',
      subscribe: 'a workspace always has a plan',
      trial: open('trial', 'pro'),
      past_due: async () => overdue(await opened(customer('demo'), 'business', how)),
      credit: 'the partner API keeps no credit of customers',
      addons: 'add-ons of a workspace are not part of a plan change',
      discount: 'the partner API knows no codes',
      waits_for_payment: 'the partner API takes no payment of customers',
      applies_unpaid: 'the partner API takes no payment of customers',
      needs_action: 'the partner API takes no payment of customers',
    },
    levers: {
      ...(sandboxLevers.loseAnswer && { loseAnswer: sandboxLevers.loseAnswer }),
      ...(sandboxLevers.advanceDays && { advanceDays: sandboxLevers.advanceDays }),
      payCheckout: pay,
    },
  } satisfies ContractHarness<PartnerWorld>;
}

const reports = [
  ocpHarness('http, handler and the partner API by billing URL', checkout),
  ocpHarness('http, handler and the partner API for an operator', { type: 'wallet' }, 'operator'),
  ocpHarness('http, handler and the partner API where customers change at the partner’s cost', {
    type: 'wallet',
    customers: 'change',
  }),
  ocpHarness(
    'http, handler and the partner API where customers also choose when they leave',
    { type: 'wallet', customers: 'change' },
    'customer',
    'customer_chooses',
  ),
  ocpHarness('http, handler and the partner API through the host’s Stripe', {
    type: 'internalStripe',
    change: async () => ({ status: 'done' }),
    renewal: async () => 'done',
  }),
].map((harness) => adapterContract(harness, { describe, it }));

afterAll(() => console.info(reports.map((report) => report.text()).join('\n')));

describe('what the partner API claims', () => {
  it.each(reports.map((report) => [report.name, report] as const))('is proved: %s', (_, report) => {
    expect(report.keptPromises().length).toBeGreaterThan(0);
    expect(report.unproved()).toEqual([]);
  });
});
