import type { ReactNode } from 'react';
import type { Feature, Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { Icon } from '../shared/Icon.js';
import type { PlanKit } from '../../react/kit.js';

/** What is enough to put something about plans into words. */
export type PlanWording = Pick<PlanKit, 'say' | 'format'>;

/** The features of all plans, each once, in the order they are first named: a row of the comparison. */
export function featureRows(plans: readonly Plan[]): readonly Feature[] {
  const rows = new Map<string, Feature>();
  for (const plan of plans)
    for (const feature of plan.features) if (!rows.has(feature.id)) rows.set(feature.id, feature);
  return [...rows.values()];
}

/** What a plan includes, one item per row, so that neighbours line up. Nothing where nobody knows. */
export function featureList(words: PlanWording, plan: Plan, rows: readonly Feature[]): ReactNode {
  if (rows.length === 0 || plan.features.length === 0) return null;
  return (
    <ul
      className={part('features')}
      aria-label={words.say('plans.features', { plan: plan.name })}
      lang={plan.lang.features}
    >
      {rows.map((row) => {
        const feature = plan.features.find(({ id }) => id === row.id);
        return (
          <li key={row.id} className={part('feature')} data-included={includes(feature)}>
            <Icon name={includes(feature) ? 'check' : 'minus'} />
            <span>{(feature ?? row).name}</span>
            {featureValue(words, feature)}
          </li>
        );
      })}
    </ul>
  );
}

/** Whether a plan has a feature at all, in whatever measure. */
export function includes(feature: Feature | undefined): boolean {
  return feature !== undefined && (feature.kind !== 'boolean' || feature.included);
}

/** How much of a feature a plan has, in words; a yes or no that is drawn as a mark is read out. */
export function featureValue({ say, format }: PlanWording, feature: Feature | undefined): ReactNode {
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
