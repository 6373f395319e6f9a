import { DeadlineError, sleep, withDeadline } from '../deadline.js';
import { again, answer } from './answers.js';
import type { WebhookEvent } from './event.js';
import { failed, tell, type Running } from './running.js';
import type { SeenEvents } from './seenEvents.js';

/** How much longer than a handling a claim lasts: a process that lives gives it back itself. */
const LEASE_FACTOR = 4;
const POLL = 100;

export interface Delivering<E extends WebhookEvent> {
  readonly options: Running<E>;
  readonly seen: SeenEvents;
  readonly keepMs: number;
  readonly handlingTimeoutMs: number;
}

/** Has an event handled once, however often and however closely it is delivered. */
export async function deliver<E extends WebhookEvent>(by: Delivering<E>, event: E): Promise<Response> {
  const key = `${event.scheme}:${event.eventId}`;
  const holder = crypto.randomUUID();
  try {
    switch (await take(by, key, holder)) {
      case 'done':
        tell(by.options, { type: 'duplicate', scheme: event.scheme, eventId: event.eventId });
        return answer(200, { received: true, duplicate: true });
      case 'running':
        return again(503, 'This event is being handled.');
      case 'claimed':
        return await handle(by, event, key, holder);
    }
  } catch (thrown) {
    failed(by.options, event, 'seen', thrown);
    return again(503, 'Events cannot be remembered at present.');
  }
}

/** Claims an event; while another delivery of it is being handled, waits for how that ends. */
async function take<E extends WebhookEvent>(
  { seen, handlingTimeoutMs }: Delivering<E>,
  key: string,
  holder: string,
): Promise<'claimed' | 'running' | 'done'> {
  let left = Math.ceil(handlingTimeoutMs / POLL);
  for (;;) {
    const claim = await seen.claim(key, holder, handlingTimeoutMs * LEASE_FACTOR);
    if (claim !== 'running' || left <= 0) return claim;
    left -= 1;
    await sleep(POLL);
  }
}

async function handle<E extends WebhookEvent>(
  by: Delivering<E>,
  event: E,
  key: string,
  holder: string,
): Promise<Response> {
  const { options, seen, keepMs, handlingTimeoutMs } = by;
  // Spent only after success; and a handling that outlasts its time still ends the claim when it ends.
  const work = (async () => {
    try {
      await options.onEvent(event);
    } catch (thrown) {
      await seen.release(key, holder);
      throw new HandlingFailed({ cause: thrown });
    }
    await seen.done(key, holder, keepMs);
  })();
  try {
    await withDeadline(handlingTimeoutMs, null, () => work);
    return answer(200, { received: true });
  } catch (thrown) {
    if (thrown instanceof DeadlineError) {
      work.catch((late: unknown) => failed(options, event, 'onEvent', causeOf(late)));
      failed(options, event, 'timeout', thrown);
      return again(503, 'This event takes longer than the sender waits.');
    }
    if (!(thrown instanceof HandlingFailed)) throw thrown;
    failed(options, event, 'onEvent', thrown.cause);
    return again(500, 'This event could not be handled.');
  }
}

class HandlingFailed extends Error {
  override readonly name = 'HandlingFailed';

  constructor(options: { readonly cause: unknown }) {
    super('onEvent threw.', options);
  }
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof HandlingFailed ? thrown.cause : thrown;
}
