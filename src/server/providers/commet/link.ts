import type { LinkRequest } from '../../../core/adapter.js';
import type { LinkOutcome } from '../../../core/outcome.js';
import { readError } from './errors.js';
import { decodeCheckoutLink, decodePortalLink, decodeRecoveryLink, payloadOf } from './shapes.js';
import type { CommetReader, Snapshot } from './snapshot.js';

/** Makes a link that is good for minutes: Commet's customer portal, or where a card is replaced and an overdue invoice paid. */
export async function link(
  reader: CommetReader,
  { purpose, returnTo }: LinkRequest,
  signal: AbortSignal,
): Promise<LinkOutcome> {
  const { scope, settings } = reader;
  const { client, apiVersion } = settings;
  try {
    if (purpose === 'portal') {
      const returnUrl = returnTo === null ? {} : { returnUrl: returnTo };
      const answer = await client.portal.getUrl({ customerId: scope.customerId, ...returnUrl }, { apiVersion });
      return { status: 'ready', url: decodePortalLink(payloadOf(answer), '').portalUrl };
    }
    const { held } = await reader.read(signal);
    if (held === null || held.status === 'canceled') return { status: 'rejected', reason: 'unavailable' };
    if (held.status === 'past_due') {
      const answer = await client.subscriptions.createRecoveryLink({ id: held.id }, { apiVersion });
      return { status: 'ready', url: decodeRecoveryLink(payloadOf(answer), '').url };
    }
    const successUrl = returnTo === null ? {} : { successUrl: returnTo };
    const answer = await client.subscriptions.updatePaymentMethod({ id: held.id, ...successUrl }, { apiVersion });
    return { status: 'ready', url: decodeCheckoutLink(payloadOf(answer), '').checkoutUrl };
  } catch (thrown) {
    signal.throwIfAborted();
    throw readError(thrown);
  }
}

/** Where the customer can give another card; null where no such page can be made. */
export async function cardPage(
  { settings: { client, apiVersion } }: CommetReader,
  { held }: Snapshot,
  returnTo: string | null,
): Promise<string | null> {
  if (held === null) return null;
  try {
    const back = returnTo === null ? {} : { successUrl: returnTo };
    const answer = await client.subscriptions.updatePaymentMethod({ id: held.id, ...back }, { apiVersion });
    return decodeCheckoutLink(payloadOf(answer), '').checkoutUrl;
  } catch {
    return null;
  }
}
