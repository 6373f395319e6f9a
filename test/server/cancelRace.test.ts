import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangePlanHandler, memoryLedger, type Ledger, type Limits } from 'planshift/server';
import { createSandbox } from 'planshift/sandbox';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import type { BillingAdapter } from '../../src/core/adapter.js';
import { isChangePlanError } from '../../src/core/errors.js';
import { promisedAmount } from '../../src/core/preview.js';
import { APP, noSignal, scopeOf, SECRET } from './world.js';

const SANDBOX = 'http://127.0.0.1:4010';
const selection = { priceId: 'pri_business_monthly' };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets everything else that can go on go on, that many times. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Settings {
  readonly ledger?: Ledger;
  readonly limits?: Partial<Omit<Limits, 'perMinute'>>;
}

/** A page over the real handler, on the sandbox's own port, which says how many calls that change something run at once. */
function open({ ledger = memoryLedger(), limits = {} }: Settings = {}) {
  const sandbox = createSandbox({ origin: SANDBOX });
  const seen = { running: 0, most: 0, order: [] as string[] };
  const watched = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    seen.order.push(name);
    seen.running += 1;
    seen.most = Math.max(seen.most, seen.running);
    return call().finally(() => (seen.running -= 1));
  };
  const clock = { now: Date.now() };
  const handler = createChangePlanHandler({
    provider: (scope) => {
      const inner = sandbox.adapter(scope);
      return {
        ...inner,
        changePlan: (request, signal) => watched('change', () => inner.changePlan(request, signal)),
        cancelSubscription: (request, signal) =>
          watched('cancel', async () => {
            if (!inner.cancelSubscription) throw new Error('The port cancels.');
            return inner.cancelSubscription(request, signal);
          }),
      };
    },
    authorize: () => scopeOf('demo'),
    secrets: [SECRET],
    ledger,
    allowedOrigins: [APP],
    allowedRedirectOrigins: [SANDBOX],
    returnUrl: `${APP}/settings/plan`,
    accept: { cancel: true, cancelNow: true },
    limits: { perMinute: { change: 1e6, cancel: 1e6, preview: 1e6, catalog: 1e6 }, ...limits },
    now: () => clock.now,
  });
  const adapter: BillingAdapter = createHttpAdapter({
    endpoint: `${APP}/api/billing`,
    headers: { origin: APP, 'sec-fetch-site': 'same-origin' },
    fetch: (input, init) => handler(new Request(input, { ...init, signal: null })),
  });
  const change = async () => {
    const preview = await adapter.previewChangePlan({ selection, locale: 'en' }, noSignal);
    const token = 'token' in preview ? preview.token : 'none';
    const expected = promisedAmount(preview);
    return () =>
      said(
        adapter.changePlan(
          { selection, token, expected, idempotencyKey: 'change-1', returnTo: null, locale: 'en' },
          noSignal,
        ),
      );
  };
  const cancel = (idempotencyKey = 'cancel-1') =>
    said(
      adapter.cancelSubscription?.(
        { effectiveAt: 'next_billing_date', reason: null, comment: null, idempotencyKey },
        noSignal,
      ),
    );
  const slow = (path: string, ms: number) => sandbox.control.fault({ switch: 'delay', match: { path }, args: { ms } });
  return { sandbox, seen, clock, adapter, change, cancel, slow };
}

/** The status of an answer, or the code of an error. */
const said = async (asked: Promise<{ readonly status: string }> | undefined): Promise<string | undefined> => {
  try {
    return (await asked)?.status;
  } catch (thrown) {
    if (isChangePlanError(thrown)) return thrown.code;
    throw thrown;
  }
};

const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await pause(1);
};

