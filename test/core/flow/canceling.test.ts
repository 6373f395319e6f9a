import { describe, expect, it } from 'vitest';
import { ChangePlanError } from 'planshift';
import {
  aCatalog,
  anOpenChange,
  aQuote,
  canceledAndGone,
  cancelOutcomes,
  cancelRejections,
  changeOutcomes,
} from 'planshift/testing';
import { aFlow, aPage, settle } from './harness.js';

const atTheEnd = { effectiveAt: 'next_billing_date', reason: 'unused', comment: 'We moved on.' } as const;

describe('canceling', () => {
  it('sends how, why and in whose words, and shows what billing made of it', async () => {
    const { flow, last } = await aFlow();
    flow.cancel(atTheEnd);
    expect(flow.getState()).toMatchObject({ status: 'canceling', request: atTheEnd });
    expect(last('cancelSubscription').request).toMatchObject(atTheEnd);
    await last('cancelSubscription').answer(cancelOutcomes.scheduled);
    expect(flow.getState()).toMatchObject({
      status: 'cancel_settled',
      outcome: cancelOutcomes.scheduled,
      catalog: { subscription: { cancellation: { effectiveAt: expect.any(String) } } },
    });
  });

  it('gives no reason and no words where the customer gave none', async () => {
    const { flow, last } = await aFlow();
    flow.cancel({ effectiveAt: 'immediately' });
    expect(last('cancelSubscription').request).toMatchObject({ reason: null, comment: null });
  });

  it('shows no subscription where billing shows it no more, and remembers what it was', async () => {
    const { flow, last } = await aFlow();
    flow.cancel({ effectiveAt: 'immediately' });
    await last('cancelSubscription').answer(canceledAndGone);
    expect(flow.getState()).toMatchObject({ catalog: { subscription: null }, held: { planName: 'Starter' } });
  });

  it('has one effect however often it is pressed', async () => {
    const { flow, all } = await aFlow();
    flow.cancel(atTheEnd);
    flow.cancel(atTheEnd);
    await settle();
    expect(all('cancelSubscription')).toHaveLength(1);
  });

  it('leaves a change that is only reviewed, and its figures come too late', async () => {
    const { flow, last } = await aFlow();
    flow.review({ priceId: 'price_pro_monthly' });
    flow.cancel(atTheEnd);
    await last('previewChangePlan')
      .answer(aQuote())
      .catch(() => {});
    expect(flow.getState().status).toBe('canceling');
    expect(last('previewChangePlan').signal.aborted).toBe(true);
  });

  it('does nothing while a change is out or its attempt is open', async () => {
    const { flow, all, last } = await aFlow();
    flow.review({ priceId: 'price_pro_monthly' });
    await last('previewChangePlan').answer(aQuote());
    flow.confirm();
    flow.cancel(atTheEnd);
    await settle();
    expect(flow.getState().status).toBe('confirming');
    await last('changePlan').answer(changeOutcomes.requires_action);
    flow.cancel(atTheEnd);
    await settle();
    expect(flow.getState()).toMatchObject({ status: 'settled', outcome: changeOutcomes.requires_action });
    expect(all('cancelSubscription')).toHaveLength(0);
  });

  it('says that billing cannot where the adapter has no such method', async () => {
    const { flow, adapter } = await aFlow();
    delete adapter.cancelSubscription;
    flow.cancel(atTheEnd);
    await settle();
    expect(flow.getState()).toMatchObject({ status: 'cancel_settled', outcome: { reason: 'not_supported' } });
  });

  it('repeats under the same key what was not answered, and takes a new one for another wish', async () => {
    const { flow, all, last } = await aFlow();
    const keyOf = () => last('cancelSubscription').request.idempotencyKey;
    flow.cancel(atTheEnd);
    const first = keyOf();
    await last('cancelSubscription').fail(new ChangePlanError('network', 'gone'));
    expect(flow.getState()).toMatchObject({ status: 'cancel_failed', error: { code: 'network' } });
    flow.cancel(atTheEnd);
    expect(keyOf()).toBe(first);
    await last('cancelSubscription').answer(cancelOutcomes.unknown);
    flow.cancel(atTheEnd);
    expect(keyOf()).toBe(first);
    await last('cancelSubscription').fail(new ChangePlanError('network', 'gone'));
    flow.cancel({ ...atTheEnd, effectiveAt: 'immediately' });
    expect(keyOf()).not.toBe(first);
    expect(all('cancelSubscription')).toHaveLength(4);
  });

  it('keeps the key where a repetition is refused: the first request may have arrived', async () => {
    const { flow, last } = await aFlow();
    const keyOf = () => last('cancelSubscription').request.idempotencyKey;
    flow.cancel(atTheEnd);
    const first = keyOf();
    await last('cancelSubscription').fail(new ChangePlanError('network', 'gone'));
    flow.cancel(atTheEnd);
    await last('cancelSubscription').fail(new ChangePlanError('rate_limited', 'slow down'));
    flow.cancel(atTheEnd);
    expect(keyOf()).toBe(first);
  });

  it('takes a new key where the first request certainly did nothing', async () => {
    const { flow, last } = await aFlow();
    flow.cancel(atTheEnd);
    const first = last('cancelSubscription').request.idempotencyKey;
    await last('cancelSubscription').fail(new ChangePlanError('unauthorized', 'signed out'));
    flow.cancel(atTheEnd);
    expect(last('cancelSubscription').request.idempotencyKey).not.toBe(first);
    const second = last('cancelSubscription').request.idempotencyKey;
    await last('cancelSubscription').answer(cancelRejections.change_scheduled);
    flow.cancel(atTheEnd);
    expect(last('cancelSubscription').request.idempotencyKey).not.toBe(second);
  });

  it('is not sent without a network', async () => {
    const { flow, page, all } = await aFlow();
    await page.setOnline(false);
    flow.cancel(atTheEnd);
    await settle();
    expect(flow.getState()).toMatchObject({ status: 'cancel_failed', error: { code: 'offline', sent: false } });
    expect(all('cancelSubscription')).toHaveLength(0);
  });

  it('ends in words where no answer ever comes', async () => {
    const { flow, page, last } = await aFlow();
    flow.cancel(atTheEnd);
    await page.pass(31_000);
    expect(flow.getState()).toMatchObject({ status: 'cancel_failed', error: { code: 'network' } });
    expect(last('cancelSubscription').signal.aborted).toBe(true);
  });

  it('tells other pages, and believes no read that is older than the end', async () => {
    const { flow, page, all, last } = await aFlow();
    flow.cancel(atTheEnd);
    await last('cancelSubscription').answer(cancelOutcomes.scheduled);
    expect(page.told).toHaveLength(1);
    flow.acknowledge();
    await page.pass(0);
    await last('getCatalog').answer(aCatalog());
    expect(flow.getState()).toMatchObject({ status: 'choosing', catalog: { subscription: { planName: 'Pro' } } });
    await page.pass(1000);
    expect(all('getCatalog')).toHaveLength(3);
  });

  it('goes on when the page is left, and moves nothing on it', async () => {
    const { flow, page, last } = await aFlow();
    flow.cancel(atTheEnd);
    flow.dispose();
    await last('cancelSubscription').answer(cancelOutcomes.scheduled);
    expect(page.told).toHaveLength(1);
    expect(page.listening()).toBe(0);
  });

  it('waits for its answer when the page comes back from the browser’s cache', async () => {
    const { flow, page, last } = await aFlow();
    flow.cancel(atTheEnd);
    await page.restore();
    expect(flow.getState().status).toBe('canceling');
    await last('cancelSubscription').fail(new ChangePlanError('network', 'cut off by the browser'));
    expect(flow.getState().status).toBe('cancel_failed');
  });

  it('is not replaced on the screen by a change that another device has open', async () => {
    const { flow, page, last } = await aFlow();
    flow.review({ priceId: 'price_pro_monthly' });
    await last('previewChangePlan').answer(aQuote());
    flow.confirm();
    await last('changePlan').fail(new ChangePlanError('change_in_progress', 'another is open'));
    flow.cancel(atTheEnd);
    await last('getCatalog').answer(aCatalog({ openChange: anOpenChange({ status: 'in_flight' }) }));
    expect(flow.getState().status).toBe('canceling');
    await last('cancelSubscription').answer(cancelRejections.contact_support);
    flow.acknowledge();
    await page.pass(0);
    await last('getCatalog').answer(aCatalog({ openChange: anOpenChange({ status: 'in_flight' }) }));
    expect(flow.getState().status).toBe('checking');
  });

  it('reports how and why, and never the customer’s words', async () => {
    const { flow, page, last } = await aFlow();
    flow.cancel(atTheEnd);
    await last('cancelSubscription').answer(cancelOutcomes.scheduled);
    expect(page.reports).toContainEqual({
      type: 'cancel_confirmed',
      effectiveAt: 'next_billing_date',
      reason: 'unused',
    });
    expect(page.reports).toContainEqual({
      type: 'cancel_settled',
      effectiveAt: 'next_billing_date',
      status: 'scheduled',
    });
    expect(JSON.stringify(page.reports)).not.toContain('moved on');
  });

  it('can be begun anew once its end was read', async () => {
    const page = aPage();
    const { flow, last } = await aFlow({}, page);
    flow.cancel(atTheEnd);
    await last('cancelSubscription').answer(cancelRejections.not_supported);
    flow.acknowledge();
    expect(flow.getState().status).toBe('choosing');
  });
});
