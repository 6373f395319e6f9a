import { DEFAULT_PARTNER, type PartnerOptions } from './partner.js';
import type { ProrationOptions, PlanChangeModel } from './proration.js';

/**
 * What the billing system does where vendors differ or do not say. Each has a default and can be turned for a test.
 *
 * Of Commet: `proration` (rounding, seats in the credit, `charge`), `intervalModel`, `directionBy`, `paidToFree`, `leftoverCredit`,
 * `previewChecksSeats`, `previewFreeToPaid`, `previewFloor`, `onPaymentFailure` and `commet`. Of the others `dodo`, `stripe` and
 * `partner`. Statuses of errors have no option: the fault `status-list` answers any.
 */
export interface EngineOptions {
  /** How an immediate change is charged. */
  readonly proration: ProrationOptions<PlanChangeModel>;
  /** How an immediate change of interval is charged. It always begins a new period. */
  readonly intervalModel: 'full-new-less-credit' | 'credit-full-new-cycle' | 'full-no-credit';
  /** What makes a plan larger than another. */
  readonly directionBy: 'sort_order' | 'price';
  /** Whether a move to a free plan is a cancellation that ends on the free plan, or an ordinary scheduled change. */
  readonly paidToFree: 'cancel' | 'plan_downgrade';
  /** What happens to a credit larger than the charge. */
  readonly leftoverCredit: 'customer_credit' | 'forfeit';
  /** Whether previews refuse where the seats in use do not fit, as the change would. */
  readonly previewChecksSeats: boolean;
  /** What a preview says of a move from a free to a paid plan. */
  readonly previewFreeToPaid: 'quote' | 'refuse';
  /** Whether an estimate below zero is shown as zero. */
  readonly previewFloor: boolean;
  /** What the provider does when the payment of a change fails. */
  readonly onPaymentFailure: 'prevent_change' | 'apply_change';
  /** Minutes until an open checkout expires. */
  readonly checkoutMinutes: number;
  /** Whether the tax of customers who pay some is in the prices or comes on top, and what it is called. */
  readonly tax: TaxRules;
  /** Whether previews of the sandbox's own port say what will be charged, or leave tax, credit and usage out. */
  readonly quotes: 'exact' | 'estimate';
  /** How a partner's platform behaves. */
  readonly partner: PartnerOptions;
  /** What Commet does where nobody says so for certain. */
  readonly commet: CommetRules;
  /** What Dodo Payments does where nobody says so for certain. */
  readonly dodo: DodoRules;
  /** What Stripe does where nobody says so for certain. */
  readonly stripe: StripeRules;
}

export interface TaxRules {
  readonly inclusive: boolean;
  /** As it stands on invoices; null: it has no name. */
  readonly name: string | null;
}

/** Each is field evidence or unknown; the defaults are our choice. */
export interface CommetRules {
  /** Whether plans are paid from a balance that customers top up; else use is billed afterwards. */
  readonly balances: boolean;
  /** How the amount of a top-up is written. */
  readonly topUpScale: 'rate' | 'minor';
}

const COMMET_RULES: CommetRules = { balances: false, topUpScale: 'rate' };

/** Each is field evidence or unknown; the defaults are our choice. */
export interface StripeRules {
  /** What becomes of an update of items while a schedule is attached. That of a cancellation is refused for certain. */
  readonly updateWithSchedule: 'allowed' | 'refused';
  /** Hours that an update waits for its payment. */
  readonly pendingHours: number;
  /** Whether the step between free and paid begins a period, as another interval does. */
  readonly freeToPaid: 'new_period' | 'same_period';
}

const STRIPE_RULES: StripeRules = { updateWithSchedule: 'allowed', pendingHours: 23, freeToPaid: 'new_period' };

