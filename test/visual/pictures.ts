import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumOptions } from '../chromium.js';
import { serveStorybook, type StorybookSite } from '../storybookSite.js';
import { openAtlas, show } from './atlas.js';
import { fontSetOf, type FontSet } from './fontSet.js';
import { decodePng, difference, encodePng, type Picture } from './png.js';
import { fileOf, LOOKS, picturedIn, WIDTHS, type Look, type WidthName } from './shots.js';

export const BASELINES = path.join(import.meta.dirname, 'baselines');
/** What was seen instead, to be looked at beside the baseline. Not kept in the repository. */
const SEEN = path.join(import.meta.dirname, 'seen');
/** `npm run visual:update` writes what it sees. */
const isUpdate = inject('isPictureUpdate');

/** Photographs the states of one look, narrow and wide, and compares with the pictures of the repository. */
export function comparePictures(look: Look): void {
  let site: StorybookSite;
  let browser: Browser;
  beforeAll(async () => {
    site = await serveStorybook();
    // Letters in greys, whatever the screen is: the pictures are smaller, and alike on more machines.
    browser = await chromium.launch({ ...chromiumOptions, args: [...chromiumOptions.args, '--disable-lcd-text'] });
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  // Object.keys forgets that the keys are names of widths.
  describe.each(Object.keys(WIDTHS) as WidthName[])(`every status, ${look} and %s`, (width) => {
    let page: Page;
    let reason: string | null = null;
    beforeAll(async () => {
      page = await openAtlas(browser, site, look, width);
      reason = await notComparable(page, look);
    });
    afterAll(() => page?.close());

    it.for(picturedIn(look))('%s looks as it did', async (name, { skip }) => {
      await show(page, name);
      const seen = await photograph(page);
      const file = fileOf(name, look, width);
      if (isUpdate) return write(path.join(BASELINES, file), seen);
      if (reason !== null) skip(reason);
      const baseline = path.join(BASELINES, file);
      if (!existsSync(baseline)) {
        write(path.join(SEEN, file), seen);
        expect.fail(
          `There is no picture of this yet. Look at test/visual/seen/${file}, then \`npm run visual:update\`.`,
        );
      }
      const other = difference(decodePng(readFileSync(baseline)), seen);
      if (other === null) return rmSync(path.join(SEEN, file), { force: true });
      write(path.join(SEEN, file), seen);
      expect.fail(
        `${other} Compare test/visual/seen/${file} with its baseline; \`npm run visual:update\` if it is meant.`,
      );
    });
  });
}

/** The dialog where one is open, else what stands on the page: as much as a customer sees without scrolling. */
async function photograph(page: Page): Promise<Picture> {
  const clip = await page.evaluate(() => {
    const shown = document.querySelector('dialog[open] .ps-dialog-panel') ?? document.querySelector('.host');
    const box = (shown ?? document.body).getBoundingClientRect();
    const [x, y] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))];
    return {
      x,
      y,
      width: Math.min(innerWidth, Math.ceil(box.right)) - x,
      height: Math.min(innerHeight, Math.ceil(box.bottom)) - y,
    };
  });
  return decodePng(await page.screenshot({ clip, animations: 'disabled' }));
}

function write(file: string, picture: Picture): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, encodePng(picture));
}

/** Why pictures of this machine say nothing about those of the repository; null where they do. */
async function notComparable(page: Page, look: Look): Promise<string | null> {
  await show(page, 'flow reviewing');
  const own = await fontSetOf(page);
  if (isUpdate) {
    if (own === null) throw new Error('Nobody here says which font files are used; fontconfig’s fc-list would.');
    mkdirSync(BASELINES, { recursive: true });
    // Both themes are drawn with the same letters.
    if (look !== 'dark') writeFileSync(fontsOf(look), `${JSON.stringify(own, null, 2)}\n`);
    return null;
  }
  const kept = keptSet(look);
  if (own !== null && own.name === kept?.name) return null;
  const reason = `Not compared: the baselines belong to the fonts ${kept?.name ?? 'of nobody'}, here are ${own?.name ?? 'unknown ones'}.`;
  console.warn(reason);
  return reason;
}

/** Each language has letters of its own. */
function fontsOf(look: Look): string {
  const { language } = LOOKS[look];
  return path.join(BASELINES, language === 'en' ? 'fonts.json' : `fonts-${language}.json`);
}

function keptSet(look: Look): FontSet | null {
  // Written by this very file.
  return existsSync(fontsOf(look)) ? (JSON.parse(readFileSync(fontsOf(look), 'utf8')) as FontSet) : null;
}
