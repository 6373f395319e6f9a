import type { FlowReport } from './report.js';

/** A place to keep the open attempt over a reload. Every call may find storage blocked: then it keeps nothing and says nothing. */
export interface FlowStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/**
 * What the flow needs from where it runs. `browser/` makes one from the page; tests and Node make their own.
 * Every `on…` returns the function that stops listening.
 */
export interface FlowEnvironment {
  /** Milliseconds that never go back, for validity and waiting. Not the wall clock. */
  readonly monotonicNow: () => number;
  /** ISO 8601, only for "last checked at". */
  readonly wallClock: () => string;
  /** A key that nobody can guess: at least 122 random bits. */
  readonly newKey: () => string;
  readonly setTimer: (delayMs: number, run: () => void) => () => void;
  readonly storage: FlowStorage;
  /** Runs alone among all pages of this browser with the same name, where the browser can promise that. */
  readonly withLock: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  /** Tells other pages of the same scope that something changed. */
  readonly broadcast: (channel: string) => void;
  readonly onBroadcast: (channel: string, run: () => void) => () => void;
  readonly isOnline: () => boolean;
  readonly onOnline: (run: () => void) => () => void;
  readonly isVisible: () => boolean;
  readonly onVisible: (run: () => void) => () => void;
  /** The page came back from the browser's page cache. */
  readonly onRestored: (run: () => void) => () => void;
  /** Leaves the page. Called only with an href that passed `checkRedirect`. */
  readonly navigate: (href: string) => void;
  /** The path, query and fragment a checkout should return to, or null to let the server decide. */
  readonly returnTo: () => string | null;
  /** For the host's analytics; never given secrets or personal data. */
  readonly report: (report: FlowReport) => void;
}
