// Every billing system that the demo can switch to. Each is what a host writes: its own SDK client, and one line of Planshift.
import { Commet } from '@commet/node';
import { sendCommetTo } from 'planshift/sandbox';
import { commet } from 'planshift/server/commet';

/** What the demo's host knows of one billing system. */
export function openProviders({ providers }) {
  return { commet: onCommet(providers.commet) };
}

function onCommet({ baseUrl, apiKey }) {
  sendCommetTo(baseUrl);
  // Shorter than the handler's own limit, so that a lost answer is found out while the customer still looks.
  const client = new Commet({ apiKey, telemetry: false, timeout: 8000, retries: 1 });
  return {
    provider: commet({ client }),
    // A real host keeps this id beside its customer.
    async subscriptionOf(customerId) {
      const { data } = await client.subscriptions.list({ customerId });
      const own = (data ?? []).filter((subscription) => subscription.customerId === customerId);
      return own.find((subscription) => subscription.status !== 'canceled')?.id ?? own[0]?.id ?? null;
    },
  };
}
