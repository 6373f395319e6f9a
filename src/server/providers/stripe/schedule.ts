import type { StripeItem, StripeSchedule } from './shapes.js';

/** Marks the schedules that were made here, so that a host's own are told apart and left alone. */
export const SCHEDULE_MARK = 'planshift';

/** The phase that follows the period which is paid for; null where nothing is planned. */
export function nextPhase(schedule: StripeSchedule | null, item: StripeItem): StripeSchedule['phases'][number] | null {
  return schedule?.phases.find(({ start_date: start }) => start >= item.current_period_end) ?? null;
}

/** Whether somebody else plans something with it. One without a further phase that is released by itself plans nothing. */
export function isForeign(schedule: StripeSchedule | null, item: StripeItem): boolean {
  if (schedule === null || schedule.metadata?.[SCHEDULE_MARK] !== undefined) return false;
  return nextPhase(schedule, item) !== null || (schedule.end_behavior ?? 'release') !== 'release';
}
