'use client';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import type { StateOf } from '../../core/flow/state.js';
import type { ConfirmablePreview, PreviewOutcome } from '../../core/preview.js';
import { part } from '../../theme/parts.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { isSeatImpact } from '../../react/words/seats.js';
import { SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { ProrationPreview } from '../ProrationPreview/ProrationPreview.js';
import { useShownPreview } from '../../react/useShownPreview.js';
import { Button } from '../shared/Button.js';
import { hint } from '../shared/facts.js';
import { Icon } from '../shared/Icon.js';
import { aloud, type Kit } from '../../react/kit.js';
import { Notice } from '../shared/Notice.js';
import { askedWords } from '../../react/words/statement.js';
import { useKit } from '../shared/useKit.js';
import { useAsks } from '../../react/useAsks.js';
import { useConfirm } from '../../react/useConfirm.js';
import { asksOf, confirmable, endWords } from '../../react/words/asks.js';
import { AskField } from './Asks.js';
import { Frame } from './Frame.js';
import { PaymentMethodLink } from './PaymentMethodLink.js';
import type { ReviewOptions } from './reviewOptions.js';
import { buttonWords, leaving, renewal } from '../../react/words/terms.js';
import { TimingChoice } from './TimingChoice.js';

type InReview = StateOf<'previewing' | 'preview_failed' | 'reviewing' | 'confirming'>;

interface ReviewProps {
  readonly state: InReview;
  readonly options: ReviewOptions;
  readonly onClose: () => void;
  readonly onBack: () => void;
}

/** The step before the yes: what happens, what it costs, what is lost, and the button that says both. */
export function Review({ state, options, onClose, onBack }: ReviewProps) {
  const kit = useKit();
  const { say } = kit;
  const { choices, paymentLink = <PaymentMethodLink />, consent } = options;
  const preview = useShownPreview(state);
  const open = confirmable(kit, preview);
  const asks = useAsks(open ? asksOf(kit, open, options) : []);
  const confirm = useConfirm(aloud(kit), open, asks.list, consent);
  const terms = open && (consent || !leaving(kit, open)) ? sentences(renewal(kit, open, consent)) : null;
  const isApart = consent?.disclosure === 'consent';
  return (
    <Frame
      step="review"
      title={say('review.title')}
      onClose={onClose}
      isHeld={state.status === 'confirming'}
      foot={
        <>
          {!isApart && hint(terms)}
          {open && hint(leaving(kit, open))}
          {preview?.status === 'unavailable' && !open && hint(say('review.noConfirm'))}
          {state.status === 'confirming' && (state.slow || state.retryInMs !== null) && hint(say('review.slow'))}
          <Buttons
            state={state}
            words={open && buttonWords(kit, open, consent)}
            onBack={onBack}
            onConfirm={() => asks.areGiven() && confirm()}
          />
        </>
      }
    >
      {preview && fromTo(kit, preview)}
      <Asked state={state} />
      <TimingChoice />
      {choices}
      <ProrationPreview paymentLink={paymentLink} />
      {preview && preview.status !== 'blocked' && changes(kit, preview)}
      {isApart && terms && <p>{terms}</p>}
      {asks.list.map((ask) => (
        <AskField key={ask.key} ask={ask} asks={asks} />
      ))}
    </Frame>
  );
}

function fromTo(kit: Kit, { change: { from, to } }: PreviewOutcome): ReactNode {
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

/** Why the customer is asked, or asked again. Focus comes here, since the title did not change. */
function Asked({ state }: { readonly state: InReview }) {
  const kit = useKit();
  const words = state.status === 'reviewing' ? askedWords(kit, state) : null;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (words !== null) box.current?.focus();
  }, [words]);
  if (state.status !== 'reviewing' || words === null) return null;
  const reference = state.error?.reference;
  return (
    <Notice ref={box} tone={state.stale === null ? 'danger' : 'warn'} tabIndex={-1}>
      <p>{words}</p>
      {reference && (
        <p>
          {kit.say('out.reference')}: <code>{reference}</code>
        </p>
      )}
    </Notice>
  );
}

function changes({ say }: Kit, preview: ConfirmablePreview): ReactNode {
  const seats = preview.impact.find(isSeatImpact);
  const rest = preview.impact.filter((item) => item !== seats);
  const effectiveAt = preview.status === 'scheduled' ? preview.effectiveAt : null;
  return (
    <>
      {seats && <SeatLimitWarning impact={seats} planName={preview.change.to.planName} effectiveAt={effectiveAt} />}
      {rest.length > 0 && <h3 className={part('heading')}>{say('review.changes')}</h3>}
      <ImpactList impact={rest} />
    </>
  );
}

function sentences(texts: readonly ReactNode[]): ReactNode {
  return texts.length === 0
    ? null
    : texts.map((text, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          {text}
        </Fragment>
      ));
}

interface ButtonsProps {
  readonly state: InReview;
  /** What the button says that confirms; null where nothing can be confirmed. */
  readonly words: string | null;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
}

function Buttons({ state, words, onBack, onConfirm }: ButtonsProps) {
  const { say } = useKit();
  const isSent = state.status === 'confirming';
  const isReady = state.status === 'reviewing';
  return (
    <div className={part('actions')} data-confirm>
      <Button aria-disabled={isSent} onClick={isSent ? undefined : onBack}>
        {say(words !== null || state.status === 'previewing' ? 'act.back' : 'act.otherPlan')}
      </Button>
      {words !== null && (
        <Button
          kind="primary"
          aria-disabled={!isReady}
          aria-busy={state.status === 'previewing'}
          data-busy={isSent}
          onClick={isReady ? onConfirm : undefined}
        >
          {isSent ? say('confirm.working') : words}
        </Button>
      )}
    </div>
  );
}
