/** Options that the SDK takes with each call. */
export interface CommetRequestOptions {
  readonly apiVersion?: string;
  readonly idempotencyKey?: string;
  readonly timeout?: number;
}

type Call<P> = (params: P, options?: CommetRequestOptions) => Promise<unknown>;
type Interval = 'weekly' | 'monthly' | 'quarterly' | 'yearly';

/**
 * The part of `new Commet(…)` from `@commet/node` that is used here. Answers are `unknown`: what they hold depends on the API
 * version, and is read by a decoder.
 */
export interface CommetClient {
  readonly plans: {
    list(params?: { includePrivate?: 'true' | 'false' }, options?: CommetRequestOptions): Promise<unknown>;
  };
  readonly subscriptions: {
    readonly list: Call<{ customerId?: string }>;
    readonly get: Call<{ id: string }>;
    readonly create: Call<{ customerId: string; planId: string; billingInterval?: Interval; successUrl?: string }>;
    readonly previewChange: Call<{ id: string; planId: string; billingInterval?: Interval }>;
    readonly changePlan: Call<{
      id: string;
      newPlanId?: string;
      newBillingInterval?: Interval;
      successUrl?: string;
    }>;
    readonly cancel: Call<{ id: string; reason?: string; immediate?: boolean }>;
    readonly uncancel: Call<{ id: string }>;
    readonly topupBalance: Call<{ id: string; amount: number }>;
    readonly createRecoveryLink: Call<{ id: string }>;
    readonly updatePaymentMethod: Call<{ id: string; successUrl?: string }>;
  };
  readonly portal: {
    readonly getUrl: Call<{ customerId: string; returnUrl?: string }>;
  };
}
