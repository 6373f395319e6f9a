import type { PaymentBehavior, ProrationBehavior, StripeClient } from './client.js';

/** When a kind of change happens, and what becomes of the unused time. */
export interface StripeRule {
  readonly when: 'immediately' | 'next_billing_date';
  /** `always_invoice` is due now, `create_prorations` with the next invoice, `none` never. Default `always_invoice`. */
  readonly prorationBehavior?: ProrationBehavior;
}

/** The merchant's rules. A change of plan goes by its direction, whatever its interval. */
export interface StripePolicy {
  /** Default: immediately. */
  readonly upgrade: StripeRule;
  /** Default: at the next billing date. */
  readonly downgrade: StripeRule;
  /** The same plan at a longer interval. Default: immediately. */
  readonly interval: StripeRule;
  /** The same plan at a shorter interval. Default: at the next billing date. */
  readonly shorterInterval: StripeRule;
}

/**
 * What Stripe's documentation leaves open, and where it stands here:
 * an update beside a schedule, `attachedSchedule`; the step between free and paid, `freeToPaid`; prices of one subscription that
 * renew at different times, `mixedIntervals`. How long a change waits for its payment is read (`pending_update.expires_at`).
 */
export interface StripeOptions {
  /** `new Stripe(key)` from `stripe`. */
  readonly client: StripeClient;
  /** The products that are plans, from the smallest to the largest. Every active recurring price of theirs is offered. */
  readonly products?: readonly string[];
  /** The prices that are offered, in place of `products`; their products are plans in the order of their first price here. */
  readonly prices?: readonly string[];
  readonly policy?: Partial<StripePolicy>;
  /**
   * What Stripe does where a payment is not made: `pending_if_incomplete` lets the change wait for it, `error_if_incomplete`
   * refuses the change, `allow_incomplete` makes it and leaves the invoice open. Default `pending_if_incomplete`.
   */
  readonly paymentBehavior?: PaymentBehavior;
  /**
   * What becomes of a scheduled change that an immediate one replaces. `release_first`: its schedule is released before the
   * update, and made again where the update is refused. `release_after`: it stays until the update is done; Stripe then has to
   * take an update of a subscription that a schedule manages, which its documentation does not promise. Default `release_first`.
   */
  readonly attachedSchedule?: 'release_first' | 'release_after';
  /**
   * Whether the step between a free and a paid price begins a period, as another interval does, and so is invoiced at once
   * whatever the proration. Default `new_period`.
   */
  readonly freeToPaid?: 'new_period' | 'same_period';
  /** The portal configuration of links and confirmations there. Default: the account's own. */
  readonly portalConfiguration?: string;
  /** Which item of a subscription is the plan, where several could be: the item's product is this one. Default: none, and such a subscription is refused. */
  readonly planItem?: (item: { readonly id: string; readonly productId: string; readonly priceId: string }) => boolean;
  /**
   * Whether items of one subscription may renew at different intervals, as subscriptions in the flexible billing mode do. Where
   * not, a plan with other items keeps their interval. Default false.
   */
  readonly mixedIntervals?: boolean;
  /** Currency of customers who have none yet. Default `USD`. */
  readonly currency?: string;
  /** IANA zone in which Stripe's dates are shown as days. Default `UTC`. */
  readonly billingTimeZone?: string;
  /** Where a checkout returns to when the handler names no page. */
  readonly returnUrl?: string;
  /** Pauses before each repeat of a read that should show a change, in milliseconds. Default 0, 400, 1200. */
  readonly rereadDelaysMs?: readonly number[];
}

export interface StripeSettings extends Omit<
  Required<StripeOptions>,
  'portalConfiguration' | 'planItem' | 'returnUrl'
> {
  readonly policy: StripePolicy;
  readonly portalConfiguration: string | undefined;
  readonly planItem: StripeOptions['planItem'];
  readonly returnUrl: string | undefined;
}

const POLICY: StripePolicy = {
  upgrade: { when: 'immediately' },
  downgrade: { when: 'next_billing_date' },
  interval: { when: 'immediately' },
  shorterInterval: { when: 'next_billing_date' },
};

/** @throws TypeError where the client is none, or nobody says which prices are plans. */
export function settingsOf(options: StripeOptions): StripeSettings {
  if (typeof options?.client?.subscriptions?.update !== 'function')
    throw new TypeError('stripe: client is missing. Without it no plan can be read. Pass new Stripe(key) from stripe.');
  const { products = [], prices = [] } = options;
  if ((products.length === 0) === (prices.length === 0))
    throw new TypeError(
      'stripe: which prices are plans is not said. Pass either products or prices, from the smallest plan to the largest.',
    );
  for (const id of [...products, ...prices])
    if (!/^\w{1,200}$/.test(id)) throw new TypeError(`stripe: ${JSON.stringify(id)} is no id of a product or price.`);
  return {
    paymentBehavior: 'pending_if_incomplete',
    attachedSchedule: 'release_first',
    freeToPaid: 'new_period',
    mixedIntervals: false,
    currency: 'USD',
    billingTimeZone: 'UTC',
    rereadDelaysMs: [0, 400, 1200],
    portalConfiguration: undefined,
    planItem: undefined,
    returnUrl: undefined,
    ...options,
    products,
    prices,
    policy: { ...POLICY, ...options.policy },
  };
}
