import { Refused } from '../../engine/refused.js';
import type { WireAnswer, WireContext, WireRequest } from '../answer.js';
import { keepAnswer, lookUpKey } from './idempotency.js';
import { parseFields, Problematic } from './input.js';
import type { Problem } from './problems.js';
import { problemBody, statusOf } from './problems.js';
import { findRoute } from './routes.js';
import { versionOf } from './version.js';

/** Where the wire begins, below the sandbox's own address. */
export const COMMET_MOUNT = '/commet';
const API = '/api/v1';

/** Commet's HTTP protocol over the engine: one request, one answer, nothing in between. */
export function handleCommet(request: WireRequest, context: WireContext): WireAnswer {
  if (!request.headers.get('x-api-key')?.startsWith('ck_'))
    return problemAnswer({
      code: 'unauthorized',
      message: 'The header x-api-key has to hold a key that begins with ck_.',
    });
  const key = lookUpKey(context.world, request);
  switch (key.kind) {
    case 'replay':
      return key.answer;
    case 'refused':
      return problemAnswer(key.problem);
    case 'none':
      return run(request, context);
    case 'new': {
      const answer = run(request, context);
      keepAnswer(context.world, request, answer);
      return answer;
    }
  }
}

function run(request: WireRequest, context: WireContext): WireAnswer {
  try {
    return answerOf(request, context);
  } catch (thrown) {
    if (thrown instanceof Problematic) return problemAnswer(thrown.problem);
    if (thrown instanceof Refused) return problemAnswer(thrown);
    throw thrown;
  }
}

function answerOf(request: WireRequest, context: WireContext): WireAnswer {
  const path = request.path.startsWith(API) ? request.path.slice(API.length) : '';
  const found = findRoute(request.method, path);
  if (found === null) {
    const message = `The sandbox does not serve ${request.method} ${request.path}. It serves the calls of plan changes.`;
    return problemAnswer({ code: 'endpoint_not_available', message });
  }
  const version = versionOf(request.headers.get('commet-version'));
  const fields = { ...Object.fromEntries(request.query), ...parseFields(request.body) };
  const body = found.handler({ ...context, version, params: found.params, fields });
  const advances = request.method === 'POST' && path === '/test-clock' && version === '2026-07-31';
  return { status: advances ? 202 : 200, headers: {}, body: JSON.stringify(body) };
}

export function problemAnswer(problem: Problem, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status: statusOf(problem.code), headers, body: JSON.stringify(problemBody(problem)) };
}
