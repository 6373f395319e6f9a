// Every billing system that the demo can switch to. Each is what a host writes: its own SDK client, and one line of Planshift.
import { Commet } from '@commet/node';
import DodoPayments from 'dodopayments';
import { memoryLedger } from 'planshift/server';
import { sendCommetTo } from 'planshift/sandbox';
import { commet } from 'planshift/server/commet';
import { dodo } from 'planshift/server/dodo';
import { ocp } from 'planshift/server/ocp';
import { stripe } from 'planshift/server/stripe';
import Stripe from 'stripe';

/** What the demo's host knows of each billing system. `url` is the demo's own. */
export function openProviders({ providers }, url, secret) {
  return {
    commet: onCommet(providers.commet),
    dodo: onDodo(providers.dodo),
    ocp: onPartnerApi(providers.ocp, url, secret),
    stripe: onStripe(providers.stripe),
  };
}

// A real host keeps this id beside its customer; the demo's are named alike. `cus_new` has none yet.
const named = async (customerId) => (customerId === 'cus_new' ? null : customerId.replace(/^cus_/, 'sub_'));

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

function onDodo({ baseUrl, apiKey }) {
  const client = new DodoPayments({ bearerToken: apiKey, baseURL: baseUrl, timeout: 8000 });
  return { provider: dodo({ client, collectionId: 'pgr_harbor' }), subscriptionOf: named };
}

function onStripe({ baseUrl, apiKey }) {
  const { hostname: host, port } = new URL(baseUrl);
  const client = new Stripe(apiKey, {
    host,
    port,
    protocol: 'http',
    timeout: 8000,
    maxNetworkRetries: 1,
    telemetry: false,
  });
  const products = ['prod_free', 'prod_starter', 'prod_pro', 'prod_business'];
  const presentation = { plans: { prod_pro: { recommended: true } } };
  return { provider: stripe({ client, products }), subscriptionOf: named, presentation };
}

const usd = (amount) => ({ amount, currency: 'USD' });
// What customers pay: the partner API knows only what the partner pays.
const RETAIL = {
  starter: usd(2900),
  pro: usd(9900),
  pro_yearly: usd(99_000),
  business: usd(29_900),
  business_yearly: usd(299_000),
};

function onPartnerApi({ baseUrl, apiKey }, url, secret) {
  const ledger = memoryLedger();
  const partner = ocp({
    baseUrl,
    apiKey,
    ledger,
    secrets: [secret],
    billing: {
      type: 'billingUrl',
      template: `${url}/partner-checkout?workspace={workspaceId}&name={workspaceName}&owner={ownerName}&email={ownerEmail}&plan={planId}&ref={reference}`,
      checkoutAsks: 'retail_price',
    },
    plans: [
      { id: 'pro', name: 'Pro', plans: ['pro', 'pro_yearly'] },
      { id: 'business', name: 'Business', plans: ['business', 'business_yearly'] },
    ],
  });
  return {
    provider: partner,
    ledger,
    subscriptionOf: named,
    presentation: {
      plans: Object.fromEntries(
        ['starter', 'pro', 'business'].map((id) => [id, { retailPrices: RETAIL, recommended: id === 'pro' }]),
      ),
    },
    /** The partner's own checkout: a page that asks, and a payment that is completed once, never by a GET. */
    async checkout(request, body) {
      const query = new URLSearchParams(request.method === 'POST' ? body : request.url.split('?')[1]);
      if (request.method !== 'POST') return page(query);
      const answer = await partner.completeCheckout({
        workspaceId: query.get('workspace') ?? '',
        planId: query.get('plan') ?? '',
        paymentId: query.get('payment') ?? '',
        reference: query.get('ref') ?? '',
      });
      return { status: 303, location: `/?payment=${answer.status}` };
    },
  };
}

const escaped = (text) => (text ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function page(query) {
  const kept = ['workspace', 'plan', 'ref'].map(
    (name) => `<input type="hidden" name="${name}" value="${escaped(query.get(name))}">`,
  );
  const payment = `<input type="hidden" name="payment" value="pay_${crypto.randomUUID()}">`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Partner checkout</title>
<h1>Partner checkout</h1><p>Plan ${escaped(query.get('plan'))} for ${escaped(query.get('name'))}. Nothing here is real money.</p>
<form method="post">${kept.join('')}${payment}<button>Pay</button></form><p><a href="/">Back without paying</a></p></html>`;
  return { status: 200, html };
}
