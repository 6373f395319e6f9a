import { describe, expect, it } from 'vitest';
import { adapterContract, adapterPromises, type Capability } from 'planshift/testing';
import type { BillingAdapter, Capabilities, Selection } from '../../src/core/adapter.js';
import type { ChangePlanOutcome } from '../../src/core/outcome.js';
import type { Subscription } from '../../src/core/subscription.js';
import { usd, type SubscriptionFacts, type SubscriptionState } from '../../src/exports/testing.js';
import type { Charge } from '../../src/testing/contract/harness.js';
import type { TinyBilling } from './tinyBilling.js';
import { tinyCapabilities } from './tinyBilling.js';
import { tinyHarness } from './tinyHarness.js';

type Fault = (world: TinyBilling) => TinyBilling;

const answering =
  (change: (adapter: BillingAdapter) => Partial<BillingAdapter>): Fault =>
  (world) => ({ ...world, adapter: { ...world.adapter, ...change(world.adapter) } });

const charging =
  (wrong: (charges: readonly Charge[]) => readonly Charge[]): Fault =>
  (world) => ({ ...world, charges: async () => wrong(await world.charges()) });

/** Every promise that some fault of this file broke. */
const everBroken = new Set<string>();

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
        return { ...catalog, capabilities: { ...catalog.capabilities, portal: false } };
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
  [
    'charges a top-up at every repetition',
    answering((adapter) => ({
      topUpCredits: (request, signal) =>
        adapter.topUpCredits!({ ...request, idempotencyKey: crypto.randomUUID() }, signal),
    })),
    /charges a top-up once/,
  ],
  [
    'charges what a top-up costs now, and not what was seen',
    answering((adapter) => ({
      topUpCredits: (request, signal) => adapter.topUpCredits!({ ...request, expected: usd(1000) }, signal),
    })),
    /sells no credit at an amount/,
  ],
  [
    'charges for ending a subscription',
    (world) => {
      let ended = false;
      const cancelSubscription: BillingAdapter['cancelSubscription'] = (request, signal) => {
        ended = true;
        return world.adapter.cancelSubscription!(request, signal);
      };
      const fee = { id: 'fee', amount: usd(500) };
      return {
        ...world,
        adapter: { ...world.adapter, cancelSubscription },
        charges: async () => (ended ? [...(await world.charges()), fee] : world.charges()),
      };
    },
    /ends a subscription with its paid time/,
  ],
  [
    'ends a subscription at once that was to end with its paid time',
    answering((adapter) => ({
      async cancelSubscription(request, signal) {
        const outcome = await adapter.cancelSubscription!(request, signal);
        await adapter.cancelSubscription!({ ...request, effectiveAt: 'immediately' }, signal);
        return outcome;
      },
    })),
    /ends a subscription with its paid time/,
  ],
  [
    'says scheduled and does not end',
    answering((adapter) => ({
      async cancelSubscription(_, signal) {
        const subscription = await subscriptionOf(adapter, signal);
        return { status: 'scheduled', effectiveAt: '2026-05-01T00:00:00.000Z', subscription };
      },
    })),
    /ends a subscription with its paid time/,
  ],
  [
    'does not end when the day comes',
    (world) => ({ ...world, advanceDays: () => undefined }),
    /has ended the subscription/,
  ],
  [
    'moves the end at every repetition',
    (world) => {
      let times = 0;
      const { adapter } = world;
      return {
        ...world,
        adapter: {
          ...adapter,
          async cancelSubscription(request, signal) {
            times += 1;
            return adapter.cancelSubscription!(request, signal);
          },
          async getCatalog(request, signal) {
            const catalog = await adapter.getCatalog(request, signal);
            const held = catalog.subscription;
            if (!held?.cancellation) return catalog;
            const cancellation = { ...held.cancellation, effectiveAt: `2026-05-0${times}T00:00:00.000Z` };
            return { ...catalog, subscription: { ...held, cancellation } };
          },
        },
      };
    },
    /has one end when the same cancellation/,
  ],
  [
    'says canceled and goes on',
    answering(() => ({ cancelSubscription: async () => ({ status: 'canceled', subscription: null }) })),
    /ends a subscription at once/,
  ],
  [
    'says kept and ends',
    answering((adapter) => ({
      async cancelScheduledChange(_, signal) {
        return { status: 'undone', subscription: await subscriptionOf(adapter, signal) };
      },
    })),
    /keeps a subscription whose cancellation/,
  ],
  [
    'has no call for what it claims',
    (world) => {
      const { createLink: _, ...adapter } = world.adapter;
      return { ...world, adapter };
    },
    /has a call for everything/,
  ],
  ['makes links to anywhere', linking('https://evil.example/'), /makes a link to the customer pages/],
  ['makes recovery links to anywhere', linking('https://evil.example/'), /where an overdue payment is put right/],
  ['forgets the quantity that was chosen', choosing(without('quantity')), /changes how many are held/],
  [
    'removes the add-ons where nothing is said of them',
    choosing((selection) => ({ addons: { intent: 'remove' }, ...selection })),
    /keeps the add-ons/,
  ],
  [
    'adds an add-on where it was to be replaced',
    choosing(({ addons, ...selection }) => (addons?.intent === 'replace' ? selection : { addons, ...selection })),
    /replaces the add-ons/,
  ],
  ['keeps the add-ons where they were to be removed', choosing(without('addons')), /removes the add-ons/],
  [
    'leaves out an add-on that it does not know',
    choosing(({ addons, ...selection }) =>
      addons?.intent === 'replace' && addons.values.some(({ addonId }) => addonId.startsWith('no_'))
        ? selection
        : { ...selection, addons },
    ),
    /refuses an add-on that it does not know/,
  ],
  [
    'drops a discount where nothing is said of it',
    choosing((selection) => ({ discountCodes: { intent: 'remove' }, ...selection })),
    /keeps a discount/,
  ],
  ['keeps the old discount where another code is named', choosing(without('discountCodes')), /replaces a discount/],
  ['keeps a discount that was to be removed', choosing(without('discountCodes')), /removes a discount/],
  [
    'leaves out a code that it does not know',
    choosing(without('discountCodes')),
    /refuses a code that it does not know/,
  ],
  ['does not say how much credit there is', holding({ creditBalance: null }), /says how much credit/],
  ['does not say that a trial runs', holding({}, { status: 'active' }), /says when a trial ends/],
  ['does not say that a payment is overdue', holding({}, { status: 'active' }), /says that a payment is overdue/],
  ['loses a change that waits for its payment', holding({ pendingChange: null }), /lets a change wait/],
  [
    'goes on asking for a payment that was made',
    (world) => ({ ...world, completePayment: () => undefined }),
    /makes a change that waited/,
  ],
  [
    'says paid where the payment failed',
    confirming((outcome) => (outcome.status === 'applied' ? { ...outcome, payment: 'paid' } : outcome)),
    /made without its payment/,
  ],
  [
    'says applied while the bank still asks',
    (world) =>
      answering((adapter) => ({
        async changePlan(request, signal) {
          const outcome = await adapter.changePlan(request, signal);
          if (outcome.status === 'requires_action') world.completePayment();
          return outcome;
        },
      }))(world),
    /asks the customer where the bank wants to/,
  ],
  [
    'does not make the change when the bank was answered',
    (world) => ({ ...world, completePayment: () => undefined }),
    /when the bank was answered/,
  ],
  [
    'lets the price that is held be chosen again',
    answering((adapter) => ({
      async previewChangePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        return preview.status === 'blocked' ? { ...preview, reason: 'contact_support' } : preview;
      },
    })),
    /has nothing to change/,
  ],
  [
    'holds more tax than is due',
    answering((adapter) => ({
      async previewChangePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        if (preview.status !== 'quote') return preview;
        const { amount, currency } = preview.dueNow;
        return { ...preview, includedTax: { name: 'VAT', amount: { amount: amount + 1, currency } } };
      },
    })),
    /says what an upgrade costs/,
  ],
  [
    'adds less than no credit',
    answering((adapter) => ({
      async previewChangePlan(request, signal) {
        const preview = await adapter.previewChangePlan(request, signal);
        return preview.status === 'quote' ? { ...preview, creditAdded: usd(-1) } : preview;
      },
    })),
    /says what an upgrade costs/,
  ],
  [
    'is paid for longer than until the change',
    holding((held) => ({
      scheduledChange: held.scheduledChange && { ...held.scheduledChange, paidUntil: '2027-01-01T00:00:00.000Z' },
    })),
    /schedules a downgrade/,
  ],
];

