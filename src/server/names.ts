import type { Impact } from '../core/impact.js';
import type { Plan } from '../core/plan.js';
import type { ChangeSummary, PreviewOutcome } from '../core/preview.js';
import type { Subscription } from '../core/subscription.js';
import { withRetail, withRetailAmount } from './retail.js';

/** The words of the presentation in place of the provider's, wherever a plan or feature is named. */
function planName(plans: readonly Plan[], planId: string | null, own: string): string {
  return plans.find((plan) => plan.id === planId)?.name ?? own;
}

function featureName(plans: readonly Plan[], featureId: string, own: string): string {
  for (const plan of plans) for (const feature of plan.features) if (feature.id === featureId) return feature.name;
  return own;
}

export function namedSubscription(subscription: Subscription, plans: readonly Plan[]): Subscription {
  const { scheduledChange: scheduled, pendingChange: pending } = subscription;
  return {
    ...withRetailAmount(subscription, plans),
    planName: planName(plans, subscription.planId, subscription.planName),
    scheduledChange:
      scheduled && scheduled.planName !== null
        ? { ...scheduled, planName: planName(plans, scheduled.planId, scheduled.planName) }
        : scheduled,
    pendingChange:
      pending && pending.planName !== null
        ? { ...pending, planName: planName(plans, pending.planId, pending.planName) }
        : pending,
  };
}

/** `about` are the plans that the change is between: their words for a feature come before another plan's. */
export function namedImpact(
  impact: readonly Impact[],
  plans: readonly Plan[],
  about: readonly (string | null | undefined)[],
): readonly Impact[] {
  const first = about.flatMap((id) => plans.filter((plan) => plan.id === id));
  return impact.map((item) =>
    'featureId' in item ? { ...item, name: featureName([...first, ...plans], item.featureId, item.name) } : item,
  );
}

function namedChange({ direction, from, to }: ChangeSummary, plans: readonly Plan[]): ChangeSummary {
  return {
    direction,
    from: from && { ...from, planName: planName(plans, from.planId, from.planName) },
    to: { ...to, planName: planName(plans, to.planId, to.planName) },
  };
}

export function namedPreview(preview: PreviewOutcome, plans: readonly Plan[]): PreviewOutcome {
  const change = namedChange(preview.change, plans);
  const named = {
    ...withRetail(preview, plans),
    change,
    impact: namedImpact(preview.impact, plans, [change.to.planId, change.from?.planId]),
  };
  if (named.status !== 'quote') return named;
  // A line is named after its plan: the words follow.
  const words = new Map([
    [preview.change.from?.planName, change.from?.planName],
    [preview.change.to.planName, change.to.planName],
  ]);
  return {
    ...named,
    lines: named.lines.map((line) => ({ ...line, name: words.get(line.name ?? undefined) ?? line.name })),
  };
}
