import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_TOLERANCE, PIXEL_TOLERANCE } from '../visual/png.js';
import { hosts, type Sheet } from './hosts.js';
import { changesBetween, lookOfHost, type HostLook } from './measures.js';
import { SCREENS } from './screens.js';
import { beginTour, changeByKeyboard, mount, unmount, type Tour } from './visit.js';

const all = await hosts();
let tour: Tour;

beforeAll(async () => {
  tour = await beginTour(all);
});
afterAll(() => tour?.close());

const cases = Object.entries(all).flatMap(([name, host]) => host.sheets.map((sheet) => [name, sheet, host] as const));

describe.each(cases)('in a page of %s, with %s.css', (name, sheet: Sheet, host) => {
  let page: Page;
  let before: HostLook;
  let listening: readonly string[];
  beforeAll(async () => {
    page = await tour.open(name);
    before = await lookOfHost(page);
    listening = await page.evaluate(() => window.listening?.() ?? []);
    await page.addStyleTag({ content: tour.css[sheet] });
  });
  afterAll(() => page?.close());

  it('leaves every element of the host as it was, and nothing behind', async () => {
    expect(Object.values(before.styles)[0]?.length).toBeGreaterThan(5000);
    await mount(page, 'live');
    // Not as a pointer: the tool that moves it listens to the page itself.
    await page.getByRole('button', { name: 'Upgrade to Business' }).evaluate((button: HTMLElement) => button.click());
    await page.getByRole('button', { name: /pay \$/i }).waitFor();
    // Nothing is locked, hidden or pushed aside by a class or a style while a dialog is open.
    expect((await lookOfHost(page)).attributes).toEqual(before.attributes);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('#place').evaluate((place) => place.ownerDocument.querySelector<HTMLElement>(':focus')?.blur());
    await page.mouse.move(1, 1);
    expect(changesBetween(before, await lookOfHost(page))).toEqual([]);
    await unmount(page);
    // React listens to the selection of a document once and for ever.
    const left = (await page.evaluate(() => window.listening?.() ?? [])).filter(
      (one) => one !== 'document selectionchange',
    );
    expect(left).toEqual(listening);
  });

  it(`looks as on a clean page: of its pixels at most ${PIXEL_TOLERANCE * 100} % are off by more than ${CHANNEL_TOLERANCE} of 255`, async () => {
    expect(await tour.differences(page, page, `${name} ${sheet}`, host.overlay)).toEqual([]);
  });

  it('goes from choice to confirmation and back by keyboard', async () => {
    await mount(page, 'live');
    await changeByKeyboard(page, page);
    await unmount(page);
  });
});

describe('what is measured', () => {
  it('would see a rule that reaches the host, an attribute, an element beside, and a listener that stays', async () => {
    const page = await tour.open('everything reverted');
    const before = await lookOfHost(page);
    await page.addStyleTag({ content: ":where([class*='ps-'] ul) { list-style: none !important }" });
    await page.evaluate(() => {
      document.body.dataset.locked = 'true';
      document.body.append(document.createElement('hr'));
    });
    const changes = changesBetween(before, await lookOfHost(page));
    expect(changes.filter((change) => /ul: list-style-type: none/.test(change)).length).toBe(1);
    expect(changes.filter((change) => /data-locked|^beside/.test(change)).length).toBe(2);
    await mount(page, 'live');
    await page.getByRole('button', { name: 'Upgrade to Business' }).waitFor();
    expect(await page.evaluate(() => window.listening?.() ?? [])).toContain('window pageshow');
    await page.close();
  });

  it('would see a kit without its sheet', async () => {
    const page = await tour.open('Bootstrap 5');
    await page.addStyleTag({ content: tour.css.styles });
    expect((await tour.differences(page, page, 'unsealed', false)).length).toBe(Object.keys(SCREENS).length);
    await page.close();
  });
});
