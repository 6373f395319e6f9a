import { AsyncLocalStorage } from 'node:async_hooks';
import { Commet } from '@commet/node';
import { createChangePlanHandler, memoryLedger, type HandlerEvent, type Ledger, type Scope } from 'planshift/server';
import { commet, type CommetOptions } from 'planshift/server/commet';
import { createSandbox, sendCommetTo, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import type { Attempt, FlowState } from '../../src/core/flow/state.js';
import type { Money } from '../../src/core/money.js';
import { promisedAmount, type ConfirmablePreview } from '../../src/core/preview.js';
import { createNetwork } from './network.js';
import { APP, openPage, type Browser, type Page } from './page.js';
import { createPurchases, type Purchases } from './purchases.js';
import { startVirtualTime, type VirtualTime } from './virtualTime.js';

export const SECRET = 'kX9v!2pQ7rT4wZ8bN1mC6yH3jL5dF0sGaE';
const SANDBOX = 'http://127.0.0.1:4010';
const FOR_SALE: readonly Money[] = [
  { amount: 1_000, currency: 'USD' },
  { amount: 5_000, currency: 'USD' },
];

/** Something that a customer said yes to. One sealed preview is one intent, however often it is sent. */
export interface Intent {
  readonly id: string;
  readonly preview: ConfirmablePreview;
  readonly shown: Money | null;
  readonly keys: Set<string>;
  /** What the customer was told last, and everything before. */
  readonly told: Told[];
}

export interface Told {
  readonly message: string;
  readonly state: FlowState;
}

export interface Charge {
  /** The intents that this charge can be of: one, but where one checkout stands for the same wish said twice. */
  readonly intents: readonly string[];
  readonly amount: Money;
  /** How much of the customer's credit was used up instead of the card, in minor units. */
  readonly credit: number;
}

export interface WorldOptions {
  readonly who?: string;
  /** Whether the session names the subscription. Default true. */
  readonly named?: boolean;
  /** Plans are paid from a balance, and credit for it is sold. */
  readonly balances?: boolean;
  readonly sandbox?: SandboxSettings;
  readonly commet?: Partial<CommetOptions>;
  readonly sdk?: { readonly timeout?: number; readonly retries?: number };
  /** Where the checkout pages are said to be. Default: where the handler allows them. */
  readonly checkoutOrigin?: string;
  /** Storage that throws nothing and keeps nothing. */
  readonly storage?: 'blocked';
  /** How wrong the browser's own clock is. */
  readonly skewMs?: number;
  /** Puts something between handler and ledger. */
  readonly ledger?: (ledger: Ledger) => Ledger;
}

export interface World {
  readonly time: VirtualTime;
  readonly sandbox: Sandbox;
  readonly browser: Browser;
  readonly events: readonly HandlerEvent[];
  readonly intents: ReadonlyMap<string, Intent>;
  readonly charges: readonly Charge[];
  /** Checkout pages that a customer was sent to, oldest first. */
  readonly checkouts: readonly string[];
  /** Requests that change something at the provider: their keys and bodies. */
  readonly posts: readonly Post[];
  /** The same of what is no change: taking back, canceling, buying credit. */
  readonly acts: readonly Post[];
  /** Credit that customers wanted, and what they were charged for it. */
  readonly purchases: Purchases;
  /** Presses the button of the first top-up that is for sale, or of another. */
  topUp(page: Page, which: number): void;
  /** `apart`: in another browser, without the locks of this one. */
  openPage(apart?: boolean): Page;
  /** Presses confirm; answers whether a change began. */
  confirm(page: Page): boolean;
  /** A button of a checkout page. */
  press(button: 'pay' | 'decline' | 'cancel', url: string): Promise<void>;
  /** The host's process ends, with the ledger in its memory, and begins again. What the provider was asked goes on. */
  restart(): void;
  /** Requests to the handler that are not answered. */
  inFlight(): number;
  close(): void;
}

export interface Post {
  readonly key: string;
  readonly path: string;
  readonly body: string;
}

/** Page, http, handler, ledger, provider, SDK and sandbox in one process on virtual time. Nothing is pretended but the network. */
export function openWorld({
  who = 'demo',
  named = true,
  balances = false,
  sandbox: settings,
  sdk,
  ...given
}: WorldOptions = {}): World {
  const time = startVirtualTime();
  const sandbox = createSandbox({
    origin: given.checkoutOrigin ?? SANDBOX,
    ...(balances && { options: { commet: { balances } } }),
    ...settings,
  });
  const events: HandlerEvent[] = [];
  const intents = new Map<string, Intent>();
  const charges: Charge[] = [];
  const posts: Post[] = [];
  const acts: Post[] = [];
  const purchases = createPurchases();
  /** Checkout → keys of the intents that it was opened for. */
  const checkouts = new Map<string, Set<string>>();
  const running: string[] = [];
  const before = new Set(sandbox.control.ledger().map(({ id }) => id));
  let inFlight = 0;
  /** Which of the host's processes a piece of work belongs to: one that ended asks nothing any more. */
  const processes = new AsyncLocalStorage<number>();
  let processId = 0;

  /** Enters what has moved since the last look, for the requests that are running. */
  function look(keys: Iterable<string>): void {
    const ids = [...new Set(keys)].map((key) => key.replace(/^ps_/, ''));
    for (const { url } of sandbox.control.state().checkouts)
      if (url.includes('/checkout/') && !checkouts.has(url)) checkouts.set(url, new Set(ids));
    for (const { id, amount, currency, reason } of sandbox.control.ledger()) {
      if (before.has(id)) continue;
      before.add(id);
      if (reason === 'top_up') purchases.charged({ amount, currency });
      if (reason === 'plan_change' || reason === 'subscription')
        charges.push({ intents: ids, amount: { amount, currency }, credit: creditOf(sandbox) });
    }
  }

  async function provider(request: Request, signal?: AbortSignal): Promise<Response> {
    if (processes.getStore() !== processId) return new Promise(() => {});
    const key = request.headers.get('idempotency-key');
    const { pathname } = new URL(request.url);
    // Previews carry keys too, of the SDK's own making; they change nothing.
    if (!key?.startsWith('ps_i')) {
      if (key?.startsWith('ps_')) acts.push({ key, path: pathname, body: await request.clone().text() });
      look(running);
      return sandbox.fetch(request, signal);
    }
    posts.push({ key, path: pathname, body: await request.clone().text() });
    look(running);
    running.push(key);
    try {
      const answer = await sandbox.fetch(request, signal);
      const url = /"checkoutUrl":"([^"]+)"/.exec(await readable(answer))?.[1];
      if (url !== undefined && url.includes('/checkout/'))
        checkouts.set(url, (checkouts.get(url) ?? new Set()).add(key.replace(/^ps_/, '')));
      return answer;
    } finally {
      look(running);
      running.splice(running.indexOf(key), 1);
    }
  }

  const restore = sendCommetTo(provider);
  const client = new Commet({ apiKey: sandbox.apiKeys.commet, telemetry: false, timeout: 8_000, retries: 1, ...sdk });
  const scope: Scope = {
    actor: `user_${who}`,
    customerId: `cus_${who}`,
    subscriptionId: named ? `sub_${who}` : null,
    may: 'change',
    role: 'customer',
  };
  let ids = 0;
  const start = () => {
    const ledger = memoryLedger({ now: time.now });
    return createChangePlanHandler({
      provider: commet({ client, topUps: balances ? FOR_SALE : [], ...given.commet }),
      authorize: () => scope,
      secrets: [SECRET],
      ledger: given.ledger?.(ledger) ?? ledger,
      allowedOrigins: [APP],
      allowedRedirectOrigins: [SANDBOX],
      returnUrl: `${APP}/settings/plan`,
      accept: { cancel: true, cancelNow: true, topUp: true, portal: true },
      limits: {
        perMinute: {
          catalog: 1e6,
          preview: 1e6,
          change: 1e6,
          read: 1e6,
          undo: 1e6,
          cancel: 1e6,
          topUp: 1e6,
          link: 1e6,
        },
      },
      onEvent: (event) => void events.push(event),
      now: time.now,
      newId: () => `intent-${(ids += 1)}`,
    });
  };
  let handler = start();
  let hangUp = () => {};
  let gone = new Promise<never>(() => {});
  const restart = () => {
    hangUp();
    gone = new Promise<never>((_, reject) => void (hangUp = () => reject(new TypeError('fetch failed'))));
    gone.catch(() => undefined);
    processId += 1;
    handler = start();
  };
  restart();
  const network = createNetwork(time, async (request) => {
    inFlight += 1;
    try {
      return await Promise.race([processes.run(processId, () => handler(request)), gone]);
    } finally {
      inFlight -= 1;
    }
  });
  const browser: Browser = {
    time,
    network,
    storage: new Map(),
    pages: new Set(),
    locks: new Map(),
    reports: [],
    online: true,
    keepsNothing: given.storage === 'blocked',
    skewMs: given.skewMs ?? 0,
    keys: 0,
  };

  function told({ token }: Attempt, state: FlowState): void {
    intents.get(intentOf(token))?.told.push({ message: messageOf(state), state });
  }

  return {
    time,
    sandbox,
    browser,
    events,
    intents,
    get charges() {
      look(running);
      return charges;
    },
    posts,
    get checkouts() {
      return [...checkouts.keys()].filter((url) => network.received.some((text) => text.includes(url)));
    },
    acts,
    purchases,
    openPage: (apart = false) => openPage({ browser, told, toldOfTopUp: purchases.told, apart }),
    topUp(page, which) {
      const before = page.flow.getState();
      const offers = 'catalog' in before ? before.catalog.topUps : [];
      const wanted = offers[which % Math.max(1, offers.length)];
      if (wanted === undefined) return;
      page.flow.topUp(wanted);
      const after = page.flow.getState();
      if (after !== before && after.status === 'topping_up') purchases.wanted(wanted);
    },
    confirm(page) {
      const shown = page.flow.getState();
      page.flow.confirm();
      const state = page.flow.getState();
      if (shown.status !== 'reviewing' || shown.preview.status === 'blocked' || state.status !== 'confirming')
        return false;
      const id = intentOf(shown.preview.token);
      const intent = intents.get(id) ?? {
        id,
        preview: shown.preview,
        shown: promisedAmount(shown.preview),
        keys: new Set<string>(),
        told: [],
      };
      intents.set(id, intent);
      intent.keys.add(state.attempt.idempotencyKey);
      intent.told.push({ message: 'confirming', state });
      return true;
    },
    async press(button, url) {
      look(running);
      await sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams({ action: button }) }));
      look(checkouts.get(url) ?? []);
    },
    restart,
    inFlight: () => inFlight,
    close() {
      for (const page of browser.pages) page.close();
      restore();
      time.end();
    },
  };
}

/** What the latest invoice took from the customer's credit. */
function creditOf({ control }: Sandbox): number {
  const lines = control.invoices().at(-1)?.lines ?? [];
  return -lines.filter(({ kind }) => kind === 'balance').reduce((sum, { amount }) => sum + amount, 0);
}

async function readable(answer: Response): Promise<string> {
  return answer
    .clone()
    .text()
    .catch(() => '');
}

/** The id that a preview token was sealed with. */
export function intentOf(token: string): string {
  const [, payload = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return typeof claims === 'object' && claims !== null && 'id' in claims ? String(claims.id) : '';
}

/** The screen of a state in one word. */
export function messageOf(state: FlowState): string {
  switch (state.status) {
    case 'settled': {
      const { outcome } = state;
      if (outcome.status === 'applied') return `applied_${outcome.payment}`;
      return outcome.status === 'not_changed' ? `not_changed_${outcome.reason}` : outcome.status;
    }
    case 'reviewing':
      return state.stale === null ? 'not_sent' : `preview_stale_${state.stale.reason}`;
    default:
      return state.status;
  }
}
