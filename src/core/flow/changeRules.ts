import type { OpenChange } from '../adapter.js';
import { sameMoney } from '../money.js';
import { isFinal, type ChangePlanOutcome, type ReadOutcome } from '../outcome.js';
import { promisedAmount, type ConfirmablePreview, type PreviewOutcome, type Quote } from '../preview.js';
import { base, checking, choosing, inReview, isAnswered, withSubscription, type Loaded, type Rules } from './rules.js';
import { isBusy, type Attempt, type FlowState, type SettledOutcome, type StateOf } from './state.js';

/** A change from its price to its result. */
export const changeRules: Rules<
  | 'review_left'
  | 'preview_arrived'
  | 'preview_failed'
  | 'confirm_refused'
  | 'confirmed'
  | 'change_slow'
  | 'change_delayed'
  | 'change_answered'
  | 'change_not_sent'
  | 'change_unanswered'
  | 'redirect_started'
  | 'redirect_refused'
  | 'read_started'
  | 'read_answered'
  | 'read_failed'
  | 'outcome_acknowledged'
  | 'checkout_abandoned'
  | 'page_restored'
  | 'came_online'
> = {
  review_left: (state) => (inReview(state) ? choosing(state.catalog, state.choice) : state),
  preview_arrived: (state, { preview, selection }) => {
    if (!inReview(state) || state.selection !== selection || state.status === 'preview_failed') return state;
    return state.status === 'reviewing' ? renewed(state, preview) : priced(state, preview);
  },
  preview_failed: (state, { selection, error }) =>
    state.status === 'previewing' && state.selection === selection
      ? { ...chosen(state), status: 'preview_failed', error }
      : state,
  confirm_refused: (state, { error }) => (state.status === 'reviewing' ? { ...state, error } : state),
  confirmed: (state, { attempt }) =>
    state.status === 'reviewing' && state.preview.status !== 'blocked' && state.preview.token === attempt.token
      ? { ...chosen(state), status: 'confirming', preview: state.preview, attempt, slow: false, retryInMs: null }
      : state,
  change_slow: (state, { idempotencyKey }) => (answers(state, idempotencyKey) ? { ...state, slow: true } : state),
  change_delayed: (state, { idempotencyKey, retryInMs }) =>
    answers(state, idempotencyKey) ? { ...state, retryInMs } : state,
  change_answered: (state, { outcome, idempotencyKey }) =>
    answers(state, idempotencyKey) ? outcomeArrived(state, outcome) : state,
  change_not_sent: (state, { error, idempotencyKey }) =>
    answers(state, idempotencyKey)
      ? { ...chosen(state), status: 'reviewing', preview: state.preview, stale: null, error }
      : state,
  change_unanswered: (state, { idempotencyKey, offline }) =>
    answers(state, idempotencyKey) ? checking(state, state.attempt, 'unknown', offline) : state,
  redirect_started: (state, { attempt, url }) =>
    'catalog' in state ? { ...base(state), status: 'redirecting', attempt, url } : state,
  redirect_refused: (state, { attempt }) => ('catalog' in state ? settled(state, REFUSED_LINK, attempt, null) : state),
  // What is out is waited for: its answer may not find another screen in its place.
  read_started: (state, { attempt, cause }) =>
    'catalog' in state && !isBusy(state) ? checking(state, attempt, cause) : state,
  read_answered: (state, { outcome, at, final, idempotencyKey }) => {
    if (!reads(state, idempotencyKey)) return state;
    if (outcome.status === 'preview_stale') return outcomeArrived(state, outcome);
    if (final || !isStillOpen(outcome)) return settled(state, outcome, state.attempt, at);
    return { ...state, tries: state.tries + 1, lastCheck: at };
  },
  read_failed: (state, { error, final, idempotencyKey }) => {
    if (!reads(state, idempotencyKey)) return state;
    const { reference } = error;
    if (final) return settled(state, { status: 'unknown', reference }, state.attempt, state.lastCheck);
    return { ...state, tries: state.tries + 1, offline: error.code === 'offline' };
  },
  outcome_acknowledged: (state) => {
    if (isAnswered(state)) return choosing(state.catalog, state.choice);
    if (state.status !== 'settled' || (state.attempt !== null && state.outcome.status !== 'pending')) return state;
    return choosing(state.catalog, { ...state.choice, selection: null });
  },
  checkout_abandoned: (state) => (isAbandonable(state) ? choosing(state.catalog, state.choice) : state),
  page_restored: (state) => {
    if (isAtTopUpCheckout(state)) return choosing(state.catalog, state.choice);
    if (state.status !== 'redirecting' && state.status !== 'confirming') return state;
    return checking(state, state.attempt, state.status === 'redirecting' ? 'returned' : 'unknown');
  },
  came_online: (state) => {
    if (state.status === 'reviewing' && state.error?.code === 'offline') return { ...state, error: null };
    return state.status === 'checking' && state.offline ? { ...state, offline: false } : state;
  },
};

