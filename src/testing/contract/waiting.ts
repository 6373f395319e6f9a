import type { UndoOutcome } from '../../core/outcome.js';
import type { Subscription } from '../../core/subscription.js';
import type { Stage } from './stage.js';

/** The change or the end that waits for its date, with the id that takes it back. */
export function waiting(subscription: Subscription): { readonly id: string; readonly effectiveAt: string } | null {
  const { scheduledChange, cancellation, id } = subscription;
  return scheduledChange ?? (cancellation && { id, effectiveAt: cancellation.effectiveAt });
}

export function undo({ adapter, signal }: Stage, scheduledChangeId: string): Promise<UndoOutcome> {
  return adapter.cancelScheduledChange({ scheduledChangeId, idempotencyKey: crypto.randomUUID() }, signal);
}
