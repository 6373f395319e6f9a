import type { Selection } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import { findPrice, type PricedPlan } from '../../../core/plan.js';
import type { BlockedReason } from '../../../core/preview.js';
import { mayChangeRenewal } from './mayChangeRenewal.js';
import type { OcpReader, Snapshot } from './snapshot.js';
import type { BillingUrlTemplate } from './template.js';

/** Which way a change takes. The same choice takes another way for another billing type, policy or role. */
export type Route =
  | { readonly kind: 'blocked'; readonly reason: BlockedReason }
  /** The partner's own checkout; the workspace changes once it is paid. */
  | { readonly kind: 'checkout'; readonly template: BillingUrlTemplate }
  /** At once, at the partner's cost. */
  | { readonly kind: 'direct' }
  /** The host's Stripe subscription first. */
  | { readonly kind: 'stripe' }
  /** Renewal off: free after the paid time and the days of grace. */
  | { readonly kind: 'renewal_off' }
  /** The free plan at once. What is over its limits is at risk. */
  | { readonly kind: 'free_now' };

const blocked = (reason: BlockedReason): Route => ({ kind: 'blocked', reason });

/** The chosen price. What the API cannot do with it is refused, not left out silently. */
export function targetOf({ plans }: Snapshot, selection: Selection): PricedPlan {
  const target = findPrice(plans, selection.priceId);
  if (target === null) throw refused('unknown_price', 'This price is not in the catalog.');
  const touches = [selection.addons, selection.discountCodes].some((intent) => intent && intent.intent !== 'keep');
  if (touches || (selection.quantity ?? 1) !== 1)
    throw refused('not_allowed', 'The partner API’s change of plan takes no quantity, add-ons or codes.');
  return target;
}

function refused(code: 'unknown_price' | 'not_allowed', message: string): ChangePlanError {
  return new ChangePlanError(code, message, { sent: false });
}

export function routeOf(reader: OcpReader, snapshot: Snapshot, target: PricedPlan, selection: Selection): Route {
  const { held } = snapshot;
  const { price } = target;
  if (held.status === 'paused') return blocked('subscription_inactive');
  if (held.priceId === price.id) return blocked('no_change');
  if (price.unavailable !== null) return blocked(price.unavailable);
  if (price.id === reader.settings.freePlanId) return routeToFree(reader, snapshot, selection);
  if (selection.effectiveAt === 'next_billing_date')
    throw refused('not_allowed', 'The partner API changes paid plans at once, and at no other date.');
  return routeToPaid(reader, price.id);
}

function routeToPaid({ settings, isOperator }: OcpReader, planId: string): Route {
  if (isOperator) return { kind: 'direct' };
  const { billing } = settings;
  switch (billing.type) {
    case 'billingUrl': {
      const { template } = billing;
      const found =
        typeof template === 'string' ? template : Object.hasOwn(template, planId) ? template[planId] : undefined;
      return found === undefined ? blocked('checkout_unavailable') : { kind: 'checkout', template: found };
    }
    case 'wallet':
      return billing.customers === 'change' ? { kind: 'direct' } : blocked('contact_support');
    case 'internalStripe':
      return billing.change === undefined ? blocked('contact_support') : { kind: 'stripe' };
  }
}

function routeToFree(reader: OcpReader, { held, workspace }: Snapshot, choice: Selection): Route {
  const { toFree } = reader.settings;
  if (!mayChangeRenewal(reader)) return blocked('contact_support');
  const now = toFree === 'immediately' || (toFree === 'customer_chooses' && choice.effectiveAt === 'immediately');
  if (choice.effectiveAt === 'immediately' && !now)
    throw refused('not_allowed', 'The merchant’s policy has no immediate way to the free plan.');
  if (now && choice.effectiveAt !== 'next_billing_date') return { kind: 'free_now' };
  if (held.scheduledChange !== null) return blocked('scheduled_change_exists');
  return workspace.end === null ? blocked('contact_support') : { kind: 'renewal_off' };
}
