import type { ReactElement, ReactNode } from 'react';
import type { Feature, Plan } from '../../core/plan.js';
import { featureAmount, includes, type PlanWording } from '../../react/words/features.js';
import { part } from '../../theme/parts.js';
import { Icon } from '../shared/Icon.js';

/** What a plan includes, one item per row, so that neighbours line up. Nothing where nobody knows. */
export function featureList(words: PlanWording, plan: Plan, rows: readonly Feature[]): ReactElement<object> | null {
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

/** How much of a feature a plan has, in words; a yes or no that is drawn as a mark is read out. */
export function featureValue(words: PlanWording, feature: Feature | undefined): ReactNode {
  const amount = featureAmount(words, feature);
  return amount === null ? (
    <span className={part('sr')}>{words.say(includes(feature) ? 'feature.yes' : 'feature.no')}</span>
  ) : (
    <span className={part('feature-value')}>{amount}</span>
  );
}
