import type { RefusalCode } from '../../engine/refused.js';

type Row = readonly [type: string, status: number];

/** Every code the wire answers, with its type and status. */
const CODES = {
  validation_error: ['validation_error', 422],
  invalid_json: ['validation_error', 400],
  unauthorized: ['authentication_error', 401],
  forbidden: ['authentication_error', 403],
  subscription_not_found: ['not_found_error', 404],
  plan_not_found: ['not_found_error', 404],
  customer_not_found: ['not_found_error', 404],
  not_found: ['not_found_error', 404],
  plan_change_scheduled: ['validation_error', 400],
  plans_not_in_same_group: ['validation_error', 400],
  no_change_requested: ['validation_error', 400],
  free_plan_change_not_supported: ['validation_error', 400],
  seat_limit_exceeded: ['billing_error', 409],
  missing_regional_price: ['billing_error', 400],
  payment_failed: ['billing_error', 402],
  charge_failed: ['billing_error', 402],
  no_payment_method: ['conflict_error', 409],
  subscription_not_active: ['conflict_error', 409],
  invalid_subscription_status: ['conflict_error', 409],
  already_scheduled: ['conflict_error', 409],
  not_scheduled_for_cancellation: ['conflict_error', 409],
  subscription_already_canceled: ['conflict_error', 409],
  plan_unavailable: ['conflict_error', 409],
  no_prices_configured: ['conflict_error', 409],
  idempotency_in_progress: ['conflict_error', 409],
  idempotency_key_mismatch: ['conflict_error', 409],
  endpoint_deprecated: ['validation_error', 410],
  endpoint_not_available: ['internal_error', 501],
  rate_limited: ['rate_limit_error', 429],
  internal_error: ['internal_error', 500],
} as const satisfies Record<RefusalCode, Row> & Record<string, Row>;

export type ProblemCode = keyof typeof CODES;

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly details?: unknown;
  readonly param?: string;
}

export function statusOf(code: ProblemCode): number {
  return CODES[code][1];
}

/** The vendor's error envelope. */
export function problemBody({ code, message, details, param }: Problem): Record<string, unknown> {
  const error = {
    type: CODES[code][0],
    code,
    message,
    ...(param === undefined ? {} : { param }),
    details: details ?? null,
    doc_url: `https://commet.co/docs/errors#${code}`,
  };
  return { success: false, error };
}

/** A field that is missing or wrong: the one error that names fields. */
export function invalid(field: string, message: string): Problem {
  return { code: 'validation_error', message: `${field}: ${message}`, param: field, details: [{ field, message }] };
}
