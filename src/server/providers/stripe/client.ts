/** Options that the SDK takes with a call. */
export interface StripeRequestOptions {
  readonly idempotencyKey?: string;
}

type Expand = { expand?: string[] };
type Read<P = object> = (params?: P & Expand, options?: StripeRequestOptions) => PromiseLike<unknown>;
type ReadOne = (id: string, params?: Expand, options?: StripeRequestOptions) => PromiseLike<unknown>;
type Make<P> = (params: P & Expand, options?: StripeRequestOptions) => PromiseLike<unknown>;
type Change<P> = (id: string, params: P & Expand, options?: StripeRequestOptions) => PromiseLike<unknown>;

export type ProrationBehavior = 'always_invoice' | 'create_prorations' | 'none';
export type PaymentBehavior = 'allow_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';
type Feedback =
  | 'customer_service'
  | 'low_quality'
  | 'missing_features'
  | 'other'
  | 'switched_service'
  | 'too_complex'
  | 'too_expensive'
  | 'unused';

interface Item {
  id: string;
  price: string;
  quantity: number;
}

type Reused = { discount: string }[];

interface Phase {
  items: { price: string; quantity?: number; tax_rates?: string[]; discounts?: Reused }[];
  start_date?: number;
  end_date?: number;
  duration?: { interval: 'day' | 'week' | 'month' | 'year'; interval_count: number };
  proration_behavior?: ProrationBehavior;
  discounts?: Reused;
  default_tax_rates?: string[];
  trial_end?: number;
}

type Details = { feedback?: Feedback; comment?: string };

/**
 * The part of `new Stripe(…)` from `stripe` that is used here. Answers are `unknown`: what they hold depends on the API
 * version, and is read by a decoder.
 */
export interface StripeClient {
  readonly prices: {
    readonly retrieve: ReadOne;
    readonly list: Read<{ product?: string; active?: boolean; limit?: number; starting_after?: string }>;
  };
  readonly customers: { readonly retrieve: ReadOne };
  readonly invoices: {
    readonly retrieve: ReadOne;
    readonly createPreview: Read<{
      customer?: string;
      subscription?: string;
      subscription_details?: {
        items?: Item[];
        proration_behavior?: ProrationBehavior;
        proration_date?: number;
      };
    }>;
  };
  readonly subscriptions: {
    readonly retrieve: ReadOne;
    readonly list: Read<{ customer?: string; status?: 'all'; limit?: number }>;
    readonly update: Change<{
      items?: Item[];
      proration_behavior?: ProrationBehavior;
      proration_date?: number;
      payment_behavior?: PaymentBehavior;
      cancel_at_period_end?: boolean;
      cancellation_details?: Details;
    }>;
    readonly cancel: Change<{ cancellation_details?: Details }>;
  };
  readonly subscriptionSchedules: {
    readonly create: Make<{ from_subscription?: string }>;
    readonly update: Change<{
      phases?: Phase[];
      end_behavior?: 'release';
      proration_behavior?: 'none';
      metadata?: Record<string, string>;
    }>;
    readonly release: Change<object>;
  };
  readonly checkout: {
    readonly sessions: {
      readonly create: Make<{
        mode?: 'subscription';
        customer?: string;
        line_items?: { price: string; quantity: number }[];
        success_url?: string;
        cancel_url?: string;
        metadata?: Record<string, string>;
      }>;
      readonly list: Read<{ customer?: string; limit?: number }>;
      readonly expire: ReadOne;
    };
  };
  readonly billingPortal: {
    readonly sessions: {
      readonly create: Make<{
        customer: string;
        return_url?: string;
        configuration?: string;
        flow_data?: {
          type: 'payment_method_update' | 'subscription_update_confirm';
          subscription_update_confirm?: { subscription: string; items: Item[] };
          after_completion?: { type: 'redirect'; redirect: { return_url: string } };
        };
      }>;
    };
  };
}
