import type { CancelRequest } from '../../../core/adapter.js';
import type { CancelOutcome } from '../../../core/outcome.js';
import { findPrice } from '../../../core/plan.js';
import type { AdapterPromise } from '../promise.js';
import { BrokenPromise, say } from '../say.js';
import type { Stage } from '../stage.js';
import { undo, waiting } from '../waiting.js';

function cancel(
  { adapter, signal }: Stage,
  effectiveAt: CancelRequest['effectiveAt'],
  idempotencyKey = crypto.randomUUID(),
): Promise<CancelOutcome> {
  const request: CancelRequest = { effectiveAt, reason: 'other', comment: null, idempotencyKey };
  const answer = adapter.cancelSubscription?.(request, signal);
  return answer ?? Promise.reject(new BrokenPromise('The adapter has no cancelSubscription.'));
}

/** Ends the subscription with its paid time, and proves that it goes on until then. */
async function ended(stage: Stage): Promise<{ readonly id: string; readonly effectiveAt: string }> {
  const before = await stage.subscription();
  const outcome = await cancel(stage, 'next_billing_date');
  say(outcome.status === 'scheduled', `The cancellation answers "${outcome.status}" and not "scheduled".`);
  await stage.nothingCharged('The subscription was canceled');
  const after = await stage.subscription();
  say(after.priceId === before.priceId, 'The end is yet to come, and the plan changed at once.');
  say(after.status === before.status, `The end is yet to come, and the status is ${after.status} at once.`);
  const end = waiting(after);
  say(end !== null, 'The subscription was canceled, and does not show it.');
  const announced = Date.parse(outcome.effectiveAt);
  say(
    Date.parse(end.effectiveAt) === announced,
    `The answer says ${outcome.effectiveAt}, the subscription ${end.effectiveAt}.`,
  );
  const paid = before.currentPeriod?.end ?? null;
  say(paid === null || announced >= Date.parse(paid), `It is paid until ${paid}, and ends on ${outcome.effectiveAt}.`);
  say(after.nextBillingDate === null, `It was canceled, and will yet be billed on ${after.nextBillingDate}.`);
  return end;
}

/** Nothing is held, or nothing that costs. */
async function isOver(stage: Stage, when: string): Promise<void> {
  const { plans, subscription } = await stage.catalog();
  const isFree = findPrice(plans, subscription?.priceId ?? null)?.plan.isFree === true;
  const over = subscription === null || subscription.status === 'canceled' || isFree;
  say(over, `${when}, and yet ${subscription?.planName} is ${subscription?.status}.`);
}

/** The end of a subscription: told before it comes, never charged, and taken back where that is claimed. */
export const endingPromises: readonly AdapterPromise[] = [
  {
    title: 'ends a subscription with its paid time, shows that and charges nothing',
    scenario: 'upgrade',
    proves: ['cancel'],
    async keep(stage) {
      await ended(stage);
    },
  },
  {
    title: 'has one end when the same cancellation is sent again',
    scenario: 'upgrade',
    where: ['cancel'],
    async keep(stage) {
      const key = crypto.randomUUID();
      await cancel(stage, 'next_billing_date', key);
      const first = waiting(await stage.subscription());
      const again = await cancel(stage, 'next_billing_date', key);
      const same = again.status === 'scheduled' || (again.status === 'rejected' && again.reason === 'already_canceled');
      say(same, `The same cancellation, sent again, answers "${again.status}".`);
      const second = waiting(await stage.subscription());
      say(second?.effectiveAt === first?.effectiveAt, 'The same cancellation, sent again, moved the end.');
    },
  },
  {
    title: 'has ended the subscription when its paid time is over, and bills it no more',
    scenario: 'upgrade',
    where: ['cancel'],
    levers: ['advanceDays'],
    async keep(stage) {
      await ended(stage);
      await stage.levers.advanceDays(40);
      await isOver(stage, 'The paid time is over');
      await stage.nothingCharged('The subscription was canceled and its paid time is over');
    },
  },
  {
    title: 'keeps a subscription whose cancellation is taken back, and bills it as before',
    scenario: 'upgrade',
    proves: ['resume'],
    where: ['cancel'],
    async keep(stage) {
      const before = await stage.subscription();
      const { id } = await ended(stage);
      const outcome = await undo(stage, id);
      say(outcome.status === 'undone', `Keeping the subscription answers "${outcome.status}".`);
      await stage.unchangedSince(before, 'The cancellation was taken back');
      const { nextBillingDate } = await stage.subscription();
      say(nextBillingDate === before.nextBillingDate, `Kept, and yet the next billing date is ${nextBillingDate}.`);
      await stage.nothingCharged('The cancellation was taken back');
      const twice = await undo(stage, id);
      say(twice.status === 'rejected', `Taking back what is not there answers "${twice.status}".`);
    },
  },
  {
    title: 'ends a subscription at once where that is asked for, charges nothing, and can be asked again',
    scenario: 'upgrade',
    proves: ['cancelNow'],
    async keep(stage) {
      const key = crypto.randomUUID();
      const outcome = await cancel(stage, 'immediately', key);
      say(outcome.status === 'canceled', `The cancellation answers "${outcome.status}" and not "canceled".`);
      await isOver(stage, 'It was ended at once');
      await stage.nothingCharged('The subscription was ended at once');
      const again = await cancel(stage, 'immediately', key);
      const same = again.status === 'canceled' || (again.status === 'rejected' && again.reason === 'already_canceled');
      say(same, `The same cancellation, sent again, answers "${again.status}".`);
    },
  },
];
