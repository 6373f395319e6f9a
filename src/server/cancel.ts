import type { CancelRequest } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import type { CancelOutcome } from '../core/outcome.js';
import { act, actKey } from './act.js';
import type { Call } from './call.js';
import { readCatalog } from './catalog.js';
import { withSafeUrls } from './urls.js';

/** Ends the subscription, now or when its paid period ends. */
export async function cancel(call: Call, request: CancelRequest): Promise<CancelOutcome> {
  await checkNothingRuns(call);
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

// A change that may still charge and a cancellation would race.
async function checkNothingRuns(call: Call): Promise<void> {
  const { scopeKey } = await readCatalog(call, 'en');
  const open = await call.services.ledger.findOpen(scopeKey);
  if (open !== null && (open.status === 'in_flight' || open.status === 'processing' || open.status === 'unknown'))
    throw new ChangePlanError('change_in_progress', 'A change of this plan has no answer yet.', { sent: false });
}

async function ask(call: Call, request: CancelRequest): Promise<CancelOutcome> {
  const cancelSubscription = call.adapter.cancelSubscription?.bind(call.adapter);
  if (!cancelSubscription) return { status: 'rejected', reason: 'not_supported', subscription: null };
  const idempotencyKey = await actKey(call, 'cancel', request.idempotencyKey);
  return act(call, 'cancel', (signal) => cancelSubscription({ ...request, idempotencyKey }, signal));
}
