import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright';
import { expect } from 'vitest';
import { startChromium } from '../e2e/chromium.js';
import { decodePng, difference, type Picture } from '../visual/png.js';
import { bundleApp, sheets } from './bundle.js';
import type { Host, Sheet } from './hosts.js';
import { countListeners, focused } from './measures.js';
import { SCREENS, type ScreenName } from './screens.js';
import { hostPage, serve } from './site.js';

// Object.keys forgets that the keys are names of screens.
const NAMES = Object.keys(SCREENS) as ScreenName[];
const SEEN = path.join(import.meta.dirname, 'seen');
const WINDOW = { viewport: { width: 1280, height: 1300 }, reducedMotion: 'reduce', locale: 'en-US' } as const;

declare global {
  interface Window {
    /** Takes away what was mounted last. */
    away?: () => void;
  }
}

/** Where the kit is looked at: a page, or a frame in one. */
export type Where = Page | Frame;

export interface Tour {
  readonly css: Readonly<Record<Sheet, string>>;
  readonly open: (host: string) => Promise<Page>;
  /** A page that shows the host in a frame as large as itself. */
  readonly openFramed: (host: string, sandbox: string | null) => Promise<readonly [Page, Frame]>;
  /** What is not as on the clean page, in words. Both are then kept beside this file, to be looked at. */
  readonly differences: (page: Page, where: Where, label: string, hasOverlay?: boolean) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Serves the hosts, starts a browser, and photographs the kit on a page without rules. */
export async function beginTour(hosts: Readonly<Record<string, Host>>): Promise<Tour> {
  const app = await bundleApp('test/hosts/app.tsx');
  const site = await serve({ '/app.js': app, '/again.js': app }, (url) => {
    const inside = url.searchParams.get('inside');
    if (inside !== null) return framing(inside, url.searchParams.get('sandbox'));
    return hostPage(hosts[url.searchParams.get('host') ?? '']?.css ?? '');
  });
  const browser: Browser = await startChromium();
  const css = sheets();

  async function open(host: string): Promise<Page> {
    const page = await browser.newPage(WINDOW);
    await countListeners(page);
    await page.goto(`${site.url}/?host=${encodeURIComponent(host)}`);
    return page;
  }

  const first = await open('');
  await first.addStyleTag({ content: css.styles });
  const clean = await photographAll(first, first);
  await first.close();

  return {
    css,
    open,
    async openFramed(host, sandbox) {
      const page = await browser.newPage(WINDOW);
      const flags = sandbox === null ? '' : `&sandbox=${encodeURIComponent(sandbox)}`;
      await page.goto(`${site.url}/?inside=${encodeURIComponent(host)}${flags}`);
      const frame = page.frames()[1];
      if (!frame) throw new Error('There is no frame.');
      await frame.waitForFunction(() => window.kits !== undefined);
      return [page, frame];
    },
    async differences(page, where, label, hasOverlay = false) {
      const seen = await photographAll(page, where, hasOverlay);
      return NAMES.flatMap((name) => {
        const other = difference(clean[name], seen[name]);
        if (other === null) return [];
        write(`clean ${name}`, clean[name]);
        write(`${label} ${name}`, seen[name]);
        return [`${name}: ${other}`];
      });
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}

/** A page that shows another one, as large as itself. */
function framing(host: string, sandbox: string | null): string {
  const flags = sandbox === null ? '' : ` sandbox="${sandbox}"`;
  return `<!doctype html><title>A shell</title><style>* { all: revert; letter-spacing: 3px } body { margin: 0 } iframe { border: 0; display: block; width: 1280px; height: 1300px }</style><iframe${flags} src="/?host=${encodeURIComponent(host)}"></iframe>`;
}

/** Draws one screen, or the kit at work, in the place of the page or in its shadow root. */
export function mount(where: Where, name: ScreenName | 'live', kit = 0): Promise<void> {
  return where.evaluate(
    ([screen, index]) => {
      const place = document.querySelector('#kit');
      const inner = place?.shadowRoot ?? place;
      const copy = window.kits?.[index];
      if (!inner || !copy) throw new Error('There is no place, or no kit.');
      window.away = copy.mount(inner, screen);
    },
    [name, kit] as const,
  );
}

export const unmount = (where: Where) => where.evaluate(() => window.away?.());

async function photographAll(page: Page, where: Where, hasOverlay = false): Promise<Record<ScreenName, Picture>> {
  const pictures: Partial<Record<ScreenName, Picture>> = {};
  for (const name of NAMES) {
    const { part } = SCREENS[name];
    await mount(where, name);
    const element = where.locator(part).first();
    await element.waitFor();
    if (hasOverlay && part === '.ps-dialog-panel')
      await where.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<div class="war"></div>'));
    await where.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    );
    await page.mouse.move(1, 1);
    pictures[name] = decodePng(await element.screenshot({ animations: 'disabled' }));
    await unmount(where);
    await where.evaluate(() => document.querySelector('.war')?.remove());
  }
  // Each name was photographed above.
  return pictures as Record<ScreenName, Picture>;
}

function write(name: string, { width, height, pixels }: Picture): void {
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(
    path.join(SEEN, `${name.replaceAll(/\W+/g, '-')}.ppm`),
    Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels]),
  );
}

async function tabTo(page: Page, where: Where, words: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(where);
    if (words.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab never came to ${words}; it passed ${passed.join(' | ')}`);
}

/** From a control of the host to a changed plan and back, without a pointer. */
export async function changeByKeyboard(page: Page, where: Where): Promise<void> {
  await where.locator('#before').focus();
  await where.getByRole('button', { name: 'Upgrade to Business' }).waitFor();
  await tabTo(page, where, /^button: Upgrade to Business/);
  await page.keyboard.press('Enter');
  const dialog = where.getByRole('dialog');
  await dialog.getByRole('button', { name: /pay \$/i }).waitFor();
  expect(await focused(where)).toMatch(/^h2: /);
  await tabTo(page, where, /^button: .*pay \$/i);
  await page.keyboard.press('Enter');
  await dialog.getByText('You are on Business').first().waitFor();
  await tabTo(page, where, /^button: (done|close)/i);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => focused(where)).toMatch(/^(h2|button): .*(plan|Business|Pro)/i);
}
