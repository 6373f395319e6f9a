'use client';
import { forwardRef, type ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import type { StateOf } from '../../core/flow/state.js';
import type { ScheduledChange, Subscription } from '../../core/subscription.js';
import { part } from '../../theme/parts.js';
import { SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { graceHint, zone } from '../ProrationPreview/Statement.js';
import { Button } from '../shared/Button.js';
import { endOf } from '../../react/words/endOf.js';
import type { Kit } from '../../react/kit.js';
import { Notice } from '../shared/Notice.js';
import { scheduledWords, seatsToClear } from '../../react/words/scheduled.js';
import { undoneWords } from '../../react/words/statement.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';
import { useKit } from '../shared/useKit.js';
import { rendered, type PartProps } from '../shared/render.js';

export interface ScheduledChangeNoticeProps extends PartProps<HTMLDivElement> {
  /** Leads to where another plan is chosen, where billing lets it take the place of this change. Default: words that say so. */
  readonly onReplace?: () => void;
}

type Replace = (() => void) | undefined;

/** A change, or an end, that is set for a date: what and when, what to do before, and how to take it back. */
export const ScheduledChangeNotice = forwardRef<HTMLDivElement, ScheduledChangeNoticeProps>(
  function ScheduledChangeNotice({ onReplace, render, className, ...rest }, ref) {
    const kit = useKit();
    useChangeAnnouncements();
    const notice = noticeOf(kit, onReplace);
    return notice
      ? rendered(
          render,
          <div ref={ref} {...kit.root} {...rest} className={part('scheduled', className)}>
            {notice}
          </div>,
        )
      : null;
  },
);

function noticeOf(kit: Kit, onReplace: Replace): ReactNode {
  const { state, catalog } = kit;
  const held = catalog?.subscription;
  if (!held) return null;
  if (state.status === 'undo_settled' || state.status === 'undo_failed') return undoResult(kit, state);
  if (held.scheduledChange) return scheduled(kit, catalog, held, held.scheduledChange, onReplace);
  return ending(kit, catalog, held);
}

function scheduled(
  kit: Kit,
  catalog: Catalog,
  held: Subscription,
  change: ScheduledChange,
  onReplace: Replace,
): ReactNode {
  const { say } = kit;
  const { capabilities, may } = catalog;
  const isMine = may === 'change';
  // Said of this very change: a move to a free plan can be a cancellation, which is taken back where a schedule is not.
  const canUndo = isMine && change.undoable;
  const canReplace = isMine && change.replaceable && capabilities.replaceScheduledChange;
  const seats = seatsToClear(catalog, held, change);
  return (
    <Notice tone="info" icon="clock" title={scheduledWords(kit, held, change)}>
      {canReplace && !onReplace && <p>{say('notice.replace')}</p>}
      {!canUndo && !canReplace && isMine && <p>{say('undo.not_supported')}</p>}
      {graceHint(kit, change)}
      {zone(kit, change.effectiveAt)}
      {seats && <SeatLimitWarning {...seats} effectiveAt={change.effectiveAt} />}
      {(canUndo || (canReplace && onReplace)) && (
        <p className={part('actions')}>
          {canUndo && undo(kit, change, say('act.keep', { plan: held.planName }))}
          {canReplace && onReplace && <Button onClick={onReplace}>{say('act.otherPlan')}</Button>}
        </p>
      )}
    </Notice>
  );
}

function undo({ say, state, flow }: Kit, change: ScheduledChange, label: string): ReactNode {
  const isUndoing = state.status === 'undoing';
  return (
    <Button aria-disabled={isUndoing} data-busy={isUndoing} onClick={isUndoing ? undefined : () => flow.undo(change)}>
      {isUndoing ? say('notice.undoing') : label}
    </Button>
  );
}

function ending(kit: Kit, { capabilities, may }: Catalog, held: Subscription): ReactNode {
  const { say, tell, date } = kit;
  const end = endOf(held);
  if (!end) return null;
  const { effectiveAt, undoable } = end;
  const title = tell('notice.cancellation', { plan: held.planName, date: date(effectiveAt) });
  return (
    <Notice tone="warn" icon="clock" title={title}>
      {zone(kit, effectiveAt)}
      {may === 'change' &&
        (undoable && capabilities.resume ? undo(kit, end, say('act.resume')) : <p>{say('undo.not_supported')}</p>)}
    </Notice>
  );
}

function undoResult(kit: Kit, state: StateOf<'undo_settled' | 'undo_failed'>): ReactNode {
  const { say, flow } = kit;
  const words = undoneWords(kit, state);
  const close = (
    <Button kind="quiet" onClick={() => flow.acknowledge()}>
      {say('act.close')}
    </Button>
  );
  if (state.status === 'undo_failed')
    return (
      <Notice tone="danger" title={words}>
        <p>{say(`error.${state.error.code}`)}</p>
        <p className={part('actions')}>
          <Button onClick={() => flow.undo(state.scheduled)}>{say('act.retry')}</Button>
          {close}
        </p>
      </Notice>
    );
  const { status } = state.outcome;
  const reload = () => {
    flow.acknowledge();
    flow.reload();
  };
  return (
    <Notice tone={status === 'undone' ? 'good' : 'warn'}>
      <p>{words}</p>
      {status === 'unknown' ? <Button onClick={reload}>{say('act.reload')}</Button> : close}
    </Notice>
  );
}
