import type { BillingInterval } from '../../../core/plan.js';
import { daysBetween } from '../../engine/calendar.js';
import { amountIn, heldBy, priceById } from '../../engine/catalog.js';
import { addonOf, discountOf, recurringAmount } from '../../engine/recurring.js';
import type {
  World,
  WorldAddon,
  WorldCheckout,
  WorldPlan,
  WorldPlanGroup,
  WorldPrice,
  WorldStatus,
  WorldSubscription,
} from '../../engine/world.js';

/** What the catalog is priced in; customers of other currencies pay what the price says in theirs. */
const HOME = 'USD';
const BRAND = 'brd_harbor';

const UNITS = { day: 'Day', week: 'Week', month: 'Month', year: 'Year' } as const;

function frequency({ interval, intervalCount }: BillingInterval) {
  return { payment_frequency_count: intervalCount, payment_frequency_interval: UNITS[interval] };
}

// The length of the contract, which is not how often it is paid.
const CONTRACT = { subscription_period_count: 10, subscription_period_interval: 'Year' } as const;

function priceDetail(price: WorldPrice) {
  return {
    type: 'recurring_price',
    currency: HOME,
    price: amountIn(price, HOME) ?? 0,
    discount: 0,
    purchasing_power_parity: false,
    tax_inclusive: false,
    trial_period_days: price.trialDays,
    ...frequency(price.interval),
    ...CONTRACT,
  };
}

function productFacts(world: World, plan: WorldPlan, price: WorldPrice) {
  return {
    business_id: 'bus_harbor',
    brand_id: BRAND,
    product_id: price.id,
    name: `${plan.name} (${price.interval.intervalCount} ${price.interval.interval})`,
    description: plan.description,
    image: null,
    is_recurring: true,
    tax_category: 'saas',
    created_at: world.now,
    updated_at: world.now,
    metadata: { plan: plan.code },
  };
}

/** A product as it is retrieved: `price` is an object. */
export function productShape(world: World, plan: WorldPlan, price: WorldPrice): Record<string, unknown> {
  return {
    ...productFacts(world, plan, price),
    price: priceDetail(price),
    addons: plan.isFree ? [] : world.addons.map(({ id }) => id),
    product_collection_id: plan.groupId,
    license_key_enabled: false,
    credit_entitlements: [],
    entitlements: [],
    pricing_mode: null,
  };
}

/** A product in a list: `price` is a number, and the object is `price_detail`. */
export function productItem(world: World, plan: WorldPlan, price: WorldPrice): Record<string, unknown> {
  return {
    ...productFacts(world, plan, price),
    price: amountIn(price, HOME) ?? 0,
    currency: HOME,
    price_detail: priceDetail(price),
    tax_inclusive: false,
    credit_entitlements: [],
    entitlements: [],
  };
}

export function collectionShape(world: World, group: WorldPlanGroup): Record<string, unknown> {
  const plans = world.plans.filter((plan) => plan.groupId === group.id && plan.isPublic);
  return {
    id: group.id,
    brand_id: BRAND,
    name: group.name,
    description: group.description,
    image: null,
    created_at: world.now,
    updated_at: world.now,
    proration_billing_mode_on_upgrade: null,
    proration_billing_mode_on_downgrade: null,
    effective_at_on_upgrade: null,
    effective_at_on_downgrade: null,
    on_payment_failure: null,
    groups: [...plans]
      .sort((a, b) => a.sortOrder - b.sortOrder)
      .map((plan) => ({
        group_id: plan.id,
        group_name: plan.name,
        status: true,
        products: plan.prices.map((price) => ({
          id: `pcp_${price.id}`,
          product_id: price.id,
          name: `${plan.name}`,
          description: plan.description,
          price: amountIn(price, HOME) ?? 0,
          currency: HOME,
          price_detail: priceDetail(price),
          is_recurring: true,
          status: amountIn(price, HOME) !== null,
          addons_count: plan.isFree ? 0 : world.addons.length,
          files_count: 0,
          has_credit_entitlements: false,
          license_key_enabled: false,
          meters_count: 0,
        })),
      })),
  };
}

export function addonShape(world: World, { id, name, amounts }: WorldAddon): Record<string, unknown> {
  const money = { price: amounts[HOME] ?? 0, currency: HOME };
  const times = { created_at: world.now, updated_at: world.now };
  return {
    id,
    business_id: 'bus_harbor',
    name,
    description: null,
    image: null,
    tax_category: 'saas',
    ...money,
    ...times,
  };
}

const STATUSES: Readonly<Record<WorldStatus, string>> = {
  pending_payment: 'pending',
  trialing: 'active',
  active: 'active',
  past_due: 'past_due',
  on_hold: 'on_hold',
  canceled: 'cancelled',
};

export function statusOf({ status }: WorldSubscription): string {
  return STATUSES[status];
}

