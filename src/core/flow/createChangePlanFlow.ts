import type { BillingAdapter, Catalog, Selection } from '../adapter.js';
import { ChangePlanError, toChangePlanError } from '../errors.js';
import { isHarmless } from '../failures.js';
import { isFinal, type ChangePlanOutcome, type ReadOutcome } from '../outcome.js';
import type { BillingInterval } from '../plan.js';
import { promisedAmount, withHonestLines, type PreviewOutcome } from '../preview.js';
import { checkRedirect } from '../redirect.js';
import { fingerprint, type ScheduledChange, type Subscription } from '../subscription.js';
import { findAttempt, forgetAttempt, keepAttempt } from './attempts.js';
import type { FlowEnvironment } from './environment.js';
import type { FlowEvent } from './event.js';
import { limited, until, wait } from './patience.js';
import type { FlowReport } from './report.js';
import { catalogOf, choiceOf, isBusy, type Attempt, type CheckCause, type FlowState, type Staleness } from './state.js';
import { attemptFrom, causeOf, initialState, isAbandonable, transition } from './transition.js';

/** Waiting times. The defaults suit people; tests shorten them. */
export interface FlowTiming {
  /** Before each read of what became of an attempt; after the last the flow ends in words. Default 0, 1, 2, 4, 8, 15, 30 s. */
  readonly readDelaysMs: readonly number[];
  /** The same after a return from a checkout that was not paid. Default 0, 1, 2, 4 s. */
  readonly returnDelaysMs: readonly number[];
  /** Before each repeat of a failed read or preview. Default 0.5, 1.5 s. */
  readonly retryDelaysMs: readonly number[];
  /** When a change that is not answered is called slow. Default 5 s. */
  readonly slowAfterMs: number;
  /** When a change that is not answered is read instead of waited for. Default 60 s, longer than the server's own limit. */
  readonly changeLimitMs: number;
  /** When a read, a preview or an undo that is not answered counts as lost. Default 30 s, longer than the server's own limit. */
  readonly readLimitMs: number;
  /** Longest wait that a busy server may ask for. Default 30 s. */
  readonly longestRetryMs: number;
}

export const DEFAULT_TIMING: FlowTiming = {
  readDelaysMs: [0, 1000, 2000, 4000, 8000, 15_000, 30_000],
  returnDelaysMs: [0, 1000, 2000, 4000],
  retryDelaysMs: [500, 1500],
  slowAfterMs: 5000,
  changeLimitMs: 60_000,
  readLimitMs: 30_000,
  longestRetryMs: 30_000,
};

export interface ChangePlanFlowOptions {
  readonly adapter: BillingAdapter;
  readonly environment: FlowEnvironment;
  /** BCP 47 tag of the reader's language. */
  readonly locale: string;
  /** A catalog the server rendered with. Dropped where the first read belongs to another scope. */
  readonly initialCatalog?: Catalog | null;
  /** Origins a checkout may be on. Default: those the catalog names. */
  readonly allowedRedirectOrigins?: readonly string[];
  /** Lets a change be confirmed where billing cannot say what it costs. Default false. */
  readonly allowWithoutPreview?: boolean;
  readonly timing?: Partial<FlowTiming>;
}

/** One plan change, from the first read to its result: a store with the acts of a customer. */
export interface ChangePlanFlow {
  readonly getState: () => FlowState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the catalog and listens to the page. Safe to call again after `dispose`. */
  readonly start: () => void;
  /** Stops listening and reading. A change that was sent goes on, and is found again by its attempt. */
  readonly dispose: () => void;
  readonly chooseInterval: (interval: BillingInterval) => void;
  /** Chooses a price; during a review its preview follows at once. */
  readonly choosePrice: (selection: Selection) => void;
  /** Asks what the chosen change costs, with a price to choose first if given. */
  readonly review: (selection?: Selection) => void;
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
  readonly undo: (scheduled: ScheduledChange) => void;
  /** Reads everything again: after a failed load, or because the host knows that something changed. */
  readonly reload: () => void;
}

