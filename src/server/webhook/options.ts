import type { HintedWebhookEvent, SignedWebhookEvent, WebhookEvent, WebhookScheme } from './event.js';
import type { SeenEvents } from './seenEvents.js';
import type { SignatureProblem } from './verify.js';

interface SharedOptions<E extends WebhookEvent> {
  /**
   * Called once for each event, before it is acknowledged. What it throws, or a time beyond `handlingTimeoutMs`, is answered with
   * 5xx, so that the provider delivers again. Read the subscription here; do not store what an event says.
   */
  readonly onEvent: (event: E) => void | Promise<void>;
  /** Which events were handled. Default: in this process's memory. */
  readonly seen?: SeenEvents;
  /** Largest body. Default 1,000,000. */
  readonly maxBytes?: number;
  /** How long `onEvent` may take, in milliseconds. Default 8,000: the shortest patience of the vendors is ten seconds. */
  readonly handlingTimeoutMs?: number;
  /** What was refused, repeated or failed; free of secrets and payloads, ready to be logged. */
  readonly onProblem?: (problem: WebhookProblem) => void | Promise<void>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface SignedWebhookOptions extends SharedOptions<SignedWebhookEvent> {
  /** `standard` is Standard Webhooks, as Dodo Payments sends them. */
  readonly scheme: Exclude<WebhookScheme, 'partner'>;
  /** The endpoint's signing secrets; put a new one beside the old while you rotate. */
  readonly secrets: readonly string[];
  /** Oldest and farthest ahead that a signed time may be. Default 300. Without effect for Commet, which signs none. */
  readonly toleranceSeconds?: number;
  /** How long an event is remembered. Default 7 days; every vendor stops delivering again before. */
  readonly rememberForMs?: number;
}

export interface PartnerWebhookOptions extends SharedOptions<HintedWebhookEvent> {
  readonly scheme: 'partner';
  /** The partner API signs nothing. A token of your own in the URL or a header keeps most strangers out; it proves little. */
  readonly token?: {
    /** At least 16 characters each. */
    readonly secrets: readonly string[];
    /** `path`: the last part of the URL's path. URLs are often logged, so prefer a header where one can be set. */
    readonly in: 'path' | { readonly header: string };
  };
  /**
   * How long the very same content counts as the same event, in milliseconds, since there are no ids. Default 10,000: long enough for a
   * repetition, short enough that a plan changed to and fro is read again.
   */
  readonly sameContentForMs?: number;
  /** What the bodies call the event and the workspace, of which no sample is published. Default `event_type`, `workspace_id`. */
  readonly names?: { readonly eventType?: string; readonly workspaceId?: string };
}

export type WebhookHandlerOptions = SignedWebhookOptions | PartnerWebhookOptions;

export type WebhookProblem =
  /** Answered 4xx, and not delivered to `onEvent`. */
  | {
      readonly type: 'refused';
      readonly scheme: WebhookScheme;
      readonly rule: SignatureProblem | 'method' | 'too_large' | 'too_slow' | 'unreadable' | 'wrong_token';
    }
  /** Came before, and was acknowledged without effect. */
  | { readonly type: 'duplicate'; readonly scheme: WebhookScheme; readonly eventId: string }
  /** Answered 5xx, to be delivered again. `name` and `code` describe what was thrown; its message can hold anything. */
  | {
      readonly type: 'failed';
      readonly scheme: WebhookScheme;
      readonly eventId: string;
      readonly during: 'onEvent' | 'timeout' | 'seen';
      readonly name: string;
      readonly code: string | null;
    };
