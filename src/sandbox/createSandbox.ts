import type { BillingAdapter } from '../core/adapter.js';
import { PAGE_MOUNTS } from './checkout/serveCheckout.js';
import type { SandboxControl } from './control.js';
import { createControl } from './control.js';
import { CONTROL_MOUNT, serveControl } from './controlRoutes.js';
import { createCore } from './core.js';
import type { SandboxOptions } from './engine/options.js';
import type { SeedName } from './engine/seed.js';
import { DEMO } from './engine/seed.js';
import type { PortScope } from './port/createPort.js';
import { createPort } from './port/createPort.js';
import { createPageServer } from './servePages.js';
import { createProviderServer } from './serveProvider.js';
import type { SandboxStore } from './store.js';
import type { WebhookEndpoint } from './webhooks/endpoint.js';
import { createWebhookSender } from './webhooks/sender.js';
import { API_KEYS, type WireName } from './wires/apiKeys.js';
import { wireAt, WIRES } from './wires/all.js';

export interface SandboxSettings {
  /** Which world it begins with. Default `default`. */
  readonly seed?: SeedName;
  /** What time it is, ISO 8601. Default 2026-04-16T00:00:00.000Z, the middle of the demo customer's period. */
  readonly now?: string;
  /** What to do where vendors differ. */
  readonly options?: SandboxOptions;
  /** Keeps the world beyond the process. Default: memory only. */
  readonly store?: SandboxStore;
  /** Where the hosted pages are reached. Default `http://127.0.0.1:4010`. */
  readonly origin?: string | (() => string);
  /** Where events are sent to, as each vendor sends them. More can be added while it runs. */
  readonly webhooks?: readonly WebhookEndpoint[];
  /** How webhooks travel. Default: `fetch`, to this machine only. */
  readonly fetch?: typeof globalThis.fetch;
}

/** `signal` says that the caller has gone; without it the request's own does. */
export type SandboxFetch = (request: Request, signal?: AbortSignal) => Promise<Response>;

/** A billing system to develop against: in a test, in a page, or behind a server. Nothing is real but the rules. */
export interface Sandbox {
  /** Answers the providers' protocols under `/commet`, `/dodo`, `/ocp` and `/stripe`, the hosted pages, and the control routes. */
  readonly fetch: SandboxFetch;
  /**
   * The sandbox's own port, without any protocol between: richer than a provider's, since it knows everything exactly.
   * Without a subscription id it is the customer's own subscription, or the one that is about to begin.
   */
  adapter(scope: PortScope): BillingAdapter;
  readonly control: SandboxControl;
  /** Who the demo is signed in as. */
  readonly demo: { readonly customerId: string; readonly subscriptionId: string };
  /** A key for each protocol. It opens nothing else. */
  readonly apiKeys: Readonly<Record<WireName, string>>;
}

export function createSandbox(settings: SandboxSettings = {}): Sandbox {
  const { origin = 'http://127.0.0.1:4010' } = settings;
  const core = createCore({ ...settings, origin: () => (typeof origin === 'string' ? origin : origin()) });
  const webhooks = createWebhookSender(core, { endpoints: settings.webhooks, fetch: settings.fetch });
  const control = createControl(core, webhooks);
  const provider = createProviderServer(core);
  const pages = createPageServer(core);
  return {
    async fetch(request, signal = request.signal) {
      const { pathname } = new URL(request.url);
      const wire = wireAt(pathname);
      if (wire !== null) return provider(wire, request, signal);
      if (isUnder(pathname, CONTROL_MOUNT)) return serveControl(request, control);
      if (PAGE_MOUNTS.some((mount) => isUnder(pathname, mount))) return pages(request);
      return new Response(JSON.stringify({ error: WHERE }), {
        status: 404,
        headers: { 'content-type': 'application/json' },
      });
    },
    adapter: (scope) => createPort(core, scope),
    control,
    demo: DEMO,
    apiKeys: API_KEYS,
  };
}

const WHERE = `There is nothing here. The sandbox serves ${WIRES.map(({ mount }) => mount).join(', ')}, /checkout, /billing and /__control.`;

function isUnder(path: string, mount: string): boolean {
  return path === mount || path.startsWith(`${mount}/`);
}
