import type { Selection } from './adapter.js';
import type { Money } from './money.js';
import type { AppliedPayment, ReadOutcome } from './outcome.js';
import type { Subscription } from './subscription.js';

/**
 * What became of a change, judged by the subscription alone: for providers whose answer was lost or says too little.
 * `not_changed` means that it does not show; whether it may still come is for the caller to know.
 */
export function settleByReading(
  subscription: Subscription | null,
  { priceId, quantity }: Selection,
  expected: Money | null,
): ReadOutcome {
  const { scheduledChange = null, pendingChange = null } = subscription ?? {};
  if (subscription !== null && pendingChange?.priceId === priceId)
    return { status: 'pending', reason: pendingChange.reason, recoveryUrl: pendingChange.recoveryUrl, subscription };
  if (subscription?.priceId === priceId && (quantity ?? subscription.quantity) === subscription.quantity)
    return held(subscription, expected);
  if (subscription !== null && scheduledChange?.priceId === priceId)
    return { status: 'scheduled', effectiveAt: scheduledChange.effectiveAt, subscription, impact: [] };
  return { status: 'not_changed', reason: 'not_received', subscription };
}

function held(subscription: Subscription, expected: Money | null): ReadOutcome {
  const recoveryUrl = 'recoveryUrl' in subscription ? subscription.recoveryUrl : null;
  switch (subscription.status) {
    case 'pending_payment':
      return subscription.checkoutUrl === null
        ? { status: 'processing' }
        : { status: 'requires_checkout', checkoutUrl: subscription.checkoutUrl, expiresAt: null };
    case 'canceled':
      return { status: 'not_changed', reason: 'not_received', subscription };
    case 'past_due':
    case 'on_hold':
      return applied(subscription, 'failed', recoveryUrl);
    case 'trialing':
      return applied(subscription, 'none', null);
    case 'active':
    case 'paused':
      return applied(subscription, expected !== null && expected.amount <= 0 ? 'none' : 'paid', null);
  }
}

// How much was charged stands on no subscription.
function applied(subscription: Subscription, payment: AppliedPayment, recoveryUrl: string | null): ReadOutcome {
  return {
    status: 'applied',
    payment,
    amountCharged: null,
    difference: null,
    subscription,
    invoice: null,
    recoveryUrl,
  };
}
