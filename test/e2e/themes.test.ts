import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrastProblems, TOKENS, type Scheme, type Theme } from 'planshift/theme';
import { loadCases } from '../cases.js';
import { bundle, servePages, type Bundle, type Pages } from './bundled.js';
import { startChromium } from './chromium.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Host {
  readonly name: string;
  readonly app: string;
  /** What the page of the host is before the kit: its sheet, and the elements around the kit. */
  readonly sheet: string;
  readonly around: readonly [before: string, after: string];
  /** The host's own switch. */
  readonly toDark: (page: Page) => Promise<unknown>;
  /** What the host calls its colour, as CSS of the page; null where its primary button tells. */
  readonly primary: string | null;
  /** What the host itself draws fainter than WCAG asks for on some of its grounds, and the bridge takes as it is. */
  readonly theirs?: readonly string[];
}

const own = (file: string) => readFileSync(path.join(ROOT, 'test/theme/hosts', file), 'utf8');
const root = (bridge: string) => `<div id="root" data-bridge="${bridge}"></div>`;
const press = (page: Page) => page.getByRole('button', { name: 'Light or dark' }).click();
const darkClass = (page: Page) => page.evaluate(() => document.documentElement.classList.add('dark'));
const RADIX =
  'class="radix-themes light" data-is-root-theme="true" data-accent-color="indigo" data-gray-color="slate" data-radius="medium" data-scaling="100%"';

const hosts: readonly Host[] = [
  {
    name: 'shadcn/ui with Tailwind 4',
    app: 'test/theme/hosts/bridged.tsx',
    sheet: own('shadcn.css'),
    around: [root('shadcn'), ''],
    toDark: darkClass,
    primary: 'var(--primary)',
  },
  {
    name: 'shadcn/ui with Tailwind 3',
    app: 'test/theme/hosts/bridged.tsx',
    sheet: own('shadcnHsl.css'),
    around: [root('shadcnHsl'), ''],
    toDark: darkClass,
    primary: 'hsl(var(--primary))',
  },
  {
    name: 'Radix Themes',
    app: 'test/theme/hosts/bridged.tsx',
    sheet: `${own('radix.css')} .radix-themes { background: var(--color-background); color: var(--gray-12) }`,
    around: [`<div ${RADIX}>${root('radix')}`, '</div>'],
    toDark: (page) =>
      page.evaluate(() => void document.querySelector('.radix-themes')?.classList.replace('light', 'dark')),
    primary: 'var(--accent-9)',
    theirs: ['--ps-accent', '--ps-on-accent'],
  },
  {
    name: 'MUI',
    app: 'examples/themes/mui/main.tsx',
    sheet: '',
    around: [root(''), ''],
    toDark: press,
    primary: null,
  },
  {
    name: 'Bootstrap',
    app: 'examples/themes/bootstrap/main.tsx',
    sheet: '',
    around: [root(''), ''],
    toDark: press,
    primary: 'light-dark(var(--bs-primary), var(--bs-primary-text-emphasis))',
  },
];

let browser: Browser;
let site: Pages;

