import type { BillingAdapter, Catalog } from '../adapter.js';
import type { FlowEnvironment } from './environment.js';

/** Waiting times. The defaults suit people; tests shorten them. */
export interface FlowTiming {
  /** Before each read of what became of an attempt; after the last the flow ends in words. Default 0, 1, 2, 4, 8, 15, 30 s. */
  readonly readDelaysMs: readonly number[];
  /** The same after a return from a checkout that was not paid. Default 0, 1, 2, 4 s. */
  readonly returnDelaysMs: readonly number[];
  /** Before each repeat of a failed read or preview. Default 0.5, 1.5 s. */
  readonly retryDelaysMs: readonly number[];
  /** When a change that is not answered is called slow. Default 5 s. */
  readonly slowAfterMs: number;
  /** When a change that is not answered is read instead of waited for. Default 60 s, longer than the server's own limit. */
  readonly changeLimitMs: number;
  /** When a read, a preview or an undo that is not answered counts as lost. Default 30 s, longer than the server's own limit. */
  readonly readLimitMs: number;
  /** Longest wait that a busy server may ask for. Default 30 s. */
  readonly longestRetryMs: number;
}

export const DEFAULT_TIMING: FlowTiming = {
  readDelaysMs: [0, 1000, 2000, 4000, 8000, 15_000, 30_000],
  returnDelaysMs: [0, 1000, 2000, 4000],
  retryDelaysMs: [500, 1500],
  slowAfterMs: 5000,
  changeLimitMs: 60_000,
  readLimitMs: 30_000,
  longestRetryMs: 30_000,
};

export interface ChangePlanFlowOptions {
  readonly adapter: BillingAdapter;
  readonly environment: FlowEnvironment;
  /** BCP 47 tag of the reader's language. */
  readonly locale: string;
  /** A catalog the server rendered with. Dropped where the first read belongs to another scope. */
  readonly initialCatalog?: Catalog | null;
  /** Origins a checkout may be on. Default: those the catalog names. */
  readonly allowedRedirectOrigins?: readonly string[];
  /** Lets a change be confirmed where billing cannot say what it costs. Default false. */
  readonly allowWithoutPreview?: boolean;
  readonly timing?: Partial<FlowTiming>;
}