function linking(url: string): Fault {
  return answering(() => ({ createLink: async () => ({ status: 'ready', url }) }));
}

function without(name: keyof Selection): (selection: Selection) => Selection {
  return (selection) => ({ ...selection, [name]: undefined });
}

/** Takes another choice than the one that was made. */
function choosing(wrong: (selection: Selection) => Selection): Fault {
  return answering((adapter) => ({
    previewChangePlan: (request, signal) =>
      adapter.previewChangePlan({ ...request, selection: wrong(request.selection) }, signal),
    changePlan: (request, signal) => adapter.changePlan({ ...request, selection: wrong(request.selection) }, signal),
  }));
}

/** Tells another subscription than the one that is held. */
function holding(
  wrong: Partial<SubscriptionFacts> | ((held: Subscription) => Partial<SubscriptionFacts>),
  state?: SubscriptionState,
): Fault {
  return answering((adapter) => ({
    async getCatalog(request, signal) {
      const catalog = await adapter.getCatalog(request, signal);
      const held = catalog.subscription;
      if (held === null) return catalog;
      const { trialEndsAt: _, ...facts } = { trialEndsAt: '', ...held };
      const changed = { ...(state ? facts : held), ...(typeof wrong === 'function' ? wrong(held) : wrong) };
      // A subscription told wrongly is still told in its shape.
      const told = { ...changed, ...state } as Subscription;
      return { ...catalog, subscription: told };
    },
  }));
}

