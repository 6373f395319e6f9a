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
