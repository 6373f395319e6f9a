import { DAY, instant } from '../../engine/calendar.js';
import type { World } from '../../engine/world.js';
import type { WireAnswer, WireRequest } from '../answer.js';
import { problemAnswer } from './problems.js';

export function keyOf({ method, headers }: WireRequest): string | null {
  const key = method === 'POST' ? headers.get('idempotency-key') : null;
  return key === null ? null : `stripe ${key}`;
}

/** What an earlier request with this key makes of this one; null where there was none within a day. */
export function earlierAnswer(world: World, request: WireRequest): WireAnswer | null {
  const key = keyOf(request);
  if (key === null) return null;
  const stored = Object.hasOwn(world.idempotency, key) ? world.idempotency[key] : undefined;
  if (!stored || instant(stored.at) <= instant(world.now) - DAY) return null;
  if (stored.fingerprint === fingerprintOf(request))
    return { status: stored.status, headers: { 'idempotent-replayed': 'true' }, body: stored.body };
  return problemAnswer({
    status: 400,
    type: 'idempotency_error',
    message: 'Keys for idempotent requests can only be used with the same parameters they were first used with.',
  });
}

function fingerprintOf({ method, path, body }: WireRequest): string {
  return `${method} ${path} ${body}`;
}

/** Keeps the first answer, a failure inside too; what never began is not kept. */
export function keepAnswer(world: World, request: WireRequest, { status, body }: WireAnswer, always = false): void {
  const key = keyOf(request);
  if (key === null || (!always && [400, 401, 404, 409, 429, 501].includes(status))) return;
  world.idempotency[key] = { fingerprint: fingerprintOf(request), status, body, at: world.now };
}

export function busy(): WireAnswer {
  return problemAnswer({
    status: 409,
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'There is currently another in-progress request using this idempotency key.',
  });
}
