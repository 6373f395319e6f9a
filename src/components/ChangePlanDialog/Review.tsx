'use client';
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { StateOf } from '../../core/flow/state.js';
import type { ConfirmablePreview, PreviewOutcome } from '../../core/preview.js';
import { perInterval } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { needsConsent } from '../ImpactList/impact.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { isSeatImpact, SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { ProrationPreview } from '../ProrationPreview/ProrationPreview.js';
import { useShownPreview } from '../ProrationPreview/useShownPreview.js';
import { Button } from '../shared/Button.js';
import { confirmLabel } from '../shared/confirmLabel.js';
import { hint } from '../shared/facts.js';
import { Icon } from '../shared/Icon.js';
import type { Kit } from '../shared/kit.js';
import { endName } from '../shared/names.js';
import { Notice } from '../shared/Notice.js';
import { askedWords } from '../shared/statement.js';
import { useKit } from '../shared/useKit.js';
import { Frame } from './Frame.js';
import { TimingChoice } from './TimingChoice.js';

type InReview = StateOf<'previewing' | 'preview_failed' | 'reviewing' | 'confirming'>;

interface ReviewProps {
  readonly state: InReview;
  readonly onClose: () => void;
  readonly onBack: () => void;
}

/** The step before the yes: what happens, what it costs, what is lost, and the button that says both. */
export function Review({ state, onClose, onBack }: ReviewProps) {
  const kit = useKit();
  const { say } = kit;
  const preview = useShownPreview(state);
  const box = useRef<HTMLInputElement>(null);
  const consent = useConsent(preview, box);
  return (
    <Frame
      step="review"
      title={say('review.title')}
      onClose={onClose}
      isHeld={state.status === 'confirming'}
      foot={foot(kit, state, preview, consent, onBack)}
    >
      {preview && fromTo(kit, preview)}
      <Asked state={state} />
      <TimingChoice />
      <ProrationPreview />
      {preview && preview.status !== 'blocked' && changes(kit, preview)}
      {preview && <Consent preview={preview} consent={consent} box={box} />}
    </Frame>
  );
}

function fromTo({ say, catalog }: Kit, { change: { from, to } }: PreviewOutcome): ReactNode {
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
  const { say, format } = useKit();
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

function foot(
  kit: Kit,
  state: InReview,
  preview: PreviewOutcome | null,
  consent: ConsentState,
  onBack: () => void,
): ReactNode {
  const { say, allowWithoutPreview } = kit;
  const isSent = state.status === 'confirming';
  const isUnpriced = preview?.status === 'unavailable' && !allowWithoutPreview;
  const open = preview === null || preview.status === 'blocked' || isUnpriced ? null : preview;
  return (
    <>
      {hint(open && terms(kit, open))}
      {isUnpriced && hint(say('review.noConfirm'))}
      {isSent && (state.slow || state.retryInMs !== null) && hint(say('review.slow'))}
      <div className={part('actions')} data-confirm>
        <Button aria-disabled={isSent} onClick={isSent ? undefined : onBack}>
          {say(open || state.status === 'previewing' ? 'act.back' : 'act.otherPlan')}
        </Button>
        {open && confirmButton(kit, open, consent)}
      </div>
    </>
  );
}

/** What renews, in one honest sentence, or that a checkout leads away from the page. */
function terms({ say, tell, money, date }: Kit, preview: ConfirmablePreview): ReactNode {
  if (preview.status === 'requires_checkout')
    return say('review.leaving', { host: preview.checkoutHost ?? say('review.page') });
  const { recurring } = preview;
  if (!recurring) return null;
  const values = { amount: money(recurring.amount), per: perInterval(say, recurring.interval) };
  const invoice = preview.status === 'unavailable' ? null : preview.nextInvoice;
  return invoice ? tell('review.renewsFrom', { ...values, date: date(invoice.date) }) : tell('review.renews', values);
}

function confirmButton(kit: Kit, preview: ConfirmablePreview, consent: ConsentState): ReactNode {
  const { say, flow, state } = kit;
  const isSent = state.status === 'confirming';
  const isReady = state.status === 'reviewing';
  const press = () => (consent.isNeeded && !consent.isGiven ? consent.miss() : flow.confirm());
  return (
    <Button kind="primary" aria-disabled={!isReady} data-busy={isSent} onClick={isReady ? press : undefined}>
      {isSent ? say('confirm.working') : confirmLabel(kit, preview)}
    </Button>
  );
}
