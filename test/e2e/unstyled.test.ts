import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, servePages, type Pages } from './bundled.js';
import { startChromium } from './chromium.js';

let browser: Browser;
let site: Pages;

beforeAll(async () => {
  const plain = await bundle('test/theme/hosts/unstyled.tsx');
  const styled = await bundle('examples/themes/mui/main.tsx');
  site = await servePages([{ js: plain.js, css: [], body: '<main id="root"></main>' }]);
  sheet = styled.css;
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

let sheet: string;

/** What can be seen of the kit, piece by piece; what is for ears alone left out. */
function seen(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(
      document.querySelector('dialog[open]') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    const found: string[] = [];
    while (walker.nextNode()) {
      const { parentElement: parent, textContent } = walker.currentNode;
      if (!textContent?.trim() || parent?.matches('script, .ps-sr') || !parent?.checkVisibility()) continue;
      found.push(textContent.trim());
    }
    return found;
  });
}

describe('without any style sheet', () => {
  it('a plan is chosen, reviewed and confirmed, by role and by name', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(site.urlOf(0));
    await page.getByRole('radio', { name: /Yearly/ }).check();
    await page.getByRole('radio', { name: /Monthly/ }).check();
    await page.getByRole('button', { name: 'Upgrade to Business' }).click();
    const dialog = page.getByRole('dialog', { name: 'Review the change' });
    await dialog.getByRole('radio', { name: 'Now' }).check();
    const confirm = dialog.getByRole('button', { name: /^Pay \$[\d.]+ and switch to Business$/ });
    // Drawings have a size of their own: none fills the page.
    const boxes = await dialog.locator('svg').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect(Math.max(...boxes)).toBeLessThanOrEqual(16);
    await confirm.click();
    const result = page.getByRole('dialog', { name: 'You are on Business' });
    await result.getByRole('button', { name: 'Done' }).click();
    await result.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('the same is seen as with one: nothing is hidden by its class alone', async () => {
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.goto(site.urlOf(0));
    await page.getByRole('button', { name: 'Upgrade to Business' }).waitFor();
    const compare = async () => {
      const bare = await seen(page);
      const style = await page.addStyleTag({ content: sheet });
      const dressed = await seen(page);
      await style.evaluate((node) => node.parentNode?.removeChild(node));
      expect(bare.length).toBeGreaterThan(20);
      expect(bare).toEqual(dressed);
    };
    await compare();
    await page.getByRole('button', { name: 'Upgrade to Business' }).click();
    await page.getByRole('button', { name: /^Pay / }).waitFor();
    await compare();
    await page.close();
  });

  it('no rule takes away what has words, but from paper', () => {
    const src = path.resolve(import.meta.dirname, '../../src');
    const rules = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css') && !file.endsWith('reset.css'))
      .flatMap((file) => {
        const css = readFileSync(path.join(src, file), 'utf8').replace(/@media print \{[\s\S]*?\n {2}\}/g, '');
        return [...css.matchAll(/([^{}]+)\{[^{}]*(?:display: none|visibility: hidden)[^{}]*\}/g)].map(
          ([, selector = '']) => selector.trim(),
        );
      });
    expect(rules.filter((selector) => !selector.includes(':empty'))).toEqual([]);
  });
});
