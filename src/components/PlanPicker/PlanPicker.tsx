'use client';
import { forwardRef, useContext, useRef, useState, type ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import { choiceOf } from '../../core/flow/state.js';
import type { Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { below, Heading, type HeadingLevel } from '../shared/Heading.js';
import { Input } from '../shared/Input.js';
import { LinkOut } from '../shared/LinkOut.js';
import { LiveContext } from '../../react/live.js';
import { Notice } from '../shared/Notice.js';
import { shownPlans } from '../../react/words/offer.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import type { PlanKit } from '../../react/kit.js';
import { canAct, matching, MOST_CARDS } from '../../react/words/planAct.js';
import { Card } from './Card.js';
import { useGroup, type PlanGroupOptions } from './useGroup.js';
import { useWholeCard } from './useWholeCard.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export interface PlanPickerProps extends PartProps<HTMLElement>, PlanGroupOptions {
  /** The level of the heading; those of the plans are one deeper. Default 2. */
  readonly headingLevel?: HeadingLevel;
}

/** The plans a customer can move between, at the interval that is chosen. */
export const PlanPicker = forwardRef<HTMLElement, PlanPickerProps>(function PlanPicker(
  {
    mode = 'act',
    headingLevel = 2,
    reviewOnChoose,
    priceId,
    onPriceChange,
    onPlanSelect,
    planHref,
    render,
    className,
    ...rest
  },
  ref,
) {
  const kit = usePlanKit();
  const { say, catalog, state } = kit;
  const id = useId();
  const group = { mode, reviewOnChoose, priceId, onPriceChange, onPlanSelect, planHref };
  return rendered(
    render,
    <section
      ref={ref}
      aria-labelledby={id}
      {...kit.root}
      {...rest}
      data-mode={mode}
      data-status={state.status}
      className={part('plan-picker', className)}
    >
      <Heading level={headingLevel} id={id} className={part('heading')}>
        {say(mode === 'act' ? 'plans.title' : 'plans.choose')}
      </Heading>
      {catalog && choiceOf(state) ? (
        <Offers {...{ catalog, group, headingId: id, level: below(headingLevel) }} />
      ) : (
        waiting(kit)
      )}
    </section>,
  );
});

function waiting({ say, flow, state }: PlanKit): ReactNode {
  if (state.status === 'load_failed')
    return (
      <Notice tone="danger" title={say('load.title')}>
        <p>{say(`error.${state.error.code}`)}</p>
        <Button onClick={() => flow.reload()}>{say('act.retry')}</Button>
      </Notice>
    );
  return (
    <>
      <p className={part('sr')}>{say('plans.loading')}</p>
      <div className={part('plans')} aria-hidden="true">
        {[0, 1, 2].map((key) => (
          <div key={key} className={part('skeleton')} />
        ))}
      </div>
    </>
  );
}

interface OffersProps {
  readonly catalog: Catalog;
  readonly group: PlanGroupOptions;
  readonly headingId: string;
  readonly level: HeadingLevel;
}

function Offers(props: OffersProps) {
  const { catalog, group } = props;
  const { say, flow } = usePlanKit();
  const { tell } = useContext(LiveContext);
  const [text, setText] = useState('');
  const plans = shownPlans(catalog);
  const isLong = catalog.plans.length > MOST_CARDS;
  if (catalog.plans.length === 0)
    return (
      <Notice tone="info">
        <p>{say('plans.empty')}</p>
        <Button onClick={() => flow.reload()}>{say('act.reload')}</Button>
      </Notice>
    );
  const found = isLong ? matching(plans, text) : plans;
  const filter = (wanted: string) => {
    setText(wanted);
    tell('status', say('plans.found', { count: matching(plans, wanted).length }));
  };
  const isClosed = group.mode !== 'choose' && catalog.may === 'change' && !canAct(catalog, group);
  return (
    <>
      {catalog.may === 'view' && <p className={part('hint')}>{say('plans.viewOnly')}</p>}
      {isClosed && (
        <p className={part('hint')}>
          {say('plans.browse')}{' '}
          {catalog.supportUrl && <LinkOut href={catalog.supportUrl}>{say('act.support')}</LinkOut>}
        </p>
      )}
      {isLong && <Filter text={text} onText={filter} found={found.length} />}
      <Cards {...props} plans={found} />
    </>
  );
}

interface FilterProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly found: number;
}

function Filter({ text, onText, found }: FilterProps) {
  const { say } = usePlanKit();
  const id = useId();
  return (
    <div className={part('filter')}>
      <label htmlFor={id}>{say('plans.filter')}</label>
      <Input id={id} type="search" value={text} onChange={(event) => onText(event.target.value)} />
      <span className={part('hint')}>{say('plans.found', { count: found })}</span>
      {found === 0 && (
        <p>
          {say('plans.noMatch', { text })} <Button onClick={() => onText('')}>{say('plans.showAll')}</Button>
        </p>
      )}
    </div>
  );
}

function Cards({ group: options, headingId, level, plans }: OffersProps & { readonly plans: readonly Plan[] }) {
  const group = useGroup(options, level);
  const node = useRef<HTMLDivElement>(null);
  useWholeCard(node, options.mode === 'choose');
  if (group === null) return null;
  const shared = { className: part('plans'), 'data-layout': group.isLong ? 'list' : 'cards' };
  const cards = plans.map((plan) => <Card key={plan.id} group={group} plan={plan} />);
  return group.isForm ? (
    <div ref={node} role="radiogroup" aria-labelledby={headingId} {...shared}>
      {cards}
    </div>
  ) : (
    <ul {...shared}>{cards}</ul>
  );
}
