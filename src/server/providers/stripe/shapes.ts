import {
  boolean,
  DecodeError,
  dictionary,
  integer,
  list,
  nullable,
  object,
  oneOf,
  positive,
  record,
  string,
  type Decoder,
} from '../../../core/wire/decoder.js';

/** What goes into a path or comes out of one. */
export const stripeId: Decoder<string> = (input, path) => {
  const value = string(input, path);
  if (/^[A-Za-z0-9_-]{1,200}$/.test(value)) return value;
  throw new DecodeError(path, 'an id of letters, digits, _ and -');
};

const text = nullable(string);
const number = nullable(integer);

/** Something that is there as its id or in full. */
const idOf: Decoder<string> = (input, path) =>
  typeof input === 'object' && input !== null ? stripeId(record(input, path).id, `${path}.id`) : stripeId(input, path);

/** What was expanded; null where only the id came. */
function expanded<T>(decode: Decoder<T>): Decoder<T | null> {
  return (input, path) => (typeof input === 'string' ? null : nullable(decode)(input, path));
}

export function listed<T>(item: Decoder<T>) {
  return object({ data: list(item), has_more: nullable(boolean) });
}

/** An id, and the name where it came in full. */
const named: Decoder<{ readonly id: string; readonly name: string | null }> = (input, path) => ({
  id: idOf(input, path),
  name: typeof input === 'string' ? null : text(record(input, path).name, `${path}.name`),
});

const recurring = object({
  interval: oneOf('day', 'week', 'month', 'year'),
  interval_count: positive,
  usage_type: text,
});

const product = object({
  id: stripeId,
  name: string,
  description: text,
  marketing_features: nullable(list(object({ name: text }))),
});
export type StripeProduct = ReturnType<typeof product>;

const price = object({
  id: stripeId,
  active: boolean,
  currency: string,
  unit_amount: number,
  currency_options: nullable(dictionary(object({ unit_amount: number }))),
  recurring: nullable(recurring),
  nickname: text,
});

export const decodePrice: Decoder<StripePrice> = (input, path) => ({
  ...price(input, path),
  product: product(record(input, path).product, `${path}.product`),
});
export type StripePrice = ReturnType<typeof price> & { readonly product: StripeProduct };
export const decodePrices = listed(decodePrice);

const item = object({
  id: stripeId,
  quantity: number,
  current_period_start: integer,
  current_period_end: integer,
  discounts: nullable(list(idOf)),
  tax_rates: nullable(list(idOf)),
  price: object({
    id: stripeId,
    product: named,
    currency: string,
    unit_amount: number,
    recurring: nullable(recurring),
    nickname: text,
  }),
});
export type StripeItem = ReturnType<typeof item>;

const card = object({
  type: string,
  card: nullable(object({ brand: string, last4: string })),
});

const phase = object({
  start_date: integer,
  end_date: number,
  items: list(object({ price: idOf, quantity: number })),
});

const schedule = object({
  id: stripeId,
  status: string,
  phases: list(phase),
  end_behavior: text,
  metadata: nullable(dictionary(string)),
});
export type StripeSchedule = ReturnType<typeof schedule>;
export const decodeSchedule: Decoder<StripeSchedule> = schedule;

const invoice = object({
  id: stripeId,
  status: text,
  number: text,
  currency: string,
  amount_due: integer,
  amount_paid: integer,
  hosted_invoice_url: text,
});
export type StripeInvoice = ReturnType<typeof invoice>;

const discountFields = object({
  id: stripeId,
  end: number,
  promotion_code: expanded(object({ code: text })),
  source: nullable(object({ coupon: expanded(object({ name: text })) })),
});

/** A discount, of which nothing but the id is known where it came so. */
const discount: Decoder<ReturnType<typeof discountFields>> = (input, path) =>
  discountFields(typeof input === 'string' ? { id: input } : input, path);

export const decodeSubscription = object({
  id: stripeId,
  customer: idOf,
  status: oneOf('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'canceled', 'paused'),
  currency: string,
  items: listed(item),
  cancel_at_period_end: boolean,
  cancel_at: number,
  trial_end: number,
  schedule: expanded(schedule),
  pending_update: nullable(
    object({
      expires_at: integer,
      subscription_items: nullable(list(object({ id: stripeId, price: object({ id: stripeId }) }))),
    }),
  ),
  latest_invoice: expanded(invoice),
  default_payment_method: expanded(card),
  discounts: nullable(list(discount)),
  default_tax_rates: nullable(list(idOf)),
  collection_method: text,
  pause_collection: nullable(record),
});
export type StripeSubscription = ReturnType<typeof decodeSubscription>;
export const decodeSubscriptions = listed(object({ id: stripeId, status: string }));

export const decodeCustomer = object({
  id: stripeId,
  currency: text,
  balance: number,
  default_source: nullable(idOf),
  invoice_settings: nullable(object({ default_payment_method: expanded(card) })),
});
export type StripeCustomer = ReturnType<typeof decodeCustomer>;

const details = nullable(object({ proration: nullable(boolean) }));

const line = object({
  amount: integer,
  description: text,
  quantity: number,
  period: nullable(object({ start: integer, end: integer })),
  parent: nullable(object({ subscription_item_details: details, invoice_item_details: details })),
  pricing: nullable(object({ price_details: nullable(object({ price: nullable(idOf) })) })),
});
export type StripeLine = ReturnType<typeof line>;

const amounts = nullable(list(object({ amount: integer })));

export const decodePreview = object({
  currency: string,
  created: integer,
  amount_due: integer,
  total: integer,
  subtotal: integer,
  starting_balance: number,
  total_taxes: nullable(list(object({ amount: integer, tax_behavior: text }))),
  default_tax_rates: nullable(list(object({ display_name: string }))),
  total_discount_amounts: amounts,
  lines: listed(line),
  parent: nullable(object({ subscription_details: nullable(object({ subscription_proration_date: number })) })),
});
export type StripePreview = ReturnType<typeof decodePreview>;

const intent = object({
  status: string,
  client_secret: text,
  next_action: nullable(object({ redirect_to_url: nullable(object({ url: text })) })),
});

export const decodeOpenInvoice = object({
  id: stripeId,
  status: text,
  hosted_invoice_url: text,
  confirmation_secret: nullable(object({ client_secret: text })),
  payments: nullable(listed(object({ payment: nullable(object({ payment_intent: expanded(intent) })) }))),
});

export const decodeSession = object({
  id: stripeId,
  status: text,
  url: text,
  expires_at: number,
  metadata: nullable(dictionary(string)),
});
export type StripeSession = ReturnType<typeof decodeSession>;
export const decodeSessions = listed(decodeSession);

export const decodeLink = object({ url: string });
