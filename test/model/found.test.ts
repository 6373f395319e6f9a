import { afterEach, describe, expect, it } from 'vitest';
import { checkAlways, checkRest } from './invariants.js';
import type { Page } from './page.js';
import { messageOf, openWorld, type World, type WorldOptions } from './world.js';

/** What the model has found, each as small as it got. */
let world: World;
afterEach(() => {
  checkAlways(world);
  world.close();
});

async function open(options?: WorldOptions): Promise<Page> {
  world = openWorld(options);
  const page = world.openPage();
  await world.time.pass(50);
  return page;
}

async function review(page: Page, priceId: string): Promise<void> {
  page.flow.review({ priceId });
  await world.time.pass(200);
}

async function confirm(page: Page, priceId: string): Promise<void> {
  await review(page, priceId);
  expect(world.confirm(page)).toBe(true);
  await world.time.pass(200);
}

const says = (page: Page) => messageOf(page.flow.getState());

describe('a network that never answers', () => {
  it('does not hold the first read for ever', async () => {
    world = openWorld();
    world.browser.network.lose('hangs', 'catalog');
    const page = world.openPage();
    await world.time.pass(60_000);
    expect(says(page)).toBe('choosing');
  });

  it('does not hold a preview for ever', async () => {
    const page = await open();
    world.browser.network.lose('hangs', 'preview');
    await review(page, 'pln_business:monthly');
    await world.time.pass(60_000);
    expect(page.flow.getState().status).toBe('reviewing');
  });

  it('does not hold the search for a lost answer for ever', async () => {
    const page = await open();
    world.sandbox.control.fault({ switch: 'commit-then-hang', match: { path: '/change-plan' }, times: 2 });
    world.browser.network.lose('hangs', 'read');
    await confirm(page, 'pln_business:monthly');
    await world.time.pass(200_000);
    expect(says(page)).toBe('applied_paid');
  });

  it('does not hold an undo for ever', async () => {
    const page = await open();
    await confirm(page, 'pln_free:monthly');
    const state = page.flow.getState();
    const scheduled = 'catalog' in state ? state.catalog.subscription?.scheduledChange : null;
    expect(scheduled?.undoable).toBe(true);
    page.flow.acknowledge();
    await world.time.pass(200);
    world.browser.network.lose('hangs', 'undo');
    if (scheduled) page.flow.undo(scheduled);
    await world.time.pass(60_000);
    expect(says(page)).toBe('undo_failed');
  });
});

describe('a page that the browser brings back', () => {
  it('while it loaded begins to load again instead of waiting for ever', async () => {
    world = openWorld();
    world.browser.online = false;
    const page = world.openPage();
    page.restore();
    await world.time.pass(100_000);
    checkRest(world);
    expect(says(page)).toBe('load_failed');
  });
});

describe('a confirm whose answer was lost', () => {
  it.each(['too_many', 'signed_out'] as const)(
    'is looked into, whatever its repetition is answered (%s): it may have happened',
    async (refusal) => {
      const page = await open();
      world.browser.network.lose('answer_lost', 'change');
      world.browser.network.lose(refusal, 'change');
      await confirm(page, 'pln_business:monthly');
      await world.time.pass(10_000);
      expect(says(page)).toBe('applied_paid');
      expect(world.charges).toHaveLength(1);
    },
  );
});

describe('an answer that comes when nobody waits for it any more', () => {
  it('leads no page to a checkout', async () => {
    const page = await open({ who: 'free' });
    world.browser.network.lose('slow', 'change');
    await confirm(page, 'pln_starter:monthly');
    page.restore();
    await world.time.pass(4_000);
    expect(page.away).toBe(null);
    await world.time.pass(100_000);
    expect(page.away).toBe(null);
    expect(says(page)).toBe('requires_checkout');
  });
});

describe('a checkout that can no longer be paid', () => {
  it.each([
    ['free', 'canceled'],
    ['free', 'expired'],
    ['new', 'canceled'],
    ['new', 'expired'],
  ] as const)('is not where the same wish leads to again (%s, %s)', async (who, how) => {
    const page = await open({ who, named: who !== 'new' });
    await confirm(page, 'pln_starter:monthly');
    const first = page.away ?? '';
    if (how === 'canceled') await world.press('cancel', first);
    else world.sandbox.control.clock({ advanceDays: 2 });
    page.close();
    const back = world.openPage();
    await world.time.pass(100_000);
    back.flow.abandonCheckout();
    back.flow.acknowledge();
    await world.time.pass(1_000);
    await confirm(back, 'pln_starter:monthly');
    const url = back.away ?? '';
    const payable = world.sandbox.control.state().checkouts.filter(({ status }) => status === 'open');
    expect(payable.map((checkout) => checkout.url)).toEqual([url]);
    await world.press('pay', url);
    back.restore();
    await world.time.pass(10_000);
    expect(says(back)).toBe('applied_paid');
  });
});

