import { money, type Money } from '../../../core/money.js';
import { findPrice, type Addon, type Plan } from '../../../core/plan.js';
import type { PendingChange, ScheduledChange, Subscription } from '../../../core/subscription.js';
import type { DodoSettings } from './options.js';
import type { DodoSubscription } from './shapes.js';

export interface SubscriptionInput {
  readonly plans: readonly Plan[];
  readonly addons: readonly Addon[];
  readonly from: DodoSubscription;
  readonly credit: Money | null;
  readonly pending: PendingChange | null;
  readonly trials: DodoSettings['trials'];
}

/** Dodo's subscription in the kit's words. */
export function subscriptionOf({ plans, addons, from, credit, pending, trials }: SubscriptionInput): Subscription {
  const held = findPrice(plans, from.product_id);
  const isOver = from.status === 'cancelled' || from.status === 'expired' || from.status === 'failed';
  const ends = from.cancel_at_next_billing_date && !isOver;
  return {
    id: from.subscription_id,
    planId: held?.plan.id ?? from.product_id,
    planName: held?.plan.name ?? from.product_name ?? from.product_id,
    priceId: held?.price.id ?? null,
    interval: { interval: from.payment_frequency_interval, intervalCount: from.payment_frequency_count },
    amount: money(from.recurring_pre_tax_amount, from.currency),
    currency: from.currency,
    quantity: from.quantity,
    currentPeriod: { start: from.previous_billing_date, end: from.next_billing_date },
    nextBillingDate: isOver || ends || held?.plan.isFree === true ? null : from.next_billing_date,
    usage: [],
    addons: (from.addons ?? []).map(({ addon_id: addonId, quantity }) => ({
      addonId,
      name: addons.find(({ id }) => id === addonId)?.name ?? addonId,
      quantity,
    })),
    otherItems: [],
    discounts: (from.discounts ?? []).map(({ code, name, expires_at: endsAt }) => ({ code, name, endsAt })),
    creditBalance: credit,
    paymentMethod: null,
    scheduledChange: scheduledOf(plans, from),
    pendingChange: pending,
    cancellation: ends ? { effectiveAt: from.next_billing_date, undoable: true } : null,
    ...((trials === 'from_dates' ? inTrial(from) : null) ?? stateOf(from.status)),
  };
}

const DAY = 86_400_000;

/** The time until the first charge, where that is the trial: within a day, since dates of billing are days. */
function inTrial({ status, created_at: created, trial_period_days: days, next_billing_date: next }: DodoSubscription) {
  if (status !== 'active' || created === null || days === null || days <= 0) return null;
  const ends = Date.parse(created) + days * DAY;
  return Math.abs(Date.parse(next) - ends) < DAY ? ({ status: 'trialing', trialEndsAt: next } as const) : null;
}

function stateOf(status: DodoSubscription['status']) {
  switch (status) {
    case 'active':
      return { status: 'active' } as const;
    case 'paused':
      return { status: 'paused' } as const;
    // The link is made when it is followed: it is good for a short time only.
    case 'on_hold':
      return { status: 'on_hold', recoveryUrl: null } as const;
    case 'past_due':
      return { status: 'past_due', recoveryUrl: null } as const;
    case 'pending':
      return { status: 'pending_payment', checkoutUrl: null } as const;
    case 'cancelled':
    case 'expired':
    case 'failed':
      return { status: 'canceled' } as const;
  }
}

function scheduledOf(
  plans: readonly Plan[],
  { scheduled_change: scheduled }: DodoSubscription,
): ScheduledChange | null {
  if (scheduled === null) return null;
  const target = findPrice(plans, scheduled.product_id);
  return {
    id: scheduled.id,
    planId: target?.plan.id ?? null,
    planName: target?.plan.name ?? scheduled.product_name,
    priceId: target?.price.id ?? null,
    interval: target?.price.interval ?? null,
    effectiveAt: scheduled.effective_at,
    paidUntil: null,
    undoable: true,
    replaceable: true,
  };
}
