import { Commet } from '@commet/node';
import { afterAll, describe, expect, it } from 'vitest';
import { sendCommetTo, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import { commet, type CommetOptions } from 'planshift/server/commet';
import { adapterContract, type ContractHarness } from 'planshift/testing';
import { money } from '../../src/core/money.js';
import { seedWorld } from '../../src/sandbox/engine/seed.js';
import { overHttp } from './overHttp.js';
import { customer, openSandboxWorld, sandboxLevers, type Customer, type SandboxWorld } from './sandboxWorld.js';

const claims = {
  preview: true,
  previewDowngrade: false,
  chooseTiming: false,
  undoScheduledChange: false,
  replaceScheduledChange: true,
  resume: true,
  cancel: true,
  cancelNow: true,
  subscribe: true,
  readCheckout: false,
  quantity: false,
  seats: true,
  addons: false,
  discounts: false,
  credits: false,
  topUp: false,
  portal: true,
  recoveryLink: true,
  idempotentChange: true,
};

/** http(handler(commet(SDK(sandbox)))): nothing is pretended but the money. */
function commetHarness(
  name: string,
  options: Omit<CommetOptions, 'client'>,
  upgrading = 'starter',
  settings: () => SandboxSettings = () => ({}),
) {
  const hasBalances = options.topUps !== undefined;
  const wear = (sandbox: Sandbox, who: Customer) => {
    const undo = sendCommetTo((request) => sandbox.fetch(request));
    const client = new Commet({ apiKey: sandbox.apiKeys.commet, telemetry: false });
    return { adapter: overHttp(commet({ client, ...options }), who), undo };
  };
  const open = (who: Customer, priceId: string, replacement?: string) => async () =>
    openSandboxWorld({
      customer: who,
      priceId,
      wear,
      settings: settings(),
      ...(replacement === undefined ? {} : { replacement }),
    });
  return {
    name,
    capabilities: { ...claims, topUp: hasBalances, credits: hasBalances },
    scenarios: {
      upgrade: open(customer(upgrading), 'pln_pro:monthly'),
      downgrade: open(customer('demo'), 'pln_starter:monthly', 'pln_starter:weekly'),
      interval: open(customer('kwd'), 'pln_pro:yearly'),
      free_to_paid: open(customer('free'), 'pln_pro:monthly', 'pln_starter:monthly'),
      paid_to_free: open(customer('eur'), 'pln_free:monthly', 'pln_pro:monthly'),
      same: open(customer('starter'), 'pln_starter:monthly'),
      seat_limit: open(customer('crowded'), 'pln_pro:monthly'),
      subscribe: open(customer('new', false), 'pln_pro:monthly'),
      trial: open(customer('trial'), 'pln_business:yearly'),
      past_due: open(customer('past_due'), 'pln_business:monthly'),
      credit: hasBalances
        ? open(customer('credit'), 'pln_pro:monthly')
        : 'Commet does not say how much credit a customer holds',
      addons: 'Commet’s add-ons are not part of a plan change',
      discount: 'Commet’s plan change takes no codes',
      waits_for_payment: 'Commet refuses a change whose payment is refused',
      applies_unpaid: 'Commet refuses a change whose payment is refused',
      needs_action: 'Commet has no answer that asks the customer for more',
    },
    levers: sandboxLevers,
  } satisfies ContractHarness<SandboxWorld>;
}

/** Plans that are paid from a balance, and a customer who has paid in advance, and has no credit beside it. */
function balances(): SandboxSettings {
  const world = seedWorld();
  Object.assign(world.customers.find(({ id }) => id === 'cus_credit') ?? {}, { credit: 0, balance: 5_000 });
  const store = { load: () => JSON.stringify(world), save: () => undefined };
  return { options: { commet: { balances: true } }, store };
}

const TOP_UPS = [money(1_000, 'USD'), money(5_000, 'USD'), money(5_000, 'JPY')];
const rereads = { rereadDelaysMs: [0, 10], inProgressDelaysMs: [10, 20] };
const reports = [
  commetHarness('http, handler, Commet 2026-07-11 and its SDK', rereads),
  commetHarness('http, handler, Commet 2026-07-31 and its SDK', { ...rereads, apiVersion: '2026-07-31' }),
  commetHarness('http, handler and Commet for a customer who pays tax', rereads, 'tax'),
  commetHarness('http, handler and Commet for a customer with credit', rereads, 'credit'),
  commetHarness('http, handler and Commet in yen', rereads, 'jpy'),
  commetHarness('http, handler and Commet with balances', { ...rereads, topUps: TOP_UPS }, 'starter', balances),
].map((harness) => adapterContract(harness, { describe, it }));

afterAll(() => console.info(reports.map((report) => report.text()).join('\n')));

describe('what Commet claims', () => {
  it.each(reports.map((report) => [report.name, report] as const))('is proved: %s', (_, report) => {
    expect(report.keptPromises().length).toBeGreaterThan(0);
    expect(report.unproved()).toEqual([]);
  });
});
