import type { Gateway } from '../engine/pay.js';
import { BAD_CARD, cancelCheckout, checkoutOf, expireCheckouts, GOOD_CARD, payCheckout } from '../engine/checkout.js';
import type { EngineOptions } from '../engine/options.js';
import { subscriptionOf } from '../engine/catalog.js';
import { Refused } from '../engine/refused.js';
import { openBillingPage } from '../engine/subscribe.js';
import type { World, WorldCheckout } from '../engine/world.js';
import { page } from './html.js';
import { closedPage, missingPage, openPage, portalPage } from './pages.js';

export const PAGE_MOUNTS = ['/checkout', '/billing', '/portal'] as const;

export interface CheckoutContext {
  readonly world: World;
  readonly options: EngineOptions;
  readonly gateway: Gateway;
  /** Keeps what was done before it is answered. */
  write<T>(work: (world: World) => T): T;
}

/** The hosted pages: read with GET, acted on with the buttons of a form. */
export async function serveCheckout(request: Request, context: CheckoutContext): Promise<Response> {
  const [, mount, id = ''] = new URL(request.url).pathname.split('/');
  if (mount === 'portal') return portalPage();
  if (mount === 'billing' && isSubscription(context.world, id)) return toBillingPage(id, context);
  try {
    if (request.method !== 'POST') return await show(fresh(context.world, id), context);
    const action = new URLSearchParams(await request.text()).get('action');
    return await act(action, id, context);
  } catch (thrown) {
    if (thrown instanceof Refused && thrown.code === 'not_found') return missingPage();
    throw thrown;
  }
}

function isSubscription(world: World, id: string): boolean {
  return world.subscriptions.some((subscription) => subscription.id === id);
}

// A stable address for each subscription, which leads to the page that is open for it.
function toBillingPage(id: string, context: CheckoutContext): Response {
  const checkout = context.write((world) => openBillingPage(world, id, null, context.options));
  return new Response(null, { status: 303, headers: { location: `/billing/${checkout.id}` } });
}

function fresh(world: World, id: string): WorldCheckout {
  expireCheckouts(world);
  return checkoutOf(world, id);
}

function show(checkout: WorldCheckout, context: CheckoutContext): Promise<Response> {
  return checkout.status === 'open' ? openPage(context.world, checkout) : closedPage(checkout);
}

function act(action: string | null, id: string, context: CheckoutContext): Promise<Response> | Response {
  switch (action) {
    case 'pay':
      return pay(id, context, false);
    case 'decline':
      return pay(id, context, true);
    case 'cancel':
      return backFrom(context.write((world) => cancelCheckout(world, id)));
    case 'return':
      return back(checkoutOf(context.world, id));
    default:
      return page('Unknown button', '<h1>Unknown button</h1><p>This page has no such button.</p>', { status: 400 });
  }
}

async function pay(id: string, context: CheckoutContext, declines: boolean): Promise<Response> {
  const { options, gateway } = context;
  try {
    return await backPaid(
      context,
      context.write((world) => payCheckout(world, id, declines ? BAD_CARD : GOOD_CARD, options, gateway)),
    );
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.code === 'not_found') throw thrown;
    const checkout = checkoutOf(context.world, id);
    return checkout.status === 'open' ? openPage(context.world, checkout, true) : closedPage(checkout);
  }
}

// Where the caller named an address for a cancellation, that is the way back.
function backFrom(checkout: WorldCheckout): Promise<Response> | Response {
  return back({ ...checkout, successUrl: checkout.cancelUrl ?? checkout.successUrl });
}

/** After a payment: some vendors add what became of it, which proves nothing. */
function backPaid({ world }: CheckoutContext, checkout: WorldCheckout): Promise<Response> | Response {
  if (checkout.successUrl === null || checkout.returnWith === 'nothing') return back(checkout);
  const url = new URL(checkout.successUrl);
  const { id, status } = subscriptionOf(world, checkout.subscriptionId);
  url.searchParams.set('subscription_id', id);
  url.searchParams.set('status', status);
  return back({ ...checkout, successUrl: url.href });
}

// The address is sent back exactly as it was given: the provider adds nothing to it.
function back(checkout: WorldCheckout): Promise<Response> | Response {
  if (checkout.successUrl === null) return closedPage(checkout);
  return new Response(null, { status: 303, headers: { location: checkout.successUrl, 'cache-control': 'no-store' } });
}
