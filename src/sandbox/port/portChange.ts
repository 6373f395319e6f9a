import type { ChangePlanRequest } from '../../core/adapter.js';
import type { Money } from '../../core/money.js';
import { sameMoney } from '../../core/money.js';
import type { ChangePlanOutcome, StaleReason } from '../../core/outcome.js';
import { promisedAmount } from '../../core/preview.js';
import { fingerprint } from '../../core/subscription.js';
import { instant } from '../engine/calendar.js';
import { priceById } from '../engine/catalog.js';
import type { Changed } from '../engine/change.js';
import { changePlan } from '../engine/change.js';
import { Refused } from '../engine/refused.js';
import { subscribe } from '../engine/subscribe.js';
import type { WorldCheckout } from '../engine/world.js';
import type { GivenPreview } from './portBook.js';
import { sameSelection } from './portBook.js';
import type { PortView } from './portCatalog.js';
import { moneyFor } from './portCatalog.js';
import type { PortCall } from './portFaults.js';
import { blockedReason, impactFor, PREVIEW_VALID_MS, previewOf } from './portPreview.js';
import { recoveryUrl, subscriptionOf } from './portSubscription.js';

/** What came of a confirm, and the checkout it led to. */
export interface Confirmed {
  readonly outcome: ChangePlanOutcome;
  readonly checkoutId: string | null;
}

/** Why a preview no longer holds; null where it does. */
export function staleReason(
  view: PortView,
  given: GivenPreview | null,
  request: ChangePlanRequest,
): StaleReason | null {
  if (given === null || !sameSelection(given.selection, request.selection)) return 'token_refused';
  if (instant(view.world.now) - instant(given.givenAt) > PREVIEW_VALID_MS) return 'expired';
  if (stateOf(view) !== given.fingerprint) return 'subscription_changed';
  const now = promisedAmount(previewOf(view, request.selection, given.token));
  const same = sameMoney(now, given.amount) && sameMoney(request.expected, given.amount);
  return same ? null : 'amount_changed';
}

export function stateOf(view: PortView): string {
  return fingerprint(view.subscription && subscriptionOf(view, view.subscription));
}

/** Makes a change whose preview holds. */
export function confirm(view: PortView, call: PortCall, request: ChangePlanRequest): Confirmed {
  const { plan, price } = priceById(view.world, request.selection.priceId);
  const successUrl = request.returnTo;
  try {
    if (view.subscription === null) {
      const wish = {
        customerId: view.customer.id,
        planId: plan.id,
        interval: price.interval,
        successUrl,
        withIntro: true,
      };
      return begun(view, subscribe(view.world, wish, call.options));
    }
    const wish = { planId: plan.id, interval: price.interval, timing: request.selection.effectiveAt };
    const impact = impactFor(view, request.selection, 'later');
    const changed = changePlan(view.world, view.subscription.id, wish, { ...call, successUrl, withIntro: true });
    return made(view, changed, request.expected, impact);
  } catch (thrown) {
    if (thrown instanceof Refused) return { outcome: refused(view, request, thrown), checkoutId: null };
    throw thrown;
  }
}

function begun(view: PortView, { subscription, checkout }: ReturnType<typeof subscribe>): Confirmed {
  if (checkout !== null) return toCheckout(view, checkout);
  const begunView = { ...view, subscription };
  return {
    outcome: {
      status: 'applied',
      payment: 'none',
      amountCharged: moneyFor(view.customer, 0),
      difference: null,
      subscription: subscriptionOf(begunView, subscription),
      invoice: null,
      recoveryUrl: null,
    },
    checkoutId: null,
  };
}

function toCheckout({ origin }: PortView, { id, expiresAt }: WorldCheckout): Confirmed {
  return {
    outcome: { status: 'requires_checkout', checkoutUrl: `${origin}/checkout/${id}`, expiresAt },
    checkoutId: id,
  };
}

function made(
  view: PortView,
  changed: Changed,
  expected: Money | null,
  impact: ReturnType<typeof impactFor>,
): Confirmed {
  switch (changed.kind) {
    case 'checkout':
      return toCheckout(view, changed.checkout);
    case 'scheduled': {
      const subscription = subscriptionOf(view, changed.subscription);
      return { outcome: { status: 'scheduled', effectiveAt: changed.at, subscription, impact }, checkoutId: null };
    }
    case 'completed':
      return { outcome: applied(view, changed, expected), checkoutId: null };
  }
}

function applied(
  view: PortView,
  { subscription, invoice, paid }: Extract<Changed, { kind: 'completed' }>,
  expected: Money | null,
): ChangePlanOutcome {
  const charged = moneyFor(view.customer, paid ? invoice.total : 0);
  const differs = paid && expected !== null && !sameMoney(charged, expected);
  return {
    status: 'applied',
    payment: !paid ? 'failed' : charged.amount === 0 ? 'none' : 'paid',
    amountCharged: charged,
    difference: differs ? { shown: expected, charged } : null,
    subscription: subscriptionOf(view, subscription),
    invoice: { number: invoice.number, url: null },
    recoveryUrl: paid ? null : recoveryUrl(view, subscription),
  };
}

function refused(view: PortView, request: ChangePlanRequest, { code }: Refused): ChangePlanOutcome {
  const url = view.subscription && recoveryUrl(view, view.subscription);
  if (code === 'payment_failed' || code === 'charge_failed' || code === 'no_payment_method') {
    const reason = code === 'no_payment_method' ? code : 'card_declined';
    return { status: 'declined', reason, recoveryUrl: url, reference: null };
  }
  const impact = impactFor(view, request.selection, 'immediately');
  return { status: 'rejected', reason: blockedReason(code), impact, recoveryUrl: null, reference: null };
}
