import type { RefusalCode } from '../../engine/refused.js';
import type { WireAnswer } from '../answer.js';

/** Status of each code. Most are nowhere documented: these are ours. */
const STATUSES = {
  INVALID_REQUEST_BODY: 422,
  INVALID_REQUEST_PARAMETERS: 400,
  UNAUTHORIZED: 401,
  NOT_FOUND: 404,
  PRODUCT_IS_DELETED: 404,
  SCHEDULED_PLAN_CHANGE_NOT_FOUND: 404,
  INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED: 400,
  SUBSCRIPTION_INACTIVE: 400,
  PREVIOUS_PAYMENT_PENDING: 409,
  SCHEDULED_PLAN_CHANGE_EXISTS: 409,
  PENDING_PLAN_CHANGE_EXISTS: 409,
  PendingPlanChangeExists: 409,
  PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION: 409,
  INVALID_DISCOUNT_CODE: 400,
  DISCOUNT_CODE_EXPIRED: 400,
  DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT: 400,
  MISSING_ADDON_IDS: 400,
  UNSUPPORTED_CURRENCY: 400,
  INSUFFICIENT_WALLET_FUNDS: 400,
  PLAN_CHANGE_VIA_PAYMENT_LINK_NOT_ALLOWED: 403,
  PAYMENT_FAILED: 402,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_SERVED: 501,
} as const;

export type DodoCode = keyof typeof STATUSES;

/** Thrown where a request cannot be answered with what it asks for. */
export class DodoProblem extends Error {
  override readonly name = 'DodoProblem';
  readonly code: DodoCode;

  constructor(code: DodoCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function problem(code: DodoCode, message: string, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status: STATUSES[code], headers, body: JSON.stringify({ code, message }) };
}

/** The engine's refusals in the vendor's codes. */
export const REFUSALS: Readonly<Record<RefusalCode, DodoCode>> = {
  validation_error: 'INVALID_REQUEST_BODY',
  subscription_not_found: 'NOT_FOUND',
  plan_not_found: 'NOT_FOUND',
  customer_not_found: 'NOT_FOUND',
  not_found: 'NOT_FOUND',
  subscription_not_active: 'INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED',
  invalid_subscription_status: 'SUBSCRIPTION_INACTIVE',
  subscription_already_canceled: 'SUBSCRIPTION_INACTIVE',
  no_change_requested: 'INVALID_REQUEST_BODY',
  plans_not_in_same_group: 'INVALID_REQUEST_BODY',
  plan_unavailable: 'PRODUCT_IS_DELETED',
  no_prices_configured: 'NOT_FOUND',
  missing_regional_price: 'UNSUPPORTED_CURRENCY',
  free_plan_change_not_supported: 'INVALID_REQUEST_BODY',
  seat_limit_exceeded: 'INVALID_REQUEST_BODY',
  plan_change_scheduled: 'SCHEDULED_PLAN_CHANGE_EXISTS',
  already_scheduled: 'PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION',
  not_scheduled_for_cancellation: 'INVALID_REQUEST_BODY',
  no_payment_method: 'PAYMENT_FAILED',
  payment_failed: 'PAYMENT_FAILED',
  charge_failed: 'PAYMENT_FAILED',
};
