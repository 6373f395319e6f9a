import type { TopUpRequest } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import { sameMoney } from '../core/money.js';
import type { TopUpOutcome } from '../core/outcome.js';
import { act, actKey } from './act.js';
import type { Call } from './call.js';
import { readCatalog } from './catalog.js';
import { returnUrlOf } from './returnUrl.js';
import { allowedUrl } from './urls.js';

/** Buys credit that the provider offers, at the amount the customer saw or not at all. */
export async function topUp(call: Call, request: TopUpRequest): Promise<TopUpOutcome> {
  const outcome = withSafeLinks(call, await buy(call, request));
  const { expected } = request;
  call.services.emit({ type: 'top_up_answered', ...call.subject, status: outcome.status, amount: expected });
  return outcome;
}

async function buy(call: Call, request: TopUpRequest): Promise<TopUpOutcome> {
  const { adapter, services } = call;
  const topUpCredits = adapter.topUpCredits?.bind(adapter);
  if (!topUpCredits) return { status: 'rejected', reason: 'not_supported' };
  const { provider } = await readCatalog(call, 'en');
  if (!provider.capabilities.idempotentChange)
    throw new ChangePlanError(
      'misconfigured',
      'The provider sells credit without idempotency keys: a repeated request would be charged twice.',
      { sent: false },
    );
  const offered = provider.topUps.find(({ id }) => id === request.topUpId);
  if (offered === undefined) return { status: 'rejected', reason: 'unavailable' };
  if (!sameMoney(offered.amount, request.expected)) return { status: 'rejected', reason: 'amount_changed' };
  const { id, amount } = offered;
  const idempotencyKey = await actKey(call, 'top-up', request.idempotencyKey, [
    id,
    `${amount.amount}`,
    amount.currency,
  ]);
  const returnTo = returnUrlOf(services.options, request.returnTo);
  return act(call, 'topUp', (signal) => topUpCredits({ ...request, idempotencyKey, returnTo }, signal));
}

function withSafeLinks(call: Call, outcome: TopUpOutcome): TopUpOutcome {
  switch (outcome.status) {
    case 'requires_checkout': {
      const checkoutUrl = allowedUrl(call, outcome.checkoutUrl);
      return checkoutUrl === null ? { status: 'rejected', reason: 'unavailable' } : { ...outcome, checkoutUrl };
    }
    case 'declined':
      return { ...outcome, recoveryUrl: allowedUrl(call, outcome.recoveryUrl) };
    case 'topped_up':
    case 'rejected':
    case 'unknown':
      return outcome;
  }
}
