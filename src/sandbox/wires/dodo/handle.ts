import { Refused } from '../../engine/refused.js';
import type { WireAnswer, WireContext, WireRequest } from '../answer.js';
import { API_KEYS } from '../apiKeys.js';
import { fieldsOf } from './input.js';
import { DodoProblem, problem, REFUSALS } from './problems.js';
import { findRoute } from './routes.js';

/** Where the wire begins, below the sandbox's own address. */
export const DODO_MOUNT = '/dodo';

/** Dodo Payments' HTTP protocol over the engine: one request, one answer. */
export function handleDodo(request: WireRequest, context: WireContext): WireAnswer {
  if (request.headers.get('authorization') !== `Bearer ${API_KEYS.dodo}`) return unauthorized(context);
  try {
    return answerOf(request, context);
  } catch (thrown) {
    if (thrown instanceof DodoProblem) return problem(thrown.code, thrown.message);
    if (thrown instanceof Refused) return problem(REFUSALS[thrown.code], thrown.message);
    throw thrown;
  }
}

function unauthorized({ options }: WireContext): WireAnswer {
  const message = 'The header authorization has to hold the key of the sandbox.';
  if (options.dodo.unauthorizedAnswer === 'json') return problem('UNAUTHORIZED', message);
  return { status: 401, headers: { 'content-type': 'text/plain' }, body: message };
}

function answerOf(request: WireRequest, context: WireContext): WireAnswer {
  const found = findRoute(request.method, request.path);
  if (found === null) {
    const message = `The sandbox does not serve ${request.method} ${request.path}. It serves the calls of plan changes.`;
    return problem('NOT_SERVED', message);
  }
  const { params, handler } = found;
  const body = handler({ ...context, params, query: request.query, fields: fieldsOf(request.body) });
  if (body === undefined) return { status: 204, headers: {}, body: '' };
  // An empty body that called itself JSON would be broken; older versions of the API call it nothing.
  if (body === null) return { status: 200, headers: { 'content-type': 'text/plain' }, body: '' };
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}
