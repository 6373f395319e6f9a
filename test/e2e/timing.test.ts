import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { context, demo, page, withDemo } from './stage.js';

withDemo(8000);

async function review(provider: string, plan: string): Promise<Locator> {
  await context.addCookies([{ name: 'harbor_provider', value: provider, url: demo.url }]);
  await page.goto(demo.url);
  const heading = page.getByRole('heading', { name: new RegExp(`^${plan}\\b`) });
  await page.getByRole('listitem').filter({ has: heading }).getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: 'Review the change' });
  await dialog.locator('[data-confirm] button').nth(1).waitFor();
  return dialog;
}

/** Presses the button that says so, with whatever loss agreed to before. */
async function confirm(dialog: Locator, words: RegExp): Promise<string> {
  const button = dialog.getByRole('button', { name: words });
  await button.waitFor();
  for (const box of await dialog.getByRole('checkbox', { name: /^I understand/ }).all()) await box.check();
  const said = (await button.textContent()) ?? '';
  await button.click();
  return said;
}

const result = (words: RegExp) => page.getByRole('heading', { name: words }).first().waitFor({ timeout: 15_000 });
const charged = async () =>
  (await demo.charges()).filter(({ subscriptionId }) => subscriptionId === 'sub_demo').map(({ amount }) => amount);

describe.each(['dodo', 'stripe'])('the time of a change, chosen by the customer on %s', (provider) => {
  it('puts an upgrade off to the renewal: nothing is charged before, and it comes then', async () => {
    const dialog = await review(provider, 'Business');
    await dialog.getByRole('radio', { name: 'At the next renewal' }).check();
    await dialog.getByText('Business starts on May 1, 2026. Until then you keep Pro.', { exact: true }).waitFor();
    await confirm(dialog, /^Schedule the change to Business$/);
    await result(/will change to Business on May 1, 2026/);
    expect(await charged()).toEqual([]);
    await demo.control('clock', { advanceDays: 16 });
    await page.reload();
    await page.getByRole('region', { name: 'Your plan' }).getByText('$299').first().waitFor();
  });

  it('brings a downgrade forward to now, for the amount that was shown', async () => {
    const dialog = await review(provider, 'Starter');
    await dialog.getByText('Starter starts on May 1, 2026. Until then you keep Pro.', { exact: true }).waitFor();
    await dialog.getByRole('radio', { name: 'Now' }).check();
    await dialog.getByText('You switch to Starter as soon as you confirm.', { exact: true }).waitFor();
    const said = await confirm(dialog, /Starter$/);
    await result(/You are on Starter/);
    const paid = /\$([\d,]+\.\d\d)/.exec(said)?.[1];
    const shown = paid === undefined ? [] : [Number(paid.replace(/[,.]/g, ''))];
    expect((await charged()).filter((amount) => amount > 0)).toEqual(shown);
    await page.reload();
    await page.getByRole('region', { name: 'Your plan' }).getByText('$29').first().waitFor();
  });

  it('follows the customer back to the first choice', async () => {
    const dialog = await review(provider, 'Business');
    await dialog.getByRole('radio', { name: 'At the next renewal' }).check();
    await dialog.getByRole('button', { name: 'Schedule the change to Business' }).waitFor();
    await dialog.getByRole('radio', { name: 'Now' }).check();
    await dialog.getByRole('button', { name: /^Pay \$.* and switch to Business$/ }).waitFor();
    expect(await dialog.getByRole('radio', { name: 'Now' }).isChecked()).toBe(true);
  });
});

describe('where the billing system sets the time itself', () => {
  it('offers no choice', async () => {
    const dialog = await review('commet', 'Business');
    expect(await dialog.getByRole('radio').count()).toBe(0);
  });
});
