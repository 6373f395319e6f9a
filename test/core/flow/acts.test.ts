import { describe, expect, it } from 'vitest';
import { aCatalog, anOpenChange, aQuote, readOutcomes } from 'planshift/testing';
import { createPlanFlow } from '../../../src/core/flow/createPlanFlow.js';
import { withChanges } from '../../../src/core/flow/withChanges.js';
import { anAdapterInHand, aPage, settle } from './harness.js';

const pro = { priceId: 'price_pro_monthly' };

/** A page with plans alone: nothing on it can change one yet. */
async function plansAlone(catalog = aCatalog()) {
  const page = aPage();
  const hand = anAdapterInHand();
  const flow = createPlanFlow({ adapter: hand.adapter, environment: page.environment, locale: 'en' });
  flow.start();
  await hand.last('getCatalog').answer(catalog);
  return { flow, page, ...hand };
}

describe('a part that can change plans and comes later than the plans', () => {
  it('prices what was asked for before it came, once', async () => {
    const { flow, all, last } = await plansAlone();
    flow.review(pro);
    expect(flow.getState()).toMatchObject({ status: 'previewing', selection: pro });
    expect(all('previewChangePlan')).toHaveLength(0);
    withChanges(flow);
    await settle();
    expect(all('previewChangePlan')).toHaveLength(1);
    await last('previewChangePlan').answer(aQuote());
    expect(flow.getState().status).toBe('reviewing');
  });

  it('looks into the change that is open before another can begin', async () => {
    const { flow, page, all, last } = await plansAlone(aCatalog({ openChange: anOpenChange({ status: 'in_flight' }) }));
    expect(flow.getState().status).toBe('choosing');
    withChanges(flow);
    await settle();
    expect(flow.getState()).toMatchObject({ status: 'checking', cause: 'reopened' });
    await page.pass(0);
    expect(all('readChange')).toHaveLength(1);
    await last('readChange').answer(readOutcomes.applied);
    expect(flow.getState().status).toBe('settled');
  });

  it('is added once, however many parts bring it', async () => {
    const { flow, all } = await plansAlone();
    const full = withChanges(flow);
    expect(withChanges(flow)).toBe(full);
    await settle();
    full.review(pro);
    expect(all('previewChangePlan')).toHaveLength(1);
    flow.reload();
    await settle();
    expect(all('getCatalog')).toHaveLength(2);
  });

  it('changes nothing on a page that was left in the meantime', async () => {
    const { flow, all } = await plansAlone(aCatalog({ openChange: anOpenChange({ status: 'in_flight' }) }));
    withChanges(flow);
    flow.dispose();
    await settle();
    expect(flow.getState().status).toBe('choosing');
    expect(all('readChange')).toHaveLength(0);
  });
});
