import { instant } from '../../engine/calendar.js';
import { customerOf, priceById } from '../../engine/catalog.js';
import { checkoutIsOver, checkoutOf, openCheckout } from '../../engine/checkout.js';
import { quoteRepricing } from '../../engine/reprice.js';
import { openBillingPage, subscribe } from '../../engine/subscribe.js';
import type { World, WorldCheckout } from '../../engine/world.js';
import { nextId } from '../../engine/world.js';
import type { Call } from './calls.js';
import { repricingOf } from './change.js';
import { choice, forms, inner, only, required, text, texts, whole, type Form } from './form.js';
import { priceIdOf, seconds, sessionName } from './ids.js';
import { invalid, missing } from './problems.js';

const FLOWS = ['payment_method_update', 'subscription_update_confirm'] as const;

export function createPortalSession(call: Call): unknown {
  const { form, world, origin } = call;
  only(form, ['customer', 'return_url', 'configuration', 'flow_data']);
  const customer = customerOf(world, required(form, 'customer'));
  const flow = inner(form, 'flow_data');
  const back = text(form, 'return_url');
  const kind = choice(flow, 'type', FLOWS);
  const url = kind === null ? `${origin}/portal/${nextId(world, 'prt')}` : flowUrl(call, kind, flow, customer.id, back);
  return {
    id: nextId(world, 'bps'),
    object: 'billing_portal.session',
    customer: customer.id,
    configuration: text(form, 'configuration') ?? 'bpc_harbor',
    created: seconds(world.now),
    flow: kind === null ? null : { type: kind },
    return_url: back,
    url,
    livemode: false,
  };
}

function flowUrl(
  call: Call,
  kind: (typeof FLOWS)[number],
  flow: Form,
  customerId: string,
  back: string | null,
): string {
  const { world, options, origin } = call;
  if (kind === 'subscription_update_confirm') return confirmUrl(call, flow, back);
  const held = world.subscriptions.findLast(
    (candidate) => candidate.customerId === customerId && candidate.status !== 'canceled',
  );
  if (!held) return `${origin}/portal/${nextId(world, 'prt')}`;
  return `${origin}/billing/${openBillingPage(world, held.id, back, options).id}`;
}

// The customer sees the change on Stripe's page, gives a card there, and pays.
function confirmUrl(call: Call, flow: Form, back: string | null): string {
  const { world, options, origin } = call;
  const confirm = inner(flow, 'subscription_update_confirm');
  const subscription = call.subscription(required(confirm, 'subscription'));
  const change = repricingOf(world, subscription, { ...confirm, proration_behavior: 'always_invoice' });
  const { bill } = quoteRepricing(world, subscription, change, options);
  const target = { ...priceById(world, change.priceId), amount: bill.charge };
  const after = inner(inner(flow, 'after_completion'), 'redirect');
  const successUrl = text(after, 'return_url') ?? back;
  const checkout = openCheckout(world, subscription, target, {
    purpose: 'change_plan',
    successUrl,
    cancelUrl: back,
    options,
    amount: bill.total,
  });
  return `${origin}/checkout/${checkout.id}`;
}

export function createCheckoutSession(call: Call): unknown {
  const { form, world, options } = call;
  only(form, [
    'mode',
    'customer',
    'line_items',
    'success_url',
    'cancel_url',
    'client_reference_id',
    'metadata',
    'subscription_data',
  ]);
  if (choice(form, 'mode', ['subscription', 'payment', 'setup']) !== 'subscription')
    throw invalid('mode', 'The sandbox serves mode=subscription only.', 501);
  const customer = customerOf(world, required(form, 'customer'));
  const [line, ...more] = forms(form, 'line_items');
  if (!line || more.length > 0) throw invalid('line_items', 'The sandbox sells one price at a time.', 501);
  const { plan, price } = priceById(world, priceIdOf(required(line, 'price')));
  const trialDays = text(inner(form, 'subscription_data'), 'trial_period_days');
  const { subscription, checkout } = subscribe(
    world,
    {
      customerId: customer.id,
      planId: plan.id,
      interval: price.interval,
      skipTrial: trialDays === null,
      successUrl: required(form, 'success_url'),
      quantity: whole(line, 'quantity') ?? 1,
    },
    options,
  );
  if (checkout === null)
    throw invalid('line_items', `The subscription ${subscription.id} has begun without a payment.`, 501);
  checkout.cancelUrl = text(form, 'cancel_url');
  const reference = text(form, 'client_reference_id');
  checkout.metadata = { ...texts(form, 'metadata'), ...(reference === null ? {} : { client_reference_id: reference }) };
  return sessionShape(call, checkout);
}

function sessionShape({ world, origin }: Call, checkout: WorldCheckout): Record<string, unknown> {
  const { client_reference_id = null, ...metadata } = checkout.metadata ?? {};
  const held = world.subscriptions.find(({ id }) => id === checkout.subscriptionId);
  const status = statusOf(world, checkout);
  return {
    id: sessionName(checkout.id),
    object: 'checkout.session',
    mode: 'subscription',
    status,
    payment_status: status === 'complete' ? (checkout.amount === 0 ? 'no_payment_required' : 'paid') : 'unpaid',
    amount_total: checkout.amount,
    currency: checkout.currency.toLowerCase(),
    customer: held?.customerId ?? null,
    client_reference_id,
    metadata,
    subscription: status === 'complete' ? checkout.subscriptionId : null,
    success_url: checkout.successUrl,
    cancel_url: checkout.cancelUrl,
    created: seconds(checkout.createdAt),
    expires_at: seconds(checkout.expiresAt),
    url: status === 'open' ? `${origin}/checkout/${checkout.id}` : null,
    livemode: false,
  };
}

function statusOf(world: World, checkout: WorldCheckout): 'open' | 'complete' | 'expired' {
  if (checkout.status === 'paid') return 'complete';
  return checkout.status === 'open' && !checkoutIsOver(world, checkout) ? 'open' : 'expired';
}

export function listCheckoutSessions(call: Call): unknown {
  const customer = text(call.form, 'customer');
  const status = text(call.form, 'status');
  const mine = call.world.checkouts.filter(
    ({ purpose, subscriptionId }) => purpose === 'subscribe' && ownerOf(call.world, subscriptionId) === customer,
  );
  const newest = mine.toSorted((a, b) => instant(b.createdAt) - instant(a.createdAt) || b.id.localeCompare(a.id));
  const shown = newest.map((checkout) => sessionShape(call, checkout));
  return call.list(shown.filter((session) => status === null || session.status === status));
}

function ownerOf(world: World, subscriptionId: string): string | null {
  return world.subscriptions.find(({ id }) => id === subscriptionId)?.customerId ?? null;
}

function session({ world, id }: Call): WorldCheckout {
  const found = world.checkouts.find((candidate) => sessionName(candidate.id) === id);
  if (!found) throw missing('checkout.session', id);
  return checkoutOf(world, found.id);
}

export const getCheckoutSession = (call: Call): unknown => sessionShape(call, session(call));

export function expireCheckoutSession(call: Call): unknown {
  const checkout = session(call);
  if (statusOf(call.world, checkout) !== 'open')
    throw invalid('id', 'Only Checkout Sessions with a status of open can be expired.');
  checkout.status = 'expired';
  const held = call.world.subscriptions.find(({ id }) => id === checkout.subscriptionId);
  if (held?.status === 'pending_payment') held.status = 'canceled';
  return sessionShape(call, checkout);
}
