import type { FlowEnvironment, FlowStorage } from '../core/flow/environment.js';
import type { FlowReport } from '../core/flow/report.js';

export interface BrowserEnvironmentOptions {
  readonly onReport?: (report: FlowReport) => void;
  /** The path a checkout returns to. Default: none is sent, and the handler's own `returnUrl` holds. */
  readonly returnTo?: () => string | null;
  /** Default: leaves the page. A host inside a frame may open the top window instead. */
  readonly navigate?: (href: string) => void;
}

function listen(target: EventTarget | undefined, type: string, run: (event: Event) => void): () => void {
  target?.addEventListener(type, run);
  return () => target?.removeEventListener(type, run);
}

/** Storage that may be blocked at any call: then attempts are remembered by the server alone. */
function quietStorage(): FlowStorage {
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => attempt(() => localStorage.getItem(key), null),
    set: (key, value) => attempt(() => localStorage.setItem(key, value), undefined),
    remove: (key) => attempt(() => localStorage.removeItem(key), undefined),
  };
}

function newKey(): string {
  // randomUUID is missing on plain http pages.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function channelOf(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`planshift:${name}`);
  } catch {
    return null; // opaque origins and old engines have none: other pages then read when they are shown
  }
}

function broadcast(name: string): void {
  const channel = channelOf(name);
  channel?.postMessage('changed');
  channel?.close();
}

function onBroadcast(name: string, run: () => void): () => void {
  const channel = channelOf(name);
  if (channel) channel.onmessage = run;
  return () => channel?.close();
}

async function withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return run();
  let isHeld = false;
  try {
    return await locks.request(name, () => ((isHeld = true), run()));
  } catch (thrown) {
    // Sandboxed frames may not use locks; the server keeps one attempt open all the same.
    if (isHeld) throw thrown;
    return run();
  }
}

/** The flow's environment in a page. Harmless on a server: everything it touches is looked up when it is used. */
export function createBrowserEnvironment(options: BrowserEnvironmentOptions = {}): FlowEnvironment {
  const page = typeof window === 'undefined' ? undefined : window;
  const doc = typeof document === 'undefined' ? undefined : document;
  return {
    monotonicNow: () => performance.now(),
    wallClock: () => new Date().toISOString(),
    newKey,
    setTimer(delayMs, run) {
      const id = setTimeout(run, delayMs);
      return () => clearTimeout(id);
    },
    storage: quietStorage(),
    withLock,
    broadcast,
    onBroadcast,
    isOnline: () => typeof navigator === 'undefined' || navigator.onLine !== false,
    onOnline: (run) => listen(page, 'online', run),
    isVisible: () => doc?.visibilityState !== 'hidden',
    onVisible: (run) => listen(doc, 'visibilitychange', () => doc?.visibilityState === 'visible' && run()),
    onRestored: (run) =>
      listen(page, 'pageshow', (event) => event instanceof PageTransitionEvent && event.persisted && run()),
    navigate: options.navigate ?? ((href) => page?.location.assign(href)),
    returnTo: options.returnTo ?? (() => null),
    report: (report) => options.onReport?.(report),
  };
}
