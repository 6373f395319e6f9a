'use client';
import { forwardRef, useId, useState, type HTMLAttributes, type ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import { choiceOf, isBusy, type Choice, type FlowState } from '../../core/flow/state.js';
import type { Plan } from '../../core/plan.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { below, Heading, type HeadingLevel } from '../shared/Heading.js';
import { Notice } from '../shared/Notice.js';
import { offerOf, type Offer } from '../shared/offer.js';
import { usePlanKit, type PlanKit } from '../shared/usePlanKit.js';
import { featureRows } from './FeatureList.js';
import { PlanCard } from './PlanCard.js';
import { useWholeCard } from './useWholeCard.js';

export interface PlanPickerProps extends HTMLAttributes<HTMLElement> {
  /** `act`: each plan has its button, for a page. `choose`: the plans are one radio group, for a form. Default `act`. */
  readonly mode?: 'act' | 'choose';
  /** The level of the heading; those of the plans are one deeper. Default 2. */
  readonly headingLevel?: HeadingLevel;
  /** Asks for the price as soon as a plan is chosen, with `mode="choose"`. Default false. */
  readonly reviewOnChoose?: boolean;
}

/** Beyond so many plans cards are no help: a list with a filter is. */
const MOST_CARDS = 12;

/** The plans a customer can move between, at the interval that is chosen. */
export const PlanPicker = forwardRef<HTMLElement, PlanPickerProps>(function PlanPicker(
  { mode = 'act', headingLevel = 2, reviewOnChoose = false, className, ...rest },
  ref,
) {
  const kit = usePlanKit();
  const { say, catalog, state } = kit;
  const choice = choiceOf(state);
  const headingId = useId();
  return (
    <section
      ref={ref}
      aria-labelledby={headingId}
      {...rest}
      data-mode={mode}
      className={part('plan-picker', className)}
    >
      <Heading level={headingLevel} id={headingId} className={part('heading')}>
        {say(mode === 'act' ? 'plans.title' : 'plans.choose')}
      </Heading>
      {catalog && choice ? (
        <Offers
          {...{ catalog, choice, mode, reviewOnChoose, headingId }}
          level={below(headingLevel)}
          isPaused={isPaused(state)}
        />
      ) : (
        waiting(kit)
      )}
    </section>
  );
});

/** While something is out or waits for the customer, nothing else can be begun. */
function isPaused(state: FlowState): boolean {
  return isBusy(state) || state.status === 'checking' || (state.status === 'settled' && state.attempt !== null);
}

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
  readonly choice: Choice;
  readonly mode: 'act' | 'choose';
  readonly reviewOnChoose: boolean;
  readonly headingId: string;
  readonly level: HeadingLevel;
  readonly isPaused: boolean;
}

function Offers(props: OffersProps) {
  const { catalog } = props;
  const { say, flow } = usePlanKit();
  const [text, setText] = useState('');
  const isLong = catalog.plans.length > MOST_CARDS;
  if (catalog.plans.length === 0)
    return (
      <Notice tone="info">
        <p>{say('plans.empty')}</p>
        <Button onClick={() => flow.reload()}>{say('act.reload')}</Button>
      </Notice>
    );
  const found = isLong ? matching(catalog.plans, text) : catalog.plans;
  return (
    <>
      {catalog.may === 'view' && <p className={part('hint')}>{say('plans.viewOnly')}</p>}
      {isLong && <Filter text={text} onText={setText} found={found.length} />}
      <Cards {...props} plans={found} isLong={isLong} />
    </>
  );
}

function matching(plans: readonly Plan[], text: string): readonly Plan[] {
  const wanted = text.trim().toLocaleLowerCase();
  return plans.filter(({ name, tagline }) => `${name} ${tagline ?? ''}`.toLocaleLowerCase().includes(wanted));
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
      <input
        id={id}
        type="search"
        className={part('input')}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
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
  const { plans, catalog, choice, mode, level, isPaused: paused, isLong, headingId, reviewOnChoose } = props;
  const { flow } = usePlanKit();
  const group = useId();
  const cards = useWholeCard(`.${part('plan')}`);
  const rows = isLong ? [] : featureRows(catalog.plans);
  const isForm = mode === 'choose';
  const choose = (offer: Offer) => {
    if (!('price' in offer) || offer.price === null) return;
    const selection = { priceId: offer.price.id };
    if (reviewOnChoose && offer.status === 'open') flow.review(selection);
    else flow.choosePrice(selection);
  };
  const shared = { className: part('plans'), 'data-layout': isLong ? 'list' : 'cards' };
  const drawn = plans.map((plan) => {
    const offer = offerOf(plan, catalog, choice.interval);
    return (
      <PlanCard
        key={plan.id}
        {...{ plan, offer, rows, level }}
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

function isChosen(offer: Offer, { selection }: Choice): boolean {
  if (selection === null) return offer.status === 'current';
  return 'price' in offer && offer.price?.id === selection.priceId;
}
