import type { BillingInterval } from '../../core/plan.js';

/** Everything the sandbox knows, as plain JSON: what is saved to disk is exactly this. Changed in place by the engine. */
export interface World {
  /** The format of this object, so that an older file is told apart from a broken one. */
  version: 1;
  /** ISO 8601. Stands still until somebody moves it. */
  now: string;
  /** Counts up through every id that was given out. */
  lastId: number;
  planGroups: WorldPlanGroup[];
  plans: WorldPlan[];
  addons: WorldAddon[];
  discounts: WorldDiscount[];
  customers: WorldCustomer[];
  subscriptions: WorldSubscription[];
  checkouts: WorldCheckout[];
  invoices: WorldInvoice[];
  charges: Charge[];
  payments: WorldPayment[];
  events: WorldEvent[];
  idempotency: Record<string, StoredAnswer>;
  /** US cents that a partner's wallet has paid so far; absent until the first. */
  partnerSpent?: number;
}

export interface WorldPlanGroup {
  id: string;
  name: string;
  description: string | null;
}

export interface WorldPlan {
  id: string;
  code: string;
  name: string;
  description: string;
  groupId: string | null;
  /** Ascending from the smallest plan. */
  sortOrder: number;
  isFree: boolean;
  isPublic: boolean;
  isDefault: boolean;
  /** The plan that most customers take. */
  recommended: boolean;
  prices: WorldPrice[];
  features: WorldFeature[];
}

export interface WorldPrice {
  id: string;
  interval: BillingInterval;
  isDefault: boolean;
  trialDays: number;
  /** Minor units by currency. A currency that is missing is not sold. */
  amounts: Record<string, number>;
  /** A lower price to begin with, for customers who have paid for no plan before; absent where there is none. */
  intro?: WorldIntro;
}

export interface WorldIntro {
  /** How many of the price's intervals it lasts, from 1. */
  periods: number;
  /** Minor units by currency, each below the price's own. A currency that is missing begins at the price. */
  amounts: Record<string, number>;
}

/** Something that is bought beside a plan, billed with each of its periods. */
export interface WorldAddon {
  id: string;
  name: string;
  /** Minor units by currency, for one period. */
  amounts: Record<string, number>;
}

export interface WorldDiscount {
  id: string;
  code: string;
  /** Hundredths of a percent off every period. */
  basisPoints: number;
  /** Whether it goes along when the plan changes. */
  survivesChange: boolean;
  /** The plans it is for; null: all. */
  planIds: string[] | null;
  /** ISO 8601; null where it does not end. */
  expiresAt: string | null;
}

export interface HeldAddon {
  addonId: string;
  quantity: number;
}

export type WorldMetadata = Record<string, string | number | boolean>;

export interface WorldFeature {
  code: string;
  name: string;
  type: 'boolean' | 'usage' | 'seats';
  unitName: string | null;
  enabled: boolean;
  /** Null where it does not count, or is unlimited. */
  included: number | null;
  unlimited: boolean;
  /** Minor units for each one more, by currency; null where more is refused. */
  overage: Record<string, number> | null;
}

export interface WorldCard {
  brand: string;
  last4: string;
  /** A card that is refused every time. */
  declines: boolean;
  /** A card whose bank asks the customer before each payment. */
  asks?: boolean;
}

export interface WorldCustomer {
  id: string;
  email: string;
  currency: string;
  /** Credit held for the customer, in minor units. */
  credit: number;
  /** What was paid in advance for use, in minor units; absent until something was. No plan change takes from it. */
  balance?: number;
  /** Hundredths of a percent, on top of prices. 0: no tax. */
  taxBasisPoints: number;
  card: WorldCard | null;
  /** How much of each feature is in use. */
  usage: Record<string, number>;
  /** Metered use that the next invoice asks for, in minor units. */
  unbilledUsage: number;
}

export type WorldStatus = 'pending_payment' | 'trialing' | 'active' | 'past_due' | 'on_hold' | 'canceled';

export interface WorldSchedule {
  id: string;
  kind: 'plan_downgrade' | 'interval_change';
  planId: string;
  priceId: string;
  at: string;
  /** What is held from then on, where it is not what is held now. */
  quantity?: number;
  addons?: HeldAddon[];
  discounts?: string[];
}

export interface WorldCancellation {
  id: string;
  scheduledAt: string;
  reason: string | null;
  effectiveAt: string;
  /** The free price that follows, where the customer asked to move to a free plan. */
  thenPriceId: string | null;
}

