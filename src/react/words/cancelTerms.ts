import type { Catalog } from '../../core/adapter.js';
import type { Impact } from '../../core/impact.js';
import type { Feature } from '../../core/plan.js';
import type { Subscription } from '../../core/subscription.js';
import type { CancelTiming } from './cancelForm.js';
import type { CancelKit } from '../kit.js';

/** When access ends if nothing more is paid; null where billing does not say. */
export function endOfAccess(held: Subscription): string | null {
  return held.status === 'trialing' ? held.trialEndsAt : (held.currentPeriod?.end ?? held.nextBillingDate);
}

/** Everything that ends with the plan: what it includes, and what is added to it. */
export function lossesOf(
  { say, format }: Pick<CancelKit, 'say' | 'format'>,
  { plans }: Catalog,
  held: Subscription,
): readonly Impact[] {
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

/** What a cancellation does, and until when the plan stays. */
export function cancelSentence<T>(
  { say, tell, date }: CancelKit<T>,
  held: Subscription,
  timing: CancelTiming,
): T | string {
  const plan = held.planName;
  const end = endOfAccess(held);
  if (timing === 'next_billing_date')
    return end === null ? say('cancel.laterOpen', { plan }) : tell('cancel.later', { plan, date: date(end) });
  if (end === null) return say('cancel.now', { plan });
  return tell(held.status === 'trialing' ? 'cancel.nowTrial' : 'cancel.nowPaid', { plan, date: date(end) });
}

/** What the button says that it does. */
export function cancelLabel(
  { say, format }: Pick<CancelKit, 'say' | 'format'>,
  held: Subscription,
  timing: CancelTiming,
): string {
  const plan = held.planName;
  const end = endOfAccess(held);
  if (timing === 'immediately') return say('cancel.doNow', { plan });
  return end === null ? say('cancel.doLater', { plan }) : say('cancel.doOn', { plan, date: format.date(end) });
}
