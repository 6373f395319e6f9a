import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInMemory, type Opened } from './world.js';

let world: Opened;
beforeEach(() => {
  world = openInMemory();
});
afterEach(() => world.close());

const SUCCESS = 'http://127.0.0.1:3000/billing?tab=plan&plan_change=return#top';

async function checkout(successUrl: string | null = SUCCESS, id = 'sub_free'): Promise<string> {
  const { data } = await world.commet.subscriptions.changePlan({
    id,
    newPlanId: 'pln_pro',
    ...(successUrl === null ? {} : { successUrl }),
  });
  return new URL(data?.checkoutUrl ?? '').pathname;
}

const press = (path: string, action: string) =>
  world.ask(path, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
const planOf = async (id = 'sub_free') => (await world.commet.subscriptions.get({ id })).data?.plan.id;
const charges = () => world.sandbox.control.ledger();

describe('the hosted checkout page', () => {
  it('says what is bought, what is due and that it is a sandbox, without any script', async () => {
    const response = await world.ask(await checkout());
    const html = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('Subscribe to Pro');
    expect(html).toContain('Pay USD 99.00');
    expect(html).toContain('no real money');
    expect(html).not.toMatch(/<script|\son\w+=|style="/);
  });

  it('lets only its own style sheet and the way back through its policy', async () => {
    const response = await world.ask(await checkout());
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:3000");
    const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(policy).toContain(`'sha256-${btoa(String.fromCharCode(...digest))}'`);
  });

  it('applies the change when it is paid, charges once, and goes back to exactly the address given', async () => {
    const path = await checkout();
    expect(charges()).toEqual([]);
    const paid = await press(path, 'pay');
    expect([paid.status, paid.headers.get('location')]).toEqual([303, SUCCESS]);
    expect(await planOf()).toBe('pln_pro');
    expect(charges()).toMatchObject([
      { subscriptionId: 'sub_free', amount: 9900, currency: 'USD', reason: 'plan_change' },
    ]);
  });

  it('charges once however often it is paid', async () => {
    const path = await checkout();
    await press(path, 'pay');
    const again = await press(path, 'pay');
    expect(again.headers.get('location')).toBe(SUCCESS);
    expect(charges()).toHaveLength(1);
    expect(await (await world.ask(path)).text()).toContain('This is paid');
  });

  it('stays and says so in words where the card is declined, and takes another card', async () => {
    const path = await checkout();
    const declined = await press(path, 'decline');
    const html = await declined.text();
    expect(declined.headers.get('location')).toBeNull();
    expect(html).toMatch(/role="alert">The card was declined/);
    expect(html).toContain('Pay USD 99.00');
    expect(charges()).toEqual([]);
    expect(await planOf()).toBe('pln_free');
    await press(path, 'pay');
    expect(charges()).toHaveLength(1);
  });

  it('declines where the bank was told to', async () => {
    const path = await checkout();
    world.sandbox.control.fault({ switch: 'decline' });
    expect(await (await press(path, 'pay')).text()).toContain('The card was declined');
    expect(charges()).toEqual([]);
  });

  it('is over when it is canceled, with nothing charged', async () => {
    const path = await checkout();
    const canceled = await press(path, 'cancel');
    expect(canceled.headers.get('location')).toBe(SUCCESS);
    expect(await (await world.ask(path)).text()).toContain('You canceled this checkout');
    await press(path, 'pay');
    expect(charges()).toEqual([]);
    expect(await planOf()).toBe('pln_free');
  });

  it('goes back without paying and stays open', async () => {
    const path = await checkout();
    expect((await press(path, 'return')).headers.get('location')).toBe(SUCCESS);
    expect(charges()).toEqual([]);
    await press(path, 'pay');
    expect(charges()).toHaveLength(1);
  });

  it('expires, and then takes no money', async () => {
    const path = await checkout();
    world.sandbox.control.clock({ advanceDays: 1 });
    const page = await world.ask(path);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('has expired');
    await press(path, 'pay');
    expect(charges()).toEqual([]);
  });

  it('is the same one for the same change, and replaced by one for another', async () => {
    const first = await checkout();
    expect(await checkout()).toBe(first);
    const other = await world.commet.subscriptions.changePlan({ id: 'sub_free', newPlanId: 'pln_starter' });
    expect(new URL(other.data?.checkoutUrl ?? '').pathname).not.toBe(first);
    expect(await (await world.ask(first)).text()).toContain('Another checkout');
    await press(first, 'pay');
    expect(charges()).toEqual([]);
  });

  it('asks for what its page said, also where the price has moved since', async () => {
    const path = await checkout();
    world.sandbox.control.fault({ switch: 'price-bump' });
    await press(path, 'pay');
    expect(charges()).toMatchObject([{ amount: 9900 }]);
    const [invoice] = world.sandbox.control.invoices().slice(-1);
    expect(invoice?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(9900);
  });

  it('ends on a page of its own where no address was given', async () => {
    const paid = await press(await checkout(null), 'pay');
    expect(paid.status).toBe(200);
    expect(await paid.text()).toContain('This is paid');
  });

  it('shows amounts in the digits of their currency', async () => {
    const { control } = world.sandbox;
    control.setPrice('pri_pro_monthly', 'USD', 123_405);
    expect(await (await world.ask(await checkout())).text()).toContain('USD 1234.05');
  });

  it.each(['/checkout/chk_none', '/checkout/', '/billing/none'])('says so where there is none: %s', async (path) => {
    expect((await world.ask(path)).status).toBe(404);
    expect((await press(path, 'pay')).status).toBe(404);
  });

  it('refuses a button that it does not have', async () => {
    expect((await press(await checkout(), 'refund')).status).toBe(400);
  });
});

describe('the hosted billing page', () => {
  it('has a stable address for each subscription', async () => {
    const response = await world.ask('/billing/sub_past_due');
    expect(response.status).toBe(303);
    const page = await world.ask(response.headers.get('location') ?? '');
    expect(await page.text()).toContain('Pay USD 99.00');
  });

  it('saves a card and charges nothing where nothing is due', async () => {
    const response = await world.ask('/billing/sub_declining');
    const path = response.headers.get('location') ?? '';
    expect(await (await world.ask(path)).text()).toContain('Save the card');
    await press(path, 'pay');
    expect(charges()).toEqual([]);
    await world.commet.subscriptions.changePlan({ id: 'sub_declining', newPlanId: 'pln_pro' });
    expect(charges()).toHaveLength(1);
  });
});
