import type { SandboxCore } from './core.js';
import type { EngineOptions } from './engine/options.js';
import type { Gateway } from './engine/pay.js';
import { isSettlementDue, settleDue } from './engine/pending.js';
import { replacement, spoil } from './faults/answers.js';
import { hang, ConnectionLost, truncated, wait } from './faults/connection.js';
import type { Act, Hit } from './faults/faults.js';
import { numberArg } from './faults/faults.js';
import { changesWorld, disturb } from './faults/worldFaults.js';
import type { WireAnswer, WireRequest } from './wires/answer.js';
import type { Wire } from './wires/wire.js';

/** Answers one provider's protocol, with the faults that were asked for before, in and after the work. */
export function createProviderServer(
  core: SandboxCore,
): (wire: Wire, request: Request, signal: AbortSignal) => Promise<Response> {
  const inProgress = new Set<string>();
  let requests = 0;

  return async (wire, request, signal) => {
    const url = new URL(request.url);
    const body = await request.text();
    settleWhatIsDue(core);
    const asked = asWireRequest(wire, request, url, body);
    const entry = core.journal.begin(core.world.now, request.method, url, request.headers, body);
    requests += 1;
    const id = `req_${String(requests).padStart(6, '0')}`;
    // Stripe's client reads the second name.
    const headers = { 'content-type': 'application/json', 'x-request-id': id, 'request-id': id };
    const response = await answer({ core, wire, request: asked, path: url.pathname, signal }, inProgress, headers);
    entry.status = response.status;
    return response;
  };
}

// Payments that were to come later are made before anything is said: every read shows what has happened by now.
function settleWhatIsDue(core: SandboxCore): void {
  const now = Date.now();
  if (!isSettlementDue(core.world, now)) return;
  const gateway = core.gatewayOf({ method: 'POST', path: '', act: 'change' });
  core.write((world) => settleDue(world, now, gateway));
}

/** One request on its way through a protocol. */
interface Round {
  readonly core: SandboxCore;
  readonly wire: Wire;
  readonly request: WireRequest;
  /** The whole path, mount included. */
  readonly path: string;
  readonly signal: AbortSignal;
}

function asWireRequest({ mount }: Wire, request: Request, url: URL, body: string): WireRequest {
  const path = url.pathname.slice(mount.length);
  return { method: request.method, path, query: url.searchParams, headers: request.headers, body };
}

function actOf({ wire, request }: Pick<Round, 'wire' | 'request'>): Act {
  if (wire.isPreview(request)) return 'preview';
  if (wire.isChange(request)) return 'change';
  return request.method === 'GET' ? 'read' : 'write';
}

async function answer(
  round: Round,
  inProgress: Set<string>,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const { core, wire, request, path } = round;
  const key = wire.keys?.keyOf(request) ?? null;
  const running = key === null ? null : `${wire.name} ${key}`;
  if (running !== null && wire.keys && inProgress.has(running)) return respond(wire.keys.busy(), headers);
  const hits = core.faults.take({ method: request.method, path, act: actOf(round) });
  if (running !== null) inProgress.add(running);
  try {
    await before(round, hits);
  } finally {
    if (running !== null) inProgress.delete(running);
  }
  return after(round, hits, work(round, hits), headers);
}

/** What happens before the request is looked at. */
async function before(round: Round, hits: readonly Hit[]): Promise<void> {
  const { signal } = round;
  for (const hit of hits) {
    if (hit.switch === 'delay') await wait(numberArg(hit, 'ms', 1000), signal);
    if (hit.switch === 'hang-before') await hang(limitOf(hit), signal);
    if (hit.switch === 'reset-once') throw new ConnectionLost();
    if (changesWorld(hit.switch) && actOf(round) !== 'preview') disturbWith(round, hit);
  }
}

function disturbWith({ core, wire, request, path }: Round, hit: Hit): void {
  const gateway = core.gatewayOf({ method: request.method, path, act: 'write' });
  core.write((world) =>
    disturb(hit, { world, options: core.options, gateway, subscriptionId: wire.subscriptionOf(request, world) }),
  );
}

function limitOf(hit: Hit): number | null {
  return typeof hit.args.ms === 'number' ? hit.args.ms : null;
}

/** Carries the request out, unless a fault answers in its place. */
function work(round: Round, hits: readonly Hit[]): WireAnswer {
  const { core, wire, request } = round;
  const instead = hits.map((hit) => replacement(hit, wire)).find((candidate) => candidate !== null);
  if (instead && !instead.commit) return kept(round, hits, instead.answer);
  const act = actOf(round);
  const lag = hits.some((hit) => hit.switch === 'lag-reads') && core.before !== null;
  if (lag && act === 'read') return wire.handle(request, context(round, hits, core.before ?? core.world));
  if (act === 'read' || act === 'preview') return wire.handle(request, context(round, hits, core.world));
  const answered = core.write((world) => wire.handle(request, context(round, hits, world)));
  return instead ? kept(round, hits, instead.answer) : answered;
}

// An answer kept for its key is what every repetition gets, whatever really happened.
function kept({ core, wire, request }: Round, hits: readonly Hit[], spoiled: WireAnswer): WireAnswer {
  if (hits.some((hit) => hit.switch === 'store-and-replay'))
    core.write((world) => wire.keys?.keep(world, request, spoiled));
  return spoiled;
}

function context(round: Round, hits: readonly Hit[], world: SandboxCore['world']) {
  const { core, path } = round;
  const unpaid = hits.some((hit) => hit.switch === 'apply-unpaid');
  const options: EngineOptions = unpaid ? { ...core.options, onPaymentFailure: 'apply_change' } : core.options;
  const refuse: Gateway = () => 'charge_failed';
  const off = hits.find((hit) => hit.switch === 'off-by-one');
  return {
    world,
    options,
    gateway: unpaid ? refuse : core.gatewayOf({ method: 'POST', path, act: 'write' }),
    origin: core.origin,
    realNow: Date.now(),
    overcharge: off && actOf(round) !== 'preview' ? numberArg(off, 'by', 1) : 0,
  };
}

/** What happens to the answer on its way. */
async function after(
  round: Round,
  hits: readonly Hit[],
  done: WireAnswer,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const { wire, signal } = round;
  const isPreview = actOf(round) === 'preview';
  let sent = done;
  for (const hit of hits) {
    if (hit.switch === 'commit-then-hang') await hang(limitOf(hit), signal);
    if (hit.switch === 'off-by-one' && isPreview)
      sent = { ...sent, body: wire.withTotalOff(sent.body, numberArg(hit, 'by', 1)) };
    if (changesWorld(hit.switch) && isPreview) disturbWith(round, hit);
    sent = spoil(hit, sent);
  }
  const cut = hits.find((hit) => hit.switch === 'truncate-body');
  if (cut === undefined) return respond(sent, headers);
  return truncated(sent.body, sent.status, new Headers({ ...headers, ...sent.headers }), numberArg(cut, 'bytes', 20));
}

function respond({ status, headers, body }: WireAnswer, common: Readonly<Record<string, string>>): Response {
  const bodyless = status === 204 || status === 304;
  return new Response(bodyless ? null : body, { status, headers: { ...common, ...headers } });
}
