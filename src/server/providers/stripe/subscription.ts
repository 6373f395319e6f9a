import { findPrice, type Plan } from '../../../core/plan.js';
import type { OtherItem, PendingChange, ScheduledChange, Subscription } from '../../../core/subscription.js';
import type { StripeSettings } from './options.js';
import { amountOf, dateOf } from './scale.js';
import { isForeign, nextPhase } from './schedule.js';
import type { StripeCustomer, StripeItem, StripeSubscription } from './shapes.js';

/** The one item that is the plan; null where none or several could be. */
export function planItemOf(
  { planItem }: StripeSettings,
  plans: readonly Plan[],
  { items: { data } }: StripeSubscription,
): StripeItem | null {
  const found = data.filter(
    ({
      id,
      price: {
        id: priceId,
        product: { id: productId },
      },
    }) => (planItem ? planItem({ id, productId, priceId }) : plans.some((plan) => plan.id === productId)),
  );
  const [first] = found;
  return first !== undefined && found.length === 1 ? first : null;
}

/** Stripe's subscription in the kit's words. */
export function subscriptionOf(
  settings: StripeSettings,
  plans: readonly Plan[],
  from: StripeSubscription,
  customer: StripeCustomer,
): Subscription {
  const item = planItemOf(settings, plans, from);
  const shown = item ?? from.items.data[0] ?? null;
  const currency = from.currency.toUpperCase();
  const plan = plans.find(({ id }) => id === shown?.price.product.id);
  const priced = findPrice(plans, item?.price.id ?? null);
  const { recurring = null } = shown?.price ?? {};
  const card = (from.default_payment_method ?? customer.invoice_settings?.default_payment_method)?.card ?? null;
  const scheduledChange = item === null ? null : scheduledOf(plans, from, item);
  const ends = from.status === 'canceled' ? null : from.cancel_at;
  return {
    id: from.id,
    planId: plan?.id ?? shown?.price.product.id ?? from.id,
    planName: plan?.name ?? shown?.price.product.name ?? '',
    priceId: priced?.price.id ?? null,
    interval: recurring && { interval: recurring.interval, intervalCount: recurring.interval_count },
    amount: priced?.price.amount ?? null,
    currency,
    quantity: item?.quantity ?? 1,
    currentPeriod: shown && {
      start: dateOf(shown.current_period_start),
      end: dateOf(shown.current_period_end),
    },
    nextBillingDate:
      shown === null || from.status === 'canceled' || ends !== null ? null : dateOf(shown.current_period_end),
    usage: [],
    addons: [],
    otherItems: item === null ? [] : othersOf(from, item),
    discounts: (from.discounts ?? []).map((discount) => ({
      code: discount.promotion_code?.code ?? null,
      name: discount.source?.coupon?.name ?? null,
      endsAt: discount.end === null ? null : dateOf(discount.end),
    })),
    creditBalance: amountOf(Math.max(-(customer.balance ?? 0), 0), currency),
    paymentMethod: card && { brand: card.brand, last4: card.last4 },
    scheduledChange,
    pendingChange: pendingOf(plans, from, item),
    cancellation: ends === null ? null : { effectiveAt: dateOf(ends), undoable: from.cancel_at_period_end },
    ...stateOf(from),
  };
}

function othersOf({ items: { data } }: StripeSubscription, own: StripeItem): readonly OtherItem[] {
  return data
    .filter(({ id }) => id !== own.id)
    .map(({ id, price, quantity }) => ({
      id,
      name: price.product.name ?? price.nickname ?? price.product.id,
      quantity: quantity ?? 1,
    }));
}

type State =
  | { readonly status: 'active' | 'paused' | 'canceled' }
  | { readonly status: 'trialing'; readonly trialEndsAt: string }
  | { readonly status: 'past_due' | 'on_hold'; readonly recoveryUrl: string | null }
  | { readonly status: 'pending_payment'; readonly checkoutUrl: string | null };

function stateOf({ status, trial_end: trialEnd, latest_invoice: invoice }: StripeSubscription): State {
  const url = invoice?.hosted_invoice_url ?? null;
  switch (status) {
    case 'active':
    case 'paused':
    case 'canceled':
      return { status };
    case 'incomplete_expired':
      return { status: 'canceled' };
    case 'trialing':
      return trialEnd === null ? { status: 'active' } : { status, trialEndsAt: dateOf(trialEnd) };
    case 'past_due':
      return { status, recoveryUrl: url };
    case 'unpaid':
      return { status: 'on_hold', recoveryUrl: url };
    case 'incomplete':
      return { status: 'pending_payment', checkoutUrl: url };
  }
}

/** What a schedule leads to, where it leads to another price or quantity of the plan. */
function scheduledOf(
  plans: readonly Plan[],
  { schedule }: StripeSubscription,
  item: StripeItem,
): ScheduledChange | null {
  const next = nextPhase(schedule, item);
  const isOurs = !isForeign(schedule, item);
  if (!schedule || !next) return null;
  for (const { price: priceId, quantity } of next.items) {
    const found = findPrice(plans, priceId);
    if (found === null || (priceId === item.price.id && (quantity ?? 1) === (item.quantity ?? 1))) continue;
    return {
      id: `${schedule.id}:${priceId}:${next.start_date}`,
      planId: found.plan.id,
      planName: found.plan.name,
      priceId,
      interval: found.price.interval,
      effectiveAt: dateOf(next.start_date),
      paidUntil: null,
      undoable: isOurs,
      replaceable: isOurs,
    };
  }
  return null;
}

function pendingOf(
  plans: readonly Plan[],
  { id, pending_update: pending, latest_invoice: invoice }: StripeSubscription,
  item: StripeItem | null,
): PendingChange | null {
  if (pending === null) return null;
  const wanted =
    pending.subscription_items?.find((candidate) => candidate.id === item?.id) ?? pending.subscription_items?.[0];
  const found = findPrice(plans, wanted?.price.id ?? null);
  return {
    id: `${id}:${pending.expires_at}`,
    planId: found?.plan.id ?? null,
    planName: found?.plan.name ?? null,
    priceId: found?.price.id ?? null,
    reason: 'payment',
    recoveryUrl: invoice?.hosted_invoice_url ?? null,
  };
}
