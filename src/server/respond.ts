import { ERROR_CODES, type ChangePlanError } from '../core/errors.js';
import type { CancelOutcome, ChangePlanOutcome, LinkOutcome, TopUpOutcome, UndoOutcome } from '../core/outcome.js';
import { encodeError } from '../core/wire/errors.js';
import { VERSION_HEADER, WIRE_VERSION } from '../core/wire/version.js';
import { safeReference, safeText } from './redact.js';

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  [VERSION_HEADER]: String(WIRE_VERSION),
} as const;

export function answer(body: object, status = 200): Response {
  return new Response(JSON.stringify(withSafeReference(body)), { status, headers: HEADERS });
}

/** An answer or an event, with its reference looked at. */
export function withSafeReference<T extends object>(told: T): T {
  if (!('reference' in told) || typeof told.reference !== 'string') return told;
  return { ...told, reference: safeReference(told.reference) };
}

export function answerError(error: ChangePlanError): Response {
  const headers = new Headers(HEADERS);
  if (error.retryAfterMs !== null)
    headers.set('retry-after', String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))));
  const { message, ...said } = encodeError(error).error;
  // Ours are free of secrets; a host’s own provider can have put anything into its words.
  const body = { error: { ...withSafeReference(said), message: safeText(message, 500) } };
  return new Response(JSON.stringify(body), { status: ERROR_CODES[error.code].http, headers });
}

type AnyOutcome = ChangePlanOutcome | UndoOutcome | CancelOutcome | TopUpOutcome | LinkOutcome;

/** The HTTP status of an outcome; the body is what counts. */
export function statusOf({ status }: AnyOutcome): number {
  switch (status) {
    case 'preview_stale':
      return 409;
    case 'rejected':
      return 422;
    case 'declined':
      return 402;
    case 'applied':
    case 'scheduled':
    case 'requires_checkout':
    case 'requires_action':
    case 'processing':
    case 'pending':
    case 'unknown':
    case 'undone':
    case 'canceled':
    case 'topped_up':
    case 'ready':
      return 200;
  }
}
