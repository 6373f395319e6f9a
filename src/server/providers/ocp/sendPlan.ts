import { sleep } from '../../deadline.js';
import { isWalletShort, OcpFailure, portError } from './failure.js';
import type { OcpReader, Snapshot } from './snapshot.js';

/** What became of one change-plan call, as far as the answer and the reads after it say. */
export type SentPlan =
  | { readonly status: 'shown'; readonly snapshot: Snapshot }
  /** Said to be done, and not visible yet. */
  | { readonly status: 'accepted' }
  /** No answer, and not visible. Never sent again by itself. */
  | { readonly status: 'unknown' }
  | { readonly status: 'wallet_short' | 'refused' }
  | { readonly status: 'not_sent'; readonly error: unknown };

/** Puts the workspace on a plan: one call, then reads until it shows. */
export async function sendPlan(
  reader: OcpReader,
  snapshot: Snapshot,
  planId: string,
  signal: AbortSignal,
): Promise<SentPlan> {
  const { changePlanPath, autoRenewOnChange, freePlanId, walletShortWords } = reader.settings;
  const renews = autoRenewOnChange === 'leave_out' || planId === freePlanId ? {} : { auto_renew: autoRenewOnChange };
  const path = ['workspace', reader.where.workspaceId, ...changePlanPath.split('/')];
  try {
    await reader.client.post(path, { plan: planId, ...renews }, signal);
  } catch (thrown) {
    if (isWalletShort(thrown, walletShortWords)) return { status: 'wallet_short' };
    if (thrown instanceof OcpFailure && thrown.problem.kind === 'refused') return { status: 'refused' };
    if (!(thrown instanceof OcpFailure && thrown.mayHaveHappened))
      return { status: 'not_sent', error: portError(thrown) };
    const shown = await readUntilShown(reader, snapshot, planId, signal);
    return shown === null ? { status: 'unknown' } : { status: 'shown', snapshot: shown };
  }
  const shown = await readUntilShown(reader, snapshot, planId, signal);
  return shown === null ? { status: 'accepted' } : { status: 'shown', snapshot: shown };
}

async function readUntilShown(reader: OcpReader, snapshot: Snapshot, planId: string, signal: AbortSignal) {
  for (const pause of reader.settings.rereadDelaysMs) {
    await sleep(pause);
    const read = await reader.reread(snapshot, signal).catch(() => null);
    if (read?.workspace.planId === planId) return read;
  }
  return null;
}
