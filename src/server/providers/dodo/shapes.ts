import type { IntervalUnit } from '../../../core/plan.js';
import {
  boolean,
  DecodeError,
  dictionary,
  instant,
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
import { isDodoId } from './options.js';

/** What goes into a path or comes out of one. */
export const dodoId: Decoder<string> = (input, path) => {
  if (isDodoId(input)) return input;
  throw new DecodeError(path, 'an id of letters, digits, _ and -');
};

const text = nullable(string);
const date = nullable(instant);

const UNITS = { Day: 'day', Week: 'week', Month: 'month', Year: 'year' } as const;
const unit: Decoder<IntervalUnit> = (input, path) => UNITS[oneOf('Day', 'Week', 'Month', 'Year')(input, path)];

/** Every list comes as one page. */
export function itemsOf<T>(decode: Decoder<T>): Decoder<readonly T[]> {
  const page = object({ items: list(decode) });
  return (input, path) => page(input, path).items;
}

export interface DodoPrice {
  readonly amount: number;
  readonly currency: string;
  readonly intervalCount: number;
  readonly unit: IntervalUnit;
  readonly trialDays: number;
}

const recurringPrice = object({
  price: nullable(integer),
  fixed_price: nullable(integer),
  currency: string,
  payment_frequency_count: positive,
  payment_frequency_interval: unit,
  trial_period_days: nullable(integer),
});

// A price that is not recurring is none that a plan can have.
const priceDetail: Decoder<DodoPrice | null> = (input, path) => {
  if (input === null || input === undefined) return null;
  const { type } = record(input, path);
  if (type !== 'recurring_price' && type !== 'usage_based_price') return null;
  const read = recurringPrice(input, path);
  return {
    amount: read.price ?? read.fixed_price ?? 0,
    currency: read.currency,
    intervalCount: read.payment_frequency_count,
    unit: read.payment_frequency_interval,
    trialDays: read.trial_period_days ?? 0,
  };
};

export interface DodoProduct {
  readonly product_id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly price_detail: DodoPrice | null;
  /** Whether it is on sale. */
  readonly status: boolean | null;
}

const product: Decoder<DodoProduct> = object({
  product_id: dodoId,
  name: text,
  description: text,
  price_detail: priceDetail,
  status: nullable(boolean),
});

export const decodeProducts = itemsOf(product);

export interface DodoGroup {
  readonly group_id: string;
  readonly group_name: string | null;
  readonly products: readonly DodoProduct[];
}

export const decodeCollection: Decoder<readonly DodoGroup[]> = (input, path) =>
  object({ groups: list(object<DodoGroup>({ group_id: string, group_name: text, products: list(product) })) })(
    input,
    path,
  ).groups;

export const decodeAddons = itemsOf(
  object<{ id: string; name: string; price: number; currency: string }>({
    id: dodoId,
    name: string,
    price: integer,
    currency: string,
  }),
);

const STATUSES = ['pending', 'active', 'on_hold', 'paused', 'cancelled', 'failed', 'expired', 'past_due'] as const;

export interface DodoScheduledChange {
  readonly id: string;
  readonly product_id: string;
  readonly product_name: string | null;
  readonly effective_at: string;
}

export interface DodoSubscription {
  readonly subscription_id: string;
  readonly product_id: string;
  readonly product_name: string | null;
  readonly status: (typeof STATUSES)[number];
  readonly quantity: number;
  readonly currency: string;
  readonly recurring_pre_tax_amount: number;
  readonly payment_frequency_count: number;
  readonly payment_frequency_interval: IntervalUnit;
  readonly created_at: string | null;
  readonly trial_period_days: number | null;
  readonly previous_billing_date: string;
  readonly next_billing_date: string;
  readonly cancel_at_next_billing_date: boolean;
  readonly on_demand: boolean;
  readonly has_payment_method: boolean | null;
  readonly customer: { readonly customer_id: string };
  readonly addons: readonly { readonly addon_id: string; readonly quantity: number }[] | null;
  readonly discounts:
    | readonly {
        readonly code: string | null;
        readonly name: string | null;
        readonly expires_at: string | null;
        readonly preserve_on_plan_change: boolean | null;
      }[]
    | null;
  readonly scheduled_change: DodoScheduledChange | null;
  readonly metadata: Readonly<Record<string, string | number | boolean>> | null;
}

const scalar: Decoder<string | number | boolean> = (input, path) => {
  if (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean') return input;
  throw new DecodeError(path, 'a text, a number, true or false');
};

export const decodeSubscription: Decoder<DodoSubscription> = object({
  subscription_id: dodoId,
  product_id: dodoId,
  product_name: text,
  status: oneOf(...STATUSES),
  quantity: positive,
  currency: string,
  recurring_pre_tax_amount: integer,
  payment_frequency_count: positive,
  payment_frequency_interval: unit,
  created_at: date,
  trial_period_days: nullable(integer),
  previous_billing_date: instant,
  next_billing_date: instant,
  cancel_at_next_billing_date: boolean,
  on_demand: boolean,
  has_payment_method: nullable(boolean),
  customer: object({ customer_id: string }),
  addons: nullable(list(object({ addon_id: dodoId, quantity: positive }))),
  discounts: nullable(
    list(object({ code: text, name: text, expires_at: date, preserve_on_plan_change: nullable(boolean) })),
  ),
  scheduled_change: nullable(object({ id: string, product_id: dodoId, product_name: text, effective_at: instant })),
  metadata: nullable(dictionary(scalar)),
});

export const decodeSubscriptions = itemsOf(decodeSubscription);

const PAYMENTS = [
  'succeeded',
  'failed',
  'cancelled',
  'processing',
  'requires_customer_action',
  'requires_merchant_action',
  'requires_payment_method',
  'requires_confirmation',
  'requires_capture',
  'partially_captured',
  'partially_captured_and_capturable',
] as const;

export interface DodoPayment {
  readonly payment_id: string;
  readonly status: (typeof PAYMENTS)[number] | null;
  readonly total_amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly invoice_id: string | null;
  readonly invoice_url: string | null;
}

export const decodePayments = itemsOf(
  object<DodoPayment>({
    payment_id: string,
    status: nullable(oneOf(...PAYMENTS)),
    total_amount: integer,
    currency: string,
    metadata: nullable(record),
    invoice_id: text,
    invoice_url: text,
  }),
);

export interface DodoLine {
  readonly type: string;
  readonly name: string | null;
  readonly currency: string;
  readonly unit_price: number | null;
  readonly quantity: number | null;
  readonly proration_factor: number | null;
  readonly subtotal: number | null;
  readonly tax_inclusive: boolean | null;
}

const fraction: Decoder<number> = (input, path) => {
  if (typeof input === 'number' && Number.isFinite(input)) return input;
  throw new DecodeError(path, 'a number');
};

export interface DodoPreview {
  readonly effective_at: string;
  readonly line_items: readonly DodoLine[];
  readonly summary: {
    readonly currency: string;
    readonly total_amount: number;
    readonly tax: number | null;
    readonly customer_credits: number;
  };
  readonly new_plan: {
    readonly recurring_pre_tax_amount: number;
    readonly currency: string;
    readonly next_billing_date: string | null;
  };
}

const previewFields = object({
  immediate_charge: object({
    effective_at: instant,
    line_items: list(
      object<DodoLine>({
        type: string,
        name: text,
        currency: string,
        unit_price: nullable(integer),
        quantity: nullable(fraction),
        proration_factor: nullable(fraction),
        subtotal: nullable(integer),
        tax_inclusive: nullable(boolean),
      }),
    ),
    summary: object({ currency: string, total_amount: integer, tax: nullable(integer), customer_credits: integer }),
  }),
  new_plan: object({ recurring_pre_tax_amount: integer, currency: string, next_billing_date: date }),
});

export const decodePreview: Decoder<DodoPreview> = (input, path) => {
  const { immediate_charge, new_plan } = previewFields(input, path);
  return { ...immediate_charge, new_plan };
};

/** Where a change is paid. Older versions answer nothing at all, which is an answer without a link. */
export function paymentLinkOf(answer: unknown): { readonly url: string; readonly expiresAt: string | null } | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { payment_link: url, expires_on: expiresAt } = object({ payment_link: text, expires_on: date })(answer, '');
  return url === null ? null : { url, expiresAt };
}

export const decodeCheckout = object<{ checkout_url: string | null }>({ checkout_url: text });
export const decodePortal = object({ link: string });
export const decodeWallets = itemsOf(object({ balance: integer, currency: string }));
