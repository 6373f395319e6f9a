import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { context, demo, page, withDemo } from './stage.js';

withDemo(8000);

async function open(provider: string, customer = 'cus_demo'): Promise<void> {
  const cookie = (name: string, value: string) => ({ name: `harbor_${name}`, value, url: demo.url });
  await context.addCookies([cookie('provider', provider), cookie('customer', customer)]);
  await page.goto(demo.url);
  await page.getByRole('heading', { name: 'Plans' }).waitFor();
}

async function review(plan: string): Promise<Locator> {
  const heading = page.getByRole('heading', { name: new RegExp(`^${plan}\\b`) });
  await page.getByRole('listitem').filter({ has: heading }).getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: 'Review the change' });
  // The second of the two buttons is there once its amount is known.
  await dialog.locator('[data-confirm] button').nth(1).waitFor();
  const consent = dialog.getByRole('checkbox', { name: /^I understand/ });
  if ((await consent.count()) > 0) await consent.check();
  return dialog;
}

const confirm = (dialog: Locator) => dialog.getByRole('button').last();
// Some systems make the charge seconds after they answered.
const result = (words: RegExp) => page.getByRole('heading', { name: words }).first().waitFor({ timeout: 15_000 });
const ofDemo = async () => (await demo.charges()).filter(({ subscriptionId }) => subscriptionId === 'sub_demo');

/** The one amount that a text names, in cents. */
async function cents(of: Locator): Promise<number> {
  const found = /\$([\d,]+\.\d\d)/.exec((await of.textContent()) ?? '')?.[1];
  if (found === undefined) throw new Error('No amount stands there.');
  return Number(found.replace(/[,.]/g, ''));
}

const SELF_CHARGING = ['commet', 'dodo', 'stripe'] as const;

describe.each(SELF_CHARGING)('the same page on %s', (provider) => {
  it('upgrades at once, charged what the button said', async () => {
    await open(provider);
    const dialog = await review('Business');
    const shown = await cents(confirm(dialog));
    await confirm(dialog).click();
    await result(/You are now on Business|Business/);
    await expect.poll(async () => (await ofDemo()).map(({ amount }) => amount), { timeout: 8000 }).toEqual([shown]);
  });

  it('schedules a downgrade, shows it after a reload, and carries it out', async () => {
    await open(provider);
    await confirm(await review('Starter')).click();
    await result(/will change to Starter on May 1, 2026/);
    expect(await ofDemo()).toEqual([]);
    await page.reload();
    await page.getByText('Your plan changes to Starter on May 1, 2026.').waitFor();
    await demo.control('clock', { advanceDays: 16 });
    await page.reload();
    await page.getByRole('region', { name: 'Your plan' }).getByText('$29').first().waitFor();
  });

  it('changes the interval for what it said', async () => {
    await open(provider);
    await page.getByRole('radio', { name: /Yearly/ }).check({ force: true });
    const dialog = await review('Pro');
    const shown = await cents(confirm(dialog));
    await confirm(dialog).click();
    await expect.poll(async () => (await ofDemo()).map(({ amount }) => amount), { timeout: 8000 }).toEqual([shown]);
  });

  it('goes to the free plan when what is paid ends, and takes that back', async () => {
    await open(provider);
    await confirm(await review('Free')).click();
    await result(/will change to Free on May 1, 2026/);
    await page.reload();
    await page.getByRole('button', { name: 'Keep Pro' }).click();
    await page.getByText('Your plan changes to Free').waitFor({ state: 'detached' });
    expect(await ofDemo()).toEqual([]);
  });

  it('tells of a refused payment: nothing was charged, and the plan is what it was', async () => {
    await open(provider);
    const dialog = await review('Business');
    await demo.control('faults', { switch: 'decline', times: 1 });
    await confirm(dialog).click();
    await result(provider !== 'commet' ? /waits for a payment/ : /declined|refused|payment/i);
    expect(await ofDemo()).toEqual([]);
    await page.reload();
    await page.getByRole('region', { name: 'Your plan' }).getByText('Pro').first().waitFor();
  });
});

describe('the same page on the partner API', () => {
  it('is paid at the partner’s own checkout, and the plan follows once', async () => {
    await open('ocp');
    const dialog = await review('Business');
    expect(await cents(dialog)).toBe(29_900);
    await confirm(dialog).click();
    await page.getByRole('button', { name: 'Pay' }).click();
    await result(/You are on Business/);
    const changes = await demo.requests('/change-plan');
    expect(changes.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('says until when is paid before the free plan comes, and takes that back', async () => {
    await open('ocp');
    const dialog = await review('Free');
    await dialog.getByText('Your paid time ends on May 1, 2026.').waitFor();
    await confirm(dialog).click();
    await result(/will change to Free on May 4, 2026/);
    await page.reload();
    await page.getByRole('button', { name: 'Keep Pro' }).click();
    await page.getByText('Your plan changes to Free').waitFor({ state: 'detached' });
  });

  it('never shows a customer what the partner pays', async () => {
    const bodies: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/billing/')) void response.text().then((text) => bodies.push(text));
    });
    await open('ocp');
    await review('Business');
    expect(bodies.join()).toContain('"cost":null');
    expect(bodies.join()).not.toMatch(/"cost":\{/);
  });
});
