import type { Catalog } from '../../core/adapter.js';
import { checkRedirect } from '../../core/redirect.js';
import type { Subscription } from '../../core/subscription.js';

export type Unpaid = Extract<Subscription, { status: 'past_due' | 'on_hold' | 'pending_payment' }>;

/** Whether a payment is missing that the plan hangs on. */
export function isUnpaid(held: Subscription | null): held is Unpaid {
  return held?.status === 'past_due' || held?.status === 'on_hold' || held?.status === 'pending_payment';
}

/** Where billing itself says that the missing payment is made; null where it does not, or where nobody is led there. */
export function paymentUrl(held: Unpaid, { redirectOrigins }: Catalog): string | null {
  if (held.status !== 'pending_payment') return held.recoveryUrl;
  const checkout = checkRedirect(held.checkoutUrl, redirectOrigins);
  return checkout.ok ? checkout.href : null;
}
