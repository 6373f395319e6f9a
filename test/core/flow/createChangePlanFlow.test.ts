import { describe, expect, it } from 'vitest';
import {
  aCatalog,
  aCheckoutPreview,
  anAppliedOutcome,
  anOpenChange,
  aProSubscription,
  aQuote,
  aScheduledChange,
  changeOutcomes,
  flowStates,
  notChangedOutcomes,
  previews,
  readOutcomes,
  undoOutcomes,
  usd,
  yearly,
} from 'planshift/testing';
import { ChangePlanError } from '../../../src/core/errors.js';
import { createChangePlanFlow } from '../../../src/core/flow/createChangePlanFlow.js';
import { aFlow, anAdapterInHand, aPage, settle } from './harness.js';

const pro = { priceId: 'price_pro_monthly' };
const business = { priceId: 'price_business_monthly' };
const minute = 60_000;

async function reviewing(...args: Parameters<typeof aFlow>) {
  const made = await aFlow(...args);
  made.flow.review(pro);
  await made.last('previewChangePlan').answer(aQuote());
  return made;
}

async function confirming(...args: Parameters<typeof aFlow>) {
  const made = await reviewing(...args);
  made.flow.confirm();
  await settle();
  return made;
}

describe('loading', () => {
  it('repeats a read that failed and can be repeated, then shows the plans', async () => {
    const page = aPage();
    const { adapter, all } = anAdapterInHand();
    const flow = createChangePlanFlow({ adapter, environment: page.environment, locale: 'de' });
    flow.start();
    await all('getCatalog')[0]?.fail(new ChangePlanError('provider_unavailable', 'down'));
    await page.pass(500);
    expect(all('getCatalog')[1]?.request).toEqual({ locale: 'de' });
    await all('getCatalog')[1]?.answer(aCatalog());
    expect(flow.getState().status).toBe('choosing');
  });

  it('ends in words after three tries and begins again on request', async () => {
    const page = aPage();
    const { adapter, all, last } = anAdapterInHand();
    const flow = createChangePlanFlow({ adapter, environment: page.environment, locale: 'en' });
    flow.start();
    for (const delay of [500, 1500, 0]) {
      await last('getCatalog').fail(new ChangePlanError('network', 'no answer'));
      await page.pass(delay);
    }
    expect(flow.getState()).toMatchObject({ status: 'load_failed', error: { code: 'network' } });
    expect(all('getCatalog')).toHaveLength(3);
    flow.reload();
    await last('getCatalog').answer(aCatalog());
    expect(flow.getState().status).toBe('choosing');
  });

  it('does not repeat what cannot help: an ended session is told at once', async () => {
    const { adapter, all, last } = anAdapterInHand();
    const flow = createChangePlanFlow({ adapter, environment: aPage().environment, locale: 'en' });
    flow.start();
    await last('getCatalog').fail(new ChangePlanError('unauthorized', 'ended'));
    expect(flow.getState()).toMatchObject({ status: 'load_failed', error: { code: 'unauthorized' } });
    expect(all('getCatalog')).toHaveLength(1);
  });

  it('drops the prefetched catalog of another scope', async () => {
    const { adapter, last } = anAdapterInHand();
    const initialCatalog = aCatalog({ scopeKey: 'somebody_else', subscription: null });
    const flow = createChangePlanFlow({ adapter, environment: aPage().environment, locale: 'en', initialCatalog });
    expect(flow.getState()).toMatchObject({ status: 'choosing', catalog: { scopeKey: 'somebody_else' } });
    flow.choosePrice(pro);
    flow.start();
    await last('getCatalog').answer(aCatalog());
    expect(flow.getState()).toMatchObject({ status: 'choosing', catalog: aCatalog(), choice: { selection: null } });
  });

  it('starts twice as React does in development, with one live read and nothing left listening', async () => {
    const page = aPage();
    const { adapter, all } = anAdapterInHand();
    const flow = createChangePlanFlow({ adapter, environment: page.environment, locale: 'en' });
    flow.start();
    flow.dispose();
    flow.start();
    expect(all('getCatalog').map((call) => call.signal.aborted)).toEqual([true, false]);
    await all('getCatalog')[1]?.answer(aCatalog());
    expect(flow.getState().status).toBe('choosing');
    flow.dispose();
    expect(page.listening()).toBe(0);
  });
});

