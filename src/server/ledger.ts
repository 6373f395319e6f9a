import type { ReadOutcome } from '../core/outcome.js';
import type { PreviewClaims } from './previewToken.js';

/** Where a confirmed change stands. `settled` ends it; every other status keeps the subscription's one place. */
export type LedgerStatus =
  | 'in_flight'
  | 'requires_checkout'
  | 'requires_action'
  | 'processing'
  | 'pending'
  | 'unknown'
  | 'settled';

/** One confirmed change, as plain JSON. */
export interface LedgerEntry {
  /** The id of the preview token: one confirmed preview is one entry. */
  readonly id: string;
  /** Opaque name of the subscription. */
  readonly scopeKey: string;
  /** Raised by one at every write. */
  readonly version: number;
  readonly status: LedgerStatus;
  readonly claims: PreviewClaims;
  readonly subscriptionId: string | null;
  /** The key that the provider was given. */
  readonly idempotencyKey: string;
  /** The provider's token that the change was made with. */
  readonly providerToken: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When the provider's call ended, with or without an answer; null while it may still run. */
  readonly overAt: number | null;
  /** The last thing that is known. Null only while in flight. */
  readonly outcome: ReadOutcome | null;
}

/** `claimed`: the place is yours. `open`: it is taken, by this or another token. `settled`: this token has its outcome. */
export interface LedgerClaim {
  readonly status: 'claimed' | 'open' | 'settled';
  readonly entry: LedgerEntry;
}

/**
 * Holds at most one open change per subscription, and what became of those before. A cancellation that is on its way holds a
 * place too, under a scope key of its own, so that the two never run at once. Made for shared stores: each method is
 * one atomic step, and a write names the version it was made from. Settled entries are kept for at least a day.
 * A rejected promise means that nothing was written.
 */
export interface Ledger {
  /** Whether other processes see it and it outlives this one. */
  readonly shared: boolean;

  /**
   * Every claim since this instant is known here, but for settled ones older than a day. Milliseconds since 1970; 0 for a store
   * that keeps what it is given.
   */
  readonly knowsSince: number;

  /**
   * Takes the subscription's place for `entry`, in this order: an entry of the same id answers as it stands; an open entry of
   * another id answers `open`, unless it is exactly `replacing`, which is settled as superseded; else the place is taken.
   */
  claim(entry: LedgerEntry, replacing: LedgerEntry | null): Promise<LedgerClaim>;

  find(scopeKey: string, id: string): Promise<LedgerEntry | null>;

  findOpen(scopeKey: string): Promise<LedgerEntry | null>;

  /**
   * Writes `entry` where the stored version is `entry.version - 1`, which is 0 where there is none; false where another write
   * was first.
   */
  write(entry: LedgerEntry): Promise<boolean>;

  /** Forgets an entry whose change was never sent, where the stored version is the entry's. */
  release(entry: LedgerEntry): Promise<boolean>;
}

/** The entry that stands in for one that gave up its place. */
export function superseded(entry: LedgerEntry): LedgerEntry {
  return {
    ...entry,
    version: entry.version + 1,
    status: 'settled',
    outcome: { status: 'not_changed', reason: 'superseded', subscription: null },
  };
}
