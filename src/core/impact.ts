import type { Feature, Plan } from './plan.js';
import type { FeatureUsage, Subscription } from './subscription.js';

/** `block`: the change is refused while it stands. `warn`: the customer must know before. `info`: good to know. */
export type Severity = 'block' | 'warn' | 'info';

/** One thing that a change brings, takes away or leaves over a limit. */
export type Impact =
  | {
      readonly kind: 'seats_exceeded';
      readonly severity: Severity;
      readonly featureId: string;
      readonly name: string;
      readonly used: number;
      readonly included: number;
    }
  | {
      readonly kind: 'limit_exceeded';
      readonly severity: Severity;
      readonly featureId: string;
      readonly name: string;
      readonly used: number;
      readonly included: number;
      readonly unit: string | null;
    }
  /** `data_at_risk`: what is over the limit may be deleted at once and not come back; asks for a second yes. */
  | {
      readonly kind: 'feature_gained' | 'feature_lost' | 'data_at_risk';
      readonly severity: Severity;
      readonly featureId: string;
      readonly name: string;
    }
  | {
      readonly kind: 'limit_raised' | 'limit_lowered';
      readonly severity: Severity;
      readonly featureId: string;
      readonly name: string;
      readonly from: number | null;
      readonly to: number | null;
      readonly unit: string | null;
    }
  | {
      readonly kind: 'addon_removed' | 'addon_kept' | 'discount_lost' | 'discount_kept' | 'item_kept';
      readonly severity: Severity;
      readonly name: string;
    }
  | {
      readonly kind: 'scheduled_change_replaced';
      readonly severity: Severity;
      readonly name: string;
      readonly effectiveAt: string;
    };

/** Whether the change happens now or when the period ends: seats over the limit refuse the one and warn of the other. */
export interface ImpactInput {
  readonly subscription: Subscription | null;
  readonly from: Plan | null;
  readonly to: Plan;
  readonly when: 'immediately' | 'later';
}

/**
 * What a move between plans changes for the customer, worked out from what the plans include and what is in use:
 * over a limit first, then lost, then gained, then kept.
 */
export function impactOf({ subscription, from, to, when }: ImpactInput): readonly Impact[] {
  return [...exceededImpact({ subscription, from, to, when }), ...differences(from, to), ...kept(subscription)];
}

/** The first thing in the way of an immediate change, if any. */
export function blockingImpact(impact: readonly Impact[]): Impact | null {
  return impact.find((item) => item.severity === 'block') ?? null;
}

function capOf(feature: Feature | undefined): number | null {
  if (feature === undefined) return 0;
  if (feature.kind === 'boolean') return feature.included ? null : 0;
  return feature.kind === 'seats' ? feature.included : feature.limit;
}

/** The limits of a plan that what is in use is over: seats, and everything else that is counted. */
export function exceededImpact({ subscription, from, to, when }: ImpactInput): readonly Impact[] {
  if (from?.id === to.id) return [];
  const found: Impact[] = [];
  for (const { featureId, used } of subscription?.usage ?? []) {
    const feature = featureOf(to, featureId) ?? featureOf(from, featureId);
    const target = featureOf(to, featureId);
    const cap = capOf(target);
    if (used === null || cap === null || used <= cap || !feature || feature.kind === 'boolean') continue;
    if (feature.kind === 'limit') {
      found.push({
        kind: 'limit_exceeded',
        severity: 'warn',
        featureId,
        name: feature.name,
        used,
        included: cap,
        unit: feature.unit,
      });
      continue;
    }
    const billed = target?.kind === 'seats' && target.overage === 'billed';
    const severity = billed ? 'info' : when === 'immediately' ? 'block' : 'warn';
    found.push({ kind: 'seats_exceeded', severity, featureId, name: feature.name, used, included: cap });
  }
  return found;
}

function featureOf(plan: Plan | null, id: string): Feature | undefined {
  return plan?.features.find((feature) => feature.id === id);
}

function differences(from: Plan | null, to: Plan): readonly Impact[] {
  if (from === null || from.id === to.id) return [];
  const [lost, gained]: [Impact[], Impact[]] = [[], []];
  const ids = new Set([...from.features, ...to.features].map((feature) => feature.id));
  for (const id of ids) {
    const [old, next] = [featureOf(from, id), featureOf(to, id)];
    const named = next ?? old;
    if (!named) continue;
    const [a, b] = [capOf(old), capOf(next)];
    if (a === b) continue;
    const common = { featureId: id, name: named.name };
    if (b === 0) lost.push({ kind: 'feature_lost', severity: 'warn', ...common });
    else if (a === 0) gained.push({ kind: 'feature_gained', severity: 'info', ...common });
    else {
      const raised = b === null || (a !== null && b > a);
      const unit = named.kind === 'limit' ? named.unit : null;
      (raised ? gained : lost).push({
        kind: raised ? 'limit_raised' : 'limit_lowered',
        severity: raised ? 'info' : 'warn',
        ...common,
        from: a,
        to: b,
        unit,
      });
    }
  }
  return [...lost, ...gained];
}

function kept(subscription: Subscription | null): readonly Impact[] {
  return (subscription?.otherItems ?? []).map((item) => ({ kind: 'item_kept', severity: 'info', name: item.name }));
}

/** How much of a feature is in use, if the provider says. */
export function usageOf(subscription: Subscription | null, featureId: string): FeatureUsage | null {
  return subscription?.usage.find((usage) => usage.featureId === featureId) ?? null;
}
