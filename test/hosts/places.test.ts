import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hosts, type Host } from './hosts.js';
import { changesBetween, focused, lookOfHost } from './measures.js';
import { beginTour, changeByKeyboard, mount, unmount, type Tour } from './visit.js';

const {
  'everything reverted': reverted,
  'stretched text': stretched,
  'opinions about elements': opinions,
} = await hosts();
const every = (...some: readonly (Host | undefined)[]) => some.map((host) => host?.css).join('\n');

/** Rules of every kind at once, below a root of 62.5 %. */
const hostile: Host = {
  css: every(opinions, stretched, { css: 'html { font-size: 62.5% } body { font-size: 1.6rem }', sheets: [] }),
  sheets: [],
};
let tour: Tour;

beforeAll(async () => {
  tour = await beginTour({ hostile, ...(reverted && { reverted }) });
});
afterAll(() => tour?.close());

describe('in a shadow root of a hostile page', () => {
  let page: Page;
  beforeAll(async () => {
    page = await tour.open('hostile');
    await page.evaluate(() => document.querySelector('#kit')?.attachShadow({ mode: 'open' }));
  });
  afterAll(() => page?.close());

  it('leaves every element of the host as it was, and gives its sheet to the root alone', async () => {
    const before = await lookOfHost(page);
    expect(Object.values(before.styles)[0]?.length).toBeGreaterThan(5000);
    const adopted = await page.evaluate(() => {
      const root = document.querySelector('#kit')?.shadowRoot;
      const adopt = window.kits?.[0]?.adoptStyles;
      if (!root || !adopt) return [];
      const counts = [root.adoptedStyleSheets.length];
      const giveBack = adopt(root);
      const giveBackToo = adopt(root);
      counts.push(root.adoptedStyleSheets.length);
      giveBack();
      giveBack();
      counts.push(root.adoptedStyleSheets.length);
      giveBackToo();
      counts.push(root.adoptedStyleSheets.length);
      adopt(root);
      return [...counts, document.adoptedStyleSheets.length];
    });
    expect(adopted).toEqual([0, 1, 1, 0, 0]);
    await mount(page, 'live');
    await page.getByRole('button', { name: 'Upgrade to Business' }).waitFor();
    expect(changesBetween(before, await lookOfHost(page))).toEqual([]);
    await unmount(page);
  });

  it('looks as on a clean page', async () => {
    expect(await tour.differences(page, page, 'shadow')).toEqual([]);
  });

  it('is used by keyboard: focus goes into the dialog, round in it, and back to the kit', async () => {
    await mount(page, 'live');
    await changeByKeyboard(page, page);
    await unmount(page);
  });

  it('takes tokens, theme and direction from outside', async () => {
    await mount(page, 'picker');
    const primary = page.locator('.ps-button[data-kind=primary]').first();
    const arrow = page.locator('.ps-interval-options').first();
    const look = async () => ({
      accent: await primary.evaluate((one) => getComputedStyle(one).backgroundColor),
      scheme: await primary.evaluate((one) => getComputedStyle(one).colorScheme),
      way: await arrow.evaluate((one) => getComputedStyle(one).getPropertyValue('--_way')),
      size: await page.locator('.ps-root').evaluate((one) => getComputedStyle(one).fontSize),
    });
    await page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('#kit');
      host?.style.setProperty('--ps-accent', 'rgb(1, 2, 3)');
      host?.style.setProperty('--ps-font-size', '18px');
      host?.setAttribute('data-ps-theme', 'dark');
      host?.setAttribute('dir', 'rtl');
    });
    expect(await look()).toEqual({ accent: 'rgb(1, 2, 3)', scheme: 'dark', way: '-1', size: '18px' });
    await page.evaluate(() => {
      for (const name of ['style', 'data-ps-theme', 'dir']) document.querySelector('#kit')?.removeAttribute(name);
    });
    await unmount(page);
  });
});

describe.each([
  ['an iframe', null],
  ['an iframe in a sandbox, without storage, cookies and an origin', 'allow-scripts'],
])('in %s', (name, sandbox) => {
  it('looks as on a clean page, and is used by keyboard', async () => {
    const [page, frame] = await tour.openFramed('reverted', sandbox);
    await frame.addStyleTag({ content: tour.css.sealed });
    expect(await frame.evaluate(() => origin === 'null')).toBe(sandbox !== null);
    expect(await tour.differences(page, frame, name)).toEqual([]);
    await mount(frame, 'live');
    await changeByKeyboard(page, frame);
    await page.close();
  });
});

/** Every id, every name of a radio group, and the ids in names and descriptions that lead to more than one element. */
function namesOnPage(page: Page) {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll('#app [id]')].map(({ id }) => id);
    const groups = [...document.querySelectorAll<HTMLInputElement>('.ps-root input[type=radio]')].map((radio) => {
      const root = radio.closest('[data-copy]');
      return `${root?.getAttribute('data-copy')} ${radio.name}`;
    });
    const pointed = [...document.querySelectorAll('[aria-labelledby], [aria-describedby]')].flatMap((one) =>
      `${one.getAttribute('aria-labelledby') ?? ''} ${one.getAttribute('aria-describedby') ?? ''}`
        .split(' ')
        .filter(Boolean),
    );
    return {
      ids,
      groups: [...new Set(groups)],
      lost: pointed.filter((id) => ids.filter((one) => one === id).length > 1),
    };
  });
}

/** Two places, each with the kit at work. */
async function mountTwice(page: Page, second: number): Promise<void> {
  await page.evaluate((other) => {
    const place = document.querySelector('#kit');
    const [one, two] = [0, 1].map((copy) => {
      const box = document.createElement('div');
      box.dataset.copy = String(copy);
      place?.append(box);
      return box;
    });
    const [first, again] = [window.kits?.[0], window.kits?.[other]];
    if (!one || !two || !first || !again) throw new Error('There are no two kits.');
    first.mount(one, 'live');
    again.mount(two, 'live');
  }, second);
  await page.getByRole('button', { name: 'Upgrade to Business' }).nth(1).waitFor();
}

describe.each([
  ['two kits of one React', 0],
  ['two copies of React, each with its kit', 1],
])('with %s on one page', (_, second) => {
  let page: Page;
  beforeAll(async () => {
    page = await tour.open('reverted');
    await page.addStyleTag({ content: tour.css.sealed });
    await page.addScriptTag({ url: '/again.js' });
    await mountTwice(page, second);
  });
  afterAll(() => page?.close());

  it('has every id once, and every name leads to its own', async () => {
    const { ids, groups, lost } = await namesOnPage(page);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(lost).toEqual([]);
    const names = groups.map((group) => group.slice(2));
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    // Without what the kit adds, two copies would have had the same.
    const bare = names.map((group) => group.replace(/-\d+-$/, ''));
    if (second === 1) expect(new Set(bare).size).toBeLessThan(bare.length);
  });

  it('lets each choose for itself, and gives focus back to the one that was asked', async () => {
    const [one, two] = [page.locator('[data-copy="0"]'), page.locator('[data-copy="1"]')];
    await one.getByRole('radio', { name: /Yearly/ }).check({ force: true });
    expect(await two.getByRole('radio', { name: /Monthly/ }).isChecked()).toBe(true);
    const opener = two.getByRole('button', { name: 'Upgrade to Business' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused(page)).toContain('Upgrade to Business');
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
