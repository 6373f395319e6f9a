import { ChangePlanError } from '../../core/errors.js';
import type { SandboxCore } from '../core.js';
import type { EngineOptions } from '../engine/options.js';
import type { Gateway } from '../engine/pay.js';
import type { World } from '../engine/world.js';
import { replacement } from '../faults/answers.js';
import { hang, isConnectionLost, wait } from '../faults/connection.js';
import type { Faulty, Hit } from '../faults/faults.js';
import { numberArg } from '../faults/faults.js';
import { changesWorld, disturb } from '../faults/worldFaults.js';

/** What a call of the port works with, faults included. */
export interface PortCall {
  readonly world: World;
  readonly options: EngineOptions;
  readonly gateway: Gateway;
  readonly overcharge: number;
}

/** Runs a call with the faults that were asked for, in the words of the port: errors instead of answers. */
export async function withFaults<T>(
  core: SandboxCore,
  request: Faulty,
  subscriptionId: string | null,
  signal: AbortSignal,
  run: (call: PortCall) => T,
): Promise<T> {
  signal.throwIfAborted();
  const hits = core.faults.take(request);
  try {
    await before(core, hits, request, subscriptionId, signal);
    const instead = hits.map((hit) => replacement(hit, plain)).find((candidate) => candidate !== null);
    if (instead && !instead.commit) throw errorOf(instead.answer.status, instead.answer.headers);
    const answer = run(callOf(core, hits, request));
    if (instead) throw errorOf(instead.answer.status, instead.answer.headers);
    await after(core, hits, request, subscriptionId, signal);
    return answer;
  } catch (thrown) {
    if (isConnectionLost(thrown)) throw new ChangePlanError('network', 'The connection was lost.', { cause: thrown });
    throw thrown;
  }
}

async function before(
  core: SandboxCore,
  hits: readonly Hit[],
  request: Faulty,
  subscriptionId: string | null,
  signal: AbortSignal,
): Promise<void> {
  for (const hit of hits) {
    if (hit.switch === 'delay') await wait(numberArg(hit, 'ms', 1000), signal);
    if (hit.switch === 'hang-before') await hang(limitOf(hit), signal);
    if (hit.switch === 'reset-once')
      throw new ChangePlanError('network', 'The connection was closed.', { sent: false });
    if (changesWorld(hit.switch) && request.act !== 'preview') disturbed(core, hit, request, subscriptionId);
  }
}

function limitOf(hit: Hit): number | null {
  return typeof hit.args.ms === 'number' ? hit.args.ms : null;
}

function disturbed(core: SandboxCore, hit: Hit, request: Faulty, subscriptionId: string | null): void {
  const { options } = core;
  core.write((world) => disturb(hit, { world, options, gateway: core.gatewayOf(request), subscriptionId }));
}

async function after(
  core: SandboxCore,
  hits: readonly Hit[],
  request: Faulty,
  subscriptionId: string | null,
  signal: AbortSignal,
): Promise<void> {
  for (const hit of hits) {
    if (hit.switch === 'commit-then-hang') await hang(limitOf(hit), signal);
    if (hit.switch === 'truncate-body') throw new ChangePlanError('unreadable_answer', 'The answer was cut off.');
    if (changesWorld(hit.switch) && request.act === 'preview') disturbed(core, hit, request, subscriptionId);
  }
}

function callOf(core: SandboxCore, hits: readonly Hit[], request: Faulty): PortCall {
  const has = (name: Hit['switch']) => hits.find((hit) => hit.switch === name);
  const unpaid = has('apply-unpaid') !== undefined;
  const off = has('off-by-one');
  return {
    world: has('lag-reads') ? (core.before ?? core.world) : core.world,
    options: unpaid ? { ...core.options, onPaymentFailure: 'apply_change' } : core.options,
    gateway: unpaid ? () => 'charge_failed' : core.gatewayOf(request),
    overcharge: off ? numberArg(off, 'by', 1) : 0,
  };
}

/** Without a protocol an answer is its status and its headers. */
const plain = {
  failure: (status: number) => ({ status, headers: {}, body: '' }),
  rateLimited: (headers: Readonly<Record<string, string>>) => ({ status: 429, headers, body: '' }),
};

function errorOf(status: number, headers: Readonly<Record<string, string>>): ChangePlanError {
  if (status === 429) {
    const seconds = Number(headers['retry-after']);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
    return new ChangePlanError('rate_limited', 'Too many requests.', { retryAfterMs });
  }
  return new ChangePlanError('provider_unavailable', `The billing system answered ${status}.`);
}
