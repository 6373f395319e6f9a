'use client';
import { forwardRef, useState, type HTMLAttributes } from 'react';
import type { PreviewOutcome } from '../../core/preview.js';
import type { StateOf } from '../../core/flow/state.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { currentName } from '../shared/names.js';
import { Notice } from '../shared/Notice.js';
import { Statement } from './Statement.js';
import { useChangeAnnouncements } from '../shared/useChangeAnnouncements.js';

export type ProrationPreviewProps = HTMLAttributes<HTMLDivElement>;

/** What the chosen change costs today and later. Empty while nothing is chosen. */
export const ProrationPreview = forwardRef<HTMLDivElement, ProrationPreviewProps>(function ProrationPreview(
  { className, ...rest },
  ref,
) {
  const { state } = useChangePlan();
  useChangeAnnouncements();
  return (
    <div
      ref={ref}
      aria-busy={state.status === 'previewing'}
      {...rest}
      className={part('preview', className)}
      data-status={state.status}
    >
      <Content />
    </div>
  );
});

function Content() {
  const { state, preview } = useChangePlan();
  const [last, setLast] = useState<PreviewOutcome | null>(null);
  if (preview !== null && preview !== last) setLast(preview);
  switch (state.status) {
    case 'previewing':
      return <Updating earlier={state.earlier ?? last} />;
    case 'preview_failed':
      return <Failed state={state} />;
    case 'reviewing':
    case 'confirming':
      return <Statement preview={state.preview} />;
    case 'loading':
    case 'load_failed':
    case 'choosing':
    case 'redirecting':
    case 'checking':
    case 'settled':
    case 'undoing':
    case 'undo_settled':
    case 'undo_failed':
      return null;
  }
}

/** Old figures stay in place, and are not read out as if they were true. */
function Updating({ earlier }: { readonly earlier: PreviewOutcome | null }) {
  const { say } = useMessages();
  return (
    <>
      <p className={part('updating')}>{say(earlier ? 'review.updating' : 'review.busy')}</p>
      <div aria-hidden="true" ref={makeInert} data-updating>
        {earlier ? <Statement preview={earlier} /> : <div className={part('skeleton')} />}
      </div>
    </>
  );
}

// React 18 and 19 write this attribute differently.
function makeInert(node: HTMLElement | null): void {
  node?.setAttribute('inert', '');
}

function Failed({ state }: { readonly state: StateOf<'preview_failed'> }) {
  const { say } = useMessages();
  const { review } = useChangePlan();
  const plan = currentName(state);
  return (
    <Notice tone="danger">
      <p>
        <strong>{plan === null ? say('review.failedNew') : say('review.failed', { plan })}</strong>
      </p>
      <p>{say(`error.${state.error.code}`)}</p>
      <Button onClick={() => review()}>{say('act.retry')}</Button>
    </Notice>
  );
}
