import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyState } from 'planshift/testing';
import { loadCases } from '../cases.js';
import { startChromium } from '../e2e/chromium.js';
import { startStrictSite, type StrictSite } from './server.js';

interface Profile {
  readonly name: string;
  readonly header: string;
}

// The file of cases is this repository's own.
const { cspProfiles } = loadCases('security') as { readonly cspProfiles: readonly Profile[] };
const FRAMED = /framed|sandboxed/;
const profiles = cspProfiles.filter(({ name }) => !FRAMED.test(name));

function headerOf(name: string): string {
  const found = cspProfiles.find((profile) => profile.name === name);
  if (!found) throw new Error(`There is no profile "${name}".`);
  return found.header;
}

const STRICT = headerOf('strict');

let site: StrictSite;
let browser: Browser;

beforeAll(async () => {
  site = await startStrictSite();
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

interface Visit {
  readonly page: Page;
  /** What the policy stopped, what was thrown, what the console complained of, and who else was called. */
  readonly complaints: readonly string[];
}

async function visitor(): Promise<Visit> {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${String(error)}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${site.url}/`)) complaints.push(`called: ${request.url()}`);
  });
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, sourceFile }) => {
      const complain: unknown = Reflect.get(window, 'complain');
      if (typeof complain === 'function') complain(`violation: ${effectiveDirective} ${sample} ${sourceFile}`);
    });
  });
  return { page, complaints };
}

async function go({ page }: Visit, policy: string, task: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(site.page(policy, task));
  await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 40_000 });
}

describe.each(profiles)('under the policy "$name"', ({ header }) => {
  it.each([
    ['drawn in the browser', 'every'],
    ['written by a server and come to life', 'every on the server'],
  ])('shows every state, %s, without a violation or a word on the console', async (_, render) => {
    const visit = await visitor();
    await go(visit, header, { render });
    expect(await visit.page.evaluate(() => window.drawn)).toBe(everyState.length);
    expect(visit.complaints).toEqual([]);
    await visit.page.close();
  });

  it('changes a plan with a dialog that opens, confirms and closes, and calls nobody else', async () => {
    const visit = await visitor();
    const { page } = visit;
    site.sandbox.control.reset();
    await go(visit, header, { render: 'live' });
    await page.getByRole('button', { name: 'Upgrade to Business' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: /pay \$/i });
    await confirm.waitFor();
    // The sheet is there: the button has its colour, and the dialog its place.
    expect(await confirm.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(47, 84, 201)');
    await confirm.click();
    await dialog.getByText('You are on Business').first().waitFor();
    await dialog
      .getByRole('button', { name: /done|close/i })
      .first()
      .click();
    await dialog.waitFor({ state: 'hidden' });
    expect(site.sandbox.control.ledger().length).toBe(1);
    expect(visit.complaints).toEqual([]);
    await page.close();
  });
});

describe('a page that a server rendered', () => {
  it('has its dialog open once it has come to life', async () => {
    const visit = await visitor();
    await go(visit, STRICT, { render: 'server', state: 'flow reviewing' });
    await visit.page.getByRole('dialog', { name: 'Review the change' }).waitFor();
    expect(await visit.page.locator('dialog').evaluate((dialog: HTMLDialogElement) => dialog.matches(':modal'))).toBe(
      true,
    );
    await visit.page.close();
  });
});

describe('a page without a sheet of its own', () => {
  it('takes the adopted one where no style may stand in the page', async () => {
    const visit = await visitor();
    const policy = STRICT.replace("style-src 'nonce-R'", "style-src 'none'");
    expect(policy).not.toBe(STRICT);
    await go(visit, policy, { render: 'client', state: 'flow reviewing', adopts: 'yes' });
    const primary = visit.page.locator('.ps-button[data-kind=primary]').first();
    expect(await primary.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(47, 84, 201)');
    expect(visit.complaints).toEqual([]);
    await visit.page.close();
  });
});

describe('what is listened to', () => {
  it.each([
    ['a style attribute', '<p style="color: red">x</p>', /style-src-attr/],
    ['a style element', '<style>p { color: red }</style>', /style-src-elem/],
    ['an inline script', '<script>0</script>', /script-src-elem/],
    ['a call to another origin', '<img src="http://localhost:1/x.png" alt="">', /img-src/],
  ])('would tell of %s', async (_, plant, told) => {
    const visit = await visitor();
    await go(visit, STRICT, { render: 'server', state: 'flow choosing', plant });
    expect(visit.complaints.join('\n')).toMatch(told);
    await visit.page.close();
  });

  it('would tell of markup that a script writes past Trusted Types', async () => {
    const visit = await visitor();
    await go(visit, STRICT, { render: 'client', state: 'flow choosing' });
    await visit.page.evaluate(() => {
      try {
        document.body.innerHTML = '<p>x</p>';
      } catch {
        // Stopped, as it should be.
      }
    });
    await expect.poll(() => visit.complaints.join('\n')).toMatch(/require-trusted-types-for/);
    await visit.page.close();
  });
});

describe('in a frame', () => {
  it('says what is wrong instead of breaking, where a sandbox takes away origin, storage and cookies', async () => {
    const visit = await visitor();
    const { page } = visit;
    await go(visit, headerOf('sandboxed iframe'), { render: 'live' });
    expect(await page.evaluate(() => origin)).toBe('null');
    await page.getByText('Plans could not be loaded').or(page.getByRole('alert')).first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(visit.complaints.filter((one) => one.startsWith('thrown'))).toEqual([]);
    expect(visit.complaints.filter((one) => one.startsWith('violation'))).toEqual([]);
    await page.close();
  });

  it('draws every state in a sandbox', async () => {
    const visit = await visitor();
    await go(visit, headerOf('sandboxed iframe'), { render: 'every' });
    expect(await visit.page.evaluate(() => window.drawn)).toBe(everyState.length);
    expect(visit.complaints).toEqual([]);
    await visit.page.close();
  });

  it('stands in the shell that the host named, and in no other', async () => {
    const { page } = await visitor();
    const shell = site.url.replace('127.0.0.1', 'localhost');
    const framed = async (policy: string) => {
      await page.goto(`${shell}/page?policy=`);
      await page.evaluate(
        (src) => {
          const frame = document.createElement('iframe');
          frame.src = src;
          document.body.append(frame);
        },
        site.page(policy, { render: 'client', state: 'flow reviewing' }),
      );
      await expect.poll(() => page.frames().length).toBe(2);
      const [, frame] = page.frames();
      await frame?.waitForLoadState();
      return (await frame?.locator('.ps-dialog-panel').count()) ?? 0;
    };
    const partner = headerOf('framed by partner shell');
    expect(await framed(partner)).toBe(0);
    expect(await framed(partner.replace('https://shell.partner.example', shell))).toBe(1);
    await page.close();
  });
});
