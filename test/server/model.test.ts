import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import { isChangePlanError } from '../../src/core/errors.js';
import { sameMoney, type Money } from '../../src/core/money.js';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { promisedAmount } from '../../src/core/preview.js';
import { noSignal, openWorld, readOf, type World } from './world.js';

const PRICES = [
  'pln_starter:monthly',
  'pln_starter:yearly',
  'pln_pro:monthly',
  'pln_pro:yearly',
  'pln_business:monthly',
];
const CHANGE = { method: 'POST', path: '/change-plan' };
const FAULTS = [
  'commit-then-hang',
  'hang-before',
  'truncate-body',
  'reset-once',
  'html-error',
  'decline',
  'store-and-replay',
];

type Act =
  | { readonly kind: 'preview' | 'change'; readonly price: number }
  | { readonly kind: 'confirm' | 'read'; readonly which: number }
  | { readonly kind: 'twice'; readonly which: number; readonly other: number }
  | { readonly kind: 'fault'; readonly which: number }
  | { readonly kind: 'bump' }
  | { readonly kind: 'wait'; readonly ms: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('preview' as const, 'change' as const),
      price: fc.nat(PRICES.length - 1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('confirm' as const, 'read' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('twice' as const), which: fc.nat(5), other: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fault' as const), which: fc.nat(FAULTS.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bump' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 6_000, 200_000, 700_000) }),
  },
);

interface Intent {
  readonly selection: Selection;
  readonly request: ChangePlanRequest;
  readonly shown: Money | null;
  isConfirmed: boolean;
  last: ReadOutcome | null;
}

let world: World;
afterEach(() => world.close());

/** What the customer is left with after an answer that is an outcome. */
async function answered(intent: Intent, ask: () => Promise<ReadOutcome>): Promise<void> {
  try {
    intent.last = await ask();
  } catch (thrown) {
    if (!isChangePlanError(thrown)) throw thrown;
  }
}

async function play(acts: readonly Act[]): Promise<readonly Intent[]> {
  const intents: Intent[] = [];
  const at = (index: number) => intents[intents.length - 1 - (index % Math.max(1, intents.length))];
  const confirm = async (intent: Intent | undefined) => {
    if (!intent) return;
    intent.isConfirmed = true;
    await answered(intent, () => world.adapter.changePlan(intent.request, noSignal));
  };
  for (const one of acts) {
    if (one.kind === 'preview' || one.kind === 'change') {
      const selection = { priceId: PRICES[one.price] ?? '' };
      const preview = await world.preview(selection).catch(() => null);
      if (preview === null || preview.status === 'blocked') continue;
      const request = world.request(preview, selection);
      intents.push({ selection, request, shown: promisedAmount(preview), isConfirmed: false, last: null });
      if (one.kind === 'change') await confirm(intents.at(-1));
    } else if (one.kind === 'confirm') await confirm(at(one.which));
    else if (one.kind === 'twice') await Promise.all([confirm(at(one.which)), confirm(at(one.other))]);
    else if (one.kind === 'read') {
      const intent = at(one.which);
      if (intent?.isConfirmed) await answered(intent, () => world.adapter.readChange(readOf(intent.request), noSignal));
    } else if (one.kind === 'fault')
      world.sandbox.control.fault({ switch: FAULTS[one.which] ?? 'decline', match: CHANGE });
    else if (one.kind === 'bump') world.sandbox.control.fault({ switch: 'price-bump', args: { by: 300 } });
    else if (one.kind === 'wait') world.clock.now += one.ms;
  }
  return intents;
}

describe('any order of previews, confirms, repeats, reads, failures and waiting', () => {
  it('charges at most once for each yes, only what was shown, and tells the truth in the end (INV-1 to INV-4)', async () => {
    let charges = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 30 }), async (acts) => {
        world = openWorld({
          sdk: { timeout: 15 },
          handler: { limits: { perMinute: { change: 1_000, read: 1_000, preview: 1_000 } } },
        });
        try {
          const intents = await play(acts);
          world.sandbox.control.clearFaults();
          world.clock.now += 400_000;
          for (const intent of intents)
            if (intent.isConfirmed && intent.last !== null)
              await answered(intent, () => world.adapter.readChange(readOf(intent.request), noSignal));

          const taken = world.sandbox.control.ledger();
          charges += taken.length;
          const keys = world.sandbox.control
            .requests()
            .filter(({ path }) => path.endsWith('/change-plan'))
            .map(({ headers }) => headers['idempotency-key']);
          // INV-1, INV-4: no more effects than keys, and every key of a confirmed intent.
          expect(taken.length).toBeLessThanOrEqual(new Set(keys).size);
          expect(new Set(keys).size).toBeLessThanOrEqual(intents.filter(({ isConfirmed }) => isConfirmed).length);
          // INV-3: each charge is an amount that some confirmed preview showed.
          for (const { amount, currency } of taken)
            expect(
              intents.some(({ isConfirmed, shown }) => isConfirmed && sameMoney(shown, { amount, currency })),
            ).toBe(true);
          // INV-2: who was told "paid" paid, and nobody paid who was told "not changed".
          const paid = intents.filter(({ last }) => last?.status === 'applied' && last.payment === 'paid');
          const free = paid.filter(({ shown }) => shown !== null && shown.amount <= 0);
          expect(paid.length - free.length).toBeLessThanOrEqual(taken.length);
          for (const { last, shown } of paid)
            if (last?.status === 'applied' && last.amountCharged && last.difference === null)
              expect(sameMoney(last.amountCharged, shown) || (shown?.amount ?? 0) <= 0).toBe(true);
          // INV-6: nothing is left open that a read could not end.
          const { openChange } = await world.adapter.getCatalog({ locale: 'en' }, noSignal);
          expect(openChange?.status ?? 'none').toBe('none');
        } finally {
          world.close();
        }
      }),
      { numRuns: Number(process.env.PLANSHIFT_RUNS ?? 60) },
    );
    console.log(`model: ${charges} charges looked at`);
    expect(charges).toBeGreaterThan(0);
  }, 60_000);
});