describe('previewing', () => {
  it('shows the last choice whatever the order of the answers, and aborts the others', async () => {
    const { flow, all } = await aFlow();
    flow.review(pro);
    flow.choosePrice(business);
    flow.choosePrice({ priceId: 'price_pro_yearly' });
    const [a, b, c] = all('previewChangePlan');
    expect([a?.signal.aborted, b?.signal.aborted, c?.signal.aborted]).toEqual([true, true, false]);
    await c?.answer(aQuote({ token: 'c' }));
    await a?.answer(aQuote({ token: 'a' }));
    await b?.answer(aQuote({ token: 'b' }));
    expect(flow.getState()).toMatchObject({
      status: 'reviewing',
      preview: { token: 'c' },
      selection: { priceId: 'price_pro_yearly' },
    });
  });

  it('keeps the plan and asks anew when the interval changes during a review', async () => {
    const { flow, last } = await reviewing();
    flow.chooseInterval(yearly);
    expect(flow.getState()).toMatchObject({ status: 'previewing', selection: { priceId: 'price_pro_yearly' } });
    expect(last('previewChangePlan').request.selection).toEqual({ priceId: 'price_pro_yearly' });
  });

  it('keeps the selection when the preview fails, and asks again on request', async () => {
    const { flow, last } = await aFlow();
    flow.review(pro);
    await last('previewChangePlan').fail(new ChangePlanError('unknown_price', 'gone'));
    expect(flow.getState()).toMatchObject({ status: 'preview_failed', selection: pro });
    flow.review();
    await last('previewChangePlan').answer(aQuote());
    expect(flow.getState().status).toBe('reviewing');
  });

  it('leaves out lines that do not add up, and says so to the host', async () => {
    const { flow, last, page } = await aFlow();
    flow.review(pro);
    await last('previewChangePlan').answer(aQuote({ dueNow: usd(8451) }));
    expect(flow.getState()).toMatchObject({ preview: { dueNow: usd(8451), lines: [] } });
    expect(page.reports).toContainEqual({ type: 'lines_hidden', total: usd(8451) });
  });

  it('renews a preview silently before it ends while somebody looks', async () => {
    const { flow, last, all, page } = await reviewing();
    await page.pass(8 * minute);
    expect(all('previewChangePlan')).toHaveLength(2);
    expect(flow.getState().status).toBe('reviewing');
    await last('previewChangePlan').answer(aQuote({ token: 'renewed' }));
    expect(flow.getState()).toMatchObject({ stale: null, preview: { token: 'renewed' } });
  });

  it('renews for nobody, and at once when somebody looks again', async () => {
    const { all, page } = await reviewing();
    await page.setVisible(false);
    await page.pass(9 * minute);
    expect(all('previewChangePlan')).toHaveLength(1);
    await page.setVisible(true);
    expect(all('previewChangePlan')).toHaveLength(2);
  });

  it('says what is new after an expired preview instead of sending it', async () => {
    const { flow, last, all, page } = await reviewing();
    await page.setVisible(false);
    await page.pass(11 * minute);
    flow.confirm();
    await settle();
    expect(all('changePlan')).toHaveLength(0);
    await last('previewChangePlan').answer(aQuote({ token: 'fresh', dueNow: usd(8000), lines: [] }));
    expect(flow.getState()).toMatchObject({
      status: 'reviewing',
      stale: { reason: 'expired', shown: usd(8450) },
      preview: { token: 'fresh' },
    });
  });
});

