import { describe, expect, it } from 'vitest';
import { ChangePlanError } from 'planshift';
import {
  aCatalog,
  aProSubscription,
  aQuote,
  toppedUpWithoutBalance,
  topUpOutcomes,
  topUpRejections,
  usd,
} from 'planshift/testing';
import { aFlow, aPage, settle } from './harness.js';

const ten = { id: 'credit_10', amount: usd(1000) };
const fifty = { id: 'credit_50', amount: usd(5000) };
const CHECKOUT = 'https://checkout.example/c/top_1';
const origins = { allowedRedirectOrigins: ['https://checkout.example'] };
const holding = (balance: number) => aCatalog({ subscription: aProSubscription({ creditBalance: usd(balance) }) });

const begun = async (page = aPage(), catalog = holding(2500)) => {
  const all = await aFlow(origins, page, catalog);
  const key = () => all.last('topUpCredits').request.idempotencyKey;
  return { ...all, key };
};
type Begun = Awaited<ReturnType<typeof begun>>;

/** Buys, and answers nothing. */
async function buy({ flow, key }: Begun, topUp = ten): Promise<string> {
  flow.topUp(topUp);
  await settle();
  return key();
}

const lost = () => new ChangePlanError('network', 'gone');

describe('topping up', () => {
  it('sends what is bought at the amount that was shown, and shows the new balance', async () => {
    const one = await begun();
    await buy(one);
    expect(one.flow.getState()).toMatchObject({ status: 'topping_up', topUp: ten });
    expect(one.last('topUpCredits').request).toMatchObject({
      topUpId: 'credit_10',
      expected: usd(1000),
      returnTo: '/settings/billing',
    });
    await one.last('topUpCredits').answer(topUpOutcomes.topped_up);
    expect(one.flow.getState()).toMatchObject({
      status: 'top_up_settled',
      catalog: { subscription: { creditBalance: usd(3500) } },
    });
    expect(one.page.told).toHaveLength(1);
  });

  it('leaves the balance as it was where billing does not say the new one', async () => {
    const one = await begun();
    await buy(one);
    await one.last('topUpCredits').answer(toppedUpWithoutBalance);
    expect(one.flow.getState()).toMatchObject({ catalog: { subscription: { creditBalance: usd(2500) } } });
  });

  it('has one effect however often it is pressed', async () => {
    const one = await begun();
    one.flow.topUp(ten);
    one.flow.topUp(ten);
    one.flow.topUp(fifty);
    await settle();
    expect(one.all('topUpCredits')).toHaveLength(1);
  });

  it('does nothing while a change is out', async () => {
    const one = await begun(aPage(), aCatalog());
    one.flow.review({ priceId: 'price_pro_monthly' });
    await one.last('previewChangePlan').answer(aQuote());
    one.flow.confirm();
    one.flow.topUp(ten);
    await settle();
    expect(one.flow.getState().status).toBe('confirming');
    expect(one.all('topUpCredits')).toHaveLength(0);
    expect([...one.page.storage.keys()].filter((name) => name.includes('top-ups'))).toEqual([]);
  });

  it('is the same purchase again after an answer that was lost, also for a page that was loaded anew', async () => {
    const page = aPage();
    const one = await begun(page);
    const first = await buy(one);
    await one.last('topUpCredits').fail(lost());
    expect(one.flow.getState()).toMatchObject({ status: 'top_up_failed', error: { code: 'network' } });
    expect(await buy(one)).toBe(first);
    await one.last('topUpCredits').answer(topUpOutcomes.unknown);
    one.flow.dispose();
    const reloaded = await begun(aPage(page.storage));
    expect(await buy(reloaded)).toBe(first);
  });

  it('is the same purchase on two pages at once', async () => {
    const page = aPage();
    const one = await begun(page);
    const other = await begun(aPage(page.storage));
    expect(await buy(other)).toBe(await buy(one));
  });

  it('is the same purchase again where the browser keeps nothing', async () => {
    const page = aPage();
    const blocked = { ...page.environment, storage: { get: () => null, set: () => {}, remove: () => {} } };
    const one = await begun({ ...page, environment: blocked });
    const first = await buy(one);
    await one.last('topUpCredits').fail(lost());
    one.flow.acknowledge();
    expect(await buy(one)).toBe(first);
    await one.last('topUpCredits').answer(topUpOutcomes.topped_up);
    expect(await buy(one)).not.toBe(first);
  });

  it.each([
    ['paid', topUpOutcomes.topped_up],
    ['declined', topUpOutcomes.declined],
    ['refused', topUpRejections.amount_changed],
  ])('is another purchase once the first is %s', async (_, outcome) => {
    const one = await begun();
    const first = await buy(one);
    await one.last('topUpCredits').answer(outcome);
    expect(await buy(one)).not.toBe(first);
  });

  it('is another purchase where the first request certainly did nothing, or a day has passed', async () => {
    const one = await begun();
    const first = await buy(one);
    await one.last('topUpCredits').fail(new ChangePlanError('unauthorized', 'signed out'));
    const second = await buy(one);
    expect(second).not.toBe(first);
    await one.last('topUpCredits').fail(lost());
    await one.page.pass(25 * 60 * 60 * 1000);
    expect(await buy(one)).not.toBe(second);
  });

  it('stays the same purchase where a repetition is refused: the first request may have been charged', async () => {
    const one = await begun();
    const first = await buy(one);
    await one.last('topUpCredits').fail(lost());
    await buy(one);
    await one.last('topUpCredits').fail(new ChangePlanError('rate_limited', 'slow down'));
    expect(await buy(one)).toBe(first);
    await one.last('topUpCredits').answer(topUpRejections.unavailable);
    expect(await buy(one)).toBe(first);
    await one.last('topUpCredits').answer(topUpOutcomes.topped_up);
    expect(await buy(one)).not.toBe(first);
  });

  it('stays the same purchase where another page forgot it while this one waited', async () => {
    const page = aPage();
    const one = await begun(page);
    const other = await begun(aPage(page.storage));
    const first = await buy(one);
    await buy(other);
    await one.last('topUpCredits').fail(new ChangePlanError('unauthorized', 'signed out'));
    await other.last('topUpCredits').fail(lost());
    expect(await buy(other)).toBe(first);
  });

  it('keeps the purchases of different amounts apart', async () => {
    const one = await begun();
    const first = await buy(one);
    await one.last('topUpCredits').fail(lost());
    expect(await buy(one, fifty)).not.toBe(first);
    await one.last('topUpCredits').fail(lost());
    expect(await buy(one)).toBe(first);
  });

  it('ends in words where no answer ever comes, and offline sends nothing', async () => {
    const one = await begun();
    await buy(one);
    await one.page.pass(31_000);
    expect(one.flow.getState()).toMatchObject({ status: 'top_up_failed', error: { code: 'network' } });
    await one.page.setOnline(false);
    one.flow.topUp(ten);
    await settle();
    expect(one.flow.getState()).toMatchObject({ status: 'top_up_failed', error: { code: 'offline' } });
    expect(one.all('topUpCredits')).toHaveLength(1);
  });

  it('says that billing cannot where the adapter has no such method', async () => {
    const one = await begun();
    delete one.adapter.topUpCredits;
    one.flow.topUp(ten);
    await settle();
    expect(one.flow.getState()).toMatchObject({ status: 'top_up_settled', outcome: { reason: 'not_supported' } });
  });

  it('reports what was bought and what became of it', async () => {
    const one = await begun();
    await buy(one);
    await one.last('topUpCredits').answer(topUpOutcomes.topped_up);
    expect(one.page.reports).toEqual([
      { type: 'top_up_confirmed', topUpId: 'credit_10', expected: usd(1000) },
      { type: 'top_up_settled', topUpId: 'credit_10', status: 'topped_up' },
    ]);
  });
});