/** What a list shows of a subscription: neither add-ons nor meters. */
export function subscriptionItem(world: World, subscription: WorldSubscription): Record<string, unknown> {
  const { plan, price, customer } = heldBy(world, subscription);
  const { period, cancellation } = subscription;
  const isOver = subscription.status === 'canceled';
  return {
    subscription_id: subscription.id,
    product_id: price.id,
    product_name: plan.name,
    status: statusOf(subscription),
    quantity: subscription.quantity,
    currency: customer.currency,
    recurring_pre_tax_amount: recurringAmount(world, subscription),
    tax_inclusive: false,
    ...frequency(price.interval),
    ...CONTRACT,
    previous_billing_date: period?.start ?? subscription.createdAt,
    next_billing_date: period?.end ?? subscription.createdAt,
    cancel_at_next_billing_date: !isOver && cancellation !== null,
    created_at: subscription.createdAt,
    trial_period_days: trialDaysOf(subscription),
    on_demand: false,
    has_payment_method: customer.card !== null,
    payment_method_id: customer.card === null ? null : `pm_${customer.id}`,
    customer: {
      customer_id: customer.id,
      email: customer.email,
      name: customer.email,
      metadata: {},
      phone_number: null,
    },
    billing: { country: 'US', city: null, state: null, street: null, zipcode: null },
    brand_id: BRAND,
    metadata: subscription.metadata,
    discounts: subscription.discounts.flatMap((code) => discountShape(world, code)),
    discount_id: null,
    discount_cycles_remaining: null,
    scheduled_change: scheduledShape(world, subscription),
    cancelled_at: cancellation?.scheduledAt ?? null,
    expires_at: isOver ? subscription.endDate : null,
    tax_id: null,
  };
}

function trialDaysOf({ status, trialEndsAt, createdAt }: WorldSubscription): number {
  return status === 'trialing' && trialEndsAt !== null ? daysBetween(createdAt, trialEndsAt) : 0;
}

function discountShape(world: World, code: string): readonly Record<string, unknown>[] {
  const discount = discountOf(world, code);
  if (discount === null) return [];
  const { id, basisPoints, survivesChange, expiresAt } = discount;
  const rest = { position: 0, cycles_remaining: null, expires_at: expiresAt, preserve_on_plan_change: survivesChange };
  return [{ discount_id: id, code, name: code, type: 'percentage', amount: basisPoints, ...rest }];
}

export function subscriptionShape(world: World, subscription: WorldSubscription): Record<string, unknown> {
  return {
    ...subscriptionItem(world, subscription),
    addons: subscription.addons.map(({ addonId, quantity }) => ({ addon_id: addonId, quantity })),
    meters: [],
    credit_entitlement_cart: [],
    meter_credit_entitlement_cart: [],
  };
}

function scheduledShape(world: World, { scheduled, quantity, addons }: WorldSubscription) {
  if (scheduled === null) return null;
  const { plan, price } = priceById(world, scheduled.priceId);
  return {
    id: scheduled.id,
    product_id: price.id,
    product_name: plan.name,
    product_description: plan.description,
    quantity: scheduled.quantity ?? quantity,
    addons: (scheduled.addons ?? addons).map(({ addonId, quantity: count }) => ({
      addon_id: addonId,
      name: addonOf(world, addonId).name,
      quantity: count,
    })),
    created_at: world.now,
    effective_at: scheduled.at,
  };
}

/** Payments of the vendor's own, and those that other parts of the sandbox made. */
export function paymentShapes(world: World, subscriptionId: string | null, customerId: string | null) {
  const own = world.payments.map((payment) => ({
    subscription_id: payment.subscriptionId,
    customer_id: payment.customerId,
    payment_id: payment.id,
    total_amount: payment.amount,
    currency: payment.currency,
    created_at: payment.at,
    status: payment.status,
    metadata: payment.metadata,
  }));
  return own
    .filter(
      (payment) =>
        (subscriptionId === null || payment.subscription_id === subscriptionId) &&
        (customerId === null || payment.customer_id === customerId),
    )
    .reverse()
    .map(({ customer_id, ...payment }) => ({
      ...payment,
      brand_id: BRAND,
      customer: { customer_id, email: '', name: '' },
      digital_products_delivered: false,
      has_license_key: false,
      is_multi_subscription: false,
      payment_provider: 'dodo',
      subscription_ids: [payment.subscription_id],
      invoice_id: null,
      invoice_url: null,
    }));
}

const CHECKOUTS: Readonly<Record<WorldCheckout['status'], string | null>> = {
  open: null,
  paid: 'succeeded',
  canceled: 'cancelled',
  expired: null,
  superseded: 'cancelled',
};

export function checkoutShape(checkout: WorldCheckout, email: string): Record<string, unknown> {
  const { id, status, declines } = checkout;
  const payment_status = status === 'open' && declines > 0 ? 'failed' : CHECKOUTS[status];
  const payment_id = payment_status === null ? null : `pay_${id}`;
  return { id, created_at: checkout.createdAt, customer_email: email, customer_name: null, payment_id, payment_status };
}
