'use client';
import type { Feature, Plan } from '../../core/plan.js';
import { useFormat } from '../../react/useFormat.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { part } from '../../theme/parts.js';
import { Icon } from '../shared/Icon.js';

/** The features of all plans, each once, in the order they are first named: a row of the comparison. */
export function featureRows(plans: readonly Plan[]): readonly Feature[] {
  const rows = new Map<string, Feature>();
  for (const plan of plans)
    for (const feature of plan.features) if (!rows.has(feature.id)) rows.set(feature.id, feature);
  return [...rows.values()];
}

interface FeatureListProps {
  readonly plan: Plan;
  readonly rows: readonly Feature[];
}

/** What a plan includes, one item per row, so that neighbours line up. */
export function FeatureList({ plan, rows }: FeatureListProps) {
  const { say } = usePlanMessages();
  if (rows.length === 0) return null;
  return (
    <ul className={part('features')} aria-label={say('plans.features', { plan: plan.name })} lang={plan.lang.features}>
      {rows.map((row) => (
        <FeatureItem key={row.id} row={row} feature={plan.features.find(({ id }) => id === row.id)} />
      ))}
    </ul>
  );
}

function FeatureItem({ row, feature }: { readonly row: Feature; readonly feature: Feature | undefined }) {
  const isIncluded = includes(feature);
  return (
    <li className={part('feature')} data-included={isIncluded}>
      <Icon name={isIncluded ? 'check' : 'minus'} />
      <span>{(feature ?? row).name}</span>
      <FeatureValue feature={feature} />
    </li>
  );
}

/** Whether a plan has a feature at all, in whatever measure. */
export function includes(feature: Feature | undefined): boolean {
  return feature !== undefined && (feature.kind !== 'boolean' || feature.included);
}

/** How much of a feature a plan has, in words; a yes or no that is drawn as a mark is read out. */
export function FeatureValue({ feature }: { readonly feature: Feature | undefined }) {
  const { say } = usePlanMessages();
  const format = useFormat();
  if (feature === undefined || feature.kind === 'boolean')
    return <span className={part('sr')}>{say(includes(feature) ? 'feature.yes' : 'feature.no')}</span>;
  const limit = feature.kind === 'seats' ? feature.included : feature.limit;
  const unit = feature.kind === 'limit' ? feature.unit : null;
  const says = (number: string) =>
    unit && !saysUnit(feature.name, unit) ? say('feature.amount', { number, unit }) : number;
  return (
    <span className={part('feature-value')}>
      {limit === null ? say('feature.unlimited') : says(format.number(limit))}
    </span>
  );
}

/** "Build minutes" needs no second "minute" after its number. */
function saysUnit(name: string, unit: string): boolean {
  return name.toLowerCase().includes(unit.toLowerCase());
}
