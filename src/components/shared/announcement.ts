import type { FlowState, SettledOutcome, StateOf } from '../../core/flow/state.js';
import { catalogOf } from '../../core/flow/state.js';
import { absolute } from '../../core/money.js';
import { findPrice } from '../../core/plan.js';
import { promisedAmount, type ChangeSummary, type PreviewOutcome } from '../../core/preview.js';
import type { Format } from '../../locale/format.js';
import { intervalOften, type Say } from '../../locale/words.js';
import type { LiveTone } from './live.js';
import { amountInWords } from './confirmLabel.js';
import { currentName, targetName } from './names.js';

export interface Announcement {
  readonly tone: LiveTone;
  readonly text: string;
  /** Said only if nothing else was to say before: fast answers then give one message. */
  readonly afterMs?: number;
}

interface Context {
  readonly say: Say;
  readonly format: Format;
}

const SLOW_PREVIEW_MS = 300;

const status = (text: string): Announcement => ({ tone: 'status', text });
const alert = (text: string): Announcement => ({ tone: 'alert', text });

/** What of a change is said aloud when one state follows another; null where nothing is new. */
export function announcementOf(before: FlowState, now: FlowState, context: Context): Announcement | null {
  if (before === now || before.status === 'loading') return null;
  switch (now.status) {
    case 'loading':
    case 'load_failed':
    case 'choosing':
      return null;
    case 'previewing':
      return before.status === 'previewing' && before.selection === now.selection ? null : calculating(now, context);
    case 'preview_failed':
      return alert(failedText(now, context));
    case 'reviewing':
      return reviewing(before, now, context);
    case 'confirming':
      return confirming(before, now, context);
    case 'redirecting':
      return status(context.say('leave.title'));
    case 'checking':
      return checking(before, now, context);
    case 'settled':
      return before.status === 'settled' && before.outcome === now.outcome ? null : settled(now, now.outcome, context);
    case 'undoing':
      return status(context.say('notice.undoing'));
    case 'undo_settled':
      return undone(now, context);
    case 'undo_failed':
      return alert(context.say('notice.undoFailed', { date: context.format.date(now.scheduled.effectiveAt) }));
  }
}

function calculating(now: StateOf<'previewing'>, { say }: Context): Announcement {
  const found = findPrice(now.catalog.plans, now.selection.priceId);
  const interval = found ? intervalOften(say, found.price.interval) : '';
  const text = found ? say('tell.calculating', { plan: found.plan.name, interval }) : say('review.busy');
  return { tone: 'status', text, afterMs: SLOW_PREVIEW_MS };
}

function failedText(now: FlowState, { say }: Context): string {
  const plan = currentName(now);
  return plan === null ? say('review.failedNew') : say('review.failed', { plan });
}

function reviewing(before: FlowState, now: StateOf<'reviewing'>, context: Context): Announcement | null {
  const { say, format } = context;
  const earlier = before.status === 'reviewing' ? before : null;
  if (now.error !== null) return earlier?.error === now.error ? null : alert(say(`error.${now.error.code}`));
  if (now.stale !== null) {
    if (earlier?.stale === now.stale) return null;
    const next = promisedAmount(now.preview);
    if (now.stale.reason !== 'amount_changed') return alert(say(`stale.${now.stale.reason}`));
    return now.stale.shown && next
      ? alert(say('stale.amount_changed', { old: format.money(now.stale.shown), new: format.money(next) }))
      : alert(say('stale.token_refused'));
  }
  // A renewal under the same promise is no news.
  return earlier ? null : status(previewText(now.preview, now, context));
}

function previewText(preview: PreviewOutcome, state: FlowState, context: Context): string {
  const { say, format } = context;
  const { to, from } = preview.change;
  const plan = to.planName;
  switch (preview.status) {
    case 'quote':
      return quoteText(preview, state, context);
    case 'scheduled': {
      const date = format.date(preview.effectiveAt);
      return from === null
        ? say('review.laterNew', { plan, date })
        : say('tell.later', { plan, date, current: from.planName });
    }
    case 'requires_checkout': {
      const host = preview.checkoutHost;
      return preview.dueNow && host !== null
        ? say('tell.checkout', { plan, amount: format.money(preview.dueNow), host })
        : say('review.checkoutAny', { plan });
    }
    case 'blocked':
      return say(`blocked.${preview.reason}`);
    case 'unavailable':
      return say('review.noAmount');
  }
}

