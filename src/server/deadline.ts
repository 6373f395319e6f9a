import { ChangePlanError } from '../core/errors.js';

/** Thrown where a provider took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Runs a call with a time limit. The call gets a signal, but a client that cannot be aborted goes on by itself: what it does
 * then is learned by reading.
 */
export async function withDeadline<T>(
  ms: number,
  outer: AbortSignal | null,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    timer = setTimeout(() => end(new DeadlineError(`The provider did not answer within ${ms} ms.`)), ms);
    onAbort = () => end(outer?.reason);
    if (outer?.aborted) onAbort();
    else outer?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([run(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    if (onAbort) outer?.removeEventListener('abort', onAbort);
  }
}

/** A read of the provider with a time limit: what is late is `provider_unavailable`, and nothing was changed. */
export async function readWithin<T>(
  ms: number,
  outer: AbortSignal | null,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await withDeadline(ms, outer, run);
  } catch (thrown) {
    if (!(thrown instanceof DeadlineError)) throw thrown;
    throw new ChangePlanError('provider_unavailable', thrown.message, { cause: thrown, sent: false });
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
