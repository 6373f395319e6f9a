import type { Catalog } from '../adapter.js';
import { ChangePlanError, toChangePlanError } from '../errors.js';
import { isHarmless } from '../failures.js';
import { isFinal, type ChangePlanOutcome, type ReadOutcome } from '../outcome.js';
import { promisedAmount } from '../preview.js';
import { findAttempt, forgetAttempt, keepAttempt } from './attempts.js';
import { attemptFrom, changeRules, isAbandonable } from './changeRules.js';
import type { Act } from './createPlanFlow.js';
import { tellChanged } from './news.js';
import { until, wait } from './patience.js';
import { createReview } from './reviewing.js';
import { safeHref } from './safeHref.js';
import type { Attempt, CheckCause } from './state.js';

export interface ChangeActs {
  readonly leaveReview: () => void;
  /** Makes the change on the screen. Does nothing unless it is confirmable and shown right now. */
  readonly confirm: () => void;
  /** From a result back to the plans. */
  readonly acknowledge: () => void;
  /** To the checkout, or the bank's page, that an open attempt waits for. */
  readonly continueCheckout: () => void;
  /** Drops an attempt that waits for a checkout, to choose again. */
  readonly abandonCheckout: () => void;
  /** Looks again into an attempt that ended without an answer. */
  readonly check: () => void;
}

