import { isChangePlanError } from '../../../core/errors.js';
import type { UndoOutcome } from '../../../core/outcome.js';
import { chargedAsAnnounced } from '../chargedAsAnnounced.js';
import type { AdapterPromise } from '../promise.js';
import { say } from '../say.js';
import { undo, waiting } from '../waiting.js';
import { isOutcome, type Stage } from '../stage.js';

/** Confirms a change that comes later, and proves that it waits on the subscription and took no money. */
async function schedule(stage: Stage, selection = stage.selection): Promise<{ id: string; effectiveAt: string }> {
  const before = await stage.subscription();
  const preview = await stage.confirmable(selection);
  const foretold = preview.status === 'scheduled' || (preview.status === 'unavailable' && !stage.claims.preview);
  say(foretold, `The preview is "${preview.status}" and not scheduled.`);
  const outcome = await stage.settled(stage.request(preview, { selection }));
  isOutcome(outcome, 'scheduled');
  await stage.nothingCharged('The change was scheduled');
  const after = await stage.subscription();
  say(after.priceId === before.priceId, 'The change is scheduled, and yet the plan changed at once.');
  const scheduled = waiting(after);
  say(scheduled !== null, 'The change is scheduled, and yet the subscription does not show it.');
  const announced = preview.effectiveAt;
  say(
    announced === null || Date.parse(scheduled.effectiveAt) === Date.parse(announced),
    `The preview says ${announced}, the subscription ${scheduled.effectiveAt}.`,
  );
  const grace = after.scheduledChange?.paidUntil ?? null;
  say(
    grace === null || Date.parse(grace) < Date.parse(scheduled.effectiveAt),
    `Days of grace lie before the change, and yet it is paid until ${grace}.`,
  );
  return { id: scheduled.id, effectiveAt: scheduled.effectiveAt };
}

async function stillWaits(stage: Stage, id: string, when: string): Promise<void> {
  say(waiting(await stage.subscription())?.id === id, `${when}, and yet the scheduled change is gone.`);
}

async function undone(stage: Stage): Promise<void> {
  const before = await stage.subscription();
  const { id } = await schedule(stage);
  const outcome = await undo(stage, id);
  say(outcome.status === 'undone', `The undo answers "${outcome.status}".`);
  await stage.unchangedSince(before, 'A scheduled change was taken back');
  await stage.nothingCharged('A scheduled change was taken back');
  const twice = await undo(stage, id);
  say(twice.status === 'rejected', `Taking back what is not there answers "${twice.status}".`);
}

/** Leaving for the free plan is dropped by a change that happens at once, or when its checkout is paid. */
async function replacedAtOnce(stage: Stage): Promise<void> {
  const { replacement: selection } = stage;
  say(selection !== null, 'The harness gives no replacement for its move to the free plan.');
  await schedule(stage);
  const preview = await stage.confirmable(selection);
  const warned = preview.impact.some(({ kind }) => kind === 'scheduled_change_replaced');
  say(warned, 'The preview does not say that what was to come is replaced.');
  const outcome = await stage.settled(stage.request(preview, { selection }));
  if (outcome.status === 'requires_checkout') await stage.levers.atCheckout('payCheckout', outcome.checkoutUrl);
  else isOutcome(outcome, 'applied');
  const after = await stage.subscription();
  say(after.priceId === selection.priceId, `The change was made, and the price is still ${after.priceId}.`);
  say(waiting(after) === null, 'Another change was made, and the end of the paid plan still waits.');
}

/** A refusal in either of its forms. */
async function refused(answer: Promise<UndoOutcome>): Promise<boolean> {
  return answer.then(
    (outcome) => outcome.status === 'rejected',
    (error: unknown) => isChangePlanError(error),
  );
}

