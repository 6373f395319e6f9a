import { usageOf } from '../../core/impact.js';
import type { Catalog, Selection } from '../../core/adapter.js';
import type { Plan } from '../../core/plan.js';
import type { Subscription } from '../../core/subscription.js';

/** How many are chosen, and how few can be. */
export interface QuantityBounds {
  /** The name of what is counted; null where no feature is. */
  readonly name: string | null;
  readonly quantity: number;
  readonly least: number;
  /** Whether fewer cannot be had because they are in use. */
  readonly isInUse: boolean;
  readonly isPossible: (count: number) => boolean;
}

/** The plan whose quantity can be chosen; null where billing sells none. */
export function countedPlan({ plans, capabilities }: Catalog, { priceId }: Selection): Plan | null {
  const plan = plans.find(({ prices }) => prices.some(({ id }) => id === priceId));
  return capabilities.quantity && plan && !plan.isFree ? plan : null;
}

/** @param featureId the feature that is paid for one by one. Default: the one whose included number is the quantity that is held. */
export function quantityBounds(
  plan: Plan,
  subscription: Subscription | null,
  selection: Selection,
  featureId: string | undefined,
): QuantityBounds {
  const counted = countedFeature(plan, subscription, featureId);
  const used = counted ? (usageOf(subscription, counted.id)?.used ?? null) : null;
  const least = Math.max(used ?? 1, 1);
  return {
    name: counted?.name ?? null,
    quantity: selection.quantity ?? subscription?.quantity ?? 1,
    least,
    isInUse: Boolean(used),
    isPossible: (count) => Number.isSafeInteger(count) && count >= least,
  };
}

function countedFeature(plan: Plan, subscription: Subscription | null, featureId: string | undefined) {
  return plan.features.find(({ id, kind }) =>
    featureId === undefined
      ? kind === 'seats' && subscription !== null && usageOf(subscription, id)?.included === subscription.quantity
      : id === featureId,
  );
}
