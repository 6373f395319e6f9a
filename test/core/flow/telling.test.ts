import { describe, expect, it } from 'vitest';
import { ChangePlanError, type PlanEvent } from 'planshift';
import {
  aCatalog,
  anOpenChange,
  aQuote,
  changeOutcomes,
  errors,
  flowStates,
  notChangedOutcomes,
  readOutcomes,
  usd,
} from 'planshift/testing';
import { createChangePlanFlow } from '../../../src/core/flow/createChangePlanFlow.js';
import { stepBetween } from '../../../src/core/flow/funnel.js';
import { aFlow, anAdapterInHand, aPage, settle } from './harness.js';

const pro = { priceId: 'price_pro_monthly' };
const origins = { allowedRedirectOrigins: ['https://checkout.example'] };

/** A flow that is listened to; `prevents` names the steps that the host does not let happen. */
async function told(prevents: readonly string[] = [], page = aPage(), catalog = aCatalog()) {
  const one = await aFlow(origins, page, catalog);
  const events: PlanEvent[] = [];
  const stop = one.flow.onEvent((event) => {
    events.push(event);
    if ('preventDefault' in event && prevents.includes(event.type)) event.preventDefault();
  });
  return { ...one, events, stop, names: () => events.map(({ type }) => type) };
}
type Told = Awaited<ReturnType<typeof told>>;

async function reviewed({ flow, last }: Told): Promise<void> {
  flow.review(pro);
  await last('previewChangePlan').answer(aQuote());
}

describe('the steps of a plan change', () => {
  it('are told from the first look to the result', async () => {
    const one = await told();
    await reviewed(one);
    one.flow.confirm();
    await one.last('changePlan').answer(changeOutcomes.applied);
    expect(one.events).toMatchObject([
      { type: 'viewed', priceId: 'price_starter_monthly' },
      { type: 'chosen', priceId: pro.priceId },
      { type: 'previewed', priceId: pro.priceId, status: 'quote', expected: usd(8450) },
      { type: 'confirmed', priceId: pro.priceId, expected: usd(8450) },
      { type: 'applied', priceId: pro.priceId, payment: 'paid', amountCharged: usd(8450) },
    ]);
  });

  it('lead over a checkout and back', async () => {
    const one = await told();
    await reviewed(one);
    one.flow.confirm();
    await one.last('changePlan').answer(changeOutcomes.requires_checkout);
    await one.page.restore();
    await one.page.pass(0);
    await one.last('readChange').answer(readOutcomes.applied);
    expect(one.names()).toEqual(['viewed', 'chosen', 'previewed', 'confirmed', 'redirected', 'returned', 'applied']);
  });

  it('begin with the return on a page that is loaded after a checkout', async () => {
    const page = aPage();
    const { adapter, last } = anAdapterInHand();
    const flow = createChangePlanFlow({ adapter, environment: page.environment, locale: 'en' });
    const events: PlanEvent[] = [];
    flow.onEvent((event) => void events.push(event));
    flow.start();
    await last('getCatalog').answer(aCatalog({ openChange: anOpenChange({ status: 'requires_checkout' }) }));
    await page.pass(0);
    await last('readChange').answer(notChangedOutcomes.canceled);
    expect(events).toMatchObject([{ type: 'returned' }, { type: 'failed', during: 'change', reason: 'canceled' }]);
  });

  it('end with the reason where they fail', async () => {
    const one = await told();
    one.flow.review(pro);
    await one.last('previewChangePlan').fail(new ChangePlanError('unauthorized', 'signed out'));
    await reviewed(one);
    await one.page.setOnline(false);
    one.flow.confirm();
    await one.page.setOnline(true);
    one.flow.confirm();
    await one.last('changePlan').answer(changeOutcomes.declined);
    const failures = one.events.filter(({ type }) => type === 'failed');
    expect(failures).toMatchObject([
      { during: 'preview', reason: 'unauthorized' },
      { during: 'confirm', reason: 'offline' },
      { during: 'change', reason: changeOutcomes.declined.reason },
    ]);
  });

  it('are not told again for a silent renewal, a second press or a choice that cannot be made', async () => {
    const one = await told();
    await reviewed(one);
    one.flow.confirm();
    one.flow.confirm();
    one.flow.choosePrice({ priceId: 'price_business_monthly' });
    await one.last('changePlan').answer({ ...changeOutcomes.preview_stale, preview: aQuote({ validForMs: 60_000 }) });
    const before = one.events.length;
    await one.page.pass(50_000);
    await one.last('previewChangePlan').answer(aQuote());
    expect(one.events).toHaveLength(before);
    expect(one.names().filter((name) => name === 'confirmed')).toHaveLength(1);
    expect(one.names().filter((name) => name === 'chosen')).toHaveLength(1);
  });

  it('tell whoever comes late what is on the screen, once, and nobody who has left', async () => {
    const one = await told();
    const late: string[] = [];
    const stop = one.flow.onEvent(({ type }) => void late.push(type));
    expect(one.names()).toEqual(['viewed']);
    expect(late).toEqual([]);
    stop();
    one.stop();
    one.flow.choosePrice(pro);
    expect([...one.names(), ...late]).toEqual(['viewed']);
  });

  it('hold nothing that names a person or opens a door', async () => {
    const one = await told();
    await reviewed(one);
    one.flow.confirm();
    await one.last('changePlan').answer(changeOutcomes.requires_checkout);
    const said = JSON.stringify(one.events);
    const { token, idempotencyKey } = one.last('changePlan').request;
    for (const secret of [token, idempotencyKey, 'sub_harbor', 'https://', '4242']) expect(said).not.toContain(secret);
  });

  it.each(Object.entries(changeOutcomes))('name what became of a change: %s', (status, outcome) => {
    if (outcome.status === 'preview_stale') return;
    const step = stepBetween(flowStates.confirming, { ...flowStates.settled, outcome });
    const waits = ['requires_checkout', 'requires_action', 'processing', 'pending'].includes(status);
    if (waits) expect(step).toBeNull();
    else expect(step?.type).toBe(status === 'applied' || status === 'scheduled' ? 'applied' : 'failed');
  });

  it('name a first read that failed', () => {
    const now = { status: 'load_failed', error: errors.network } as const;
    expect(stepBetween({ status: 'loading' }, now)).toEqual({
      type: 'failed',
      priceId: null,
      during: 'load',
      reason: 'network',
    });
  });
});

