import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { context, demo, page, withDemo } from './stage.js';

withDemo(15_000);

async function review(provider: string, plan: string, words = /^Pay \$/): Promise<Locator> {
  const cookie = (name: string, value: string) => ({ name: `harbor_${name}`, value, url: demo.url });
  await context.addCookies([cookie('provider', provider), cookie('customer', 'cus_starter')]);
  await page.goto(demo.url);
  const heading = page.getByRole('heading', { name: new RegExp(`^${plan}\\b`) });
  await page.getByRole('listitem').filter({ has: heading }).getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: 'Review the change' });
  await dialog.getByRole('button', { name: words }).waitFor();
  return dialog;
}

const pay = (dialog: Locator) => dialog.getByRole('button', { name: /^Pay \$/ });

/** The amount in the button that confirms, in cents. */
async function amountIn(dialog: Locator): Promise<number> {
  const found = /\$([\d,]+\.\d\d)/.exec((await pay(dialog).textContent()) ?? '')?.[1];
  if (found === undefined) throw new Error('No amount stands in the button.');
  return Number(found.replace(/[,.]/g, ''));
}

/** Chooses otherwise, waits until the price of that is shown, and says it. */
async function repriced(dialog: Locator, choose: () => Promise<unknown>): Promise<number> {
  const before = await amountIn(dialog);
  await choose();
  await expect.poll(() => amountIn(dialog), { timeout: 15_000 }).not.toBe(before);
  return amountIn(dialog);
}

async function confirm(dialog: Locator): Promise<void> {
  for (const box of await dialog.getByRole('checkbox', { name: /^I understand/ }).all()) await box.check();
  await pay(dialog).click();
}

const result = (words: RegExp) => page.getByRole('heading', { name: words }).first().waitFor({ timeout: 20_000 });
const charged = async () =>
  (await demo.charges()).filter(({ subscriptionId }) => subscriptionId === 'sub_starter').map(({ amount }) => amount);
async function isCharged(...amounts: readonly number[]): Promise<void> {
  await expect.poll(charged, { timeout: 15_000 }).toEqual(amounts);
}
const quantity = (dialog: Locator) => dialog.getByRole('spinbutton', { name: 'Quantity' });
const code = (dialog: Locator) => dialog.getByRole('textbox', { name: 'Promotion code' });

describe.each(['dodo', 'stripe'])('a quantity on %s', (provider) => {
  it('is charged as the button said, and asked for once however many keys are pressed', async () => {
    const dialog = await review(provider, 'Pro');
    const previews: unknown[] = [];
    page.on('request', (request) => {
      if (/\/api\/billing\/.*preview/.test(request.url())) previews.push(request.postDataJSON());
    });
    await quantity(dialog).focus();
    await quantity(dialog).press('ControlOrMeta+a');
    const shown = await repriced(dialog, () => page.keyboard.type('12'));
    expect(previews).toMatchObject([{ selection: { quantity: 12 } }]);
    await confirm(dialog);
    await result(/You are on Pro/);
    await isCharged(shown);
    const again = await review(provider, 'Business');
    expect(await quantity(again).inputValue()).toBe('12');
  });
});

describe('add-ons and codes on Dodo', () => {
  it('are charged as the button said, and stay where the next change does not touch them', async () => {
    const dialog = await review('dodo', 'Pro');
    const plain = await amountIn(dialog);
    const backups = dialog.getByRole('checkbox', { name: /^Daily backups/ });
    const withAddon = await repriced(dialog, () => backups.check());
    expect(withAddon).toBeGreaterThan(plain);
    const shown = await repriced(dialog, async () => {
      await code(dialog).fill('HARBOR10');
      await code(dialog).press('Enter');
    });
    expect(shown).toBeLessThan(withAddon);
    expect(await dialog.getByRole('checkbox', { name: 'HARBOR10' }).isChecked()).toBe(true);
    await confirm(dialog);
    await result(/You are on Pro/);
    await isCharged(shown);

    const next = await review('dodo', 'Business');
    expect(await next.getByRole('checkbox', { name: /^Daily backups/ }).isChecked()).toBe(true);
    expect(await next.getByRole('checkbox', { name: /^HARBOR10/ }).isChecked()).toBe(true);
    const second = await amountIn(next);
    await confirm(next);
    await result(/You are on Business/);
    await isCharged(shown, second);
    const after = await review('dodo', 'Pro', /Pro$/);
    expect(await after.getByRole('checkbox', { name: /^Daily backups/ }).isChecked()).toBe(true);
  });

  it('tells of a refused code at its field, which can be put right there', async () => {
    const dialog = await review('dodo', 'Pro');
    const plain = await amountIn(dialog);
    await code(dialog).fill('BUSINESS');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.getByText('“BUSINESS” cannot be used with this plan.').waitFor();
    expect(await code(dialog).inputValue()).toBe('BUSINESS');
    expect(await code(dialog).getAttribute('aria-invalid')).toBe('true');
    expect(await pay(dialog).count()).toBe(0);
    await code(dialog).fill('HARBOR10');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await pay(dialog).waitFor();
    const shown = await amountIn(dialog);
    expect(shown).toBeLessThan(plain);
    await confirm(dialog);
    await result(/You are on Pro/);
    await isCharged(shown);
  });
});

describe('what a billing system does not sell', () => {
  it.each([
    ['stripe', ['spinbutton']],
    ['commet', []],
  ] as const)('is not offered: on %s there is only %s', async (provider, offered) => {
    const dialog = await review(provider, 'Pro');
    const fields = ['spinbutton', 'textbox', 'checkbox'] as const;
    const counts = await Promise.all(fields.map((role) => dialog.getByRole(role).count()));
    expect(fields.filter((_, index) => counts[index] !== 0)).toEqual(offered);
  });
});