/** A change from its price to its result: review, confirm, the way over a checkout, and finding out what became of it. */
export const changing: Act<ChangeActs> = (core) => {
  const { options, timing, getState, scope, send, report, failed, begin, inTime } = core;
  const { adapter, environment, locale } = options;
  const review = createReview(core);
  /** The attempt the customer gave up last: the server keeps it open until another takes its place. */
  let droppedToken: string | null = null;

  function forget(attempt: Attempt): void {
    forgetAttempt(environment, scope(), attempt);
  }

  function openAttempt({ openChange }: Catalog): Attempt | null {
    if (!openChange || openChange.status === 'pending' || openChange.token === droppedToken) return null;
    return attemptFrom(openChange, environment.newKey());
  }

  // Confirming

  function confirm(): void {
    const state = getState();
    if (state.status !== 'reviewing' || state.preview.status === 'blocked') return;
    const { preview: shown, selection } = state;
    const expected = promisedAmount(shown);
    if (shown.status === 'unavailable' && !options.allowWithoutPreview) return;
    if (review.hasExpired()) return core.ask({ reason: 'expired', shown: expected });
    if (!environment.isOnline()) {
      const error = new ChangePlanError('offline', 'The browser is offline.', { sent: false });
      return void send({ type: 'confirm_refused', error });
    }
    const isAllowed = core.allows({ type: 'confirmed', priceId: selection.priceId, expected });
    // Whoever was asked may have moved on: then what is on the screen is no longer what the customer said yes to.
    if (!isAllowed || getState() !== state) return;
    const { token, change } = shown;
    const attempt: Attempt = { idempotencyKey: environment.newKey(), token, selection, expected, change };
    begin('preview');
    keepAttempt(environment, scope(), attempt);
    if (!send({ type: 'confirmed', attempt })) return;
    report({ type: 'change_confirmed', priceId: selection.priceId, expected });
    void makeChange(attempt);
  }

  async function makeChange(attempt: Attempt): Promise<void> {
    const { idempotencyKey } = attempt;
    const controller = new AbortController();
    const stopSlow = environment.setTimer(timing.slowAfterMs, () => send({ type: 'change_slow', idempotencyKey }));
    const stopLimit = environment.setTimer(timing.changeLimitMs, () => controller.abort());
    try {
      const sent = () => sendChange(attempt, controller.signal);
      answered(await environment.withLock(`planshift:${scope()}`, sent), attempt);
    } catch (thrown) {
      unanswered(failed('change', thrown), attempt);
    } finally {
      stopSlow();
      stopLimit();
    }
  }

  /** Sends, and sends once more with the same token and key where the connection broke or billing asked to wait. */
  async function sendChange(attempt: Attempt, signal: AbortSignal): Promise<ChangePlanOutcome> {
    const { change: _, ...body } = attempt;
    const { idempotencyKey } = attempt;
    const once = () => adapter.changePlan({ ...body, locale, returnTo: environment.returnTo() }, signal);
    try {
      return await once();
    } catch (thrown) {
      const error = toChangePlanError(thrown);
      const isLost = error.code === 'network';
      const retryInMs = isLost ? 0 : error.code === 'rate_limited' ? error.retryAfterMs : null;
      if (signal.aborted || !environment.isOnline() || retryInMs === null || retryInMs > timing.longestRetryMs)
        throw error;
      if (retryInMs > 0) send({ type: 'change_delayed', idempotencyKey, retryInMs });
      await wait(environment, retryInMs, signal);
      send({ type: 'change_delayed', idempotencyKey, retryInMs: null });
      return once().catch((again: unknown) => {
        // That the repetition was refused says nothing of the first request, which may have arrived.
        throw isLost ? error : again;
      });
    }
  }

  function answered(outcome: ChangePlanOutcome, attempt: Attempt): void {
    const { idempotencyKey } = attempt;
    finish(outcome, attempt);
    const state = getState();
    const isAwaited = state.status === 'confirming' && state.attempt.idempotencyKey === idempotencyKey;
    if (isAwaited && outcome.status === 'requires_checkout' && mayLeave(attempt))
      return leaveFor(outcome.checkoutUrl, attempt);
    if (outcome.status === 'preview_stale') report({ type: 'preview_stale', reason: outcome.reason });
    send({ type: 'change_answered', outcome, idempotencyKey });
    stayWith();
  }

  function unanswered(error: ChangePlanError, attempt: Attempt): void {
    const { idempotencyKey } = attempt;
    const isElsewhere = error.code === 'change_in_progress';
    if (isElsewhere || isHarmless(error)) {
      forget(attempt);
      send({ type: 'change_not_sent', error, idempotencyKey });
    } else send({ type: 'change_unanswered', idempotencyKey, offline: !environment.isOnline() });
    if (isElsewhere) void core.load(conflictArrived);
    else stayWith();
  }

  /** With what a change led to: a preview that must stay fresh, or an attempt to look into. */
  function stayWith(): void {
    const state = getState();
    if (state.status === 'reviewing') review.keepFresh(state.preview);
    read();
  }

  /** Another attempt is open for this subscription: it is looked into, whoever began it. */
  function conflictArrived(catalog: Catalog): void {
    send({ type: 'catalog_refreshed', catalog });
    const attempt = openAttempt(catalog);
    if (attempt) startReading(attempt, 'conflict');
    else renew();
  }

  function renew(): void {
    if (getState().status === 'reviewing') review.price();
  }

  /** Ends an attempt when its answer is final: its key is done with, other pages hear of it. */
  function finish(outcome: ReadOutcome, attempt: Attempt): void {
    if (!isFinal(outcome)) return;
    forget(attempt);
    report({ type: 'change_settled', status: outcome.status, priceId: attempt.selection.priceId });
    if (outcome.status === 'applied' && outcome.difference) report({ type: 'amount_differs', ...outcome.difference });
    if (outcome.status === 'applied' || outcome.status === 'scheduled') tellChanged(core, outcome.subscription);
  }

  /** Nobody is led away from a page that has moved on, or where the host says no. */
  function mayLeave({ selection }: Attempt): boolean {
    return core.isRunning() && core.allows({ type: 'redirected', priceId: selection.priceId });
  }

  function leaveFor(url: string, attempt: Attempt): void {
    const href = safeHref(core, url);
    if (href !== null) {
      send({ type: 'redirect_started', attempt, url: href });
      return environment.navigate(href);
    }
    forget(attempt);
    send({ type: 'redirect_refused', attempt });
  }

  // Finding out

  function startReading(attempt: Attempt, cause: CheckCause): void {
    if (send({ type: 'read_started', attempt, cause })) read();
  }

  function read(): void {
    const state = getState();
    if (state.status === 'checking')
      void readUntilKnown(state.attempt, state.cause === 'returned' ? timing.returnDelaysMs : timing.readDelaysMs);
  }

  async function readUntilKnown(attempt: Attempt, delays: readonly number[]): Promise<void> {
    const signal = begin('read');
    for (const [index, delay] of delays.entries()) {
      await wait(environment, delay, signal);
      await until(environment.isVisible, environment.onVisible, signal);
      await until(environment.isOnline, environment.onOnline, signal);
      if (signal.aborted || getState().status !== 'checking') return;
      send({ type: 'came_online' });
      await readOnce(attempt, index === delays.length - 1, signal);
    }
  }

  async function readOnce(attempt: Attempt, final: boolean, signal: AbortSignal): Promise<void> {
    const { change: _, ...body } = attempt;
    const { idempotencyKey } = attempt;
    const at = environment.wallClock();
    try {
      const outcome = await inTime(adapter.readChange({ ...body, locale }, signal));
      if (signal.aborted || getState().status !== 'checking') return;
      finish(outcome, attempt);
      send({ type: 'read_answered', outcome, at, final, idempotencyKey });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = failed('read', thrown);
      send({ type: 'read_failed', error, at, final: final || error.code === 'unauthorized', idempotencyKey });
    }
  }

  return {
    rules: changeRules,
    find: (catalog) => findAttempt(environment, scope()) ?? openAttempt(catalog),
    goOn() {
      if (getState().status === 'previewing') review.price();
      read();
    },
    refreshed: renew,
    acts: {
      leaveReview() {
        begin('preview');
        send({ type: 'review_left' });
      },
      confirm,
      acknowledge() {
        if (send({ type: 'outcome_acknowledged' })) void core.refresh();
      },
      continueCheckout() {
        const state = getState();
        if (state.status === 'redirecting') return environment.navigate(state.url);
        if (state.status !== 'settled' || state.attempt === null) return;
        const { outcome, attempt } = state;
        const url =
          outcome.status === 'requires_checkout'
            ? outcome.checkoutUrl
            : outcome.status === 'requires_action' && outcome.actionUrl;
        if (url && mayLeave(attempt)) leaveFor(url, attempt);
      },
      abandonCheckout() {
        const state = getState();
        if (!isAbandonable(state)) return;
        forget(state.attempt);
        droppedToken = state.attempt.token;
        send({ type: 'checkout_abandoned' });
      },
      check() {
        const state = getState();
        if (state.status === 'settled' && state.attempt) startReading(state.attempt, 'unknown');
      },
    },
  };
};
