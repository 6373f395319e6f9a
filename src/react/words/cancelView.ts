import { isHarmless } from '../../core/failures.js';
import type { FlowState, StateOf } from '../../core/flow/state.js';
import type { Subscription } from '../../core/subscription.js';
import type { Announcement } from './announcement.js';
import type { StatusView, Step } from './statusView.js';
import { viewAnnouncement } from './viewAnnouncement.js';
import { endingOf, isEnd } from './endOf.js';
import { errorWords } from './errorWords.js';
import { undoneWords } from './statement.js';
import type { CancelKit } from '../kit.js';

/**
 * The place that a cancellation led to, or null where there is none.
 * @param onDone what a customer who is done leads to.
 */
export function cancelView<T>(kit: CancelKit<T>, state: FlowState, onDone: () => void): StatusView<T> | null {
  if (state.status === 'cancel_settled') return settled(kit, state, onDone);
  return state.status === 'cancel_failed' ? failed(kit, state, onDone) : null;
}

/** The place where what was set for a date is taken back, or null where nothing is. */
export function keepView<T>(kit: CancelKit<T>, state: FlowState, onDone: () => void): StatusView<T> | null {
  const { say, flow, catalog } = kit;
  const done: Step = [say('act.done'), onDone, 'primary'];
  switch (state.status) {
    case 'undoing':
      return view<T>('undoing', 'info', say('notice.undoing'), [], [], true);
    case 'undo_failed': {
      const again: Step = [say('act.retry'), () => flow.undo(state.scheduled), 'primary'];
      const steps = [again, [say('act.close'), onDone]] as const;
      return view<T>('undo_failed', 'danger', undoneWords(kit, state), [errorWords(say, state.error)], steps);
    }
    case 'undo_settled': {
      const { outcome, scheduled } = state;
      if (outcome.status !== 'undone') return view<T>('undo_settled', 'warn', undoneWords(kit, state), [], [done]);
      if (!isEnd(scheduled, state.catalog))
        return view<T>(
          'undo_settled',
          'good',
          say('canceled.dropped'),
          [undoneWords(kit, state)],
          [
            [say('canceled.goOn'), flow.acknowledge, 'primary'],
            [say('act.close'), onDone],
          ],
        );
      const plan = catalog?.subscription?.planName ?? say('cancel.it');
      return view<T>('undo_settled', 'good', say('canceled.kept', { plan }), [say('canceled.keptText')], [done]);
    }
    default:
      return null;
  }
}

function view<T>(
  key: string,
  tone: StatusView['tone'],
  title: T | string,
  lines: readonly (T | string)[],
  steps: readonly Step[],
  isWaiting = false,
): StatusView<T> {
  return { key, tone, title, lines, steps, isWaiting, isUrgent: tone !== 'good' && !isWaiting };
}

function nameOf({ say }: Pick<CancelKit, 'say'>, held: Subscription | null): string {
  return held?.planName ?? say('cancel.it');
}

function settled<T>(kit: CancelKit<T>, state: StateOf<'cancel_settled'>, onDone: () => void): StatusView<T> {
  const { say, tell, date, flow } = kit;
  const { outcome, held, request } = state;
  const plan = nameOf(kit, held);
  const key = `cancel:${outcome.status}`;
  const done: Step = [say('act.done'), onDone, 'primary'];
  switch (outcome.status) {
    case 'canceled':
      return view<T>(key, 'good', say('canceled.canceled', { plan }), [say('canceled.canceledText')], [done]);
    case 'scheduled': {
      const end = endingOf(outcome.subscription, state.catalog);
      const canKeep = end?.undoable && state.catalog.capabilities.resume;
      const keep: readonly Step[] = canKeep ? [[say('act.keep', { plan }), () => flow.undo(end)]] : [];
      const title = tell('canceled.scheduled', { plan, date: date(outcome.effectiveAt) });
      return view<T>(key, 'good', title, [say('canceled.scheduledText')], [done, ...keep]);
    }
    case 'rejected': {
      const why = say(`canceled.${outcome.reason}`, { plan });
      const steps: readonly Step[] = [...takeBack(kit, state), [say('act.close'), onDone]];
      if (outcome.reason === 'already_canceled') return view<T>(key, 'info', why, [], steps);
      return view<T>(key, 'warn', say('canceled.rejected', { plan }), [say('out.pendingText', { plan }), why], steps);
    }
    case 'unknown': {
      const again: Step = [say('act.retry'), () => flow.cancel(request), 'primary'];
      const lines = [say('canceled.unknownText', { plan })];
      return view<T>(key, 'warn', say('out.unknown'), lines, [again, [say('act.close'), onDone]]);
    }
  }
}

/** What is in the way of a cancellation can be a change that is taken back. */
function takeBack<T>({ say, flow }: CancelKit<T>, { outcome, catalog }: StateOf<'cancel_settled'>): readonly Step[] {
  const change = catalog.subscription?.scheduledChange;
  const isInTheWay = outcome.status === 'rejected' && outcome.reason === 'change_scheduled';
  return isInTheWay && change?.undoable ? [[say('canceled.takeBack'), () => flow.undo(change), 'primary']] : [];
}

function failed<T>(kit: CancelKit<T>, state: StateOf<'cancel_failed'>, onDone: () => void): StatusView<T> {
  const { say, flow } = kit;
  const { error, held, request } = state;
  const plan = nameOf(kit, held);
  const steps: readonly Step[] = [
    [say('act.retry'), () => flow.cancel(request), 'primary'],
    [say('act.back'), flow.acknowledge],
    [say('act.close'), onDone],
  ];
  return isHarmless(error)
    ? view<T>(
        'cancel:failed',
        'danger',
        say('canceled.rejected', { plan }),
        [say('out.pendingText', { plan }), errorWords(say, error)],
        steps,
      )
    : view<T>('cancel:lost', 'warn', say('out.unknown'), [say('canceled.unknownText', { plan })], steps);
}

/** What of it is said aloud when one state follows another; null where nothing is new. */
export function cancelAnnouncement(before: FlowState, now: FlowState, kit: CancelKit<string>): Announcement | null {
  if (before === now) return null;
  if (now.status === 'canceling') return { tone: 'status', text: kit.say('cancel.working') };
  const place = cancelView(kit, now, () => {});
  return place && viewAnnouncement(kit, place);
}