/** A change whose payment is on its way, or was refused and is awaited. */
export interface WorldPendingChange {
  id: string;
  paymentId: string;
  priceId: string;
  quantity: number;
  addons: HeldAddon[];
  discounts: string[];
  metadata: WorldMetadata;
  bill: {
    currency: string;
    lines: WorldInvoiceLine[];
    total: number;
    creditAfter: number;
  };
  /** What each period costs afterwards. */
  recurring: number;
  restarts: boolean;
  /** Whether the plan was switched without waiting for the payment. */
  isApplied: boolean;
  /** When the card is asked, in milliseconds of real time; null: it waits for the customer. */
  dueAt: number | null;
  /** The page where it is paid, where it was sent there. */
  checkoutId: string | null;
}

export interface WorldSubscription {
  id: string;
  customerId: string;
  planId: string;
  priceId: string;
  status: WorldStatus;
  trialEndsAt: string | null;
  /** While the first payment is awaited: whether it begins a trial. */
  wantsTrial: boolean;
  /** Day of the month that periods return to, 1 to 31. */
  anchorDay: number;
  period: { start: string; end: string } | null;
  /** What the plan cost when the present period began, in minor units: what is credited of it. */
  paid: number;
  /** How many of the periods to come are charged at what the price begins with; absent: none. */
  introLeft?: number;
  scheduled: WorldSchedule | null;
  /** How many of the plan are paid for. */
  quantity: number;
  addons: HeldAddon[];
  /** Codes in use. */
  discounts: string[];
  metadata: WorldMetadata;
  pendingChange: WorldPendingChange | null;
  cancellation: WorldCancellation | null;
  /** The invoice that is still to be paid. */
  openInvoiceId: string | null;
  startDate: string;
  endDate: string | null;
  createdAt: string;
  updatedAt: string;
  /** The object that holds a scheduled change, for vendors that name one; absent or null where none was made. */
  schedule?: { id: string; metadata: Record<string, string> } | null;
  /** Absent until a partner changes it: then the partner's wallet renews it. */
  partnership?: WorldPartnership;
}

export interface WorldPartnership {
  autoRenew: boolean;
  /** How many days are over since the paid time ended, and when the next one is counted. */
  overdue: { days: number; nextAt: string } | null;
}

export interface WorldCheckout {
  id: string;
  purpose: 'change_plan' | 'subscribe' | 'payment_method';
  subscriptionId: string;
  /** The price that is bought; null where only a card is asked for. */
  priceId: string | null;
  /** Whether it begins with the price's introductory offer; absent: no. */
  begins?: 'low';
  /** How many, and what beside it, as the page was opened for. */
  holding?: string;
  successUrl: string | null;
  /** Where the page's way back leads; null: as after a payment. */
  cancelUrl: string | null;
  /** What is added to the address that the customer returns to: the names of the vendor's own parameters. */
  returnWith: 'nothing' | 'subscription_and_status';
  amount: number;
  currency: string;
  createdAt: string;
  expiresAt: string;
  status: 'open' | 'paid' | 'canceled' | 'expired' | 'superseded';
  /** How often a payment was refused here. */
  declines: number;
  /** The caller's own words with it: names and values. */
  metadata?: Record<string, string>;
}

export interface WorldInvoiceLine {
  kind: 'credit' | 'charge' | 'usage' | 'seats' | 'tax' | 'balance' | 'adjustment';
  name: string | null;
  /** Signed as it enters the total. */
  amount: number;
}

export interface WorldInvoice {
  id: string;
  number: string;
  subscriptionId: string;
  customerId: string;
  at: string;
  currency: string;
  lines: WorldInvoiceLine[];
  /** The sum of the lines: what the card is asked for. */
  total: number;
  status: 'paid' | 'open' | 'void';
  reason: ChargeReason;
}

export type ChargeReason = 'plan_change' | 'renewal' | 'trial_conversion' | 'subscription' | 'recovery' | 'top_up';

/** Money that really moved. A refused card makes none. */
export interface Charge {
  id: string;
  subscriptionId: string;
  /** Minor units of `currency`, always above zero. */
  amount: number;
  currency: string;
  at: string;
  reason: ChargeReason;
}

/** One try to take money, for the vendors that show those. */
export interface WorldPayment {
  id: string;
  subscriptionId: string;
  customerId: string;
  amount: number;
  currency: string;
  at: string;
  status: 'processing' | 'succeeded' | 'failed' | 'requires_payment_method' | 'cancelled';
  metadata: WorldMetadata;
}

export interface WorldEvent {
  id: string;
  type: string;
  at: string;
  data: Record<string, unknown>;
}

/** An answer kept for its idempotency key. */
export interface StoredAnswer {
  fingerprint: string;
  status: number;
  body: string;
  at: string;
}

/** The next id of a kind: `inv_12`. The same calls give the same ids. */
export function nextId(world: World, prefix: string): string {
  world.lastId += 1;
  return `${prefix}_${world.lastId}`;
}

export function record(world: World, type: string, data: Record<string, unknown>): void {
  world.events.push({ id: nextId(world, 'evt'), type, at: world.now, data });
}
