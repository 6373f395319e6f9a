import type { World, WorldEvent } from '../engine/world.js';
import type { WireName } from '../wires/apiKeys.js';
import { commetVoice } from './commetVoice.js';
import { dodoVoice } from './dodoVoice.js';
import type { WebhookEndpoint } from './endpoint.js';
import { ocpVoice } from './ocpVoice.js';
import { stripeVoice } from './stripeVoice.js';

/** One event of the engine in a vendor's words. */
export interface WebhookMessage {
  /** The vendor's own word for it. */
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Signing {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly secret: string;
  /** Seconds since 1970 that the delivery says it is sent at. */
  readonly seconds: number;
}

/** Where an event is told. */
export interface WebhookPlace {
  /** Where the sandbox's hosted pages are. */
  readonly origin: string;
  readonly endpoint: WebhookEndpoint;
}

/** How a vendor tells of events. */
export interface WebhookVoice {
  /** Null where the vendor has no word for it. Made at each delivery, so that it holds the state of that time. */
  messageOf(event: WorldEvent, world: World, place: WebhookPlace): WebhookMessage | null;
  headersOf(signing: Signing): Promise<Readonly<Record<string, string>>>;
  /** Seconds from each failed delivery to the next, where the endpoint does not say otherwise. */
  readonly retryAfter: readonly number[];
}

const VOICES: Readonly<Record<WireName, WebhookVoice>> = {
  commet: commetVoice,
  dodo: dodoVoice,
  ocp: ocpVoice,
  stripe: stripeVoice,
};

export function voiceOf(provider: WireName): WebhookVoice {
  return VOICES[provider];
}
