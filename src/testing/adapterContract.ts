import type { Capability, AdapterPromise } from './contract/promise.js';
import type { ContractHarness, ContractRunner, ContractWorld, LeverName, ScenarioName } from './contract/harness.js';
import { changingPromises } from './contract/promises/changing.js';
import { checkoutPromises } from './contract/promises/checkout.js';
import { choosingPromises } from './contract/promises/choosing.js';
import { creditPromises } from './contract/promises/credit.js';
import { endingPromises } from './contract/promises/ending.js';
import { linkPromises } from './contract/promises/links.js';
import { payingPromises } from './contract/promises/paying.js';
import { readingPromises } from './contract/promises/reading.js';
import { refusingPromises } from './contract/promises/refusing.js';
import { schedulingPromises } from './contract/promises/scheduling.js';
import { createReport, type ContractReport } from './contract/report.js';
import { alike, say } from './contract/say.js';
import { createStage, type Levers } from './contract/stage.js';

const CLAIMS = { title: 'claims in its catalog what it is said to claim' };

/** Everything a billing adapter promises. */
export const adapterPromises: readonly AdapterPromise[] = [
  ...readingPromises,
  ...changingPromises,
  ...schedulingPromises,
  ...checkoutPromises,
  ...choosingPromises,
  ...payingPromises,
  ...endingPromises,
  ...creditPromises,
  ...linkPromises,
  ...refusingPromises,
];

/**
 * The contract of a billing adapter, as tests of any runner that has `describe` and `it`.
 * Each promise gets a world of its own. What a system does not claim, or a harness cannot bring about, is left out and named
 * in the report, which is complete when the last test has run.
 */
export function adapterContract<W extends ContractWorld>(
  harness: ContractHarness<W>,
  runner: ContractRunner,
): ContractReport {
  const report = createReport(harness.name, harness.capabilities);
  runner.describe(`the adapter contract, kept by ${harness.name}`, () => {
    runner.it(CLAIMS.title, () => report.watch(CLAIMS, claimsAreTrue(harness)));
    for (const promise of adapterPromises) {
      const why = whyNotAsked(harness, promise);
      if (why !== null) report.leftOut(promise.title, why);
      else runner.it(promise.title, () => report.watch(promise, keep(harness, promise)));
    }
  });
  return report;
}

async function keep<W extends ContractWorld>(harness: ContractHarness<W>, promise: AdapterPromise): Promise<void> {
  const open = scenarioOf(harness, promise.scenario);
  if (typeof open === 'string') return;
  const world = await open();
  try {
    await promise.keep(createStage(world, leversOf(harness, world), harness.capabilities));
  } finally {
    await world.close();
  }
}

async function claimsAreTrue<W extends ContractWorld>(harness: ContractHarness<W>): Promise<void> {
  const open = Object.values(harness.scenarios).find((scenario) => typeof scenario !== 'string');
  say(typeof open === 'function', 'The harness opens no scenario at all.');
  const world = await open();
  try {
    const { capabilities } = await world.adapter.getCatalog({ locale: 'en' }, new AbortController().signal);
    say(alike(capabilities, harness.capabilities), `The catalog claims ${JSON.stringify(capabilities)}.`);
  } finally {
    await world.close();
  }
}

/** Harnesses in plain JavaScript may say nothing of a scenario that is newer than they are. */
function scenarioOf<W extends ContractWorld>({ scenarios }: ContractHarness<W>, name: ScenarioName) {
  const known: Partial<typeof scenarios> = scenarios;
  return known[name] ?? `the harness does not say whether it has "${name}"`;
}

/** Why a promise is not asked of this system, or null where it is. */
function whyNotAsked<W extends ContractWorld>(harness: ContractHarness<W>, promise: AdapterPromise): string | null {
  const scenario = scenarioOf(harness, promise.scenario);
  if (typeof scenario === 'string') return scenario;
  const claims = (name: Capability) => harness.capabilities[name];
  const unclaimed = [...(promise.proves ?? []), ...(promise.where ?? [])].find((name) => !claims(name));
  if (unclaimed !== undefined) return `${unclaimed} is not claimed`;
  const claimed = promise.without?.find(claims);
  if (claimed !== undefined) return `${claimed} is claimed`;
  const missing = promise.levers?.find((name) => harness.levers?.[name] === undefined);
  return missing === undefined ? null : `the harness has no lever ${missing}`;
}

function leversOf<W extends ContractWorld>({ levers = {} }: ContractHarness<W>, world: W): Levers {
  const absent = (name: LeverName) => new RangeError(`The harness has no lever "${name}".`);
  return {
    has: (name) => levers[name] !== undefined,
    pull: async (name) => {
      const lever = levers[name];
      if (!lever) throw absent(name);
      await lever.call(levers, world);
    },
    advanceDays: async (days) => {
      if (!levers.advanceDays) throw absent('advanceDays');
      await levers.advanceDays(world, days);
    },
    atCheckout: async (name, checkoutUrl) => {
      const lever = levers[name];
      if (!lever) throw absent(name);
      await lever.call(levers, world, checkoutUrl);
    },
  };
}
