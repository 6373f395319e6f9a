import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { createSandbox } from 'planshift/sandbox';
import { createChangePlanHandler, memoryLedger } from 'planshift/server';
import { toNodeListener } from 'planshift/server/node';
import { startChromium } from './chromium.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The block of the README that begins with `// name`. */
function fromReadme(name: string): string {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const block = new RegExp('```\\w+\\n// ' + name + '\\n([\\s\\S]*?)```').exec(readme)?.[1];
  if (!block) throw new Error(`The README has no block named ${name}.`);
  return block;
}

let app: string;
let server: Server;
let browser: Browser;
let url: string;
const sandbox = createSandbox();

/** An empty app with the tarball unpacked as npm would, and nothing of the repository but React and the dialog. */
function anEmptyApp(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'planshift-embed-'));
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, 'planshift'), { recursive: true });
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT, stdio: 'ignore' });
  execFileSync('sh', ['-c', `tar -xzf ${folder}/planshift-*.tgz -C ${modules}/planshift --strip-components=1`]);
  for (const name of ['react', 'react-dom', '@radix-ui', 'scheduler'])
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><html lang="en"><head><title>App</title><link rel="icon" href="data:,"></head><body><main id="root"></main><script type="module" src="/main.tsx"></script></body></html>',
  );
  writeFileSync(path.join(folder, 'main.tsx'), fromReadme('embed'));
  return folder;
}

beforeAll(async () => {
  app = anEmptyApp();
  await build({ root: app, configFile: false, logLevel: 'error', build: { outDir: 'out' } });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handler = createChangePlanHandler({
    provider: (scope) => sandbox.adapter(scope),
    authorize: () => ({ actor: 'user', ...sandbox.demo, may: 'change', role: 'customer' }),
    secrets: ['a secret of at least thirty-two characters'],
    ledger: memoryLedger(),
    allowedOrigins: [url],
    allowedRedirectOrigins: [url],
    returnUrl: `${url}/`,
  });
  const billing = toNodeListener(handler);
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/api/billing/')) return void billing(request, response);
    const file = request.url === '/' ? '/index.html' : (request.url ?? '/');
    const body = readFileSync(path.join(app, 'out', path.normalize(file)));
    response
      .writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        // The strictest policy a static page can have: nothing inline, nobody else.
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'",
      })
      .end(body);
  });
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  if (app) rmSync(app, { recursive: true, force: true });
});

describe('the packed package in an empty app', () => {
  it('is embedded in at most ten lines', () => {
    const lines = fromReadme('embed')
      .trim()
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(10);
  });

  it('changes a plan under a strict content security policy, without a word on the console', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on(
      'console',
      (message) => message.type() !== 'info' && message.type() !== 'log' && complaints.push(message.text()),
    );
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    await page
      .getByRole('button', { name: /Business/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: /Business/ });
    const label = (await confirm.textContent()) ?? '';
    // What a bundler makes of the style sheet for older browsers still has its colours.
    await expect
      .poll(() => confirm.evaluate((button) => getComputedStyle(button).backgroundColor))
      .toBe('rgb(47, 84, 201)');
    await confirm.click();
    await dialog
      .getByText(/now Business|Business/)
      .first()
      .waitFor();
    await expect.poll(() => sandbox.control.ledger().length).toBe(1);
    const [charge] = sandbox.control.ledger();
    expect(label.replaceAll(',', '')).toContain(((charge?.amount ?? 0) / 100).toFixed(2));
    expect(complaints).toEqual([]);
    await page.close();
  });
});
