import type { EngineOptions, SandboxOptions } from './engine/options.js';
import { withDefaults } from './engine/options.js';
import type { DeclineCode, Gateway } from './engine/pay.js';
import { checkProrationOptions, implemented, PLAN_CHANGE_MODELS } from './engine/proration.js';
import type { SeedName } from './engine/seed.js';
import { SEED_NOW, SEEDS, seedWorld } from './engine/seed.js';
import type { World } from './engine/world.js';
import type { FaultBox, Faulty } from './faults/faults.js';
import { createFaultBox } from './faults/faults.js';
import type { Journal } from './journal.js';
import { createJournal } from './journal.js';
import type { SandboxStore } from './store.js';
import { readWorld } from './store.js';

/** What the parts of a sandbox share. */
export interface SandboxCore {
  readonly world: World;
  readonly options: EngineOptions;
  readonly faults: FaultBox;
  readonly journal: Journal;
  /** Where the hosted pages are. */
  readonly origin: string;
  /** The world as it was before the last change, for reads that lag behind; null before the first. */
  readonly before: World | null;
  /** Does something to the world and keeps it before returning. */
  write<T>(work: (world: World) => T): T;
  /** Calls after every write, when it is kept. */
  onWrite(listener: () => void): void;
  /** What the bank says to the payments of a request. */
  gatewayOf(request: Faulty): Gateway;
  setOptions(options: SandboxOptions): void;
  reset(seed?: SeedName, now?: string): void;
}

export interface CoreSettings {
  readonly seed?: SeedName | undefined;
  /** ISO 8601; where a saved world exists its own time goes on. */
  readonly now?: string | undefined;
  readonly options?: SandboxOptions | undefined;
  readonly store?: SandboxStore | undefined;
  readonly origin: () => string;
}

export function createCore({ seed = 'default', now = SEED_NOW, options, store, origin }: CoreSettings): SandboxCore {
  const saved = store?.load() ?? null;
  let world = saved === null ? seedWorld(checkSeed(seed), now) : readWorld(saved);
  let current = checkOptions(withDefaults(options));
  let before: World | null = null;
  const faults = createFaultBox();
  const journal = createJournal();
  const listeners: (() => void)[] = [];
  const save = () => store?.save(JSON.stringify(world));
  if (saved === null) save();

  return {
    get world() {
      return world;
    },
    get options() {
      return current;
    },
    get origin() {
      return origin();
    },
    get before() {
      return before;
    },
    faults,
    journal,
    write(work) {
      const snapshot = copyOf(world);
      try {
        return work(world);
      } finally {
        if (!sameSubscriptions(snapshot, world)) before = snapshot;
        save();
        for (const listener of listeners) listener();
      }
    },
    onWrite: (listener) => void listeners.push(listener),
    gatewayOf: (request) => () => {
      const hit = faults.takeDecline(request);
      return hit && declineOf(hit.args.code);
    },
    setOptions: (next) => {
      current = checkOptions(
        withDefaults({
          ...current,
          ...next,
          proration: { ...current.proration, ...next.proration },
          commet: { ...current.commet, ...next.commet },
          dodo: { ...current.dodo, ...next.dodo },
          stripe: { ...current.stripe, ...next.stripe },
          partner: { ...current.partner, ...next.partner },
        }),
      );
    },
    reset(nextSeed = seed, nextNow = now) {
      world = seedWorld(checkSeed(nextSeed), nextNow);
      before = null;
      faults.clear();
      journal.clear();
      save();
    },
  };
}

// What has happened is never changed but for its own fields: copied in depth, a long history would make every write slow.
function copyOf({ events, charges, idempotency, invoices, ...rest }: World): World {
  return {
    ...structuredClone(rest),
    events: [...events],
    charges: [...charges],
    idempotency: { ...idempotency },
    invoices: invoices.map((invoice) => ({ ...invoice })),
  };
}

// A repeated or refused request leaves the last change the last one.
function sameSubscriptions(a: World, b: World): boolean {
  return JSON.stringify(a.subscriptions) === JSON.stringify(b.subscriptions);
}

function declineOf(code: unknown): DeclineCode {
  return code === 'payment_failed' ? 'payment_failed' : 'charge_failed';
}

function checkSeed(seed: string): SeedName {
  return implemented('seed', SEEDS, seed);
}

function checkOptions(options: EngineOptions): EngineOptions {
  checkProrationOptions(options.proration);
  implemented('plan change model', PLAN_CHANGE_MODELS, options.proration.model);
  return options;
}