/** Changes that come later: shown, never charged, and taken back where that is claimed. */
export const schedulingPromises: readonly AdapterPromise[] = [
  {
    title: 'schedules a downgrade, shows it on the subscription and charges nothing',
    scenario: 'downgrade',
    async keep(stage) {
      await schedule(stage);
    },
  },
  {
    title: 'warns of too many seats before a downgrade is confirmed, and again when it is scheduled',
    scenario: 'downgrade',
    proves: ['seats'],
    async keep(stage) {
      const preview = await stage.confirmable();
      const warned = preview.impact.find((item) => item.kind === 'seats_exceeded');
      say(warned !== undefined, 'The preview does not warn of the seats.');
      say(warned.used > warned.included, `The warning says ${warned.used} of ${warned.included} seats.`);
      const outcome = await stage.settled(stage.request(preview));
      isOutcome(outcome, 'scheduled');
      say(
        outcome.impact.some((item) => item.kind === 'seats_exceeded'),
        'The scheduled change does not warn of the seats.',
      );
    },
  },
  {
    title: 'carries a scheduled downgrade out when its day comes',
    scenario: 'downgrade',
    levers: ['advanceDays'],
    async keep(stage) {
      await schedule(stage);
      await stage.levers.advanceDays(40);
      const after = await stage.subscription();
      say(after.priceId === stage.selection.priceId, `The day has come, and the price is still ${after.priceId}.`);
      say(after.scheduledChange === null, 'The change was carried out and is still scheduled.');
    },
  },
  {
    title: 'has one schedule when the same downgrade is confirmed again',
    scenario: 'downgrade',
    where: ['idempotentChange'],
    async keep(stage) {
      const request = stage.request(await stage.confirmable());
      isOutcome(await stage.settled(request), 'scheduled');
      const first = waiting(await stage.subscription());
      isOutcome(await stage.settled(request), 'scheduled');
      await stillWaits(stage, first?.id ?? '', 'The same change was confirmed again');
      await stage.nothingCharged('The same change was confirmed again');
    },
  },
  {
    title: 'takes a scheduled downgrade back, once',
    scenario: 'downgrade',
    proves: ['undoScheduledChange'],
    keep: undone,
  },
  {
    title: 'does not take back another change than the one named',
    scenario: 'downgrade',
    where: ['undoScheduledChange'],
    async keep(stage) {
      const { id } = await schedule(stage);
      say(await refused(undo(stage, `${id}x`)), 'A change that is not there was taken back.');
      await stillWaits(stage, id, 'Another change was to be taken back');
    },
  },
  {
    title: 'refuses to take back a scheduled downgrade, and keeps it',
    scenario: 'downgrade',
    without: ['undoScheduledChange'],
    async keep(stage) {
      const { id } = await schedule(stage);
      const { scheduledChange } = await stage.subscription();
      say(scheduledChange?.undoable !== true, 'The change is marked undoable, which is not claimed.');
      say(await refused(undo(stage, id)), 'The undo is not refused.');
      await stillWaits(stage, id, 'The undo was refused');
    },
  },
  {
    title: 'replaces a scheduled change by another, which is then the only one',
    scenario: 'downgrade',
    proves: ['replaceScheduledChange'],
    async keep(stage) {
      say(stage.replacement !== null, 'The harness gives no replacement for its downgrade.');
      await schedule(stage);
      await schedule(stage, stage.replacement);
      const { scheduledChange } = await stage.subscription();
      say(
        scheduledChange === null || scheduledChange.priceId === stage.replacement.priceId,
        `The change that waits is still to ${scheduledChange?.priceId}.`,
      );
    },
  },
  {
    title: 'drops what was to come when another change is made in its place',
    scenario: 'paid_to_free',
    proves: ['replaceScheduledChange'],
    // Those that take schedules back have others to replace them by.
    without: ['undoScheduledChange'],
    keep: replacedAtOnce,
  },
  {
    title: 'gives up a paid plan at the end of its period, charges nothing, and takes that back',
    scenario: 'paid_to_free',
    proves: ['resume'],
    keep: undone,
  },
  {
    title: 'is on the free plan when the period of the paid one ended',
    scenario: 'paid_to_free',
    levers: ['advanceDays'],
    async keep(stage) {
      await schedule(stage);
      await stage.levers.advanceDays(40);
      const { priceId } = await stage.subscription();
      say(priceId === stage.selection.priceId, `The period ended, and the price is still ${priceId}.`);
      await stage.nothingCharged('The customer went to the free plan');
    },
  },
  {
    title: 'lets the customer put an upgrade off to the next billing date',
    scenario: 'upgrade',
    proves: ['chooseTiming'],
    where: ['preview'],
    async keep(stage) {
      await schedule(stage, { ...stage.selection, effectiveAt: 'next_billing_date' });
    },
  },
  {
    title: 'lets the customer go to the free plan at once, instead of when the paid time ends',
    scenario: 'paid_to_free',
    proves: ['chooseTiming'],
    // Without prices in previews there is nothing else that could be put off or brought forward.
    without: ['preview'],
    async keep(stage) {
      const gentle = await stage.confirmable();
      say(gentle.status === 'scheduled', `Without a choice the preview is "${gentle.status}" and not scheduled.`);
      const selection = { ...stage.selection, effectiveAt: 'immediately' as const };
      const preview = await stage.confirmable(selection);
      say(preview.status !== 'scheduled', 'The change was to happen at once, and the preview says later.');
      isOutcome(await stage.settled(stage.request(preview, { selection })), 'applied');
      const { priceId } = await stage.subscription();
      say(priceId === selection.priceId, `The change is applied, and the price held is ${priceId}.`);
      await stage.nothingCharged('The customer went to the free plan');
    },
  },
  {
    title: 'quotes a downgrade that is to happen at once, and charges as announced',
    scenario: 'interval',
    proves: ['previewDowngrade'],
    where: ['chooseTiming'],
    async keep(stage) {
      isOutcome(await stage.settled(stage.request(await stage.offer())), 'applied');
      const charges = await stage.charges();
      const before = stage.selection;
      const selection = { ...(stage.replacement ?? before), effectiveAt: 'immediately' as const };
      const preview = await stage.confirmable(selection);
      say(preview.status === 'quote', `The preview is "${preview.status}" and not a quote.`);
      isOutcome(await stage.settled(stage.request(preview, { selection })), 'applied');
      chargedAsAnnounced(preview, (await stage.charges()).slice(charges.length), null);
    },
  },
];
