import { createSandbox, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import type { BillingAdapter } from '../../src/core/adapter.js';
import { money } from '../../src/core/money.js';
import type { ContractLevers, ContractWorld } from '../../src/testing/contract/harness.js';

/** Where the sandbox's pages are, since it runs in this process and listens nowhere. */
export const SANDBOX_ORIGIN = 'http://127.0.0.1:4010';

export interface Customer {
  readonly customerId: string;
  readonly subscriptionId: string | null;
}

export interface SandboxWorld extends ContractWorld {
  readonly sandbox: Sandbox;
}

/** A customer of the seeded sandbox, named as its ids are; with a subscription unless said otherwise. */
export function customer(name: string, hasSubscription = true): Customer {
  return { customerId: `cus_${name}`, subscriptionId: hasSubscription ? `sub_${name}` : null };
}

interface Opening {
  readonly customer: Customer;
  readonly priceId: string;
  readonly replacement?: string;
  readonly settings?: SandboxSettings;
  /** Wears the port over the sandbox, and says how to take it off. */
  readonly wear: (
    sandbox: Sandbox,
    customer: Customer,
  ) => { readonly adapter: BillingAdapter; readonly undo?: () => void };
}

export function openSandboxWorld({ customer: who, priceId, replacement, settings, wear }: Opening): SandboxWorld {
  const sandbox = createSandbox({ origin: SANDBOX_ORIGIN, ...settings });
  const { adapter, undo } = wear(sandbox, who);
  const from = sandbox.control.ledger().length;
  return {
    sandbox,
    adapter,
    selection: { priceId },
    ...(replacement === undefined ? {} : { replacement: { priceId: replacement } }),
    async charges() {
      const { subscriptionId } = who;
      return sandbox.control
        .ledger()
        .slice(from)
        .filter((charge) => subscriptionId === null || charge.subscriptionId === subscriptionId)
        .map(({ id, amount, currency }) => ({ id, amount: money(amount, currency) }));
    },
    async close() {
      undo?.();
    },
  };
}

async function press(button: 'pay' | 'cancel', { sandbox }: SandboxWorld, checkoutUrl: string): Promise<void> {
  const body = new URLSearchParams({ action: button });
  const answer = await sandbox.fetch(new Request(checkoutUrl, { method: 'POST', body }));
  if (answer.status >= 400) throw new Error(`The checkout answered ${answer.status}.`);
}

export const sandboxLevers: ContractLevers<SandboxWorld> = {
  decline: async ({ sandbox }) => sandbox.control.fault({ switch: 'decline', times: 1 }),
  movePrice: async ({ sandbox }) => sandbox.control.fault({ switch: 'price-bump', args: { by: 500 } }),
  loseAnswer: async ({ sandbox }) => sandbox.control.fault({ switch: 'truncate-body', times: 1 }),
  advanceDays: async ({ sandbox }, days) => void sandbox.control.clock({ advanceDays: days }),
  payCheckout: (world, url) => press('pay', world, url),
  cancelCheckout: (world, url) => press('cancel', world, url),
};
