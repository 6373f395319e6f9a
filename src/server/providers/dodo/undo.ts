import type { CancelRequest, LinkRequest, UndoRequest } from '../../../core/adapter.js';
import type { CancelOutcome, LinkOutcome, UndoOutcome } from '../../../core/outcome.js';
import type { Subscription } from '../../../core/subscription.js';
import { codeOf, meaningOf, readError } from './errors.js';
import { decodePortal, paymentLinkOf } from './shapes.js';
import type { DodoReader, Snapshot } from './snapshot.js';
import { isDodoId } from './options.js';

type Rejection = Extract<UndoOutcome, { status: 'rejected' }>['reason'];

/** Takes back a scheduled change, or a cancellation. Said to be undone only where a read shows it. */
export async function undo(
  reader: DodoReader,
  { scheduledChangeId }: UndoRequest,
  signal: AbortSignal,
): Promise<UndoOutcome> {
  const snapshot = await reader.read(signal);
  const { held } = snapshot;
  const obstacle = obstacleTo(held, scheduledChangeId);
  if (held === null || obstacle !== null) return rejected(obstacle ?? 'nothing_scheduled', held);
  const { client } = reader.settings;
  try {
    if (held.scheduledChange !== null) await client.subscriptions.cancelChangePlan(held.id);
    else await client.subscriptions.update(held.id, { cancel_at_next_billing_date: false });
  } catch (thrown) {
    // Gone meanwhile, or an answer that was lost: a read tells.
    const isGone = codeOf(thrown) === 'SCHEDULED_PLAN_CHANGE_NOT_FOUND';
    if (!isGone && meaningOf(thrown).kind === 'error') throw readError(thrown);
  }
  const after = await reader.reread(snapshot, signal).catch(() => null);
  return undoneBy(held, after?.held ?? null);
}

function obstacleTo(held: Subscription | null, id: string): Rejection | null {
  if (held === null) return 'nothing_scheduled';
  if (held.status === 'canceled') return 'already_effective';
  const { scheduledChange, cancellation } = held;
  if (scheduledChange !== null) return scheduledChange.id === id ? null : 'replaced';
  return cancellation !== null && id === held.id ? null : 'nothing_scheduled';
}

function rejected(reason: Rejection, subscription: Subscription | null): UndoOutcome {
  return { status: 'rejected', reason, subscription };
}

function undoneBy(before: Subscription, held: Subscription | null): UndoOutcome {
  if (held === null) return { status: 'unknown', reference: null };
  if (held.status === 'canceled') return rejected('already_effective', held);
  const stillThere = held.cancellation !== null || held.scheduledChange !== null;
  if (stillThere) return { status: 'unknown', reference: null };
  if (held.priceId !== before.priceId) return rejected('already_effective', held);
  return { status: 'undone', subscription: held };
}

/** Ends the subscription now, or at its next billing date. A change that is scheduled has to be taken back before. */
export async function cancel(
  reader: DodoReader,
  { effectiveAt, reason, comment }: CancelRequest,
  signal: AbortSignal,
): Promise<CancelOutcome> {
  const before = await reader.read(signal);
  const { held } = before;
  if (held === null || held.status === 'canceled')
    return { status: 'rejected', reason: 'already_canceled', subscription: held };
  const later = effectiveAt === 'next_billing_date';
  if (later && held.scheduledChange !== null)
    return { status: 'rejected', reason: 'change_scheduled', subscription: held };
  if (later && held.cancellation !== null) return canceledBy(before, later);
  try {
    await reader.settings.client.subscriptions.update(held.id, {
      ...(later ? { cancel_at_next_billing_date: true } : { status: 'cancelled' }),
      cancel_reason: 'cancelled_by_customer',
      ...(reason !== null && { cancellation_feedback: reason }),
      ...(comment !== null && { cancellation_comment: comment }),
    });
  } catch (thrown) {
    const meaning = meaningOf(thrown);
    if (meaning.kind === 'rejected') return { status: 'rejected', reason: 'contact_support', subscription: held };
    if (meaning.kind === 'error') throw readError(thrown);
  }
  const after = await reader.reread(before, signal).catch(() => null);
  return after === null ? { status: 'unknown', reference: null } : canceledBy(after, later);
}

function canceledBy({ held }: Snapshot, later: boolean): CancelOutcome {
  if (held?.status === 'canceled') return { status: 'canceled', subscription: held };
  const effectiveAt = held?.cancellation?.effectiveAt;
  if (held === null || effectiveAt === undefined || !later) return { status: 'unknown', reference: null };
  return { status: 'scheduled', effectiveAt, subscription: held };
}

/** Makes a link that is good for a short time: Dodo's customer portal, or where a card is replaced and what is open is paid. */
export async function link(
  reader: DodoReader,
  { purpose, returnTo }: LinkRequest,
  signal: AbortSignal,
): Promise<LinkOutcome> {
  signal.throwIfAborted();
  const { client } = reader.settings;
  const back = returnTo === null ? {} : { return_url: returnTo };
  try {
    if (purpose === 'portal') {
      const { customerId } = reader.scope;
      if (!isDodoId(customerId)) return { status: 'rejected', reason: 'unavailable' };
      const answer = await client.customers.customerPortal.create(customerId, back);
      return { status: 'ready', url: decodePortal(answer, '').link };
    }
    const { held } = await reader.read(signal);
    if (held === null || held.status === 'canceled') return { status: 'rejected', reason: 'unavailable' };
    const params = { payment_method: { type: 'new' as const, ...back } };
    const made = paymentLinkOf(await client.subscriptions.updatePaymentMethod(held.id, params));
    return made === null ? { status: 'rejected', reason: 'unavailable' } : { status: 'ready', url: made.url };
  } catch (thrown) {
    signal.throwIfAborted();
    throw readError(thrown);
  }
}
