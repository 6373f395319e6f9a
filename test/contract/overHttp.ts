import { createChangePlanHandler, memoryLedger, type Provider, type Scope } from 'planshift/server';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import type { BillingAdapter } from '../../src/core/adapter.js';
import { SANDBOX_ORIGIN, type Customer } from './sandboxWorld.js';

const APP = 'https://app.harbor.example';

/** The port over HTTP in front of the handler in front of a provider: the whole product in one process. */
export function overHttp(provider: Provider, { customerId, subscriptionId }: Customer): BillingAdapter {
  const scope: Scope = { actor: 'user_1', customerId, subscriptionId, may: 'change', role: 'customer' };
  const handler = createChangePlanHandler({
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
  });
  return createHttpAdapter({ endpoint: `${APP}/api/billing`, fetch: pageOf(handler) });
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
