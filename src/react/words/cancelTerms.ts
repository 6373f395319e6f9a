import type { Catalog } from '../../core/adapter.js';
import type { Impact } from '../../core/impact.js';
import type { Feature } from '../../core/plan.js';
import type { Subscription } from '../../core/subscription.js';
import type { CancelKit } from '../kit.js';

/** When access ends if nothing more is paid; null where billing does not say. */
export function endOfAccess(held: Subscription): string | null {
  return held.status === 'trialing' ? held.trialEndsAt : (held.currentPeriod?.end ?? held.nextBillingDate);
}

/** Everything that ends with the plan: what it includes, and what is added to it. */
export function lossesOf({ say, format }: CancelKit, { plans }: Catalog, held: Subscription): readonly Impact[] {
  const { addons, discounts } = held;
  const features = plans.find(({ id }) => id === held.planId)?.features ?? [];
  const lost = (kind: 'addon_removed' | 'discount_lost', name: string): Impact => ({ kind, severity: 'warn', name });
  return [
    ...features.filter(includes).map((feature): Impact => {
      const { id: featureId, name } = feature;
      const kind = { kind: 'feature_lost', severity: 'warn', featureId } as const;
      if (feature.kind === 'boolean') return { ...kind, name };
      const limit = feature.kind === 'seats' ? feature.included : feature.limit;
      const amount = limit === null ? say('impact.noLimit') : format.number(limit);
      return { ...kind, name: say('cancel.measure', { name, amount }) };
    }),
    ...addons.map(({ name }) => lost('addon_removed', name)),
    ...discounts.flatMap(({ name, code }) => ((name ?? code) ? [lost('discount_lost', name ?? code ?? '')] : [])),
  ];
}

function includes(feature: Feature): boolean {
  return feature.kind !== 'boolean' || feature.included;
}
