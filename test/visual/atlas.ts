import type { Browser, Page } from 'playwright';
import type { StorybookSite } from '../storybookSite.js';
import { LOOKS, viewOf, WIDTHS, type Look, type WidthName } from './shots.js';

const STORY = 'atlas--state';

/** The story that draws any state, in one look. */
export async function openAtlas(browser: Browser, site: StorybookSite, look: Look, width: WidthName): Promise<Page> {
  const { theme, language } = LOOKS[look];
  const page = await browser.newPage({
    viewport: { width: WIDTHS[width], height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  await page.goto(`${site.url}iframe.html?id=${STORY}&viewMode=story&globals=theme:${theme};language:${language}`);
  await page.locator('[data-atlas]').waitFor();
  return page;
}

/** Has the open story draw another state: a page that stays is many times faster than a new one. */
export async function show(page: Page, name: string): Promise<void> {
  await page.evaluate(
    ([storyId, state, view]) => {
      const { channel } = (
        globalThis as unknown as {
          __STORYBOOK_PREVIEW__: { channel: { emit: (event: string, data: object) => void } };
        }
      ).__STORYBOOK_PREVIEW__;
      channel.emit('updateStoryArgs', { storyId, updatedArgs: { name: state, view } });
    },
    [STORY, name, viewOf(name)] as const,
  );
  await page.locator(`[data-atlas="${name}"]`).waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}
