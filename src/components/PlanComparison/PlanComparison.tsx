'use client';
import { forwardRef, type ReactNode } from 'react';
import { currencyOf } from '../../core/currency.js';
import { choiceOf } from '../../core/flow/state.js';
import type { Feature, Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { featureRows, includes } from '../../react/words/features.js';
import { featureValue } from '../PlanPicker/FeatureList.js';
import { badge } from '../PlanPicker/drawCard.js';
import { planPrice } from '../PlanPicker/PlanPrice.js';
import { Icon } from '../shared/Icon.js';
import { heldOf, offerOf } from '../../react/words/offer.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import type { PlanKit } from '../../react/kit.js';
import { useScrollFocus } from '../shared/useScrollFocus.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export type PlanComparisonProps = PartProps<HTMLDivElement>;

/** Every feature of every plan in one table: plans as columns, features as rows. Draws nothing where there is nothing to compare. */
export const PlanComparison = forwardRef<HTMLDivElement, PlanComparisonProps>(function PlanComparison(
  { render, className, ...rest },
  ref,
) {
  const kit = usePlanKit();
  const { say, catalog } = kit;
  const id = useId();
  const plans = catalog?.plans ?? [];
  const rows = featureRows(plans);
  const region = useScrollFocus<HTMLElement>(rows.length);
  if (rows.length === 0) return null;
  return rendered(
    render,
    <div ref={ref} {...kit.root} {...rest} className={part('comparison', className)}>
      <section ref={region} aria-labelledby={id} className={part('comparison-scroll')}>
        <table className={part('comparison-table')}>
          <caption id={id}>{say('compare.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('compare.feature')}</th>
              {plans.map((plan) => head(kit, plan, id))}
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
    </div>,
  );
});

/** Whose column it is: the plan, what it is to the customer, and what it costs at the chosen interval. */
function head(kit: PlanKit, plan: Plan, id: string): ReactNode {
  const { say, catalog, state } = kit;
  const choice = choiceOf(state);
  if (!catalog || !choice) return null;
  const { interval } = choice;
  const offer = offerOf(plan, catalog, interval, currencyOf(catalog, choice.currency));
  const isHeld = heldOf(catalog)?.planId === plan.id;
  return (
    <th key={plan.id} scope="col" data-offer={offer.status} data-recommended={plan.recommended}>
      <bdi lang={plan.lang.name}>{plan.name}</bdi>
      {planPrice(kit, { plan, interval, id: `${id}${plan.id}`, price: 'price' in offer ? offer.price : null })}
      {isHeld ? <span className={part('plan-badge')}>{say('plans.current')}</span> : badge(kit, plan)}
    </th>
  );
}

function cell(kit: PlanKit, key: string, feature: Feature | undefined): ReactNode {
  const isMark = feature === undefined || feature.kind === 'boolean';
  return (
    <td key={key} data-included={includes(feature)}>
      {isMark && <Icon name={includes(feature) ? 'check' : 'minus'} />}
      {featureValue(kit, feature)}
    </td>
  );
}
