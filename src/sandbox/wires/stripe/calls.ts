import { cancel } from '../../engine/cancel.js';
import { customerOf, subscriptionOf } from '../../engine/catalog.js';
import { discountOf } from '../../engine/recurring.js';
import type { WorldSubscription } from '../../engine/world.js';
import type { WireContext } from '../answer.js';
import { pricesOf, productsOf } from './catalogShape.js';
import { inner, text, whole, type Form } from './form.js';
import { invoiceOf, pendingInvoice } from './invoiceShape.js';
import { invalid, missing } from './problems.js';
import { customerShape, subscriptionShape } from './subscriptionShape.js';

/** One call of Stripe's API, with its input already taken apart. */
export interface Call extends WireContext {
  /** What stands for `:id` in the path. */
  readonly id: string;
  /** Body or query. */
  readonly form: Form;
  /** @throws Refused where there is none, or only one whose first payment is awaited. */
  subscription(id: string): WorldSubscription;
  show(subscription: WorldSubscription): unknown;
  /** A page of a list. */
  list(all: readonly Record<string, unknown>[]): unknown;
}

export type Handler = (call: Call) => unknown;

export function callOf(context: WireContext, id: string, form: Form, url: string): Call {
  return {
    ...context,
    id,
    form,
    subscription(name) {
      const found = subscriptionOf(context.world, name);
      if (found.status === 'pending_payment') throw missing('subscription', name);
      return found;
    },
    show: (subscription) => subscriptionShape(context.world, subscription, context.origin),
    list: (all) => page(all, form, url),
  };
}

function page(all: readonly Record<string, unknown>[], form: Form, url: string): unknown {
  const limit = whole(form, 'limit') ?? 10;
  if (limit < 1 || limit > 100) throw invalid('limit', 'This value must be between 1 and 100.');
  const after = text(form, 'starting_after');
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) throw missing('object', after);
  const data = all.slice(start, start + limit);
  return { object: 'list', data, has_more: start + limit < all.length, url };
}

const activeOnly = (call: Call, all: readonly Record<string, unknown>[]) => {
  const active = text(call.form, 'active');
  return active === null ? all : all.filter((item) => String(item.active) === active);
};

function one(what: string, all: readonly Record<string, unknown>[], id: string): unknown {
  const found = all.find((item) => item.id === id);
  if (!found) throw missing(what, id);
  return found;
}

export const listProducts: Handler = (call) => call.list(activeOnly(call, productsOf(call.world)));
export const getProduct: Handler = ({ world, id }) => one('product', productsOf(world), id);
export const getPrice: Handler = ({ world, id }) => one('price', pricesOf(world), id);
export const listPrices: Handler = (call) => {
  const product = text(call.form, 'product');
  const prices = activeOnly(call, pricesOf(call.world));
  const isOf = (price: Record<string, unknown>) => {
    const of = price.product;
    return typeof of === 'object' && of !== null && 'id' in of && of.id === product;
  };
  return call.list(product === null ? prices : prices.filter(isOf));
};

export const getCustomer: Handler = ({ world, id }) => customerShape(customerOf(world, id));

export const listSubscriptions: Handler = (call) => {
  const customer = text(call.form, 'customer');
  const status = text(call.form, 'status');
  const found = call.world.subscriptions.filter(
    (held) => held.status !== 'pending_payment' && (customer === null || held.customerId === customer),
  );
  const shown = found.map((held) => subscriptionShape(call.world, held, call.origin)).reverse();
  return call.list(
    shown.filter((held) => status === 'all' || (status === null ? held.status !== 'canceled' : held.status === status)),
  );
};

export const getSubscription: Handler = (call) => call.show(call.subscription(call.id));

export const cancelSubscription: Handler = (call) => {
  const subscription = call.subscription(call.id);
  if (subscription.status === 'canceled') throw missing('subscription', call.id);
  const reason = text(inner(call.form, 'cancellation_details'), 'feedback');
  cancel(call.world, subscription.id, reason, true);
  subscription.schedule = null;
  return call.show(subscription);
};

function invoices(call: Call, own: WorldSubscription | null = null): readonly Record<string, unknown>[] {
  const { world, origin } = call;
  return (own === null ? world.subscriptions : [own]).flatMap((held) => {
    const waiting = pendingInvoice(world, held, origin);
    const written = world.invoices.filter(({ subscriptionId }) => subscriptionId === held.id);
    const shapes = written.map((invoice) => invoiceOf(world, held, invoice, origin));
    return waiting === null ? shapes : [...shapes, waiting];
  });
}

export const getInvoice: Handler = (call) => one('invoice', invoices(call), call.id);

export const listInvoices: Handler = (call) => {
  const [customer, status] = [text(call.form, 'customer'), text(call.form, 'status')];
  const subscription = text(call.form, 'subscription');
  const fits = (invoice: Record<string, unknown>) =>
    (customer === null || invoice.customer === customer) && (status === null || invoice.status === status);
  const own = subscription === null ? null : call.subscription(subscription);
  return call.list(invoices(call, own).filter(fits).toReversed());
};

export const listPromotionCodes: Handler = (call) => {
  const discount = discountOf(call.world, text(call.form, 'code') ?? '');
  if (discount === null) return call.list([]);
  const { code, expiresAt } = discount;
  const active = expiresAt === null || Date.parse(expiresAt) > Date.parse(call.world.now);
  return call.list(activeOnly(call, [{ id: `promo_${code}`, object: 'promotion_code', code, active }]));
};
