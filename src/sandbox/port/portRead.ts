import type { ReadOutcome } from '../../core/outcome.js';
import { checkoutIsOver } from '../engine/checkout.js';
import { heldBy } from '../engine/catalog.js';
import type { WorldCheckout } from '../engine/world.js';
import type { Attempt } from './portBook.js';
import type { PortView } from './portCatalog.js';
import { moneyFor } from './portCatalog.js';
import { subscriptionOf } from './portSubscription.js';

/** How a confirmed change stands now: a checkout may have been paid, canceled or left to run out since. */
export function outcomeNow(view: PortView, { outcome, checkoutId }: Attempt): ReadOutcome {
  if (checkoutId === null) return outcome;
  const checkout = view.world.checkouts.find((candidate) => candidate.id === checkoutId);
  if (!checkout) return outcome;
  if (checkoutIsOver(view.world, checkout)) return notPaid(view, 'expired');
  switch (checkout.status) {
    case 'open':
      return outcome;
    case 'paid':
      return paid(view, checkout);
    case 'canceled':
    case 'expired':
      return notPaid(view, checkout.status);
    case 'superseded':
      return notPaid(view, 'superseded');
  }
}

function notPaid(view: PortView, reason: 'canceled' | 'expired' | 'superseded'): ReadOutcome {
  return {
    status: 'not_changed',
    reason,
    subscription: view.subscription && subscriptionOf(view, view.subscription),
  };
}

function paid(view: PortView, checkout: WorldCheckout): ReadOutcome {
  const held = view.world.subscriptions.find((candidate) => candidate.id === checkout.subscriptionId);
  if (!held) return { status: 'unknown', reference: checkout.id };
  const invoice = view.world.invoices.findLast((candidate) => candidate.subscriptionId === held.id);
  const { customer } = heldBy(view.world, held);
  return {
    status: 'applied',
    payment: checkout.amount === 0 ? 'none' : 'paid',
    amountCharged: moneyFor(customer, checkout.amount),
    difference: null,
    subscription: subscriptionOf(view, held),
    invoice: invoice ? { number: invoice.number, url: null } : null,
    recoveryUrl: null,
  };
}
