import { factsOf } from '../redact.js';
import type { WebhookEvent } from './event.js';
import type { WebhookProblem } from './options.js';
import type { SeenEvents } from './seenEvents.js';

/** What handling an event needs of the options, whichever scheme it came by. */
export interface Running<E extends WebhookEvent> {
  readonly scheme: E['scheme'];
  readonly onEvent: (event: E) => void | Promise<void>;
  readonly seen?: SeenEvents;
  readonly maxBytes?: number;
  readonly handlingTimeoutMs?: number;
  readonly onProblem?: (problem: WebhookProblem) => void | Promise<void>;
  readonly now?: () => number;
}

export type Teller = Pick<Running<WebhookEvent>, 'onProblem' | 'scheme'>;

/** Tells the host what failed, without the message of what was thrown. */
export function failed(
  options: Teller,
  { scheme, eventId }: WebhookEvent,
  during: Extract<WebhookProblem, { type: 'failed' }>['during'],
  thrown: unknown,
): void {
  tell(options, { type: 'failed', scheme, eventId, during, ...factsOf(thrown) });
}

export function tell({ onProblem }: Pick<Teller, 'onProblem'>, problem: WebhookProblem): void {
  try {
    const told = onProblem?.(problem);
    if (told instanceof Promise) told.catch(() => undefined);
  } catch {
    // A host's log must not decide what a sender is told.
  }
}
