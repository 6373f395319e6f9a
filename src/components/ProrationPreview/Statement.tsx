'use client';
import type { ReactElement, ReactNode } from 'react';
import type { ConfirmablePreview, PreviewOutcome } from '../../core/preview.js';
import { part } from '../../theme/parts.js';
import { isSeatImpact } from '../../react/words/seats.js';
import { SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { excludedInWords } from '../../react/words/confirmLabel.js';
import { graceWords, taxWords, zoneWords } from '../../react/words/notes.js';
import { hint } from '../shared/facts.js';
import type { Kit } from '../../react/kit.js';
import { Notice } from '../shared/Notice.js';
import { dueOf, sentenceOf } from '../../react/words/statement.js';
import { useKit } from '../shared/useKit.js';
import { drawLines } from './drawLines.js';
import { onward } from './onward.js';
import { Recovery } from './Recovery.js';

interface StatementProps {
  readonly preview: PreviewOutcome;
  readonly paymentLink: ReactNode;
}

/** What a preview says, in the order of a good invoice: sentence, due today, why, and what comes next. */
export function Statement({ preview, paymentLink }: StatementProps) {
  const kit = useKit();
  const { say } = kit;
  if (preview.status === 'blocked') return <Blocked preview={preview} />;
  return (
    <>
      {drawSentence(kit, preview)}
      {drawDue(kit, preview)}
      {'excludes' in preview &&
        preview.certainty !== 'exact' &&
        preview.excludes.length > 0 &&
        hint(say('review.estimate', { excluded: excludedInWords(kit, preview.excludes) }))}
      {preview.status === 'quote' && (
        <>
          {drawLines(kit, preview.lines, preview.dueNow)}
          {hint(taxWords(kit, preview))}
        </>
      )}
      {preview.status === 'scheduled' && graceHint(kit, preview)}
      {onward(kit, preview, paymentLink)}
      {'effectiveAt' in preview && zone(kit, preview.effectiveAt)}
    </>
  );
}

/** What happens and when, in one sentence. */
export function drawSentence(kit: Kit, preview: ConfirmablePreview): ReactElement<object> {
  return <p className={part('sentence')}>{sentenceOf(kit, preview)}</p>;
}

/** What is due today; in words where that is nothing. */
export function drawDue(kit: Kit, preview: ConfirmablePreview): ReactElement<object> {
  const [label, value] = dueOf(kit, preview);
  return label === null ? (
    <p className={part('due')}>{value}</p>
  ) : (
    <dl className={part('due')}>
      <dt className={part('due-label')}>{label}</dt>
      <dd className={part('due-amount')}>{value}</dd>
    </dl>
  );
}

function Blocked({ preview }: { readonly preview: Extract<PreviewOutcome, { status: 'blocked' }> }) {
  const { say } = useKit();
  const { impact, reason, change, recoveryUrl } = preview;
  const seats = impact.find(isSeatImpact);
  return (
    <>
      <p className={part('sentence')}>
        <strong>{say('review.blocked')}</strong>
      </p>
      {seats && reason === 'seat_limit_exceeded' ? (
        <SeatLimitWarning impact={seats} planName={change.to.planName} effectiveAt={null} />
      ) : (
        <Notice tone="warn">
          <p>{say(`blocked.${reason}`)}</p>
        </Notice>
      )}
      <Recovery reason={reason} url={recoveryUrl} />
    </>
  );
}

/** Names the zone of the dates for a reader who lives in another. */
export function zone(kit: Kit, iso: string | null): ReactNode {
  return hint(zoneWords(kit, iso));
}

/** That paid time ends earlier than the change comes. */
export function graceHint(kit: Kit, change: Parameters<typeof graceWords>[1]): ReactNode {
  return hint(graceWords(kit, change));
}
