import { ChangePlanError } from '../errors.js';
import type { FlowEnvironment } from './environment.js';

type Listen = (run: () => void) => () => void;

/** Resolves when told, or when the signal is aborted; stops listening either way. */
function told(listen: Listen, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = listen(done);
    signal.addEventListener('abort', done);
  });
}

/** Resolves after a while, or at once when the signal is aborted. */
export async function wait(environment: FlowEnvironment, delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs > 0 && !signal.aborted) await told((done) => environment.setTimer(delayMs, done), signal);
}

/** Resolves when `isReady` holds, looking again whenever the page tells of a change. */
export async function until(isReady: () => boolean, listen: Listen, signal: AbortSignal): Promise<void> {
  if (!isReady() && !signal.aborted) await told((done) => listen(() => isReady() && done()), signal);
}

/** A call that is never answered must not hold the screen for ever. */
export function limited<T>(environment: FlowEnvironment, limitMs: number, call: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const late = wait(environment, limitMs, answered.signal).then((): never => {
    throw new ChangePlanError('network', 'No answer in time.');
  });
  return Promise.race([call, late]).finally(() => answered.abort());
}
