import { ChangePlanError } from '../core/errors.js';
import type { RouteName } from '../core/wire/requests.js';
import type { Call } from './call.js';
import { digest } from './crypto.js';
import { DeadlineError, withDeadline } from './deadline.js';
import { thrownEvent } from './events.js';

/**
 * The provider's key of an act: ours, so that the keys of two customers never meet. `what` is what is asked for: a key that is
 * used again for something else is another key, and never answered with what the first came to.
 */
export async function actKey(
  { scope }: Call,
  kind: 'undo' | 'cancel' | 'top-up',
  key: string,
  what: readonly string[],
): Promise<string> {
  return `ps_${kind[0] ?? ''}_${await digest(kind, scope.customerId, scope.subscriptionId, key, ...what)}`;
}

/** Lets the provider act, whether the browser stays or not. Without an answer it may have happened: `unknown`. */
export async function act<T>(
  { services }: Call,
  route: RouteName,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | { readonly status: 'unknown'; readonly reference: null }> {
  try {
    return await withDeadline(services.limits.providerTimeoutMs, null, work);
  } catch (thrown) {
    if (thrown instanceof ChangePlanError) throw thrown;
    const code = thrown instanceof DeadlineError ? 'provider_unavailable' : 'internal';
    services.emit(thrownEvent(route, code, null, thrown));
    return { status: 'unknown', reference: null };
  }
}
