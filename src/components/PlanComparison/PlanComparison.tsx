'use client';
import { forwardRef, useId, type HTMLAttributes } from 'react';
import type { Feature, Plan } from '../../core/plan.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { part } from '../../theme/parts.js';
import { featureRows, FeatureValue, includes } from '../PlanPicker/FeatureList.js';
import { Icon } from '../shared/Icon.js';
import { useScrollFocus } from '../shared/useScrollFocus.js';

export type PlanComparisonProps = HTMLAttributes<HTMLDivElement>;

/** Every feature of every plan in one table: plans as columns, features as rows. Draws nothing where there is nothing to compare. */
export const PlanComparison = forwardRef<HTMLDivElement, PlanComparisonProps>(function PlanComparison(
  { className, ...rest },
  ref,
) {
  const { say } = usePlanMessages();
  const { catalog } = useChangePlan();
  const id = useId();
  const plans = catalog?.plans ?? [];
  const rows = featureRows(plans);
  const region = useScrollFocus<HTMLElement>(rows.length);
  if (rows.length === 0) return null;
  return (
    <div ref={ref} {...rest} className={part('comparison', className)}>
      <section ref={region} aria-labelledby={id} className={part('comparison-scroll')}>
        <table className={part('comparison-table')}>
          <caption id={id}>{say('compare.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('compare.feature')}</th>
              {plans.map((plan) => (
                <th key={plan.id} scope="col" lang={plan.lang.name}>
                  {plan.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} plans={plans} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
});

function Row({ row, plans }: { readonly row: Feature; readonly plans: readonly Plan[] }) {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {plans.map((plan) => (
        <Cell key={plan.id} feature={plan.features.find(({ id }) => id === row.id)} />
      ))}
    </tr>
  );
}

function Cell({ feature }: { readonly feature: Feature | undefined }) {
  const isMark = feature === undefined || feature.kind === 'boolean';
  return (
    <td data-included={includes(feature)}>
      {isMark && <Icon name={includes(feature) ? 'check' : 'minus'} />}
      <FeatureValue feature={feature} />
    </td>
  );
}
