import type { Catalog, Selection } from '../adapter.js';
import { toChangePlanError, type ChangePlanError } from '../errors.js';
import type { BillingInterval } from '../plan.js';
import type { FlowEvent, FlowEventType } from './event.js';
import type { ComingStep } from './funnel.js';
import { DEFAULT_TIMING, type ChangePlanFlowOptions, type FlowTiming } from './options.js';
import { limited, wait } from './patience.js';
import { causeOf, initialState, planRules } from './planRules.js';
import type { FlowReport } from './report.js';
import { applyRules, type EventOf, type Rules } from './rules.js';
import { catalogOf, choiceOf, isBusy, type Attempt, type FlowState, type Staleness } from './state.js';

/** Plans, read and chosen among: a store with the acts of a customer who has not decided yet. */
export interface PlanActs {
  readonly getState: () => FlowState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the catalog and listens to the page. Safe to call again after `dispose`. */
  readonly start: () => void;
  /** Stops listening and reading. A change that was sent goes on, and is found again by its attempt. */
  readonly dispose: () => void;
  readonly chooseInterval: (interval: BillingInterval) => void;
  /** Shows the prices in another currency, where the catalog has several and no subscription decides. */
  readonly chooseCurrency: (currency: string) => void;
  /** Chooses a price; during a review its preview follows at once. */
  readonly choosePrice: (selection: Selection) => void;
  /** Asks what the chosen change costs, with a price to choose first if given. */
  readonly review: (selection?: Selection) => void;
  /** Reads everything again: after a failed load, or because the host knows that something changed. */
  readonly reload: () => void;
}

/** The first half of a flow. What else a customer can do is brought by the parts of the page that offer it. */
export interface PlanFlow extends PlanActs {
  /** The same flow, able to do more. An act that it already has is not added again. */
  readonly with: <A extends object>(act: Act<A>) => this & A;
}

/** Something a flow can do beyond choosing: its rules, its calls, and what it does when the flow moves. */
export type Act<A extends object> = (core: FlowCore) => Part<A>;

export interface Part<A extends object> {
  readonly rules: Partial<Rules<FlowEventType>>;
  readonly acts: A;
  /** The attempt that is still open, so that it is looked into before anything else. */
  readonly find?: (catalog: Catalog) => Attempt | null;
  /** Does what the state waits for, whoever brought it there. */
  readonly goOn?: () => void;
  /** The catalog was read again behind the screen. */
  readonly refreshed?: () => void;
  /** Whether a step may be taken that the customer is about to take. */
  readonly allows?: (step: ComingStep) => boolean;
  /** One state followed another. */
  readonly moved?: (before: FlowState, now: FlowState) => void;
}

type Work = 'load' | 'preview' | 'read';

/** What an act works with. */
export interface FlowCore {
  readonly options: ChangePlanFlowOptions;
  readonly timing: FlowTiming;
  readonly getState: () => FlowState;
  /** Whose change this is, as the catalog says; empty before there is one. */
  readonly scope: () => string;
  /** Whether somebody looks at this flow: nobody is led away from a page that has moved on. */
  readonly isRunning: () => boolean;
  /** Whether the event changed anything. */
  readonly send: (event: FlowEvent) => boolean;
  readonly report: (fact: FlowReport) => void;
  readonly failed: (during: Extract<FlowReport, { type: 'failed' }>['during'], thrown: unknown) => ChangePlanError;
  /** A fresh signal for one kind of work; the one before it is aborted, so that late answers cannot be mistaken. */
  readonly begin: (work: Work) => AbortSignal;
  /** A call that is given up after a while. */
  readonly inTime: <T>(call: Promise<T>) => Promise<T>;
  /** Whether everybody lets the customer take a step. Asked before anything is kept or sent. */
  readonly allows: (step: ComingStep) => boolean;
  /** Repeats what only reads. */
  readonly patiently: <T>(signal: AbortSignal, call: () => Promise<T>) => Promise<T>;
  readonly load: (arrived?: (catalog: Catalog) => void) => Promise<void>;
  /** Reads again behind the screen; what the customer is looking at stays until the answer differs. */
  readonly refresh: () => Promise<void>;
  /** Asks what the choice costs, and why once more if it was asked before. */
  readonly ask: (stale?: Staleness | null) => void;
  /** Reads that `isLate` says are older than a change are not believed, for as long as reads are repeated. */
  readonly expectNews: (isLate: ((catalog: Catalog) => boolean) | null) => void;
}

