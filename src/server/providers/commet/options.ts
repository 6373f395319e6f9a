import type { Money } from '../../../core/money.js';
import type { CommetClient } from './client.js';

/** How an amount is written: in minor units of its currency, or as a rate where 10000 is one unit. */
export type CommetScale = 'minor' | 'rate';

/** What a subscription says that can tell its currency. */
export interface CurrencyHints {
  readonly id: string;
  readonly customerId: string;
  readonly planId: string;
}

/**
 * What Commet's documentation leaves open, and where it stands here:
 *
 * - the scales of prices, of figures, of balances and of top-ups: `priceScale`, `billingScale`, `balanceScale`, `topUpScale`;
 * - what makes a move an upgrade: `directionBy`; whether the interval alone may be named: `intervalChangeSends`;
 * - paid to free as a cancellation: `cancelMeansFree`; the currency that no subscription names: `currency`, `currencyOf`;
 * - what is left of a price after its introductory discount, and for whom: it is not shown, and only the checkout says what is due.
 *
 * Nothing here depends on: statuses of errors (only codes are looked at, and one that is unknown leads to a read); rounding, extra
 * seats in the credit, a credit above the charge, what `charge` of an event means (no amount is worked out here); whether seats
 * that do not fit are refused in the preview (blocked before it); what a preview of a first paid plan says (it is not asked for).
 */
export interface CommetOptions {
  /**
   * `new Commet({ apiKey })` from `@commet/node`. Keep its `timeout` × (`retries` + 1) below the handler's provider limit where
   * answers should not become `unknown` while it still tries: `timeout: 8000, retries: 1` suits.
   */
  readonly client: CommetClient;
  /** Default `2026-07-11`. */
  readonly apiVersion?: '2026-07-11' | '2026-07-31';
  /** The plan group that is offered. Default: the group of the plan held. Customers without a plan see every public one. */
  readonly planGroupId?: string;
  /** What makes a move an upgrade at the same interval, as your Commet decides it. Only for what is said before a preview. Default `sort_order`. */
  readonly directionBy?: 'sort_order' | 'price';
  /** Currency of prices that name none. Default `USD`. */
  readonly currency?: string;
  /**
   * Currency of a customer who pays in another one. Default: what the subscription's balance or its price tells, else `currency`.
   * The preview's own currency always wins.
   */
  readonly currencyOf?: (subscription: CurrencyHints) => string | null | Promise<string | null>;
  /** IANA zone in which Commet's dates are days. Default `UTC`. */
  readonly billingTimeZone?: string;
  /** A cancellation at the period's end is a move to the free plan, where there is one. Default true. */
  readonly cancelMeansFree?: boolean;
  /** What is sent for a change of interval alone. Default `interval`. */
  readonly intervalChangeSends?: 'interval' | 'plan_and_interval';
  /** Scale of plan prices and of `basePrice`. Default `minor`. */
  readonly priceScale?: CommetScale;
  /** Scale of the figures of previews and changes. Default `minor`. */
  readonly billingScale?: CommetScale;
  /** Scale of the customer's balance. Default `rate`. */
  readonly balanceScale?: CommetScale;
  /**
   * Amounts that customers may add to their balance, paid with the stored card. Commet sells any amount and lists none. Offered
   * where the plan is paid from a balance, in its currency. Default: none.
   */
  readonly topUps?: readonly Money[];
  /** Scale of the amount of a top-up that is sent. Default `rate`, as balances are written; the documentation does not say it. */
  readonly topUpScale?: CommetScale;
  /** Makes a link to pay, for a subscription that is past due. Default true. */
  readonly recoveryLinks?: boolean;
  /** Milliseconds that the SDK may take for one attempt of a change; its own `timeout` where left out. */
  readonly changeTimeoutMs?: number;
  /** Pauses before each repeat of a read that should show a change, in milliseconds. Default 0, 400, 1200. */
  readonly rereadDelaysMs?: readonly number[];
  /** Pauses before the same change is asked again while Commet still works on it. Default 500, 1500, 3000. */
  readonly inProgressDelaysMs?: readonly number[];
}

export type CommetSettings = Required<Omit<CommetOptions, 'planGroupId' | 'currencyOf' | 'changeTimeoutMs'>> &
  Pick<CommetOptions, 'planGroupId' | 'currencyOf' | 'changeTimeoutMs'>;

export function settingsOf(options: CommetOptions): CommetSettings {
  return {
    apiVersion: '2026-07-11',
    directionBy: 'sort_order',
    currency: 'USD',
    billingTimeZone: 'UTC',
    cancelMeansFree: true,
    intervalChangeSends: 'interval',
    priceScale: 'minor',
    billingScale: 'minor',
    balanceScale: 'rate',
    topUps: [],
    topUpScale: 'rate',
    recoveryLinks: true,
    rereadDelaysMs: [0, 400, 1200],
    inProgressDelaysMs: [500, 1500, 3000],
    ...options,
  };
}