describe('confirming', () => {
  it('sends one change for two clicks, with the amount that was shown', async () => {
    const { flow, all } = await reviewing();
    flow.confirm();
    flow.confirm();
    await settle();
    expect(all('changePlan')).toHaveLength(1);
    expect(all('changePlan')[0]?.request).toMatchObject({
      selection: pro,
      token: aQuote().token,
      expected: usd(8450),
      returnTo: '/settings/billing',
    });
  });

  it('keeps key, token and body before the first byte, and forgets them after a final answer', async () => {
    const { flow, last, page } = await confirming();
    const kept = [...page.storage.values()].join();
    expect(kept).toContain(last('changePlan').request.idempotencyKey);
    expect(kept).toContain(aQuote().token);
    await last('changePlan').answer(anAppliedOutcome());
    expect(flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'applied' } });
    expect(page.storage.size).toBe(0);
  });

  it('uses a new key for each confirmed intent', async () => {
    const { flow, all, last } = await confirming();
    await last('changePlan').answer(changeOutcomes.declined);
    flow.acknowledge();
    flow.review(pro);
    await last('previewChangePlan').answer(aQuote({ token: 'again' }));
    flow.confirm();
    await settle();
    const keys = all('changePlan').map((call) => call.request.idempotencyKey);
    expect(new Set(keys).size).toBe(2);
  });

  it('does not confirm without an amount unless the host allowed it', async () => {
    for (const allowWithoutPreview of [false, true]) {
      const { flow, last, all } = await aFlow({ allowWithoutPreview });
      flow.review(pro);
      await last('previewChangePlan').answer(previews.unavailable);
      flow.confirm();
      await settle();
      expect(all('changePlan')).toHaveLength(allowWithoutPreview ? 1 : 0);
    }
  });

  it('never confirms while a preview loads, fails or is blocked', async () => {
    const { flow, last, all } = await aFlow();
    flow.review(pro);
    flow.confirm();
    await last('previewChangePlan').answer(previews.blocked);
    flow.confirm();
    await settle();
    expect(all('changePlan')).toHaveLength(0);
  });

  it('sends nothing when offline, and nothing by itself when the network is back', async () => {
    const { flow, all, page } = await reviewing();
    await page.setOnline(false);
    flow.confirm();
    await settle();
    expect(flow.getState()).toMatchObject({ status: 'reviewing', error: { code: 'offline' } });
    await page.setOnline(true);
    expect(flow.getState()).toMatchObject({ status: 'reviewing', error: null });
    await page.pass(minute);
    expect(all('changePlan')).toHaveLength(0);
    expect(page.storage.size).toBe(0);
  });

  it('says once that it takes long', async () => {
    const { flow, page } = await confirming();
    expect(flow.getState()).toMatchObject({ status: 'confirming', slow: false });
    await page.pass(5000);
    expect(flow.getState()).toMatchObject({ status: 'confirming', slow: true });
  });

  it('sends once more with the same token and key when the connection broke, then reads', async () => {
    const { flow, all, last } = await confirming();
    await last('changePlan').fail(new ChangePlanError('network', 'reset'));
    expect(all('changePlan')).toHaveLength(2);
    expect(all('changePlan')[1]?.request).toEqual(all('changePlan')[0]?.request);
    await last('changePlan').fail(new ChangePlanError('network', 'reset'));
    expect(all('changePlan')).toHaveLength(2);
    expect(flow.getState()).toMatchObject({ status: 'checking', cause: 'unknown' });
    await last('readChange').answer(readOutcomes.applied);
    expect(flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'applied' } });
  });

  it('waits as long as a busy server asks, and sends the same again', async () => {
    const { flow, all, last, page } = await confirming();
    await last('changePlan').fail(new ChangePlanError('rate_limited', 'busy', { retryAfterMs: 3000 }));
    expect(flow.getState()).toMatchObject({ status: 'confirming', retryInMs: 3000 });
    await page.pass(2999);
    expect(all('changePlan')).toHaveLength(1);
    await page.pass(1);
    expect(all('changePlan')[1]?.request).toEqual(all('changePlan')[0]?.request);
    expect(flow.getState()).toMatchObject({ status: 'confirming', retryInMs: null });
  });

  it('lets the customer decide when a busy server does not say how long', async () => {
    const { flow, all, last, page } = await confirming();
    await last('changePlan').fail(new ChangePlanError('rate_limited', 'busy'));
    await page.pass(minute);
    expect(all('changePlan')).toHaveLength(1);
    expect(flow.getState()).toMatchObject({ status: 'reviewing', error: { code: 'rate_limited' } });
  });

  it('keeps the review when the session ended', async () => {
    const { flow, last, page } = await confirming();
    await last('changePlan').fail(new ChangePlanError('unauthorized', 'ended'));
    expect(flow.getState()).toMatchObject({ status: 'reviewing', selection: pro, error: { code: 'unauthorized' } });
    expect(page.storage.size).toBe(0);
  });

  it('reads after its own limit instead of waiting for ever, and does not send again', async () => {
    const { flow, all, page } = await confirming();
    await page.pass(minute);
    expect(flow.getState()).toMatchObject({ status: 'checking' });
    expect(all('changePlan')).toHaveLength(1);
    expect(all('readChange')).toHaveLength(1);
  });

  it('looks into the other attempt when one is open already', async () => {
    const { flow, last } = await confirming();
    await last('changePlan').fail(new ChangePlanError('change_in_progress', 'another'));
    await last('getCatalog').answer(aCatalog({ openChange: anOpenChange({ token: 'other', status: 'in_flight' }) }));
    expect(flow.getState()).toMatchObject({ status: 'checking', cause: 'conflict', attempt: { token: 'other' } });
  });

  it('tells the host of a charge that is not what was shown', async () => {
    const { last, page } = await confirming();
    const difference = { shown: usd(8450), charged: usd(8451) };
    await last('changePlan').answer(anAppliedOutcome({ difference }));
    expect(page.reports).toContainEqual({ type: 'amount_differs', ...difference });
  });

  it('does not flip back when the first reads after a change are late', async () => {
    const { flow, all, last, page } = await confirming();
    const subscription = aProSubscription();
    await last('changePlan').answer(anAppliedOutcome({ subscription }));
    flow.acknowledge();
    await settle();
    expect(all('getCatalog')).toHaveLength(2);
    await last('getCatalog').answer(aCatalog());
    expect(flow.getState()).toMatchObject({ catalog: { subscription } });
    const before = all('getCatalog').length;
    await page.pass(1000);
    expect(all('getCatalog')).toHaveLength(before + 1);
    await last('getCatalog').answer(aCatalog({ subscription, supportUrl: 'https://harbor.example/help' }));
    expect(flow.getState()).toMatchObject({ catalog: { subscription, supportUrl: 'https://harbor.example/help' } });
  });
});

