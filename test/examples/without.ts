import type { ContractHarness, ScenarioName } from 'planshift/testing';

/** Every situation but the named ones, ruled out in a sentence. */
export function ruledOut<const N extends ScenarioName>(
  why: string,
  ...opened: readonly N[]
): Record<Exclude<ScenarioName, N>, string> {
  const all: Readonly<Record<ScenarioName, null>> = {
    upgrade: null,
    downgrade: null,
    interval: null,
    free_to_paid: null,
    paid_to_free: null,
    same: null,
    seat_limit: null,
    subscribe: null,
    trial: null,
    credit: null,
    addons: null,
    discount: null,
    past_due: null,
    waits_for_payment: null,
    applies_unpaid: null,
    needs_action: null,
  };
  const names = Object.keys(all).filter((name) => !opened.some((one) => one === name));
  // Every name but the opened ones.
  return Object.fromEntries(names.map((name) => [name, why])) as Record<Exclude<ScenarioName, N>, string>;
}

export type Scenarios = ContractHarness['scenarios'];
