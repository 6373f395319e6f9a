import type { Bill } from '../../engine/bill.js';
import { billOf } from '../../engine/bill.js';
import { customerOf, heldBy, priceById } from '../../engine/catalog.js';
import { sameInterval } from '../../../core/plan.js';
import { periodEnd } from '../../engine/calendar.js';
import { quoteRepricing, reprice, type Repricing } from '../../engine/reprice.js';
import type { World, WorldSubscription } from '../../engine/world.js';
import type { Call } from './calls.js';
import { choice, flag, forms, inner, only, required, text, whole, type Form } from './form.js';
import { addonItemName, fromSeconds, planItemName, priceIdOf, seconds } from './ids.js';
import { previewInvoice } from './invoiceShape.js';
import { invalid, missing } from './problems.js';
import { scheduleName } from './subscriptionShape.js';

const BEHAVIORS = ['always_invoice', 'create_prorations', 'none'] as const;
const ITEM = ['id', 'price', 'quantity', 'metadata'];

/** What a change of items asks for. Items that are not named stay. */
export function repricingOf(world: World, subscription: WorldSubscription, form: Form): Repricing {
  const found = { priceId: subscription.priceId, quantity: subscription.quantity };
  const addons = subscription.addons.map((addon) => ({ ...addon }));
  for (const item of forms(form, 'items')) {
    only(item, ITEM);
    const id = required(item, 'id');
    const addon = addons.find(({ addonId }) => addonItemName(subscription, addonId) === id);
    if (addon) {
      addon.quantity = whole(item, 'quantity') ?? addon.quantity;
      continue;
    }
    if (id !== planItemName(subscription)) throw missing('subscription item', id);
    found.priceId = priceIdOf(text(item, 'price') ?? found.priceId);
    found.quantity = whole(item, 'quantity') ?? found.quantity;
  }
  requireOneInterval(world, found.priceId, addons.length > 0);
  return {
    ...found,
    addons,
    discounts: discountsOf(subscription, form),
    behavior: choice(form, 'proration_behavior', BEHAVIORS) ?? 'create_prorations',
    at: momentOf(world, subscription, form),
  };
}

// Prices of one subscription renew together.
export function requireOneInterval(world: World, priceId: string, hasOthers: boolean): void {
  const { price } = priceById(world, priceId);
  if (hasOthers && !sameInterval(price.interval, { interval: 'month', intervalCount: 1 }))
    throw invalid('items', 'Currency and interval fields must match across all plans on this subscription.');
}

function momentOf(world: World, { period }: WorldSubscription, form: Form): string {
  const date = whole(form, 'proration_date');
  if (date === null) return world.now;
  const [start, end] = [period?.start ?? world.now, period?.end ?? world.now];
  if (date < seconds(start) || date > seconds(end))
    throw invalid('proration_date', 'The proration date must lie in the current billing period.');
  return fromSeconds(date);
}

function discountsOf(subscription: WorldSubscription, form: Form): readonly string[] {
  if (!Object.hasOwn(form, 'discounts')) return subscription.discounts;
  return forms(form, 'discounts').map((discount) => required(discount, 'promotion_code').replace(/^promo_/, ''));
}

export function createPreview(call: Call): unknown {
  const { form, world, options } = call;
  only(form, ['customer', 'subscription', 'subscription_details', 'discounts']);
  const subscription = call.subscription(required(form, 'subscription'));
  const details = inner(form, 'subscription_details');
  only(details, ['items', 'proration_behavior', 'proration_date']);
  const { discounts } = form;
  const asked: Form = discounts === undefined ? details : { ...details, discounts };
  const change = repricingOf(world, subscription, asked);
  const quote = quoteRepricing(world, subscription, change, options);
  const defers = change.behavior !== 'always_invoice' && !quote.restarts;
  const bill = defers ? renewalAfter(world, subscription, change, options) : quote.bill;
  const { price } = priceById(world, change.priceId);
  const end = quote.restarts ? periodEnd(world.now, price.interval, subscription.anchorDay) : subscription.period?.end;
  return previewInvoice(world, subscription, bill, {
    prorationDate: seconds(change.at),
    periodEnd: end ?? world.now,
    tax: options.tax,
  });
}

/** The next renewal, with what this change leaves to it. */
function renewalAfter(
  world: World,
  subscription: WorldSubscription,
  change: Repricing,
  options: Call['options'],
): Bill {
  const { recurring, carried } = quoteRepricing(world, subscription, change, options);
  const customer = customerOf(world, subscription.customerId);
  const { plan } = priceById(world, change.priceId);
  return billOf(
    { ...customer, unbilledUsage: customer.unbilledUsage + carried },
    { charge: recurring, name: plan.name },
    options,
  );
}

const PAYMENT_BEHAVIORS = [
  'allow_incomplete',
  'default_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
] as const;
const ON_UNPAID = {
  allow_incomplete: 'apply',
  default_incomplete: 'apply',
  error_if_incomplete: 'refuse',
  pending_if_incomplete: 'wait',
} as const;
// What may wait for a payment is a short list.
const MAY_WAIT = ['items', 'proration_behavior', 'proration_date', 'payment_behavior', 'expand'];
const UPDATE = [...MAY_WAIT, 'cancel_at_period_end', 'cancellation_details', 'discounts', 'metadata'];

export function updateSubscription(call: Call): unknown {
  const { form, world, options, gateway, overcharge } = call;
  only(form, UPDATE);
  const subscription = call.subscription(call.id);
  if (subscription.status === 'canceled')
    throw invalid('id', 'A canceled subscription can only update its cancellation_details and metadata.');
  const canceling = flag(form, 'cancel_at_period_end');
  if (canceling !== null) setCancellation(call, subscription, canceling);
  if (Object.hasOwn(form, 'items') || Object.hasOwn(form, 'discounts')) {
    const behavior = choice(form, 'payment_behavior', PAYMENT_BEHAVIORS) ?? 'allow_incomplete';
    const odd = Object.keys(form).find((key) => !MAY_WAIT.includes(key));
    if (behavior === 'pending_if_incomplete' && odd !== undefined)
      throw invalid(odd, `You cannot set ${odd} with payment_behavior=pending_if_incomplete.`);
    if (subscription.pendingChange !== null)
      throw invalid('id', 'This subscription has a pending update. Pay or void its invoice first.');
    if (scheduleName(subscription) !== null && options.stripe.updateWithSchedule === 'refused')
      throw invalid('items', 'The subscription is managed by a subscription schedule. Release it first.');
    const change = repricingOf(world, subscription, form);
    const onUnpaid = ON_UNPAID[behavior];
    reprice(world, subscription, change, {
      options,
      gateway,
      overcharge,
      onUnpaid,
      waitsHours: options.stripe.pendingHours,
    });
  }
  return call.show(subscription);
}

function setCancellation({ world }: Call, subscription: WorldSubscription, wanted: boolean): void {
  if (scheduleName(subscription) !== null)
    throw invalid('cancel_at_period_end', 'The subscription is managed by a subscription schedule. Release it first.');
  const { plan } = heldBy(world, subscription);
  const effectiveAt = subscription.period?.end ?? world.now;
  subscription.updatedAt = world.now;
  const id = `can_${plan.id}_${subscription.id}`;
  if (!wanted) subscription.cancellation = null;
  else subscription.cancellation ??= { id, scheduledAt: world.now, reason: null, effectiveAt, thenPriceId: null };
}
