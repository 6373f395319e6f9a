import type { CancelRequest } from '../../../core/adapter.js';
import type { CancelOutcome } from '../../../core/outcome.js';
import type { Subscription } from '../../../core/subscription.js';
import { failureOf, readError } from './errors.js';
import type { CommetReader } from './snapshot.js';

/**
 * Ends the subscription. Commet ends free, unpaid and overdue ones at once, whatever was asked; what is said is what a read
 * shows afterwards.
 */
export async function cancel(
  reader: CommetReader,
  { effectiveAt, reason, comment, idempotencyKey }: CancelRequest,
  signal: AbortSignal,
): Promise<CancelOutcome> {
  const before = await reader.read(signal);
  const { held } = before;
  if (held === null || held.status === 'canceled')
    return { status: 'rejected', reason: 'already_canceled', subscription: held };
  const { client, apiVersion } = reader.settings;
  const why = [reason, comment].filter((text) => text !== null).join(': ');
  try {
    await client.subscriptions.cancel(
      { id: held.id, ...(why && { reason: why }), ...(effectiveAt === 'immediately' && { immediate: true }) },
      { apiVersion, idempotencyKey },
    );
  } catch (thrown) {
    const { meaning, code } = failureOf(thrown);
    const isDone = code === 'already_scheduled' || code === 'subscription_already_canceled';
    if (meaning.kind === 'rejected' && !isDone)
      return { status: 'rejected', reason: 'contact_support', subscription: held };
    if (meaning.kind === 'error' && !isDone) throw readError(thrown);
  }
  const read = await reader.reread(before, signal).catch(() => null);
  return outcomeOf(read?.held ?? null, effectiveAt);
}

function outcomeOf(held: Subscription | null, effectiveAt: CancelRequest['effectiveAt']): CancelOutcome {
  if (held === null) return { status: 'unknown', reference: null };
  if (held.status === 'canceled') return { status: 'canceled', subscription: held };
  // A move to the free plan is how the end of a paid one is shown.
  const at =
    held.cancellation?.effectiveAt ?? (held.scheduledChange?.undoable ? held.scheduledChange.effectiveAt : null);
  if (at === null || effectiveAt === 'immediately') return { status: 'unknown', reference: null };
  return { status: 'scheduled', effectiveAt: at, subscription: held };
}
