import type { EngineOptions } from '../engine/options.js';
import type { Gateway } from '../engine/pay.js';
import type { World } from '../engine/world.js';

/** A request as a wire reads it: the body is text, because a broken one has to be answered too. */
export interface WireRequest {
  readonly method: string;
  /** Path after the wire's mount, beginning with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a wire works on. */
export interface WireContext {
  readonly world: World;
  readonly options: EngineOptions;
  readonly gateway: Gateway;
  /** Where the hosted pages are: `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Milliseconds of real time, for what happens a moment later. */
  readonly realNow: number;
  /** Minor units charged beyond what is right, for a fault. */
  readonly overcharge: number;
}
