import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import { createChangePlanFlow, type ChangePlanFlow } from '../../src/core/flow/createChangePlanFlow.js';
import type { FlowEnvironment } from '../../src/core/flow/environment.js';
import type { FlowReport } from '../../src/core/flow/report.js';
import type { Attempt, FlowState, StateOf } from '../../src/core/flow/state.js';
import type { Network } from './network.js';
import type { VirtualTime } from './virtualTime.js';

export const APP = 'https://app.partner.example';

/** What the pages of one browser share. */
export interface Browser {
  readonly time: VirtualTime;
  readonly network: Network;
  readonly storage: Map<string, string>;
  readonly pages: Set<Page>;
  readonly locks: Map<string, Promise<unknown>>;
  readonly reports: FlowReport[];
  readonly keepsNothing: boolean;
  /** How far the browser's clock is from the true time, in milliseconds. */
  readonly skewMs: number;
  online: boolean;
  keys: number;
}

/** What a customer reads of a confirmed change. */
export type Message = Exclude<FlowState, { status: 'loading' | 'load_failed' }>;

export interface Page {
  readonly flow: ChangePlanFlow;
  /** Where the page was sent, if it was. */
  away: string | null;
  visible: boolean;
  hear(): void;
  comeOnline(): void;
  show(): void;
  /** As from the browser's page cache. */
  restore(): void;
  /** The tab is closed: nothing of it runs any more. */
  close(): void;
}

interface PageOptions {
  readonly browser: Browser;
  /** In a browser of its own, which shares no locks with the others. */
  readonly apart?: boolean;
  readonly told: (attempt: Attempt, state: FlowState) => void;
  readonly toldOfTopUp: (state: StateOf<'top_up_settled' | 'top_up_failed'>) => void;
}

export function openPage({ browser, told, toldOfTopUp, apart = false }: PageOptions): Page {
  const locks = apart ? new Map<string, Promise<unknown>>() : browser.locks;
  const { time, network, storage } = browser;
  let isClosed = false;
  let closing = () => {};
  const closed = new Promise<void>((resolve) => void (closing = resolve));
  const listeners = { online: new Set<() => void>(), visible: new Set<() => void>(), restored: new Set<() => void>() };
  const channels = new Set<() => void>();
  const emit = (set: Set<() => void>) => [...set].forEach((run) => run());
  const listen = (set: Set<() => void>) => (run: () => void) => (set.add(run), () => void set.delete(run));

  /** A page that is closed or offline gets no answer; one that gave up does not either. */
  const ask: typeof fetch = (input, init) =>
    new Promise((resolve, reject) => {
      if (isClosed) return;
      if (!browser.online) return reject(new TypeError('fetch failed'));
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason), { once: true });
      const quietly =
        <T>(run: (value: T) => void) =>
        (value: T) => {
          if (!isClosed) run(value);
        };
      network.send(typeof input === 'string' ? input : new Request(input).url, init).then(
        quietly((answer) => (browser.online ? resolve(answer) : reject(new TypeError('fetch failed')))),
        quietly(reject),
      );
    });

  async function withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
    const before = locks.get(name) ?? Promise.resolve();
    const mine = before.then(() => (isClosed ? new Promise<T>(() => {}) : run()));
    const quiet = mine.catch(() => undefined);
    locks.set(name, Promise.race([quiet, closed]));
    return mine;
  }

  const environment: FlowEnvironment = {
    monotonicNow: time.now,
    wallClock: () => new Date(time.now() + browser.skewMs).toISOString(),
    newKey: () => `key-${(browser.keys += 1)}`,
    setTimer: (delayMs, run) => time.setTimer(delayMs, () => !isClosed && run()),
    storage: {
      get: (key) => storage.get(key) ?? null,
      set: (key, value) => void (isClosed || browser.keepsNothing || storage.set(key, value)),
      remove: (key) => void (isClosed || storage.delete(key)),
    },
    withLock,
    broadcast: () => browser.pages.forEach((other) => other !== page && other.hear()),
    onBroadcast: (_, run) => listen(channels)(run),
    isOnline: () => browser.online,
    onOnline: listen(listeners.online),
    isVisible: () => page.visible,
    onVisible: listen(listeners.visible),
    onRestored: listen(listeners.restored),
    navigate: (href) => void (isClosed || (page.away = href)),
    returnTo: () => null,
    report: (fact) => void browser.reports.push(fact),
  };
  const adapter = createHttpAdapter({
    endpoint: `${APP}/api/billing`,
    fetch: ask,
    headers: { origin: APP, 'sec-fetch-site': 'same-origin' },
  });
  const flow = createChangePlanFlow({ adapter, environment, locale: 'en' });
  const page: Page = {
    flow,
    away: null,
    visible: true,
    hear: () => emit(channels),
    comeOnline: () => emit(listeners.online),
    show() {
      page.visible = true;
      emit(listeners.visible);
    },
    restore() {
      page.away = null;
      emit(listeners.restored);
    },
    close() {
      isClosed = true;
      browser.pages.delete(page);
      flow.dispose();
      closing();
    },
  };
  let before = flow.getState();
  flow.subscribe(() => {
    const state = flow.getState();
    const attempt = 'attempt' in before ? before.attempt : null;
    const isNews = state.status !== before.status;
    before = state;
    if (isNews && !isClosed && (state.status === 'top_up_settled' || state.status === 'top_up_failed'))
      toldOfTopUp(state);
    if (attempt && !isClosed) told(attempt, state);
  });
  browser.pages.add(page);
  flow.start();
  return page;
}
