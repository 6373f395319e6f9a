import { isChangePlanError } from '../core/errors.js';
import type { Provider } from './options.js';

/** Nobody's: only whether the key opens anything is of interest. Some ask by the customer, some by the subscription. */
const NOBODIES = [
  { customerId: '0', subscriptionId: null },
  { customerId: '0', subscriptionId: '0' },
] as const;
const PATIENCE_MS = 10_000;

/**
 * Asks the billing system one read with the provider's key, so that a wrong, revoked or restricted key stops a server at its start
 * instead of its first customer. Await it before you listen. Whether the billing system can be reached at all is not judged: a
 * server may start before it can.
 * @throws ChangePlanError `misconfigured` where the key is refused, or what the provider was told does not fit the account.
 */
export async function checkProvider(provider: Provider): Promise<void> {
  for (const nobody of NOBODIES) {
    try {
      await provider(nobody).getCatalog({ locale: 'en' }, AbortSignal.timeout(PATIENCE_MS));
    } catch (thrown) {
      if (isChangePlanError(thrown) && thrown.code === 'misconfigured') throw thrown;
    }
  }
}
