import { cancel, uncancel } from '../../engine/cancel.js';
import { customerOf, priceById, subscriptionOf } from '../../engine/catalog.js';
import { checkoutOf } from '../../engine/checkout.js';
import { openBillingPage, subscribe } from '../../engine/subscribe.js';
import { nextId, type WorldSubscription } from '../../engine/world.js';
import type { WireContext } from '../answer.js';
import * as changes from './changes.js';
import * as input from './input.js';
import type { Fields } from './input.js';
import { DodoProblem } from './problems.js';
import * as shapes from './shapes.js';

/** One call of the vendor's API, with its input already taken apart. */
export interface Call extends WireContext {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly fields: Fields;
}

/** Undefined is answered 204, null an empty 200. */
export type Handler = (call: Call) => unknown;

const id = ({ params }: Call) => params.id ?? '';

function subscription(call: Call): WorldSubscription {
  return subscriptionOf(call.world, id(call));
}

/** One page of a list. Pages count from zero, and one past the end is empty. */
function page<T>({ query }: Call, all: readonly T[]): { readonly items: readonly T[] } {
  const number = pageNumber(query, 'page_number', 0);
  const size = Math.min(Math.max(pageNumber(query, 'page_size', 10), 1), 100);
  return { items: all.slice(number * size, (number + 1) * size) };
}

function pageNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new DodoProblem('INVALID_REQUEST_PARAMETERS', `${name} must be a whole number from 0.`);
}

function products({ world }: Call) {
  return world.plans.flatMap((plan) => plan.prices.map((price) => ({ plan, price })));
}

export const listProducts: Handler = (call) => {
  if (call.query.get('recurring') === 'false') return page(call, []);
  return page(
    call,
    products(call).map(({ plan, price }) => shapes.productItem(call.world, plan, price)),
  );
};

export const getProduct: Handler = (call) => {
  const { plan, price } = priceById(call.world, id(call));
  return shapes.productShape(call.world, plan, price);
};

export const getCollection: Handler = (call) => {
  const group = call.world.planGroups.find((candidate) => candidate.id === id(call));
  if (!group) throw new DodoProblem('NOT_FOUND', 'There is no such product collection.');
  return shapes.collectionShape(call.world, group);
};

export const listAddons: Handler = (call) =>
  page(
    call,
    call.world.addons.map((addon) => shapes.addonShape(call.world, addon)),
  );

export const listSubscriptions: Handler = (call) => {
  const [customerId, status, productId] = ['customer_id', 'status', 'product_id'].map((name) => call.query.get(name));
  const found = call.world.subscriptions.filter(
    (candidate) =>
      (customerId === null || candidate.customerId === customerId) &&
      (productId === null || candidate.priceId === productId) &&
      (status === null || shapes.statusOf(candidate) === status),
  );
  return page(
    call,
    found.map((candidate) => shapes.subscriptionItem(call.world, candidate)),
  );
};

export const getSubscription: Handler = (call) => shapes.subscriptionShape(call.world, subscription(call));

export const previewChange: Handler = (call) => changes.previewChange(call, subscription(call), call.fields);

export const changePlan: Handler = (call) => changes.changePlan(call, subscription(call), call.fields);

export const cancelScheduled: Handler = (call) => {
  const held = subscription(call);
  if (held.scheduled === null)
    throw new DodoProblem('SCHEDULED_PLAN_CHANGE_NOT_FOUND', 'There is no scheduled plan change.');
  held.scheduled = null;
  held.updatedAt = call.world.now;
  return undefined;
};

const FEEDBACK = [
  'too_expensive',
  'missing_features',
  'switched_service',
  'unused',
  'customer_service',
  'low_quality',
  'too_complex',
  'other',
] as const;

export const updateSubscription: Handler = (call) => {
  const { fields, world } = call;
  const held = subscription(call);
  const feedback = fields.cancellation_feedback ?? null;
  const hasWords = feedback !== null || (fields.cancellation_comment ?? null) !== null;
  const ends = fields.cancel_at_next_billing_date === true || fields.status === 'cancelled';
  if (hasWords && !ends) throw new DodoProblem('INVALID_REQUEST_BODY', 'Feedback belongs to a cancellation.');
  if (feedback !== null) input.choice(fields, 'cancellation_feedback', FEEDBACK);
  const metadata = input.metadata(fields);
  if (metadata !== null) held.metadata = metadata;
  if (fields.status !== undefined && fields.status !== null) endNow(call, held);
  else if (fields.cancel_at_next_billing_date === true && held.cancellation === null) endLater(call, held);
  else if (fields.cancel_at_next_billing_date === false && held.cancellation !== null) uncancel(world, held.id);
  return shapes.subscriptionShape(world, held);
};

