import type { Money } from '../../../core/money.js';
import type { Feature } from '../../../core/plan.js';
import type { DodoClient, ProrationBillingMode } from './client.js';

/** How changes of one direction are made: the merchant's policy, never the browser's. */
export interface DodoPolicy {
  /** How a change that happens at once is charged. Default `prorated_immediately`. */
  readonly prorationBillingMode: ProrationBillingMode;
  /** When a change happens. Default: `immediately`, and `next_billing_date` for downgrades and shorter intervals. */
  readonly effectiveAt: 'immediately' | 'next_billing_date';
  /**
   * What a refused payment does. `prevent_change`: the plan stays until it is paid, and the change is pending. `apply_change`: the
   * plan changes and the subscription is on hold. Default `prevent_change`.
   */
  readonly onPaymentFailure: 'prevent_change' | 'apply_change';
}

/** Which products are one plan at different intervals, and what Dodo does not know of it. */
export interface DodoPlanMapping {
  readonly id: string;
  readonly name: string;
  /** One product for each interval. */
  readonly productIds: readonly string[];
  /** Default: the place in the list, from the smallest plan to the largest. */
  readonly order?: number;
  /** Default: whether all its products cost nothing. */
  readonly isFree?: boolean;
  readonly tagline?: string;
  readonly features?: readonly Feature[];
}

/**
 * What Dodo's documentation leaves open, and where it stands here:
 *
 * - the mode of a change at the next billing date: `scheduledBillingMode`; payment links and their capability: `paymentLink`;
 * - one code or a list: `discountField`; when a trial runs: `trials`; how late a charge comes: `rereadDelaysMs`;
 * - that another change is refused, and its preview too, while one waits for its payment: `findPending`.
 *
 * Nothing here depends on: the renewal date after a change (the preview's is shown); collection defaults (every field is sent);
 * statuses of errors (codes first, in any spelling of the two pending ones, and what is not known leads to a read); an
 * idempotency key (a change is sent once); the sign of lines (dropped where they do not add up); fields of a change's answer (it
 * may be empty); what a customer turned away with (nothing is believed of an address).
 */
export interface DodoOptions {
  /** `new DodoPayments({ bearerToken })` from `dodopayments`. Reads may be repeated by it; changes never are. */
  readonly client: DodoClient;
  /** The product collection whose groups are the plans, smallest first. This or `products`. */
  readonly collectionId?: string;
  /** The plans by hand. This or `collectionId`. */
  readonly products?: readonly DodoPlanMapping[];
  readonly policy?: {
    readonly upgrade?: Partial<DodoPolicy>;
    readonly downgrade?: Partial<DodoPolicy>;
    /** The same plan at a longer interval. */
    readonly interval?: Partial<DodoPolicy>;
    /** The same plan at a shorter one. Default: as `downgrade`. */
    readonly shorterInterval?: Partial<DodoPolicy>;
  };
  /** Whether customers may choose between now and the next billing date. Default true. */
  readonly chooseTiming?: boolean;
  /**
   * The proration mode of changes at the next billing date. Reports differ on which the API takes: `full_immediately` alone, or
   * `do_not_bill`. Default `do_not_bill`.
   */
  readonly scheduledBillingMode?: ProrationBillingMode;
  /**
   * When upgrades are paid on a page of Dodo's: `always`, or for customers `without_payment_method`, or `never`. It needs the
   * business capability `allow_plan_change_via_payment_link`. A checkout session is not used for it: that would begin a second
   * subscription beside the first. Default `without_payment_method`.
   */
  readonly paymentLink?: 'never' | 'without_payment_method' | 'always';
  /** Default `discount_codes`; `discount_code` for servers from before the list, one code at most. */
  readonly discountField?: 'discount_codes' | 'discount_code';
  /** Goes with every change, and from there with its payment. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>>;
  /**
   * Whether a change is marked in the metadata of its payment (`planshift_change`, `planshift_price`), so that the payment of this
   * very change is found again: its amount, and whether it went through. Default true.
   */
  readonly marksPayments?: boolean;
  /**
   * How a pending change is known after a reload, which no read of a subscription says. `preview`: with each catalog one preview is
   * asked for, which is refused while a change waits. `off`: only the handler's ledger knows. Default `preview`, where a policy
   * prevents unpaid changes.
   */
  readonly findPending?: 'preview' | 'off';
  /**
   * What products cost in other currencies than their own, by product id, as they are set at Dodo, whose API does not list them.
   * Only shown: a quote is always Dodo's. Without it such a price has no amount before its preview, but for the one that is held.
   */
  readonly localPrices?: Readonly<Record<string, readonly Money[]>>;
  /**
   * When a trial runs. Dodo names its length and not whether it is over. `from_dates`: while the next billing date is as many days
   * after the beginning as the trial has. `not_known`: every running subscription is shown as active. Default `from_dates`.
   */
  readonly trials?: 'from_dates' | 'not_known';
  /** Shows the customer's wallet of the subscription's currency as credit. Default true. */
  readonly wallets?: boolean;
  /** Offers the add-ons of the business. Default true. */
  readonly addons?: boolean;
  /** IANA zone in which Dodo's dates are days. Default `UTC`. */
  readonly billingTimeZone?: string;
  /** Milliseconds that one attempt of a change may take; the SDK's own `timeout` where left out. */
  readonly changeTimeoutMs?: number;
  /**
   * Pauses before each read that should show a change, in milliseconds. Dodo makes the charge some seconds after its answer.
   * Default 250, 500, 1000, 2000, 3000.
   */
  readonly rereadDelaysMs?: readonly number[];
}

