import type { Catalog, OpenChange, Selection } from '../adapter.js';
import { isFinal, type ChangePlanOutcome, type ReadOutcome } from '../outcome.js';
import { findPrice, priceAt, type BillingInterval } from '../plan.js';
import { promisedAmount, type PreviewOutcome } from '../preview.js';
import type { Subscription } from '../subscription.js';
import { sameMoney } from '../money.js';
import type { FlowEvent } from './event.js';
import type { Attempt, CheckCause, Choice, FlowState, SettledOutcome, StateOf } from './state.js';

export const initialState: FlowState = { status: 'loading' };

/**
 * What the flow is after something happened. Pure and total: an event that does not apply returns the very same state, so a
 * late answer, a second click or a message for an older attempt changes nothing.
 */
export function transition(state: FlowState, event: FlowEvent): FlowState {
  switch (event.type) {
    case 'catalog_loaded':
      return state.status === 'loading' ? loaded(event.catalog, event.attempt) : state;
    case 'load_failed':
      return state.status === 'loading' ? { status: 'load_failed', error: event.error } : state;
    case 'reload_requested':
      return state.status === 'load_failed' ? initialState : state;
    case 'catalog_refreshed':
      return 'catalog' in state ? refreshed(state, event.catalog) : state;
    case 'interval_chosen':
      return canChoose(state)
        ? choosing(state.catalog, withInterval(state.catalog, state.choice, event.interval))
        : state;
    case 'price_chosen':
      return canChoose(state)
        ? choosing(state.catalog, withSelection(state.catalog, state.choice, event.selection))
        : state;
    case 'review_left':
      return inReview(state) ? choosing(state.catalog, state.choice) : state;
    case 'preview_started':
      return previewStarted(state, event);
    case 'preview_arrived':
      return previewArrived(state, event);
    case 'preview_failed':
      return state.status === 'previewing' && state.selection === event.selection
        ? { ...chosen(state), status: 'preview_failed', error: event.error }
        : state;
    case 'confirm_refused':
      return state.status === 'reviewing' ? { ...state, error: event.error } : state;
    case 'confirmed':
      return confirmed(state, event.attempt);
    case 'change_slow':
      return answers(state, event.idempotencyKey) ? { ...state, slow: true } : state;
    case 'change_delayed':
      return answers(state, event.idempotencyKey) ? { ...state, retryInMs: event.retryInMs } : state;
    case 'change_answered':
      return answers(state, event.idempotencyKey) ? outcomeArrived(state, event.outcome, null) : state;
    case 'change_not_sent':
      return answers(state, event.idempotencyKey)
        ? { ...chosen(state), status: 'reviewing', preview: state.preview, stale: null, error: event.error }
        : state;
    case 'change_unanswered':
      return answers(state, event.idempotencyKey) ? checking(state, state.attempt, 'unknown', event.offline) : state;
    case 'redirect_started':
      return 'catalog' in state
        ? { ...base(state), status: 'redirecting', attempt: event.attempt, url: event.url }
        : state;
    case 'redirect_refused':
      return 'catalog' in state ? settled(state, REFUSED_LINK, event.attempt, null) : state;
    case 'read_started':
      return 'catalog' in state ? checking(state, event.attempt, event.cause, false) : state;
    case 'read_answered':
      return readAnswered(state, event);
    case 'read_failed':
      return readFailed(state, event);
    case 'outcome_acknowledged':
      return acknowledged(state);
    case 'checkout_abandoned':
      return state.status === 'settled' && state.attempt !== null && isAbandonable(state.outcome)
        ? choosing(state.catalog, state.choice)
        : state;
    case 'undo_requested':
      return isResting(state)
        ? { ...base(state), status: 'undoing', scheduled: event.scheduled, idempotencyKey: event.idempotencyKey }
        : state;
    case 'undo_answered':
      return state.status === 'undoing' && state.idempotencyKey === event.idempotencyKey
        ? {
            ...withSubscription(base(state), 'subscription' in event.outcome ? event.outcome.subscription : null),
            status: 'undo_settled',
            scheduled: state.scheduled,
            outcome: event.outcome,
          }
        : state;
    case 'undo_failed':
      return state.status === 'undoing' && state.idempotencyKey === event.idempotencyKey
        ? { ...base(state), status: 'undo_failed', scheduled: state.scheduled, error: event.error }
        : state;
    case 'page_restored':
      return pageRestored(state);
    case 'came_online':
      if (state.status === 'reviewing' && state.error?.code === 'offline') return { ...state, error: null };
      return state.status === 'checking' && state.offline ? { ...state, offline: false } : state;
  }
}

