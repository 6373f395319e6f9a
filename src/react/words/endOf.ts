import type { Catalog } from '../../core/adapter.js';
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

/** Whether what is set for a date is the end of what is paid: to no plan, or to a free one, as some billing systems show it. */
export function isEnd({ planId }: ScheduledChange, { plans }: Pick<Catalog, 'plans'>): boolean {
  return planId === null || plans.some(({ id, isFree }) => isFree && id === planId);
}

/** The end that is set for a subscription, however billing shows it. */
export function endingOf(held: Subscription, catalog: Pick<Catalog, 'plans'>): ScheduledChange | null {
  const change = held.scheduledChange;
  return endOf(held) ?? (change && isEnd(change, catalog) ? change : null);
}