function confirming(wrong: (outcome: ChangePlanOutcome) => ChangePlanOutcome): Fault {
  return answering((adapter) => ({
    changePlan: async (request, signal) => wrong(await adapter.changePlan(request, signal)),
  }));
}

/** What a system does all the same, though it no longer claims it. */
const unclaimed: readonly (readonly [claim: Capability, promise: RegExp])[] = [
  ['preview', /shows the price of the catalog and no amount/],
  ['quantity', /refuses another quantity/],
  ['cancel', /does not end a subscription with its paid time/],
  ['cancelNow', /does not end a subscription at once/],
  ['topUp', /offers no credit and sells none/],
  ['portal', /makes no portal link/],
  ['recoveryLink', /makes no recovery link/],
  ['replaceScheduledChange', /refuses another change while one is scheduled/],
  ['resume', /does not take a cancellation back/],
  ['undoScheduledChange', /refuses to take back a scheduled downgrade/],
  ['subscribe', /begins no subscription/],
  ['credits', /shows no credit/],
];

async function subscriptionOf(adapter: BillingAdapter, signal: AbortSignal) {
  const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
  if (subscription === null) throw new Error('This scenario begins with a subscription.');
  return subscription;
}

/** Runs the contract without a test runner, and gives back what was broken. */
async function brokenPromises(fault: Fault, claims?: Capabilities): Promise<ReadonlyMap<string, string>> {
  const tests: [string, () => Promise<void>][] = [];
  adapterContract(tinyHarness(fault, claims), {
    describe: (_, body) => body(),
    it: (title, body) => void tests.push([title, body]),
  });
  const broken = new Map<string, string>();
  for (const [title, body] of tests)
    await body().catch((error: Error) => broken.set(title, `${error.name}: ${error.message}`));
  for (const title of broken.keys()) everBroken.add(title);
  return broken;
}

describe('the adapter contract finds a system that', () => {
  it.each(faults)('%s', { timeout: 60_000 }, async (_, fault, promise) => {
    const broken = await brokenPromises(fault);
    const found = [...broken].find(([title]) => promise.test(title));
    expect(found?.[1] ?? 'no promise was broken').toMatch(/^BrokenPromise: .+ .+\.$/s);
  });

  it.each(unclaimed)('can do what it does not claim: %s', { timeout: 60_000 }, async (claim, promise) => {
    const broken = await brokenPromises((world) => world, { ...tinyCapabilities, [claim]: false });
    const found = [...broken].find(([title]) => promise.test(title));
    expect(found?.[1] ?? 'no promise was broken').toMatch(/^BrokenPromise: .+ .+\.$/s);
  });

  it.each<[string, (selection: Selection) => Selection, Capability, RegExp]>([
    ['timing', without('effectiveAt'), 'chooseTiming', /does at once what was put off|not do at once/],
    ['add-ons', without('addons'), 'addons', /refuses add-ons/],
    ['codes', without('discountCodes'), 'discounts', /refuses codes/],
  ])(
    'leaves out %s that it does not claim to take, and says nothing',
    { timeout: 60_000 },
    async (_, wrong, claim, promise) => {
      const broken = await brokenPromises(choosing(wrong), { ...tinyCapabilities, [claim]: false });
      expect([...broken.keys()].join()).toMatch(promise);
    },
  );

  it('goes later to the free plan than was chosen, and shows no prices before', { timeout: 60_000 }, async () => {
    const broken = await brokenPromises(choosing(without('effectiveAt')), { ...tinyCapabilities, preview: false });
    const found = [...broken].find(([title]) => /go to the free plan at once/.test(title));
    expect(found?.[1]).toBe('BrokenPromise: The change was to happen at once, and the preview says later.');
  });

  it('breaks every promise in one way at least', () => {
    const never = adapterPromises.filter(({ title }) => !everBroken.has(title));
    expect(never.map(({ title }) => title)).toEqual([]);
  });

  it('does nothing wrong, and lets it pass', async () => {
    expect(await brokenPromises((world) => world)).toEqual(new Map());
  });
});
