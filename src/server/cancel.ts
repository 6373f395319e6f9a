import type { CancelRequest } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import type { CancelOutcome } from '../core/outcome.js';
import { act, actKey } from './act.js';
import type { Call } from './call.js';
import { cancelInPlace, takeCancelPlace } from './cancelPlace.js';
import { openEntry, readCatalog, type KnownCatalog } from './catalog.js';
import type { LedgerEntry } from './ledger.js';
import { reconcile } from './read.js';
import { release } from './record.js';
import { withSafeUrls } from './urls.js';

/** Ends the subscription, now or when its paid period ends. */
export async function cancel(call: Call, request: CancelRequest): Promise<CancelOutcome> {
  const outcome = await ask(call, request);
  const { effectiveAt, reason } = request;
  call.services.emit({ type: 'cancel_answered', ...call.subject, status: outcome.status, effectiveAt, reason });
  switch (outcome.status) {
    case 'scheduled':
      return { ...outcome, subscription: withSafeUrls(call, outcome.subscription) };
    case 'canceled':
    case 'rejected':
      return { ...outcome, subscription: outcome.subscription && withSafeUrls(call, outcome.subscription) };
    case 'unknown':
      return outcome;
  }
}

async function ask(call: Call, request: CancelRequest): Promise<CancelOutcome> {
  const cancelSubscription = call.adapter.cancelSubscription?.bind(call.adapter);
  if (!cancelSubscription) return { status: 'rejected', reason: 'not_supported', subscription: null };
  const place = await freePlace(call, await readCatalog(call, 'en'));
  const idempotencyKey = await actKey(call, 'cancel', request.idempotencyKey, [request.effectiveAt]);
  return act(call, 'cancel', (signal) =>
    cancelInPlace(call, place, () => cancelSubscription({ ...request, idempotencyKey }, signal)),
  );
}

/** The place of this cancellation, with no change beside it that may still be carried out. */
async function freePlace(call: Call, known: KnownCatalog): Promise<LedgerEntry> {
  const place = await takeCancelPlace(call, known.scopeKey);
  try {
    await checkNothingRuns(call, known);
    return place;
  } catch (thrown) {
    await release(call, place);
    throw thrown;
  }
}

// A change that may still charge and a cancellation would race. What an earlier process left open is read first.
async function checkNothingRuns(call: Call, known: KnownCatalog): Promise<void> {
  const open = await openEntry(call, known);
  const status = open && (await reconcile(call, open, 'en')).entry.status;
  if (status === 'in_flight' || status === 'processing' || status === 'unknown')
    throw new ChangePlanError('change_in_progress', 'A change of this plan has no answer yet.', {
      retryAfterMs: 2_000,
      sent: false,
    });
}
