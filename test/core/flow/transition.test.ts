import { describe, expect, it } from 'vitest';
import {
  aCatalog,
  anAttempt,
  aProSubscription,
  aQuote,
  aScheduledChange,
  cancelOutcomes,
  changeOutcomes,
  errors,
  flowStates,
  notChangedOutcomes,
  readOutcomes,
  settledStates,
  topUpOutcomes,
  undoOutcomes,
  usd,
  yearly,
} from 'planshift/testing';
import type { FlowEvent, FlowEventType } from '../../../src/core/flow/event.js';
import type { FlowState, FlowStatus } from '../../../src/core/flow/state.js';
import { transition } from '../../../src/core/flow/transition.js';

const attempt = anAttempt();
const key = attempt.idempotencyKey;
const at = '2026-04-16T00:00:05.000Z';
const selection = flowStates.reviewing.selection;

/** One event per type, for the attempt and the selection that the samples hold. */
const events: { readonly [T in FlowEventType]: Extract<FlowEvent, { type: T }> } = {
  interval_chosen: { type: 'interval_chosen', interval: yearly },
  currency_chosen: { type: 'currency_chosen', currency: 'EUR' },
  price_chosen: { type: 'price_chosen', selection: { priceId: 'price_business_monthly' } },
  review_left: { type: 'review_left' },
  confirmed: {
    type: 'confirmed',
    attempt: {
      ...attempt,
      token: flowStates.reviewing.preview.status === 'blocked' ? '' : flowStates.reviewing.preview.token,
    },
  },
  outcome_acknowledged: { type: 'outcome_acknowledged' },
  checkout_abandoned: { type: 'checkout_abandoned' },
  undo_requested: { type: 'undo_requested', scheduled: aScheduledChange(), idempotencyKey: 'undo_key' },
  reload_requested: { type: 'reload_requested' },
  catalog_loaded: { type: 'catalog_loaded', catalog: aCatalog(), attempt: null },
  catalog_refreshed: { type: 'catalog_refreshed', catalog: aCatalog({ supportUrl: 'https://harbor.example/help' }) },
  load_failed: { type: 'load_failed', error: errors.network },
  preview_started: { type: 'preview_started', selection, stale: null },
  preview_arrived: { type: 'preview_arrived', preview: aQuote(), selection },
  preview_failed: { type: 'preview_failed', error: errors.network, selection },
  confirm_refused: { type: 'confirm_refused', error: errors.offline },
  change_not_sent: { type: 'change_not_sent', error: errors.unauthorized, idempotencyKey: key },
  change_answered: { type: 'change_answered', outcome: changeOutcomes.applied, idempotencyKey: key },
  change_unanswered: { type: 'change_unanswered', idempotencyKey: key, offline: false },
  change_slow: { type: 'change_slow', idempotencyKey: key },
  change_delayed: { type: 'change_delayed', idempotencyKey: key, retryInMs: 3000 },
  redirect_started: { type: 'redirect_started', attempt, url: 'https://checkout.example.com/c/1' },
  redirect_refused: { type: 'redirect_refused', attempt },
  read_started: { type: 'read_started', attempt, cause: 'unknown' },
  read_answered: { type: 'read_answered', outcome: readOutcomes.applied, at, final: false, idempotencyKey: key },
  read_failed: { type: 'read_failed', error: errors.network, at, final: false, idempotencyKey: key },
  undo_answered: {
    type: 'undo_answered',
    outcome: undoOutcomes.undone,
    idempotencyKey: flowStates.undoing.idempotencyKey,
  },
  undo_failed: { type: 'undo_failed', error: errors.network, idempotencyKey: flowStates.undoing.idempotencyKey },
  cancel_requested: { type: 'cancel_requested', request: flowStates.canceling.request, idempotencyKey: 'cancel_key' },
  cancel_answered: { type: 'cancel_answered', outcome: cancelOutcomes.scheduled, idempotencyKey: key },
  cancel_failed: { type: 'cancel_failed', error: errors.network, idempotencyKey: key },
  top_up_requested: { type: 'top_up_requested', topUp: flowStates.topping_up.topUp, idempotencyKey: 'top_up_key' },
  top_up_answered: { type: 'top_up_answered', outcome: topUpOutcomes.topped_up, idempotencyKey: key },
  top_up_failed: { type: 'top_up_failed', error: errors.network, idempotencyKey: key },
  page_restored: { type: 'page_restored' },
  came_online: { type: 'came_online' },
};

const BUSY: readonly FlowStatus[] = ['confirming', 'redirecting', 'undoing', 'canceling', 'topping_up'];
const anyLoaded = (to: FlowStatus | 'itself', but: readonly FlowStatus[] = []) =>
  Object.fromEntries(
    (Object.keys(flowStates) as FlowStatus[])
      .filter((status) => status !== 'loading' && status !== 'load_failed' && !but.includes(status))
      .map((status) => [status, to === 'itself' ? status : to]),
  );
