import { DAY, instant } from '../../engine/calendar.js';
import type { World } from '../../engine/world.js';
import type { WireAnswer, WireRequest } from '../answer.js';
import type { Problem } from './problems.js';

export type KeyState =
  | { readonly kind: 'none' | 'new' }
  | { readonly kind: 'replay'; readonly answer: WireAnswer }
  | { readonly kind: 'refused'; readonly problem: Problem };

export function keyOf({ method, headers }: WireRequest): string | null {
  return method === 'GET' || method === 'DELETE' ? null : headers.get('idempotency-key');
}

/** What a request's key says about it. */
export function lookUpKey(world: World, request: WireRequest): KeyState {
  const key = keyOf(request);
  if (key === null) return { kind: 'none' };
  forgetOld(world);
  const stored = Object.hasOwn(world.idempotency, key) ? world.idempotency[key] : undefined;
  if (!stored) return { kind: 'new' };
  if (stored.fingerprint !== fingerprintOf(request))
    return { kind: 'refused', problem: { code: 'idempotency_key_mismatch', message: 'This key was used otherwise.' } };
  const headers = { 'idempotent-replayed': 'true' };
  return { kind: 'replay', answer: { status: stored.status, headers, body: stored.body } };
}

function forgetOld(world: World): void {
  const limit = instant(world.now) - DAY;
  for (const [key, stored] of Object.entries(world.idempotency))
    if (instant(stored.at) <= limit) delete world.idempotency[key];
}

export function fingerprintOf({ method, path, body }: WireRequest): string {
  return `${method} ${path} ${body}`;
}

/** Keeps an answer for its key. Answers that say nothing about the request itself are not kept, unless `always`. */
export function keepAnswer(world: World, request: WireRequest, { status, body }: WireAnswer, always = false): void {
  const key = keyOf(request);
  if (key === null || (!always && (status === 401 || status === 429 || status >= 500))) return;
  world.idempotency[key] = { fingerprint: fingerprintOf(request), status, body, at: world.now };
}
