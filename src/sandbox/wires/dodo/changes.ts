import { customerOf, heldBy, priceById } from '../../engine/catalog.js';
import {
  acceptMerchantChange,
  inPaidCurrency,
  linkMerchantChange,
  quoteMerchantChange,
  scheduleMerchantChange,
  type MerchantChange,
  type MerchantQuote,
} from '../../engine/merchantChange.js';
import { BILLING_MODES, type DodoRules } from '../../engine/options.js';
import { addonOf, discountOf, itemsOf, type HeldItem } from '../../engine/recurring.js';
import type { World, WorldSubscription } from '../../engine/world.js';
import type { WireContext } from '../answer.js';
import * as input from './input.js';
import type { Fields } from './input.js';
import { DodoProblem } from './problems.js';
import { subscriptionShape } from './shapes.js';

/** A change as it was asked for, checked field by field. */
interface Asked {
  readonly change: MerchantChange;
  readonly later: boolean;
  readonly replacesSchedule: boolean;
  readonly byLink: boolean;
}

const TIMES = ['immediately', 'next_billing_date'] as const;
const FAILURES = ['prevent_change', 'apply_change'] as const;

function askedOf({ world, options: { dodo } }: WireContext, subscription: WorldSubscription, fields: Fields): Asked {
  const priceId = input.text(fields, 'product_id');
  const quantity = input.whole(fields, 'quantity', 1);
  const mode = input.choice(fields, 'proration_billing_mode', BILLING_MODES);
  const later = input.choice(fields, 'effective_at', TIMES, 'immediately') === 'next_billing_date';
  const onPaymentFailure = input.choice(fields, 'on_payment_failure', FAILURES, dodo.onPaymentFailure);
  const byLink = input.flag(fields, 'collect_via_payment_link');
  if (later && !dodo.scheduledModes.includes(mode))
    throw new DodoProblem('INVALID_REQUEST_BODY', `${mode} is no mode of a change at the next billing date.`);
  const addons = input.addons(fields);
  const { plan } = productOf(world, priceId);
  for (const { addonId } of addons) requireAddon(world, addonId);
  const discounts = discountsOf(world, subscription, plan.id, input.codes(fields));
  const metadata = input.metadata(fields) ?? subscription.metadata;
  const change = { priceId, quantity, addons, discounts, mode, onPaymentFailure, metadata };
  return { change, later, replacesSchedule: input.flag(fields, 'cancel_scheduled_change_plan'), byLink };
}

function productOf(world: World, id: string) {
  const exists = world.plans.some((plan) => plan.prices.some((price) => price.id === id));
  if (!exists) throw new DodoProblem('NOT_FOUND', `There is no product ${JSON.stringify(id)}.`);
  return priceById(world, id);
}

function requireAddon(world: World, id: string): void {
  if (world.addons.some((addon) => addon.id === id)) return;
  throw new DodoProblem('MISSING_ADDON_IDS', `There is no add-on ${JSON.stringify(id)}.`);
}

/** Codes that are given replace those in use; without any, those that go along and fit the plan stay. */
function discountsOf(
  world: World,
  subscription: WorldSubscription,
  planId: string,
  given: readonly string[] | null,
): readonly string[] {
  if (given !== null) return given.map((code) => checkedCode(world, code, planId));
  return subscription.discounts.filter((code) => {
    const discount = discountOf(world, code);
    return discount?.survivesChange === true && (discount.planIds?.includes(planId) ?? true);
  });
}

function checkedCode(world: World, code: string, planId: string): string {
  const discount = discountOf(world, code);
  if (discount === null) throw new DodoProblem('INVALID_DISCOUNT_CODE', 'There is no such code.');
  if (discount.expiresAt !== null && Date.parse(discount.expiresAt) <= Date.parse(world.now))
    throw new DodoProblem('DISCOUNT_CODE_EXPIRED', 'The code has expired.');
  if (discount.planIds !== null && !discount.planIds.includes(planId))
    throw new DodoProblem('DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT', 'The code is not for this product.');
  return code;
}

/** The checks in the vendor's order: active, not canceling, nothing pending, nothing scheduled. */
function requireChangeable(subscription: WorldSubscription, asked: Asked, dodo: DodoRules): void {
  if (subscription.status !== 'active' && subscription.status !== 'trialing')
    throw new DodoProblem('INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED', 'The subscription is not active.');
  if (subscription.cancellation !== null)
    throw new DodoProblem(
      'PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION',
      'The subscription is set to be cancelled. Take that back first.',
    );
  const { pendingChange } = subscription;
  const isOpenLink = pendingChange !== null && pendingChange.checkoutId !== null;
  if (pendingChange !== null && (!isOpenLink || dodo.openLinkBlocks))
    throw new DodoProblem(dodo.pendingCode, 'A plan change waits for its payment.');
  if (subscription.scheduled !== null && !asked.replacesSchedule)
    throw new DodoProblem('SCHEDULED_PLAN_CHANGE_EXISTS', 'A plan change is scheduled already.');
}

