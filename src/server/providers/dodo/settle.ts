import type { Selection } from '../../../core/adapter.js';
import { money, type Money } from '../../../core/money.js';
import type { AppliedPayment, ChangePlanOutcome, ReadOutcome } from '../../../core/outcome.js';
import { settleByReading } from '../../../core/settle.js';
import { findPrice } from '../../../core/plan.js';
import type { Subscription } from '../../../core/subscription.js';
import type { DodoPayment } from './shapes.js';
import { MARKS, type DodoReader, type Snapshot } from './snapshot.js';

/** The change that is looked for. */
export interface Sought {
  readonly selection: Selection;
  readonly expected: Money | null;
  /** The key that its payment is marked with. */
  readonly key: string;
}

/** What Dodo shows of a change: the subscription, and the payment that is marked with it. */
export interface Evidence {
  readonly snapshot: Snapshot;
  readonly payment: DodoPayment | null;
  /** Whether payments could be read at all. */
  readonly seesPayments: boolean;
}

export async function evidenceOf(
  reader: DodoReader,
  before: Snapshot,
  { key }: Sought,
  signal: AbortSignal,
): Promise<Evidence> {
  const snapshot = await reader.reread(before, signal);
  const id = snapshot.subscription?.subscription_id;
  if (id === undefined || !reader.settings.marksPayments) return { snapshot, payment: null, seesPayments: false };
  const payments = await reader.payments(id, signal);
  const payment = payments?.find(({ metadata }) => metadata?.[MARKS.change] === key) ?? null;
  return { snapshot, payment, seesPayments: payments !== null };
}

/** What the evidence proves; null where it proves nothing yet. */
export function verdictOf({ snapshot, payment, seesPayments }: Evidence, sought: Sought): ReadOutcome | null {
  const { held } = snapshot;
  if (held === null) return null;
  const { selection, expected } = sought;
  const found = settleByReading(held, selection, expected);
  switch (found.status) {
    case 'applied':
      return appliedWith(found, payment, seesPayments, expected);
    case 'scheduled':
      return found;
    default:
      return payment === null ? null : waiting(snapshot, held, payment, selection);
  }
}

type Applied = Extract<ChangePlanOutcome, { status: 'applied' }>;

/** The plan is the new one. Whether it is paid, only the payment says, which can come some seconds later. */
function appliedWith(
  found: Applied,
  payment: DodoPayment | null,
  seesPayments: boolean,
  expected: Money | null,
): Applied | null {
  if (payment !== null) {
    const state = paymentState(payment.status);
    if (state === 'pending' && found.payment !== 'failed') return null;
    const { invoice_id: number, invoice_url: url } = payment;
    return {
      ...found,
      payment: found.payment === 'failed' ? 'failed' : state,
      amountCharged: state === 'paid' ? money(payment.total_amount, payment.currency) : null,
      invoice: number === null ? null : { number, url },
    };
  }
  if (found.payment === 'failed' || expected === null || expected.amount <= 0) return found;
  return seesPayments ? null : { ...found, payment: 'pending' };
}

function paymentState(status: DodoPayment['status']): AppliedPayment {
  switch (status) {
    case 'succeeded':
    case 'partially_captured':
      return 'paid';
    case 'failed':
    case 'cancelled':
      return 'failed';
    default:
      return 'pending';
  }
}

/** The plan is the old one, and the payment says why. */
function waiting(
  snapshot: Snapshot,
  held: Subscription,
  payment: DodoPayment,
  selection: Selection,
): ReadOutcome | null {
  switch (payment.status) {
    case 'failed':
    case 'requires_customer_action':
      return pendingOutcome(snapshot, held, payment.payment_id, selection);
    default:
      return null;
  }
}

/** A change that waits for its payment. Where to pay is a link that is made on click. */
export function pendingOutcome(
  { shown }: Snapshot,
  held: Subscription,
  id: string,
  { priceId }: Selection,
): Extract<ChangePlanOutcome, { status: 'pending' }> {
  const target = findPrice(shown, priceId);
  const pendingChange = {
    id,
    planId: target?.plan.id ?? null,
    planName: target?.plan.name ?? null,
    priceId,
    reason: 'payment',
    recoveryUrl: null,
  } as const;
  return { status: 'pending', reason: 'payment', recoveryUrl: null, subscription: { ...held, pendingChange } };
}

/**
 * What can be said when nothing more is waited for: an unpaid change that was made, one that still waits, or one that does not
 * show.
 */
export async function lastWord(
  reader: DodoReader,
  { snapshot, payment }: Evidence,
  { selection, expected }: Sought,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const { held } = snapshot;
  const found = settleByReading(held, selection, expected);
  if (found.status === 'applied') return { ...found, payment: 'pending' };
  if (found.status !== 'not_changed' || held === null) return found;
  if (payment?.status === 'requires_payment_method') return found;
  if (payment?.status === 'cancelled') return { ...found, reason: 'canceled' };
  if (payment !== null) return { status: 'processing' };
  const isPending = reader.settings.findPending === 'preview' && (await reader.isPending(snapshot, signal));
  return isPending === true ? pendingOutcome(snapshot, held, `${held.id}:pending`, selection) : found;
}
