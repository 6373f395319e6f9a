import type { UndoRequest } from '../core/adapter.js';
import type { UndoOutcome } from '../core/outcome.js';
import { act, actKey } from './act.js';
import type { Call } from './call.js';
import { withSafeUrls } from './urls.js';

/** Takes back what is scheduled. */
export async function undo(call: Call, request: UndoRequest): Promise<UndoOutcome> {
  const idempotencyKey = await actKey(call, 'undo', request.idempotencyKey, [request.scheduledChangeId]);
  const outcome: UndoOutcome = await act(call, 'undo', (signal) =>
    call.adapter.cancelScheduledChange({ ...request, idempotencyKey }, signal),
  );
  call.services.emit({ type: 'undo_answered', ...call.subject, status: outcome.status });
  switch (outcome.status) {
    case 'undone':
      return { ...outcome, subscription: withSafeUrls(call, outcome.subscription) };
    case 'rejected':
      return { ...outcome, subscription: outcome.subscription && withSafeUrls(call, outcome.subscription) };
    case 'unknown':
      return outcome;
  }
}
