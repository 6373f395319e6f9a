/** Options that the SDK takes with each call. */
export interface DodoRequestOptions {
  readonly maxRetries?: number;
  readonly timeout?: number;
}

export type ProrationBillingMode =
  | 'prorated_immediately'
  | 'full_immediately'
  | 'difference_immediately'
  | 'do_not_bill';

/** Body of a change and of its preview. */
export interface DodoChangeBody {
  product_id: string;
  quantity: number;
  proration_billing_mode: ProrationBillingMode;
  addons: { addon_id: string; quantity: number }[];
  effective_at: 'immediately' | 'next_billing_date';
  on_payment_failure?: 'prevent_change' | 'apply_change';
  discount_codes?: string[];
  discount_code?: string;
  metadata?: Record<string, string | number | boolean>;
  cancel_scheduled_change_plan?: boolean;
  collect_via_payment_link?: boolean;
}

export interface DodoUpdateBody {
  cancel_at_next_billing_date?: boolean;
  status?: 'cancelled';
  cancel_reason?: 'cancelled_by_customer';
  cancellation_feedback?:
    | 'too_expensive'
    | 'missing_features'
    | 'switched_service'
    | 'unused'
    | 'customer_service'
    | 'low_quality'
    | 'too_complex'
    | 'other';
  cancellation_comment?: string;
}

export interface DodoCheckoutBody {
  product_cart: { product_id: string; quantity: number; addons?: { addon_id: string; quantity: number }[] }[];
  customer: { customer_id: string };
  return_url?: string;
  cancel_url?: string;
  discount_codes?: string[];
  metadata?: Record<string, string>;
}

interface Page {
  page_number?: number;
  page_size?: number;
}

type Options = DodoRequestOptions;

/**
 * The part of `new DodoPayments(…)` from `dodopayments` that is used here. Answers are `unknown`: they are read by decoders,
 * since older API versions answer with less.
 */
export interface DodoClient {
  readonly subscriptions: {
    retrieve(id: string, options?: Options): PromiseLike<unknown>;
    list(query?: Page & { customer_id?: string }, options?: Options): PromiseLike<unknown>;
    previewChangePlan(id: string, body: DodoChangeBody, options?: Options): PromiseLike<unknown>;
    changePlan(id: string, body: DodoChangeBody, options?: Options): PromiseLike<unknown>;
    cancelChangePlan(id: string, options?: Options): PromiseLike<unknown>;
    update(id: string, body: DodoUpdateBody, options?: Options): PromiseLike<unknown>;
    updatePaymentMethod(
      id: string,
      params: { payment_method: { type: 'new'; return_url?: string } },
      options?: Options,
    ): PromiseLike<unknown>;
  };
  readonly products: { list(query?: Page & { recurring?: boolean }, options?: Options): PromiseLike<unknown> };
  readonly productCollections: { retrieve(id: string, options?: Options): PromiseLike<unknown> };
  readonly addons: { list(query?: Page, options?: Options): PromiseLike<unknown> };
  readonly payments: { list(query?: Page & { subscription_id?: string }, options?: Options): PromiseLike<unknown> };
  readonly checkoutSessions: { create(body: DodoCheckoutBody, options?: Options): PromiseLike<unknown> };
  readonly customers: {
    readonly customerPortal: {
      create(id: string, params?: { return_url?: string }, options?: Options): PromiseLike<unknown>;
    };
    readonly wallets: { list(id: string, options?: Options): PromiseLike<unknown> };
  };
}
