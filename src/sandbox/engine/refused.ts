/** Why the billing system does not do what was asked. Wires turn the code into their own words and status. */
export type RefusalCode =
  | 'validation_error'
  | 'subscription_not_found'
  | 'plan_not_found'
  | 'customer_not_found'
  | 'not_found'
  | 'subscription_not_active'
  | 'invalid_subscription_status'
  | 'subscription_already_canceled'
  | 'no_change_requested'
  | 'plans_not_in_same_group'
  | 'plan_unavailable'
  | 'no_prices_configured'
  | 'missing_regional_price'
  | 'free_plan_change_not_supported'
  | 'seat_limit_exceeded'
  | 'plan_change_scheduled'
  | 'already_scheduled'
  | 'not_scheduled_for_cancellation'
  | 'no_payment_method'
  | 'payment_failed'
  | 'charge_failed';

/** Ends an operation of the engine before it changed anything. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;
  readonly details: unknown;

  constructor(code: RefusalCode, message: string, details: unknown = null) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
