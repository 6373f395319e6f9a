import { checkRedirect } from '../../../core/redirect.js';
import { chargedAsAnnounced } from '../chargedAsAnnounced.js';
import type { AdapterPromise } from '../promise.js';
import { say } from '../say.js';
import { isOutcome, type Stage } from '../stage.js';

async function previewed(stage: Stage) {
  const preview = await stage.confirmable();
  say(preview.status === 'requires_checkout', `The preview is "${preview.status}" and not a checkout.`);
  return preview;
}

async function sentToCheckout(stage: Stage) {
  const preview = await previewed(stage);
  const request = stage.request(preview);
  const outcome = await stage.confirm(request);
  isOutcome(outcome, 'requires_checkout');
  return { preview, request, url: outcome.checkoutUrl };
}

/** From the free plan: through a checkout, and nothing before it is paid. */
export const checkoutPromises: readonly AdapterPromise[] = [
  {
    title: 'sends a free customer to a checkout on an allowed origin, and applies nothing before it is paid',
    scenario: 'free_to_paid',
    async keep(stage) {
      const before = await stage.subscription();
      const { request, url } = await sentToCheckout(stage);
      const { redirectOrigins } = await stage.catalog();
      const verdict = checkRedirect(url, redirectOrigins);
      say(verdict.ok, `The checkout may not be visited: ${verdict.ok ? '' : verdict.rule}.`);
      const read = await stage.read(request);
      say(
        read.status === 'requires_checkout' || read.status === 'not_changed' || read.status === 'processing',
        `Nothing was paid, and the read says "${read.status}".`,
      );
      await stage.unchangedSince(before, 'The checkout was opened and not paid');
      await stage.nothingCharged('The checkout was opened and not paid');
    },
  },
  {
    title: 'opens one checkout for one change, however often it is confirmed',
    scenario: 'free_to_paid',
    where: ['idempotentChange'],
    async keep(stage) {
      const { request, url } = await sentToCheckout(stage);
      const again = await stage.confirm(request);
      isOutcome(again, 'requires_checkout');
      say(again.checkoutUrl === url, 'The same change was sent to a second checkout.');
    },
  },
  {
    title: 'leads back to the same checkout when the same change is chosen anew',
    scenario: 'free_to_paid',
    where: ['idempotentChange'],
    async keep(stage) {
      const { url } = await sentToCheckout(stage);
      const again = await sentToCheckout(stage);
      say(again.url === url, 'The same change, chosen anew, was sent to a second checkout.');
    },
  },
  {
    title: 'finds a checkout that was left again after a reload, where it says that one is open',
    scenario: 'free_to_paid',
    async keep(stage) {
      const { request, url } = await sentToCheckout(stage);
      const { openChange } = await stage.catalog();
      if (openChange === null) return;
      say(openChange.selection.priceId === request.selection.priceId, 'The open change is of another price.');
      const { token, selection, expected } = openChange;
      const found = await stage.read({ ...request, token, selection, expected });
      isOutcome(found, 'requires_checkout');
      say(found.checkoutUrl === url, 'The open change leads to another checkout.');
    },
  },
  {
    title: 'takes money for one checkout only, when the customer changes their mind between two',
    scenario: 'free_to_paid',
    levers: ['payCheckout'],
    async keep(stage) {
      say(stage.replacement !== null, 'The harness gives no replacement for its checkout.');
      const first = await sentToCheckout(stage);
      const preview = await stage.confirmable(stage.replacement);
      const other = stage.request(preview, { selection: stage.replacement });
      const outcome = await stage.confirm(other);
      isOutcome(outcome, 'requires_checkout');
      await stage.levers.atCheckout('payCheckout', outcome.checkoutUrl);
      await stage.levers.atCheckout('payCheckout', first.url).catch(() => undefined);
      isOutcome(await stage.followed(other, await stage.read(other)), 'applied');
      const { length } = await stage.charges();
      say(length === 1, `${length} charges were made for two checkouts.`);
      const { priceId } = await stage.subscription();
      say(priceId === stage.replacement.priceId, `The second checkout was paid, and the price held is ${priceId}.`);
    },
  },
  {
    title: 'says applied after the checkout was paid, with one charge as announced',
    scenario: 'free_to_paid',
    levers: ['payCheckout'],
    async keep(stage) {
      const { preview, request, url } = await sentToCheckout(stage);
      await stage.levers.atCheckout('payCheckout', url);
      const outcome = await stage.followed(request, await stage.read(request));
      isOutcome(outcome, 'applied');
      chargedAsAnnounced(preview, await stage.charges(), outcome);
      const { priceId } = await stage.subscription();
      say(priceId === request.selection.priceId, `The checkout was paid, and the price held is ${priceId}.`);
    },
  },
  {
    title: 'proves that a checkout was canceled, with no charge and the plan kept',
    scenario: 'free_to_paid',
    proves: ['readCheckout'],
    levers: ['cancelCheckout'],
    async keep(stage) {
      const before = await stage.subscription();
      const { request, url } = await sentToCheckout(stage);
      await stage.levers.atCheckout('cancelCheckout', url);
      const outcome = await stage.read(request);
      isOutcome(outcome, 'not_changed');
      say(outcome.reason === 'canceled', `The checkout was canceled, and the read says "${outcome.reason}".`);
      await stage.unchangedSince(before, 'The checkout was canceled');
      await stage.nothingCharged('The checkout was canceled');
    },
  },
  {
    title: 'begins a first subscription, and charges it as announced',
    scenario: 'subscribe',
    proves: ['subscribe'],
    levers: ['payCheckout'],
    async keep(stage) {
      const { subscription } = await stage.catalog();
      say(subscription === null, 'The customer has a subscription already.');
      const { preview, request, url } = await sentToCheckout(stage);
      await stage.levers.atCheckout('payCheckout', url);
      isOutcome(await stage.followed(request, await stage.read(request)), 'applied');
      chargedAsAnnounced(preview, await stage.charges(), null);
      const { priceId } = await stage.subscription();
      say(priceId === request.selection.priceId, `The checkout was paid, and the price held is ${priceId}.`);
    },
  },
];
