import type { Refused } from '../../engine/refused.js';
import type { WireAnswer } from '../answer.js';

/** What Stripe says of a request that it does not carry out. */
export interface Problem {
  readonly status: number;
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
}

export class Problematic extends Error {
  override readonly name = 'Problematic';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export function invalid(param: string, message: string, status = 400): Problematic {
  return new Problematic({ status, type: 'invalid_request_error', code: 'parameter_invalid', param, message });
}

export function missing(what: string, id: string): Problematic {
  const message = `No such ${what}: '${id}'`;
  return new Problematic({
    status: 404,
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'id',
    message,
  });
}

export function problemAnswer(problem: Problem, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  const { status, ...error } = problem;
  return { status, headers, body: JSON.stringify({ error }) };
}

/** The engine's refusals in Stripe's words. */
export function problemOf({ code, message, details }: Refused): Problem {
  switch (code) {
    case 'charge_failed':
      return card('card_declined', 'generic_decline');
    case 'payment_failed':
      return asksTheCustomer(details)
        ? card('subscription_payment_intent_requires_action', 'authentication_required')
        : card('card_declined', 'insufficient_funds');
    case 'no_payment_method':
      return {
        status: 400,
        type: 'invalid_request_error',
        code: 'resource_missing',
        message: 'This customer has no attached payment source or default payment method.',
      };
    case 'subscription_not_found':
    case 'plan_not_found':
    case 'customer_not_found':
    case 'not_found':
      return { status: 404, type: 'invalid_request_error', code: 'resource_missing', message };
    default:
      return { status: 400, type: 'invalid_request_error', message };
  }
}

function card(code: string, decline_code: string): Problem {
  return { status: 402, type: 'card_error', code, decline_code, message: 'Your card was declined.' };
}

function asksTheCustomer(details: unknown): boolean {
  return (
    typeof details === 'object' && details !== null && Reflect.get(details, 'unpaid') === 'authentication_required'
  );
}
