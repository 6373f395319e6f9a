import type { UndoRequest } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import type { UndoOutcome } from '../../../core/outcome.js';
import type { Subscription } from '../../../core/subscription.js';
import { sleep } from '../../deadline.js';
import { OcpFailure, portError } from './failure.js';
import { mayChangeRenewal } from './mayChangeRenewal.js';
import type { OcpReader, Snapshot } from './snapshot.js';
import { toFree } from './subscription.js';

/** `done`: said to be. `unclear`: it may have been. `refused`: certainly not. */
type Switched = 'done' | 'unclear' | 'refused';

async function switchRenewal(reader: OcpReader, on: boolean, signal: AbortSignal): Promise<Switched> {
  const { autoRenewPaths } = reader.settings;
  const part = on ? autoRenewPaths.on : autoRenewPaths.off;
  try {
    await reader.client.post(['workspace', reader.where.workspaceId, ...part.split('/')], {}, signal);
    return 'done';
  } catch (thrown) {
    if (!(thrown instanceof OcpFailure)) throw thrown;
    if (thrown.mayHaveHappened) return 'unclear';
    if (thrown.problem.kind === 'refused') return 'refused';
    if (thrown.problem.kind !== 'not_found') throw portError(thrown);
    throw new ChangePlanError('misconfigured', `The partner API serves no ${part}. Set autoRenewPaths.`, {
      cause: thrown,
      sent: false,
    });
  }
}

/** What the host charges is stopped first: a customer who pays for nothing is worse off than one who uses for free. */
function tellHost(reader: OcpReader, renews: boolean, idempotencyKey: string) {
  return reader.settings.billing.renewal?.({
    ...reader.where,
    renews,
    effectiveAt: 'next_billing_date',
    idempotencyKey,
  });
}

/** Switches renewal off, and answers the workspace with its schedule. */
export async function turnOff(
  reader: OcpReader,
  snapshot: Snapshot,
  idempotencyKey: string,
  signal: AbortSignal,
): Promise<Snapshot | 'contact_support' | 'refused' | 'unknown'> {
  if ((await tellHost(reader, false, idempotencyKey)) === 'contact_support') return 'contact_support';
  const switched = await switchRenewal(reader, false, signal);
  if (switched === 'refused') return 'refused';
  const read = await readUntil(reader, snapshot, false, signal);
  if (read.autoRenew === false) return read;
  // Nobody says whether it renews: then the answer to the call itself is believed.
  return switched === 'done' && read.autoRenew === null ? withSchedule(reader, read) : 'unknown';
}

function withSchedule({ settings }: OcpReader, read: Snapshot): Snapshot {
  return { ...read, held: { ...read.held, nextBillingDate: null, scheduledChange: toFree(settings, read) } };
}

async function readUntil(reader: OcpReader, snapshot: Snapshot, on: boolean, signal: AbortSignal): Promise<Snapshot> {
  let latest = snapshot;
  for (const pause of reader.settings.rereadDelaysMs) {
    await sleep(pause);
    latest = (await reader.reread(snapshot, signal).catch(() => null)) ?? latest;
    if (latest !== snapshot && (latest.autoRenew === on || latest.autoRenew === null)) return latest;
  }
  return latest;
}

/** Takes the downgrade back: renewal on again. */
export async function undo(
  reader: OcpReader,
  { scheduledChangeId, idempotencyKey }: UndoRequest,
  signal: AbortSignal,
): Promise<UndoOutcome> {
  const snapshot = await reader.read(signal);
  const { held, autoRenew } = snapshot;
  const scheduled = held.scheduledChange ?? (autoRenew === null ? toFree(reader.settings, snapshot) : null);
  if (scheduled === null) return rejected('nothing_scheduled', held);
  if (scheduled.id !== scheduledChangeId) return rejected('replaced', held);
  if (!scheduled.undoable || !mayChangeRenewal(reader)) return rejected('not_supported', held);
  if ((await tellHost(reader, true, idempotencyKey)) === 'contact_support') return rejected('not_supported', held);
  const switched = await switchRenewal(reader, true, signal);
  if (switched === 'refused') return rejected('not_supported', held);
  const read = await readUntil(reader, snapshot, true, signal);
  const believed = read.autoRenew === true || (switched === 'done' && read.autoRenew === null);
  return believed && read.held.scheduledChange === null
    ? { status: 'undone', subscription: read.held }
    : { status: 'unknown', reference: null };
}

function rejected(
  reason: Extract<UndoOutcome, { status: 'rejected' }>['reason'],
  subscription: Subscription,
): UndoOutcome {
  return { status: 'rejected', reason, subscription };
}
