import { describe, expect, it } from 'vitest';
import { ChangePlanError } from 'planshift';
import { aQuote, linkOutcomes, linkRejections } from 'planshift/testing';
import { aFlow, settle } from './harness.js';

const PORTAL = 'https://billing.example/portal/ses_1';
const origins = { allowedRedirectOrigins: ['https://billing.example'] };

describe('opening a link', () => {
  it('leaves the page for a link of this moment and keeps nothing of it', async () => {
    const { flow, page, last } = await aFlow(origins);
    const before = flow.getState();
    const result = flow.openLink('portal');
    expect(last('createLink').request).toEqual({ purpose: 'portal', returnTo: '/settings/billing' });
    await last('createLink').answer(linkOutcomes.ready);
    expect(await result).toEqual({ status: 'leaving' });
    expect(page.visited).toEqual([PORTAL]);
    expect(flow.getState()).toBe(before);
    expect(JSON.stringify([...page.storage])).not.toContain('ses_1');
    expect(page.reports).toEqual([{ type: 'link_settled', purpose: 'portal', status: 'leaving' }]);
  });

  it('does not disturb a review', async () => {
    const { flow, last } = await aFlow(origins);
    flow.review({ priceId: 'price_pro_monthly' });
    await last('previewChangePlan').answer(aQuote());
    const before = flow.getState();
    const result = flow.openLink('recovery');
    await last('createLink').answer(linkRejections.not_supported);
    expect(await result).toEqual({ status: 'rejected', reason: 'not_supported' });
    expect(flow.getState()).toBe(before);
  });

  it('goes to no origin that nobody allowed', async () => {
    const { flow, page, last } = await aFlow({ allowedRedirectOrigins: ['https://checkout.example'] });
    const result = flow.openLink('portal');
    await last('createLink').answer(linkOutcomes.ready);
    expect(await result).toEqual({ status: 'rejected', reason: 'unavailable' });
    expect(page.visited).toEqual([]);
    expect(page.reports).toContainEqual({ type: 'redirect_refused', rule: 'origin-exact' });
  });

  it('asks once however often it is pressed', async () => {
    const { flow, page, all, last } = await aFlow(origins);
    const results = [flow.openLink('portal'), flow.openLink('portal')];
    expect(all('createLink')).toHaveLength(1);
    await last('createLink').answer(linkOutcomes.ready);
    expect(await Promise.all(results)).toEqual([{ status: 'leaving' }, { status: 'leaving' }]);
    expect(page.visited).toHaveLength(1);
    void flow.openLink('portal');
    expect(all('createLink')).toHaveLength(2);
  });

  it('leads nowhere while a change is out, whichever began first', async () => {
    const { flow, page, all, last } = await aFlow(origins);
    flow.review({ priceId: 'price_pro_monthly' });
    await last('previewChangePlan').answer(aQuote());
    const early = flow.openLink('portal');
    flow.confirm();
    await last('createLink').answer(linkOutcomes.ready);
    expect(await early).toMatchObject({ status: 'failed', error: { code: 'change_in_progress' } });
    expect(await flow.openLink('recovery')).toMatchObject({ status: 'failed', error: { code: 'change_in_progress' } });
    expect(all('createLink')).toHaveLength(1);
    expect(page.visited).toEqual([]);
  });

  it('says what went wrong instead of rejecting', async () => {
    const { flow, page, last } = await aFlow(origins);
    const refused = flow.openLink('portal');
    await last('createLink').fail(new ChangePlanError('unauthorized', 'signed out'));
    expect(await refused).toMatchObject({ status: 'failed', error: { code: 'unauthorized' } });
    const hanging = flow.openLink('portal');
    await page.pass(31_000);
    expect(await hanging).toMatchObject({ status: 'failed', error: { code: 'network' } });
    expect(last('createLink').signal.aborted).toBe(true);
    expect(page.reports).toContainEqual({ type: 'failed', during: 'link', code: 'network' });
  });

  it('says that billing cannot where the adapter has no such method', async () => {
    const { flow, adapter } = await aFlow(origins);
    delete adapter.createLink;
    expect(await flow.openLink('portal')).toEqual({ status: 'rejected', reason: 'not_supported' });
  });

  it('takes nobody away from a page that has moved on', async () => {
    const { flow, page, last } = await aFlow(origins);
    const result = flow.openLink('portal');
    flow.dispose();
    await last('createLink').answer(linkOutcomes.ready);
    await settle();
    expect(await result).toMatchObject({ status: 'rejected' });
    expect(page.visited).toEqual([]);
  });
});