const REFUSED_LINK: SettledOutcome = {
  status: 'rejected',
  reason: 'checkout_unavailable',
  impact: [],
  recoveryUrl: null,
  reference: null,
};

type Loaded = Exclude<FlowState, { status: 'loading' | 'load_failed' }>;
type Chosen = StateOf<'previewing' | 'preview_failed' | 'reviewing' | 'confirming'>;

function base({ catalog, choice }: Loaded): { readonly catalog: Catalog; readonly choice: Choice } {
  return { catalog, choice };
}

function chosen({ catalog, choice, selection }: Chosen) {
  return { catalog, choice, selection };
}

function choosing(catalog: Catalog, choice: Choice): FlowState {
  return { status: 'choosing', catalog, choice };
}

function inReview(state: FlowState): state is StateOf<'previewing' | 'preview_failed' | 'reviewing'> {
  return state.status === 'previewing' || state.status === 'preview_failed' || state.status === 'reviewing';
}

/** Nothing is out and no attempt is open: a new intent may begin. */
function isResting(state: FlowState): state is StateOf<'choosing' | 'settled' | 'undo_settled' | 'undo_failed'> {
  if (state.status === 'settled') return state.attempt === null;
  return state.status === 'choosing' || state.status === 'undo_settled' || state.status === 'undo_failed';
}

function canChoose(
  state: FlowState,
): state is Exclude<Loaded, { status: 'confirming' | 'redirecting' | 'checking' | 'undoing' }> {
  return inReview(state) || isResting(state);
}

function answers(state: FlowState, key: string): state is StateOf<'confirming'> {
  return state.status === 'confirming' && state.attempt.idempotencyKey === key;
}

function loaded(catalog: Catalog, attempt: Attempt | null): FlowState {
  const choice: Choice = { interval: firstInterval(catalog), selection: null };
  if (attempt === null) return choosing(catalog, choice);
  return checking({ status: 'choosing', catalog, choice }, attempt, causeOf(catalog), false);
}

/** Why an attempt that was found is looked into. */
export function causeOf({ openChange }: Catalog): CheckCause {
  return openChange?.status === 'requires_checkout' ? 'returned' : 'reopened';
}

function firstInterval({ plans, subscription }: Catalog): BillingInterval | null {
  const held = subscription?.interval ?? null;
  if (held !== null && plans.some((plan) => !plan.isFree && priceAt(plan, held) !== null)) return held;
  return (
    plans.find((plan) => !plan.isFree && plan.prices.length > 0)?.prices[0]?.interval ??
    plans[0]?.prices[0]?.interval ??
    null
  );
}

function refreshed(state: Loaded, catalog: Catalog): FlowState {
  const { selection } = state.choice;
  const kept = selection !== null && findPrice(catalog.plans, selection.priceId) !== null;
  return {
    ...state,
    catalog,
    choice: { interval: state.choice.interval ?? firstInterval(catalog), selection: kept ? selection : null },
  };
}

function withInterval(catalog: Catalog, choice: Choice, interval: BillingInterval): Choice {
  const plan = findPrice(catalog.plans, choice.selection?.priceId ?? null)?.plan;
  const price = plan && priceAt(plan, interval);
  if (!choice.selection || !price) return { interval, selection: null };
  return withSelection(catalog, { interval, selection: null }, { ...choice.selection, priceId: price.id });
}

function withSelection(catalog: Catalog, choice: Choice, selection: Selection): Choice {
  const found = findPrice(catalog.plans, selection.priceId);
  if (found === null) return choice;
  const interval = found.plan.isFree ? choice.interval : found.price.interval;
  const { priceId, ...rest } = selection;
  const isHeld = priceId === catalog.subscription?.priceId && Object.keys(rest).length === 0;
  return { interval, selection: isHeld ? null : selection };
}

function previewStarted(state: FlowState, event: Extract<FlowEvent, { type: 'preview_started' }>): FlowState {
  if (!(state.status === 'choosing' || inReview(state)) || state.choice.selection !== event.selection) return state;
  const earlier = state.status === 'reviewing' ? state.preview : state.status === 'previewing' ? state.earlier : null;
  return { ...base(state), status: 'previewing', selection: event.selection, earlier, stale: event.stale };
}

