import type { BillingAdapter, Catalog, Selection } from '../adapter.js';
import { ChangePlanError, toChangePlanError } from '../errors.js';
import { isFinal, type ChangePlanOutcome, type ReadOutcome } from '../outcome.js';
import type { BillingInterval } from '../plan.js';
import { promisedAmount, withHonestLines, type PreviewOutcome } from '../preview.js';
import { checkRedirect } from '../redirect.js';
import { fingerprint, type ScheduledChange } from '../subscription.js';
import { findAttempt, forgetAttempt, keepAttempt } from './attempts.js';
import type { FlowEnvironment } from './environment.js';
import type { FlowEvent } from './event.js';
import type { FlowReport } from './report.js';
import type { Attempt, CheckCause, FlowState, Staleness } from './state.js';
import { attemptFrom, initialState, isAbandonable, transition } from './transition.js';

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

/** Error codes after which a change certainly did not happen. Every other failure is read, never guessed. */
const NOTHING_HAPPENED: ReadonlySet<string> = new Set([
  'invalid_request',
  'unauthorized',
  'forbidden',
  'origin_refused',
  'subscription_not_found',
  'subscription_ambiguous',
  'payload_too_large',
  'unsupported_media_type',
  'unknown_price',
  'not_allowed',
  'rate_limited',
  'misconfigured',
  'offline',
]);

