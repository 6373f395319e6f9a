import { decodeSchedule, type StripeItem, type StripeSchedule, type StripeSubscription } from './shapes.js';
import type { StripeSettings } from './options.js';

/** Marks the schedules that were made here, so that a host's own are told apart and left alone. */
export const SCHEDULE_MARK = 'planshift';

type Phase = StripeSchedule['phases'][number];

/** The phase that follows the period which is paid for; null where nothing is planned. */
export function nextPhase(schedule: StripeSchedule | null, item: StripeItem): Phase | null {
  return schedule?.phases.find(({ start_date: start }) => start >= item.current_period_end) ?? null;
}

/** Whether somebody else plans something with it. One without a further phase that is released by itself plans nothing. */
export function isForeign(schedule: StripeSchedule | null, item: StripeItem): boolean {
  if (schedule === null || schedule.metadata?.[SCHEDULE_MARK] !== undefined) return false;
  return nextPhase(schedule, item) !== null || (schedule.end_behavior ?? 'release') !== 'release';
}

/** What the plan is to be when the period ends. */
export interface Planned {
  readonly priceId: string;
  readonly quantity: number;
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly intervalCount: number;
}

/**
 * Two phases: what is held until the period ends, and what comes then. A phase is the whole of a subscription: what it does not
 * name, such as discounts, tax rates or the rest of a trial, ends with it.
 *
 * @param schedule the id of the one that is attached; null makes one.
 */
export async function plan(
  { client: { subscriptionSchedules: schedules } }: StripeSettings,
  subscription: StripeSubscription,
  item: StripeItem,
  schedule: string | null,
  { priceId, quantity, interval, intervalCount: interval_count }: Planned,
  key: string,
): Promise<void> {
  const id = schedule ?? (await made());
  const others = subscription.items.data.filter((other) => other.id !== item.id).map((other) => itemOf(other));
  const kept = keptBy(subscription);
  const { trial_end } = subscription;
  await schedules.update(
    id,
    {
      phases: [
        {
          items: [itemOf(item), ...others],
          start_date: item.current_period_start,
          end_date: item.current_period_end,
          ...(subscription.status === 'trialing' && trial_end !== null && { trial_end }),
          ...kept,
        },
        {
          items: [{ ...itemOf(item), price: priceId, quantity }, ...others],
          duration: { interval, interval_count },
          proration_behavior: 'none',
          ...kept,
        },
      ],
      end_behavior: 'release',
      metadata: { [SCHEDULE_MARK]: 'change' },
    },
    { idempotencyKey: key },
  );

  async function made(): Promise<string> {
    const options = { idempotencyKey: `${key}:create` };
    return decodeSchedule(await schedules.create({ from_subscription: subscription.id }, options), '').id;
  }
}

const reused = (ids: readonly string[]) => ids.map((discount) => ({ discount }));

// What is counted has no quantity.
function itemOf({ price, quantity, discounts, tax_rates: rates }: StripeItem) {
  return {
    price: price.id,
    ...(quantity !== null && { quantity }),
    ...(discounts?.length && { discounts: reused(discounts) }),
    ...(rates?.length && { tax_rates: [...rates] }),
  };
}

function keptBy({ discounts, default_tax_rates: rates }: StripeSubscription) {
  return {
    ...(discounts?.length && { discounts: reused(discounts.map(({ id }) => id)) }),
    ...(rates?.length && { default_tax_rates: [...rates] }),
  };
}
