import { Commet } from '@commet/node';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendCommetTo } from 'planshift/sandbox';
import { startChromium } from './chromium.js';
import { startDemo, type RunningDemo } from './demo.js';

let demo: RunningDemo;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startChromium()]);
});

afterAll(async () => {
  await browser?.close();
  demo?.close();
});

beforeEach(async () => {
  await demo.startOver();
  context = await browser.newContext();
  context.setDefaultTimeout(8000);
  page = await context.newPage();
  complaints.length = 0;
  page.on('pageerror', (error) => complaints.push(String(error)));
});

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function signIn(customer: string, on = page): Promise<void> {
  await context.addCookies([{ name: 'harbor_customer', value: customer, url: demo.url }]);
  await on.goto(demo.url);
  await on.getByRole('heading', { name: 'Plans' }).waitFor();
}

/** Presses the plan's button and waits for what will happen. */
async function review(plan: string, on = page): Promise<Locator> {
  const card = on.getByRole('listitem').filter({ has: on.getByRole('heading', { name: new RegExp(`^${plan}\\b`) }) });
  await card.getByRole('button').click();
  const dialog = on.getByRole('dialog', { name: 'Review the change' });
  await dialog.getByRole('button', { name: new RegExp(`${plan}$|checkout`) }).waitFor();
  return on.getByRole('dialog');
}

/** A result: its own place, in the dialog or on the page. */
function outcome(title: string, on = page): Locator {
  return on.getByRole('heading', { name: title });
}

/** The button that carries the amount: the last of the dialog. */
function confirmButton(dialog: Locator): Locator {
  return dialog.getByRole('button').last();
}

/** The amounts in a text, in minor units of a currency with two digits. */
function amountsIn(text: string | null): readonly number[] {
  return [...(text ?? '').matchAll(/\$([\d,]+\.\d\d)/g)].map((match) => Number(match[1]?.replace(/[,.]/g, '')));
}

