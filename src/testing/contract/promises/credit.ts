import type { TopUp, TopUpRequest } from '../../../core/adapter.js';
import { sameMoney } from '../../../core/money.js';
import type { TopUpOutcome } from '../../../core/outcome.js';
import { chargedAsAnnounced } from '../chargedAsAnnounced.js';
import { mayBeVisited } from '../links.js';
import type { AdapterPromise } from '../promise.js';
import { isRefused } from '../refusal.js';
import { BrokenPromise, say } from '../say.js';
import { isOutcome, type Stage } from '../stage.js';

async function offered(stage: Stage): Promise<TopUp> {
  const [first] = (await stage.catalog()).topUps;
  say(first !== undefined, 'It claims to sell credit, and its catalog offers none.');
  return first;
}

function requestFor({ id, amount }: TopUp): TopUpRequest {
  return { topUpId: id, expected: amount, idempotencyKey: crypto.randomUUID(), returnTo: null };
}

function buy({ adapter, signal }: Stage, request: TopUpRequest): Promise<TopUpOutcome> {
  const answer = adapter.topUpCredits?.(request, signal);
  return answer ?? Promise.reject(new BrokenPromise('The adapter has no topUpCredits.'));
}

async function chargedOnce(stage: Stage, { amount }: TopUp): Promise<void> {
  const charges = await stage.charges();
  say(charges.length === 1, `${charges.length} charges were made for one top-up.`);
  const [charge] = charges;
  say(
    sameMoney(charge?.amount ?? null, amount),
    `${amount.amount} was to be paid, ${charge?.amount.amount} was charged.`,
  );
}

async function balanceIs(stage: Stage, said: Extract<TopUpOutcome, { status: 'topped_up' }>): Promise<void> {
  const { creditBalance } = await stage.subscription();
  const agrees = said.creditBalance === null || sameMoney(said.creditBalance, creditBalance);
  say(agrees, `The answer says ${said.creditBalance?.amount}, the subscription ${creditBalance?.amount}.`);
}

async function boughtOnce(stage: Stage): Promise<void> {
  const topUp = await offered(stage);
  const request = requestFor(topUp);
  const first = await buy(stage, request);
  const again = await buy(stage, request);
  say(again.status === first.status, `The first answer is "${first.status}", the second "${again.status}".`);
  if (first.status === 'requires_checkout' && again.status === 'requires_checkout') {
    say(first.checkoutUrl === again.checkoutUrl, 'The same top-up was sent to a second checkout.');
    await mayBeVisited(stage, first.checkoutUrl, 'The checkout');
    await stage.nothingCharged('The checkout of a top-up was opened and not paid');
    if (!stage.levers.has('payCheckout')) return;
    await stage.levers.atCheckout('payCheckout', first.checkoutUrl);
    return chargedOnce(stage, topUp);
  }
  say(first.status === 'topped_up', `The top-up answers "${first.status}".`);
  await chargedOnce(stage, topUp);
  if (stage.claims.credits) await balanceIs(stage, first);
}

/** Credit: shown, taken into account, and bought once. */
export const creditPromises: readonly AdapterPromise[] = [
  {
    title: 'says how much credit the customer holds, and charges a change as announced with it',
    scenario: 'credit',
    proves: ['credits'],
    async keep(stage) {
      const { creditBalance } = await stage.subscription();
      say(creditBalance !== null && creditBalance.amount > 0, 'The customer holds credit, and it is not shown.');
      const preview = await stage.offer();
      const outcome = await stage.settled(stage.request(preview));
      isOutcome(outcome, 'applied');
      chargedAsAnnounced(preview, await stage.charges(), outcome);
      if (preview.status !== 'quote' || preview.creditAfter === null) return;
      const left = (await stage.subscription()).creditBalance;
      say(
        sameMoney(left, preview.creditAfter),
        `${preview.creditAfter.amount} of credit was to be left, ${left?.amount} is.`,
      );
    },
  },
  {
    title: 'charges a top-up once, as offered, however often it is sent with the same key',
    scenario: 'upgrade',
    proves: ['topUp'],
    keep: boughtOnce,
  },
  {
    title: 'sells no credit at an amount that the customer did not see, and none that it does not offer',
    scenario: 'upgrade',
    where: ['topUp'],
    async keep(stage) {
      const topUp = await offered(stage);
      const other = { ...topUp.amount, amount: topUp.amount.amount - 1 };
      const cheaper = buy(stage, { ...requestFor(topUp), expected: other });
      say(await isRefused(cheaper), 'A top-up is sold though another amount was seen.');
      const invented = buy(stage, { ...requestFor(topUp), topUpId: `${topUp.id}x` });
      say(await isRefused(invented), 'A top-up that is not offered is sold.');
      await stage.nothingCharged('No top-up was sold');
    },
  },
];
