import type { CareStatus, FlowState, StateOf } from '../../core/flow/state.js';
import { findPrice } from '../../core/plan.js';
import { sentences } from '../../locale/words.js';
import { statusView } from './statusView.js';
import { amountInWords } from './confirmLabel.js';
import type { Kit } from '../kit.js';
import type { LiveTone } from '../live.js';
import { endName } from './names.js';
import { isSeatImpact, seatWords } from './seats.js';
import { askedWords, dueOf, failedWords, sentenceOf, undoneWords } from './statement.js';

export interface Announcement {
  readonly tone: LiveTone;
  readonly text: string;
  /** Said only if nothing else was to say before: fast answers then give one message. */
  readonly afterMs?: number;
}

const SLOW_PREVIEW_MS = 300;

const status = (text: string): Announcement => ({ tone: 'status', text });
const alert = (text: string): Announcement => ({ tone: 'alert', text });

/** What of a change is said aloud when one state follows another, in the words of the screen; null where nothing is new. */
export function announcementOf(before: FlowState, now: FlowState, kit: Kit<string>): Announcement | null {
  const { say } = kit;
  if (before === now || before.status === 'loading') return null;
  switch (now.status) {
    case 'previewing':
      return before.status === 'previewing' && before.selection === now.selection
        ? null
        : { ...status(busyText(now, kit)), afterMs: SLOW_PREVIEW_MS };
    case 'preview_failed':
      return alert(failedWords(kit));
    case 'reviewing':
      return reviewing(before, now, kit);
    case 'confirming':
      if (before.status !== 'confirming') return status(say('confirm.working'));
      return now.slow && !before.slow ? status(say('review.slow')) : null;
    case 'redirecting':
      return outcome(now, kit);
    case 'checking':
      return before.status === 'checking' && before.cause === now.cause && before.offline === now.offline
        ? null
        : outcome(now, kit);
    case 'settled':
      return before.status === 'settled' && before.outcome === now.outcome ? null : outcome(now, kit);
    case 'undoing':
      return status(say('notice.undoing'));
    case 'undo_settled':
      return (now.outcome.status === 'undone' ? status : alert)(undoneWords(kit, now));
    case 'undo_failed':
      return alert(undoneWords(kit, now));
    default:
      now satisfies StateOf<'loading' | 'load_failed' | 'choosing' | CareStatus>;
      return null;
  }
}

function reviewing(before: FlowState, now: StateOf<'reviewing'>, kit: Kit<string>): Announcement | null {
  const earlier = before.status === 'reviewing' ? before : null;
  const asked = askedWords(kit, now);
  if (asked !== null) return earlier?.error === now.error && earlier?.stale === now.stale ? null : alert(asked);
  // A renewal under the same promise is no news.
  return earlier ? null : status(previewText(now, kit));
}

function busyText({ catalog, selection }: StateOf<'previewing'>, { say }: Kit<string>): string {
  const found = findPrice(catalog.plans, selection.priceId);
  if (!found) return say('review.busy');
  const { plan, price } = found;
  return say('tell.busy', { plan: endName(say, { planId: plan.id, planName: plan.name, interval: price.interval }) });
}

function previewText({ preview }: StateOf<'reviewing'>, kit: Kit<string>): string {
  const { say, money, date } = kit;
  const seats = preview.impact.find(isSeatImpact);
  const startsAt = preview.status === 'scheduled' ? preview.effectiveAt : null;
  const warning = seats && seatWords(kit, seats, preview.change.to.planName, startsAt).text;
  if (preview.status === 'blocked') {
    const isSeats = preview.reason === 'seat_limit_exceeded';
    return (isSeats && warning) || say(`blocked.${preview.reason}`);
  }
  const [label, due] = dueOf(kit, preview);
  const next = preview.status === 'quote' ? preview.nextInvoice : null;
  const told = [
    // A later change is told with its own names; what is paid now with its billing period.
    preview.status !== 'scheduled' && say('tell.title', { title: endName(say, preview.change.to) }),
    sentenceOf(kit, preview),
    label === null ? due : say('tell.fact', { label, value: amountInWords(kit, preview) || due }),
    next?.amount &&
      say('tell.fact', {
        label: say('review.next'),
        value: say('review.onDate', { amount: money(next.amount), date: date(next.date) }),
      }),
    warning,
  ];
  return sentences(...told.filter((part): part is string => Boolean(part)));
}

/** The screen's title and its sentences; at once where the customer has to know before anything else. */
function outcome(state: StateOf<'redirecting' | 'checking' | 'settled'>, kit: Kit<string>): Announcement | null {
  const view = statusView(kit, state, () => {});
  if (view === null) return null;
  const { say, money } = kit;
  const charged = state.status === 'settled' && state.outcome.status === 'applied' ? state.outcome.amountCharged : null;
  const fact =
    charged && charged.amount > 0 ? [say('tell.fact', { label: say('out.charged'), value: money(charged) })] : [];
  const text = sentences(say('tell.title', { title: view.title }), ...view.lines, ...fact);
  return view.isUrgent ? alert(text) : status(text);
}
