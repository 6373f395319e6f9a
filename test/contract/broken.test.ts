import { describe, expect, it } from 'vitest';
import { adapterContract } from 'planshift/testing';
import type { BillingAdapter } from '../../src/core/adapter.js';
import { usd } from '../../src/exports/testing.js';
import type { Charge } from '../../src/testing/contract/harness.js';
import type { TinyBilling } from './tinyBilling.js';
import { tinyHarness } from './tinyHarness.js';

type Fault = (world: TinyBilling) => TinyBilling;

const answering =
  (change: (adapter: BillingAdapter) => Partial<BillingAdapter>): Fault =>
  (world) => ({ ...world, adapter: { ...world.adapter, ...change(world.adapter) } });

const charging =
  (wrong: (charges: readonly Charge[]) => readonly Charge[]): Fault =>
  (world) => ({ ...world, charges: async () => wrong(await world.charges()) });

/** Ways to be wrong, each with a promise that must find it. */
const faults: readonly (readonly [what: string, fault: Fault, promise: RegExp])[] = [
  ['charges twice', charging((charges) => [...charges, ...charges]), /charges an upgrade once/],
  [
    'charges one minor unit more than announced',
    charging((charges) => charges.map((one) => ({ ...one, amount: usd(one.amount.amount + 1) }))),
    /charges an upgrade once/,
  ],
  [
    'charges one minor unit less than announced',
    charging((charges) => charges.map((one) => ({ ...one, amount: usd(one.amount.amount - 1) }))),
    /charges a longer interval once/,
  ],
  [
    'charges in another currency',
    charging((charges) => charges.map((one) => ({ ...one, amount: { ...one.amount, currency: 'EUR' } }))),
    /charges an upgrade once/,
  ],
  ['says applied and charges nothing', charging(() => []), /charges an upgrade once/],
  [
    'makes a change that is only previewed',
    answering((adapter) => ({
      async previewChangePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        if (preview.status !== 'quote') return preview;
        const confirm = {
          ...request,
          token: preview.token,
          expected: preview.dueNow,
          idempotencyKey: 'k',
          returnTo: null,
        };
        await adapter.changePlan(confirm, signal);
        return preview;
      },
    })),
    /neither charges nor changes anything/,
  ],
  [
    'takes a repeated confirm for a new one',
    (world) => {
      let sent = 0;
      const { adapter } = world;
      return {
        ...world,
        charges: async () => (await world.charges()).flatMap((one) => Array.from({ length: sent }, () => one)),
        adapter: {
          ...adapter,
          changePlan: (request, signal) => {
            sent += 1;
            return adapter.changePlan(request, signal);
          },
        },
      };
    },
    /same confirm is sent again/,
  ],
  [
    'loses a change together with its answer',
    answering((adapter) => ({
      async readChange(_, signal) {
        const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
        return { status: 'not_changed', reason: 'not_received', subscription };
      },
    })),
    /after a lost answer/,
  ],
  [
    'does not look at the expected amount',
    answering((adapter) => ({
      async changePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        const expected = preview.status === 'quote' ? preview.dueNow : request.expected;
        return adapter.changePlan({ ...request, expected }, signal);
      },
    })),
    /expected amount is not the announced one/,
  ],
  [
    'takes any token',
    answering((adapter) => ({
      async changePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        const token = preview.status === 'quote' ? preview.token : request.token;
        return adapter.changePlan({ ...request, token }, signal);
      },
    })),
    /a token that it never gave/,
  ],
  [
    'answers a decline as a refusal',
    answering((adapter) => ({
      async changePlan(request, signal) {
        const outcome = await adapter.changePlan(request, signal);
        if (outcome.status !== 'declined') return outcome;
        return { status: 'rejected', reason: 'contact_support', impact: [], recoveryUrl: null, reference: null };
      },
    })),
    /answers a refused card with declined/,
  ],
  [
    'rejects with an error of its own when it is aborted',
    answering((adapter) => ({
      async getCatalog(request, signal) {
        if (signal.aborted) throw new Error('AbortError');
        return adapter.getCatalog(request, signal);
      },
    })),
    /signal that was aborted/,
  ],
  [
    'says nothing of the seats',
    answering((adapter) => ({
      async previewChangePlan(request, signal) {
        return { ...(await adapter.previewChangePlan(request, signal)), impact: [] };
      },
    })),
    /warns of too many seats/,
  ],
  [
    'does not show what is scheduled',
    answering((adapter) => ({
      async getCatalog(request, signal) {
        const catalog = await adapter.getCatalog(request, signal);
        return { ...catalog, subscription: catalog.subscription && { ...catalog.subscription, scheduledChange: null } };
      },
    })),
    /schedules a downgrade/,
  ],
  ['carries nothing out', (world) => ({ ...world, advanceDays: () => undefined }), /when its day comes/],
  [
    'takes back whatever is scheduled',
    answering((adapter) => ({
      async cancelScheduledChange(request, signal) {
        const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
        const scheduledChangeId = subscription?.scheduledChange?.id ?? request.scheduledChangeId;
        return adapter.cancelScheduledChange({ ...request, scheduledChangeId }, signal);
      },
    })),
    /another change than the one named/,
  ],
  [
    'says undone and keeps the schedule',
    answering((adapter) => ({
      async cancelScheduledChange(_, signal) {
        const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
        return subscription ? { status: 'undone', subscription } : { status: 'unknown', reference: null };
      },
    })),
    /takes a scheduled downgrade back/,
  ],
  [
    'sends to a checkout that is not allowed',
    answering((adapter) => ({
      async changePlan(request, signal) {
        const outcome = await adapter.changePlan(request, signal);
        return outcome.status === 'requires_checkout' ? { ...outcome, checkoutUrl: 'https://evil.example/' } : outcome;
      },
    })),
    /a checkout on an allowed origin/,
  ],
  [
    'opens a checkout for every preview',
    answering((adapter) => ({
      async changePlan(request, signal) {
        const outcome = await adapter.changePlan(request, signal);
        if (outcome.status !== 'requires_checkout') return outcome;
        return { ...outcome, checkoutUrl: `${outcome.checkoutUrl}?for=${request.token}` };
      },
    })),
    /same checkout when the same change is chosen anew/,
  ],
  [
    'previews another change than was chosen',
    answering((adapter) => ({
      async previewChangePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        return { ...preview, change: { ...preview.change, to: { ...preview.change.to, priceId: 'price_free' } } };
      },
    })),
    /says what an upgrade costs/,
  ],
  [
    'says applied before a checkout is paid',
    answering((adapter) => ({
      async readChange(request, signal) {
        const outcome = await adapter.readChange(request, signal);
        if (outcome.status !== 'requires_checkout') return outcome;
        return {
          status: 'scheduled',
          effectiveAt: '2026-05-01',
          subscription: await subscriptionOf(adapter, signal),
          impact: [],
        };
      },
    })),
    /applies nothing before it is paid/,
  ],
  [
    'claims what it cannot do',
    answering((adapter) => ({
      async getCatalog(request, signal) {
        const catalog = await adapter.getCatalog(request, signal);
        return { ...catalog, capabilities: { ...catalog.capabilities, portal: true } };
      },
    })),
    /claims in its catalog/,
  ],
  [
    'answers what cannot be sent',
    answering((adapter) => ({
      async getCatalog(request, signal) {
        return { ...(await adapter.getCatalog(request, signal)), supportUrl: 'javascript:alert(1)' };
      },
    })),
    /names the plans/,
  ],
  [
    'answers a field that the contract does not have',
    answering((adapter) => ({
      async getCatalog(request, signal) {
        return { ...(await adapter.getCatalog(request, signal)), apiKey: 'ck_1' };
      },
    })),
    /names the plans/,
  ],
];

async function subscriptionOf(adapter: BillingAdapter, signal: AbortSignal) {
  const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
  if (subscription === null) throw new Error('This scenario begins with a subscription.');
  return subscription;
}

/** Runs the contract without a test runner, and gives back what was broken. */
async function brokenPromises(fault: Fault): Promise<ReadonlyMap<string, string>> {
  const tests: [string, () => Promise<void>][] = [];
  adapterContract(tinyHarness(fault), {
    describe: (_, body) => body(),
    it: (title, body) => void tests.push([title, body]),
  });
  const broken = new Map<string, string>();
  for (const [title, body] of tests)
    await body().catch((error: Error) => broken.set(title, `${error.name}: ${error.message}`));
  return broken;
}

describe('the adapter contract finds a system that', () => {
  it.each(faults)('%s', { timeout: 60_000 }, async (_, fault, promise) => {
    const broken = await brokenPromises(fault);
    const found = [...broken].find(([title]) => promise.test(title));
    expect(found?.[1] ?? 'no promise was broken').toMatch(/^BrokenPromise: .+ .+\.$/s);
  });

  it('does nothing wrong, and lets it pass', async () => {
    expect(await brokenPromises((world) => world)).toEqual(new Map());
  });
});
