import type { CancelReason } from '../adapter.js';
import { isHarmless } from '../failures.js';
import type { CancelOutcome } from '../outcome.js';
import { cancelRules, repeatsCancel } from './cancelRules.js';
import type { Act } from './createPlanFlow.js';
import { tellChanged } from './news.js';
import { sendAlone } from './sendAlone.js';
import type { CancelWish } from './state.js';

/** How a subscription is to end. */
export interface CancelChoice {
  /** `immediately` only with the capability `cancelNow`, `next_billing_date` only with `cancel`. */
  readonly effectiveAt: CancelWish['effectiveAt'];
  /** Default: none is given. */
  readonly reason?: CancelReason | null;
  /** In the customer's own words, at most 500 characters. Default: none. */
  readonly comment?: string | null;
}

export interface CancelActs {
  /**
   * Ends the subscription. Does nothing while a request is out or an attempt is open; a change that is only reviewed is left.
   * The same wish again after an answer that was lost is the same cancellation, so that it has one effect.
   */
  readonly cancel: (choice: CancelChoice) => void;
}

const NOT_SUPPORTED: CancelOutcome = { status: 'rejected', reason: 'not_supported', subscription: null };

export const canceling: Act<CancelActs> = (core) => {
  const { send, report, failed, begin, getState } = core;
  const { adapter, environment } = core.options;

  /** The key of a request that may have happened; that its repetition was refused says nothing of it. */
  let uncertain: string | null = null;

  function keyFor(request: CancelWish): string {
    const state = getState();
    return repeatsCancel(state, request) && state.idempotencyKey === uncertain ? uncertain : environment.newKey();
  }

  async function cancel({ effectiveAt, reason = null, comment = null }: CancelChoice): Promise<void> {
    const request: CancelWish = { effectiveAt, reason, comment };
    const idempotencyKey = keyFor(request);
    if (!send({ type: 'cancel_requested', request, idempotencyKey })) return;
    begin('preview');
    report({ type: 'cancel_confirmed', effectiveAt, reason });
    try {
      const outcome = await sendAlone(
        core,
        async (signal) => adapter.cancelSubscription?.({ ...request, idempotencyKey }, signal) ?? NOT_SUPPORTED,
      );
      uncertain = outcome.status === 'unknown' ? idempotencyKey : null;
      report({ type: 'cancel_settled', effectiveAt, status: outcome.status });
      if (outcome.status === 'canceled' || outcome.status === 'scheduled') tellChanged(core, outcome.subscription);
      send({ type: 'cancel_answered', outcome, idempotencyKey });
    } catch (thrown) {
      const error = failed('cancel', thrown);
      if (!isHarmless(error)) uncertain = idempotencyKey;
      send({ type: 'cancel_failed', error, idempotencyKey });
    }
  }

  return { rules: cancelRules, acts: { cancel: (choice) => void cancel(choice) } };
};