/** Something beside a change has ended. */
const fromAnswered = (to: FlowStatus): Partial<Record<FlowStatus, FlowStatus>> => ({
  undo_settled: to,
  undo_failed: to,
  cancel_settled: to,
  cancel_failed: to,
  top_up_settled: to,
  top_up_failed: to,
});
/** Nothing is out and no attempt is open. */
const fromResting = (to: FlowStatus) => ({ choosing: to, settled: to, ...fromAnswered(to) });
const fromFree = (to: FlowStatus) => ({ ...fromResting(to), previewing: to, preview_failed: to, reviewing: to });

/** Where each event leads. A status that is not named stays the very same object. */
const TABLE: { readonly [T in FlowEventType]: Partial<Record<FlowStatus, FlowStatus>> } = {
  interval_chosen: fromFree('choosing'),
  currency_chosen: fromFree('choosing'),
  price_chosen: fromFree('choosing'),
  review_left: { previewing: 'choosing', preview_failed: 'choosing', reviewing: 'choosing' },
  confirmed: { reviewing: 'confirming' },
  outcome_acknowledged: { settled: 'choosing', ...fromAnswered('choosing') },
  checkout_abandoned: {},
  undo_requested: fromResting('undoing'),
  cancel_requested: fromFree('canceling'),
  top_up_requested: fromFree('topping_up'),
  reload_requested: { load_failed: 'loading' },
  catalog_loaded: { loading: 'choosing' },
  catalog_refreshed: anyLoaded('itself'),
  load_failed: { loading: 'load_failed' },
  preview_started: { previewing: 'previewing', preview_failed: 'previewing', reviewing: 'previewing' },
  preview_arrived: { previewing: 'reviewing', reviewing: 'reviewing' },
  preview_failed: { previewing: 'preview_failed' },
  confirm_refused: { reviewing: 'reviewing' },
  change_not_sent: { confirming: 'reviewing' },
  change_answered: { confirming: 'settled' },
  change_unanswered: { confirming: 'checking' },
  change_slow: { confirming: 'confirming' },
  change_delayed: { confirming: 'confirming' },
  redirect_started: anyLoaded('redirecting'),
  redirect_refused: anyLoaded('settled'),
  read_started: anyLoaded('checking', BUSY),
  read_answered: { checking: 'settled' },
  read_failed: { checking: 'checking' },
  undo_answered: { undoing: 'undo_settled' },
  undo_failed: { undoing: 'undo_failed' },
  cancel_answered: { canceling: 'cancel_settled' },
  cancel_failed: { canceling: 'cancel_failed' },
  top_up_answered: { topping_up: 'top_up_settled' },
  top_up_failed: { topping_up: 'top_up_failed' },
  page_restored: { confirming: 'checking', redirecting: 'checking' },
  came_online: {},
};

const pairs = (Object.keys(TABLE) as FlowEventType[]).flatMap((type) =>
  (Object.keys(flowStates) as FlowStatus[]).map((status) => [type, status] as const),
);

