import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BillingAdapter } from '../../src/core/adapter.js';
import { promisedAmount } from '../../src/core/preview.js';

const { signal } = new AbortController();
const usd = (amount: number) => ({ amount, currency: 'USD' });
const selection = { priceId: 'pri_starter_quarterly' };
const [LOW, PRICE] = [5400, 8100];

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = createSandbox();
});

const WHO = {
  new: { customerId: 'cus_new', subscriptionId: null },
  free: { customerId: 'cus_free', subscriptionId: 'sub_free' },
} as const;
const offerOf = async (adapter: BillingAdapter) => {
  const { plans } = await adapter.getCatalog({ locale: 'en' }, signal);
  return plans.flatMap(({ prices }) => prices).find(({ id }) => id === selection.priceId)?.intro;
};
const preview = (adapter: BillingAdapter) => adapter.previewChangePlan({ selection, locale: 'en' }, signal);

let keys = 0;
/** Confirms what is shown and pays at the checkout. */
async function buy(adapter: BillingAdapter) {
  const shown = await preview(adapter);
  if (shown.status !== 'requires_checkout') throw new Error(`The preview is ${shown.status}.`);
  const confirm = { token: shown.token, expected: promisedAmount(shown), idempotencyKey: `key-${(keys += 1)}` };
  const outcome = await adapter.changePlan({ selection, ...confirm, returnTo: null, locale: 'en' }, signal);
  if (outcome.status !== 'requires_checkout') throw new Error(`The change is ${outcome.status}.`);
  await visit(outcome.checkoutUrl, 'pay');
  return shown;
}
const visit = (url: string, action: string) =>
  sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams({ action }) }));
const charged = (customer: keyof typeof WHO) => {
  const ids = sandbox.control
    .state()
    .subscriptions.filter(({ customerId }) => customerId === WHO[customer].customerId)
    .map(({ id }) => id);
  return sandbox.control.ledger().filter(({ subscriptionId }) => ids.includes(subscriptionId));
};

describe('an introductory offer', () => {
  it.each(['new', 'free'] as const)(
    'is charged to a %s customer as it was announced, period by period, and then ends',
    async (who) => {
      const adapter = sandbox.adapter(WHO[who]);
      expect(await offerOf(adapter)).toEqual({ amount: usd(LOW), periods: 2 });
      const shown = await buy(adapter);
      expect(shown).toMatchObject({
        dueNow: usd(LOW),
        nextInvoice: { date: '2026-07-16T00:00:00.000Z', amount: usd(LOW) },
        recurring: { amount: usd(PRICE), interval: { interval: 'month', intervalCount: 3 } },
      });
      sandbox.control.clock({ advanceDays: 366 });
      expect(charged(who).map(({ at, amount }) => [at.slice(0, 10), amount])).toEqual([
        ['2026-04-16', LOW],
        ['2026-07-16', LOW],
        ['2026-10-16', PRICE],
        ['2027-01-16', PRICE],
        ['2027-04-16', PRICE],
      ]);
    },
  );

  it('is for customers who have had no plan that costs', async () => {
    for (const who of ['demo', 'canceled', 'trial', 'past_due'])
      expect(
        await offerOf(sandbox.adapter({ customerId: `cus_${who}`, subscriptionId: `sub_${who}` })),
        who,
      ).toBeUndefined();
    await buy(sandbox.adapter(WHO.free));
    expect(await offerOf(sandbox.adapter(WHO.free))).toBeUndefined();
  });

  it('is still there after a checkout that nobody paid', async () => {
    const adapter = sandbox.adapter(WHO.new);
    const shown = await preview(adapter);
    const token = 'token' in shown ? shown.token : '';
    const confirm = { token, expected: promisedAmount(shown), idempotencyKey: 'given-up', returnTo: null };
    const outcome = await adapter.changePlan({ selection, ...confirm, locale: 'en' }, signal);
    if (outcome.status !== 'requires_checkout') throw new Error(outcome.status);
    await visit(outcome.checkoutUrl, 'cancel');
    expect(await offerOf(adapter)).toEqual({ amount: usd(LOW), periods: 2 });
    await buy(adapter);
    expect(charged('new').map(({ amount }) => amount)).toEqual([LOW]);
  });

  it('is credited at what was paid when the plan changes in its time, and does not come back', async () => {
    const adapter = sandbox.adapter(WHO.free);
    await buy(adapter);
    sandbox.control.clock({ advanceDays: 45 });
    const up = { priceId: 'pri_pro_quarterly' };
    const shown = await adapter.previewChangePlan({ selection: up, locale: 'en' }, signal);
    if (shown.status !== 'quote') throw new Error(`The preview is ${shown.status}.`);
    // 46 of 91 days are left of what was paid.
    const credit = Math.round((LOW * 46) / 91);
    expect(shown.dueNow).toEqual(usd(28_200 - credit));
    const confirm = { token: shown.token, expected: shown.dueNow, idempotencyKey: 'up', returnTo: null };
    await adapter.changePlan({ selection: up, ...confirm, locale: 'en' }, signal);
    const down = await adapter.previewChangePlan({ selection, locale: 'en' }, signal);
    expect(down).toMatchObject({ status: 'scheduled', nextInvoice: { amount: usd(PRICE) } });
    const token = 'token' in down ? down.token : '';
    const back = { selection, token, expected: null, idempotencyKey: 'down', returnTo: null, locale: 'en' };
    await adapter.changePlan(back, signal);
    sandbox.control.clock({ advanceDays: 100 });
    expect(charged('free').map(({ amount }) => amount)).toEqual([LOW, 28_200 - credit, PRICE]);
  });

  it('keeps counting over a period that was paid late, and survives a restart', async () => {
    let saved = '';
    const store = { load: () => saved || null, save: (text: string) => (saved = text) };
    sandbox = createSandbox({ store });
    await buy(sandbox.adapter(WHO.free));
    sandbox = createSandbox({ store });
    sandbox.control.setCustomer({ subscriptionId: 'sub_free', card: 'declining' });
    sandbox.control.clock({ advanceDays: 91 });
    sandbox.control.setCustomer({ subscriptionId: 'sub_free', card: 'good' });
    const billing = 'http://127.0.0.1:4010/billing';
    const page = await sandbox.fetch(new Request(`${billing}/sub_free`));
    await visit(new URL(page.headers.get('location') ?? '', billing).href, 'pay');
    sandbox.control.clock({ advanceDays: 92 });
    expect(charged('free').map(({ amount }) => amount)).toEqual([LOW, LOW, PRICE]);
  });

  it('is announced with the tax that comes on it', async () => {
    sandbox.control.setCustomer({ subscriptionId: 'sub_free', taxBasisPoints: 2000 });
    expect(await preview(sandbox.adapter(WHO.free))).toMatchObject({
      dueNow: usd(6480),
      nextInvoice: { amount: usd(6480) },
    });
  });
});
