import type { Money } from '../core/money.js';
import { findPrice, type Plan } from '../core/plan.js';
import type { PreviewOutcome } from '../core/preview.js';
import type { Subscription } from '../core/subscription.js';

/**
 * The price of the presentation where the provider knows none for the customer. It stands as what renews. It stands as what is
 * due only where the provider says, by `exact` without an amount, that its checkout asks for just that price.
 */
export function withRetail(preview: PreviewOutcome, plans: readonly Plan[]): PreviewOutcome {
  if (preview.status === 'blocked' || preview.status === 'quote' || preview.status === 'scheduled') return preview;
  const found = findPrice(plans, preview.change.to.priceId);
  const amount = found?.price.amount ?? null;
  const recurring =
    preview.recurring ??
    (found && amount !== null && !found.plan.isFree ? { amount, interval: found.price.interval } : null);
  if (preview.status === 'unavailable') return { ...preview, recurring };
  if (preview.dueNow !== null || preview.certainty !== 'exact') return { ...preview, recurring };
  if (amount !== null) return { ...preview, recurring, dueNow: amount };
  // Nobody has said what the price is: then nothing is promised.
  return { ...preview, recurring, certainty: 'estimate', excludes: ['tax', 'credit'] };
}

/** What the held price costs the customer, where the provider does not know it. */
export function withRetailAmount(subscription: Subscription, plans: readonly Plan[]): Subscription {
  const amount: Money | null = subscription.amount ?? findPrice(plans, subscription.priceId)?.price.amount ?? null;
  return { ...subscription, amount };
}
