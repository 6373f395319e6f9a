import { customerOf, subscriptionOf } from './catalog.js';
import type { Gateway } from './pay.js';
import { settle, tryCard } from './pay.js';
import { Refused } from './refused.js';
import type { World, WorldInvoice } from './world.js';

/**
 * Sells credit: the card is charged now, and the same amount, in minor units, is the customer's: as credit that any invoice uses,
 * or on the balance that pays for use alone.
 * @throws Refused, a refused card included: then nothing was changed.
 */
export function topUp(
  world: World,
  subscriptionId: string,
  amount: number,
  gateway: Gateway,
  onto: 'credit' | 'balance' = 'credit',
): WorldInvoice {
  const subscription = subscriptionOf(world, subscriptionId);
  if (!Number.isSafeInteger(amount) || amount <= 0)
    throw new Refused('validation_error', 'The amount has to be a whole number above zero.');
  const customer = customerOf(world, subscription.customerId);
  const { currency, unbilledUsage } = customer;
  const declined = tryCard(world, customer.id, { total: amount, currency }, gateway);
  if (declined !== null) throw new Refused(declined, 'The payment was refused. The balance has not changed.');
  const credit = customer.credit + (onto === 'credit' ? amount : 0);
  const invoice = settle(world, subscription, billOf(currency, amount, credit), 'top_up');
  if (onto === 'balance') customer.balance = (customer.balance ?? 0) + amount;
  // Metered use waits for an invoice of the plan.
  customer.unbilledUsage = unbilledUsage;
  return invoice;
}

function billOf(currency: string, amount: number, creditAfter: number) {
  return {
    currency,
    lines: [{ kind: 'charge', name: 'Credit', amount }] as const,
    charge: amount,
    credit: 0,
    total: amount,
    tax: 0,
    creditsApplied: 0,
    creditAfter,
    proration: null,
  };
}