beforeAll(async () => {
  const apps = new Map<string, Bundle>();
  for (const { app } of hosts) if (!apps.has(app)) apps.set(app, await bundle(app));
  const bridged = apps.get('test/theme/hosts/bridged.tsx') ?? { js: '', css: '' };
  site = await servePages([
    ...hosts.map(({ app, sheet, around }) => {
      const { js = '', css = '' } = apps.get(app) ?? {};
      return { js, css: [sheet, css], body: around.join('') };
    }),
    { js: bridged.js, css: [own('shadcn.css'), bridged.css], body: root('shadcn'), policy: strict },
  ]);
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

// The repository's own file, or one of the same shape.
const { cspProfiles } = loadCases('security') as {
  readonly cspProfiles: readonly { readonly name: string; readonly header: string }[];
};
const strict = cspProfiles.find(({ name }) => name === 'strict')?.header ?? '';

it('a theme is set under the strictest policy without a violation', async () => {
  expect(strict).toContain('require-trusted-types-for');
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() !== 'info' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(site.urlOf(hosts.length));
  await page.getByRole('button', { name: 'Upgrade to Business' }).waitFor();
  const { accent, primary } = await colorsOf(page, 'var(--primary)');
  expect(accent).toBe(primary);
  expect(complaints.filter((text) => !/favicon|data:,/.test(text))).toEqual([]);
  await page.close();
});

const colors = TOKENS.filter(({ kind, name }) => kind === 'color' && name !== 'backdrop');

/** Every colour of the kit as Chromium works it out inside the kit, and that of the host, as `#rrggbbaa`. */
function colorsOf(page: Page, primary: string | null): Promise<Readonly<Record<string, string>>> {
  const asked = colors.map(({ name, property, default: initial }) => [name, `var(${property}, ${initial})`] as const);
  return page.evaluate(
    ([list, ofHost]) => {
      const place = document.querySelector('.ps-root .ps-heading')?.parentElement;
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (!place || !canvas) throw new Error('There is no kit on the page.');
      const probe = place.appendChild(document.createElement('i'));
      probe.className = 'ps-icon';
      const solved = [...list, ...(ofHost === null ? [] : [['primary', ofHost] as const])].map(([name, value]) => {
        probe.style.color = '';
        probe.style.color = value;
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = getComputedStyle(probe).color;
        canvas.fillRect(0, 0, 1, 1);
        const parts = [...canvas.getImageData(0, 0, 1, 1).data];
        return [name, `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`];
      });
      probe.remove();
      return Object.fromEntries(solved);
    },
    [asked, primary] as const,
  );
}

describe.each(hosts.map((host, index) => [host.name, host, index] as const))('in a page of %s', (_, host, index) => {
  it('takes over its colours, can be read in light and in dark, and follows its switch', async () => {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(site.urlOf(index));
    await page.getByRole('heading', { name: 'Plans' }).waitFor();
    const seen: string[] = [];
    for (const scheme of ['light', 'dark'] as const satisfies readonly Scheme[]) {
      if (scheme === 'dark') await host.toDark(page);
      const { primary, ...found } = await colorsOf(page, host.primary);
      const button = page.getByRole('button', { name: /^Upgrade to Business/ });
      if (primary !== undefined) expect(found.accent).toBe(primary);
      // Each colour was read by the name of its token.
      const problems = contrastProblems(found as Theme, [scheme]);
      expect([scheme, problems.filter(({ tokens: [front = ''] }) => !host.theirs?.includes(front))]).toEqual([
        scheme,
        [],
      ]);
      await expect.poll(() => button.count()).toBe(1);
      seen.push(`${found.accent} ${found.surface} ${found.text}`);
      const shots = process.env.THEME_SHOTS;
      if (shots) await page.screenshot({ path: path.join(shots, `${index}-${scheme}.png`) });
    }
    expect(new Set(seen).size).toBe(2);
    await page.getByRole('button', { name: /^Upgrade to Business/ }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: /Business/ });
    await confirm.waitFor();
    // The dialog is drawn by the browser above the page, and still wears the theme.
    const panel = await dialog.locator('.ps-dialog-panel').evaluate((node) => getComputedStyle(node).backgroundColor);
    const { surface } = await colorsOf(page, null);
    expect(await hexOf(page, panel)).toBe(surface);
    if (process.env.THEME_SHOTS)
      await page.screenshot({ path: path.join(process.env.THEME_SHOTS, `${index}-dialog.png`) });
    await confirm.click();
    await dialog
      .getByText(/You are on Business/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

function hexOf(page: Page, color: string): Promise<string> {
  return page.evaluate((text) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (!canvas) return '';
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return `#${[...canvas.getImageData(0, 0, 1, 1).data].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  }, color);
}
