import type { BillingAdapter } from '../../../core/adapter.js';
import { isChangePlanError } from '../../../core/errors.js';
import { findPrice, priceAt } from '../../../core/plan.js';
import type { AdapterPromise } from '../promise.js';
import { say } from '../say.js';
import type { Stage } from '../stage.js';

const UNKNOWN = { priceId: 'no_such_price' };

async function abortedBefore({ adapter, selection }: Stage): Promise<void> {
  const reason = new Error('The customer left.');
  const signal = AbortSignal.abort(reason);
  const request = { selection, token: 'none', expected: null, idempotencyKey: 'key-aborted', locale: 'en' };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    getCatalog: () => adapter.getCatalog({ locale: 'en' }, signal),
    previewChangePlan: () => adapter.previewChangePlan({ selection, locale: 'en' }, signal),
    changePlan: () => adapter.changePlan({ ...request, returnTo: null }, signal),
    readChange: () => adapter.readChange(request, signal),
    cancelScheduledChange: () =>
      adapter.cancelScheduledChange({ scheduledChangeId: 'none', idempotencyKey: 'key-aborted' }, signal),
    ...optionalCalls(adapter, signal),
  };
  for (const [name, call] of Object.entries(calls)) {
    const thrown = await call().then(
      () => null,
      (error: unknown) => error,
    );
    say(thrown === reason, `${name} does not reject with the reason of its signal, but with ${String(thrown)}.`);
  }
}

function optionalCalls(adapter: BillingAdapter, signal: AbortSignal): Readonly<Record<string, () => Promise<unknown>>> {
  const cancel = adapter.cancelSubscription?.bind(adapter);
  const topUp = adapter.topUpCredits?.bind(adapter);
  const link = adapter.createLink?.bind(adapter);
  const idempotencyKey = 'key-aborted';
  const ending = { effectiveAt: 'next_billing_date', reason: null, comment: null, idempotencyKey } as const;
  const buying = { topUpId: 'none', expected: { amount: 1, currency: 'USD' }, idempotencyKey, returnTo: null };
  return {
    ...(cancel && { cancelSubscription: () => cancel(ending, signal) }),
    ...(topUp && { topUpCredits: () => topUp(buying, signal) }),
    ...(link && { createLink: () => link({ purpose: 'portal', returnTo: null }, signal) }),
  };
}

/** What is true of reading, whatever the situation. */
export const readingPromises: readonly AdapterPromise[] = [
  {
    title: 'names the plans, the subscription and the price it holds',
    scenario: 'upgrade',
    async keep(stage) {
      const { plans, subscription, billingTimeZone, scopeKey } = await stage.catalog();
      say(plans.length > 0, 'The catalog is empty.');
      say(subscription !== null, 'The catalog has no subscription.');
      say(findPrice(plans, stage.selection.priceId) !== null, 'The chosen price is not in the catalog.');
      const held = plans.find((plan) => plan.id === subscription.planId);
      say(held !== undefined, `The plan held, ${subscription.planId}, is not in the catalog.`);
      const price = priceAt(held, subscription.interval);
      say(price?.id === subscription.priceId, `The price held, ${subscription.priceId}, is not the plan's.`);
      say(scopeKey !== '', 'The catalog has no scope key.');
      new Intl.DateTimeFormat('en', { timeZone: billingTimeZone });
    },
  },
  {
    title: 'has a call for everything that it claims',
    scenario: 'upgrade',
    async keep({ adapter, claims }) {
      const ends = !(claims.cancel || claims.cancelNow) || adapter.cancelSubscription !== undefined;
      say(ends, 'It claims to end subscriptions and has no cancelSubscription.');
      say(!claims.topUp || adapter.topUpCredits !== undefined, 'It claims to sell credit and has no topUpCredits.');
      const links = !(claims.portal || claims.recoveryLink) || adapter.createLink !== undefined;
      say(links, 'It claims to make links and has no createLink.');
    },
  },
  {
    title: 'gives every price and plan one id of its own',
    scenario: 'upgrade',
    async keep(stage) {
      const { plans } = await stage.catalog();
      const prices = plans.flatMap((plan) => plan.prices.map((price) => price.id));
      say(new Set(prices).size === prices.length, 'Two prices have the same id.');
      say(new Set(plans.map((plan) => plan.id)).size === plans.length, 'Two plans have the same id.');
    },
  },
  {
    title: 'begins only with a price that is lower, in the same currency',
    scenario: 'upgrade',
    async keep(stage) {
      const { plans } = await stage.catalog();
      for (const { id, amount, intro } of plans.flatMap((plan) => plan.prices)) {
        if (!intro) continue;
        const isLower = amount?.currency === intro.amount.currency && intro.amount.amount < amount.amount;
        say(isLower, `${id} begins with ${intro.amount.amount}, which is not less than its price.`);
        say(intro.periods >= 1, `${id} begins with a price for ${intro.periods} periods.`);
      }
    },
  },
  {
    title: 'says the same when it is read again',
    scenario: 'upgrade',
    async keep(stage) {
      const first = await stage.subscription();
      await stage.unchangedSince(first, 'The catalog was read twice');
    },
  },
  {
    title: 'refuses a price that it does not know, and charges nothing',
    scenario: 'upgrade',
    async keep(stage) {
      const before = await stage.subscription();
      const answer = await stage.preview(UNKNOWN).catch((error: unknown) => error);
      const refused = isChangePlanError(answer)
        ? answer.code === 'unknown_price'
        : answer !== null && typeof answer === 'object' && 'status' in answer && answer.status === 'blocked';
      say(refused, 'An unknown price is neither blocked nor the error unknown_price.');
      await stage.nothingCharged('An unknown price was previewed');
      await stage.unchangedSince(before, 'An unknown price was previewed');
    },
  },
  {
    title: 'rejects with the reason of a signal that was aborted, and changes nothing',
    scenario: 'upgrade',
    async keep(stage) {
      const before = await stage.subscription();
      await abortedBefore(stage);
      await stage.nothingCharged('Every call was aborted');
      await stage.unchangedSince(before, 'Every call was aborted');
    },
  },
];
