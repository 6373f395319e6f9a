'use client';
import { forwardRef, useId, type HTMLAttributes, type ReactNode } from 'react';
import type { Feature } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { featureRows, featureValue, includes } from '../PlanPicker/FeatureList.js';
import { Icon } from '../shared/Icon.js';
import { usePlanKit, type PlanKit } from '../shared/usePlanKit.js';
import { useScrollFocus } from '../shared/useScrollFocus.js';

export type PlanComparisonProps = HTMLAttributes<HTMLDivElement>;

/** Every feature of every plan in one table: plans as columns, features as rows. Draws nothing where there is nothing to compare. */
export const PlanComparison = forwardRef<HTMLDivElement, PlanComparisonProps>(function PlanComparison(
  { className, ...rest },
  ref,
) {
  const kit = usePlanKit();
  const { say, catalog } = kit;
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
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {plans.map((plan) =>
                  cell(
                    kit,
                    plan.id,
                    plan.features.find(({ id: other }) => other === row.id),
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
});

function cell(kit: PlanKit, key: string, feature: Feature | undefined): ReactNode {
  const isMark = feature === undefined || feature.kind === 'boolean';
  return (
    <td key={key} data-included={includes(feature)}>
      {isMark && <Icon name={includes(feature) ? 'check' : 'minus'} />}
      {featureValue(kit, feature)}
    </td>
  );
}