describe('a step that the host prevents', () => {
  it('chooses nothing, and previews nothing in its place', async () => {
    const one = await told(['chosen']);
    one.flow.choosePrice(pro);
    one.flow.review(pro);
    await settle();
    expect(one.flow.getState()).toMatchObject({ status: 'choosing', choice: { selection: null } });
    expect(one.all('previewChangePlan')).toHaveLength(0);
  });

  it('confirms nothing: nothing is sent, kept or reported, and the review stays', async () => {
    const one = await told(['confirmed']);
    await reviewed(one);
    const before = one.flow.getState();
    one.flow.confirm();
    await settle();
    expect(one.flow.getState()).toBe(before);
    expect(one.all('changePlan')).toHaveLength(0);
    expect([...one.page.storage.values()]).toEqual([]);
    expect(one.page.reports.map(({ type }) => type)).not.toContain('change_confirmed');
  });

  it('leads nobody to the checkout, which stays open to be continued', async () => {
    const prevents = ['redirected'];
    const one = await told(prevents);
    await reviewed(one);
    one.flow.confirm();
    await one.last('changePlan').answer(changeOutcomes.requires_checkout);
    expect(one.page.visited).toEqual([]);
    expect(one.flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'requires_checkout' } });
    one.flow.continueCheckout();
    expect(one.page.visited).toEqual([]);
    prevents.pop();
    one.flow.continueCheckout();
    expect(one.page.visited).toHaveLength(1);
  });

  it('is not confirmed either where the host chose something else meanwhile', async () => {
    const one = await told();
    one.flow.onEvent((event) => {
      if (event.type === 'confirmed') one.flow.choosePrice({ priceId: 'price_business_monthly' });
    });
    await reviewed(one);
    one.flow.confirm();
    await settle();
    expect(one.all('changePlan')).toHaveLength(0);
    expect([...one.page.storage.values()]).toEqual([]);
  });

  it('cannot be prevented afterwards', async () => {
    const one = await told();
    const held: (() => void)[] = [];
    one.flow.onEvent((event) => {
      if (event.type === 'confirmed') held.push(event.preventDefault);
    });
    await reviewed(one);
    one.flow.confirm();
    held.forEach((prevent) => prevent());
    await one.last('changePlan').answer(changeOutcomes.applied);
    expect(one.flow.getState()).toMatchObject({ status: 'settled', outcome: { status: 'applied' } });
  });

  it('is shown as prevented to the listeners that follow', async () => {
    const one = await told(['confirmed']);
    const seen: boolean[] = [];
    one.flow.onEvent((event) => {
      if (event.type === 'confirmed') seen.push(event.defaultPrevented);
    });
    await reviewed(one);
    one.flow.confirm();
    expect(seen).toEqual([true]);
  });

  it('is not prevented by a listener that breaks', async () => {
    const one = await told();
    one.flow.onEvent(() => {
      throw new Error('analytics are down');
    });
    await reviewed(one);
    one.flow.confirm();
    await settle();
    expect(one.all('changePlan')).toHaveLength(1);
  });
});

describe('a change whose answer needs a checkout after the page was left', () => {
  it('takes nobody away, and is found again', async () => {
    const page = aPage();
    const one = await told([], page);
    await reviewed(one);
    one.flow.confirm();
    one.flow.dispose();
    await one.last('changePlan').answer(changeOutcomes.requires_checkout);
    expect(page.visited).toEqual([]);
    const back = await aFlow(origins, aPage(page.storage));
    expect(back.flow.getState().status).toBe('checking');
  });
});
