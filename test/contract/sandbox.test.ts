import { afterAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { adapterContract, type ContractHarness } from 'planshift/testing';
import { overHttp } from './overHttp.js';
import { customer, openSandboxWorld, sandboxLevers, type Customer, type SandboxWorld } from './sandboxWorld.js';

const { capabilities } = await createSandbox()
  .adapter(customer('demo'))
  .getCatalog({ locale: 'en' }, new AbortController().signal);

type Wear = (sandbox: Sandbox, who: Customer) => { readonly adapter: ReturnType<Sandbox['adapter']> };

function sandboxHarness(name: string, wear: Wear, upgrading = 'starter') {
  const open = (who: Customer, priceId: string, replacement?: string) => async () =>
    openSandboxWorld({ customer: who, priceId, wear, ...(replacement === undefined ? {} : { replacement }) });
  return {
    name,
    capabilities,
    scenarios: {
      upgrade: open(customer(upgrading), 'pri_pro_monthly'),
      downgrade: open(customer('demo'), 'pri_starter_monthly', 'pri_starter_weekly'),
      interval: open(customer('kwd'), 'pri_pro_yearly', 'pri_starter_monthly'),
      free_to_paid: open(customer('free'), 'pri_pro_monthly', 'pri_starter_monthly'),
      paid_to_free: open(customer('eur'), 'pri_free_monthly'),
      same: open(customer('starter'), 'pri_starter_monthly'),
      seat_limit: open(customer('crowded'), 'pri_pro_monthly'),
      subscribe: open(customer('new', false), 'pri_pro_monthly'),
      trial: open(customer('trial'), 'pri_business_yearly'),
      credit: open(customer('credit'), 'pri_pro_monthly'),
      past_due: open(customer('past_due'), 'pri_business_monthly'),
      addons: 'the sandbox’s own port sells no add-ons',
      discount: 'the sandbox’s own port takes no codes',
      waits_for_payment: 'the sandbox’s own port refuses a change whose payment is refused',
      applies_unpaid: 'the sandbox’s own port refuses a change whose payment is refused',
      needs_action: 'the sandbox’s own port never asks the customer for more',
    },
    levers: sandboxLevers,
  } satisfies ContractHarness<SandboxWorld>;
}

const bare: Wear = (sandbox, who) => ({ adapter: sandbox.adapter(who) });
const served: Wear = (sandbox, who) => ({ adapter: overHttp((scope) => sandbox.adapter(scope), who) });

const reports = [
  sandboxHarness('the sandbox', bare),
  sandboxHarness('the sandbox for a customer who pays tax', bare, 'tax'),
  sandboxHarness('the sandbox for a customer with credit', bare, 'credit'),
  sandboxHarness('http, handler and the sandbox', served),
].map((harness) => adapterContract(harness, { describe, it }));

afterAll(() => console.info(reports.map((report) => report.text()).join('\n')));

describe('what the sandbox claims', () => {
  it.each(reports.map((report) => [report.name, report] as const))('is kept: %s', (_, report) => {
    expect(report.keptPromises().length).toBeGreaterThan(0);
    for (const capability of ['preview', 'undoScheduledChange', 'idempotentChange', 'seats'] as const)
      expect(report.proved()).toContain(capability);
  });
});
