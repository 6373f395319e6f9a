import type { CancelRequest, LinkRequest, UndoRequest } from '../../../core/adapter.js';
import type { CancelOutcome, LinkOutcome, UndoOutcome } from '../../../core/outcome.js';
import type { Subscription } from '../../../core/subscription.js';
import { meaningOf, readError } from './errors.js';
import { isForeign } from './schedule.js';
import { decodeLink } from './shapes.js';
import type { Snapshot, StripeReader } from './snapshot.js';

type Rejection = Extract<UndoOutcome, { status: 'rejected' }>['reason'];

/** Takes back a scheduled change by releasing its schedule, or a cancellation at the period's end. */
export async function undo(
  reader: StripeReader,
  { scheduledChangeId, idempotencyKey }: UndoRequest,
  signal: AbortSignal,
): Promise<UndoOutcome> {
  const snapshot = await reader.read(signal);
  const { held, subscription } = snapshot;
  const obstacle = obstacleTo(held, scheduledChangeId);
  if (held === null || subscription === null || obstacle !== null)
    return { status: 'rejected', reason: obstacle ?? 'nothing_scheduled', subscription: held };
  const { client } = reader.settings;
  const planned = subscription.schedule;
  await written(() =>
    held.scheduledChange !== null && planned !== null
      ? client.subscriptionSchedules.release(planned.id, {}, { idempotencyKey })
      : client.subscriptions.update(held.id, { cancel_at_period_end: false }, { idempotencyKey }),
  );
  const after = await fresh(reader, snapshot, signal);
  if (after === null || after.scheduledChange !== null || after.cancellation !== null)
    return { status: 'unknown', reference: null };
  return { status: 'undone', subscription: after };
}

function obstacleTo(held: Subscription | null, id: string): Rejection | null {
  if (held === null) return 'nothing_scheduled';
  if (held.status === 'canceled') return 'already_effective';
  const { scheduledChange, cancellation } = held;
  if (scheduledChange !== null) {
    if (scheduledChange.id !== id) return 'replaced';
    return scheduledChange.undoable ? null : 'not_supported';
  }
  if (cancellation === null || id !== held.id) return 'nothing_scheduled';
  return cancellation.undoable ? null : 'not_supported';
}

/** A write whose effect is read afterwards; only what was certainly refused is an error. */
async function written(call: () => PromiseLike<unknown>): Promise<void> {
  try {
    await call();
  } catch (thrown) {
    if (meaningOf(thrown).kind === 'error') throw readError(thrown);
  }
}

async function fresh(reader: StripeReader, before: Snapshot, signal: AbortSignal): Promise<Subscription | null> {
  return (await reader.reread(before, signal).catch(() => null))?.held ?? null;
}

export async function cancel(
  reader: StripeReader,
  { effectiveAt, reason, comment, idempotencyKey }: CancelRequest,
  signal: AbortSignal,
): Promise<CancelOutcome> {
  const snapshot = await reader.read(signal);
  const { held, subscription, item } = snapshot;
  if (held === null || subscription === null || held.status === 'canceled')
    return { status: 'rejected', reason: 'already_canceled', subscription: held };
  const { client } = reader.settings;
  const told = { ...(reason !== null && { feedback: reason }), ...(comment !== null && { comment }) };
  const details = Object.keys(told).length === 0 ? {} : { cancellation_details: told };
  if (effectiveAt === 'immediately') {
    await written(() => client.subscriptions.cancel(held.id, details, { idempotencyKey }));
    const after = await fresh(reader, snapshot, signal);
    return after?.status === 'canceled'
      ? { status: 'canceled', subscription: after }
      : { status: 'unknown', reference: null };
  }
  const isPlanned = held.scheduledChange !== null || (item !== null && isForeign(subscription.schedule, item));
  if (isPlanned) return { status: 'rejected', reason: 'change_scheduled', subscription: held };
  if (held.cancellation === null) {
    const left = subscription.schedule;
    // A schedule without a further phase stands in the way of a cancellation, and plans nothing.
    if (left !== null)
      await written(() =>
        client.subscriptionSchedules.release(left.id, {}, { idempotencyKey: `${idempotencyKey}:release` }),
      );
    await written(() =>
      client.subscriptions.update(held.id, { cancel_at_period_end: true, ...details }, { idempotencyKey }),
    );
  }
  const after = await fresh(reader, snapshot, signal);
  if (after?.status === 'canceled') return { status: 'canceled', subscription: after };
  if (!after?.cancellation) return { status: 'unknown', reference: null };
  return { status: 'scheduled', effectiveAt: after.cancellation.effectiveAt, subscription: after };
}

/** The customer portal, or where a failed payment is put right: its invoice, else the page for another card. */
export async function createLink(
  reader: StripeReader,
  { purpose, returnTo }: LinkRequest,
  signal: AbortSignal,
): Promise<LinkOutcome> {
  const { client, portalConfiguration, returnUrl } = reader.settings;
  if (purpose === 'recovery') {
    const { held } = await reader.read(signal);
    const own = held !== null && 'recoveryUrl' in held ? held.recoveryUrl : (held?.pendingChange?.recoveryUrl ?? null);
    if (own !== null) return { status: 'ready', url: own };
  }
  const back = returnTo ?? returnUrl;
  const link = await reader.ask(signal, decodeLink, () =>
    client.billingPortal.sessions.create({
      customer: reader.scope.customerId,
      ...(back !== undefined && { return_url: back }),
      ...(portalConfiguration !== undefined && { configuration: portalConfiguration }),
      ...(purpose === 'recovery' && { flow_data: { type: 'payment_method_update' as const } }),
    }),
  );
  return { status: 'ready', url: link.url };
}
