import type { CancelRequest, LinkPurpose, Selection } from '../../../core/adapter.js';
import { findPrice } from '../../../core/plan.js';
import type { AdapterPromise, Capability } from '../promise.js';
import { isRefused } from '../refusal.js';
import { alike, BrokenPromise, say } from '../say.js';
import type { Stage } from '../stage.js';
import { undo, waiting } from '../waiting.js';

/** What is not claimed is refused, and nothing is different after it. */
async function refuses(stage: Stage, what: string, ask: () => Promise<{ readonly status: string }>): Promise<void> {
  const before = await stage.subscription();
  say(await isRefused(ask()), `${what} is not claimed, and yet it is not refused.`);
  await stage.unchangedSince(before, `${what} was refused`);
  const after = await stage.subscription();
  say(after.status === before.status, `${what} was refused, and yet the status is ${after.status}.`);
  await stage.nothingCharged(`${what} was refused`);
}

function choice(claim: Capability, what: string, more: Omit<Selection, 'priceId'>): AdapterPromise {
  return {
    title: `refuses ${what}, which it does not claim to take`,
    scenario: 'upgrade',
    without: [claim],
    keep: (stage) => refuses(stage, claim, () => stage.preview({ ...stage.selection, ...more })),
  };
}

function ending(
  claim: 'cancel' | 'cancelNow',
  effectiveAt: CancelRequest['effectiveAt'],
  when: string,
): AdapterPromise {
  return {
    title: `does not end a subscription ${when}, which it does not claim to do`,
    scenario: 'upgrade',
    without: [claim],
    async keep(stage) {
      const end = stage.adapter.cancelSubscription?.bind(stage.adapter);
      const request: CancelRequest = { effectiveAt, reason: null, comment: null, idempotencyKey: crypto.randomUUID() };
      if (end) await refuses(stage, claim, () => end(request, stage.signal));
    },
  };
}

function link(claim: 'portal' | 'recoveryLink', purpose: LinkPurpose): AdapterPromise {
  return {
    title: `makes no ${purpose} link, which it does not claim to do`,
    scenario: 'upgrade',
    without: [claim],
    async keep(stage) {
      const make = stage.adapter.createLink?.bind(stage.adapter);
      if (make) await refuses(stage, claim, () => make({ purpose, returnTo: null }, stage.signal));
    },
  };
}

async function withoutAmount(stage: Stage): Promise<void> {
  const before = await stage.subscription();
  const { plans } = await stage.catalog();
  const preview = await stage.offer();
  say(preview.status === 'unavailable', `No preview is claimed, and yet it is "${preview.status}".`);
  const listed = findPrice(plans, stage.selection.priceId)?.price;
  say(
    listed?.amount !== undefined && listed.amount !== null,
    'The catalog has no price to show in place of a preview.',
  );
  const { amount, interval } = listed;
  say(alike(preview.recurring, { amount, interval }), 'What renews is not the price of the catalog.');
  await stage.nothingCharged('A change was previewed');
  await stage.unchangedSince(before, 'A change was previewed');
}

/** What a system does not claim: refused and without effect, so that no button leads nowhere. */
export const refusingPromises: readonly AdapterPromise[] = [
  {
    title: 'shows the price of the catalog and no amount due, where it cannot say one',
    scenario: 'upgrade',
    without: ['preview'],
    keep: withoutAmount,
  },
  choice('quantity', 'another quantity', { quantity: 1000 }),
  choice('addons', 'add-ons', { addons: { intent: 'replace', values: [{ addonId: 'some_addon', quantity: 1 }] } }),
  choice('discounts', 'codes', { discountCodes: { intent: 'replace', values: ['SOME-CODE'] } }),
  {
    title: 'does not do at once what was put off, where it does not claim to let the customer choose',
    scenario: 'upgrade',
    without: ['chooseTiming'],
    async keep(stage) {
      const before = await stage.subscription();
      const put = stage.preview({ ...stage.selection, effectiveAt: 'next_billing_date' });
      const honest = await put.then(
        (preview) => preview.status === 'scheduled',
        () => false,
      );
      say(honest || (await isRefused(put)), 'A change was put off, and the preview is of one that happens at once.');
      await stage.unchangedSince(before, 'A change that was put off was previewed');
      await stage.nothingCharged('A change that was put off was previewed');
    },
  },
  ending('cancel', 'next_billing_date', 'with its paid time'),
  ending('cancelNow', 'immediately', 'at once'),
  {
    title: 'offers no credit and sells none, which it does not claim to do',
    scenario: 'upgrade',
    without: ['topUp'],
    async keep(stage) {
      const { topUps } = await stage.catalog();
      say(topUps.length === 0, 'It offers credit, and does not claim to sell it.');
      const buy = stage.adapter.topUpCredits?.bind(stage.adapter);
      const idempotencyKey = crypto.randomUUID();
      const request = { topUpId: 'credit', expected: { amount: 100, currency: 'USD' }, idempotencyKey, returnTo: null };
      if (buy) await refuses(stage, 'topUp', () => buy(request, stage.signal));
    },
  },
  link('portal', 'portal'),
  link('recoveryLink', 'recovery'),
  {
    title: 'refuses another change while one is scheduled, where it does not claim to replace it',
    scenario: 'downgrade',
    without: ['replaceScheduledChange'],
    async keep(stage) {
      const { replacement } = stage;
      say(replacement !== null, 'The harness gives no replacement for its downgrade.');
      await stage.settled(stage.request(await stage.confirmable()));
      const scheduled = waiting(await stage.subscription());
      say(scheduled !== null, 'The change is not scheduled.');
      await refuses(stage, 'replaceScheduledChange', () => stage.preview(replacement));
    },
  },
  {
    title: 'does not take a cancellation back, which it does not claim to do',
    scenario: 'upgrade',
    where: ['cancel'],
    without: ['resume'],
    async keep(stage) {
      const idempotencyKey = crypto.randomUUID();
      const request = { effectiveAt: 'next_billing_date', reason: null, comment: null, idempotencyKey } as const;
      await stage.adapter.cancelSubscription?.(request, stage.signal);
      const held = await stage.subscription();
      say(held.cancellation?.undoable !== true, 'The end is marked undoable, which is not claimed.');
      await refuses(stage, 'resume', () => undo(stage, waiting(held)?.id ?? ''));
    },
  },
  {
    title: 'begins no subscription, which it does not claim to do',
    scenario: 'subscribe',
    without: ['subscribe'],
    async keep(stage) {
      say(await isRefused(stage.preview()), 'subscribe is not claimed, and yet a first subscription is not refused.');
      const { subscription } = await stage.catalog();
      if (subscription !== null) throw new BrokenPromise('subscribe is not claimed, and yet there is a subscription.');
      await stage.nothingCharged('A first subscription was previewed');
    },
  },
  {
    title: 'shows no credit, which it does not claim to know',
    scenario: 'upgrade',
    without: ['credits'],
    async keep(stage) {
      const { creditBalance } = await stage.subscription();
      say(creditBalance === null, 'credits is not claimed, and yet a balance is shown.');
    },
  },
];
