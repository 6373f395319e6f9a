import fc from 'fast-check';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { expect, it } from 'vitest';
import { readWorld } from '../../src/sandbox/store.js';

const PLANS = ['pln_free', 'pln_starter', 'pln_pro', 'pln_business'];
const INTERVALS = ['weekly', 'monthly', 'quarterly', 'yearly'];
const SUBSCRIPTIONS = [
  'sub_demo',
  'sub_starter',
  'sub_free',
  'sub_trial',
  'sub_tax',
  'sub_credit',
  'sub_jpy',
  'sub_past_due',
];

const subscription = fc.constantFrom(...SUBSCRIPTIONS);
const target = fc.record(
  { newPlanId: fc.constantFrom(...PLANS), newBillingInterval: fc.constantFrom(...INTERVALS) },
  { requiredKeys: [] },
);
const key = fc.constantFrom('k1', 'k2', 'k3', 'k4');

const act = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('change-plan'), subscription, target, key) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('cancel'), subscription, fc.record({ immediate: fc.boolean() }), key) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('uncancel'), subscription, fc.constant({}), key) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('reactivate'), subscription, fc.constant({}), key) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('days'), fc.integer({ min: 0, max: 45 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('checkout'), fc.constantFrom('pay', 'decline', 'cancel', 'return')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('seats'), subscription, fc.integer({ min: 0, max: 70 })) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('fault'),
      fc.constantFrom(
        'decline',
        'price-bump',
        'apply-unpaid',
        'version-bump',
        'status-list',
        'store-and-replay',
        'lag-reads',
      ),
    ),
  },
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

async function post(
  sandbox: Sandbox,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const request = new Request(`http://127.0.0.1:4010${path}`, { method: 'POST', headers, body });
  return (await sandbox.fetch(request)).status;
}

/** Does one thing and answers its status, or null where it has none. */
async function perform(sandbox: Sandbox, one: Act): Promise<number | null> {
  const [kind, subject, body, idempotencyKey] = one;
  if (kind === 'days') sandbox.control.clock({ advanceDays: Number(subject) });
  else if (kind === 'fault') sandbox.control.fault({ switch: String(subject) });
  else if (kind === 'seats') sandbox.control.setCustomer({ subscriptionId: String(subject), seats: Number(body) });
  else if (kind === 'checkout') {
    const last = sandbox.control.state().checkouts.at(-1);
    if (last) return post(sandbox, new URL(last.url).pathname, `action=${String(subject)}`);
  } else {
    const path = `/commet/api/v1/subscriptions/${String(subject)}/${kind}`;
    const headers = { 'x-api-key': 'ck_model', 'idempotency-key': String(idempotencyKey) };
    return post(sandbox, path, JSON.stringify(body), headers);
  }
  return null;
}

it('keeps its books in any order of changes, payments, failures and days', { timeout: 60_000 }, async () => {
  let [charges, steps] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      let saved = '';
      const sandbox = createSandbox({ store: { load: () => null, save: (text) => (saved = text) } });
      for (const one of acts) {
        const before = sandbox.control.ledger().length;
        const status = await perform(sandbox, one);
        steps += 1;
        expect(status).not.toBe(501);
        // One request takes money once at most; only days that pass may take it of many.
        if (one[0] !== 'days') expect(sandbox.control.ledger().length - before).toBeLessThanOrEqual(1);
      }
      const ledger = sandbox.control.ledger();
      charges += ledger.length;
      const paid = sandbox.control.invoices().filter(({ status, total }) => status === 'paid' && total > 0);
      const sum = (amounts: readonly { readonly amount: number }[]) =>
        amounts.reduce((all, { amount }) => all + amount, 0);
      expect(sum(ledger)).toBe(sum(paid.map(({ total }) => ({ amount: total }))));
      for (const { amount } of ledger) expect(Number.isSafeInteger(amount) && amount > 0).toBe(true);
      for (const { lines, total } of sandbox.control.invoices()) expect(sum(lines)).toBe(total);
      for (const { credit, period, status } of sandbox.control.state().subscriptions) {
        expect(credit).toBeGreaterThanOrEqual(0);
        const runs = status === 'active' || status === 'trialing';
        if (runs && period) expect(Date.parse(period.end)).toBeGreaterThan(Date.parse(sandbox.control.state().now));
      }
      // What was kept last is everything there is.
      expect(readWorld(saved).charges).toEqual(ledger);
    }),
    { numRuns: 100 },
  );
  console.info(`model: ${steps} steps, ${charges} charges.`);
  expect(charges).toBeGreaterThan(0);
});