describe('finding out', () => {
  it('reads with growing pauses, a bounded number of times, and ends in words with a way to look again', async () => {
    const { flow, all, last, page } = await confirming();
    await last('changePlan').answer(changeOutcomes.unknown);
    for (const delay of [1000, 2000, 4000, 8000, 15_000, 30_000]) {
      await last('readChange').answer(readOutcomes.unknown);
      await page.pass(delay);
    }
    await last('readChange').answer(readOutcomes.unknown);
    expect(all('readChange')).toHaveLength(7);
    expect(flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'unknown' } });
    flow.check();
    await settle();
    await last('readChange').answer(notChangedOutcomes.not_received);
    expect(flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'not_changed' }, attempt: null });
    expect(page.storage.size).toBe(0);
  });

  it('waits while the browser is offline and reads when it is back, without sending again', async () => {
    const { all, last, page } = await confirming();
    await page.setOnline(false);
    await last('changePlan').fail(new ChangePlanError('network', 'lost'));
    await page.pass(minute);
    expect(all('readChange')).toHaveLength(0);
    await page.setOnline(true);
    expect(all('readChange')).toHaveLength(1);
    expect(all('changePlan')).toHaveLength(1);
  });

  it('pauses while nobody looks', async () => {
    const { all, last, page } = await confirming();
    await page.setVisible(false);
    await last('changePlan').answer(changeOutcomes.processing);
    await page.pass(minute);
    expect(all('readChange')).toHaveLength(0);
    await page.setVisible(true);
    expect(all('readChange')).toHaveLength(1);
  });

  it('finds an attempt again after a reload, and asks with the same key and body', async () => {
    const first = await confirming();
    const sent = first.last('changePlan').request;
    first.flow.dispose();
    const second = await aFlow({}, aPage(first.page.storage));
    expect(second.flow.getState()).toMatchObject({ status: 'checking', cause: 'reopened' });
    const { returnTo: _, ...asked } = sent;
    expect(second.last('readChange').request).toEqual(asked);
    await second.last('readChange').answer(readOutcomes.applied);
    expect(second.flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'applied' } });
  });

  it('forgets an attempt that is older than a day', async () => {
    const first = await confirming();
    const page = aPage(first.page.storage);
    await page.pass(25 * 60 * minute);
    const second = await aFlow({}, page);
    expect(second.flow.getState().status).toBe('choosing');
  });

  it('survives storage that holds nonsense', async () => {
    const storage = new Map([[`planshift:attempts:${aCatalog().scopeKey}`, '{"not":"a list"}']]);
    const { flow } = await aFlow({}, aPage(storage));
    expect(flow.getState().status).toBe('choosing');
  });

  it('keeps two attempts of two dialogs on one page apart', async () => {
    const storage = new Map<string, string>();
    const both = [await aFlow({}, aPage(storage)), await aFlow({}, aPage(storage))] as const;
    for (const [index, { flow, last }] of both.entries()) {
      flow.review(pro);
      await last('previewChangePlan').answer(aQuote({ token: `token-${index}` }));
      flow.confirm();
      await settle();
    }
    const [a, b] = both;
    await a.last('changePlan').answer(anAppliedOutcome());
    expect([...storage.values()].join()).toContain(b.last('changePlan').request.token);
  });
});

