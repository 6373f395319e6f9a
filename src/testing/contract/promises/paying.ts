import { chargedAsAnnounced } from '../chargedAsAnnounced.js';
import type { AdapterPromise } from '../promise.js';
import { say } from '../say.js';
import { isOutcome, type Stage } from '../stage.js';

/** Confirms a change whose payment is not simply made. */
async function confirmed(stage: Stage) {
  const before = await stage.subscription();
  const preview = await stage.offer();
  const request = stage.request(preview);
  return { before, preview, request, outcome: await stage.confirm(request) };
}

/** The customer did what was open, and the change is there: once. */
async function completed(stage: Stage): Promise<void> {
  const { preview, request } = await confirmed(stage);
  await stage.levers.pull('completePayment');
  const outcome = await stage.followed(request, await stage.read(request));
  isOutcome(outcome, 'applied');
  chargedAsAnnounced(preview, await stage.charges(), outcome);
  const after = await stage.subscription();
  say(after.priceId === stage.selection.priceId, `It was paid, and the price held is ${after.priceId}.`);
  say(after.pendingChange === null, 'It was paid, and a change is still shown as pending.');
}

/** Payments that are refused, that wait, or that the bank asks about. */
export const payingPromises: readonly AdapterPromise[] = [
  {
    title: 'says when a trial ends, and charges a change in it as announced',
    scenario: 'trial',
    async keep(stage) {
      const held = await stage.subscription();
      say(held.status === 'trialing', `The subscription is in its trial, and its status is "${held.status}".`);
      const preview = await stage.preview();
      if (preview.status !== 'quote') return;
      const outcome = await stage.settled(stage.request(preview));
      isOutcome(outcome, 'applied');
      chargedAsAnnounced(preview, await stage.charges(), outcome);
    },
  },
  {
    title: 'says that a payment is overdue, and takes none by reading',
    scenario: 'past_due',
    async keep(stage) {
      const { status } = await stage.subscription();
      say(status === 'past_due' || status === 'on_hold', `A payment is overdue, and the status is "${status}".`);
      await stage.preview();
      await stage.nothingCharged('The overdue subscription was read and a change previewed');
    },
  },
  {
    title: 'lets a change wait for its payment: neither applied nor lost',
    scenario: 'waits_for_payment',
    async keep(stage) {
      const { before, request, outcome } = await confirmed(stage);
      isOutcome(outcome, 'pending');
      await stage.nothingCharged('The payment was refused');
      await stage.unchangedSince(before, 'The change waits for its payment');
      const { pendingChange } = await stage.subscription();
      say(pendingChange !== null, 'A change waits for its payment, and the subscription does not show it.');
      const { priceId } = stage.selection;
      say(pendingChange.priceId === priceId, `The change that waits is to ${pendingChange.priceId}.`);
      isOutcome(await stage.read(request), 'pending');
      const again = await stage.preview();
      say(again.status === 'blocked', `A change waits for its payment, and another can be made: "${again.status}".`);
    },
  },
  {
    title: 'makes a change that waited as soon as it is paid, with one charge as announced',
    scenario: 'waits_for_payment',
    levers: ['completePayment'],
    keep: completed,
  },
  {
    title: 'says of a change that was made without its payment that the payment failed, and where to pay',
    scenario: 'applies_unpaid',
    async keep(stage) {
      const { request, outcome: first } = await confirmed(stage);
      const outcome = await stage.followed(request, first);
      isOutcome(outcome, 'applied');
      say(outcome.payment === 'failed', `The payment was refused, and the outcome says "${outcome.payment}".`);
      await stage.nothingCharged('The payment was refused');
      const held = await stage.subscription();
      say(held.priceId === stage.selection.priceId, `The change was made, and the price held is ${held.priceId}.`);
      const isKnown = held.status === 'past_due' || held.status === 'on_hold';
      say(isKnown, `The payment was refused, and the status is "${held.status}".`);
      say(
        outcome.recoveryUrl !== null || stage.claims.recoveryLink,
        'The payment failed, and nothing says where to pay.',
      );
    },
  },
  {
    title: 'asks the customer where the bank wants to, and neither charges nor changes anything before',
    scenario: 'needs_action',
    async keep(stage) {
      const { before, request, outcome } = await confirmed(stage);
      isOutcome(outcome, 'requires_action');
      const leads = outcome.actionUrl !== null || outcome.clientSecret !== null;
      say(leads, 'The bank asks, and the answer says neither where nor with what secret.');
      await stage.nothingCharged('The bank has not been answered');
      await stage.unchangedSince(before, 'The bank has not been answered');
      isOutcome(await stage.read(request), 'requires_action');
    },
  },
  {
    title: 'makes the change when the bank was answered, with one charge as announced',
    scenario: 'needs_action',
    levers: ['completePayment'],
    keep: completed,
  },
];
