import { Commet } from '@commet/node';
import DodoPayments from 'dodopayments';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { createSandbox, sendCommetTo, type Sandbox } from 'planshift/sandbox';
import type { Provider } from 'planshift/server';
import { commet } from 'planshift/server/commet';
import { dodo } from 'planshift/server/dodo';
import { ocp } from 'planshift/server/ocp';
import { stripe } from 'planshift/server/stripe';
import type { ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import { isChangePlanError } from '../../src/core/errors.js';
import { isFinal, type ReadOutcome } from '../../src/core/outcome.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import type { Subscription } from '../../src/core/subscription.js';
import type { FaultRequest } from '../../src/sandbox/faults/faults.js';
import { SWITCHES } from '../../src/sandbox/faults/switches.js';
import { waiting } from '../../src/testing/contract/waiting.js';
import { overHttp } from './overHttp.js';
import { customer, SANDBOX_ORIGIN } from './sandboxWorld.js';

const { signal } = new AbortController();

interface System {
  /** Whether its tests cannot run beside each other. */
  readonly isAlone?: boolean;
  readonly provider: (sandbox: Sandbox) => Provider;
  readonly up: Selection;
  readonly down: Selection;
  /** The write that carries an upgrade out. */
  readonly write: string;
  /** The writes that schedule a downgrade, take it back and end a subscription, where the system has them. */
  readonly writes: Readonly<
    Partial<Record<'schedule' | 'undo' | 'cancel', { readonly method: string; readonly path: string }>>
  >;
  /** What was taken for the upgrade, for a system that takes nothing from customers. */
  readonly taken?: (sandbox: Sandbox) => readonly number[];
}

const post = (path: string) => ({ method: 'POST', path });
const quick = { rereadDelaysMs: [0, 5, 10] };

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const SYSTEMS: Readonly<Record<string, System>> = {
  Commet: {
    // Its SDK takes no fetch of ours: what it asks for is caught for the whole process, so one world at a time.
    isAlone: true,
    provider: (sandbox) => {
      closers.push(sendCommetTo((request) => sandbox.fetch(request)));
      const client = new Commet({ apiKey: sandbox.apiKeys.commet, telemetry: false, retries: 0 });
      return commet({ client, ...quick, inProgressDelaysMs: [5, 10], cancelMeansFree: false });
    },
    up: { priceId: 'pln_business:monthly' },
    down: { priceId: 'pln_starter:monthly' },
    write: '*/change-plan',
    writes: { schedule: post('*/change-plan'), cancel: post('*/cancel') },
  },
  'Dodo Payments': {
    provider: (sandbox) => {
      const client = new DodoPayments({
        bearerToken: sandbox.apiKeys.dodo,
        baseURL: `${SANDBOX_ORIGIN}/dodo`,
        maxRetries: 0,
        fetch: (input, init) => sandbox.fetch(new Request(input, init)),
      });
      return dodo({ client, collectionId: 'pgr_harbor', rereadDelaysMs: [5, 15, 30] });
    },
    up: { priceId: 'pri_business_monthly' },
    down: { priceId: 'pri_starter_monthly' },
    write: '*/change-plan',
    writes: {
      schedule: post('*/change-plan'),
      undo: { method: 'DELETE', path: '*/change-plan/scheduled' },
      cancel: { method: 'PATCH', path: '/subscriptions/sub_demo' },
    },
  },
  'the partner API': {
    provider: (sandbox) =>
      ocp({
        baseUrl: `${SANDBOX_ORIGIN}/ocp/api`,
        apiKey: sandbox.apiKeys.ocp,
        billing: { type: 'wallet', customers: 'change' },
        fetch: (input, init) => sandbox.fetch(new Request(input, init)),
        ...quick,
      }),
    up: { priceId: 'business' },
    down: { priceId: 'free' },
    write: '*/change-plan',
    writes: { schedule: post('*/disable-auto-renew'), undo: post('*/enable-auto-renew') },
    taken: (sandbox) =>
      sandbox.control
        .events()
        .filter(({ type, data }) => type === 'plan_changed' && data.subscriptionId === 'sub_demo')
        .map(({ data }) => Number(data.cost)),
  },
  Stripe: {
    provider: (sandbox) => {
      const client = new Stripe(sandbox.apiKeys.stripe, {
        host: '127.0.0.1',
        port: 4010,
        protocol: 'http',
        telemetry: false,
        maxNetworkRetries: 0,
        httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
      });
      return stripe({ client, products: ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'], ...quick });
    },
    up: { priceId: 'price_business_monthly' },
    down: { priceId: 'price_starter_monthly' },
    write: '/subscriptions/sub_demo',
    writes: {
      schedule: post('/subscription_schedules/*'),
      undo: post('/subscription_schedules/*/release'),
      cancel: post('/subscriptions/sub_demo'),
    },
  },
};

function open(system: System) {
  const sandbox = createSandbox({ origin: SANDBOX_ORIGIN, options: { dodo: { settleAfterMs: 10 } } });
  let later = 0;
  const adapter = overHttp(system.provider(sandbox), customer('demo'), {
    now: () => Date.now() + later,
  });
  return { sandbox, adapter, wait: (ms: number) => void (later += ms) };
}

type World = ReturnType<typeof open>;

const chargesOf = ({ taken }: System, { sandbox }: World): readonly number[] =>
  taken?.(sandbox) ??
  sandbox.control
    .ledger()
    .filter(({ subscriptionId, reason }) => subscriptionId === 'sub_demo' && reason !== 'renewal')
    .map(({ amount }) => amount);

async function heldIn({ adapter }: World): Promise<Subscription> {
  const { subscription } = await adapter.getCatalog({ locale: 'en' }, signal);
  if (subscription === null) throw new Error('There is no subscription.');
  return subscription;
}

type Said = ReadOutcome | { readonly status: 'error'; readonly code: string };

/** What the customer is told: an outcome, or an error of the port. Anything else is no answer. */
async function said(asked: Promise<ReadOutcome>): Promise<Said> {
  try {
    return await asked;
  } catch (thrown) {
    if (isChangePlanError(thrown)) return { status: 'error', code: thrown.code };
    throw thrown;
  }
}

function requestOf(selection: Selection, shown: PreviewOutcome): ChangePlanRequest {
  const token = 'token' in shown ? shown.token : 'none';
  const expected = promisedAmount(shown);
  return { selection, token, expected, idempotencyKey: crypto.randomUUID(), returnTo: null, locale: 'en' };
}

/** Asks what became of it until that is certain, as a page does that has all the time in the world. */
async function ended(world: World, request: ChangePlanRequest, first: Said): Promise<Said> {
  let latest = first;
  for (let reads = 0; reads < 12; reads += 1) {
    if (latest.status === 'error' ? latest.code !== 'change_in_progress' : isFinal(latest)) return latest;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (reads > 2) world.wait(20_000);
    latest = await said(world.adapter.readChange(request, signal));
  }
  return latest;
}

/** Whether what was said is what is true, by the ledger and the subscription. */
function expectTruth(
  told: Said,
  shown: PreviewOutcome,
  charges: readonly number[],
  held: Subscription,
  before: Subscription,
  { up, taken: ofPartner }: System,
): void {
  const isPartners = ofPartner !== undefined;
  const isNew = held.priceId === up.priceId;
  switch (told.status) {
    case 'applied': {
      // A partner pays from a wallet: the customer is charged nothing, and the wallet once.
      const taken = told.payment === 'paid' || (isPartners && told.payment === 'none') ? 1 : 0;
      expect([told.payment, isNew, charges.length]).toEqual([told.payment, true, taken]);
      const promised = promisedAmount(shown)?.amount ?? null;
      if (told.amountCharged === null || promised === null) return;
      expect(told.amountCharged.amount).toBe(charges[0] ?? 0);
      if ((charges[0] ?? promised) !== promised) expect(told.difference).not.toBeNull();
      return;
    }
    case 'pending':
      expect([charges.length, held.priceId]).toEqual([0, before.priceId]);
      return;
    case 'declined':
    case 'rejected':
    case 'preview_stale':
    case 'not_changed':
    case 'error':
      expect([told.status, charges.length, isNew]).toEqual([told.status, 0, false]);
      return;
    case 'unknown':
    case 'processing':
      // Says nothing, and so nothing wrong.
      return;
    case 'scheduled':
    case 'requires_checkout':
    case 'requires_action':
      expect.unreachable(`It says "${told.status}".`);
  }
}

type Fault = Pick<FaultRequest, 'switch' | 'args'>;

const LOST: readonly Fault[] = [
  { switch: 'commit-then-hang', args: { ms: 5 } },
  { switch: 'hang-before', args: { ms: 5 } },
  { switch: 'truncate-body' },
  { switch: 'truncate-body', args: { bytes: 0 } },
  { switch: 'reset-once' },
  { switch: 'status-list', args: { statuses: [500] } },
  { switch: 'status-list', args: { statuses: [500], commit: true } },
  { switch: 'status-list', args: { statuses: [409] } },
  { switch: 'status-list', args: { statuses: [409], commit: true } },
  { switch: 'status-list', args: { statuses: [504], commit: true } },
  { switch: 'store-and-replay' },
  { switch: 'store-and-replay', args: { commit: false } },
  { switch: 'retry-after', args: { seconds: null } },
  { switch: 'html-error', args: { status: 502 } },
  { switch: 'html-error', args: { status: 200, commit: true } },
];

const MOVED: readonly Fault[] = [
  { switch: 'apply-unpaid' },
  { switch: 'price-bump' },
  { switch: 'off-by-one' },
  { switch: 'version-bump', args: { planId: 'pln_starter' } },
  { switch: 'period-rollover' },
  { switch: 'giant-body', args: { bytes: 200_000 } },
  { switch: 'proto-keys' },
  { switch: 'decline' },
  { switch: 'delay', args: { ms: 30 } },
];

/** One of each kind: carried out or not, and answered or not. */
const LOST_IN_SHORT = LOST.filter(({ args = {} }) => !('bytes' in args) && args.status === undefined).filter(
  ({ args }) => !JSON.stringify(args ?? {}).includes('504'),
);

const nameOf = ({ switch: name, args }: Fault) => (args === undefined ? name : `${name} ${JSON.stringify(args)}`);
const named = (faults: readonly Fault[]) => faults.map((fault) => [nameOf(fault), fault] as const);
/** The faults on one request; none where a system has no such act. */
const at = (match: System['writes']['schedule']) =>
  match === undefined ? [] : LOST_IN_SHORT.map((fault) => [nameOf(fault), { ...fault, match }] as const);

describe('the faults', () => {
  it('are all that the sandbox has for a request', () => {
    const used = new Set<string>([...LOST, ...MOVED].map(({ switch: name }) => name));
    const left = Object.entries(SWITCHES).filter(([name, { on }]) => on !== 'webhook' && !used.has(name));
    // Reads that lag behind are beside each of the others.
    expect(left.map(([name]) => name)).toEqual(['lag-reads']);
  });
});

for (const [name, system] of Object.entries(SYSTEMS))
  (system.isAlone ? describe : describe.concurrent)(
    `${name} is charged at most once for one yes, and nobody is told a lie`,
    () => {
      const method = 'POST';

      async function confirmed(arm: (world: World) => void, twice = false) {
        const world = open(system);
        const before = await heldIn(world);
        const shown = await world.adapter.previewChangePlan({ selection: system.up, locale: 'en' }, signal);
        const request = requestOf(system.up, shown);
        arm(world);
        const confirms = Array.from({ length: twice ? 2 : 1 }, () => said(world.adapter.changePlan(request, signal)));
        const [first, ...others] = await Promise.all(confirms);
        if (first === undefined) throw new Error('Nothing was confirmed.');
        world.sandbox.control.clearFaults();
        const told = await ended(world, request, others.find((other) => other.status === 'applied') ?? first);
        return { world, before, shown, request, told };
      }

      async function hold({ world, before, shown, request, told }: Awaited<ReturnType<typeof confirmed>>) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        const held = await heldIn(world);
        expectTruth(told, shown, chargesOf(system, world), held, before, system);
        // The same yes once more, when everything works again.
        await said(world.adapter.changePlan(request, signal));
        await new Promise((resolve) => setTimeout(resolve, 15));
        expect(chargesOf(system, world).length).toBeLessThanOrEqual(1);
      }

      it.each(named([...LOST, ...MOVED]))('after %s of the change', async (_fault, fault) => {
        await hold(
          await confirmed(({ sandbox }) => sandbox.control.fault({ ...fault, match: { method, path: system.write } })),
        );
      });

      it.each(named(LOST_IN_SHORT))(
        'after %s of the change, and reads that fail or lag behind',
        async (_fault, fault) => {
          await hold(
            await confirmed(({ sandbox }) => {
              sandbox.control.fault({ ...fault, match: { method, path: system.write } });
              sandbox.control.fault({ switch: 'lag-reads', times: 3, match: { method: 'GET', path: '*sub_demo' } });
              sandbox.control.fault({ switch: 'html-error', times: 2, match: { method: 'GET', path: '*sub_demo' } });
            }),
          );
        },
      );

      it.each(named(LOST_IN_SHORT))('after %s of a change that is confirmed twice at once', async (_fault, fault) => {
        await hold(
          await confirmed(
            ({ sandbox }) => sandbox.control.fault({ ...fault, match: { method, path: system.write } }),
            true,
          ),
        );
      });

      const { schedule, undo, cancel } = system.writes;

      it.each(at(schedule))('after %s of a change that comes later', async (_fault, fault) => {
        const world = open(system);
        const before = await heldIn(world);
        const shown = await world.adapter.previewChangePlan({ selection: system.down, locale: 'en' }, signal);
        const request = requestOf(system.down, shown);
        world.sandbox.control.fault(fault);
        const told = await ended(world, request, await said(world.adapter.changePlan(request, signal)));
        const held = await heldIn(world);
        const waits = waiting(held) !== null;
        expect([chargesOf(system, world), held.priceId]).toEqual([[], before.priceId]);
        if (told.status === 'scheduled') expect(waits).toBe(true);
        else if (told.status !== 'unknown' && told.status !== 'processing')
          expect([told.status, waits]).toEqual([told.status, false]);
      });

      it.each(at(undo))('after %s of taking back a change', async (_fault, fault) => {
        const world = open(system);
        const shown = await world.adapter.previewChangePlan({ selection: system.down, locale: 'en' }, signal);
        await said(world.adapter.changePlan(requestOf(system.down, shown), signal));
        const id = waiting(await heldIn(world))?.id ?? '';
        world.sandbox.control.fault(fault);
        const undone = world.adapter.cancelScheduledChange({ scheduledChangeId: id, idempotencyKey: 'undo-1' }, signal);
        const status = await undone
          .then((outcome) => outcome.status)
          .catch((thrown: unknown) => (isChangePlanError(thrown) ? 'error' : 'thrown'));
        const waits = waiting(await heldIn(world)) !== null;
        if (status === 'undone') expect(waits).toBe(false);
        else expect(['unknown', 'error', 'rejected']).toContain(status);
        if (status === 'rejected') expect(waits).toBe(true);
        expect(chargesOf(system, world)).toEqual([]);
      });

      it.each(at(cancel))('after %s of an end of the subscription', async (_fault, fault) => {
        const world = open(system);
        const ends = {
          effectiveAt: 'next_billing_date',
          reason: null,
          comment: null,
          idempotencyKey: 'end-1',
        } as const;
        world.sandbox.control.fault(fault);
        const asked: Promise<{ readonly status: string }> | undefined = world.adapter.cancelSubscription?.(
          ends,
          signal,
        );
        const status = await asked
          ?.then((outcome) => outcome.status)
          .catch((thrown: unknown) => (isChangePlanError(thrown) ? 'error' : 'thrown'));
        const held = await heldIn(world);
        if (status === 'scheduled') expect(waiting(held)).not.toBeNull();
        else expect(['unknown', 'error', 'rejected']).toContain(status);
        if (status === 'rejected') expect(waiting(held)).toBeNull();
        expect([held.status, chargesOf(system, world)]).toEqual(['active', []]);
      });
    },
  );
