import { isChangePlanError } from '../../core/errors.js';
import { decodeUtf8, readBytes } from '../body.js';
import { DeadlineError, sleep, withDeadline } from '../deadline.js';
import { factsOf } from '../redact.js';
import type { ReadFacts, SignedWebhookEvent, WebhookEvent } from './event.js';
import type { PartnerWebhookOptions, SignedWebhookOptions, WebhookHandlerOptions, WebhookProblem } from './options.js';
import { isPayload, type Payload } from './payload.js';
import { createTokenCheck } from './partnerToken.js';
import { readCommet } from './readCommet.js';
import { readPartner } from './readPartner.js';
import { readStandard } from './readStandard.js';
import { readStripe } from './readStripe.js';
import { misuse } from './secrets.js';
import { memorySeenEvents, type SeenEvents } from './seenEvents.js';
import { hexOf, type Bytes } from './signature.js';
import { createWebhookVerifier } from './verify.js';

/** Answers one endpoint's deliveries. Mount it before anything that parses bodies: the raw bytes are what is signed. */
export type WebhookHandler = (request: Request) => Promise<Response>;

const MAX_BYTES = 1_000_000;
const BODY_TIMEOUT = 10_000;
const HANDLING_TIMEOUT = 8_000;
const WEEK = 7 * 86_400_000;
const SAME_CONTENT = 10_000;
/** How much longer than a handling a claim lasts: a process that lives gives it back itself. */
const LEASE_FACTOR = 4;
const POLL = 100;

/**
 * Makes the handler of one webhook endpoint: it verifies, reads, and calls `onEvent` once for each event.
 *
 * Answers 200 once the event was handled, or was before; 400, 401, 405, 408 or 413 where it cannot be believed or read; 500 or
 * 503 where it should be delivered again.
 *
 * @throws TypeError where an option is missing, or a secret cannot be one.
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  if (typeof options.onEvent !== 'function')
    throw misuse('onEvent is missing', 'Pass a function that reads the subscription again and tells your pages.');
  switch (options.scheme) {
    case 'commet':
      return signedHandler(options, readCommet);
    case 'standard':
      return signedHandler(options, readStandard);
    case 'stripe':
      return signedHandler(options, readStripe);
    case 'partner':
      return partnerHandler(options);
    default:
      throw misuse('scheme is missing or unknown', 'There are commet, standard, stripe and partner.');
  }
}

/** An event that may be believed, or the answer to what may not. */
type Admitted<E extends WebhookEvent> = E | Response;

function signedHandler(options: SignedWebhookOptions, read: (body: Payload) => ReadFacts): WebhookHandler {
  const { scheme } = options;
  const verify = createWebhookVerifier(options);
  const refuse = refuser(options);
  return once(options, options.rememberForMs ?? WEEK, async (request, body): Promise<Admitted<SignedWebhookEvent>> => {
    const verdict = await verify(request.headers, body);
    if (!verdict.ok) return refuse(401, verdict.problem);
    const payload = parse(body);
    if (payload === null) return refuse(400, 'unreadable');
    const { bodyId, ...facts } = read(payload);
    const eventId = verdict.id ?? bodyId ?? (await digestOf(body));
    return { ...facts, trust: 'signed', scheme, eventId };
  });
}

function partnerHandler(options: PartnerWebhookOptions): WebhookHandler {
  const hasToken = createTokenCheck(options.token);
  const refuse = refuser(options);
  return once(options, options.sameContentForMs ?? SAME_CONTENT, async (request, body) => {
    if (!(await hasToken(request))) return refuse(401, 'wrong_token');
    const payload = parse(body);
    if (payload === null) return refuse(400, 'unreadable');
    const { bodyId: _none, ...facts } = readPartner(payload);
    return { ...facts, trust: 'hint', scheme: 'partner', eventId: await digestOf(body) };
  });
}

interface Running<E extends WebhookEvent> {
  readonly scheme: E['scheme'];
  readonly onEvent: (event: E) => void | Promise<void>;
  readonly seen?: SeenEvents;
  readonly maxBytes?: number;
  readonly handlingTimeoutMs?: number;
  readonly onProblem?: (problem: WebhookProblem) => void | Promise<void>;
  readonly now?: () => number;
}

function once<E extends WebhookEvent>(
  options: Running<E>,
  keepMs: number,
  admit: (request: Request, body: Bytes) => Promise<Admitted<E>>,
): WebhookHandler {
  const { maxBytes = MAX_BYTES, handlingTimeoutMs = HANDLING_TIMEOUT, now } = options;
  const seen = options.seen ?? memorySeenEvents(now ? { now } : {});
  const refuse = refuser(options);
  return async (request) => {
    if (request.method !== 'POST') return refuse(405, 'method', { allow: 'POST' });
    const body = await bodyOf(request, maxBytes, refuse);
    if (body instanceof Response) return body;
    const event = await admit(request, body);
    if (event instanceof Response) return event;
    return deliver({ options, seen, keepMs, handlingTimeoutMs }, event);
  };
}

async function bodyOf(request: Request, maxBytes: number, refuse: Refuse): Promise<Bytes | Response> {
  try {
    return await readBytes(request, { bodyBytes: maxBytes, bodyTimeoutMs: BODY_TIMEOUT });
  } catch (thrown) {
    if (isChangePlanError(thrown) && thrown.code === 'payload_too_large') return refuse(413, 'too_large');
    if (isChangePlanError(thrown) && thrown.code === 'request_timeout') return refuse(408, 'too_slow');
    return refuse(400, 'unreadable');
  }
}

function parse(body: Bytes): Payload | null {
  try {
    const value: unknown = JSON.parse(decodeUtf8(body));
    return isPayload(value) ? value : null;
  } catch {
    return null;
  }
}

async function digestOf(body: Bytes): Promise<string> {
  return `sha256_${hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', body)))}`;
}

interface Delivering<E extends WebhookEvent> {
  readonly options: Running<E>;
  readonly seen: SeenEvents;
  readonly keepMs: number;
  readonly handlingTimeoutMs: number;
}

async function deliver<E extends WebhookEvent>(by: Delivering<E>, event: E): Promise<Response> {
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

type Rule = Extract<WebhookProblem, { type: 'refused' }>['rule'];
type Refuse = (status: number, rule: Rule, headers?: Readonly<Record<string, string>>) => Response;
type Teller = Pick<Running<WebhookEvent>, 'onProblem' | 'scheme'>;

// Whoever sends what is not believed learns that, and not why.
const SAID: Readonly<Record<number, string>> = {
  400: 'The body is not an event.',
  401: 'This delivery is not believed.',
  405: 'Deliveries come by POST.',
  408: 'The body did not arrive in time.',
  413: 'The body is too large.',
};

function refuser(options: Teller): Refuse {
  return (status, rule, headers = {}) => {
    tell(options, { type: 'refused', scheme: options.scheme, rule });
    return answer(status, { error: SAID[status] }, headers);
  };
}

function failed(
  options: Teller,
  { scheme, eventId }: WebhookEvent,
  during: Extract<WebhookProblem, { type: 'failed' }>['during'],
  thrown: unknown,
): void {
  tell(options, { type: 'failed', scheme, eventId, during, ...factsOf(thrown) });
}

function tell({ onProblem }: Pick<Teller, 'onProblem'>, problem: WebhookProblem): void {
  try {
    const told = onProblem?.(problem);
    if (told instanceof Promise) told.catch(() => undefined);
  } catch {
    // A host's log must not decide what a sender is told.
  }
}

function again(status: number, error: string): Response {
  return answer(status, { error }, { 'retry-after': '5' });
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
