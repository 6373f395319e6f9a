'use client';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import type { StateOf } from '../../core/flow/state.js';
import type { ConfirmablePreview, PreviewOutcome } from '../../core/preview.js';
import { useScope } from '../../react/context.js';
import { part } from '../../theme/parts.js';
import { needsConsent } from '../../react/words/impact.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { isSeatImpact, SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { ProrationPreview } from '../ProrationPreview/ProrationPreview.js';
import { useShownPreview } from '../../react/useShownPreview.js';
import { Button } from '../shared/Button.js';
import { hint } from '../shared/facts.js';
import { Icon } from '../shared/Icon.js';
import { aloud, type Kit } from '../../react/kit.js';
import { endName } from '../../react/words/names.js';
import { Notice } from '../shared/Notice.js';
import { askedWords } from '../../react/words/statement.js';
import { useKit } from '../shared/useKit.js';
import { AskField, useAsks, type Ask } from './Asks.js';
import { Frame } from './Frame.js';
import type { ReviewOptions } from './reviewOptions.js';
import { buttonWords, leaving, renewal, wordsOfYes } from '../../react/words/terms.js';
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
  const { choices, paymentLink, consent } = options;
  const preview = useShownPreview(state);
  const open = confirmable(kit, preview);
  const asks = useAsks(open ? asksOf(kit, open, options) : []);
  const confirm = useConfirm(kit, open, asks.list, options);
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

/** What can be confirmed; null where something is in the way, or no price can be said and the host does not go without. */
function confirmable({ allowWithoutPreview }: Kit, preview: PreviewOutcome | null): ConfirmablePreview | null {
  if (preview === null || preview.status === 'blocked') return null;
  return preview.status === 'unavailable' && !allowWithoutPreview ? null : preview;
}

function fromTo({ say, catalog }: Kit, { change: { from, to } }: PreviewOutcome): ReactNode {
  // A free plan has a billing period only on paper.
  const nameOf = (end: NonNullable<PreviewOutcome['change']['from']>) =>
    catalog?.plans.some(({ id, isFree }) => isFree && id === end.planId) ? end.planName : endName(say, end);
  return (
    <p className={part('from-to')}>
      {from && (
        <>
          <span>{nameOf(from)}</span> <Icon name="arrow" />
          <span className={part('sr')}> {say('review.to')} </span>
        </>
      )}
      <strong>{nameOf(to)}</strong>
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

/** What is said yes to apart from the button: a loss, and what the host's rules ask for. */
function asksOf(
  kit: Kit,
  preview: ConfirmablePreview,
  { typedConfirmation = false, consent }: ReviewOptions,
): readonly Ask[] {
  const { say, format } = kit;
  const { planName, priceId } = preview.change.to;
  const losses = preview.impact.filter(needsConsent);
  const list = format.list([...new Set(losses.map(({ name }) => name))]);
  const agree = consent?.agree(kit, preview);
  return [
    ...(losses.length === 0
      ? []
      : [
          {
            key: JSON.stringify([priceId, losses]),
            text: say('review.understand', { list }),
            word: typedConfirmation ? planName : null,
          },
        ]),
    ...(agree ? [{ key: JSON.stringify([priceId, agree, preview.recurring]), text: agree, word: null }] : []),
  ];
}

/** Confirms what is on the screen. Who is told of a yes is told before anything is sent, and cannot stop it. */
function useConfirm(
  kit: Kit,
  preview: ConfirmablePreview | null,
  asks: readonly Ask[],
  { consent }: ReviewOptions,
): () => void {
  const { flow: scope } = useScope();
  const { flow, state } = kit;
  const agreed = asks.map(({ text }) => text);
  const words = preview && consent ? wordsOfYes(aloud(kit), preview, consent, agreed) : [];
  const text = words.join('\n');
  useEffect(() => {
    if (text !== '') consent?.prepare(text.split('\n'));
  }, [consent, text]);
  return () => {
    try {
      if (preview && 'selection' in state)
        consent?.give(kit, scope, { preview, selection: state.selection, words, agreed });
    } finally {
      flow.confirm();
    }
  };
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
