import type { Feature, Plan } from '../../core/plan.js';
import type { PlanKit } from '../kit.js';

/** What is enough to put something about plans into words. */
export type PlanWording = Pick<PlanKit, 'say' | 'format'>;

/** The features of all plans, each once, in the order they are first named: a row of the comparison. */
export function featureRows(plans: readonly Plan[]): readonly Feature[] {
  const rows = new Map<string, Feature>();
  for (const plan of plans)
    for (const feature of plan.features) if (!rows.has(feature.id)) rows.set(feature.id, feature);
  return [...rows.values()];
}

/** Whether a plan has a feature at all, in whatever measure. */
export function includes(feature: Feature | undefined): boolean {
  return feature !== undefined && (feature.kind !== 'boolean' || feature.included);
}

/** How much of a feature a plan has: "10,000 minutes", "Unlimited". Null where that is a yes or a no. */
export function featureAmount({ say, format }: PlanWording, feature: Feature | undefined): string | null {
  if (feature === undefined || feature.kind === 'boolean') return null;
  const limit = feature.kind === 'seats' ? feature.included : feature.limit;
  if (limit === null) return say('feature.unlimited');
  const number = format.number(limit);
  const unit = feature.kind === 'limit' ? feature.unit : null;
  return unit && !saysUnit(feature.name, unit) ? say('feature.amount', { number, unit }) : number;
}

/** "Build minutes" needs no second "minute" after its number. */
function saysUnit(name: string, unit: string): boolean {
  return name.toLowerCase().includes(unit.toLowerCase());
}
