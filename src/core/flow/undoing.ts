import type { ScheduledChange } from '../subscription.js';
import type { Act } from './createPlanFlow.js';
import { tellChanged } from './news.js';
import { undoRules } from './undoRules.js';

export interface UndoActs {
  /** Takes back a change, or an end, that is set for a date. */
  readonly undo: (scheduled: ScheduledChange) => void;
}

export const undoing: Act<UndoActs> = (core) => {
  const { send, failed, inTime } = core;
  const { adapter, environment } = core.options;

  async function undo(scheduled: ScheduledChange): Promise<void> {
    const idempotencyKey = environment.newKey();
    if (!send({ type: 'undo_requested', scheduled, idempotencyKey })) return;
    try {
      const request = { scheduledChangeId: scheduled.id, idempotencyKey };
      const outcome = await inTime(adapter.cancelScheduledChange(request, new AbortController().signal));
      if (outcome.status === 'undone') tellChanged(core, null);
      send({ type: 'undo_answered', outcome, idempotencyKey });
    } catch (thrown) {
      send({ type: 'undo_failed', error: failed('undo', thrown), idempotencyKey });
    }
  }

  return { rules: undoRules, acts: { undo: (scheduled) => void undo(scheduled) } };
};