export function previewChange(context: WireContext, subscription: WorldSubscription, fields: Fields) {
  const asked = askedOf(context, subscription, fields);
  requireChangeable(subscription, asked, context.options.dodo);
  const { world, options } = context;
  const quote = quoteMerchantChange(world, subscription, asked.change, options);
  const bill = asked.later
    ? { ...quote.bill, total: 0, tax: 0, includedTax: 0, creditsApplied: 0 }
    : inPaidCurrency(quote.bill, options);
  const customer = customerOf(world, subscription.customerId);
  const credits = asked.later ? 0 : quote.bill.creditAfter - customer.credit;
  const tax = bill.includedTax || bill.tax;
  const settled = { settlement_amount: bill.total, settlement_currency: bill.currency, settlement_tax: tax };
  return {
    immediate_charge: {
      effective_at: asked.later ? (subscription.period?.end ?? world.now) : world.now,
      line_items: asked.later ? [] : linesOf(context, subscription, asked.change, quote),
      summary: {
        currency: bill.currency,
        total_amount: bill.total,
        tax,
        customer_credits: credits,
        ...settled,
      },
    },
    new_plan: subscriptionShape(...changed(world, subscription, asked.change, quote)),
  };
}

// What the subscription would be, for the answer alone.
function changed(
  world: World,
  subscription: WorldSubscription,
  { priceId, quantity, addons, discounts }: MerchantChange,
  { recurring }: MerchantQuote,
): [World, WorldSubscription] {
  const { plan } = priceById(world, priceId);
  const beside = { quantity, addons: [...addons], discounts: [...discounts], scheduled: null };
  return [world, { ...subscription, planId: plan.id, priceId, paid: recurring, ...beside }];
}

function linesOf(
  { world, options }: WireContext,
  subscription: WorldSubscription,
  change: MerchantChange,
  quote: MerchantQuote,
) {
  const { currency, unbilledUsage } = customerOf(world, subscription.customerId);
  if (change.mode === 'do_not_bill') return [];
  const factor = quote.ratio.part / quote.ratio.total;
  const charged = quote.restarts ? 1 : factor;
  const fresh = itemsOf(world, change, currency).map((item) => lineOf(item, currency, charged));
  const held = heldBy(world, subscription);
  const unused = {
    ...lineOf({ kind: 'plan', id: held.price.id, name: held.plan.name, unitPrice: 0, quantity: 1 }, currency, factor),
    id: 'li_unused',
    unit_price: -subscription.paid,
  };
  const usage = {
    type: 'meter',
    id: 'li_usage',
    name: 'Use so far',
    currency,
    chargeable_units: '1',
    units_consumed: '1',
    price_per_unit: String(unbilledUsage),
    free_threshold: 0,
    subtotal: unbilledUsage,
    tax_inclusive: false,
    tax_rate: 0,
  };
  const lines = [
    ...fresh,
    ...(quote.credit > 0 && options.dodo.unusedTime === 'line' ? [unused] : []),
    ...(unbilledUsage > 0 ? [usage] : []),
  ];
  return lines.map((line) => ({ ...line, tax_inclusive: options.tax.inclusive }));
}

function lineOf({ kind, id, name, unitPrice, quantity }: HeldItem, currency: string, factor: number) {
  const shared = { name, currency, unit_price: unitPrice, quantity, proration_factor: factor, tax_inclusive: false };
  const tax = { tax: 0, tax_rate: 0, description: null };
  if (kind === 'plan') return { type: 'subscription', id: `li_${id}`, product_id: id, ...shared, ...tax };
  return { type: 'addon', id, ...shared, tax_category: 'saas', ...tax };
}

/** Carries a change out as far as it goes before its payment, and answers what the vendor answers. */
export function changePlan(context: WireContext, subscription: WorldSubscription, fields: Fields) {
  const { world, options, origin, realNow, overcharge } = context;
  const asked = askedOf(context, subscription, fields);
  requireChangeable(subscription, asked, options.dodo);
  if (asked.byLink) requireLink(asked, options.dodo);
  if (asked.later) {
    scheduleMerchantChange(world, subscription, asked.change);
    return nothing(options.dodo);
  }
  if (!asked.byLink) {
    const dueAt = realNow + options.dodo.settleAfterMs;
    acceptMerchantChange(world, subscription, asked.change, { options, dueAt, overcharge });
    return nothing(options.dodo);
  }
  const { pending, checkout } = linkMerchantChange(world, subscription, asked.change, { options, overcharge });
  return {
    client_secret: `cs_${checkout.id}`,
    expires_on: expiryOf(context),
    payment_id: pending.paymentId,
    payment_link: `${origin}/checkout/${checkout.id}`,
  };
}

/** In real time, which is what the readers of a link live in: the sandbox's own clock stands still. */
export function expiryOf({ realNow, options }: WireContext): string {
  return new Date(realNow + options.checkoutMinutes * 60_000).toISOString();
}

function requireLink({ later, change }: Asked, { paymentLinks }: DodoRules): void {
  if (!paymentLinks)
    throw new DodoProblem('PLAN_CHANGE_VIA_PAYMENT_LINK_NOT_ALLOWED', 'The business may not collect by payment link.');
  if (later || change.onPaymentFailure !== 'prevent_change')
    throw new DodoProblem(
      'INVALID_REQUEST_BODY',
      'A payment link needs effective_at immediately and on_payment_failure prevent_change.',
    );
}

function nothing({ changeAnswer }: DodoRules): Record<string, unknown> | null {
  switch (changeAnswer) {
    case 'nulls':
      return { client_secret: null, expires_on: null, payment_id: null, payment_link: null };
    case 'bare':
      return {};
    case 'empty':
      return null;
  }
}

/** Whether an add-on is there; for callers that begin a subscription. */
export function checkedAddons(world: World, fields: Fields) {
  const held = input.addons(fields);
  for (const { addonId } of held) addonOf(world, addonId);
  return held;
}
