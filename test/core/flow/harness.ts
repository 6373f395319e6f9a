import type { BillingAdapter } from '../../../src/core/adapter.js';
import { createChangePlanFlow } from '../../../src/core/flow/createChangePlanFlow.js';
import type { ChangePlanFlowOptions } from '../../../src/core/flow/options.js';
import type { FlowEnvironment } from '../../../src/core/flow/environment.js';
import type { FlowReport } from '../../../src/core/flow/report.js';
import { aCatalog } from 'planshift/testing';

type Method = keyof BillingAdapter;
type Answer<M extends Method> = Awaited<ReturnType<Required<BillingAdapter>[M]>>;
type Request<M extends Method> = Parameters<Required<BillingAdapter>[M]>[0];

interface Call<M extends Method = Method> {
  readonly method: M;
  readonly request: Request<M>;
  readonly signal: AbortSignal;
  readonly answer: (value: Answer<M>) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
}

/** Lets everything that is due run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** An adapter whose every call waits until the test answers it, in whatever order the test likes. */
export function anAdapterInHand() {
  const calls: Call[] = [];
  function method<M extends Method>(name: M) {
    return (request: Request<M>, signal: AbortSignal): Promise<Answer<M>> =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        const call: Call<M> = {
          method: name,
          request,
          signal,
          answer: (value) => (resolve(value), settle()),
          fail: (error) => (reject(error), settle()),
        };
        calls.push(call as unknown as Call);
      });
  }
  const adapter: BillingAdapter = {
    getCatalog: method('getCatalog'),
    previewChangePlan: method('previewChangePlan'),
    changePlan: method('changePlan'),
    readChange: method('readChange'),
    cancelScheduledChange: method('cancelScheduledChange'),
    cancelSubscription: method('cancelSubscription'),
    topUpCredits: method('topUpCredits'),
    createLink: method('createLink'),
  };
  const all = <M extends Method>(name: M): readonly Call<M>[] =>
    calls.filter((call) => call.method === name) as unknown as readonly Call<M>[];
  return {
    adapter,
    all,
    last: <M extends Method>(name: M): Call<M> => {
      const found = all(name).at(-1);
      if (!found) throw new Error(`${name} was not called`);
      return found;
    },
  };
}

/** Keys never repeat, on whatever page they are made. */
let keys = 0;

/** A page whose time, network and visibility the test holds. Storage outlives it, as a browser's does. */
export function aPage(storage = new Map<string, string>()) {
  let now = 0;
  let online = true;
  let visible = true;

  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const listeners = {
    online: new Set<() => void>(),
    visible: new Set<() => void>(),
    restored: new Set<() => void>(),
    broadcast: new Set<() => void>(),
  };
  const listen = (kind: keyof typeof listeners) => (run: () => void) => {
    listeners[kind].add(run);
    return () => void listeners[kind].delete(run);
  };
  const reports: FlowReport[] = [];
  const visited: string[] = [];
  const told: string[] = [];
  const environment: FlowEnvironment = {
    monotonicNow: () => now,
    wallClock: () => new Date(Date.UTC(2026, 3, 16) + now).toISOString(),
    newKey: () => `key-${(keys += 1)}`,
    setTimer(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    storage: {
      get: (key) => storage.get(key) ?? null,
      set: (key, value) => void storage.set(key, value),
      remove: (key) => void storage.delete(key),
    },
    withLock: (_, run) => run(),
    broadcast: (channel) => void told.push(channel),
    onBroadcast: (_, run) => listen('broadcast')(run),
    isOnline: () => online,
    onOnline: listen('online'),
    isVisible: () => visible,
    onVisible: listen('visible'),
    onRestored: listen('restored'),
    navigate: (href) => void visited.push(href),
    returnTo: () => '/settings/billing',
    report: (report) => void reports.push(report),
  };
  const emit = async (kind: keyof typeof listeners) => {
    for (const run of [...listeners[kind]]) run();
    await settle();
  };
  return {
    environment,
    storage,
    reports,
    visited,
    told,
    listening: () => Object.values(listeners).reduce((sum, set) => sum + set.size, 0),
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = end;
      await settle();
    },
    async setOnline(value: boolean) {
      online = value;
      if (value) await emit('online');
    },
    async setVisible(value: boolean) {
      visible = value;
      if (value) await emit('visible');
    },
    restore: () => emit('restored'),
    hearOthers: () => emit('broadcast'),
  };
}

/** A flow in a page with its catalog loaded. */
export async function aFlow(options: Partial<ChangePlanFlowOptions> = {}, page = aPage(), catalog = aCatalog()) {
  const hand = anAdapterInHand();
  const flow = createChangePlanFlow({ adapter: hand.adapter, environment: page.environment, locale: 'en', ...options });
  flow.start();
  await hand.last('getCatalog').answer(catalog);
  return { flow, page, ...hand };
}