export function createChangePlanFlow(options: ChangePlanFlowOptions): ChangePlanFlow {
  const { adapter, environment, locale, initialCatalog = null } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const listeners = new Set<() => void>();
  const stoppers = new Set<() => void>();
  const running: { load?: AbortController; preview?: AbortController; read?: AbortController } = {};
  let state: FlowState = initialCatalog
    ? transition(initialState, { type: 'catalog_loaded', catalog: initialCatalog, attempt: null })
    : initialState;
  let isStarted = false;
  let previewExpiresAt = 0;
  let stopRenewal = () => {};
  let scopeChannel: string | null = null;
  let stopBroadcast = () => {};
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

  /** A fresh signal for one kind of request; the one before it is aborted, so that late answers cannot be mistaken. */
  function begin(kind: keyof typeof running): AbortSignal {
    running[kind]?.abort();
    const controller = new AbortController();
    running[kind] = controller;
    return controller.signal;
  }

  /** Resolves after a while, or at once when the signal is aborted. */
  function wait(delayMs: number, signal: AbortSignal): Promise<void> {
    if (delayMs <= 0 || signal.aborted) return Promise.resolve();
    return released(signal, (done) => environment.setTimer(delayMs, done));
  }

  /** Resolves when told, or when the signal is aborted; stops listening either way. */
  function released(signal: AbortSignal, begin: (done: () => void) => () => void): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stop();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const stop = begin(done);
      signal.addEventListener('abort', done);
    });
  }

  /** Resolves when `isReady` holds, looking again whenever the page tells of a change. */
  function until(isReady: () => boolean, listen: (run: () => void) => () => void, signal: AbortSignal): Promise<void> {
    if (isReady() || signal.aborted) return Promise.resolve();
    return released(signal, (done) => listen(() => isReady() && done()));
  }

  /** A call that is never answered must not hold the screen for ever. */
  function limited<T>(call: Promise<T>): Promise<T> {
    let stop = () => {};
    const late = new Promise<never>((_, reject) => {
      stop = environment.setTimer(timing.readLimitMs, () =>
        reject(new ChangePlanError('network', 'No answer in time.')),
      );
    });
    return Promise.race([call, late]).finally(stop);
  }

  /** Repeats what only reads. */
  async function patiently<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    for (const delay of timing.retryDelaysMs) {
      try {
        return await limited(call());
      } catch (thrown) {
        const error = toChangePlanError(thrown);
        if (signal.aborted || !error.retryable || error.code === 'offline') throw thrown;
        await wait(Math.min(error.retryAfterMs ?? delay, timing.longestRetryMs), signal);
      }
    }
    return limited(call());
  }

  // Reading

  async function load(): Promise<void> {
    const signal = begin('load');
    try {
      const catalog = await patiently(signal, () => adapter.getCatalog({ locale }, signal));
      if (!signal.aborted) catalogArrived(catalog);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toChangePlanError(thrown);
      report({ type: 'failed', during: 'load', code: error.code });
      send({ type: 'load_failed', error });
    }
  }

  function catalogArrived(catalog: Catalog): void {
    listenTo(catalog.scopeKey);
    const attempt = findAttempt(environment, catalog.scopeKey) ?? openAttempt(catalog);
    const held = 'catalog' in state ? state.catalog.scopeKey : null;
    if (held !== null && held !== catalog.scopeKey) state = initialState;
    if (send({ type: 'catalog_loaded', catalog, attempt })) return void (attempt && read());
    if (isLate(catalog)) return;
    send({ type: 'catalog_refreshed', catalog });
    const isFree = state.status === 'choosing' || state.status === 'settled';
    if (isFree && attempt && !(state.status === 'settled' && state.attempt)) startReading(attempt, causeOf(catalog));
  }

  function isLate(catalog: Catalog): boolean {
    if (outdated === null || fingerprint(catalog.subscription) !== outdated) {
      outdated = null;
      return false;
    }
    return true;
  }

  function openAttempt({ openChange }: Catalog): Attempt | null {
    return openChange && openChange.status !== 'pending' ? attemptFrom(openChange, environment.newKey()) : null;
  }

  function causeOf({ openChange }: Catalog): CheckCause {
    return openChange?.status === 'requires_checkout' ? 'returned' : 'reopened';
  }

  function listenTo(scopeKey: string): void {
    if (scopeChannel === scopeKey) return;
    stopBroadcast();
    scopeChannel = scopeKey;
    stopBroadcast = environment.onBroadcast(scopeKey, refresh);
  }

  /** Reads again behind the screen; what the customer is looking at stays until the answer differs. */
  function refresh(): void {
    if (!isStarted || state.status === 'confirming' || state.status === 'redirecting' || state.status === 'undoing')
      return;
    if (state.status === 'checking') return;
    if (state.status === 'loading') return void load();
    void (async () => {
      const signal = begin('load');
      for (const delay of [0, ...timing.readDelaysMs.slice(1)]) {
        await wait(delay, signal);
        if (signal.aborted) return;
        try {
          const catalog = await limited(adapter.getCatalog({ locale }, signal));
          if (signal.aborted) return;
          catalogArrived(catalog);
          if (outdated === null) break;
        } catch {
          return; // the screen still shows what was true at the last read
        }
      }
      outdated = null;
      if (state.status === 'reviewing') void preview({ renewing: true });
    })();
  }

  // Previewing

  async function preview({
    renewing = false,
    stale = null,
  }: {
    renewing?: boolean;
    stale?: Staleness | null;
  }): Promise<void> {
    const selection = 'choice' in state ? state.choice.selection : null;
    if (selection === null) return;
    if (!renewing) send({ type: 'preview_started', selection, stale });
    if (state.status !== 'previewing' && !(renewing && state.status === 'reviewing')) return;
    stopRenewal();
    const signal = begin('preview');
    try {
      const arrived = await patiently(signal, () => adapter.previewChangePlan({ selection, locale }, signal));
      if (!signal.aborted) previewArrived(arrived, selection);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toChangePlanError(thrown);
      report({ type: 'failed', during: 'preview', code: error.code });
      send({ type: 'preview_failed', error, selection });
    }
  }

  function previewArrived(arrived: PreviewOutcome, selection: Selection): void {
    const { preview: shown, honest } = withHonestLines(arrived);
    if (!honest && shown.status === 'quote') report({ type: 'lines_hidden', total: shown.dueNow });
    if (!send({ type: 'preview_arrived', preview: shown, selection })) return;
    report({ type: 'preview_shown', status: shown.status, priceId: selection.priceId });
    keepFresh(shown);
  }

  /** Counts the validity on a clock that nobody can set, and renews while somebody is looking. */
  function keepFresh(shown: PreviewOutcome): void {
    stopRenewal();
    if (shown.status === 'blocked') return;
    previewExpiresAt = environment.monotonicNow() + shown.validForMs;
    let stopVisible = () => {};
    const renew = () => {
      if (environment.isVisible()) return void preview({ renewing: true });
      stopVisible = environment.onVisible(() => (stopVisible(), void preview({ renewing: true })));
    };
    const stopTimer = environment.setTimer(Math.max(1000, shown.validForMs * 0.8), renew);
    stopRenewal = () => (stopTimer(), stopVisible());
  }

  // Changing

  function confirm(): void {
    if (state.status !== 'reviewing' || state.preview.status === 'blocked') return;
    const { preview: shown, selection, catalog } = state;
    if (shown.status === 'unavailable' && !options.allowWithoutPreview) return;
    if (environment.monotonicNow() >= previewExpiresAt)
      return void preview({ stale: { reason: 'expired', shown: promisedAmount(shown) } });
    if (!environment.isOnline()) {
      const error = new ChangePlanError('offline', 'The browser is offline; the change was not sent.', { sent: false });
      return void send({ type: 'confirm_refused', error });
    }
    const attempt: Attempt = {
      idempotencyKey: environment.newKey(),
      token: shown.token,
      selection,
      expected: promisedAmount(shown),
      change: shown.change,
    };
    stopRenewal();
    keepAttempt(environment, catalog.scopeKey, attempt);
    if (!send({ type: 'confirmed', attempt })) return;
    report({ type: 'change_confirmed', priceId: selection.priceId, expected: attempt.expected });
    void change(attempt, catalog);
  }

  async function change(attempt: Attempt, catalog: Catalog): Promise<void> {
    const { idempotencyKey } = attempt;
    const controller = new AbortController();
    const stopSlow = environment.setTimer(timing.slowAfterMs, () => send({ type: 'change_slow', idempotencyKey }));
    const stopLimit = environment.setTimer(timing.changeLimitMs, () => controller.abort());
    try {
      const outcome = await environment.withLock(`planshift:${catalog.scopeKey}`, () =>
        sendChange(attempt, controller.signal),
      );
      answered(outcome, attempt, catalog);
    } catch (thrown) {
      unanswered(toChangePlanError(thrown), attempt, catalog);
    } finally {
      stopSlow();
      stopLimit();
    }
  }

  /** Sends, and sends once more with the same token and key where the connection broke or billing asked to wait. */
  async function sendChange(attempt: Attempt, signal: AbortSignal): Promise<ChangePlanOutcome> {
    const { selection, token, expected, idempotencyKey } = attempt;
    const once = () => {
      const request = { selection, token, expected, idempotencyKey, locale, returnTo: environment.returnTo() };
      return adapter.changePlan(request, signal);
    };
    try {
      return await once();
    } catch (thrown) {
      const error = toChangePlanError(thrown);
      if (signal.aborted || !environment.isOnline()) throw thrown;
      const retryInMs = error.code === 'rate_limited' ? error.retryAfterMs : error.code === 'network' ? 0 : null;
      if (retryInMs === null || retryInMs > timing.longestRetryMs) throw thrown;
      if (retryInMs > 0) send({ type: 'change_delayed', idempotencyKey, retryInMs });
      await wait(retryInMs, signal);
      send({ type: 'change_delayed', idempotencyKey, retryInMs: null });
      return once().catch((again: unknown) => {
        // That the repetition was refused says nothing of the first request, which may have arrived.
        throw error.code === 'network' ? error : again;
      });
    }
  }

  function answered(outcome: ChangePlanOutcome, attempt: Attempt, catalog: Catalog): void {
    finish(outcome, attempt, catalog);
    const isAwaited = state.status === 'confirming' && state.attempt.idempotencyKey === attempt.idempotencyKey;
    if (isAwaited && outcome.status === 'requires_checkout') return leaveFor(outcome.checkoutUrl, attempt);
    if (outcome.status === 'preview_stale') report({ type: 'preview_stale', reason: outcome.reason });
    send({ type: 'change_answered', outcome, idempotencyKey: attempt.idempotencyKey });
    if (state.status === 'reviewing') keepFresh(state.preview);
    if (state.status === 'checking') read();
  }

  function unanswered(error: ChangePlanError, attempt: Attempt, catalog: Catalog): void {
    const { idempotencyKey } = attempt;
    report({ type: 'failed', during: 'change', code: error.code });
    if (error.code === 'change_in_progress') {
      forgetAttempt(environment, catalog.scopeKey, attempt);
      send({ type: 'change_not_sent', error, idempotencyKey });
      return void readConflict();
    }
    if (NOTHING_HAPPENED.has(error.code) || !error.sent) {
      forgetAttempt(environment, catalog.scopeKey, attempt);
      send({ type: 'change_not_sent', error, idempotencyKey });
      if (state.status === 'reviewing') keepFresh(state.preview);
      return;
    }
    if (send({ type: 'change_unanswered', idempotencyKey, offline: !environment.isOnline() })) read();
  }

  /** Another attempt is open for this subscription: it is looked into, whoever began it. */
  async function readConflict(): Promise<void> {
    const signal = begin('load');
    try {
      const catalog = await patiently(signal, () => adapter.getCatalog({ locale }, signal));
      if (signal.aborted) return;
      send({ type: 'catalog_refreshed', catalog });
      const attempt = openAttempt(catalog);
      if (attempt) return startReading(attempt, 'conflict');
      if (state.status === 'reviewing') void preview({ renewing: true });
    } catch {
      // The review stays, with its error and the button to try again.
    }
  }

  /** Ends an attempt when its answer is final: its key is done with, other pages hear of it. */
  function finish(outcome: ReadOutcome, attempt: Attempt, catalog: Catalog): void {
    if (!isFinal(outcome)) return;
    forgetAttempt(environment, catalog.scopeKey, attempt);
    report({ type: 'change_settled', status: outcome.status, priceId: attempt.selection.priceId });
    if (outcome.status === 'applied' && outcome.difference) report({ type: 'amount_differs', ...outcome.difference });
    if (outcome.status === 'applied' || outcome.status === 'scheduled') {
      outdated = fingerprint(catalog.subscription);
      if (fingerprint(outcome.subscription) === outdated) outdated = null;
      environment.broadcast(catalog.scopeKey);
    }
  }

  function leaveFor(url: string, attempt: Attempt): void {
    if (!('catalog' in state)) return;
    const verdict = checkRedirect(url, options.allowedRedirectOrigins ?? state.catalog.redirectOrigins);
    if (!verdict.ok) {
      report({ type: 'redirect_refused', rule: verdict.rule });
      forgetAttempt(environment, state.catalog.scopeKey, attempt);
      return void send({ type: 'redirect_refused', attempt });
    }
    send({ type: 'redirect_started', attempt, url: verdict.href });
    environment.navigate(verdict.href);
  }

  // Finding out

  function startReading(attempt: Attempt, cause: CheckCause): void {
    if (send({ type: 'read_started', attempt, cause })) read();
  }

  function read(): void {
    if (state.status !== 'checking') return;
    const signal = begin('read');
    void readUntilKnown(
      state.attempt,
      state.cause === 'returned' ? timing.returnDelaysMs : timing.readDelaysMs,
      signal,
    );
  }

  async function readUntilKnown(attempt: Attempt, delays: readonly number[], signal: AbortSignal): Promise<void> {
    for (const [index, delay] of delays.entries()) {
      await wait(delay, signal);
      await until(environment.isVisible, environment.onVisible, signal);
      await until(environment.isOnline, environment.onOnline, signal);
      if (signal.aborted || state.status !== 'checking') return;
      send({ type: 'came_online' });
      await readOnce(attempt, index === delays.length - 1, signal);
    }
  }

  async function readOnce(attempt: Attempt, final: boolean, signal: AbortSignal): Promise<void> {
    const { selection, token, expected, idempotencyKey } = attempt;
    const at = environment.wallClock();
    try {
      const request = { selection, token, expected, idempotencyKey, locale };
      const outcome = await limited(adapter.readChange(request, signal));
      if (signal.aborted || state.status !== 'checking') return;
      finish(outcome, attempt, state.catalog);
      send({ type: 'read_answered', outcome, at, final, idempotencyKey });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toChangePlanError(thrown);
      report({ type: 'failed', during: 'read', code: error.code });
      send({ type: 'read_failed', error, at, final: final || error.code === 'unauthorized', idempotencyKey });
    }
  }

  // Taking back

  async function undo(scheduled: ScheduledChange): Promise<void> {
    const idempotencyKey = environment.newKey();
    if (!send({ type: 'undo_requested', scheduled, idempotencyKey })) return;
    if (state.status !== 'undoing') return;
    const { catalog } = state;
    try {
      const request = { scheduledChangeId: scheduled.id, idempotencyKey };
      const outcome = await limited(adapter.cancelScheduledChange(request, new AbortController().signal));
      send({ type: 'undo_answered', outcome, idempotencyKey });
      if (outcome.status === 'undone') {
        outdated = fingerprint(catalog.subscription);
        environment.broadcast(catalog.scopeKey);
      }
    } catch (thrown) {
      const error = toChangePlanError(thrown);
      report({ type: 'failed', during: 'undo', code: error.code });
      send({ type: 'undo_failed', error, idempotencyKey });
    }
  }

  // The page

  function restored(): void {
    if (send({ type: 'page_restored' })) return read();
    refresh();
  }

  function start(): void {
    if (isStarted) return;
    isStarted = true;
    stoppers.add(environment.onRestored(restored));
    if (scopeChannel !== null) stopBroadcast = environment.onBroadcast(scopeChannel, refresh);
    if (state.status === 'checking') read();
    else if (state.status === 'previewing') void preview({});
    else if (state.status !== 'confirming' && state.status !== 'undoing') void load();
  }

  function dispose(): void {
    isStarted = false;
    for (const controller of Object.values(running)) controller.abort();
    for (const stop of stoppers) stop();
    stoppers.clear();
    stopBroadcast();
    stopRenewal();
  }

  function choosePrice(selection: Selection): void {
    const wasReviewing =
      state.status === 'reviewing' || state.status === 'previewing' || state.status === 'preview_failed';
    running.preview?.abort();
    stopRenewal();
    if (send({ type: 'price_chosen', selection }) && wasReviewing) void preview({});
  }

  function chooseInterval(interval: BillingInterval): void {
    const wasReviewing =
      state.status === 'reviewing' || state.status === 'previewing' || state.status === 'preview_failed';
    running.preview?.abort();
    stopRenewal();
    if (send({ type: 'interval_chosen', interval }) && wasReviewing) void preview({});
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    dispose,
    chooseInterval,
    choosePrice,
    review(selection) {
      if (selection) send({ type: 'price_chosen', selection });
      void preview({});
    },
    leaveReview() {
      running.preview?.abort();
      stopRenewal();
      send({ type: 'review_left' });
    },
    confirm,
    acknowledge() {
      if (send({ type: 'outcome_acknowledged' })) refresh();
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
      forgetAttempt(environment, state.catalog.scopeKey, state.attempt);
      send({ type: 'checkout_abandoned' });
    },
    check() {
      if (state.status === 'settled' && state.attempt) startReading(state.attempt, 'unknown');
    },
    undo: (scheduled) => void undo(scheduled),
    reload() {
      if (send({ type: 'reload_requested' })) return void load();
      refresh();
    },
  };
}
