import { ERROR_CODES, isChangePlanError, type ChangePlanError } from '../../../core/errors.js';
import { addsUp, sameMoney, type Money } from '../../../core/money.js';
import type { ReadOutcome } from '../../../core/outcome.js';
import { promisedAmount } from '../../../core/preview.js';
import { chargedAsAnnounced } from '../chargedAsAnnounced.js';
import type { AdapterPromise } from '../promise.js';
import { say } from '../say.js';
import { isOutcome, type Stage } from '../stage.js';

async function holds(stage: Stage, priceId: string): Promise<void> {
  const { priceId: held } = await stage.subscription();
  say(held === priceId, `The outcome says applied, and yet the price held is ${held} and not ${priceId}.`);
}

function mayHaveHappened({ sent, code, retryable }: ChangePlanError): boolean {
  return sent && (retryable || ERROR_CODES[code].http >= 500);
}

/** An outcome, or `unknown` where an error says that the change may have happened. */
async function answered(answer: Promise<ReadOutcome>): Promise<ReadOutcome> {
  return answer.catch((error: unknown) => {
    if (isChangePlanError(error) && mayHaveHappened(error)) return { status: 'unknown', reference: null };
    throw error;
  });
}

function isWithin({ amount, currency }: Money, whole: Money): boolean {
  return amount > 0 && amount <= whole.amount && currency === whole.currency;
}

async function quoted(stage: Stage): Promise<void> {
  const before = await stage.subscription();
  const { dueNow, lines, includedTax, recurring, certainty, excludes, validForMs, creditAdded } = await stage.quote();
  const total = lines.map((line) => line.amount);
  say(lines.length === 0 || addsUp(total, dueNow), 'The lines do not add up to what is due.');
  say(!includedTax || isWithin(includedTax.amount, dueNow), 'The tax that is in the amount due is no part of it.');
  say(recurring === null || recurring.amount.amount > 0, 'The recurring amount is not positive.');
  say(certainty === 'exact' ? excludes.length === 0 : excludes.length > 0, `"${certainty}" and excludes disagree.`);
  say(validForMs > 0, 'The preview is outdated as it arrives.');
  say(creditAdded === null || creditAdded.amount >= 0, 'The change adds less than no credit.');
  await stage.nothingCharged('A change was previewed');
  await stage.unchangedSince(before, 'A change was previewed');
}

async function charged(stage: Stage): Promise<void> {
  const before = await stage.subscription();
  const preview = await stage.offer();
  const request = stage.request(preview);
  const outcome = await stage.settled(request);
  isOutcome(outcome, 'applied');
  chargedAsAnnounced(preview, await stage.charges(), outcome);
  const exact = preview.status === 'quote' && preview.certainty === 'exact';
  say(!exact || outcome.difference === null, 'An exact quote has a difference.');
  await holds(stage, request.selection.priceId);
  const { quantity } = await stage.subscription();
  say(quantity === before.quantity, `${before.quantity} were held, none was asked for, and yet there are ${quantity}.`);
}

