import type { World } from './engine/world.js';

/** Where a world outlives the process. Text in, text out, and synchronous: what was answered is kept. */
export interface SandboxStore {
  /** The saved world, or null where there is none yet. */
  load(): string | null;
  /** Returns only when the text would survive the end of the process. */
  save(text: string): void;
}

const LISTS = ['planGroups', 'plans', 'customers', 'subscriptions', 'checkouts', 'invoices', 'charges', 'events'];

/** Reads a saved world. @throws Error with a sentence where it is none. */
export function readWorld(text: string): World {
  const value = withLaterFields(parse(text));
  if (!isWorld(value)) throw new Error('The saved data is not a world of this sandbox, or of another version of it.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('The saved data is broken: it is no JSON.', { cause });
  }
}

/** What a world was saved without has its default: nothing of the kind. */
function withLaterFields(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return {
    addons: [],
    discounts: [],
    payments: [],
    ...value,
    subscriptions: each(value.subscriptions, {
      quantity: 1,
      addons: [],
      discounts: [],
      metadata: {},
      pendingChange: null,
    }),
    checkouts: each(value.checkouts, { cancelUrl: null, returnWith: 'nothing' }),
  };
}

function each(list: unknown, defaults: Readonly<Record<string, unknown>>): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown) => (isRecord(item) ? { ...structuredClone(defaults), ...item } : item));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What the sandbox wrote itself is checked for its frame, not for every field.
function isWorld(value: unknown): value is World {
  if (typeof value !== 'object' || value === null) return false;
  const world = new Map<string, unknown>(Object.entries(value));
  const framed = world.get('version') === 1 && typeof world.get('now') === 'string';
  return framed && Number.isSafeInteger(world.get('lastId')) && LISTS.every((name) => Array.isArray(world.get(name)));
}
