import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox } from 'planshift/sandbox';
import { toNodeListener } from 'planshift/server/node';
import type { LeverName, ScenarioName } from 'planshift/testing';
import { decodeAct, type VerifyAbout } from '../../src/testing/verify/control.js';
import { handlerFor } from '../contract/overHttp.js';
import {
  customer,
  openSandboxWorld,
  sandboxLevers,
  type Customer,
  type SandboxWorld,
} from '../contract/sandboxWorld.js';

type Handle = (request: Request) => Promise<Response>;

/** What a server of somebody else's would write: the wire, and worlds to be tested in. `spoil` may break it first. */
export interface ServedOptions {
  readonly worlds?: boolean;
  readonly spoil?: (answer: Response, request: Request) => Promise<Response> | Response;
}

const SCENARIOS: Partial<Record<ScenarioName, readonly [who: Customer, priceId: string, replacement?: string]>> = {
  upgrade: [customer('starter'), 'pri_pro_monthly'],
  downgrade: [customer('demo'), 'pri_starter_monthly', 'pri_starter_weekly'],
  free_to_paid: [customer('free'), 'pri_pro_monthly', 'pri_starter_monthly'],
  same: [customer('starter'), 'pri_starter_monthly'],
  past_due: [customer('past_due'), 'pri_business_monthly'],
};
const LEVERS: readonly LeverName[] = ['decline', 'advanceDays', 'payCheckout'];

const about: VerifyAbout = {
  name: 'a server on this machine',
  scenarios: { ...Object.fromEntries(Object.keys(SCENARIOS).map((name) => [name, null])), trial: 'it gives no trials' },
  levers: LEVERS,
};

function createWorlds() {
  const worlds = new Map<string, { readonly world: SandboxWorld; readonly handle: Handle }>();

  async function act(request: Request): Promise<unknown> {
    const asked = decodeAct(await request.json(), '');
    if (asked.act === 'open') return open(asked.scenario);
    const found = worlds.get(asked.world);
    if (!found) throw new RangeError('This world is closed.');
    if (asked.act === 'charges') return { charges: await found.world.charges() };
    if (asked.act === 'close') return void worlds.delete(asked.world);
    if (asked.lever === 'advanceDays') await sandboxLevers.advanceDays?.(found.world, asked.days ?? 1);
    else await sandboxLevers[asked.lever]?.(found.world, asked.checkoutUrl ?? '');
    return {};
  }

  function open(scenario: ScenarioName): object {
    const opening = SCENARIOS[scenario];
    if (!opening) throw new RangeError('There is no such situation.');
    const [who, priceId, replacement = priceId] = opening;
    let handle: Handle = () => Promise.reject(new Error('It is not worn yet.'));
    const world = openSandboxWorld({
      customer: who,
      priceId,
      replacement,
      wear: (sandbox) => {
        handle = handlerFor((scope) => sandbox.adapter(scope), who);
        return { adapter: sandbox.adapter(who) };
      },
    });
    const id = `w${worlds.size + 1}_${scenario}`;
    worlds.set(id, { world, handle });
    return {
      world: id,
      endpoint: `worlds/${id}`,
      headers: {},
      selection: { priceId },
      replacement: { priceId: replacement },
    };
  }

  return { act, handleOf: (id: string) => worlds.get(id)?.handle ?? null };
}

/** Listens on a free port of this machine, on `/api/billing`. */
export async function serveWorlds({ worlds: offers = false, spoil = (answer) => answer }: ServedOptions = {}) {
  const worlds = createWorlds();
  const sandbox = createSandbox();
  const home = handlerFor((scope) => sandbox.adapter(scope), customer('demo'));
  const requests: string[] = [];

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${pathname.replace('/api/billing/', '')}`);
    if (offers && pathname.endsWith('/__verify'))
      return Response.json(request.method === 'GET' ? about : ((await worlds.act(request)) ?? {}));
    const id = /worlds\/(\w+)\//.exec(pathname)?.[1];
    return spoil(await ((id && worlds.handleOf(id)) || home)(request), request);
  }

  const listener = toNodeListener(handle);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so its address is no pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/billing`,
    requests,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
