'use client';
import type { Catalog } from '../../core/adapter.js';
import type { StateOf } from '../../core/flow/state.js';
import type { ScheduledChange, Subscription } from '../../core/subscription.js';
import type { Kit } from '../kit.js';
import { useChangeAnnouncements } from '../useChangeAnnouncements.js';
import { endOf } from '../words/endOf.js';
import { graceWords, zoneWords } from '../words/notes.js';
import { scheduledWords, seatsToClear } from '../words/scheduled.js';
import { seatWords } from '../words/seats.js';
import { undoneWords } from '../words/statement.js';
import type { Tone } from '../words/statusView.js';
import { button, type Action } from './action.js';
import { useTextKit } from './useTextKit.js';

/** A change, or an end, that is set for a date, or what became of taking it back. */
export interface ScheduledNotice {
  readonly kind: 'scheduled' | 'ending' | 'undone' | 'undo_failed';
  readonly tone: Tone;
  readonly title: string;
  readonly lines: readonly string[];
  /** What has to be done before, where the plan to come has too few seats. */
  readonly seats: { readonly title: string; readonly text: string } | null;
  /** Taking it back, replacing it, trying again: what billing allows. */
  readonly actions: readonly Action[];
  /** Whether it is being taken back. */
  readonly isBusy: boolean;
}

export interface UseScheduledChangeOptions {
  /** Leads to where another plan is chosen, where billing lets it take the place of this change. Default: words that say so. */
  readonly onReplace?: () => void;
}

/** What is set for the subscription; null where nothing is. */
export function useScheduledChange({ onReplace }: UseScheduledChangeOptions = {}): ScheduledNotice | null {
  const kit = useTextKit();
  useChangeAnnouncements();
  const { state, catalog } = kit;
  const held = catalog?.subscription;
  if (!held) return null;
  if (state.status === 'undo_settled' || state.status === 'undo_failed') return undoResult(kit, state);
  if (held.scheduledChange) return scheduled(kit, catalog, held, held.scheduledChange, onReplace);
  return ending(kit, catalog, held);
}

function known(lines: readonly (string | null | false)[]): readonly string[] {
  return lines.filter((line) => typeof line === 'string');
}

function undo({ say, state, flow }: Kit<string>, change: ScheduledChange, label: string): Action {
  return state.status === 'undoing' ? button(say('notice.undoing'), null) : button(label, () => flow.undo(change));
}

function scheduled(
  kit: Kit<string>,
  catalog: Catalog,
  held: Subscription,
  change: ScheduledChange,
  onReplace: (() => void) | undefined,
): ScheduledNotice {
  const { say, state } = kit;
  const isMine = catalog.may === 'change';
  const canUndo = isMine && change.undoable;
  const canReplace = isMine && change.replaceable && catalog.capabilities.replaceScheduledChange;
  const seats = seatsToClear(catalog, held, change);
  return {
    kind: 'scheduled',
    tone: 'info',
    title: scheduledWords(kit, held, change),
    lines: known([
      canReplace && !onReplace && say('notice.replace'),
      !canUndo && !canReplace && isMine && say('undo.not_supported'),
      graceWords(kit, change),
      zoneWords(kit, change.effectiveAt),
    ]),
    seats: seats && seatWords(kit, seats.impact, seats.planName, change.effectiveAt),
    actions: [
      ...(canUndo ? [undo(kit, change, say('act.keep', { plan: held.planName }))] : []),
      ...(canReplace && onReplace ? [button(say('act.otherPlan'), onReplace)] : []),
    ],
    isBusy: state.status === 'undoing',
  };
}

function ending(kit: Kit<string>, { capabilities, may }: Catalog, held: Subscription): ScheduledNotice | null {
  const { say, tell, date, state } = kit;
  const end = endOf(held);
  if (!end) return null;
  const isMine = may === 'change';
  const canKeep = isMine && end.undoable && capabilities.resume;
  return {
    kind: 'ending',
    tone: 'warn',
    title: tell('notice.cancellation', { plan: held.planName, date: date(end.effectiveAt) }),
    lines: known([zoneWords(kit, end.effectiveAt), isMine && !canKeep && say('undo.not_supported')]),
    seats: null,
    actions: canKeep ? [undo(kit, end, say('act.resume'))] : [],
    isBusy: state.status === 'undoing',
  };
}

function undoResult(kit: Kit<string>, state: StateOf<'undo_settled' | 'undo_failed'>): ScheduledNotice {
  const { say, flow } = kit;
  const close = button(say('act.close'), () => flow.acknowledge());
  const shared = { title: undoneWords(kit, state), seats: null, isBusy: false };
  if (state.status === 'undo_failed') {
    const retry = button(say('act.retry'), () => flow.undo(state.scheduled), true);
    const lines = [say(`error.${state.error.code}`)];
    return { ...shared, kind: 'undo_failed', tone: 'danger', lines, actions: [retry, close] };
  }
  const { status } = state.outcome;
  const reload = button(say('act.reload'), () => {
    flow.acknowledge();
    flow.reload();
  });
  const tone = status === 'undone' ? 'good' : 'warn';
  return { ...shared, kind: 'undone', tone, lines: [], actions: [status === 'unknown' ? reload : close] };
}
