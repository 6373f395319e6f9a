import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveStorybook, type StorybookSite } from '../storybookSite.js';
import { startChromium } from './chromium.js';

const MOUNT = '/some/sub/path/';

let site: StorybookSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveStorybook(MOUNT), startChromium()]);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

describe('the built Storybook', () => {
  it('opens under a sub-path, with its toolbar, and asks for nothing outside of it', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await page.goto(`${site.url}?path=/story/flows--upgrade-now`);
    for (const name of ['Light', 'No brand', 'Left to right'])
      await page.getByRole('button', { name }).first().waitFor();
    const story = page.frameLocator('#storybook-preview-iframe');
    await story.getByRole('heading', { name: 'Plan and billing' }).waitFor();
    expect(site.asked.filter((one) => !one.startsWith(MOUNT))).toEqual([]);
    await page.close();
  });

  it('changes a plan with no server but the files', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}iframe.html?id=flows--upgrade-now&viewMode=story`);
    await page.getByRole('region', { name: 'Your plan' }).getByText('Business').first().waitFor({ timeout: 15_000 });
    await page.close();
  });

  it('has every billing system in the page: each reads its catalog through its own provider and SDK', async () => {
    const page = await browser.newPage();
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(String(error)));
    for (const provider of ['sandbox', 'commet', 'dodo', 'stripe', 'ocp']) {
      await page.goto(`${site.url}iframe.html?id=atlas--live&viewMode=story&globals=provider:${provider}`);
      const plan = page.getByRole('region', { name: 'Your plan' });
      await plan.getByText('$99.00').first().waitFor({ timeout: 15_000 });
    }
    expect(broken).toEqual([]);
    await page.close();
  });

  it('says why a billing system never leads to an outcome, and draws the others', async () => {
    const page = await browser.newPage();
    const state = `${site.url}iframe.html?id=atlas--state&viewMode=story&globals=provider:commet;outcome:settled+`;
    await page.goto(`${state}pending`);
    await page.getByText('Commet refuses a change whose payment is refused.').waitFor({ timeout: 15_000 });
    await page.goto(`${state}declined`);
    await page.getByRole('dialog', { name: 'The payment was declined' }).waitFor({ timeout: 15_000 });
    await page.close();
  });

  it('has a hand on the clock, the card and the ledger beside the product', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}iframe.html?id=atlas--live&viewMode=story`);
    const panel = page.getByRole('complementary', { name: 'Billing system' });
    await panel.getByText('April 16, 2026').waitFor({ timeout: 15_000 });
    await panel.getByRole('button', { name: 'Decline the card' }).click();
    await panel.getByRole('button', { name: 'Decline the card', pressed: true }).waitFor();
    await panel.getByRole('button', { name: 'Start over' }).click();
    await panel.getByRole('button', { name: '16 days on' }).click();
    await panel.getByText('May 2, 2026').waitFor();
    await panel.getByText('99.00 USD').first().waitFor();
    await page.getByText('Renews on June 1, 2026').waitFor();
    await page.close();
  });
});
