/** A bit of {@link FAILURES}: the same request may be sent again. */
export const RETRYABLE = 1;
/** The other bit: a change that failed so certainly did not happen. */
const HARMLESS = 2;

/** Every code, and what it says of the request. The list is closed: a new code is a new row here. */
export const FAILURES = {
  invalid_request: HARMLESS,
  unauthorized: HARMLESS,
  forbidden: HARMLESS,
  origin_refused: HARMLESS,
  not_found: 0,
  request_timeout: RETRYABLE,
  subscription_not_found: HARMLESS,
  subscription_ambiguous: HARMLESS,
  change_in_progress: RETRYABLE,
  payload_too_large: HARMLESS,
  unsupported_media_type: HARMLESS,
  unknown_price: HARMLESS,
  not_allowed: HARMLESS,
  rate_limited: RETRYABLE | HARMLESS,
  internal: 0,
  misconfigured: HARMLESS,
  provider_unavailable: RETRYABLE,
  unreadable_answer: 0,
  /** The request left and no answer came, or it never left. `sent` tells which. */
  network: RETRYABLE,
  offline: RETRYABLE | HARMLESS,
};

/** Whether the change certainly did not happen. Where not, it is read and never guessed. */
export function isHarmless({ code, sent }: { readonly code: keyof typeof FAILURES; readonly sent: boolean }): boolean {
  return !sent || (FAILURES[code] & HARMLESS) > 0;
}
