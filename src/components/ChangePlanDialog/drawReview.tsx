import { Fragment, type ReactElement, type ReactNode } from 'react';
import type { Impact } from '../../core/impact.js';
import { endWords } from '../../react/words/asks.js';
import { isSeatImpact } from '../../react/words/seats.js';
import { part } from '../../theme/parts.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { Button } from '../shared/Button.js';
import { hint } from '../shared/facts.js';
import { Icon } from '../shared/Icon.js';
import { AskField } from './Asks.js';
import type { ReviewScope } from './reviewScope.js';

type Drawn = ReactElement<object> | null;

/** The change as one line, from the plan that is held to the one to come. */
export function drawSummary({ kit, preview }: ReviewScope): Drawn {
  if (preview === null) return null;
  const { from, to } = preview.change;
  return (
    <p className={part('from-to')}>
      {from && (
        <>
          <span>{endWords(kit, from)}</span> <Icon name="arrow" />
          <span className={part('sr')}> {kit.say('review.to')} </span>
        </>
      )}
      <strong>{endWords(kit, to)}</strong>
    </p>
  );
}

/** Seats stand apart: they are the one loss that people have to be told of. */
export function drawSeats({ preview }: ReviewScope): Drawn {
  const seats = preview?.status === 'blocked' ? null : preview?.impact.find(isSeatImpact);
  if (!preview || !seats) return null;
  const effectiveAt = preview.status === 'scheduled' ? preview.effectiveAt : null;
  return <SeatLimitWarning impact={seats} planName={preview.change.to.planName} effectiveAt={effectiveAt} />;
}

/** What else a change brings and takes away. */
export function drawImpact({ preview }: ReviewScope): Drawn {
  const rest = restOf(preview);
  return rest.length > 0 ? <ImpactList impact={rest} /> : null;
}

function restOf(preview: ReviewScope['preview']): readonly Impact[] {
  if (preview === null || preview.status === 'blocked') return [];
  const seats = preview.impact.find(isSeatImpact);
  return preview.impact.filter((item) => item !== seats);
}

export function drawAsks({ asks }: ReviewScope): readonly ReactElement[] {
  return asks.list.map((ask) => <AskField key={ask.key} ask={ask} asks={asks} />);
}

export function sentences(texts: readonly ReactNode[]): ReactNode {
  return texts.map((text, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      {text}
    </Fragment>
  ));
}

export function drawTerms({ terms }: ReviewScope): Drawn {
  return terms.length > 0 ? hint(sentences(terms)) : null;
}

export function drawHint({ hint: words }: ReviewScope): Drawn {
  return hint(words);
}

export function drawBack({ backWords, isSent, onBack }: ReviewScope): ReactElement<object> {
  return (
    <Button aria-disabled={isSent} onClick={isSent ? undefined : onBack}>
      {backWords}
    </Button>
  );
}

export function drawConfirm({ state, confirmWords, confirm, isSent }: ReviewScope): Drawn {
  return confirmWords === null ? null : (
    <Button
      kind="primary"
      aria-disabled={confirm === null}
      aria-busy={state.status === 'previewing'}
      data-busy={isSent}
      onClick={confirm ?? undefined}
    >
      {confirmWords}
    </Button>
  );
}

export function drawActions(scope: ReviewScope): ReactElement<object> {
  return (
    <div className={part('actions')} data-confirm>
      {drawBack(scope)}
      {drawConfirm(scope)}
    </div>
  );
}
