import { isChangePlanError } from '../../core/errors.js';
import { decodeUtf8, readBytes } from '../body.js';
import { answer } from './answers.js';
import { deliver } from './deliver.js';
import type { ReadFacts, SignedWebhookEvent, WebhookEvent } from './event.js';
import type { PartnerWebhookOptions, SignedWebhookOptions, WebhookHandlerOptions, WebhookProblem } from './options.js';
import { isPayload, type Payload } from './payload.js';
import { tell, type Running, type Teller } from './running.js';
import { createTokenCheck } from './partnerToken.js';
import { readCommet } from './readCommet.js';
import { readPartner } from './readPartner.js';
import { readStandard } from './readStandard.js';
import { readStripe } from './readStripe.js';
import { misuse } from './secrets.js';
import { memorySeenEvents } from './seenEvents.js';
import { hexOf, type Bytes } from './signature.js';
import { createWebhookVerifier } from './verify.js';

/** Answers one endpoint's deliveries. Mount it before anything that parses bodies: the raw bytes are what is signed. */
export type WebhookHandler = (request: Request) => Promise<Response>;

const MAX_BYTES = 1_000_000;
const BODY_TIMEOUT = 10_000;
const HANDLING_TIMEOUT = 8_000;
const WEEK = 7 * 86_400_000;
const SAME_CONTENT = 10_000;

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
    const { bodyId: _none, ...facts } = readPartner(payload, options.names);
    return { ...facts, trust: 'hint', scheme: 'partner', eventId: await digestOf(body) };
  });
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

type Rule = Extract<WebhookProblem, { type: 'refused' }>['rule'];
type Refuse = (status: number, rule: Rule, headers?: Readonly<Record<string, string>>) => Response;

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
