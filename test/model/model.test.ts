import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAct, comeToRest, CUSTOMERS, play, type Act } from './acts.js';
import { checkAlways, checkRest, checkSecrets, checkToldInTheEnd } from './invariants.js';
import { openWorld } from './world.js';

const RUNS = Number(process.env.PLANSHIFT_RUNS ?? 250);
const SECONDS = Number(process.env.PLANSHIFT_SECONDS ?? 30);
const SEED = Number(process.env.PLANSHIFT_SEED ?? 20260416);

const figures = {
  sequences: 0,
  acts: 0,
  intents: 0,
  charges: 0,
  purchases: 0,
  topUps: 0,
  checkouts: 0,
  told: new Map<string, number>(),
};

async function run(who: string, balances: boolean, acts: readonly Act[]): Promise<void> {
  const world = openWorld({ who, balances, named: who !== 'new' });
  try {
    world.openPage();
    await world.time.pass(50);
    for (const act of acts) {
      await play(world, act);
      checkAlways(world);
    }
    await comeToRest(world);
    checkAlways(world);
    checkRest(world);
    checkToldInTheEnd(world);
    checkSecrets(world);
    figures.sequences += 1;
    figures.acts += acts.length;
    figures.intents += world.intents.size;
    figures.charges += world.charges.length;
    figures.purchases += world.purchases.all.length;
    figures.topUps += world.purchases.charges.length;
    figures.checkouts += world.checkouts.length;
    for (const { told } of world.intents.values()) {
      const last = told.at(-1)?.message ?? '';
      figures.told.set(last, (figures.told.get(last) ?? 0) + 1);
    }
  } finally {
    world.close();
  }
}

describe('whatever customers, networks and the billing system do, in whatever order', () => {
  it(
    'nobody pays twice, the amount shown is the amount charged, and the last word is true',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...CUSTOMERS),
          fc.boolean(),
          fc.array(anAct, { minLength: 5, maxLength: 40, size: 'max' }),
          run,
        ),
        { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false },
      );
      const told = [...figures.told].sort((a, b) => b[1] - a[1]).map(([message, count]) => `${message} ${count}`);
      console.info(
        `model: seed ${SEED}, ${figures.sequences} sequences, ${figures.acts} acts, ${figures.intents} intents, ` +
          `${figures.charges} charges, ${figures.checkouts} checkouts, ` +
          `${figures.purchases} purchases of credit with ${figures.topUps} charges; told in the end: ${told.join(', ')}`,
      );
      expect(figures.charges).toBeGreaterThan(10);
      expect(figures.topUps).toBeGreaterThan(5);
      expect(figures.intents).toBeGreaterThan(figures.sequences / 2);
    },
    (SECONDS + 120) * 1000,
  );
});
