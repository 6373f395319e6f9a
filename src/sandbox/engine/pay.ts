import type { Bill } from './bill.js';
import { customerOf } from './catalog.js';
import type { ChargeReason, World, WorldInvoice, WorldSubscription } from './world.js';
import { nextId, record } from './world.js';

/** Why a card said no. */
export type DeclineCode = 'payment_failed' | 'charge_failed';

/** Answers for the bank: null lets the card itself decide. Asked once per payment. */
export type Gateway = (payment: { readonly amount: number; readonly currency: string }) => DeclineCode | null;

export const OPEN_GATEWAY: Gateway = () => null;

export type Payment =
  | { readonly status: 'paid'; readonly invoice: WorldInvoice }
  | { readonly status: 'declined'; readonly code: DeclineCode | 'no_payment_method' };

/** Asks the card for a bill's total; nothing is asked for where nothing is due. */
export function tryCard(
  world: World,
  customerId: string,
  bill: Pick<Bill, 'total' | 'currency'>,
  gateway: Gateway,
): DeclineCode | 'no_payment_method' | null {
  if (bill.total === 0) return null;
  const refusal = gateway({ amount: bill.total, currency: bill.currency });
  if (refusal !== null) return refusal;
  const { card } = customerOf(world, customerId);
  if (card === null) return 'no_payment_method';
  return card.declines ? 'charge_failed' : null;
}

/** Writes the invoice of a bill that was paid, moves the customer's credit and enters the charge. */
export function settle(world: World, subscription: WorldSubscription, bill: Bill, reason: ChargeReason): WorldInvoice {
  const invoice = writeInvoice(world, subscription, bill, reason, 'paid');
  spendCredit(world, subscription, bill);
  enterCharge(world, invoice);
  return invoice;
}

/** Writes an invoice that nobody has paid yet. */
export function leaveOpen(
  world: World,
  subscription: WorldSubscription,
  bill: Bill,
  reason: ChargeReason,
): WorldInvoice {
  const invoice = writeInvoice(world, subscription, bill, reason, 'open');
  spendCredit(world, subscription, bill);
  subscription.openInvoiceId = invoice.id;
  record(world, 'payment.failed', { invoiceId: invoice.id, subscriptionId: subscription.id });
  return invoice;
}

/** Enters the one charge of an invoice that is paid now. */
export function enterCharge(world: World, invoice: WorldInvoice): void {
  invoice.status = 'paid';
  if (invoice.total === 0) return;
  const { subscriptionId, total: amount, currency, reason } = invoice;
  world.charges.push({ id: nextId(world, 'ch'), subscriptionId, amount, currency, at: world.now, reason });
  record(world, 'payment.received', { invoiceId: invoice.id, subscriptionId, grossAmount: amount, currency });
}

function spendCredit(world: World, subscription: WorldSubscription, bill: Bill): void {
  const customer = customerOf(world, subscription.customerId);
  customer.credit = bill.creditAfter;
  customer.unbilledUsage = 0;
}

function writeInvoice(
  world: World,
  subscription: WorldSubscription,
  bill: Bill,
  reason: ChargeReason,
  status: WorldInvoice['status'],
): WorldInvoice {
  const id = nextId(world, 'inv');
  const invoice: WorldInvoice = {
    id,
    number: `HRB-${String(world.invoices.length + 1).padStart(4, '0')}`,
    subscriptionId: subscription.id,
    customerId: subscription.customerId,
    at: world.now,
    currency: bill.currency,
    lines: [...bill.lines],
    total: bill.total,
    status,
    reason,
  };
  world.invoices.push(invoice);
  return invoice;
}