/** Immediate changes: what is shown is charged, once. */
export const changingPromises: readonly AdapterPromise[] = [
  {
    title: 'says what an upgrade costs, and neither charges nor changes anything',
    scenario: 'upgrade',
    proves: ['preview'],
    keep: quoted,
  },
  {
    title: 'charges an upgrade once, as announced, and holds the new price',
    scenario: 'upgrade',
    keep: charged,
  },
  {
    title: 'charges a longer interval once, as announced, and holds the new price',
    scenario: 'interval',
    keep: charged,
  },
  {
    title: 'has one effect when the same confirm is sent again, and the same answer',
    scenario: 'upgrade',
    proves: ['idempotentChange'],
    async keep(stage) {
      const request = stage.request(await stage.offer());
      const first = await stage.settled(request);
      const again = await stage.settled(request);
      say(again.status === first.status, `The first answer is "${first.status}", the second "${again.status}".`);
      const { length } = await stage.charges();
      say(length === 1, `${length} charges were made for one intent.`);
    },
  },
  {
    title: 'has one effect when the same confirm is sent twice at once',
    scenario: 'upgrade',
    where: ['idempotentChange'],
    async keep(stage) {
      const request = stage.request(await stage.offer());
      const both = await Promise.all([answered(stage.confirm(request)), answered(stage.confirm(request))]);
      for (const first of both) isOutcome(await stage.followed(request, first), 'applied');
      const { length } = await stage.charges();
      say(length === 1, `${length} charges were made for one intent.`);
    },
  },
  {
    title: 'has one effect when the customer leaves while it is confirmed and then confirms again',
    scenario: 'upgrade',
    where: ['idempotentChange'],
    async keep(stage) {
      const request = stage.request(await stage.offer());
      const leaving = new AbortController();
      const first = stage.adapter.changePlan(request, leaving.signal).catch((error: unknown) => error);
      leaving.abort(new Error('The customer left.'));
      await first;
      const again = await answered(stage.confirm(request));
      isOutcome(await stage.followed(request, again), 'applied');
      const { length } = await stage.charges();
      say(length === 1, `${length} charges were made for one intent.`);
    },
  },
  {
    title: 'says of a change that was made that it was made, however often it is asked',
    scenario: 'upgrade',
    async keep(stage) {
      const request = stage.request(await stage.offer());
      await stage.settled(request);
      isOutcome(await stage.read(request), 'applied');
      isOutcome(await stage.read(request), 'applied');
      const { length } = await stage.charges();
      say(length === 1, `${length} charges were made for one change that was read twice.`);
    },
  },
  {
    title: 'answers preview_stale and charges nothing where the expected amount is not the announced one',
    scenario: 'upgrade',
    where: ['preview'],
    async keep(stage) {
      const before = await stage.subscription();
      const preview = await stage.quote();
      const expected = { ...preview.dueNow, amount: preview.dueNow.amount - 1 };
      const outcome = await stage.confirm(stage.request(preview, { expected }));
      isOutcome(outcome, 'preview_stale');
      await stage.nothingCharged('The expected amount was not the announced one');
      await stage.unchangedSince(before, 'The expected amount was not the announced one');
    },
  },
  {
    title: 'does not confirm with a token that it never gave',
    scenario: 'upgrade',
    async keep(stage) {
      const before = await stage.subscription();
      const preview = await stage.offer();
      const forged = stage.request(preview, { token: `${preview.token}x` });
      const answer = await stage.confirm(forged).catch((error: unknown) => {
        if (isChangePlanError(error)) return null;
        throw error;
      });
      if (answer !== null) isOutcome(answer, 'preview_stale');
      await stage.nothingCharged('The token was forged');
      await stage.unchangedSince(before, 'The token was forged');
    },
  },
  {
    title: 'does not charge again with a preview from before a change',
    scenario: 'upgrade',
    async keep(stage) {
      const [early, used] = [await stage.offer(), await stage.offer()];
      isOutcome(await stage.settled(stage.request(used)), 'applied');
      const late = await stage.confirm(stage.request(early));
      say(
        late.status === 'preview_stale' || late.status === 'rejected' || late.status === 'applied',
        `A preview from before the change answers "${late.status}".`,
      );
      const { length } = await stage.charges();
      say(length === 1, `${length} charges were made: an outdated preview was charged.`);
    },
  },
  {
    title:
      'asks again where the price moved between preview and confirm, and charges the new amount only after a new yes',
    scenario: 'upgrade',
    where: ['preview'],
    levers: ['movePrice'],
    async keep(stage) {
      const before = await stage.subscription();
      const preview = await stage.quote();
      await stage.levers.pull('movePrice');
      const outcome = await stage.confirm(stage.request(preview));
      isOutcome(outcome, 'preview_stale');
      await stage.nothingCharged('The price moved');
      await stage.unchangedSince(before, 'The price moved');
      const again = outcome.preview;
      say(again.status === 'quote', `The new preview is "${again.status}" and not a quote.`);
      say(!sameMoney(promisedAmount(again), preview.dueNow), 'The new preview shows the old amount.');
      isOutcome(await stage.settled(stage.request(again)), 'applied');
      chargedAsAnnounced(again, await stage.charges(), null);
    },
  },
  {
    title: 'answers a refused card with declined, keeps the plan, charges nothing, and lets the customer try again',
    scenario: 'upgrade',
    levers: ['decline'],
    async keep(stage) {
      const before = await stage.subscription();
      const preview = await stage.offer();
      await stage.levers.pull('decline');
      isOutcome(await stage.settled(stage.request(preview)), 'declined');
      await stage.nothingCharged('The card was refused');
      await stage.unchangedSince(before, 'The card was refused');
      const again = await stage.offer();
      isOutcome(await stage.settled(stage.request(again)), 'applied');
      chargedAsAnnounced(again, await stage.charges(), null);
    },
  },
  {
    title: 'finds out after a lost answer that the change was made, and charges once however often it is confirmed',
    scenario: 'upgrade',
    levers: ['loseAnswer'],
    async keep(stage) {
      const preview = await stage.offer();
      const request = stage.request(preview);
      await stage.levers.pull('loseAnswer');
      const first = await answered(stage.confirm(request));
      isOutcome(await stage.followed(request, first), 'applied');
      isOutcome(await stage.settled(request), 'applied');
      chargedAsAnnounced(preview, await stage.charges(), null);
      await holds(stage, request.selection.priceId);
    },
  },
  {
    title: 'has nothing to change where the price chosen is the one held',
    scenario: 'same',
    async keep(stage) {
      const preview = await stage.preview();
      say(
        preview.status === 'blocked' && preview.reason === 'no_change',
        `The price held can be chosen again: "${preview.status}".`,
      );
    },
  },
  {
    title: 'blocks a change that would leave too many seats in use at once, and says how many',
    scenario: 'seat_limit',
    proves: ['seats'],
    async keep(stage) {
      const preview = await stage.preview();
      say(
        preview.status === 'blocked' && preview.reason === 'seat_limit_exceeded',
        `Too many seats are in use, and yet the preview is "${preview.status}".`,
      );
      const seats = preview.impact.find((item) => item.kind === 'seats_exceeded');
      say(seats !== undefined && seats.used > seats.included, 'The preview does not say how many seats are in use.');
    },
  },
];