describe('a top-up that is paid at a checkout', () => {
  async function atCheckout(page = aPage()) {
    const one = await begun(page);
    const first = await buy(one);
    await one.last('topUpCredits').answer(topUpOutcomes.requires_checkout);
    return { ...one, first };
  }

  it('leads there, and there again as long as it is not paid', async () => {
    const one = await atCheckout();
    expect(one.page.visited).toEqual([CHECKOUT]);
    expect(one.flow.getState()).toMatchObject({ status: 'top_up_settled', outcome: { status: 'requires_checkout' } });
    expect(await buy(one)).toBe(one.first);
    const reloaded = await begun(aPage(one.page.storage));
    expect(await buy(reloaded)).toBe(one.first);
  });

  it('is another purchase once the balance has moved, or the checkout is over', async () => {
    const one = await atCheckout();
    const paid = await begun(aPage(one.page.storage), holding(3500));
    expect(await buy(paid)).not.toBe(one.first);
    const two = await atCheckout();
    await two.page.pass(24 * 60 * 60 * 1000 - 1000);
    two.flow.acknowledge();
    await two.page.pass(2000);
    expect(await buy(two)).not.toBe(two.first);
  });

  it('reads again when the customer comes back to the page as it was', async () => {
    const one = await atCheckout();
    await one.page.restore();
    await one.page.pass(0);
    await one.last('getCatalog').answer(holding(3500));
    expect(one.flow.getState()).toMatchObject({
      status: 'choosing',
      catalog: { subscription: { creditBalance: usd(3500) } },
    });
  });

  it('leads to no origin that nobody allowed, and says so', async () => {
    const one = await begun();
    await buy(one);
    await one.last('topUpCredits').answer({
      ...topUpOutcomes.requires_checkout,
      checkoutUrl: 'https://checkout.example.evil.example/c/1',
    });
    expect(one.page.visited).toEqual([]);
    expect(one.flow.getState()).toMatchObject({ status: 'top_up_settled', outcome: topUpRejections.unavailable });
    expect(one.page.reports).toContainEqual({ type: 'redirect_refused', rule: 'origin-exact' });
  });

  it('takes nobody away from a page that has moved on', async () => {
    const one = await begun();
    const first = await buy(one);
    one.flow.dispose();
    await one.last('topUpCredits').answer(topUpOutcomes.requires_checkout);
    expect(one.page.visited).toEqual([]);
    const back = await begun(aPage(one.page.storage));
    expect(await buy(back)).toBe(first);
  });
});