function endNow(call: Call, held: WorldSubscription): void {
  input.choice(call.fields, 'status', ['cancelled']);
  cancel(call.world, held.id, input.optionalText(call.fields, 'cancel_reason'), true);
}

function endLater({ world, fields }: Call, held: WorldSubscription): void {
  cancel(world, held.id, input.optionalText(fields, 'cancel_reason'), false);
}

export const updatePaymentMethod: Handler = (call) => {
  const kind = input.choice(call.fields, 'type', ['new', 'existing']);
  if (kind === 'existing')
    throw new DodoProblem('INVALID_REQUEST_BODY', 'The sandbox keeps no second payment method; use type new.');
  const held = subscription(call);
  const opened = openBillingPage(call.world, held.id, input.optionalText(call.fields, 'return_url'), call.options);
  opened.returnWith = 'subscription_and_status';
  return {
    client_secret: `cs_${opened.id}`,
    expires_on: changes.expiryOf(call),
    payment_id: `pay_${opened.id}`,
    payment_link: `${call.origin}/billing/${opened.id}`,
    payment_method_id: null,
  };
};

export const createCheckout: Handler = (call) => {
  const { world, fields, options, origin } = call;
  const cart: readonly unknown[] = Array.isArray(fields.product_cart) ? fields.product_cart : [];
  const [item] = cart;
  if (cart.length !== 1 || !input.isFields(item))
    throw new DodoProblem('INVALID_REQUEST_BODY', 'The sandbox sells carts of one product.');
  const customer = input.isFields(fields.customer) ? input.text(fields.customer, 'customer_id') : '';
  customerOf(world, customer);
  const { plan, price } = priceById(world, input.text(item, 'product_id'));
  const successUrl = input.optionalText(fields, 'return_url');
  const begun = subscribe(
    world,
    {
      customerId: customer,
      planId: plan.id,
      interval: price.interval,
      successUrl,
      quantity: input.whole(item, 'quantity', 1),
      addons: changes.checkedAddons(world, item),
    },
    options,
  );
  begun.subscription.metadata = input.metadata(fields) ?? {};
  const { checkout } = begun;
  if (checkout !== null) {
    checkout.returnWith = 'subscription_and_status';
    checkout.cancelUrl = input.optionalText(fields, 'cancel_url');
  }
  return {
    session_id: checkout?.id ?? nextId(world, 'cks'),
    checkout_url: checkout && `${origin}/checkout/${checkout.id}`,
    client_secret: null,
    payment_id: null,
    publishable_key: null,
  };
};

export const getCheckout: Handler = (call) => {
  const checkout = checkoutOf(call.world, id(call));
  const { customerId } = subscriptionOf(call.world, checkout.subscriptionId);
  return shapes.checkoutShape(checkout, customerOf(call.world, customerId).email);
};

export const listPayments: Handler = (call) =>
  page(call, shapes.paymentShapes(call.world, call.query.get('subscription_id'), call.query.get('customer_id')));

export const portal: Handler = (call) => {
  const customer = customerOf(call.world, id(call));
  return { link: `${call.origin}/portal/${nextId(call.world, `prt_${customer.id}`)}` };
};

export const wallets: Handler = (call) => {
  const { credit: balance, currency, id: customer_id } = customerOf(call.world, id(call));
  const { now } = call.world;
  const items = [{ balance, currency, customer_id, created_at: now, updated_at: now }];
  return { items, total_balance_usd: currency === 'USD' ? balance : 0 };
};

/** A gift or a correction by the merchant: no money moves. */
export const ledgerEntry: Handler = (call) => {
  const { world, fields } = call;
  const customer = customerOf(world, id(call));
  const amount = input.whole(fields, 'amount', 1);
  const kind = input.choice(fields, 'entry_type', ['credit', 'debit']);
  if (input.text(fields, 'currency') !== customer.currency)
    throw new DodoProblem('UNSUPPORTED_CURRENCY', 'The customer has no wallet of this currency.');
  const key = input.optionalText(fields, 'idempotency_key');
  const stored = key === null ? undefined : world.idempotency[`dodo wallet ${customer.id} ${key}`];
  if (stored !== undefined) return JSON.parse(stored.body);
  const change = kind === 'credit' ? amount : -amount;
  if (customer.credit + change < 0)
    throw new DodoProblem('INSUFFICIENT_WALLET_FUNDS', 'The wallet does not hold so much.');
  customer.credit += change;
  const { now } = world;
  const { credit: balance, currency, id: customer_id } = customer;
  const wallet = { balance, currency, customer_id, created_at: now, updated_at: now };
  if (key !== null)
    world.idempotency[`dodo wallet ${customer.id} ${key}`] = {
      fingerprint: key,
      status: 200,
      body: JSON.stringify(wallet),
      at: now,
    };
  return wallet;
};
