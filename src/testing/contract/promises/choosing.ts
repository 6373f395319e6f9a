import type { Selection } from '../../../core/adapter.js';
import type { Subscription } from '../../../core/subscription.js';
import { chargedAsAnnounced } from '../chargedAsAnnounced.js';
import type { AdapterPromise } from '../promise.js';
import { isRefused } from '../refusal.js';
import { alike, say } from '../say.js';
import { isOutcome, type Stage } from '../stage.js';

/** Makes a change at once with all that was chosen, and gives back the subscription after it. */
async function changed(stage: Stage, selection: Selection): Promise<Subscription> {
  const before = await stage.subscription();
  const preview = await stage.offer(selection);
  const outcome = await stage.settled(stage.request(preview, { selection }));
  isOutcome(outcome, 'applied');
  chargedAsAnnounced(preview, await stage.charges(), outcome);
  const after = await stage.subscription();
  say(alike(after.otherItems, before.otherItems), 'The change touched items beside the plan.');
  return after;
}

const addonsOf = ({ addons }: Subscription) =>
  addons.map(({ addonId, quantity }) => `${quantity} × ${addonId}`).toSorted();
const codesOf = ({ discounts }: Subscription) => discounts.map(({ code, name }) => code ?? name ?? '').toSorted();

async function withAddon(stage: Stage): Promise<Subscription> {
  const held = await stage.subscription();
  say(held.addons.length > 0, 'The subscription has no add-on in a scenario that begins with one.');
  return held;
}

async function withDiscount(stage: Stage): Promise<Subscription> {
  const held = await stage.subscription();
  say(held.discounts.length > 0, 'The subscription has no discount in a scenario that begins with one.');
  return held;
}

async function refused(stage: Stage, selection: Selection, what: string): Promise<void> {
  const before = await stage.subscription();
  say(await isRefused(stage.preview(selection)), `${what} is not refused.`);
  await stage.unchangedSince(before, `${what} was previewed`);
  await stage.nothingCharged(`${what} was previewed`);
}

/** What can be chosen beside the price: kept where nothing is said, and changed only as it is said. */
export const choosingPromises: readonly AdapterPromise[] = [
  {
    title: 'changes how many are held where that is chosen, and charges as announced',
    scenario: 'upgrade',
    proves: ['quantity'],
    async keep(stage) {
      const wanted = (await stage.subscription()).quantity + 1;
      const { quantity, priceId } = await changed(stage, { ...stage.selection, quantity: wanted });
      say(quantity === wanted, `${wanted} were chosen, and ${quantity} are held.`);
      say(priceId === stage.selection.priceId, `The price held is ${priceId}.`);
    },
  },
  {
    title: 'keeps the add-ons where nothing is said of them',
    scenario: 'addons',
    proves: ['addons'],
    async keep(stage) {
      const before = addonsOf(await withAddon(stage));
      const after = addonsOf(await changed(stage, stage.selection));
      say(
        alike(after, before),
        `Nothing was said of ${before.join(', ')}; after the change there are: ${after.join(', ')}.`,
      );
    },
  },
  {
    title: 'replaces the add-ons by those that are named, and charges as announced',
    scenario: 'addons',
    where: ['addons'],
    async keep(stage) {
      const [first] = (await withAddon(stage)).addons;
      const { addonId = '', quantity = 0 } = first ?? {};
      const addons = { intent: 'replace', values: [{ addonId, quantity: quantity + 1 }] } as const;
      const after = addonsOf(await changed(stage, { ...stage.selection, addons }));
      say(
        alike(after, [`${quantity + 1} × ${addonId}`]),
        `Named was one more of ${addonId}; held are: ${after.join(', ')}.`,
      );
    },
  },
  {
    title: 'removes the add-ons where that is said',
    scenario: 'addons',
    where: ['addons'],
    async keep(stage) {
      await withAddon(stage);
      const after = addonsOf(await changed(stage, { ...stage.selection, addons: { intent: 'remove' } }));
      say(after.length === 0, `The add-ons were to be removed; still held are: ${after.join(', ')}.`);
    },
  },
  {
    title: 'refuses an add-on that it does not know, and changes nothing',
    scenario: 'addons',
    where: ['addons'],
    async keep(stage) {
      const addons = { intent: 'replace', values: [{ addonId: 'no_such_addon', quantity: 1 }] } as const;
      await refused(stage, { ...stage.selection, addons }, 'An add-on that nobody sells');
    },
  },
  {
    title: 'keeps a discount where nothing is said of it',
    scenario: 'discount',
    proves: ['discounts'],
    async keep(stage) {
      const before = codesOf(await withDiscount(stage));
      const after = codesOf(await changed(stage, stage.selection));
      say(
        alike(after, before),
        `Nothing was said of ${before.join(', ')}; after the change there is: ${after.join(', ')}.`,
      );
    },
  },
  {
    title: 'replaces a discount by the code that is named, and charges as announced',
    scenario: 'discount',
    where: ['discounts'],
    async keep(stage) {
      await withDiscount(stage);
      const wanted = stage.replacement?.discountCodes;
      say(stage.replacement !== null && wanted?.intent === 'replace', 'The harness names no code in its replacement.');
      const after = codesOf(await changed(stage, stage.replacement));
      say(
        alike(after, wanted.values.toSorted()),
        `${wanted.values.join(', ')} was named; there is: ${after.join(', ')}.`,
      );
    },
  },
  {
    title: 'removes a discount where that is said',
    scenario: 'discount',
    where: ['discounts'],
    async keep(stage) {
      await withDiscount(stage);
      const after = codesOf(await changed(stage, { ...stage.selection, discountCodes: { intent: 'remove' } }));
      say(after.length === 0, `The discount was to be removed; there is still: ${after.join(', ')}.`);
    },
  },
  {
    title: 'refuses a code that it does not know, and changes nothing',
    scenario: 'discount',
    where: ['discounts'],
    async keep(stage) {
      const discountCodes = { intent: 'replace', values: ['NO-SUCH-CODE'] } as const;
      await refused(stage, { ...stage.selection, discountCodes }, 'A code that nobody gave out');
    },
  },
];
