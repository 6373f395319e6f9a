import type { SandboxCore } from '../core.js';
import { instant, isoOf, SECOND } from '../engine/calendar.js';
import type { WorldEvent } from '../engine/world.js';
import { numberArg, type Hit } from '../faults/faults.js';
import { checkEndpoint, WEBHOOK_SECRETS, type WebhookEndpoint } from './endpoint.js';
import { voiceOf } from './voice.js';

/** One attempt to deliver one event, as `GET /__control/webhooks` shows it. */
export interface WebhookDelivery {
  /** The sandbox's own time. */
  readonly at: string;
  readonly url: string;
  readonly provider: WebhookEndpoint['provider'];
  readonly eventId: string;
  readonly type: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What was answered; null where nothing was, or it was dropped on purpose. */
  readonly status: number | null;
}

export interface WebhookSender {
  add(endpoint: WebhookEndpoint): void;
  removeAll(): void;
  /** Without their secrets. */
  endpoints(): readonly Omit<WebhookEndpoint, 'secret'>[];
  /** Every attempt so far, oldest first; at most the last 1000. */
  deliveries(): readonly WebhookDelivery[];
  /** Resolves when nothing is on its way. What waits for the sandbox's clock goes on waiting. */
  idle(): Promise<void>;
  /** Forgets what waits and what was sent; endpoints stay. */
  reset(): void;
}

export interface WebhookSenderSettings {
  readonly endpoints?: readonly WebhookEndpoint[] | undefined;
  /** How deliveries travel. Default: the network of this machine. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Something to be sent when the sandbox's clock gets there. */
interface Waiting {
  readonly endpoint: WebhookEndpoint;
  readonly event: WorldEvent;
  readonly attempt: number;
  readonly dueAt: number;
}

const LIMIT = 1000;
const PATIENCE = 10 * SECOND;
/** What a wrong signature is made with. */
const NOBODYS_SECRET = 'whsec_bm9ib2R5LWhhcy10aGlzLXNlY3JldA==';

/** A world that begins again gives the same ids again; vendors never do, and receivers rely on it. */
function newRun(): string {
  return crypto.randomUUID().slice(0, 8);
}

/**
 * Sends what happens in the sandbox to the host's endpoints, signed as each vendor signs. Signed times are the machine's, since
 * receivers compare them with theirs; delays and repetitions go by the sandbox's clock.
 */
export function createWebhookSender(core: SandboxCore, settings: WebhookSenderSettings): WebhookSender {
  const send = settings.fetch ?? ((...given) => globalThis.fetch(...given));
  const endpoints: WebhookEndpoint[] = [];
  const deliveries: WebhookDelivery[] = [];
  let told = core.world.events.length;
  let waiting: Waiting[] = [];
  /** Held back by a fault until another delivery has gone before. */
  let held: Waiting[] = [];
  let line = Promise.resolve();
  let era = 0;
  let run = newRun();

  const add = (endpoint: WebhookEndpoint): void => {
    checkEndpoint(endpoint, settings.fetch !== undefined);
    endpoints.push(endpoint);
  };
  settings.endpoints?.forEach(add);

  core.onWrite(() => {
    const fresh = core.world.events.slice(told);
    told = core.world.events.length;
    const now = instant(core.world.now);
    for (const { id, ...event } of fresh)
      for (const endpoint of endpoints)
        waiting.push({ endpoint, event: { ...event, id: `${id}_${run}` }, attempt: 1, dueAt: now });
    if (waiting.some(({ dueAt }) => dueAt <= now)) schedule();
  });

  function schedule(): void {
    const mine = era;
    line = line.then(() => (mine === era ? sendDue() : undefined));
  }

  async function sendDue(): Promise<void> {
    for (;;) {
      const now = instant(core.world.now);
      const next = waiting.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt)[0];
      if (next === undefined) return;
      waiting = waiting.filter((one) => one !== next);
      await deliver(next);
    }
  }

  async function deliver(one: Waiting): Promise<void> {
    const { endpoint, event, attempt } = one;
    const message = voiceOf(endpoint.provider).messageOf(event, core.world, { origin: core.origin, endpoint });
    if (message === null) return;
    const hits = core.faults.takeWebhook(message.type);
    const has = (name: Hit['switch']) => hits.find((hit) => hit.switch === name);
    const late = has('webhook-late');
    if (late) return void waiting.push({ ...one, dueAt: one.dueAt + numberArg(late, 'seconds', 60) * SECOND });
    if (has('webhook-drop')) return note(one, message.type, {}, '', null);
    if (has('webhook-reorder')) return void held.push(one);
    const body = JSON.stringify(message.body);
    const age = has('webhook-old-timestamp');
    const headers = {
      'content-type': 'application/json',
      ...(await voiceOf(endpoint.provider).headersOf({
        id: event.id,
        type: message.type,
        body,
        secret: has('webhook-bad-signature') ? NOBODYS_SECRET : (endpoint.secret ?? WEBHOOK_SECRETS[endpoint.provider]),
        seconds: Math.floor(Date.now() / SECOND) - (age ? numberArg(age, 'seconds', 3600) : 0),
      })),
    };
    const twice = has('webhook-duplicate');
    const copies = twice ? 1 + numberArg(twice, 'copies', 1) : 1;
    const mine = era;
    const statuses = await Promise.all(Array.from({ length: copies }, () => ask(endpoint.url, headers, body)));
    if (mine !== era) return;
    for (const status of statuses) note(one, message.type, headers, body, status);
    if (!statuses.some((status) => status !== null && status >= 200 && status < 300)) retry(one);
    const before = held.filter((other) => other.endpoint === endpoint);
    held = held.filter((other) => other.endpoint !== endpoint);
    for (const other of before) await deliver({ ...other, attempt });
  }

  function retry({ endpoint, event, attempt, dueAt }: Waiting): void {
    const gap = (endpoint.retryAfter ?? voiceOf(endpoint.provider).retryAfter)[attempt - 1];
    if (gap !== undefined) waiting.push({ endpoint, event, attempt: attempt + 1, dueAt: dueAt + gap * SECOND });
  }

  async function ask(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number | null> {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const { status } = await send(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      return status;
    } catch {
      return null;
    }
  }

  function note(
    { endpoint, event, attempt, dueAt }: Waiting,
    type: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    status: number | null,
  ): void {
    const { url, provider } = endpoint;
    deliveries.push({ at: isoOf(dueAt), url, provider, eventId: event.id, type, attempt, headers, body, status });
    if (deliveries.length > LIMIT) deliveries.shift();
  }

  return {
    add,
    removeAll: () => void (endpoints.length = 0),
    endpoints: () => endpoints.map(({ url, provider }) => ({ url, provider })),
    deliveries: () => deliveries,
    async idle() {
      for (let seen = null; seen !== line;) {
        seen = line;
        await line;
      }
    },
    reset() {
      era += 1;
      run = newRun();
      [waiting, held] = [[], []];
      deliveries.length = 0;
      told = core.world.events.length;
    },
  };
}
