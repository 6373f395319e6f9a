import type { ProrationOptions, PlanChangeModel } from './proration.js';

/** What the billing system does where vendors differ or do not say. Each has a default and can be turned for a test. */
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
  /** Whether previews of the sandbox's own port say what will be charged, or leave tax, credit and usage out. */
  readonly quotes: 'exact' | 'estimate';
}

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
};

/** What a host gives of the options: as many as it likes, proration in part. */
export type SandboxOptions = Partial<Omit<EngineOptions, 'proration'>> & {
  readonly proration?: Partial<EngineOptions['proration']>;
};

export function withDefaults(options: SandboxOptions = {}): EngineOptions {
  return { ...DEFAULT_OPTIONS, ...options, proration: { ...DEFAULT_OPTIONS.proration, ...options.proration } };
}
