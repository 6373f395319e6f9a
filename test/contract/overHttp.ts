import {
  createChangePlanHandler,
  memoryLedger,
  type ChangePlanHandler,
  type ChangePlanHandlerOptions,
  type Provider,
  type Scope,
} from 'planshift/server';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import type { BillingAdapter } from '../../src/core/adapter.js';
import { SANDBOX_ORIGIN, type Customer } from './sandboxWorld.js';

/** Where the host's pages are. */
export const APP = 'https://app.harbor.example';

/** What a world sets differently, and in which role somebody is signed in. */
export type Differing = Partial<ChangePlanHandlerOptions & Pick<Scope, 'role'>>;

/** The port over HTTP in front of the handler in front of a provider: the whole product in one process. */
export function overHttp(provider: Provider, who: Customer, differing: Differing = {}): BillingAdapter {
  return createHttpAdapter({ endpoint: `${APP}/api/billing`, fetch: pageOf(handlerFor(provider, who, differing)) });
}

/** The handler as a host would make it, for one customer who is signed in. */
export function handlerFor(
  provider: Provider,
  { customerId, subscriptionId }: Customer,
  { role = 'customer', ...options }: Differing = {},
): ChangePlanHandler {
  const scope: Scope = { actor: 'user_1', customerId, subscriptionId, may: 'change', role };
  return createChangePlanHandler({
    provider,
    authorize: () => scope,
    secrets: ['a secret of the contract tests, longer than needed'],
    ledger: memoryLedger(),
    allowedOrigins: [APP],
    allowedRedirectOrigins: [SANDBOX_ORIGIN],
    returnUrl: `${APP}/settings/billing`,
    accept: {
      quantity: true,
      addons: true,
      discountCodes: true,
      effectiveAt: true,
      cancel: true,
      cancelNow: true,
      topUp: true,
      portal: true,
      returnTo: true,
    },
    ...options,
  });
}

/** What a browser does around a request: says where it comes from, and ends it when the page gives up. */
function pageOf(handler: (request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    request.headers.set('sec-fetch-site', 'same-origin');
    if (request.method !== 'GET') request.headers.set('origin', APP);
    const gone = new Promise<never>((_, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason)),
    );
    return Promise.race([handler(request), gone]);
  };
}