export interface DodoSettings extends Required<
  Omit<DodoOptions, 'collectionId' | 'products' | 'policy' | 'changeTimeoutMs'>
> {
  readonly collectionId: string | null;
  readonly products: readonly DodoPlanMapping[] | null;
  readonly policy: Readonly<Record<'upgrade' | 'downgrade' | 'interval' | 'shorterInterval', DodoPolicy>>;
  readonly changeTimeoutMs: number | null;
}

const AT_ONCE: DodoPolicy = {
  prorationBillingMode: 'prorated_immediately',
  effectiveAt: 'immediately',
  onPaymentFailure: 'prevent_change',
};
const LATER: DodoPolicy = { ...AT_ONCE, effectiveAt: 'next_billing_date' };

/** @throws TypeError where the client or the grouping of products is missing or doubled. */
export function settingsOf(options: DodoOptions): DodoSettings {
  checkClient(options);
  const { policy = {} } = options;
  return {
    chooseTiming: true,
    scheduledBillingMode: 'do_not_bill',
    paymentLink: 'without_payment_method',
    discountField: 'discount_codes',
    metadata: {},
    marksPayments: true,
    findPending: 'preview',
    localPrices: {},
    trials: 'from_dates',
    wallets: true,
    addons: true,
    billingTimeZone: 'UTC',
    rereadDelaysMs: [250, 500, 1000, 2000, 3000],
    ...options,
    changeTimeoutMs: options.changeTimeoutMs ?? null,
    collectionId: options.collectionId ?? null,
    products: options.products ?? null,
    policy: {
      upgrade: { ...AT_ONCE, ...policy.upgrade },
      downgrade: { ...LATER, ...policy.downgrade },
      interval: { ...AT_ONCE, ...policy.interval },
      shorterInterval: { ...LATER, ...policy.downgrade, ...policy.shorterInterval },
    },
  };
}

function checkClient({ client, collectionId, products }: DodoOptions): void {
  if (typeof client?.subscriptions?.changePlan !== 'function')
    throw new TypeError(
      'dodo: client is missing. Without it no plan can be read. Pass new DodoPayments({ bearerToken }) from dodopayments.',
    );
  if ((collectionId === undefined) === (products === undefined))
    throw new TypeError(
      'dodo: give either collectionId or products. A product of Dodo Payments is one price at one interval, and which products are ' +
        'one plan is not guessed from their names.',
    );
  if (collectionId !== undefined && !isDodoId(collectionId))
    throw new TypeError('dodo: collectionId has characters that no id has.');
  const ids = (products ?? []).flatMap(({ productIds }) => productIds);
  if (products !== undefined && (ids.length === 0 || new Set(ids).size !== ids.length || !ids.every(isDodoId)))
    throw new TypeError('dodo: products has to name each product id once, and at least one.');
}

export function isDodoId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,200}$/.test(value);
}
