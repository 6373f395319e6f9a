'use client';
import { useEffect, useId, useRef, useState, type RefObject } from 'react';
import { previewOf, type StateOf } from '../../core/flow/state.js';
import { promisedAmount, type ConfirmablePreview, type PreviewOutcome } from '../../core/preview.js';
import { perInterval } from '../../locale/words.js';
import { useScope } from '../../react/context.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { isSeatImpact, SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { ProrationPreview } from '../ProrationPreview/ProrationPreview.js';
import { Amount } from '../shared/Amount.js';
import { Button } from '../shared/Button.js';
import { confirmLabel } from '../shared/confirmLabel.js';
import { Icon } from '../shared/Icon.js';
import { endName } from '../shared/names.js';
import { Notice } from '../shared/Notice.js';
import { When } from '../shared/When.js';
import { Words } from '../shared/Words.js';
import { needsConsent } from './consent.js';
import { Frame } from './Frame.js';

type InReview = StateOf<'previewing' | 'preview_failed' | 'reviewing' | 'confirming'>;

interface ReviewProps {
  readonly state: InReview;
  readonly onClose: () => void;
  readonly onBack: () => void;
}

/** The step before the yes: what happens, what it costs, what is lost, and the button that says both. */
export function Review({ state, onClose, onBack }: ReviewProps) {
  const { say } = useMessages();
  const preview = previewOf(state);
  const box = useRef<HTMLInputElement>(null);
  const consent = useConsent(preview, box);
  return (
    <Frame
      step="review"
      title={say('review.title')}
      onClose={onClose}
      isHeld={state.status === 'confirming'}
      foot={<Foot {...{ state, onBack, consent }} />}
    >
      {preview && <FromTo preview={preview} />}
      <Asked state={state} />
      <ProrationPreview />
      {preview && preview.status !== 'blocked' && <Changes preview={preview} />}
      {preview && state.status !== 'previewing' && <Consent preview={preview} consent={consent} box={box} />}
    </Frame>
  );
}

function FromTo({ preview }: { readonly preview: PreviewOutcome }) {
  const { say } = useMessages();
  const { catalog } = useChangePlan();
  const { from, to } = preview.change;
  // A free plan has a billing period only on paper.
  const nameOf = (end: Parameters<typeof endName>[1]) =>
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
  const { say } = useMessages();
  const words = useAskedWords(state);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (words !== null) box.current?.focus();
  }, [words]);
  if (words === null) return null;
  const isStale = state.status === 'reviewing' && state.stale !== null;
  return (
    <Notice ref={box} tone={isStale ? 'warn' : 'danger'} tabIndex={-1}>
      <p>{words}</p>
      {state.status === 'reviewing' && state.error?.reference && (
        <p>
          {say('out.reference')}: <code>{state.error.reference}</code>
        </p>
      )}
    </Notice>
  );
}

function useAskedWords(state: InReview): string | null {
  const { say } = useMessages();
  const format = useFormat();
  if (state.status !== 'reviewing') return null;
  const { stale, error, preview } = state;
  if (error !== null) return say(`error.${error.code}`);
  if (stale === null) return null;
  if (stale.reason !== 'amount_changed') return say(`stale.${stale.reason}`);
  const now = promisedAmount(preview);
  return stale.shown && now
    ? say('stale.amount_changed', { old: format.money(stale.shown), new: format.money(now) })
    : say('stale.token_refused');
}

function effectiveAt(preview: ConfirmablePreview): string | null {
  return preview.status === 'scheduled' ? preview.effectiveAt : null;
}

function Changes({ preview }: { readonly preview: ConfirmablePreview }) {
  const { say } = useMessages();
  const seats = preview.impact.find(isSeatImpact);
  const rest = preview.impact.filter((item) => item !== seats);
  return (
    <>
      {seats && (
        <SeatLimitWarning impact={seats} planName={preview.change.to.planName} effectiveAt={effectiveAt(preview)} />
      )}
      {rest.length > 0 && <h3 className={part('heading')}>{say('review.changes')}</h3>}
      <ImpactList impact={rest} />
    </>
  );
}

interface ConsentState {
  readonly isNeeded: boolean;
  readonly isGiven: boolean;
  readonly isMissed: boolean;
  readonly give: (isGiven: boolean) => void;
  readonly miss: () => void;
}

