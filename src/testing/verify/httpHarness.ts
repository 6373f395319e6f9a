import type { BillingAdapter, Capabilities } from '../../core/adapter.js';
import type { Decoder } from '../../core/wire/decoder.js';
import type { ContractHarness, ContractLevers, ContractWorld, LeverName } from '../contract/harness.js';
import {
  CONTROL_PATH,
  decodeAbout,
  decodeCharges,
  decodeWorld,
  SCENARIO_NAMES,
  type VerifyAbout,
  type VerifyAct,
} from './control.js';

export type HeaderValues = Readonly<Record<string, string>>;

/** How a server under test is reached. */
export interface Target {
  /** Without a slash at its end. */
  readonly url: string;
  readonly headers: HeaderValues;
  readonly fetch: typeof fetch;
  /** For test worlds; what is asked there is no part of the wire, and no report names it. */
  readonly control: typeof fetch;
  readonly createAdapter: (endpoint: string, headers: HeaderValues) => BillingAdapter;
}

interface HttpWorld extends ContractWorld {
  readonly id: string;
}

const controlUrl = ({ url }: Target) => `${url}/${CONTROL_PATH}`;

/** What the server says of its test worlds, or null where it offers none. */
export async function aboutWorlds(target: Target): Promise<VerifyAbout | null> {
  const { control: ask, headers } = target;
  const answer = await ask(controlUrl(target), { headers: { accept: 'application/json', ...headers } });
  const isJson = /^application\/json\b/i.test(answer.headers.get('content-type') ?? '');
  if (!answer.ok || !isJson) return null;
  return decodeAbout(await answer.json(), '');
}

async function act<T>(target: Target, what: VerifyAct, decode: Decoder<T>): Promise<T> {
  const { control: ask, headers } = target;
  const sent = { 'content-type': 'application/json', accept: 'application/json', ...headers };
  const answer = await ask(controlUrl(target), { method: 'POST', headers: sent, body: JSON.stringify(what) });
  if (!answer.ok) throw new Error(`The server answers ${answer.status} to ${JSON.stringify(what)} in its test worlds.`);
  return decode(await answer.json(), '');
}

const nothing: Decoder<null> = () => null;

async function open(target: Target, scenario: (typeof SCENARIO_NAMES)[number]): Promise<HttpWorld> {
  const {
    world: id,
    endpoint,
    headers,
    selection,
    replacement,
  } = await act(target, { act: 'open', scenario }, decodeWorld);
  const place = new URL(endpoint, `${target.url}/`);
  // The headers may hold a session, which is for no other server.
  if (place.origin !== new URL(target.url).origin) throw new Error(`The world of ${scenario} is on another origin.`);
  return {
    id,
    adapter: target.createAdapter(place.href.replace(/\/$/, ''), { ...target.headers, ...headers }),
    selection,
    ...(replacement && { replacement }),
    charges: async () => (await act(target, { act: 'charges', world: id }, decodeCharges)).charges,
    close: async () => void (await act(target, { act: 'close', world: id }, nothing)),
  };
}

function leversOf(target: Target, names: readonly LeverName[]): ContractLevers<HttpWorld> {
  const pull = (world: HttpWorld, lever: LeverName, more: { days?: number; checkoutUrl?: string } = {}) =>
    act(target, { act: 'pull', world: world.id, lever, ...more }, nothing).then(() => undefined);
  const all: Required<ContractLevers<HttpWorld>> = {
    decline: (world) => pull(world, 'decline'),
    movePrice: (world) => pull(world, 'movePrice'),
    loseAnswer: (world) => pull(world, 'loseAnswer'),
    completePayment: (world) => pull(world, 'completePayment'),
    advanceDays: (world, days) => pull(world, 'advanceDays', { days }),
    payCheckout: (world, checkoutUrl) => pull(world, 'payCheckout', { checkoutUrl }),
    cancelCheckout: (world, checkoutUrl) => pull(world, 'cancelCheckout', { checkoutUrl }),
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** The contract's way to a server in any language: worlds are opened over HTTP, and spoken to over the wire. */
export async function httpHarness(target: Target, about: VerifyAbout): Promise<ContractHarness<HttpWorld>> {
  const entries = SCENARIO_NAMES.map((name) => {
    const why =
      about.scenarios[name] === undefined ? `the server does not say whether it has "${name}"` : about.scenarios[name];
    return [name, why ?? (() => open(target, name))] as const;
  });
  return {
    name: about.name,
    capabilities: await claimsOf(target, about),
    // Every name of a scenario is in the list.
    scenarios: Object.fromEntries(entries) as ContractHarness<HttpWorld>['scenarios'],
    levers: leversOf(target, about.levers),
  };
}

async function claimsOf(target: Target, { scenarios }: VerifyAbout): Promise<Capabilities> {
  const first = SCENARIO_NAMES.find((name) => scenarios[name] === null);
  if (first === undefined) throw new Error('The server offers test worlds and opens none.');
  const world = await open(target, first);
  try {
    return (await world.adapter.getCatalog({ locale: 'en' }, new AbortController().signal)).capabilities;
  } finally {
    await world.close();
  }
}