export function createPlanFlow(options: ChangePlanFlowOptions): PlanFlow {
  const { adapter, environment, locale, initialCatalog = null } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const listeners = new Set<() => void>();
  const running: Partial<Record<Work, AbortController>> = {};
  const parts = new Map<Act<object>, Part<object>>();
  const rules: Partial<Rules<FlowEventType>> = { ...planRules };
  let state: FlowState = initialCatalog
    ? planRules.catalog_loaded(initialState, { type: 'catalog_loaded', catalog: initialCatalog, attempt: null })
    : initialState;
  let scope = initialCatalog?.scopeKey ?? '';
  let isStarted = false;
  let isLate: ((catalog: Catalog) => boolean) | null = null;
  let stopListening = () => {};
  let stopBroadcast = () => {};

  function send(event: FlowEvent): boolean {
    const next = applyRules(rules, state, event);
    if (next === state) return false;
    const before = state;
    state = next;
    for (const { moved } of parts.values()) moved?.(before, next);
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

  const failed: FlowCore['failed'] = (during, thrown) => {
    const error = toChangePlanError(thrown);
    report({ type: 'failed', during, code: error.code });
    return error;
  };

  const allows: FlowCore['allows'] = (step) => [...parts.values()].every((part) => part.allows?.(step) ?? true);

  function begin(work: Work): AbortSignal {
    running[work]?.abort();
    return (running[work] = new AbortController()).signal;
  }

  function inTime<T>(call: Promise<T>): Promise<T> {
    return limited(environment, timing.readLimitMs, call);
  }

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
    const attempt = findOpen(catalog);
    if (send({ type: 'catalog_loaded', catalog, attempt })) return goOn();
    if (isLate?.(catalog)) return;
    isLate = null;
    send({ type: 'catalog_refreshed', catalog });
    lookInto(attempt, catalog);
  }

  function lookInto(attempt: Attempt | null, catalog: Catalog): void {
    const isFree = state.status === 'choosing' || (state.status === 'settled' && state.attempt === null);
    if (isFree && attempt && send({ type: 'read_started', attempt, cause: causeOf(catalog) })) goOn();
  }

  function findOpen(catalog: Catalog): Attempt | null {
    for (const { find } of parts.values()) {
      const attempt = find?.(catalog);
      if (attempt) return attempt;
    }
    return null;
  }

  function goOn(): void {
    for (const part of parts.values()) part.goOn?.();
  }

  function join(scopeKey: string): void {
    stopBroadcast();
    scope = scopeKey;
    stopBroadcast = environment.onBroadcast(scope, () => void refresh());
  }

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
        if (isLate === null) break;
      }
    } catch {
      return; // the screen still shows what was true at the last read
    }
    isLate = null;
    for (const part of parts.values()) part.refreshed?.();
  }

  // Choosing

  function ask(stale: Staleness | null = null): void {
    const selection = choiceOf(state)?.selection;
    if (selection && send({ type: 'preview_started', selection, stale })) goOn();
  }

  /** A choice during a review is previewed at once. */
  function choose(event: FlowEvent): void {
    const wasReviewing = 'selection' in state;
    running.preview?.abort();
    if (send(event) && wasReviewing) ask();
  }

  /** Whether nobody prevents a choice; one that would change nothing is no step. */
  function mayChoose(event: EventOf<'price_chosen'>): boolean {
    const { priceId } = event.selection;
    return applyRules(rules, state, event) === state || allows({ type: 'chosen', priceId });
  }

  // The page

  function restored(): void {
    if (send({ type: 'page_restored' })) goOn();
    void refresh();
  }

  function start(): void {
    if (isStarted) return;
    isStarted = true;
    const stops = [environment.onRestored(restored), environment.onOnline(() => send({ type: 'came_online' }))];
    stopListening = () => stops.forEach((stop) => stop());
    if (scope) join(scope);
    if (state.status === 'checking' || state.status === 'previewing') goOn();
    else if (!isBusy(state)) void load();
  }

  /** An act that comes to a running flow, as one in a part that is loaded late, finds its work. */
  async function catchUp({ find, goOn: takeUp }: Part<object>): Promise<void> {
    await Promise.resolve();
    const catalog = isStarted && catalogOf(state);
    if (!catalog) return;
    if (state.status === 'previewing') takeUp?.();
    else lookInto(find?.(catalog) ?? null, catalog);
  }

  const core: FlowCore = {
    options,
    timing,
    getState: () => state,
    scope: () => scope,
    isRunning: () => isStarted,
    send,
    report,
    failed,
    begin,
    inTime,
    allows,
    patiently,
    load,
    refresh,
    ask,
    expectNews(late) {
      isLate = late;
    },
  };

  return {
    getState: core.getState,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    dispose() {
      isStarted = false;
      for (const controller of Object.values(running)) controller.abort();
      stopListening();
      stopBroadcast();
    },
    chooseInterval: (interval) => choose({ type: 'interval_chosen', interval }),
    chooseCurrency: (currency) => choose({ type: 'currency_chosen', currency }),
    choosePrice(selection) {
      const event = { type: 'price_chosen', selection } as const;
      if (mayChoose(event)) choose(event);
    },
    review(selection) {
      if (selection) {
        const event = { type: 'price_chosen', selection } as const;
        if (!mayChoose(event)) return;
        send(event);
      }
      ask();
    },
    reload() {
      if (send({ type: 'reload_requested' })) void load();
      else void refresh();
    },
    with<A extends object>(act: Act<A>) {
      if (!parts.has(act)) {
        const part = act(core);
        parts.set(act, part);
        Object.assign(rules, part.rules);
        Object.assign(this, part.acts);
        if (isStarted) void catchUp(part);
      }
      // Its acts were added above, now or at an earlier call.
      return this as typeof this & A;
    },
  };
}