describe('checkout', () => {
  const checkout = async (url: string, options: Parameters<typeof aFlow>[0] = {}) => {
    const made = await aFlow(options);
    made.flow.review(pro);
    await made.last('previewChangePlan').answer(aCheckoutPreview());
    made.flow.confirm();
    await settle();
    await made.last('changePlan').answer({ status: 'requires_checkout', checkoutUrl: url, expiresAt: null });
    return made;
  };
  const [allowed] = aCatalog().redirectOrigins;

  it('leaves for an allowed origin and keeps the attempt', async () => {
    const { flow, page } = await checkout(`${allowed}/c/1?x=1`);
    expect(page.visited).toEqual([`${allowed}/c/1?x=1`]);
    expect(flow.getState()).toMatchObject({ status: 'redirecting' });
    expect(page.storage.size).toBe(1);
  });

  it.each(['javascript:alert(1)', 'https://evil.example/c/1', `${allowed}.evil.example/`, '//evil.example'])(
    'refuses to leave for %s',
    async (url) => {
      const { flow, page } = await checkout(url);
      expect(page.visited).toEqual([]);
      expect(flow.getState()).toMatchObject({
        status: 'settled',
        outcome: { status: 'rejected', reason: 'checkout_unavailable' },
      });
      expect(JSON.stringify(page.reports)).not.toContain('evil');
    },
  );

  it('holds to the origins the host named', async () => {
    const { page } = await checkout(`${allowed}/c/1`, { allowedRedirectOrigins: ['https://pay.harbor.example'] });
    expect(page.visited).toEqual([]);
  });

  it('reads instead of waiting when the browser brings the page back', async () => {
    const { flow, page, last, all } = await checkout(`${allowed}/c/1`);
    await page.restore();
    expect(flow.getState()).toMatchObject({ status: 'checking', cause: 'returned' });
    for (const delay of [1000, 2000, 4000, 0]) {
      await last('readChange').answer(readOutcomes.requires_checkout);
      await page.pass(delay);
    }
    expect(all('readChange')).toHaveLength(4);
    expect(flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'requires_checkout' } });
    flow.continueCheckout();
    expect(page.visited).toHaveLength(2);
  });

  it('lets the customer choose again', async () => {
    const { flow, page, last } = await checkout(`${allowed}/c/1`);
    await page.restore();
    await page.pass(0);
    for (const delay of [1000, 2000, 4000, 0]) {
      await last('readChange').answer(readOutcomes.requires_checkout);
      await page.pass(delay);
    }
    flow.abandonCheckout();
    expect(flow.getState().status).toBe('choosing');
    expect(page.storage.size).toBe(0);
    // The server still keeps it open; the screen does not lead back to what was given up.
    const { token } = last('changePlan').request;
    await page.hearOthers();
    await last('getCatalog').answer(aCatalog({ openChange: anOpenChange({ token }) }));
    expect(flow.getState().status).toBe('choosing');
    await page.hearOthers();
    await last('getCatalog').answer(aCatalog({ openChange: anOpenChange({ token: 'of another device' }) }));
    expect(flow.getState().status).toBe('checking');
  });
});

