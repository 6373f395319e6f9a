import type { Capabilities } from '../../core/adapter.js';
import type { AdapterPromise, Capability } from './promise.js';

/** What a run of the contract found out. Complete when its last test has run. */
export interface ContractReport {
  readonly name: string;
  /** What the system says it can do. */
  readonly claimed: readonly Capability[];
  /** Claimed, and shown by a promise that was kept. */
  proved(): readonly Capability[];
  /** Claimed, and shown by nothing in this run. */
  unproved(): readonly Capability[];
  keptPromises(): readonly string[];
  /** Promises that were not asked for, each with the reason. */
  readonly left: readonly { readonly promise: string; readonly why: string }[];
  /** The report in lines of text. */
  text(): string;
}

interface OpenReport extends ContractReport {
  kept(promise: AdapterPromise): void;
  leftOut(promise: string, why: string): void;
}

export function createReport(name: string, capabilities: Capabilities): OpenReport {
  // The keys of the claim are its capabilities.
  const claimed = (Object.keys(capabilities) as Capability[]).filter((capability) => capabilities[capability]);
  const shown = new Set<Capability>();
  const kept: string[] = [];
  const left: { promise: string; why: string }[] = [];
  const report: OpenReport = {
    name,
    claimed,
    left,
    proved: () => claimed.filter((capability) => shown.has(capability)),
    unproved: () => claimed.filter((capability) => !shown.has(capability)),
    keptPromises: () => kept,
    kept: (promise) => {
      kept.push(promise.title);
      for (const capability of promise.proves ?? []) shown.add(capability);
    },
    leftOut: (promise, why) => void left.push({ promise, why }),
    text: () =>
      [
        `${name}: ${kept.length} promises kept, ${left.length} not asked for.`,
        `  claimed and proved: ${report.proved().join(', ') || 'none'}`,
        `  claimed, not proved here: ${report.unproved().join(', ') || 'none'}`,
        ...left.map(({ promise, why }) => `  not asked for: ${promise} (${why})`),
      ].join('\n'),
  };
  return report;
}
