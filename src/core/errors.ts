import { FAILURES, RETRYABLE } from './failures.js';

export type ChangePlanErrorCode = keyof typeof FAILURES;

/** The HTTP status of each code, and whether the same request may be sent again. */
export const ERROR_CODES = {
  invalid_request: { http: 400, retryable: false },
  unauthorized: { http: 401, retryable: false },
  forbidden: { http: 403, retryable: false },
  origin_refused: { http: 403, retryable: false },
  not_found: { http: 404, retryable: false },
  request_timeout: { http: 408, retryable: true },
  subscription_not_found: { http: 404, retryable: false },
  subscription_ambiguous: { http: 409, retryable: false },
  change_in_progress: { http: 409, retryable: true },
  payload_too_large: { http: 413, retryable: false },
  unsupported_media_type: { http: 415, retryable: false },
  unknown_price: { http: 422, retryable: false },
  not_allowed: { http: 422, retryable: false },
  rate_limited: { http: 429, retryable: true },
  internal: { http: 500, retryable: false },
  misconfigured: { http: 500, retryable: false },
  provider_unavailable: { http: 502, retryable: true },
  unreadable_answer: { http: 502, retryable: false },
  network: { http: 503, retryable: true },
  offline: { http: 503, retryable: true },
} as const satisfies Record<ChangePlanErrorCode, { http: number; retryable: boolean }>;

export interface ChangePlanErrorOptions {
  readonly cause?: unknown;
  /** A support reference the customer may copy, such as the provider's request id. */
  readonly reference?: string | null;
  /** How long to wait before the next try, from `Retry-After`. */
  readonly retryAfterMs?: number | null;
  /** Whether the request may have reached the other side. Default true: what may have happened is read, not repeated. */
  readonly sent?: boolean;
}

/** An answer that is no outcome. The message is for developers; customers read the words of `code`. */
export class ChangePlanError extends Error {
  override readonly name = 'ChangePlanError';
  readonly code: ChangePlanErrorCode;
  readonly reference: string | null;
  readonly retryAfterMs: number | null;
  readonly sent: boolean;

  constructor(code: ChangePlanErrorCode, message: string, options: ChangePlanErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : options);
    this.code = code;
    this.reference = options.reference ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.sent = options.sent ?? true;
  }

  get retryable(): boolean {
    return (FAILURES[this.code] & RETRYABLE) > 0;
  }
}

export function isChangePlanError(value: unknown): value is ChangePlanError {
  return value instanceof Error && value.name === 'ChangePlanError' && 'code' in value;
}

/** Anything thrown, as a ChangePlanError; what is none becomes `internal` with its cause kept. */
export function toChangePlanError(thrown: unknown): ChangePlanError {
  return isChangePlanError(thrown) ? thrown : new ChangePlanError('internal', 'See the cause.', { cause: thrown });
}