/** Back from the checkout of a top-up: what became of it is read with the catalog. */
function isAtTopUpCheckout(state: FlowState): state is StateOf<'top_up_settled'> {
  return state.status === 'top_up_settled' && state.outcome.status === 'requires_checkout';
}

const REFUSED_LINK: SettledOutcome = {
  status: 'rejected',
  reason: 'checkout_unavailable',
  impact: [],
  recoveryUrl: null,
  reference: null,
};

function chosen({ catalog, choice, selection }: StateOf<'previewing' | 'preview_failed' | 'reviewing' | 'confirming'>) {
  return { catalog, choice, selection };
}

function answers(state: FlowState, key: string): state is StateOf<'confirming'> {
  return state.status === 'confirming' && state.attempt.idempotencyKey === key;
}

function reads(state: FlowState, key: string): state is StateOf<'checking'> {
  return state.status === 'checking' && state.attempt.idempotencyKey === key;
}

function priced(state: StateOf<'previewing'>, preview: PreviewOutcome): FlowState {
  const stale = state.stale && !promisesSame(state.stale.shown, preview) ? state.stale : null;
  return { ...chosen(state), status: 'reviewing', preview, stale, error: null };
}

/** A silent renewal: the same promise under a new token changes nothing on the screen, another one asks again. */
function renewed(state: StateOf<'reviewing'>, preview: PreviewOutcome): FlowState {
  const shown = promisedAmount(state.preview);
  const same = preview.status === state.preview.status && promisesSame(shown, preview);
  return { ...state, preview, stale: same ? state.stale : { reason: 'amount_changed', shown } };
}

function promisesSame(shown: Parameters<typeof sameMoney>[0], preview: PreviewOutcome): boolean {
  return sameMoney(shown, promisedAmount(preview));
}

function settled(
  state: Loaded,
  outcome: SettledOutcome,
  attempt: Attempt,
  lastCheck: string | null,
): StateOf<'settled'> {
  const open = isFinal(outcome) || outcome === REFUSED_LINK ? null : attempt;
  const facts = withSubscription(base(state), outcome);
  const catalog = open === null ? { ...facts.catalog, openChange: null } : facts.catalog;
  return { ...facts, catalog, status: 'settled', outcome, change: attempt.change, attempt: open, lastCheck };
}

function outcomeArrived(state: StateOf<'confirming' | 'checking'>, outcome: ChangePlanOutcome): FlowState {
  const { catalog, choice, attempt } = state;
  const { selection } = attempt;
  if (outcome.status === 'preview_stale') {
    const { preview, reason, shown } = outcome;
    const asked = { ...choice, selection };
    return { status: 'reviewing', catalog, choice: asked, selection, preview, stale: { reason, shown }, error: null };
  }
  if (outcome.status === 'unknown' || outcome.status === 'processing') return checking(state, attempt, outcome.status);
  const result = settled(state, outcome, attempt, null);
  return state.status === 'confirming' && cameTrue(state.preview, outcome)
    ? { ...result, quote: state.preview }
    : result;
}

/** Whether exactly the amount that was shown was charged, so that its working is that of the charge. */
function cameTrue(preview: ConfirmablePreview, outcome: ChangePlanOutcome): preview is Quote {
  return (
    preview.status === 'quote' &&
    outcome.status === 'applied' &&
    outcome.amountCharged !== null &&
    sameMoney(outcome.amountCharged, preview.dueNow)
  );
}

/** Answers worth asking again for: nothing is decided yet. */
function isStillOpen({ status }: ReadOutcome): boolean {
  return status === 'unknown' || status === 'processing' || status === 'requires_checkout';
}

/** Whether the customer may drop an open attempt: only while it waits for them and nothing was charged. */
export function isAbandonable(state: FlowState): state is StateOf<'settled'> & { readonly attempt: Attempt } {
  return (
    state.status === 'settled' &&
    state.attempt !== null &&
    (state.outcome.status === 'requires_checkout' || state.outcome.status === 'requires_action')
  );
}

/** An attempt that only the server remembers, so that it can be read from any device. */
export function attemptFrom({ token, selection, expected }: OpenChange, idempotencyKey: string): Attempt {
  return { idempotencyKey, token, selection, expected, change: null };
}