function quoteText(
  preview: Extract<PreviewOutcome, { status: 'quote' }>,
  state: FlowState,
  { say, format }: Context,
): string {
  const { dueNow, nextInvoice, change } = preview;
  const plan = change.to.planName;
  if (dueNow.amount < 0) return say('tell.credit', { plan, amount: format.money(absolute(dueNow)) });
  if (dueNow.amount === 0) return say('tell.nothing', { plan });
  const subscription = catalogOf(state)?.subscription ?? null;
  const amount = amountInWords(say, format.money(dueNow), preview, subscription);
  const now = say('tell.quote', { plan, interval: intervalOften(say, change.to.interval), amount });
  if (!nextInvoice?.amount) return now;
  return `${now} ${say('tell.then', { amount: format.money(nextInvoice.amount), date: format.date(nextInvoice.date) })}`;
}

function confirming(before: FlowState, now: StateOf<'confirming'>, { say }: Context): Announcement | null {
  if (before.status !== 'confirming') return status(say('tell.working'));
  return now.slow && !before.slow ? status(say('review.slow')) : null;
}

function checking(before: FlowState, now: StateOf<'checking'>, { say }: Context): Announcement | null {
  if (before.status === 'checking' && before.cause === now.cause && before.offline === now.offline) return null;
  if (now.offline) return alert(say('tell.lost'));
  if (now.cause === 'unknown') return alert(say('tell.unknown'));
  return before.status === 'checking' ? null : status(`${say(`check.${now.cause}`)}. ${say(`check.${now.cause}Text`)}`);
}

function planOf(change: ChangeSummary | null, state: FlowState, say: Say): string {
  return change?.to.planName ?? targetName(say, state);
}

function settled(now: StateOf<'settled'>, outcome: SettledOutcome, context: Context): Announcement {
  const { say, format } = context;
  const plan = planOf(now.change, now, say);
  switch (outcome.status) {
    case 'applied':
      return applied(outcome, context);
    case 'scheduled':
      return status(say('tell.scheduled', { plan, date: format.date(outcome.effectiveAt) }));
    case 'requires_checkout':
      return status(say('out.checkout'));
    case 'requires_action':
      return status(say('out.action'));
    case 'processing':
      return status(say('out.processing'));
    case 'pending':
      return status(say(outcome.reason === 'payment' ? 'out.pendingPayment' : 'out.pendingReview', { plan }));
    case 'declined': {
      const current = currentName(now);
      return alert(current === null ? say('out.declined') : say('tell.declined', { plan: current }));
    }
    case 'rejected':
      return alert(outcome.reason === 'checkout_unavailable' ? say('tell.refused') : say(`blocked.${outcome.reason}`));
    case 'unknown':
      return alert(say('out.unknownText'));
    case 'not_changed':
      return status(outcome.reason === 'not_received' ? notReceived(now, say) : say('tell.notChanged'));
  }
}

function notReceived(now: FlowState, say: Say): string {
  const plan = currentName(now);
  return `${say('notChanged.not_received')} ${plan === null ? '' : say('out.stillOn', { plan })}`;
}

function applied(outcome: Extract<SettledOutcome, { status: 'applied' }>, { say, format }: Context): Announcement {
  const plan = outcome.subscription.planName;
  if (outcome.payment === 'failed') return alert(say('tell.unpaid', { plan }));
  const charged = outcome.amountCharged;
  return status(
    charged && charged.amount > 0
      ? say('tell.charged', { plan, amount: format.money(charged) })
      : say('tell.applied', { plan }),
  );
}

function undone({ outcome, catalog }: StateOf<'undo_settled'>, { say }: Context): Announcement {
  switch (outcome.status) {
    case 'undone':
      return status(say('notice.undone', { plan: catalog.subscription?.planName ?? say('notice.yourPlan') }));
    case 'rejected':
      return alert(say(`undo.${outcome.reason}`));
    case 'unknown':
      return alert(say('notice.undoUnknown'));
  }
}
