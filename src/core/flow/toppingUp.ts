import type { TopUp } from '../adapter.js';
import { isHarmless } from '../failures.js';
import type { TopUpOutcome } from '../outcome.js';
import type { Act } from './createPlanFlow.js';
import { canBegin } from './rules.js';
import { safeHref } from './safeHref.js';
import { sendAlone } from './sendAlone.js';
import { catalogOf } from './state.js';
import { createTopUpKeys, type Purchase } from './topUpKeys.js';
import { topUpRules } from './topUpRules.js';

export interface TopUpActs {
  /**
   * Buys one of the catalog's `topUps`. Does nothing while a request is out or an attempt is open; a change that is only
   * reviewed is left. The same one again before its final outcome, after a reload too, is the same purchase and is paid
   * once; where it waits at a checkout, it leads there again.
   */
  readonly topUp: (topUp: TopUp) => void;
}

const NOT_SUPPORTED: TopUpOutcome = { status: 'rejected', reason: 'not_supported' };
const REFUSED_LINK: TopUpOutcome = { status: 'rejected', reason: 'unavailable' };

export const toppingUp: Act<TopUpActs> = (core) => {
  const { send, report, failed, begin, getState, scope } = core;
  const { adapter, environment } = core.options;
  const keys = createTopUpKeys(environment);
  const balance = () => catalogOf(getState())?.subscription?.creditBalance ?? null;

  async function topUp(wanted: TopUp): Promise<void> {
    if (!canBegin(getState())) return;
    const whose = scope();
    const purchase = keys.keyFor(whose, wanted, balance());
    const { key: idempotencyKey } = purchase;
    if (!send({ type: 'top_up_requested', topUp: wanted, idempotencyKey })) return;
    begin('preview');
    const { id: topUpId, amount: expected } = wanted;
    report({ type: 'top_up_confirmed', topUpId, expected });
    const request = { topUpId, expected, idempotencyKey, returnTo: environment.returnTo() };
    try {
      const answer = await sendAlone(core, async (signal) => adapter.topUpCredits?.(request, signal) ?? NOT_SUPPORTED);
      const { outcome, href } = withSafeLink(answer);
      remember(outcome, wanted, whose, purchase);
      report({ type: 'top_up_settled', topUpId, status: outcome.status });
      const isAwaited = send({ type: 'top_up_answered', outcome, idempotencyKey });
      if (isAwaited && href !== null && core.isRunning()) environment.navigate(href);
    } catch (thrown) {
      const error = failed('top_up', thrown);
      if (isHarmless(error)) refused(whose, purchase);
      else keys.keep(whose, wanted, idempotencyKey, null);
      send({ type: 'top_up_failed', error, idempotencyKey });
    }
  }

  function remember(outcome: TopUpOutcome, wanted: TopUp, whose: string, purchase: Purchase): void {
    const { key } = purchase;
    switch (outcome.status) {
      case 'topped_up':
        environment.broadcast(whose);
        return keys.forget(whose, key);
      case 'declined':
        return keys.forget(whose, key);
      case 'rejected':
        return refused(whose, purchase);
      case 'requires_checkout':
        return keys.keep(whose, wanted, key, { until: outcome.expiresAt, balance: balance() });
      case 'unknown':
        return keys.keep(whose, wanted, key, null);
    }
  }

  /** That a repetition was refused says nothing of the first request, which may have been charged. */
  function refused(whose: string, { key, isRepeat }: Purchase): void {
    if (!isRepeat) keys.forget(whose, key);
  }

  function withSafeLink(outcome: TopUpOutcome): { readonly outcome: TopUpOutcome; readonly href: string | null } {
    if (outcome.status !== 'requires_checkout') return { outcome, href: null };
    const href = safeHref(core, outcome.checkoutUrl);
    return href === null ? { outcome: REFUSED_LINK, href } : { outcome: { ...outcome, checkoutUrl: href }, href };
  }

  return { rules: topUpRules, acts: { topUp: (wanted) => void topUp(wanted) } };
};
