import { ChangePlanError, isChangePlanError } from '../core/errors.js';
import type { Call } from './call.js';
import { digest } from './crypto.js';
import { sleep } from './deadline.js';
import type { LedgerEntry } from './ledger.js';
import type { PreviewClaims } from './previewToken.js';
import { newEntry, record, release } from './record.js';

/**
 * Keeps changes and cancellations of one subscription apart. Each takes its own place in the ledger before it looks whether the
 * other's is taken, so that of two that begin together at least one sees the other and gives up before anything is sent.
 */

/** The place of a cancellation, beside that of a change: one that waits at a checkout keeps its own. */
function placeOf(scopeKey: string): Promise<string> {
  return digest('cancel', scopeKey);
}

/** Takes the place, after another cancellation of the same subscription that is on its way. */
export async function takeCancelPlace(call: Call, scopeKey: string): Promise<LedgerEntry> {
  const { ledger, limits } = call.services;
  const place = await placeOf(scopeKey);
  for (let waited = 0; ; waited += pause(waited)) {
    const entry = newEntry(call, nothingClaimed(call, place));
    const first = await ledger.claim(entry, null);
    if (first.status === 'claimed') return first.entry;
    if (!isOnItsWay(call, first.entry) && (await ledger.claim(entry, first.entry)).status === 'claimed') return entry;
    if (waited >= limits.duplicateWaitMs) throw cancelRuns();
    await sleep(pause(waited));
  }
}

function pause(waited: number): number {
  return Math.min(50 + waited, 1_000);
}

/** Sends a cancellation, and gives the place up as soon as it has an answer, however late that is. */
export async function cancelInPlace<T extends { readonly status: string }>(
  call: Call,
  place: LedgerEntry,
  send: () => Promise<T>,
): Promise<T> {
  try {
    const outcome = await send();
    await (outcome.status === 'unknown' ? mark(call, place) : release(call, place));
    return outcome;
  } catch (thrown) {
    const isUnsent = isChangePlanError(thrown) && !thrown.sent;
    await (isUnsent ? release(call, place) : mark(call, place));
    throw thrown;
  }
}

/** Refuses a change while a cancellation is on its way, or has had no answer for a while. Its entry is in the ledger already. */
export async function checkNoCancel(call: Call, scopeKey: string): Promise<void> {
  const entry = await call.services.ledger.findOpen(await placeOf(scopeKey));
  if (entry !== null && (isOnItsWay(call, entry) || mayHaveArrived(call, entry))) throw cancelRuns();
}

function isOnItsWay({ services: { now, limits } }: Call, { overAt, startedAt }: LedgerEntry): boolean {
  return overAt === null && now() < startedAt + limits.callOverAfterMs;
}

function mayHaveArrived({ services: { now, limits } }: Call, { overAt, startedAt }: LedgerEntry): boolean {
  return now() < (overAt ?? startedAt + limits.callOverAfterMs) + limits.notChangedAfterMs;
}

/** Nobody knows whether it happened: no other call of it is on its way, but what it did may show late. */
async function mark(call: Call, place: LedgerEntry): Promise<void> {
  await record(call, place, { status: 'unknown', reference: null }, call.services.now());
}

function cancelRuns(): ChangePlanError {
  return new ChangePlanError('change_in_progress', 'A cancellation of this plan has no answer yet.', {
    retryAfterMs: 2_000,
    sent: false,
  });
}

/** What the entry of a place says of a preview: nothing, since none was confirmed. */
function nothingClaimed({ services }: Call, scopeKey: string): PreviewClaims {
  const nothing = { who: '', state: '', selection: { priceId: '' }, pin: '' };
  const promise = { amount: null, recurring: null, certainty: null, leavesOut: false };
  const issuedAt = services.now();
  return {
    id: services.newId(),
    scopeKey,
    status: 'unavailable',
    ...nothing,
    ...promise,
    issuedAt,
    expiresAt: issuedAt,
  };
}
