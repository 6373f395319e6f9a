import type { UndoRequest } from '../../../core/adapter.js';
import type { UndoOutcome } from '../../../core/outcome.js';
import type { Subscription } from '../../../core/subscription.js';
import { failureOf, readError } from './errors.js';
import type { CommetReader, Snapshot } from './snapshot.js';

type Rejection = Extract<UndoOutcome, { status: 'rejected' }>['reason'];

/** Takes back a cancellation. A scheduled plan change has no such call at Commet: it can only be replaced. */
export async function undo(
  reader: CommetReader,
  { scheduledChangeId, idempotencyKey }: UndoRequest,
  signal: AbortSignal,
): Promise<UndoOutcome> {
  const snapshot = await reader.read(signal);
  const { held } = snapshot;
  const obstacle = obstacleTo(held, scheduledChangeId);
  if (held === null || obstacle !== null) return rejected(obstacle ?? 'nothing_scheduled', held);
  const { client, apiVersion } = reader.settings;
  try {
    await client.subscriptions.uncancel({ id: held.id }, { apiVersion, idempotencyKey });
  } catch (thrown) {
    const { meaning, code } = failureOf(thrown);
    if (code === 'subscription_already_canceled') return rejected('already_effective', held);
    if (meaning.kind === 'error') throw readError(thrown);
  }
  return verified(reader, snapshot, signal);
}

function obstacleTo(held: Subscription | null, id: string): Rejection | null {
  if (held === null) return 'nothing_scheduled';
  if (held.status === 'canceled') return 'already_effective';
  const { scheduledChange, cancellation } = held;
  if (scheduledChange === null) return cancellation !== null && id === held.id ? null : 'nothing_scheduled';
  if (scheduledChange.id !== id) return 'replaced';
  return scheduledChange.undoable ? null : 'not_supported';
}

function rejected(reason: Rejection, subscription: Subscription | null): UndoOutcome {
  return { status: 'rejected', reason, subscription };
}

/** Said to be undone only where a read shows it. */
async function verified(reader: CommetReader, before: Snapshot, signal: AbortSignal): Promise<UndoOutcome> {
  const read = await reader.reread(before, signal).catch(() => null);
  const held = read?.held ?? null;
  if (held === null) return { status: 'unknown', reference: null };
  if (held.status === 'canceled') return rejected('already_effective', held);
  const stillThere = held.cancellation !== null || held.scheduledChange?.undoable === true;
  return stillThere ? { status: 'unknown', reference: null } : { status: 'undone', subscription: held };
}