describe('transition', () => {
  it.each(pairs)('%s in %s leads where the table says', (type, status) => {
    const before: FlowState = flowStates[status];
    const after = transition(before, events[type]);
    const to = TABLE[type][status];
    if (to === undefined) expect(after).toBe(before);
    else expect(after.status).toBe(to);
  });

  it('ignores the answer to a change that is not the one on the screen', () => {
    for (const type of ['change_answered', 'change_unanswered', 'change_not_sent', 'change_slow'] as const) {
      const late = { ...events[type], idempotencyKey: 'another' };
      expect(transition(flowStates.confirming, late)).toBe(flowStates.confirming);
    }
  });

  it('ignores a preview of what is no longer chosen', () => {
    const late = { ...events.preview_arrived, selection: { ...selection } };
    expect(transition(flowStates.previewing, late)).toBe(flowStates.previewing);
    expect(transition(flowStates.reviewing, late)).toBe(flowStates.reviewing);
  });

  it('refuses to confirm with the token of an older preview', () => {
    const old = { type: 'confirmed', attempt: anAttempt({ token: 'older' }) } as const;
    expect(transition(flowStates.reviewing, old)).toBe(flowStates.reviewing);
  });

  it('keeps the selection and asks again with both amounts when the price moved', () => {
    const after = transition(flowStates.confirming, {
      type: 'change_answered',
      outcome: changeOutcomes.preview_stale,
      idempotencyKey: key,
    });
    expect(after).toMatchObject({
      status: 'reviewing',
      selection: attempt.selection,
      stale: { reason: changeOutcomes.preview_stale.reason, shown: changeOutcomes.preview_stale.shown },
      preview: changeOutcomes.preview_stale.preview,
    });
  });

  it('leads from an unknown answer to finding out, never to a failure', () => {
    const after = transition(flowStates.confirming, {
      type: 'change_answered',
      outcome: changeOutcomes.unknown,
      idempotencyKey: key,
    });
    expect(after).toMatchObject({ status: 'checking', cause: 'unknown', attempt });
  });

  it('keeps an attempt whose outcome is open and drops one that is final', () => {
    for (const outcome of Object.values(changeOutcomes)) {
      const after = transition(flowStates.confirming, { type: 'change_answered', outcome, idempotencyKey: key });
      if (after.status !== 'settled') continue;
      const isOpen = ['requires_checkout', 'requires_action', 'pending'].includes(outcome.status);
      expect(after.attempt, outcome.status).toEqual(isOpen ? attempt : null);
    }
  });

  it('shows the subscription an outcome brought', () => {
    const after = transition(flowStates.confirming, events.change_answered);
    expect(after).toMatchObject({ catalog: { subscription: changeOutcomes.applied.subscription } });
  });

  it('keeps the working of a price that was charged as it was shown, and of no other', () => {
    const answered = (state: FlowState, amount: number | null) =>
      transition(state, {
        type: 'change_answered',
        outcome: { ...changeOutcomes.applied, amountCharged: amount === null ? null : usd(amount) },
        idempotencyKey: key,
      });
    const quote = aQuote({ dueNow: usd(8450) });
    const confirming: FlowState = { ...flowStates.confirming, preview: quote };
    expect(answered(confirming, 8450)).toMatchObject({ status: 'settled', quote });
    for (const after of [
      answered(confirming, 8451),
      answered(confirming, null),
      transition(flowStates.checking, { ...events.read_answered, outcome: changeOutcomes.applied }),
    ]) {
      expect(after.status).toBe('settled');
      expect(after).not.toHaveProperty('quote');
    }
  });

  it('does not leave a result whose attempt is open, but for one that waits for billing', () => {
    for (const status of ['requires_checkout', 'requires_action', 'processing', 'unknown'] as const)
      expect(transition(settledStates[status], events.outcome_acknowledged)).toBe(settledStates[status]);
    expect(transition(settledStates.pending, events.outcome_acknowledged).status).toBe('choosing');
  });

  it('lets the customer drop only an attempt that waits for them', () => {
    for (const [status, state] of Object.entries(settledStates)) {
      const isTheirs = status === 'requires_checkout' || status === 'requires_action';
      expect(transition(state, events.checkout_abandoned) !== state, status).toBe(isTheirs);
    }
  });

  it('ends finding out in words: a last read without an answer is unknown, with the attempt kept', () => {
    const after = transition(flowStates.checking, { ...events.read_failed, final: true });
    expect(after).toMatchObject({ status: 'settled', outcome: { status: 'unknown' }, attempt });
  });

  it('counts reads while nothing is decided', () => {
    const after = transition(flowStates.checking, { ...events.read_answered, outcome: readOutcomes.processing });
    expect(after).toMatchObject({ status: 'checking', tries: 3, lastCheck: at });
  });

  it('tells after a read that nothing was changed, with its reason', () => {
    const after = transition(flowStates.checking, { ...events.read_answered, outcome: notChangedOutcomes.declined });
    expect(after).toMatchObject({
      status: 'settled',
      outcome: { status: 'not_changed', reason: 'declined' },
      attempt: null,
    });
  });

  it('asks again when a silent renewal brings another amount, and not when it brings the same', () => {
    const other = transition(flowStates.reviewing, {
      ...events.preview_arrived,
      preview: aQuote({ dueNow: usd(9000), token: 'new' }),
    });
    expect(other).toMatchObject({ stale: { reason: 'amount_changed', shown: aQuote().dueNow } });
    const same = transition(flowStates.reviewing, { ...events.preview_arrived, preview: aQuote({ token: 'new' }) });
    expect(same).toMatchObject({ stale: null, preview: { token: 'new' } });
  });

  it('keeps the plan when the interval changes and the plan is sold at it', () => {
    const after = transition(flowStates.reviewing, events.interval_chosen);
    expect(after).toMatchObject({
      status: 'choosing',
      choice: { interval: yearly, selection: { priceId: 'price_pro_yearly' } },
    });
  });

  it('drops a choice that the catalog no longer holds', () => {
    const after = transition(flowStates.choosing, { type: 'price_chosen', selection });
    const gone = transition(after, { type: 'catalog_refreshed', catalog: aCatalog({ plans: [] }) });
    expect(gone).toMatchObject({ choice: { selection: null } });
  });

  it('takes the price that is held for no choice at all', () => {
    const held = { ...flowStates.choosing, catalog: aCatalog({ subscription: aProSubscription() }) };
    const after = transition(held, { type: 'price_chosen', selection: { priceId: 'price_pro_monthly' } });
    expect(after).toMatchObject({ choice: { selection: null } });
  });

  it('looks into an attempt that a reload found', () => {
    const after = transition(flowStates.loading, { ...events.catalog_loaded, attempt });
    expect(after).toMatchObject({ status: 'checking', attempt, cause: 'reopened' });
  });
});
