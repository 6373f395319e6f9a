import { money, zero, type Money } from '../../../core/money.js';
import { intervalLength, type Addon, type Plan, type Price } from '../../../core/plan.js';
import type { DodoPlanMapping, DodoSettings } from './options.js';
import type { DodoGroup, DodoPrice, DodoProduct, DodoSubscription } from './shapes.js';

/** One plan as it is put together: by a group of the collection, or by the host. */
export interface DodoPlan extends Pick<DodoPlanMapping, 'id' | 'name' | 'isFree' | 'tagline' | 'features' | 'order'> {
  readonly products: readonly DodoProduct[];
}

export function plansByGroups(groups: readonly DodoGroup[]): readonly DodoPlan[] {
  return groups.map(({ group_id: id, group_name: name, products }) => {
    const tagline = products[0]?.description ?? null;
    return { id, name: name ?? products[0]?.name ?? id, products, ...(tagline !== null && { tagline }) };
  });
}

export function plansByMapping(
  mapping: readonly DodoPlanMapping[],
  products: readonly DodoProduct[],
): readonly DodoPlan[] {
  const byId = new Map(products.map((product) => [product.product_id, product]));
  return mapping.map(({ productIds, ...plan }) => ({
    ...plan,
    products: productIds.flatMap((id) => byId.get(id) ?? []),
  }));
}

/** The plans with what each costs this customer. */
export function plansOf(
  settings: DodoSettings,
  plans: readonly DodoPlan[],
  subscription: DodoSubscription | null,
): readonly Plan[] {
  const made = plans
    .map((plan, index) => planOf(settings, plan, index, subscription))
    .filter(({ prices }) => prices.length > 0);
  const held = made.find(({ prices }) => prices.some(({ id }) => id === subscription?.product_id)) ?? null;
  return made
    .map((plan) => ({
      ...plan,
      prices: plan.prices.map((price) => withTiming(settings, subscription, held, plan, price)),
    }))
    .sort((a, b) => a.order - b.order);
}

function planOf(settings: DodoSettings, plan: DodoPlan, index: number, subscription: DodoSubscription | null): Plan {
  const prices = plan.products
    .flatMap((product) =>
      product.price_detail === null ? [] : [priceOf(settings, product, product.price_detail, subscription)],
    )
    .sort((a, b) => intervalLength(a.interval) - intervalLength(b.interval));
  return {
    id: plan.id,
    name: plan.name,
    tagline: plan.tagline ?? null,
    badge: null,
    recommended: false,
    order: plan.order ?? index,
    isFree: plan.isFree ?? plan.products.every(({ price_detail }) => price_detail?.amount === 0),
    prices,
    features: plan.features ?? [],
    availability: { status: 'available' },
    lang: {},
  };
}

// No introductory offer: a product has a trial and one price, and a lower beginning is a discount code, given at the checkout.
function priceOf(
  settings: DodoSettings,
  product: DodoProduct,
  price: DodoPrice,
  subscription: DodoSubscription | null,
): Price {
  const isHeld = product.product_id === subscription?.product_id;
  return {
    id: product.product_id,
    interval: { interval: price.unit, intervalCount: price.intervalCount },
    amount: amountFor(settings, product.product_id, price, subscription),
    cost: null,
    trialDays: price.trialDays,
    timing: null,
    unavailable: product.status === false && !isHeld ? 'plan_unavailable' : null,
  };
}

// A product is listed in one currency. What it costs a customer who pays in another, only a preview says, or the host.
function amountFor(
  { localPrices }: DodoSettings,
  productId: string,
  { amount, currency }: DodoPrice,
  subscription: DodoSubscription | null,
): Money | null {
  if (amount === 0) return zero(subscription?.currency ?? currency);
  if (subscription === null || subscription.currency === currency) return money(amount, currency);
  const told = Object.hasOwn(localPrices, productId) ? localPrices[productId] : undefined;
  return told?.find((price) => price.currency === subscription.currency) ?? paidFor(subscription, productId);
}

/** What the customer pays for what is held, where nothing else is in it. */
function paidFor(held: DodoSubscription, productId: string): Money | null {
  const isAlone = held.quantity === 1 && !held.addons?.length && !held.discounts?.length;
  return isAlone && held.product_id === productId ? money(held.recurring_pre_tax_amount, held.currency) : null;
}

function withTiming(
  settings: DodoSettings,
  subscription: DodoSubscription | null,
  held: Plan | null,
  plan: Plan,
  price: Price,
): Price {
  if (subscription === null) return { ...price, timing: 'checkout' };
  if (price.id === subscription.product_id) return price;
  const { effectiveAt } = settings.policy[directionOf(subscription, held, plan, price)];
  const byLink = usesLink(settings, subscription, plan);
  return { ...price, timing: effectiveAt === 'immediately' && byLink ? 'checkout' : effectiveAt };
}

/** Whether a change is paid on a page of Dodo's. */
export function usesLink({ paymentLink }: DodoSettings, subscription: DodoSubscription, to: Plan): boolean {
  if (to.isFree || paymentLink === 'never') return false;
  return paymentLink === 'always' || subscription.has_payment_method === false;
}

/** Which policy a change falls under: by the order of plans, and by length within one. */
export function directionOf(
  subscription: DodoSubscription,
  held: Plan | null,
  plan: Plan,
  price: Price,
): keyof DodoSettings['policy'] {
  if (held !== null && held.id !== plan.id) return plan.order < held.order ? 'downgrade' : 'upgrade';
  if (held === null) return 'upgrade';
  const present = {
    interval: subscription.payment_frequency_interval,
    intervalCount: subscription.payment_frequency_count,
  };
  return intervalLength(price.interval) < intervalLength(present) ? 'shorterInterval' : 'interval';
}

/** Add-ons that are billed with each period of what is held. */
export function addonsOf(
  list: readonly { readonly id: string; readonly name: string; readonly price: number; readonly currency: string }[],
  subscription: DodoSubscription | null,
): readonly Addon[] {
  const { payment_frequency_interval: interval = 'month', payment_frequency_count: intervalCount = 1 } =
    subscription ?? {};
  return list.map(({ id, name, price, currency }) => ({
    id,
    name,
    amount: subscription === null || subscription.currency === currency ? money(price, currency) : null,
    interval: { interval, intervalCount },
  }));
}
