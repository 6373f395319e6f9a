import { customerOf, heldBy, priceById } from '../../engine/catalog.js';
import { awaitedBy } from '../../engine/pending.js';
import { addonOf } from '../../engine/recurring.js';
import type { World, WorldCustomer, WorldStatus, WorldSubscription } from '../../engine/world.js';
import { addonPriceOf, priceOf } from './catalogShape.js';
import { addonItemName, planItemName, priceName, seconds } from './ids.js';
import { invoiceOf, pendingInvoice } from './invoiceShape.js';

type Shape = Record<string, unknown>;

const STATUSES = {
  pending_payment: 'incomplete',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  on_hold: 'unpaid',
  canceled: 'canceled',
} as const satisfies Record<WorldStatus, string>;

/** A subscription with everything that could be expanded in full. */
export function subscriptionShape(world: World, subscription: WorldSubscription, origin: string): Shape {
  const customer = customerOf(world, subscription.customerId);
  const { cancellation, period, status, trialEndsAt } = subscription;
  const isCanceling = cancellation !== null && status !== 'canceled';
  return {
    id: subscription.id,
    object: 'subscription',
    status: STATUSES[status],
    currency: customer.currency.toLowerCase(),
    customer: customerShape(customer),
    created: seconds(subscription.createdAt),
    billing_cycle_anchor: seconds(period?.start ?? subscription.createdAt),
    trial_end: trialEndsAt === null ? null : seconds(trialEndsAt),
    cancel_at_period_end: isCanceling,
    cancel_at: isCanceling ? seconds(cancellation.effectiveAt) : null,
    canceled_at: cancellation === null ? null : seconds(cancellation.scheduledAt),
    ended_at: subscription.endDate === null ? null : seconds(subscription.endDate),
    cancellation_details: { comment: null, feedback: null, reason: cancellation && 'cancellation_requested' },
    collection_method: 'charge_automatically',
    pause_collection: null,
    default_payment_method: null,
    discounts: subscription.discounts.map((code) => discountShape(subscription, code)),
    metadata: {},
    livemode: false,
    items: { object: 'list', data: itemsOf(world, subscription), has_more: false, url: '/v1/subscription_items' },
    latest_invoice: latestInvoice(world, subscription, origin),
    pending_update: pendingOf(world, subscription),
    schedule: scheduleShape(subscription),
  };
}

export function customerShape({ id, email, currency, credit, card }: WorldCustomer): Shape {
  return {
    id,
    object: 'customer',
    email,
    currency: currency.toLowerCase(),
    balance: -credit,
    invoice_settings: {
      default_payment_method: card && {
        id: `pm_${id}`,
        object: 'payment_method',
        type: 'card',
        card: { brand: card.brand, last4: card.last4 },
      },
    },
    metadata: {},
    livemode: false,
  };
}

export const discountName = (subscriptionId: string, code: string) => `di_${subscriptionId}_${code}`;

function discountShape({ id }: WorldSubscription, code: string): Shape {
  return {
    id: discountName(id, code),
    object: 'discount',
    end: null,
    promotion_code: { id: `promo_${code}`, object: 'promotion_code', code },
    source: { type: 'coupon', coupon: { id: `coupon_${code}`, object: 'coupon', name: code } },
  };
}

function itemsOf(world: World, subscription: WorldSubscription): readonly Shape[] {
  const { plan, price } = heldBy(world, subscription);
  const period = {
    current_period_start: seconds(subscription.period?.start ?? subscription.createdAt),
    current_period_end: seconds(subscription.period?.end ?? subscription.createdAt),
  };
  const own = {
    id: planItemName(subscription),
    object: 'subscription_item',
    quantity: subscription.quantity,
    ...period,
    price: priceOf(plan, price),
    subscription: subscription.id,
  };
  const others = subscription.addons.map(({ addonId, quantity }) => ({
    id: addonItemName(subscription, addonId),
    object: 'subscription_item',
    quantity,
    ...period,
    price: addonPriceOf(addonOf(world, addonId)),
    subscription: subscription.id,
  }));
  return [own, ...others];
}

function latestInvoice(world: World, subscription: WorldSubscription, origin: string): Shape | null {
  const waiting = pendingInvoice(world, subscription, origin);
  if (waiting !== null) return waiting;
  const last = world.invoices.findLast(({ subscriptionId }) => subscriptionId === subscription.id);
  return last ? invoiceOf(world, subscription, last, origin) : null;
}

function pendingOf(world: World, subscription: WorldSubscription): Shape | null {
  const pending = awaitedBy(subscription);
  if (pending === null || typeof pending.metadata.expires !== 'number') return null;
  const { plan, price } = priceById(world, pending.priceId);
  return {
    billing_cycle_anchor: null,
    expires_at: Math.floor(pending.metadata.expires / 1000),
    subscription_items: [
      {
        id: planItemName(subscription),
        object: 'subscription_item',
        quantity: pending.quantity,
        price: priceOf(plan, price),
      },
    ],
    trial_end: null,
    trial_from_plan: null,
  };
}

export function scheduleName({ schedule, scheduled }: WorldSubscription): string | null {
  return schedule?.id ?? (scheduled === null ? null : `sub_sched_${scheduled.id}`);
}

/** The schedule of a subscription: the present phase, and the one that is planned. */
export function scheduleShape(subscription: WorldSubscription): Shape | null {
  const id = scheduleName(subscription);
  if (id === null || subscription.status === 'canceled') return null;
  const { period, scheduled, schedule, addons } = subscription;
  const [start, end] = [
    seconds(period?.start ?? subscription.createdAt),
    seconds(period?.end ?? subscription.createdAt),
  ];
  const others = addons.map(({ addonId, quantity }) => ({ price: `price_${addonId}`, quantity }));
  const phase = (price: string, quantity: number, from: number, to: number, codes: readonly string[]) => ({
    start_date: from,
    end_date: to,
    items: [{ price: priceName(price), quantity }, ...others],
    proration_behavior: 'none',
    discounts: codes.map((code) => ({ discount: discountName(subscription.id, code), coupon: null })),
    metadata: {},
  });
  const now = phase(subscription.priceId, subscription.quantity, start, end, subscription.discounts);
  const length = end - start;
  const next =
    scheduled === null
      ? []
      : [
          phase(
            scheduled.priceId,
            scheduled.quantity ?? subscription.quantity,
            seconds(scheduled.at),
            seconds(scheduled.at) + length,
            scheduled.discounts ?? subscription.discounts,
          ),
        ];
  return {
    id,
    object: 'subscription_schedule',
    status: 'active',
    customer: subscription.customerId,
    subscription: subscription.id,
    end_behavior: 'release',
    current_phase: { start_date: start, end_date: end },
    phases: [now, ...next],
    metadata: schedule?.metadata ?? {},
    released_subscription: null,
    livemode: false,
  };
}