describe('a customer in Chromium, through the handler, the official SDK and the sandbox', () => {
  it('upgrades at once: one charge of exactly the amount on the button', async () => {
    await signIn('cus_demo');
    const dialog = await review('Business');
    const label = await confirmButton(dialog).textContent();
    expect(amountsIn(label)).toHaveLength(1);
    await confirmButton(dialog).click();
    await outcome('You are on Business').waitFor();
    const charges = await demo.charges();
    expect(charges.map(({ amount, currency }) => [amount, currency])).toEqual([[amountsIn(label)[0], 'USD']]);
    await page.reload();
    await page.getByRole('region', { name: 'Your plan' }).getByText('Business').first().waitFor();
  });

  it('sends one change for a double click, and one for a held Enter key', async () => {
    await signIn('cus_demo');
    const dialog = await review('Business');
    await confirmButton(dialog).dblclick();
    await outcome('You are on Business').waitFor();
    expect(await demo.charges()).toHaveLength(1);
    expect(await demo.requests('change-plan')).toHaveLength(1);

    await demo.startOver();
    await signIn('cus_starter');
    const second = await review('Pro');
    await confirmButton(second).focus();
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await outcome('You are on Pro').waitFor();
    expect(await demo.charges()).toHaveLength(1);
  });

  it('schedules a downgrade with the seat warning seen before, keeps it over a reload, and carries it out when the clock passes', async () => {
    await signIn('cus_demo');
    const dialog = await review('Starter');
    await dialog
      .getByText(/8.*3|3.*8/)
      .first()
      .waitFor();
    expect(await demo.requests('change-plan')).toHaveLength(0);
    const consent = dialog.getByRole('checkbox');
    if (await consent.count()) await consent.check();
    await confirmButton(dialog).click();
    await dialog
      .getByText(/May 1, 2026/)
      .first()
      .waitFor();
    expect(await demo.charges()).toEqual([]);

    await page.reload();
    const plan = page.getByRole('region', { name: 'Your plan' });
    await plan
      .getByText(/Starter.*May 1, 2026|May 1, 2026.*Starter/)
      .first()
      .waitFor();
    await plan
      .getByText(/8.*3|3.*8/)
      .first()
      .waitFor();

    await demo.control('clock', { advanceDays: 16 });
    await page.reload();
    await page.getByRole('region', { name: 'Your plan' }).getByText('$29').first().waitFor();
    const charges = (await demo.charges()).filter((charge) => charge.subscriptionId === 'sub_demo');
    expect(charges.map((charge) => charge.amount)).toEqual([2900]);
  });

  it('moves to the free plan at the end of what is paid, and takes that back', async () => {
    await signIn('cus_demo');
    const dialog = await review('Free');
    const consent = dialog.getByRole('checkbox');
    if ((await consent.count()) > 0) await consent.check();
    await confirmButton(dialog).click();
    await outcome('Your plan will change to Free on May 1, 2026').waitFor();
    await page.reload();
    await page.getByText('Your plan changes to Free on May 1, 2026.').waitFor();
    await page.getByRole('button', { name: 'Keep Pro' }).click();
    await page.getByText('Your plan changes to Free on May 1, 2026.').waitFor({ state: 'detached' });
    await demo.control('clock', { advanceDays: 16 });
    await page.reload();
    await page
      .getByRole('heading', { name: /^Pro\b/ })
      .first()
      .waitFor();
    expect(await page.getByText('Your plan changes to').count()).toBe(0);
    expect((await demo.charges()).map(({ amount, subscriptionId }) => [subscriptionId, amount])).toContainEqual([
      'sub_demo',
      9_900,
    ]);
  });

  it('goes from free to paid through the checkout page and back', async () => {
    await signIn('cus_free');
    const dialog = await review('Pro');
    const label = await confirmButton(dialog).textContent();
    await confirmButton(dialog).click();
    await page.waitForURL(/\/checkout\//);
    expect(await demo.charges()).toEqual([]);
    await page.getByRole('button', { name: /^Pay / }).click();
    await page.waitForURL(`${demo.url}/**`);
    await outcome('You are on Pro').waitFor({ timeout: 20_000 });
    const charges = await demo.charges();
    expect(charges).toHaveLength(1);
    for (const amount of amountsIn(label)) expect(charges[0]?.amount).toBe(amount);
  });

  it('does not believe the address: back without paying says so, and offers to continue or to choose again', async () => {
    await signIn('cus_free');
    const dialog = await review('Starter');
    await confirmButton(dialog).click();
    await page.waitForURL(/\/checkout\//);
    await page.goto(`${demo.url}/?plan_change=return&status=success`);
    await page
      .getByRole('button', { name: /continue|checkout/i })
      .first()
      .waitFor({ timeout: 20_000 });
    expect(await demo.charges()).toEqual([]);
    expect(await page.getByText(/You are on Starter/).count()).toBe(0);
  });

  it('is not stuck when the browser brings the page back from the checkout', async () => {
    await signIn('cus_free');
    const dialog = await review('Business');
    await confirmButton(dialog).click();
    await page.waitForURL(/\/checkout\//);
    await page.goBack();
    await page
      .getByRole('button', { name: /continue|choose|checkout/i })
      .first()
      .waitFor({ timeout: 20_000 });
    expect(await demo.charges()).toEqual([]);
  });

  it('tells of a declined card: the plan is what it was, nothing was charged', async () => {
    await signIn('cus_demo');
    await demo.control('faults', { switch: 'decline', times: 1 });
    const dialog = await review('Business');
    await confirmButton(dialog).click();
    await dialog
      .getByText(/declined/i)
      .first()
      .waitFor();
    await dialog
      .getByText(/still on Pro/i)
      .first()
      .waitFor();
    expect(await demo.charges()).toEqual([]);
  });

  it('asks again with both amounts when the price moves after the preview, and charges the one that was agreed to', async () => {
    await signIn('cus_demo');
    const dialog = await review('Business');
    const before = amountsIn(await confirmButton(dialog).textContent());
    await demo.control('faults', { switch: 'price-bump', times: 1 });
    await confirmButton(dialog).click();
    await dialog
      .getByText(/price changed/i)
      .first()
      .waitFor();
    expect(await demo.requests('change-plan')).toEqual([]);
    const after = amountsIn(await confirmButton(dialog).textContent());
    const alert = amountsIn(await dialog.getByRole('alert').filter({ hasText: '$' }).first().textContent());
    expect(alert).toEqual(expect.arrayContaining([before[0], after[0]]));
    expect(await demo.charges()).toEqual([]);
    await confirmButton(dialog).click();
    await outcome('You are on Business').waitFor();
    expect((await demo.charges()).map((charge) => charge.amount)).toEqual([after[0]]);
  });

  it('finds out when the answer is lost: one charge, and then the truth', async () => {
    await signIn('cus_demo');
    const dialog = await review('Business');
    await demo.control('faults', { switch: 'truncate-body', times: 1, match: { method: 'POST', path: 'change-plan' } });
    await confirmButton(dialog).click();
    await outcome('You are on Business').waitFor({ timeout: 45_000 });
    expect(await demo.charges()).toHaveLength(1);
  });

  it('sends nothing while offline, and nothing by itself afterwards', async () => {
    await signIn('cus_demo');
    const dialog = await review('Business');
    await context.setOffline(true);
    await confirmButton(dialog).click();
    await dialog
      .getByText(/offline/i)
      .first()
      .waitFor();
    await context.setOffline(false);
    await page.waitForTimeout(1500);
    expect(await demo.requests('change-plan')).toEqual([]);
  });

  it('shows a second tab the truth: a change made in the first is not made again', async () => {
    await signIn('cus_demo');
    const other = await context.newPage();
    await signIn('cus_demo', other);
    const [first, second] = [await review('Business'), await review('Business', other)];
    await confirmButton(first).click();
    await outcome('You are on Business').waitFor();
    await other.bringToFront();
    if (await confirmButton(second).isEnabled())
      await confirmButton(second)
        .click({ timeout: 3000 })
        .catch(() => {});
    await other.waitForTimeout(1500);
    expect(await demo.charges()).toHaveLength(1);
  });

  it('agrees with the unmodified SDK as an independent client, in both directions', async () => {
    const restore = sendCommetTo(`${demo.sandboxUrl}/commet`);
    try {
      const client = new Commet({ apiKey: 'ck_sandbox_local_0000', telemetry: false });
      await signIn('cus_demo');
      const dialog = await review('Business');
      await confirmButton(dialog).click();
      await outcome('You are on Business').waitFor();
      const upgraded = await client.subscriptions.get({ id: 'sub_demo' });
      expect(upgraded.data).toMatchObject({ plan: { name: 'Business' }, status: 'active' });

      const scheduled = await client.subscriptions.changePlan({ id: 'sub_demo', newPlanId: 'pln_pro' });
      expect(scheduled.data).toMatchObject({ scheduled: true });
      await page.reload();
      await page
        .getByRole('region', { name: 'Your plan' })
        .getByText(/Pro.*May 16, 2026|May 16, 2026.*Pro/)
        .first()
        .waitFor();
    } finally {
      restore();
    }
  });

  it('keeps keys and tokens out of the page: no key of the billing system in anything the browser received', async () => {
    const bodies: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/__panel/')) return;
      response.text().then(
        (text) => bodies.push(text),
        () => {},
      );
    });
    await signIn('cus_demo');
    await review('Business');
    expect(bodies.length).toBeGreaterThan(5);
    expect(bodies.filter((body) => /ck_sandbox|x-api-key/.test(body))).toEqual([]);
  });
});
