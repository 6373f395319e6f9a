import type { Selection } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import { changeDirection, findPrice, type PricedPlan } from '../../../core/plan.js';
import type { ChangeSummary } from '../../../core/preview.js';
import { isLonger } from './catalog.js';
import type { ProrationBehavior } from './client.js';
import type { StripeSettings } from './options.js';
import type { Snapshot } from './snapshot.js';

/** A change as the merchant's rules have it. */
export interface Target extends PricedPlan {
  readonly quantity: number;
  readonly how: 'checkout' | 'confirm_at_stripe' | 'immediately' | 'next_billing_date';
  readonly prorationBehavior: ProrationBehavior;
  readonly summary: ChangeSummary;
}

/** The chosen price. What is not served here is refused, not left out silently. */
export function targetOf(settings: StripeSettings, snapshot: Snapshot, selection: Selection): Target {
  const { plans, held, hasCard } = snapshot;
  const found = findPrice(plans, selection.priceId);
  if (found === null) throw refused('unknown_price', 'This price is not in the catalog.');
  if ([selection.addons, selection.discountCodes].some((intent) => intent && intent.intent !== 'keep'))
    throw refused('not_allowed', 'With Stripe, add-ons and codes are not changed here.');
  const quantity = selection.quantity ?? held?.quantity ?? 1;
  const from = held && (findPrice(plans, held.priceId) ?? null);
  const direction = held === null ? 'subscribe' : changeDirection(from, found);
  const { policy } = settings;
  const rule =
    direction === 'downgrade'
      ? policy.downgrade
      : direction === 'interval' && !isLonger(found.price.interval, held?.interval ?? null)
        ? policy.shorterInterval
        : direction === 'interval'
          ? policy.interval
          : policy.upgrade;
  const isFirstPayment = !found.plan.isFree && !hasCard && from?.plan.isFree === true;
  const how = held === null ? 'checkout' : isFirstPayment ? 'confirm_at_stripe' : (selection.effectiveAt ?? rule.when);
  const { plan, price } = found;
  return {
    ...found,
    quantity,
    how,
    prorationBehavior: rule.prorationBehavior ?? 'always_invoice',
    summary: {
      direction,
      from: held && { planId: held.planId, planName: held.planName, interval: held.interval },
      to: { planId: plan.id, planName: plan.name, priceId: price.id, interval: price.interval },
    },
  };
}

function refused(code: 'unknown_price' | 'not_allowed', message: string): ChangePlanError {
  return new ChangePlanError(code, message, { sent: false });
}
