import { createChangePlanHandler, memoryLedger, type HandlerEvent, type Ledger, type Scope } from 'planshift/server';
import { ocp, type OcpBilling, type OcpOptions, type OcpPartner } from 'planshift/server/ocp';
import { createSandbox, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import type { BillingAdapter, ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import type { Presentation } from '../../src/core/presentation.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';

export const APP = 'https://app.partner.example';
export const SHOP = 'https://harbor.thrivecart.example';
export const SECRET = 'kX9v!2pQ7rT4wZ8bN1mC6yH3jL5dF0sGaE';
export const NOW = Date.parse('2026-04-16T00:00:00.000Z');
export const signal = new AbortController().signal;

const QUERY =
  'workspaceID={workspaceId}&name={workspaceName}&owner={ownerName}&ownerEmail={ownerEmail}&plan={planId}&ref={reference}';
export const TEMPLATE = `${SHOP}/harbor/?${QUERY}`;

export const billingUrl: OcpBilling = { type: 'billingUrl', template: TEMPLATE, checkoutAsks: 'retail_price' };

const usd = (amount: number) => ({ amount, currency: 'USD' });
export const RETAIL: Readonly<Record<string, { amount: number; currency: string }>> = {
  starter: usd(2900),
  pro: usd(9900),
  pro_yearly: usd(99_000),
  business: usd(29_900),
  business_yearly: usd(299_000),
};

/** Monthly and yearly plans put together, with what customers pay. */
export const GROUPS = [
  { id: 'pro', name: 'Pro', plans: ['pro', 'pro_yearly'] },
  { id: 'business', name: 'Business', plans: ['business', 'business_yearly'] },
];
export const PRESENTATION = {
  plans: Object.fromEntries(['starter', 'pro', 'business'].map((id) => [id, { retailPrices: RETAIL }])),
};

export interface OcpWorld {
  readonly sandbox: Sandbox;
  readonly partner: OcpPartner;
  readonly adapter: BillingAdapter;
  readonly events: readonly HandlerEvent[];
  readonly clock: { now: number };
  readonly ledger: Ledger;
  /** Everything that the handler answered, as text. */
  readonly replies: readonly string[];
  preview(priceId: string, effectiveAt?: Selection['effectiveAt']): Promise<PreviewOutcome>;
  request(preview: PreviewOutcome, selection: Selection): ChangePlanRequest;
  confirm(priceId: string, effectiveAt?: Selection['effectiveAt']): ReturnType<BillingAdapter['changePlan']>;
  catalog(): ReturnType<BillingAdapter['getCatalog']>;
  /** How often the platform was told to change a plan. */
  changesSent(): number;
  /** Which plan the platform holds for the workspace. */
  holds(): string | undefined;
}

export interface OcpWorldOptions {
  readonly who?: string;
  readonly role?: Scope['role'];
  readonly options?: Partial<OcpOptions>;
  readonly sandbox?: SandboxSettings;
  readonly presentation?: Presentation;
  /** Stands between the provider and the platform. */
  readonly between?: (request: Request, send: (request: Request) => Promise<Response>) => Promise<Response>;
}

export function openOcp({
  who = 'demo',
  role = 'customer',
  options,
  sandbox: settings,
  presentation = PRESENTATION,
  between,
}: OcpWorldOptions = {}) {
  const sandbox = createSandbox(settings);
  const [events, replies]: [HandlerEvent[], string[]] = [[], []];
  const onEvent = (event: HandlerEvent) => void events.push(event);
  const clock = { now: NOW };
  const ledger = memoryLedger({ now: () => clock.now });
  const send = (request: Request) => sandbox.fetch(request);
  const partner = ocp({
    baseUrl: 'http://127.0.0.1:4010/ocp/api',
    apiKey: sandbox.apiKeys.ocp,
    billing: billingUrl,
    ledger,
    secrets: [SECRET],
    onEvent,
    plans: GROUPS,
    rereadDelaysMs: [0, 5],
    timeoutMs: 300,
    now: () => clock.now,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return between ? between(request, send) : send(request);
    },
    ...options,
  });
  const subscriptionId = `sub_${who}`;
  const scope: Scope = { actor: 'user_1', customerId: `cus_${who}`, subscriptionId, may: 'change', role };
  const handler = createChangePlanHandler({
    provider: partner,
    authorize: () => scope,
    secrets: [SECRET],
    ledger,
    allowedOrigins: [APP],
    allowedRedirectOrigins: [SHOP],
    returnUrl: `${APP}/billing`,
    presentation,
    accept: { effectiveAt: true, returnTo: true },
    supportUrl: `${APP}/help`,
    onEvent,
    now: () => clock.now,
  });
  const adapter = createHttpAdapter({
    endpoint: `${APP}/api/billing`,
    headers: { origin: APP, 'sec-fetch-site': 'same-origin' },
    fetch: async (input, init) => {
      const response = await handler(new Request(input, { ...init, signal: null }));
      replies.push(await response.clone().text());
      return response;
    },
  });
  const selected = (priceId: string, effectiveAt?: Selection['effectiveAt']): Selection =>
    effectiveAt === undefined ? { priceId } : { priceId, effectiveAt };
  const world: OcpWorld = {
    sandbox,
    partner,
    adapter,
    events,
    clock,
    ledger,
    replies,
    catalog: () => adapter.getCatalog({ locale: 'en' }, signal),
    preview: (priceId, effectiveAt) =>
      adapter.previewChangePlan({ selection: selected(priceId, effectiveAt), locale: 'en' }, signal),
    request: (preview, selection) => ({
      selection,
      token: 'token' in preview ? preview.token : 'none',
      expected: promisedAmount(preview),
      idempotencyKey: crypto.randomUUID(),
      returnTo: null,
      locale: 'en',
    }),
    confirm: async (priceId, effectiveAt) => {
      const preview = await world.preview(priceId, effectiveAt);
      return adapter.changePlan(world.request(preview, selected(priceId, effectiveAt)), signal);
    },
    changesSent: () =>
      sandbox.control.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/change-plan'))
        .length,
    holds: () => sandbox.control.state().subscriptions.find(({ id }) => id === subscriptionId)?.priceId,
  };
  return world;
}

/** The checkout of a change, as the customer's browser is sent there. */
export async function checkoutOf(world: OcpWorld, priceId: string): Promise<URL> {
  const outcome = await world.confirm(priceId);
  if (outcome.status !== 'requires_checkout') throw new Error(`No checkout: ${JSON.stringify(outcome)}`);
  return new URL(outcome.checkoutUrl);
}

/** What the host's webhook tells of a payment at that checkout. */
export function paid(url: URL, paymentId = 'order_1') {
  const part = (name: string) => url.searchParams.get(name) ?? '';
  return { workspaceId: part('workspaceID'), planId: part('plan'), reference: part('ref'), paymentId };
}
