import type { CancelRequest, LinkRequest, TopUp, TopUpRequest } from '../../core/adapter.js';
import { sameMoney } from '../../core/money.js';
import type { CancelOutcome, LinkOutcome, TopUpOutcome } from '../../core/outcome.js';
import { cancel } from '../engine/cancel.js';
import type { Gateway } from '../engine/pay.js';
import { Refused } from '../engine/refused.js';
import { openBillingPage } from '../engine/subscribe.js';
import { topUp } from '../engine/topUp.js';
import { bookOf } from './portBook.js';
import type { PortView } from './portCatalog.js';
import { moneyFor } from './portCatalog.js';
import { subscriptionOf } from './portSubscription.js';

/** Ends the subscription. One that has nothing to use up ends at once, whatever was asked. */
export function cancelNowOrLater(view: PortView, { effectiveAt, reason }: CancelRequest): CancelOutcome {
  const { world, subscription } = view;
  if (subscription === null || subscription.status === 'canceled')
    return { status: 'rejected', reason: 'already_canceled', subscription: null };
  const now = effectiveAt === 'immediately';
  // Asked once more, it is what was asked for already.
  if (now || subscription.cancellation === null) cancel(world, subscription.id, reason, now);
  const shown = subscriptionOf(view, subscription);
  const at = subscription.cancellation?.effectiveAt;
  if (shown.status === 'canceled' || at === undefined) return { status: 'canceled', subscription: shown };
  return { status: 'scheduled', effectiveAt: at, subscription: shown };
}

// In tens of whole units, as a shop would offer them; currencies without decimals have larger numbers.
const OFFERED = [
  ['top_up_small', 1000],
  ['top_up_large', 5000],
] as const;

export function topUpsOf({ customer }: PortView): readonly TopUp[] {
  return OFFERED.map(([id, amount]) => ({ id, amount: moneyFor(customer, amount) }));
}

/** Sells one of the offers. A key that was answered gets the same answer. */
export function buyCredit(view: PortView, gateway: Gateway, request: TopUpRequest): TopUpOutcome {
  const { topUps } = bookOf(view.world);
  const known = topUps.get(request.idempotencyKey);
  if (known) return known;
  const outcome = sell(view, gateway, request);
  topUps.set(request.idempotencyKey, outcome);
  return outcome;
}

function sell(view: PortView, gateway: Gateway, { topUpId, expected }: TopUpRequest): TopUpOutcome {
  const { world, subscription, customer } = view;
  const offered = topUpsOf(view).find(({ id }) => id === topUpId);
  if (subscription === null || offered === undefined) return { status: 'rejected', reason: 'unavailable' };
  if (!sameMoney(offered.amount, expected)) return { status: 'rejected', reason: 'amount_changed' };
  try {
    topUp(world, subscription.id, offered.amount.amount, gateway);
    return { status: 'topped_up', creditBalance: moneyFor(customer, customer.credit) };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return { status: 'declined', reason: 'card_declined', recoveryUrl: null, reference: null };
  }
}

/** The page where a card is replaced and what is overdue is paid. The sandbox has no other customer pages. */
export function recoveryLink(view: PortView, { purpose, returnTo }: LinkRequest): LinkOutcome {
  const { world, subscription, options, origin } = view;
  if (purpose === 'portal') return { status: 'rejected', reason: 'not_supported' };
  if (subscription === null) return { status: 'rejected', reason: 'unavailable' };
  const page = openBillingPage(world, subscription.id, returnTo, options);
  return { status: 'ready', url: `${origin}/billing/${page.id}` };
}
