import type { SandboxCore } from './core.js';
import type { EngineOptions } from './engine/options.js';
import type { Gateway } from './engine/pay.js';
import { replacement, spoil, withTotalOff } from './faults/answers.js';
import { hang, ConnectionLost, truncated, wait } from './faults/connection.js';
import type { Hit } from './faults/faults.js';
import { isPreview, numberArg } from './faults/faults.js';
import { changesWorld, disturb } from './faults/worldFaults.js';
import type { WireAnswer, WireRequest } from './wires/answer.js';
import { COMMET_MOUNT, handleCommet, problemAnswer } from './wires/commet/handle.js';
import { keepAnswer, keyOf } from './wires/commet/idempotency.js';

/** Answers the providers' protocols, with the faults that were asked for before, in and after the work. */
export function createProviderServer(core: SandboxCore): (request: Request, signal: AbortSignal) => Promise<Response> {
  const inProgress = new Set<string>();
  let requests = 0;

  return async (request, signal) => {
    const url = new URL(request.url);
    const body = await request.text();
    const wire = wireRequest(request, url, body);
    const entry = core.journal.begin(core.world.now, request.method, url, request.headers, body);
    requests += 1;
    const headers = { 'content-type': 'application/json', 'x-request-id': `req_${String(requests).padStart(6, '0')}` };
    const response = await answer(core, wire, url.pathname, signal, inProgress, headers);
    entry.status = response.status;
    return response;
  };
}

function wireRequest(request: Request, url: URL, body: string): WireRequest {
  const path = url.pathname.slice(COMMET_MOUNT.length);
  return { method: request.method, path, query: url.searchParams, headers: request.headers, body };
}

async function answer(
  core: SandboxCore,
  wire: WireRequest,
  path: string,
  signal: AbortSignal,
  inProgress: Set<string>,
  headers: Record<string, string>,
): Promise<Response> {
  const key = keyOf(wire);
  if (key !== null && inProgress.has(key)) {
    const busy = { code: 'idempotency_in_progress', message: 'A request with this key is still running.' } as const;
    return respond(problemAnswer(busy), headers);
  }
  const hits = core.faults.take({ method: wire.method, path });
  if (key !== null) inProgress.add(key);
  try {
    await before(core, hits, wire, signal);
  } finally {
    if (key !== null) inProgress.delete(key);
  }
  const done = work(core, hits, wire, path);
  return after(core, hits, wire, done, signal, headers);
}

/** What happens before the request is looked at. */
async function before(core: SandboxCore, hits: readonly Hit[], wire: WireRequest, signal: AbortSignal): Promise<void> {
  for (const hit of hits) {
    if (hit.switch === 'delay') await wait(numberArg(hit, 'ms', 1000), signal);
    if (hit.switch === 'hang-before') await hang(limitOf(hit), signal);
    if (hit.switch === 'reset-once') throw new ConnectionLost();
    if (changesWorld(hit.switch) && !isPreview(wire.path)) disturbWith(core, hit, wire);
  }
}

function disturbWith(core: SandboxCore, hit: Hit, wire: WireRequest): void {
  const subscriptionId = /\/subscriptions\/([^/]+)\/./.exec(wire.path)?.[1] ?? null;
  const gateway = core.gatewayOf({ method: wire.method, path: wire.path });
  core.write((world) => disturb(hit, { world, options: core.options, gateway, subscriptionId }));
}

function limitOf(hit: Hit): number | null {
  return typeof hit.args.ms === 'number' ? hit.args.ms : null;
}

/** Carries the request out, unless a fault answers in its place. */
function work(core: SandboxCore, hits: readonly Hit[], wire: WireRequest, path: string): WireAnswer {
  const instead = hits.map(replacement).find((candidate) => candidate !== null);
  if (instead && !instead.commit) return kept(core, hits, wire, instead.answer);
  const lag = hits.some((hit) => hit.switch === 'lag-reads') && core.before !== null;
  if (lag && wire.method === 'GET') return handleCommet(wire, context(core, hits, path, core.before ?? core.world));
  if (wire.method === 'GET' || isPreview(path)) return handleCommet(wire, context(core, hits, path, core.world));
  const answered = core.write((world) => handleCommet(wire, context(core, hits, path, world)));
  return instead ? kept(core, hits, wire, instead.answer) : answered;
}

// An answer kept for its key is what every repetition gets, whatever really happened.
function kept(core: SandboxCore, hits: readonly Hit[], wire: WireRequest, spoiled: WireAnswer): WireAnswer {
  if (hits.some((hit) => hit.switch === 'store-and-replay'))
    core.write((world) => keepAnswer(world, wire, spoiled, true));
  return spoiled;
}

function context(core: SandboxCore, hits: readonly Hit[], path: string, world: SandboxCore['world']) {
  const unpaid = hits.some((hit) => hit.switch === 'apply-unpaid');
  const options: EngineOptions = unpaid ? { ...core.options, onPaymentFailure: 'apply_change' } : core.options;
  const refuse: Gateway = () => 'charge_failed';
  const off = hits.find((hit) => hit.switch === 'off-by-one');
  return {
    world,
    options,
    gateway: unpaid ? refuse : core.gatewayOf({ method: 'POST', path }),
    origin: core.origin,
    overcharge: off && !isPreview(path) ? numberArg(off, 'by', 1) : 0,
  };
}

/** What happens to the answer on its way. */
async function after(
  core: SandboxCore,
  hits: readonly Hit[],
  wire: WireRequest,
  done: WireAnswer,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<Response> {
  let sent = done;
  for (const hit of hits) {
    if (hit.switch === 'commit-then-hang') await hang(limitOf(hit), signal);
    if (hit.switch === 'off-by-one' && isPreview(wire.path))
      sent = { ...sent, body: withTotalOff(sent.body, numberArg(hit, 'by', 1)) };
    if (changesWorld(hit.switch) && isPreview(wire.path)) disturbWith(core, hit, wire);
    sent = spoil(hit, sent);
  }
  const cut = hits.find((hit) => hit.switch === 'truncate-body');
  if (cut === undefined) return respond(sent, headers);
  return truncated(sent.body, sent.status, new Headers({ ...headers, ...sent.headers }), numberArg(cut, 'bytes', 20));
}

function respond({ status, headers, body }: WireAnswer, common: Record<string, string>): Response {
  return new Response(body, { status, headers: { ...common, ...headers } });
}