/** The second, deliberate act. It counts for the preview on the screen: another one asks anew. */
function useConsent(preview: PreviewOutcome | null, box: RefObject<HTMLInputElement | null>): ConsentState {
  const losses = (preview?.impact ?? []).filter(needsConsent);
  const key = JSON.stringify([preview?.change.to.priceId, losses]);
  const [given, setGiven] = useState<string | null>(null);
  const [missed, setMissed] = useState<string | null>(null);
  return {
    isNeeded: losses.length > 0 && preview?.status !== 'blocked',
    isGiven: given === key,
    isMissed: missed === key && given !== key,
    give: (isGiven) => setGiven(isGiven ? key : null),
    miss: () => {
      setMissed(key);
      box.current?.focus();
    },
  };
}

interface ConsentProps {
  readonly preview: PreviewOutcome;
  readonly consent: ConsentState;
  readonly box: RefObject<HTMLInputElement | null>;
}

function Consent({ preview, consent, box }: ConsentProps) {
  const { say } = useMessages();
  const format = useFormat();
  const id = useId();
  if (!consent.isNeeded) return null;
  const names = preview.impact.filter(needsConsent).map((item) => item.name);
  return (
    <div className={part('consent')}>
      <label>
        <input
          ref={box}
          type="checkbox"
          className={part('checkbox')}
          checked={consent.isGiven}
          onChange={(event) => consent.give(event.target.checked)}
          aria-invalid={consent.isMissed}
          aria-describedby={consent.isMissed ? id : undefined}
        />
        <span>{say('review.understand', { list: format.list([...new Set(names)]) })}</span>
      </label>
      {consent.isMissed && (
        <p id={id} className={part('hint')} data-tone="danger">
          {say('review.tick')}
        </p>
      )}
    </div>
  );
}

interface FootProps {
  readonly state: InReview;
  readonly onBack: () => void;
  readonly consent: ConsentState;
}

function Foot({ state, onBack, consent }: FootProps) {
  const { say } = useMessages();
  const { allowWithoutPreview } = useScope();
  const preview = previewOf(state);
  const isSent = state.status === 'confirming';
  const isOpen =
    preview !== null && preview.status !== 'blocked' && (preview.status !== 'unavailable' || allowWithoutPreview);
  return (
    <>
      {isOpen && <Terms preview={preview} />}
      {preview?.status === 'unavailable' && !allowWithoutPreview && (
        <p className={part('hint')}>{say('review.noConfirm')}</p>
      )}
      {isSent && (state.slow || state.retryInMs !== null) && <p className={part('hint')}>{say('review.slow')}</p>}
      <div className={part('actions')} data-confirm>
        <Button aria-disabled={isSent} onClick={isSent ? undefined : onBack}>
          {say(isOpen || state.status === 'previewing' ? 'act.back' : 'act.otherPlan')}
        </Button>
        {isOpen && <Confirm {...{ state, preview, consent }} />}
      </div>
    </>
  );
}

/** What renews, in one honest sentence, and that a checkout leads away from the page. */
function Terms({ preview }: { readonly preview: ConfirmablePreview }) {
  const { say } = useMessages();
  const { recurring } = preview;
  const invoice = preview.status === 'unavailable' ? null : preview.nextInvoice;
  if (preview.status === 'requires_checkout') {
    const host = preview.checkoutHost;
    return <p className={part('hint')}>{host === null ? say('review.leavingAny') : say('review.leaving', { host })}</p>;
  }
  if (!recurring) return null;
  const amount = <Amount value={recurring.amount} />;
  const per = perInterval(say, recurring.interval);
  return (
    <p className={part('hint')}>
      {invoice ? (
        <Words of="review.renewsFrom" with={{ amount, per, date: <When iso={invoice.date} /> }} />
      ) : (
        <Words of="review.renews" with={{ amount, per }} />
      )}
    </p>
  );
}

function Confirm({ state, preview, consent }: Omit<FootProps, 'onBack'> & { readonly preview: ConfirmablePreview }) {
  const { say } = useMessages();
  const format = useFormat();
  const { confirm, catalog } = useChangePlan();
  const isSent = state.status === 'confirming';
  const press = () => (consent.isNeeded && !consent.isGiven ? consent.miss() : confirm());
  return (
    <Button
      kind="primary"
      aria-disabled={state.status !== 'reviewing'}
      data-busy={isSent}
      onClick={state.status === 'reviewing' ? press : undefined}
    >
      {isSent ? say('confirm.working') : confirmLabel(say, format, preview, catalog?.subscription ?? null)}
    </Button>
  );
}
