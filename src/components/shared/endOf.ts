import type { ScheduledChange, Subscription } from '../../core/subscription.js';

/** A cancellation that is set for a date, as a change to nothing: it is taken back by the subscription's id. */
export function endOf({ id, cancellation }: Subscription): ScheduledChange | null {
  return (
    cancellation && {
      id,
      planId: null,
      planName: null,
      priceId: null,
      interval: null,
      effectiveAt: cancellation.effectiveAt,
      undoable: cancellation.undoable,
      paidUntil: null,
      replaceable: false,
    }
  );
}