export function createChangePlanFlow(options: ChangePlanFlowOptions): ChangePlanFlow {
  const { adapter, environment, locale, initialCatalog = null } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const listeners = new Set<() => void>();
  const running: Partial<Record<'load' | 'preview' | 'read', AbortController>> = {};
  let state: FlowState = initialCatalog
    ? transition(initialState, { type: 'catalog_loaded', catalog: initialCatalog, attempt: null })
    : initialState;
  /** Whose change this is, as the catalog says; empty before there is one. */
  let scope = initialCatalog?.scopeKey ?? '';
  let isStarted = false;
  let previewExpiresAt = 0;
  let stopListening = () => {};
  let stopBroadcast = () => {};
  /** The attempt the customer gave up last: the server keeps it open until another takes its place. */
  let droppedToken: string | null = null;
  /** The subscription as it was before a change: a read that still shows it is late, not new. */
  let outdated: string | null = null;

  function send(event: FlowEvent): boolean {
    const next = transition(state, event);
    if (next === state) return false;
    state = next;
    for (const listener of [...listeners]) listener();
    return true;
  }

  function report(fact: FlowReport): void {
    try {
      environment.report(fact);
    } catch {
      // A host's analytics must not stop a payment.
    }
  }

  function failed(during: Extract<FlowReport, { type: 'failed' }>['during'], thrown: unknown): ChangePlanError {
    const error = toChangePlanError(thrown);
    report({ type: 'failed', during, code: error.code });
    return error;
  }

  /** A fresh signal for one kind of work; the one before it is aborted, so that late answers cannot be mistaken. */
  function begin(kind: keyof typeof running): AbortSignal {
    running[kind]?.abort();
    return (running[kind] = new AbortController()).signal;
  }

  function inTime<T>(call: Promise<T>): Promise<T> {
    return limited(environment, timing.readLimitMs, call);
  }

  /** Repeats what only reads. */
  async function patiently<T>(
    signal: AbortSignal,
    call: () => Promise<T>,
    [delay, ...delays] = timing.retryDelaysMs,
  ): Promise<T> {
    try {
      return await inTime(call());
    } catch (thrown) {
      const error = toChangePlanError(thrown);
      if (delay === undefined || signal.aborted || !error.retryable || error.code === 'offline') throw error;
      await wait(environment, Math.min(error.retryAfterMs ?? delay, timing.longestRetryMs), signal);
      return patiently(signal, call, delays);
    }
  }

  // Reading

  async function load(arrived = catalogArrived): Promise<void> {
    const signal = begin('load');
    try {
      const catalog = await patiently(signal, () => adapter.getCatalog({ locale }, signal));
      if (!signal.aborted) arrived(catalog);
    } catch (thrown) {
      if (!signal.aborted) send({ type: 'load_failed', error: failed('load', thrown) });
    }
  }

  function catalogArrived(catalog: Catalog): void {
    if (catalog.scopeKey !== scope) {
      state = initialState;
      join(catalog.scopeKey);
    }
    const attempt = findAttempt(environment, scope) ?? openAttempt(catalog);
    if (send({ type: 'catalog_loaded', catalog, attempt })) return read();
    if (fingerprint(catalog.subscription) === outdated) return;
    outdated = null;
    send({ type: 'catalog_refreshed', catalog });
    const isFree = state.status === 'choosing' || (state.status === 'settled' && state.attempt === null);
    if (isFree && attempt) startReading(attempt, causeOf(catalog));
  }

  function openAttempt({ openChange }: Catalog): Attempt | null {
    if (!openChange || openChange.status === 'pending' || openChange.token === droppedToken) return null;
    return attemptFrom(openChange, environment.newKey());
  }

  function join(scopeKey: string): void {
    stopBroadcast();
    scope = scopeKey;
    stopBroadcast = environment.onBroadcast(scope, () => void refresh());
  }

  /** Reads again behind the screen; what the customer is looking at stays until the answer differs. */
  async function refresh(): Promise<void> {
    if (!isStarted || isBusy(state) || state.status === 'checking') return;
    if (state.status === 'loading') return load();
    const signal = begin('load');
    try {
      for (const delay of [0, ...timing.readDelaysMs.slice(1)]) {
        await wait(environment, delay, signal);
        if (signal.aborted) return;
        const catalog = await inTime(adapter.getCatalog({ locale }, signal));
        if (signal.aborted) return;
        catalogArrived(catalog);
        if (outdated === null) break;
      }
    } catch {
      return; // the screen still shows what was true at the last read
    }
    outdated = null;
    if (state.status === 'reviewing') void preview(true);
  }

  // Previewing

  async function preview(isRenewal = false, stale: Staleness | null = null): Promise<void> {
    const selection = choiceOf(state)?.selection;
    if (!selection) return;
    if (!isRenewal) send({ type: 'preview_started', selection, stale });
    if (state.status !== 'previewing' && !(isRenewal && state.status === 'reviewing')) return;
    const signal = begin('preview');
    try {
      const arrived = await patiently(signal, () => adapter.previewChangePlan({ selection, locale }, signal));
      if (!signal.aborted) previewArrived(arrived, selection);
    } catch (thrown) {
      if (!signal.aborted) send({ type: 'preview_failed', error: failed('preview', thrown), selection });
    }
  }

  function previewArrived(arrived: PreviewOutcome, selection: Selection): void {
    const { preview: shown, honest } = withHonestLines(arrived);
    if (!honest && shown.status === 'quote') report({ type: 'lines_hidden', total: shown.dueNow });
    if (!send({ type: 'preview_arrived', preview: shown, selection })) return;
    report({ type: 'preview_shown', status: shown.status, priceId: selection.priceId });
    void keepFresh(shown);
  }

  /** Counts the validity on a clock that nobody can set, and renews while somebody is looking. */
  async function keepFresh(shown: PreviewOutcome): Promise<void> {
    const signal = begin('preview');
    if (shown.status === 'blocked') return;
    previewExpiresAt = environment.monotonicNow() + shown.validForMs;
    await wait(environment, Math.max(1000, shown.validForMs * 0.8), signal);
    await until(environment.isVisible, environment.onVisible, signal);
    if (!signal.aborted) void preview(true);
  }

  // Changing

  function confirm(): void {
    if (state.status !== 'reviewing' || state.preview.status === 'blocked') return;
    const { preview: shown, selection } = state;
    const expected = promisedAmount(shown);
    if (shown.status === 'unavailable' && !options.allowWithoutPreview) return;
    if (environment.monotonicNow() >= previewExpiresAt)
      return void preview(false, { reason: 'expired', shown: expected });
    if (!environment.isOnline()) {
      const error = new ChangePlanError('offline', 'The browser is offline.', { sent: false });
      return void send({ type: 'confirm_refused', error });
    }
    const { token, change } = shown;
    const attempt: Attempt = { idempotencyKey: environment.newKey(), token, selection, expected, change };
    running.preview?.abort();
    keepAttempt(environment, scope, attempt);
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
      answered(await environment.withLock(`planshift:${scope}`, () => sendChange(attempt, controller.signal)), attempt);
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
    const isAwaited = state.status === 'confirming' && state.attempt.idempotencyKey === idempotencyKey;
    if (isAwaited && outcome.status === 'requires_checkout') return leaveFor(outcome.checkoutUrl, attempt);
    if (outcome.status === 'preview_stale') report({ type: 'preview_stale', reason: outcome.reason });
    send({ type: 'change_answered', outcome, idempotencyKey });
    goOn();
  }

  function unanswered(error: ChangePlanError, attempt: Attempt): void {
    const { idempotencyKey } = attempt;
    const isElsewhere = error.code === 'change_in_progress';
    if (isElsewhere || isHarmless(error)) {
      forgetAttempt(environment, scope, attempt);
      send({ type: 'change_not_sent', error, idempotencyKey });
    } else send({ type: 'change_unanswered', idempotencyKey, offline: !environment.isOnline() });
    if (isElsewhere) void load(conflictArrived);
    else goOn();
  }

  /** With what a change led to: a preview that must stay fresh, or an attempt to look into. */
  function goOn(): void {
    if (state.status === 'reviewing') void keepFresh(state.preview);
    read();
  }

  /** Another attempt is open for this subscription: it is looked into, whoever began it. */
  function conflictArrived(catalog: Catalog): void {
    send({ type: 'catalog_refreshed', catalog });
    const attempt = openAttempt(catalog);
    if (attempt) startReading(attempt, 'conflict');
    else if (state.status === 'reviewing') void preview(true);
  }

  /** Ends an attempt when its answer is final: its key is done with, other pages hear of it. */
  function finish(outcome: ReadOutcome, attempt: Attempt): void {
    if (!isFinal(outcome)) return;
    forgetAttempt(environment, scope, attempt);
    report({ type: 'change_settled', status: outcome.status, priceId: attempt.selection.priceId });
    if (outcome.status === 'applied' && outcome.difference) report({ type: 'amount_differs', ...outcome.difference });
    if (outcome.status === 'applied' || outcome.status === 'scheduled') tellChanged(outcome.subscription);
  }

  function tellChanged(subscription: Subscription | null): void {
    const before = fingerprint(catalogOf(state)?.subscription ?? null);
    outdated = before === fingerprint(subscription) ? null : before;
    environment.broadcast(scope);
  }

  function leaveFor(url: string, attempt: Attempt): void {
    const origins = options.allowedRedirectOrigins ?? catalogOf(state)?.redirectOrigins ?? [];
    const verdict = checkRedirect(url, origins);
    if (verdict.ok) {
      send({ type: 'redirect_started', attempt, url: verdict.href });
      return environment.navigate(verdict.href);
    }
    report({ type: 'redirect_refused', rule: verdict.rule });
    forgetAttempt(environment, scope, attempt);
    send({ type: 'redirect_refused', attempt });
  }

  // Finding out

  function startReading(attempt: Attempt, cause: CheckCause): void {
    if (send({ type: 'read_started', attempt, cause })) read();
  }

  function read(): void {
    if (state.status === 'checking')
      void readUntilKnown(state.attempt, state.cause === 'returned' ? timing.returnDelaysMs : timing.readDelaysMs);
  }

  async function readUntilKnown(attempt: Attempt, delays: readonly number[]): Promise<void> {
    const signal = begin('read');
    for (const [index, delay] of delays.entries()) {
      await wait(environment, delay, signal);
      await until(environment.isVisible, environment.onVisible, signal);
      await until(environment.isOnline, environment.onOnline, signal);
      if (signal.aborted || state.status !== 'checking') return;
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
      if (signal.aborted || state.status !== 'checking') return;
      finish(outcome, attempt);
      send({ type: 'read_answered', outcome, at, final, idempotencyKey });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = failed('read', thrown);
      send({ type: 'read_failed', error, at, final: final || error.code === 'unauthorized', idempotencyKey });
    }
  }

  // Taking back

  async function undo(scheduled: ScheduledChange): Promise<void> {
    const idempotencyKey = environment.newKey();
    if (!send({ type: 'undo_requested', scheduled, idempotencyKey })) return;
    try {
      const request = { scheduledChangeId: scheduled.id, idempotencyKey };
      const outcome = await inTime(adapter.cancelScheduledChange(request, new AbortController().signal));
      if (outcome.status === 'undone') tellChanged(null);
      send({ type: 'undo_answered', outcome, idempotencyKey });
    } catch (thrown) {
      send({ type: 'undo_failed', error: failed('undo', thrown), idempotencyKey });
    }
  }

  // The page

  function restored(): void {
    if (send({ type: 'page_restored' })) read();
    else void refresh();
  }

  function start(): void {
    if (isStarted) return;
    isStarted = true;
    const stops = [environment.onRestored(restored), environment.onOnline(() => send({ type: 'came_online' }))];
    stopListening = () => stops.forEach((stop) => stop());
    if (scope) join(scope);
    if (state.status === 'checking') read();
    else if (state.status === 'previewing') void preview();
    else if (state.status !== 'confirming' && state.status !== 'undoing') void load();
  }

  function dispose(): void {
    isStarted = false;
    for (const controller of Object.values(running)) controller.abort();
    stopListening();
    stopBroadcast();
  }

  /** A choice during a review is previewed at once. */
  function choose(event: FlowEvent): void {
    const wasReviewing = 'selection' in state;
    running.preview?.abort();
    if (send(event) && wasReviewing) void preview();
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    dispose,
    chooseInterval: (interval) => choose({ type: 'interval_chosen', interval }),
    choosePrice: (selection) => choose({ type: 'price_chosen', selection }),
    review(selection) {
      if (selection) send({ type: 'price_chosen', selection });
      void preview();
    },
    leaveReview() {
      running.preview?.abort();
      send({ type: 'review_left' });
    },
    confirm,
    acknowledge() {
      if (send({ type: 'outcome_acknowledged' })) void refresh();
    },
    continueCheckout() {
      if (state.status === 'redirecting') return environment.navigate(state.url);
      if (state.status !== 'settled' || state.attempt === null) return;
      const { outcome, attempt } = state;
      if (outcome.status === 'requires_checkout') leaveFor(outcome.checkoutUrl, attempt);
      if (outcome.status === 'requires_action' && outcome.actionUrl) leaveFor(outcome.actionUrl, attempt);
    },
    abandonCheckout() {
      if (state.status !== 'settled' || state.attempt === null || !isAbandonable(state.outcome)) return;
      forgetAttempt(environment, scope, state.attempt);
      droppedToken = state.attempt.token;
      send({ type: 'checkout_abandoned' });
    },
    check() {
      if (state.status === 'settled' && state.attempt) startReading(state.attempt, 'unknown');
    },
    undo: (scheduled) => void undo(scheduled),
    reload() {
      if (send({ type: 'reload_requested' })) void load();
      else void refresh();
    },
  };
}