/** Each is field evidence or unknown; the defaults are our choice. */
export interface DodoRules {
  /** Milliseconds of real time from the answer to a change until its payment is tried. */
  readonly settleAfterMs: number;
  /** The proration modes that a change at the next billing date may have. */
  readonly scheduledModes: readonly BillingMode[];
  /** Whether `full_immediately` begins a new period. */
  readonly fullRestarts: boolean;
  /** The business capability to collect a change by a payment link. */
  readonly paymentLinks: boolean;
  /** Whether a payment link that nobody has paid yet stands in the way of another change. */
  readonly openLinkBlocks: boolean;
  /** What a change is answered with where no link was made. */
  readonly changeAnswer: 'nulls' | 'bare' | 'empty';
  /** What a wrong key is answered with. */
  readonly unauthorizedAnswer: 'json' | 'text';
  /** How a preview shows the unused time: as a line below zero, or in the totals alone. */
  readonly unusedTime: 'line' | 'totals';
  /** What a change does where `on_payment_failure` is not said. */
  readonly onPaymentFailure: 'prevent_change' | 'apply_change';
  /** Lets customers pay in another currency than their subscription's: its code, and how much of it 100 units are. */
  readonly payIn: { readonly currency: string; readonly perHundred: number } | null;
  /** How long a change waits for its payment. */
  readonly pendingEnds: 'with_period' | 'never';
  /** How the two pending codes are spelled. */
  readonly pendingCode: 'PENDING_PLAN_CHANGE_EXISTS' | 'PendingPlanChangeExists';
}

/** How an immediate change is charged where the caller says so. */
export const BILLING_MODES = [
  'prorated_immediately',
  'full_immediately',
  'difference_immediately',
  'do_not_bill',
] as const;
export type BillingMode = (typeof BILLING_MODES)[number];

const DODO_RULES: DodoRules = {
  settleAfterMs: 300,
  scheduledModes: BILLING_MODES,
  fullRestarts: true,
  paymentLinks: true,
  openLinkBlocks: false,
  changeAnswer: 'nulls',
  unauthorizedAnswer: 'json',
  unusedTime: 'line',
  onPaymentFailure: 'apply_change',
  payIn: null,
  pendingEnds: 'with_period',
  pendingCode: 'PENDING_PLAN_CHANGE_EXISTS',
};

export const DEFAULT_OPTIONS: EngineOptions = {
  proration: {
    model: 'full-new-less-credit',
    granularity: 'day',
    dayCount: 'change-day-unused',
    rounding: 'half-away-from-zero',
    seatCredit: 'none',
  },
  intervalModel: 'credit-full-new-cycle',
  directionBy: 'sort_order',
  paidToFree: 'cancel',
  leftoverCredit: 'customer_credit',
  previewChecksSeats: true,
  previewFreeToPaid: 'quote',
  previewFloor: true,
  onPaymentFailure: 'prevent_change',
  checkoutMinutes: 24 * 60,
  quotes: 'exact',
  tax: { inclusive: false, name: null },
  partner: DEFAULT_PARTNER,
  commet: COMMET_RULES,
  dodo: DODO_RULES,
  stripe: STRIPE_RULES,
};

/** What a host gives of the options: as many as it likes, proration, partner and rules in part. */
export type SandboxOptions = Partial<
  Omit<EngineOptions, 'proration' | 'commet' | 'dodo' | 'partner' | 'stripe' | 'tax'>
> & {
  readonly tax?: Partial<TaxRules>;
  readonly partner?: Partial<PartnerOptions>;
  readonly commet?: Partial<CommetRules>;
  readonly dodo?: Partial<DodoRules>;
  readonly stripe?: Partial<StripeRules>;
  readonly proration?: Partial<EngineOptions['proration']>;
};

export function withDefaults(options: SandboxOptions = {}): EngineOptions {
  return {
    ...DEFAULT_OPTIONS,
    ...options,
    proration: { ...DEFAULT_OPTIONS.proration, ...options.proration },
    tax: { ...DEFAULT_OPTIONS.tax, ...options.tax },
    commet: { ...DEFAULT_OPTIONS.commet, ...options.commet },
    dodo: { ...DEFAULT_OPTIONS.dodo, ...options.dodo },
    stripe: { ...DEFAULT_OPTIONS.stripe, ...options.stripe },
    partner: { ...DEFAULT_OPTIONS.partner, ...options.partner },
  };
}
