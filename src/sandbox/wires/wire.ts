import type { World } from '../engine/world.js';
import type { WireAnswer, WireContext, WireRequest } from './answer.js';
import type { WireName } from './apiKeys.js';

/** One vendor's HTTP protocol over the engine. What differs between vendors under a fault is said here too. */
export interface Wire {
  readonly name: WireName;
  /** Where it begins, below the sandbox's own address: `/commet`. */
  readonly mount: string;
  /** One request, one answer. What the wire does not serve is answered 501 with a sentence. */
  handle(request: WireRequest, context: WireContext): WireAnswer;
  /** Whether the request only asks what a change would do. */
  isPreview(request: WireRequest): boolean;
  /** Whether it carries a plan change out. */
  isChange(request: WireRequest): boolean;
  /** The engine's id of the subscription that a request is about; null where it names none. */
  subscriptionOf(request: WireRequest, world: World): string | null;
  /** An error of the vendor's shape that says that something failed inside. */
  failure(status: number): WireAnswer;
  rateLimited(headers: Readonly<Record<string, string>>): WireAnswer;
  /** A preview's answer whose total is off by so many minor units. */
  withTotalOff(body: string, by: number): string;
  /** The idempotency of a protocol that has it. */
  readonly keys: WireKeys | null;
}

export interface WireKeys {
  /** The key of a request; null where it has none. */
  keyOf(request: WireRequest): string | null;
  /** What a second request with a key gets while the first is still running. */
  busy(): WireAnswer;
  /** Keeps an answer for its key, whatever it says. */
  keep(world: World, request: WireRequest, answer: WireAnswer): void;
}