describe('a change and a cancellation of one subscription', () => {
  it('a change that is confirmed while a cancellation is on its way is refused, and nothing of it is sent', async () => {
    const { change, cancel, slow, seen, sandbox } = open();
    const confirm = await change();
    slow('/port/cancel', 120);
    const canceling = cancel();
    await until(() => seen.running === 1);
    expect(await confirm()).toBe('change_in_progress');
    expect(await canceling).toBe('scheduled');
    expect(seen.order).toEqual(['cancel']);
    // Once the cancellation is answered the same yes is asked again, since the subscription is another one now.
    expect(await confirm()).toBe('preview_stale');
    expect(sandbox.control.ledger()).toEqual([]);
  });

  it('a cancellation that is asked for while a change is on its way is refused, and goes through afterwards', async () => {
    const { change, cancel, slow, seen } = open();
    const confirm = await change();
    slow('/port/change', 120);
    const changing = confirm();
    await until(() => seen.running === 1);
    expect(await cancel()).toBe('change_in_progress');
    expect(await changing).toBe('applied');
    expect(await cancel()).toBe('scheduled');
    expect(seen).toMatchObject({ most: 1, order: ['change', 'cancel'] });
  });

  it('never run at once, however a shared ledger and the network order them', { timeout: 60_000 }, async () => {
    const outcomes = new Set<string>();
    const waits = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(waits, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), async (ms, a, b) => {
        let asked = 0;
        const ledger = slowed(memoryLedger(), () => turns(ms[(asked += 1) % ms.length] ?? 0));
        const { change, cancel, slow, seen } = open({ ledger });
        const confirm = await change();
        slow('/port/change', 2);
        slow('/port/cancel', 2);
        const both = await Promise.all([turns(4 * a).then(confirm), turns(4 * b).then(() => cancel())]);
        outcomes.add(both.join(' '));
        expect(seen.most).toBeLessThanOrEqual(1);
        // Whatever came first, the customer can still leave.
        expect(await cancel('cancel-2')).toMatch(/^(scheduled|rejected)$/);
      }),
      { numRuns: 100 },
    );
    expect([...outcomes].filter((both) => both.startsWith('applied'))).not.toEqual([]);
    expect([...outcomes].filter((both) => both.endsWith('scheduled'))).not.toEqual([]);
  });

  it('a cancellation without an answer keeps changes off until what it did would show', async () => {
    const { change, cancel, slow, seen, clock, sandbox } = open({ limits: { providerTimeoutMs: 40 } });
    const confirm = await change();
    slow('/port/cancel', 150);
    expect(await cancel()).toBe('unknown');
    expect(await confirm()).toBe('change_in_progress');
    await until(() => seen.running === 0);
    clock.now += 15_000;
    // It never arrived: the change that was shown is still the one that is made.
    expect(await confirm()).toBe('applied');
    expect(sandbox.control.ledger()).toMatchObject([{ reason: 'plan_change' }]);
  });

  it('a cancellation of a process that ended keeps nobody off for ever', async () => {
    const kept = memoryLedger();
    const died: Ledger = { ...kept, release: async () => false, write: async () => false };
    expect(await open({ ledger: died }).cancel()).toBe('scheduled');
    const { change, cancel, clock, adapter } = open({ ledger: kept, limits: { duplicateWaitMs: 0 } });
    const confirm = await change();
    expect(await confirm()).toBe('change_in_progress');
    expect(await cancel()).toBe('change_in_progress');
    clock.now += 200_000;
    expect(await cancel()).toBe('scheduled');
    expect((await adapter.getCatalog({ locale: 'en' }, noSignal)).subscription?.cancellation).not.toBeNull();
  });

  it('asked for twice at once, a cancellation is sent one after the other and says the same', async () => {
    const { cancel, slow, seen } = open();
    slow('/port/cancel', 30);
    expect(await Promise.all([cancel(), cancel()])).toEqual(['scheduled', 'scheduled']);
    expect(seen).toMatchObject({ most: 1, order: ['cancel', 'cancel'] });
  });
});

/** A ledger somewhere else: every step takes its time, before and after it is done. */
function slowed(ledger: Ledger, wait: () => Promise<unknown>): Ledger {
  const later =
    <A extends readonly unknown[], T>(step: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      await wait();
      const answer = await step(...given);
      await wait();
      return answer;
    };
  return {
    shared: ledger.shared,
    knowsSince: ledger.knowsSince,
    claim: later((entry, replacing) => ledger.claim(entry, replacing)),
    find: later((scopeKey, id) => ledger.find(scopeKey, id)),
    findOpen: later((scopeKey) => ledger.findOpen(scopeKey)),
    write: later((entry) => ledger.write(entry)),
    release: later((entry) => ledger.release(entry)),
  };
}
