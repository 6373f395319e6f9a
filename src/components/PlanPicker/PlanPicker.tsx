'use client';
import { forwardRef, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import { currencyOf } from '../../core/currency.js';
import { choiceOf, type Choice } from '../../core/flow/state.js';
import type { Plan } from '../../core/plan.js';
import { plansEn } from '../../locale/en/plans.js';
import { createSay } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { below, Heading, type HeadingLevel } from '../shared/Heading.js';
import { Input } from '../shared/Input.js';
import { LinkOut } from '../shared/LinkOut.js';
import { LiveContext } from '../../react/live.js';
import { Notice } from '../shared/Notice.js';
import { offerOf, shownPlans, type Offer } from '../../react/words/offer.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import type { PlanKit } from '../../react/kit.js';
import { useFollowedPrice } from '../../react/useFollowed.js';
import { featureRows } from '../../react/words/features.js';
import { featureList } from './FeatureList.js';
import { canAct, isChosen, isPaused, matching, MOST_CARDS, type PlanRoute } from '../../react/words/planAct.js';
import { PlanCard } from './PlanCard.js';
import { useWholeCard } from './useWholeCard.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export interface PlanPickerProps extends PartProps<HTMLElement>, PlanRoute {
  /** `act`: each plan has its button, for a page. `choose`: the plans are one radio group, for a form. Default `act`. */
  readonly mode?: 'act' | 'choose';
  /** The level of the heading; those of the plans are one deeper. Default 2. */
  readonly headingLevel?: HeadingLevel;
  /** Asks for the price as soon as a plan is chosen, with `mode="choose"`. Default false. */
  readonly reviewOnChoose?: boolean;
  /** The price that is chosen, with `mode="choose"`, where the host decides: null for the one held. Left out: the flow decides. */
  readonly priceId?: string | null;
  /** A plan was chosen, with `mode="choose"`. With `priceId` nothing moves until it says so. */
  readonly onPriceChange?: (priceId: string) => void;
}

/** The plans a customer can move between, at the interval that is chosen. */
export const PlanPicker = forwardRef<HTMLElement, PlanPickerProps>(function PlanPicker(
  {
    mode = 'act',
    headingLevel = 2,
    reviewOnChoose = false,
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
  const choice = choiceOf(state);
  useFollowedPrice(kit, priceId);
  const headingId = useId();
  return rendered(
    render,
    <section
      ref={ref}
      aria-labelledby={headingId}
      {...kit.root}
      {...rest}
      data-mode={mode}
      data-status={state.status}
      className={part('plan-picker', className)}
    >
      <Heading level={headingLevel} id={headingId} className={part('heading')}>
        {say(mode === 'act' ? 'plans.title' : 'plans.choose')}
      </Heading>
      {catalog && choice ? (
        <Offers
          {...{ catalog, choice, mode, reviewOnChoose, headingId, priceId, onPriceChange }}
          route={{ onPlanSelect, planHref }}
          level={below(headingLevel)}
          isPaused={isPaused(state)}
        />
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

interface OffersProps extends Pick<PlanPickerProps, 'priceId' | 'onPriceChange'> {
  readonly route: PlanRoute;
  readonly catalog: Catalog;
  readonly choice: Choice;
  readonly mode: 'act' | 'choose';
  readonly reviewOnChoose: boolean;
  readonly headingId: string;
  readonly level: HeadingLevel;
  readonly isPaused: boolean;
}

function Offers(props: OffersProps) {
  const { catalog, mode, route } = props;
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
  const isClosed = mode === 'act' && catalog.may === 'change' && !canAct(catalog, route);
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
      <Cards {...props} plans={found} isLong={isLong} />
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

interface CardsProps extends OffersProps {
  readonly plans: readonly Plan[];
  readonly isLong: boolean;
}

function Cards(props: CardsProps) {
  const { plans, catalog, choice, mode, level, isPaused: paused, isLong, headingId, reviewOnChoose, route } = props;
  const kit = usePlanKit();
  const { flow, format, given } = kit;
  const group = useId();
  const cards = useWholeCard(`.${part('plan')}`);
  // Drawn once, and left alone when only prices change.
  const rows = useMemo(() => (isLong ? [] : featureRows(catalog.plans)), [catalog.plans, isLong]);
  const features = useMemo(() => {
    const words = { say: createSay(plansEn, given, format), format };
    return new Map(catalog.plans.map((plan) => [plan.id, featureList(words, plan, rows)]));
  }, [catalog.plans, rows, given, format]);
  const currency = currencyOf(catalog, choice.currency);
  const isForm = mode === 'choose';
  const choose = (offer: Offer) => {
    if (!('price' in offer) || offer.price === null) return;
    const { id: priceId } = offer.price;
    props.onPriceChange?.(priceId);
    if (props.priceId !== undefined) return;
    if (reviewOnChoose && offer.status === 'open') flow.review({ priceId });
    else flow.choosePrice({ priceId });
  };
  const shared = { className: part('plans'), 'data-layout': isLong ? 'list' : 'cards' };
  const drawn = plans.map((plan) => {
    const offer = offerOf(plan, catalog, choice.interval, currency);
    return (
      <PlanCard
        key={plan.id}
        {...{ kit, plan, offer, level, isLong, route }}
        features={features.get(plan.id)}
        rows={rows.length}
        isPaused={paused || (isForm && catalog.may === 'view')}
        interval={choice.interval}
        radio={isForm ? { group, isChosen: isChosen(offer, choice), onChoose: () => choose(offer) } : null}
      />
    );
  });
  return isForm ? (
    <div ref={cards} role="radiogroup" aria-labelledby={headingId} {...shared}>
      {drawn}
    </div>
  ) : (
    <ul {...shared}>{drawn}</ul>
  );
}
