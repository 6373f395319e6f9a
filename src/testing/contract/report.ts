import type { Capabilities } from '../../core/adapter.js';
import type { AdapterPromise, Capability } from './promise.js';

/** A promise with what is to be said of it. */
export interface PromiseNote {
  readonly promise: string;
  readonly why: string;
}

/** What a run of the contract found out, as plain JSON. */
export interface ContractSummary {
  readonly name: string;
  readonly claimed: readonly Capability[];
  readonly proved: readonly Capability[];
  readonly unproved: readonly Capability[];
  readonly kept: readonly string[];
  readonly broken: readonly PromiseNote[];
  readonly left: readonly PromiseNote[];
}

/** What a run of the contract found out. Complete when its last test has run. */
export interface ContractReport {
  readonly name: string;
  /** What the system says it can do. */
  readonly claimed: readonly Capability[];
  /** Claimed, shown by a promise that was kept, and contradicted by none. */
  proved(): readonly Capability[];
  /** Claimed, and shown by nothing in this run. */
  unproved(): readonly Capability[];
  keptPromises(): readonly string[];
  /** Promises that were not kept, each with the sentence that says how. */
  brokenPromises(): readonly PromiseNote[];
  /** Promises that were not asked for, each with the reason. */
  readonly left: readonly PromiseNote[];
  /** The report in lines of text. */
  text(): string;
  /** The report as data, which is what `JSON.stringify` writes. */
  toJSON(): ContractSummary;
}

type Watched = Pick<AdapterPromise, 'title' | 'proves'>;

interface OpenReport extends ContractReport {
  /** Notes how the test of a promise ended, and lets it end so. */
  watch(promise: Watched, test: Promise<void>): Promise<void>;
  leftOut(promise: string, why: string): void;
}

export function createReport(name: string, capabilities: Capabilities): OpenReport {
  // The keys of the claim are its capabilities.
  const claimed = (Object.keys(capabilities) as Capability[]).filter((capability) => capabilities[capability]);
  const shown = new Set<Capability>();
  const doubted = new Set<Capability>();
  const isProved = (capability: Capability) => shown.has(capability) && !doubted.has(capability);
  const [kept, broken, left]: [string[], PromiseNote[], PromiseNote[]] = [[], [], []];
  const notes = () => ({ kept: [...kept], broken: [...broken], left: [...left] });
  const report: OpenReport = {
    name,
    claimed,
    left,
    proved: () => claimed.filter(isProved),
    unproved: () => claimed.filter((capability) => !isProved(capability)),
    keptPromises: () => kept,
    brokenPromises: () => broken,
    watch: async ({ title, proves = [] }, test) => {
      try {
        await test;
      } catch (thrown) {
        for (const capability of proves) doubted.add(capability);
        broken.push({ promise: title, why: thrown instanceof Error ? thrown.message : String(thrown) });
        throw thrown;
      }
      kept.push(title);
      for (const capability of proves) shown.add(capability);
    },
    leftOut: (promise, why) => void left.push({ promise, why }),
    text: () => textOf(report.toJSON()),
    toJSON: () => ({ name, claimed, proved: report.proved(), unproved: report.unproved(), ...notes() }),
  };
  return report;
}

function textOf({ name, proved, unproved, kept, broken, left }: ContractSummary): string {
  return [
    `${name}: ${kept.length} promises kept, ${broken.length} broken, ${left.length} not asked for.`,
    `  claimed and proved: ${proved.join(', ') || 'none'}`,
    `  claimed, not proved here: ${unproved.join(', ') || 'none'}`,
    ...broken.map(({ promise, why }) => `  broken: ${promise} (${why})`),
    ...left.map(({ promise, why }) => `  not asked for: ${promise} (${why})`),
  ].join('\n');
}
