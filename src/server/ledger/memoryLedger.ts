import { superseded, type Ledger, type LedgerEntry } from '../ledger.js';

export interface MemoryLedgerOptions {
  /** How long settled entries are kept, in milliseconds. Default: one day. */
  readonly keepSettledForMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const DAY = 86_400_000;

/**
 * A ledger in this process's memory: for development, tests and one single process. A restart forgets open changes, and two
 * processes do not see each other's, so in production it is accepted only with a provider that knows idempotency keys.
 */
export function memoryLedger({ keepSettledForMs = DAY, now = Date.now }: MemoryLedgerOptions = {}): Ledger {
  const entries = new Map<string, LedgerEntry>();
  /** Scope → the name of its open entry. */
  const open = new Map<string, string>();
  /** Name → when it was settled, oldest first. */
  const settledAt = new Map<string, number>();
  const nameOf = (scopeKey: string, id: string) => JSON.stringify([scopeKey, id]);

  function store(entry: LedgerEntry): void {
    const name = nameOf(entry.scopeKey, entry.id);
    entries.set(name, structuredClone(entry));
    if (entry.status !== 'settled') return void open.set(entry.scopeKey, name);
    settledAt.set(name, now());
    leave(entry.scopeKey, name);
  }

  function leave(scopeKey: string, name: string): void {
    if (open.get(scopeKey) === name) open.delete(scopeKey);
  }

  function forgetOld(): void {
    for (const [name, at] of settledAt) {
      // Settled in order: the first that is young ends the search.
      if (now() - at < keepSettledForMs) return;
      settledAt.delete(name);
      entries.delete(name);
    }
  }

  function openOf(scopeKey: string): LedgerEntry | null {
    return entries.get(open.get(scopeKey) ?? '') ?? null;
  }

  return {
    shared: false,
    knowsSince: now(),
    async claim(entry, replacing) {
      forgetOld();
      const same = entries.get(nameOf(entry.scopeKey, entry.id));
      if (same) return { status: same.status === 'settled' ? 'settled' : 'open', entry: structuredClone(same) };
      const other = openOf(entry.scopeKey);
      if (other && !(replacing && other.id === replacing.id && other.version === replacing.version))
        return { status: 'open', entry: structuredClone(other) };
      if (other) store(superseded(other));
      store(entry);
      return { status: 'claimed', entry };
    },
    async find(scopeKey, id) {
      return structuredClone(entries.get(nameOf(scopeKey, id)) ?? null);
    },
    async findOpen(scopeKey) {
      return structuredClone(openOf(scopeKey));
    },
    async write(entry) {
      const stored = entries.get(nameOf(entry.scopeKey, entry.id));
      if ((stored?.version ?? 0) !== entry.version - 1) return false;
      store(entry);
      return true;
    },
    async release(entry) {
      const name = nameOf(entry.scopeKey, entry.id);
      const stored = entries.get(name);
      if (stored?.version !== entry.version || stored.status === 'settled') return false;
      leave(entry.scopeKey, name);
      return entries.delete(name);
    },
  };
}
