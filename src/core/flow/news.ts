import { fingerprint, type Subscription } from '../subscription.js';
import type { FlowCore } from './createPlanFlow.js';
import { catalogOf } from './state.js';

/**
 * After a change: other pages hear of it, and a read that still shows the subscription as it was is late, not new.
 * @param now the subscription as the answer says it is; null where it does not say.
 */
export function tellChanged(core: FlowCore, now: Subscription | null): void {
  const before = fingerprint(catalogOf(core.getState())?.subscription ?? null);
  const isKnown = before === fingerprint(now);
  core.expectNews(isKnown ? null : ({ subscription }) => fingerprint(subscription) === before);
  core.options.environment.broadcast(core.scope());
}
