import type { Selection } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import { changeDirection, findPrice, type PricedPlan } from '../../../core/plan.js';
import type { ChangeSummary } from '../../../core/preview.js';
import { directionOf, usesLink } from './catalog.js';
import type { DodoChangeBody } from './client.js';
import type { DodoPolicy, DodoSettings } from './options.js';
import type { DodoSubscription } from './shapes.js';
import { MARKS, type Snapshot } from './snapshot.js';

/** The chosen price. */
export function targetOf({ shown, addons }: Snapshot, selection: Selection): PricedPlan {
  const target = findPrice(shown, selection.priceId);
  if (target === null) throw refused('unknown_price', 'This price is not in the catalog.');
  const chosen = selection.addons?.intent === 'replace' ? selection.addons.values : [];
  for (const { addonId } of chosen)
    if (!addons.some(({ id }) => id === addonId)) throw refused('not_allowed', 'This add-on is not in the catalog.');
  return target;
}

function refused(code: 'unknown_price' | 'not_allowed', message: string): ChangePlanError {
  return new ChangePlanError(code, message, { sent: false });
}

/** How this change is made, by the merchant's policy and, where that is allowed, the customer's choice of time. */
export interface Way {
  readonly policy: DodoPolicy;
  readonly later: boolean;
  readonly byLink: boolean;
}

export function wayOf(
  settings: DodoSettings,
  { shown, held }: Snapshot,
  subscription: DodoSubscription,
  { plan, price }: PricedPlan,
  selection: Selection,
): Way {
  if (selection.effectiveAt !== undefined && !settings.chooseTiming)
    throw refused('not_allowed', 'The time of a change is not for customers to choose here.');
  const heldPlan = shown.find(({ id }) => id === held?.planId) ?? null;
  const policy = settings.policy[directionOf(subscription, heldPlan, plan, price)];
  const later = (selection.effectiveAt ?? policy.effectiveAt) === 'next_billing_date';
  return { policy, later, byLink: !later && usesLink(settings, subscription, plan) };
}

/**
 * The whole of a change, since Dodo takes what is left out as removed: quantity and add-ons are sent back as they are unless the
 * customer chose otherwise.
 */
export function bodyOf(
  settings: DodoSettings,
  subscription: DodoSubscription,
  selection: Selection,
  { policy, later, byLink }: Way,
  key: string | null,
): DodoChangeBody {
  const metadata: Record<string, string | number | boolean> = { ...subscription.metadata, ...settings.metadata };
  if (key !== null && settings.marksPayments)
    Object.assign(metadata, { [MARKS.change]: key, [MARKS.price]: selection.priceId });
  return {
    product_id: selection.priceId,
    quantity: selection.quantity ?? subscription.quantity,
    proration_billing_mode: later ? settings.scheduledBillingMode : policy.prorationBillingMode,
    effective_at: later ? 'next_billing_date' : 'immediately',
    on_payment_failure: byLink ? 'prevent_change' : policy.onPaymentFailure,
    addons: addonsOf(subscription, selection),
    ...codesOf(settings, selection),
    ...(subscription.scheduled_change !== null && { cancel_scheduled_change_plan: true }),
    ...(byLink && { collect_via_payment_link: true }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function addonsOf({ addons }: DodoSubscription, { addons: chosen }: Selection): DodoChangeBody['addons'] {
  switch (chosen?.intent) {
    case undefined:
    case 'keep':
      return (addons ?? []).map(({ addon_id, quantity }) => ({ addon_id, quantity }));
    case 'replace':
      return chosen.values.map(({ addonId, quantity }) => ({ addon_id: addonId, quantity }));
    case 'remove':
      return [];
  }
}

// Left out, codes that fit the new product stay; an empty list removes them all.
function codesOf(
  { discountField }: DodoSettings,
  { discountCodes: chosen }: Selection,
): Pick<DodoChangeBody, 'discount_codes' | 'discount_code'> {
  switch (chosen?.intent) {
    case undefined:
    case 'keep':
      return {};
    case 'replace':
      return discountField === 'discount_codes' ? { discount_codes: [...chosen.values] } : single(chosen.values);
    case 'remove':
      if (discountField === 'discount_code')
        throw refused('not_allowed', 'A server that takes one code only cannot be asked to remove it.');
      return { discount_codes: [] };
  }
}

function single(codes: readonly string[]): { readonly discount_code: string } {
  const [code, ...others] = codes;
  if (code === undefined || others.length > 0)
    throw refused('not_allowed', 'This server takes one discount code, neither none nor several.');
  return { discount_code: code };
}

export function summaryOf({ held, shown }: Snapshot, target: PricedPlan): ChangeSummary {
  const heldPlan = shown.find((plan) => plan.id === held?.planId);
  const price = findPrice(shown, held?.priceId ?? null) ?? null;
  const known = price ?? (heldPlan?.prices[0] ? { plan: heldPlan, price: heldPlan.prices[0] } : null);
  const { plan, price: chosen } = target;
  return {
    direction: held === null ? 'subscribe' : known === null ? 'upgrade' : changeDirection(known, target),
    from: held && { planId: held.planId, planName: held.planName, interval: held.interval },
    to: { planId: plan.id, planName: plan.name, priceId: chosen.id, interval: chosen.interval },
  };
}
