import type { TopUp } from '../adapter.js';
import { isHarmless } from '../failures.js';
import type { TopUpOutcome } from '../outcome.js';
import type { Act } from './createPlanFlow.js';
import { canBegin } from './rules.js';
import { safeHref } from './safeHref.js';
import { sendAlone } from './sendAlone.js';
import { catalogOf } from './state.js';
import { createTopUpKeys } from './topUpKeys.js';
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
    const idempotencyKey = keys.keyFor(whose, wanted, balance());
    if (!send({ type: 'top_up_requested', topUp: wanted, idempotencyKey })) return;
    begin('preview');
    report({ type: 'top_up_confirmed', topUpId: wanted.id, expected: wanted.amount });
    const request = {
      topUpId: wanted.id,
      expected: wanted.amount,
      idempotencyKey,
      returnTo: environment.returnTo(),
    };
    try {
      const outcome = await sendAlone(core, async (signal) => adapter.topUpCredits?.(request, signal) ?? NOT_SUPPORTED);
      answered(outcome, wanted, whose, idempotencyKey);
    } catch (thrown) {
      const error = failed('top_up', thrown);
      if (isHarmless(error)) keys.forget(whose, idempotencyKey);
      send({ type: 'top_up_failed', error, idempotencyKey });
    }
  }

  function answered(answer: TopUpOutcome, { id }: TopUp, whose: string, idempotencyKey: string): void {
    const { outcome, href } = withSafeLink(answer);
    report({ type: 'top_up_settled', topUpId: id, status: outcome.status });
    if (outcome.status === 'requires_checkout')
      keys.waitsAtCheckout(whose, idempotencyKey, { until: outcome.expiresAt, balance: balance() });
    else if (outcome.status !== 'unknown') keys.forget(whose, idempotencyKey);
    if (outcome.status === 'topped_up') environment.broadcast(whose);
    const isAwaited = send({ type: 'top_up_answered', outcome, idempotencyKey });
    if (isAwaited && href !== null && core.isRunning()) environment.navigate(href);
  }

  function withSafeLink(outcome: TopUpOutcome): { readonly outcome: TopUpOutcome; readonly href: string | null } {
    if (outcome.status !== 'requires_checkout') return { outcome, href: null };
    const href = safeHref(core, outcome.checkoutUrl);
    return href === null ? { outcome: REFUSED_LINK, href } : { outcome: { ...outcome, checkoutUrl: href }, href };
  }

  return { rules: topUpRules, acts: { topUp: (wanted) => void topUp(wanted) } };
};
