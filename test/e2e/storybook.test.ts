import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from './chromium.js';

// Reads what `npm run build-storybook` made; `npm test` sees to it.
const SITE = path.resolve(import.meta.dirname, '../../storybook-static');
const MOUNT = '/some/sub/path/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

let server: Server;
let browser: Browser;
let site: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const file = path.join(SITE, pathname.slice(MOUNT.length) || 'index.html');
    if (!pathname.startsWith(MOUNT) || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}${MOUNT}`;
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

describe('the built Storybook', () => {
  it('opens under a sub-path, with its toolbar, and asks for nothing outside of it', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await page.goto(`${site}?path=/story/flows--upgrade-now`);
    for (const name of ['Light', 'No brand', 'Left to right'])
      await page.getByRole('button', { name }).first().waitFor();
    const story = page.frameLocator('#storybook-preview-iframe');
    await story.getByRole('heading', { name: 'Plan and billing' }).waitFor();
    expect(asked.filter((one) => !one.startsWith(MOUNT))).toEqual([]);
    await page.close();
  });

  it('changes a plan with no server but the files', async () => {
    const page = await browser.newPage();
    await page.goto(`${site}iframe.html?id=flows--upgrade-now&viewMode=story`);
    await page.getByRole('region', { name: 'Your plan' }).getByText('Business').first().waitFor({ timeout: 15_000 });
    await page.close();
  });
});