describe('a confirm that arrives after the customer was told that it had not', () => {
  it('does nothing', async () => {
    const page = await open();
    world.browser.network.lose('delivered_later', 'change');
    world.browser.network.lose('request_lost', 'change');
    await confirm(page, 'pln_business:monthly');
    await world.time.pass(10_000);
    expect(says(page)).toBe('not_changed_not_received');
    await world.time.pass(60_000);
    expect(world.charges).toEqual([]);
  });

  it('does nothing where it was refused for its price before, and the price is what it was again', async () => {
    const page = await open();
    await review(page, 'pln_business:monthly');
    world.sandbox.control.fault({ switch: 'price-bump', args: { by: 500 } });
    world.browser.network.lose('doubled_later', 'change');
    world.confirm(page);
    await world.time.pass(1_000);
    expect(says(page)).toBe('preview_stale_amount_changed');
    world.sandbox.control.fault({ switch: 'price-bump', args: { by: -500 } });
    await world.time.pass(60_000);
    expect(world.charges).toEqual([]);
  });
});

describe('a billing system that is asked twice by its own client', () => {
  it('is read where the first request was carried out and the second told to slow down', async () => {
    const page = await open();
    const match = { path: '/change-plan' };
    world.sandbox.control.fault({ switch: 'commit-then-hang', match });
    world.sandbox.control.fault({ switch: 'retry-after', match, args: { seconds: null } });
    await confirm(page, 'pln_business:monthly');
    await world.time.pass(30_000);
    expect(says(page)).toBe('applied_paid');
    expect(world.charges).toHaveLength(1);
  });
});

describe('a host that begins again while the billing system works', () => {
  it('does not say that nothing changed before the change can show', async () => {
    const page = await open();
    world.sandbox.control.fault({ switch: 'delay', match: { path: '/change-plan' }, args: { ms: 3_000 } });
    await review(page, 'pln_business:monthly');
    expect(world.confirm(page)).toBe(true);
    await world.time.pass(1_000);
    world.browser.network.lose('request_lost', 'change');
    world.restart();
    await world.time.pass(60_000);
    expect(says(page)).toBe('applied_paid');
    expect(world.charges).toHaveLength(1);
  });

  it('does not deny the change that it made before', async () => {
    const page = await open();
    world.sandbox.control.fault({ switch: 'commit-then-hang', match: { path: '/change-plan' }, times: 2 });
    await review(page, 'pln_business:monthly');
    expect(world.confirm(page)).toBe(true);
    await world.time.pass(1_000);
    world.restart();
    await world.time.pass(60_000);
    expect(says(page)).toBe('applied_paid');
  });
});

describe('a ledger that fails after the charge', () => {
  it('takes nothing from the answer, and lets nobody pay twice', async () => {
    let writes = 0;
    const page = await open({
      ledger: (inner) => ({
        ...inner,
        write: (entry) => ((writes += 1) === 2 ? Promise.reject(new Error('the store is away')) : inner.write(entry)),
      }),
    });
    await confirm(page, 'pln_business:monthly');
    expect(says(page)).toBe('applied_paid');
    const other = world.openPage();
    await world.time.pass(400_000);
    other.flow.check();
    await world.time.pass(60_000);
    expect(says(other)).toBe('applied_paid');
    expect(world.charges).toHaveLength(1);
  });
});

describe('a billing system that shows a change ten seconds late, and whose answer was lost', () => {
  it('is not taken at its first words', async () => {
    const page = await open();
    world.sandbox.control.fault({ switch: 'commit-then-hang', match: { path: '/change-plan' }, times: 2 });
    const read = { method: 'GET', path: '/subscriptions/sub_demo' };
    await review(page, 'pln_business:monthly');
    world.sandbox.control.fault({ switch: 'lag-reads', match: read, times: 50 });
    expect(world.confirm(page)).toBe(true);
    while (page.flow.getState().status !== 'checking') await world.time.pass(500);
    await world.time.pass(10_000);
    world.sandbox.control.clearFaults();
    await world.time.pass(60_000);
    expect(says(page)).toBe('applied_paid');
  });
});
