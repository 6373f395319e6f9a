import { ChangePlanError } from '../errors.js';
import type { FlowCore } from './createPlanFlow.js';

/** Sends what moves money or plans: alone among the pages of this browser, never without a network, given up after a while. */
export function sendAlone<T>(core: FlowCore, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { environment } = core.options;
  const controller = new AbortController();
  return environment.withLock(`planshift:${core.scope()}`, async () => {
    if (!environment.isOnline()) throw new ChangePlanError('offline', 'The browser is offline.', { sent: false });
    // An answer that nobody waits for any more needs no connection.
    return core.inTime(call(controller.signal)).finally(() => controller.abort());
  });
}
