import { createHttpAdapter, type BillingAdapter } from 'planshift';
import type { Sandbox } from 'planshift/sandbox';
import type { ChangePlanHandlerOptions, Provider } from 'planshift/server';

/** The billing systems of the toolbar. */
export const SYSTEMS = {
  sandbox: 'Sandbox (everything possible)',
  commet: 'Commet',
  dodo: 'Dodo Payments',
  stripe: 'Stripe',
  ocp: 'OCP partner API',
} as const;

export type SystemName = keyof typeof SYSTEMS;

export function isSystemName(name: unknown): name is SystemName {
  return typeof name === 'string' && Object.hasOwn(SYSTEMS, name);
}

export interface Who {
  readonly customerId: string;
  readonly subscriptionId: string | null;
}

/** A billing system that runs in this page, down to the protocol of its vendor. */
export interface OpenSystem {
  readonly adapter: BillingAdapter;
  /** Where its checkout returns to, where no handler says so. */
  readonly returnTo?: string;
  /** Its checkout, where that is not a page of the sandbox: answers when it was paid. */
  readonly pay?: (url: string) => Promise<void>;
}

/** Where the sandbox would be, if it listened anywhere. */
export const ORIGIN = 'http://127.0.0.1:4010';
const HOST = 'https://harbor.example';
const RETURN = `${HOST}/settings/billing`;
const SECRET = 'only for stories: kX9v2pQ7rT4wZ8bN1mC6yH3jL5dF0sGa';

/** The whole way in one page: http ∘ handler ∘ provider ∘ the vendor's own SDK ∘ sandbox. */
export async function openSystem(name: SystemName, sandbox: Sandbox, who: Who): Promise<OpenSystem> {
  switch (name) {
    case 'sandbox':
      return { adapter: sandbox.adapter(who), returnTo: RETURN };
    case 'commet':
      return { adapter: await overHttp(await openCommet(sandbox), who) };
    case 'dodo':
      return { adapter: await overHttp(await openDodo(sandbox), who) };
    case 'stripe':
      return { adapter: await overHttp(await openStripe(sandbox), who) };
    case 'ocp':
      return openPartner(sandbox, who);
  }
}

async function openCommet(sandbox: Sandbox): Promise<Provider> {
  pretendNode();
  const [{ Commet }, { sendCommetTo }, { commet }] = await Promise.all([
    import('@commet/node'),
    import('planshift/sandbox'),
    import('planshift/server/commet'),
  ]);
  sendCommetTo((request) => sandbox.fetch(request));
  return commet({ client: new Commet({ apiKey: sandbox.apiKeys.commet, telemetry: false }) });
}

/** Commet's SDK is made for servers and names the machine it runs on in a header. */
function pretendNode(): void {
  Object.assign(globalThis, { process: { env: {}, versions: { node: '20' }, platform: 'page', arch: 'page' } });
}

async function openDodo(sandbox: Sandbox): Promise<Provider> {
  const [{ default: DodoPayments }, { dodo }] = await Promise.all([
    import('dodopayments'),
    import('planshift/server/dodo'),
  ]);
  const client = new DodoPayments({
    bearerToken: sandbox.apiKeys.dodo,
    baseURL: `${ORIGIN}/dodo`,
    fetch: (input, init) => sandbox.fetch(new Request(input, init)),
  });
  return dodo({ client, collectionId: 'pgr_harbor' });
}

async function openStripe(sandbox: Sandbox): Promise<Provider> {
  const [{ default: Stripe }, { stripe }] = await Promise.all([import('stripe'), import('planshift/server/stripe')]);
  const client = new Stripe(sandbox.apiKeys.stripe, {
    host: '127.0.0.1',
    port: 4010,
    protocol: 'http',
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
  });
  return stripe({ client, products: ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'] });
}

const usd = (amount: number) => ({ amount, currency: 'USD' });
const RETAIL = {
  starter: usd(2900),
  pro: usd(9900),
  pro_yearly: usd(99_000),
  business: usd(29_900),
  business_yearly: usd(299_000),
};

async function openPartner(sandbox: Sandbox, who: Who): Promise<OpenSystem> {
  const [{ ocp }, { memoryLedger }] = await Promise.all([import('planshift/server/ocp'), import('planshift/server')]);
  const ledger = memoryLedger();
  const partner = ocp({
    baseUrl: `${ORIGIN}/ocp/api`,
    apiKey: sandbox.apiKeys.ocp,
    billing: {
      type: 'billingUrl',
      template: `${ORIGIN}/shop?w={workspaceId}&p={planId}&r={reference}`,
      checkoutAsks: 'retail_price',
    },
    ledger,
    secrets: [SECRET],
    plans: [
      { id: 'pro', name: 'Pro', plans: ['pro', 'pro_yearly'] },
      { id: 'business', name: 'Business', plans: ['business', 'business_yearly'] },
    ],
    fetch: (input, init) => sandbox.fetch(new Request(input, init)),
  });
  const presentation = {
    plans: Object.fromEntries(['starter', 'pro', 'business'].map((id) => [id, { retailPrices: RETAIL }])),
  };
  return {
    adapter: await overHttp(partner, who, { ledger, presentation }),
    async pay(url) {
      const query = new URL(url).searchParams;
      const [workspaceId = '', planId = '', reference = ''] = ['w', 'p', 'r'].map((key) => query.get(key) ?? '');
      await partner.completeCheckout({ workspaceId, planId, reference, paymentId: crypto.randomUUID() });
    },
  };
}

async function overHttp(
  provider: Provider,
  who: Who,
  more: Partial<Pick<ChangePlanHandlerOptions, 'ledger' | 'presentation'>> = {},
): Promise<BillingAdapter> {
  const { createChangePlanHandler, memoryLedger } = await import('planshift/server');
  const handler = createChangePlanHandler({
    provider,
    authorize: () => ({ actor: 'user_story', ...who, may: 'change', role: 'customer' }),
    secrets: [SECRET],
    ledger: memoryLedger(),
    allowedOrigins: [HOST],
    allowedRedirectOrigins: [ORIGIN],
    returnUrl: RETURN,
    accept: {
      quantity: true,
      addons: true,
      discountCodes: true,
      effectiveAt: true,
      cancel: true,
      cancelNow: true,
      topUp: true,
      portal: true,
    },
    allowMemoryLedgerInProduction: true,
    ...more,
  });
  return createHttpAdapter({ endpoint: `${HOST}/api/billing`, fetch: asFromThePage(handler) });
}

/** A browser says where a request comes from, and lets no script say it: here nobody but this function stands between. */
function asFromThePage(handler: (request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set('sec-fetch-site', 'same-origin');
    headers.set('origin', HOST);
    Object.defineProperty(request, 'headers', { value: headers });
    request.signal.throwIfAborted();
    const gone = new Promise<never>((_, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason)),
    );
    return Promise.race([handler(request), gone]);
  };
}
