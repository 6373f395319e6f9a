import { FAILURES } from '../failures.js';
import { ChangePlanError, type ChangePlanErrorCode } from '../errors.js';
import { count, nullable, object, oneOf, string } from './decoder.js';

interface WireError {
  readonly code: ChangePlanErrorCode;
  readonly message: string;
  readonly reference: string | null;
  readonly retryAfterMs: number | null;
}

// The keys of a constant object are its codes.
const codes = Object.keys(FAILURES) as ChangePlanErrorCode[];
/** The body of an answer that is no outcome. */
export const decodeErrorBody = object<{ error: WireError }>({
  error: object<WireError>({
    code: oneOf(...codes),
    message: string,
    reference: nullable(string),
    retryAfterMs: nullable(count),
  }),
});

/** An error as the wire carries it: code, developer's message and reference; never its cause. */
export function encodeError(error: ChangePlanError): { readonly error: WireError } {
  const { code, message, reference, retryAfterMs } = error;
  return { error: { code, message, reference, retryAfterMs } };
}

export function decodeError(input: unknown): ChangePlanError {
  const { code, message, ...rest } = decodeErrorBody(input, '').error;
  return new ChangePlanError(code, message, rest);
}