describe('taking back', () => {
  it('sends the very change that is on the screen, tells other pages and reads again', async () => {
    const scheduled = aScheduledChange();
    const { flow, last, page, all } = await aFlow();
    flow.undo(scheduled);
    flow.undo(scheduled);
    await settle();
    expect(all('cancelScheduledChange')).toHaveLength(1);
    expect(last('cancelScheduledChange').request.scheduledChangeId).toBe(scheduled.id);
    await last('cancelScheduledChange').answer(undoOutcomes.undone);
    expect(flow.getState()).toMatchObject({ status: 'undo_settled' });
    expect(page.told).toEqual([aCatalog().scopeKey]);
  });

  it('says that it failed, and keeps what is scheduled', async () => {
    const { flow, last } = await aFlow();
    flow.undo(aScheduledChange());
    await last('cancelScheduledChange').fail(new ChangePlanError('network', 'lost'));
    expect(flow.getState()).toMatchObject({ status: 'undo_failed', error: { code: 'network' } });
  });
});

describe('other pages', () => {
  it('reads again when another page changed the plan, and asks for a new preview', async () => {
    const { flow, all, last, page } = await reviewing();
    await page.hearOthers();
    await last('getCatalog').answer(aCatalog({ subscription: aProSubscription({ quantity: 2 }) }));
    expect(flow.getState()).toMatchObject({ catalog: { subscription: { planId: 'plan_pro' } } });
    expect(all('previewChangePlan')).toHaveLength(2);
  });

  it('is not disturbed while a change is out', async () => {
    const { all, page } = await confirming();
    const before = all('getCatalog').length;
    await page.hearOthers();
    expect(all('getCatalog')).toHaveLength(before);
  });
});

it('never throws at a host whose analytics throw', async () => {
  const page = aPage();
  const environment = {
    ...page.environment,
    report: () => {
      throw new Error('analytics');
    },
  };
  const { adapter, last } = anAdapterInHand();
  const flow = createChangePlanFlow({ adapter, environment, locale: 'en' });
  flow.start();
  await last('getCatalog').answer(aCatalog());
  flow.review(pro);
  await last('previewChangePlan').answer(aQuote());
  expect(flow.getState()).toMatchObject({ status: flowStates.reviewing.status });
});
