import { ChangePlanError, type ChangePlanErrorCode } from '../../../core/errors.js';
import { DecodeError } from '../../../core/wire/decoder.js';

/** Why a call of the partner API brought nothing. It has no codes: there is a status, and sometimes a sentence. */
export type OcpProblem =
  /** Certainly not done. The platform's sentence stays on the server. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unauthorized' | 'not_found' | 'redirected' }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number | null }
  /** It may have been done: nothing came back, or a page that says nothing. */
  | { readonly kind: 'no_answer' | 'unreadable' };

/** Holds neither the key nor the address. */
export class OcpFailure extends Error {
  override readonly name = 'OcpFailure';
  readonly problem: OcpProblem;

  constructor(problem: OcpProblem) {
    super(`The partner API: ${problem.kind}.`);
    this.problem = problem;
  }

  /** Whether a write may have been carried out all the same. */
  get mayHaveHappened(): boolean {
    return this.problem.kind === 'no_answer' || this.problem.kind === 'unreadable';
  }
}

export function isWalletShort(thrown: unknown, words: readonly string[]): boolean {
  if (!(thrown instanceof OcpFailure) || thrown.problem.kind !== 'refused') return false;
  const said = thrown.problem.message.toLowerCase();
  return words.some((word) => said.includes(word));
}

/** A failed call as the port's error. */
export function portError(thrown: unknown): unknown {
  if (thrown instanceof DecodeError) return error('unreadable_answer', thrown);
  if (!(thrown instanceof OcpFailure)) return thrown;
  const { problem } = thrown;
  switch (problem.kind) {
    case 'refused':
    case 'unauthorized':
    case 'redirected':
      return error('misconfigured', thrown);
    case 'not_found':
      return error('subscription_not_found', thrown);
    case 'rate_limited':
      return error('rate_limited', thrown, problem.retryAfterMs);
    case 'no_answer':
      return error('provider_unavailable', thrown);
    case 'unreadable':
      return error('unreadable_answer', thrown);
  }
}

type Code = keyof typeof MESSAGES & ChangePlanErrorCode;

const MESSAGES = {
  misconfigured: 'The partner API refused the request itself. Check baseUrl, the key and the paths.',
  subscription_not_found: 'The partner API knows no such workspace. Check what authorize answers.',
  rate_limited: 'The partner API asks to slow down.',
  provider_unavailable: 'The partner API could not be reached, or failed.',
  unreadable_answer: 'The partner API answered something that cannot be read.',
} as const;

function error(code: Code, cause: Error, retryAfterMs: number | null = null): ChangePlanError {
  return new ChangePlanError(code, MESSAGES[code], { cause, retryAfterMs, sent: false });
}
