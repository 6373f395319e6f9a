import type { UndoRequest } from '../core/adapter.js';
import type { UndoOutcome } from '../core/outcome.js';
import { ChangePlanError } from '../core/errors.js';
import type { Subscription } from '../core/subscription.js';
import type { Call } from './call.js';
import { DeadlineError, withDeadline } from './deadline.js';
import { thrownEvent } from './events.js';
import { withSafeUrls } from './urls.js';
import { digest } from './crypto.js';

/** Takes back what is scheduled. The provider's key is ours, so that two customers' keys never meet. */
export async function undo(call: Call, request: UndoRequest): Promise<UndoOutcome> {
  const { services, scope } = call;
  const key = await digest('undo', scope.customerId, scope.subscriptionId, request.idempotencyKey);
  const outcome = await take(call, { ...request, idempotencyKey: `ps_u_${key}` });
  services.emit({ type: 'undo_answered', ...call.subject, status: outcome.status });
  const safe = (subscription: Subscription) => withSafeUrls(call, subscription);
  switch (outcome.status) {
    case 'undone':
      return { ...outcome, subscription: safe(outcome.subscription) };
    case 'rejected':
      return { ...outcome, subscription: outcome.subscription && safe(outcome.subscription) };
    case 'unknown':
      return outcome;
  }
}

async function take(call: Call, request: UndoRequest): Promise<UndoOutcome> {
  const { services, adapter } = call;
  try {
    return await withDeadline(services.limits.providerTimeoutMs, null, (signal) =>
      adapter.cancelScheduledChange(request, signal),
    );
  } catch (thrown) {
    if (thrown instanceof ChangePlanError) throw thrown;
    services.emit(
      thrownEvent('undo', thrown instanceof DeadlineError ? 'provider_unavailable' : 'internal', null, thrown),
    );
    return { status: 'unknown', reference: null };
  }
}