function previewArrived(
  state: FlowState,
  { preview, selection }: Extract<FlowEvent, { type: 'preview_arrived' }>,
): FlowState {
  if (state.status === 'previewing' && state.selection === selection) {
    const stale = state.stale !== null && promisesSame(state.stale.shown, preview) ? null : state.stale;
    return { ...chosen(state), status: 'reviewing', preview, stale, error: null };
  }
  if (state.status === 'reviewing' && state.selection === selection) return renewed(state, preview);
  return state;
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

function confirmed(state: FlowState, attempt: Attempt): FlowState {
  if (state.status !== 'reviewing' || state.preview.status === 'blocked' || state.preview.token !== attempt.token)
    return state;
  return { ...chosen(state), status: 'confirming', preview: state.preview, attempt, slow: false, retryInMs: null };
}

function checking(state: Loaded, attempt: Attempt, cause: CheckCause, offline: boolean): FlowState {
  return { ...base(state), status: 'checking', attempt, cause, tries: 0, lastCheck: null, offline };
}

function settled(state: Loaded, outcome: SettledOutcome, attempt: Attempt, lastCheck: string | null): FlowState {
  const open = isFinal(outcome) || outcome === REFUSED_LINK ? null : attempt;
  const facts = withSubscription(base(state), 'subscription' in outcome ? outcome.subscription : null);
  const catalog =
    open === null && facts.catalog.openChange !== null ? { ...facts.catalog, openChange: null } : facts.catalog;
  return { ...facts, catalog, status: 'settled', outcome, change: attempt.change, attempt: open, lastCheck };
}

function withSubscription<T extends { readonly catalog: Catalog }>(facts: T, subscription: Subscription | null): T {
  return subscription === null ? facts : { ...facts, catalog: { ...facts.catalog, subscription } };
}

function outcomeArrived(
  state: StateOf<'confirming' | 'checking'>,
  outcome: ChangePlanOutcome | SettledOutcome,
  at: string | null,
): FlowState {
  const { attempt } = state;
  const { selection } = attempt;
  if (outcome.status === 'preview_stale')
    return {
      catalog: state.catalog,
      choice: { ...state.choice, selection },
      selection,
      status: 'reviewing',
      preview: outcome.preview,
      stale: { reason: outcome.reason, shown: outcome.shown },
      error: null,
    };
  if (outcome.status === 'unknown' || outcome.status === 'processing')
    return checking(state, attempt, outcome.status, false);
  return settled(state, outcome, attempt, at);
}

function readAnswered(state: FlowState, event: Extract<FlowEvent, { type: 'read_answered' }>): FlowState {
  if (!reads(state, event.idempotencyKey)) return state;
  const { outcome, at } = event;
  if (outcome.status === 'preview_stale') return outcomeArrived(state, outcome, at);
  if (event.final || isFinal(outcome) || !isStillOpen(outcome)) return settled(state, outcome, state.attempt, at);
  return { ...state, tries: state.tries + 1, lastCheck: at };
}

/** Answers worth asking again for: nothing is decided yet. */
function isStillOpen(outcome: ReadOutcome): boolean {
  return outcome.status === 'unknown' || outcome.status === 'processing' || outcome.status === 'requires_checkout';
}

function readFailed(state: FlowState, event: Extract<FlowEvent, { type: 'read_failed' }>): FlowState {
  if (!reads(state, event.idempotencyKey)) return state;
  if (event.final)
    return settled(state, { status: 'unknown', reference: event.error.reference }, state.attempt, state.lastCheck);
  return { ...state, tries: state.tries + 1, offline: event.error.code === 'offline' };
}

function reads(state: FlowState, key: string): state is StateOf<'checking'> {
  return state.status === 'checking' && state.attempt.idempotencyKey === key;
}

function acknowledged(state: FlowState): FlowState {
  if (state.status === 'undo_settled' || state.status === 'undo_failed') return choosing(state.catalog, state.choice);
  if (state.status !== 'settled' || (state.attempt !== null && state.outcome.status !== 'pending')) return state;
  return choosing(state.catalog, { ...state.choice, selection: null });
}

/** Whether the customer may drop an open attempt: only while it waits for them and nothing was charged. */
export function isAbandonable(outcome: SettledOutcome): boolean {
  return outcome.status === 'requires_checkout' || outcome.status === 'requires_action';
}

function pageRestored(state: FlowState): FlowState {
  if (state.status !== 'redirecting' && state.status !== 'confirming') return state;
  return checking(state, state.attempt, state.status === 'redirecting' ? 'returned' : 'unknown', false);
}

/** An attempt that only the server remembers, so that it can be read from any device. */
export function attemptFrom({ token, selection, expected }: OpenChange, idempotencyKey: string): Attempt {
  return { idempotencyKey, token, selection, expected, change: null };
}
