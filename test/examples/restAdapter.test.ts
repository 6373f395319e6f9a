import { afterAll, describe, expect, it } from 'vitest';
import { money } from 'planshift/core';
import { adapterContract, type Charge, type ContractHarness, type ContractWorld } from 'planshift/testing';
import { capabilities, restAdapter } from '../../examples/rest-adapter/restAdapter.js';
import { ruledOut } from './without.js';

interface World extends ContractWorld {
  readonly api: Api;
}

type Api = ReturnType<typeof createApi>;

const plans = [
  { id: 'team', name: 'Team', cents: 2900 },
  { id: 'growth', name: 'Growth', cents: 9900 },
  { id: 'scale', name: 'Scale', cents: 29_900 },
];

/** A REST API as somebody else wrote it: it knows nothing of previews. */
function createApi(held: string) {
  const changes = new Map<string, { readonly state: 'done' | 'card_declined' }>();
  const charges: Charge[] = [];
  const next = { declines: false, losesAnswer: false };
  let plan = held;

  async function put(request: Request): Promise<Response> {
    // The adapter's own body.
    const body = (await request.json()) as { plan: string };
    const key = request.headers.get('idempotency-key') ?? '';
    const known = changes.get(key);
    if (known) return Response.json(known);
    const change = { state: next.declines ? 'card_declined' : 'done' } as const;
    next.declines = false;
    changes.set(key, change);
    if (change.state === 'card_declined') return Response.json(change);
    plan = body.plan;
    const cents = plans.find(({ id }) => id === plan)?.cents ?? 0;
    charges.push({ id: key, amount: money(cents, 'USD') });
    if (!next.losesAnswer) return Response.json(change);
    next.losesAnswer = false;
    throw new TypeError('The connection was lost.');
  }

  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { pathname } = new URL(request.url);
    if (request.method === 'PUT') return put(request);
    if (pathname === '/account') return Response.json({ id: 'acc_1', plan, renewsAt: '2027-01-01', plans });
    const known = changes.get(pathname.replace('/account/changes/', ''));
    return known ? Response.json(known) : new Response(null, { status: 404 });
  };
  return { ask, charges, next };
}

const open = (held: string, priceId: string) => async (): Promise<World> => {
  const api = createApi(held);
  return {
    api,
    adapter: restAdapter('https://api.example', api.ask),
    selection: { priceId },
    charges: async () => api.charges,
    close: async () => undefined,
  };
};

const harness: ContractHarness<World> = {
  name: 'the example of a browser adapter over a REST API',
  capabilities,
  scenarios: {
    ...ruledOut('the API changes monthly plans at once and knows nothing else', 'upgrade', 'same'),
    upgrade: open('team', 'growth'),
    same: open('team', 'team'),
  },
  levers: {
    decline: async ({ api }) => void (api.next.declines = true),
    loseAnswer: async ({ api }) => void (api.next.losesAnswer = true),
  },
};

const report = adapterContract(harness, { describe, it });
afterAll(() => console.info(report.text()));

describe('the example of a browser adapter over a REST API', () => {
  it('proves everything that it claims', () => {
    expect(report.brokenPromises()).toEqual([]);
    expect(report.unproved()).toEqual([]);
  });
});
