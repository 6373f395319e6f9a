import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumOptions } from '../chromium.js';
import { serveStorybook, type StorybookSite } from '../storybookSite.js';
import { openAtlas, show } from './atlas.js';
import { pagesOf } from './pdf.js';

/** Letters alone: a font may draw two of them as one. */
const without = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

describe('on paper', () => {
  let site: StorybookSite;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    site = await serveStorybook();
    browser = await chromium.launch(chromiumOptions);
    page = await openAtlas(browser, site, 'dark', 'narrow');
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  /** Prints what is shown on a small sheet, with the backgrounds that a reader may ask for. */
  const print = async (height: string) =>
    pagesOf(await page.pdf({ width: '420px', height, margin: { top: '20px', bottom: '20px' }, printBackground: true }));
  const texts = (selector: string) =>
    page.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.textContent ?? ''));

  it('a dialog is whole, over as many pages as it takes, without its buttons', async () => {
    await show(page, 'quote everyLine');
    const pages = await print('520px');
    expect(pages.length).toBeGreaterThan(1);
    const all = pages.join('');
    for (const text of await texts(
      '.ps-dialog-title, .ps-dialog .ps-line, .ps-dialog .ps-row dt, .ps-dialog-foot .ps-hint',
    ))
      expect(all).toContain(without(text));
    for (const text of await texts('.ps-dialog button'))
      expect([text, text !== '' && all.includes(without(text))]).toEqual([text, false]);
    // What stands behind it is not there, not even in part.
    expect(all).not.toContain(without('For a small team that ships together'));
  });

  it.each(['360px', '430px', '520px', '610px'])('no row is broken by the end of a sheet of %s', async (height) => {
    await show(page, 'quote everyLine');
    const pages = await print(height);
    for (const row of await texts(
      '.ps-dialog .ps-line, .ps-dialog .ps-row:not(:has(button)), .ps-dialog .ps-impact-item',
    ))
      expect([row, pages.some((one) => one.includes(without(row)))]).toEqual([row, true]);
  });

  it('a receipt is one sheet', async () => {
    await show(page, 'settled applied');
    const pages = await print('700px');
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain(without('You are on Pro'));
    expect(pages[0]).not.toContain('Done');
  });
});
