import type { Selection } from '../../core/adapter.js';
import type { Money } from '../../core/money.js';
import type { ReadOutcome, TopUpOutcome } from '../../core/outcome.js';
import type { World } from '../engine/world.js';

/** A preview that was given out. */
export interface GivenPreview {
  readonly token: string;
  readonly scopeKey: string;
  /** State of the subscription it was made for. */
  readonly fingerprint: string;
  readonly selection: Selection;
  readonly amount: Money | null;
  /** The sandbox's time. */
  readonly givenAt: string;
}

/** A preview that was confirmed. */
export interface Attempt {
  readonly preview: GivenPreview;
  readonly idempotencyKey: string;
  readonly expected: Money | null;
  outcome: ReadOutcome;
  /** The checkout that the customer was sent to. */
  readonly checkoutId: string | null;
}

/** What the port remembers of previews and confirms, in the order they came. */
export interface PortBook {
  readonly previews: Map<string, GivenPreview>;
  readonly attempts: Attempt[];
  /** By the key that they were asked with. */
  readonly topUps: Map<string, TopUpOutcome>;
}

const books = new WeakMap<World, PortBook>();

/** The book of a world; another world, as after a reset, has an empty one. */
export function bookOf(world: World): PortBook {
  const known = books.get(world);
  if (known) return known;
  const book: PortBook = { previews: new Map(), attempts: [], topUps: new Map() };
  books.set(world, book);
  return book;
}

export function attemptOf(book: PortBook, token: string, key: string): Attempt | null {
  return book.attempts.find(({ preview, idempotencyKey }) => preview.token === token || idempotencyKey === key) ?? null;
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return comparable(a) === comparable(b);
}

function comparable({ priceId, quantity, addons, discountCodes, effectiveAt }: Selection): string {
  return JSON.stringify([priceId, quantity ?? null, addons ?? null, discountCodes ?? null, effectiveAt ?? null]);
}
