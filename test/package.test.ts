import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as Sandbox from 'planshift/sandbox';

// Reads what the build made: `npm run build` comes first, `npm test` sees to it.
const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');
// The package's own manifest.
const manifest: {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** The entries a browser loads, and those that only servers and tools may. */
const LOCALES = readdirSync(path.join(ROOT, 'src/exports/locales')).map((file) => `locales/${file.replace('.ts', '')}`);
const BROWSER = ['index', 'react', 'headless', 'core', 'client', 'theme', 'shadow', ...LOCALES];
const CLIENT_DIRECTIVE = ['headless', 'index', 'react'];

function read(file: string): string {
  return readFileSync(path.join(DIST, file), 'utf8');
}

/** A built file with everything it imports, by path under dist. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const match of read(file).matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g))
    reach(path.posix.join(path.posix.dirname(file), match[1] ?? ''), seen);
  return seen;
}

const SECRETS = [
  /\bck_[A-Za-z0-9_]{8,}/,
  /\b[sr]k_(live|test)_/,
  /\bwhs(ec|k)_[A-Za-z0-9+/=]{8,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(Bearer|Basic) [A-Za-z0-9._+/=-]{8,}/,
  /process\.env\.[A-Z_]*(KEY|SECRET|TOKEN)/,
  /x-api-key/i,
  /\b(apiKey|bearerToken|webhookKey|signingSecret)\b/,
  /_sandbox_(local|webhook)|stripe_sandbox/,
];

// Keys of Dodo Payments and of the partner API, and a handler's secrets, begin with nothing that tells them.
const QUOTED = /(["'`])([A-Za-z0-9+/=_.!-]{24,})\1/g;
const MIXED = [/[a-z]/, /[A-Z]/, /[0-9]/];

function secretsIn(text: string): readonly string[] {
  const unmarked = [...text.matchAll(QUOTED)].map(([, , value = '']) => value);
  return [
    ...SECRETS.filter((pattern) => pattern.test(text)).map(String),
    ...unmarked.filter((value) => MIXED.every((kind) => kind.test(value))),
  ];
}

describe('the built package', () => {
  it('has every file that its doors name', () => {
    const named = Object.entries(manifest.exports).flatMap(([door, target]) =>
      (typeof target === 'string' ? [target] : Object.values(target)).map((file) => [door, file] as const),
    );
    const missing = named.filter(([, file]) => !file.includes('*') && !existsSync(path.join(ROOT, file)));
    expect(missing).toEqual([]);
    expect(readdirSync(path.join(DIST, 'exports/locales'))).toContain('en.js');
  });

  it.each(BROWSER)('%s reaches nothing of server, sandbox or testing', (entry) => {
    const files = [...reach(`exports/${entry}.js`)];
    expect(files.length).toBeGreaterThan(1);
    expect(
      files.filter((file) => /^(server|sandbox|testing|cli)\//.test(file) || file.startsWith('exports/server')),
    ).toEqual([]);
    expect(files.filter((file) => /["'](node:|@commet\/|planshift\/server)/.test(read(file)))).toEqual([]);
  });

  it('brings no markup, no part of a screen and no package but React by the door of the hooks', () => {
    const files = [...reach('exports/headless.js')];
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => /^(components|theme)\/|\.css$/.test(file))).toEqual([]);
    const drawn = (file: string) =>
      /createElement\(|jsxs?\((?!\w+\.Provider|\w+Provider|Announcer)|"ps-|className:/.test(read(file));
    expect(files.filter(drawn)).toEqual([]);
    const packages = files.flatMap((file) => [...read(file).matchAll(/^import\b.*?["']([^."'][^"']*)["'];$/gm)]);
    expect(new Set(packages.map(([, name]) => name))).toEqual(new Set(['react', 'react/jsx-runtime']));
    // The same search finds them where they are.
    expect([...reach('exports/index.js')].filter(drawn).length).toBeGreaterThan(10);
  });

  it.each(BROWSER)('%s holds no secret', (entry) => {
    const found = [...reach(`exports/${entry}.js`)].flatMap((file) =>
      secretsIn(read(file)).map((pattern) => `${file}: ${pattern}`),
    );
    expect(found).toEqual([]);
  });

  it('would see a planted secret', () => {
    const planted: Readonly<Record<string, string>> = {
      'Commet’s key': 'ck_sandbox_local_0000',
      'Stripe’s key': 'sk_' + 'live_x',
      'Stripe’s test key': 'sk_' + 'test_51Hy7R',
      'Stripe’s restricted key': 'rk_' + 'live_51Hy7R',
      'a webhook’s secret': 'whsec_CzBVep/E6Q4z',
      'Dodo’s key': 'Zk8QwE3rT6yU9iO2.pA5sD7fG1hJ4kL0z',
      'the partner API’s key': 'oT4uV7wX1yZ8aB3cD6eF9gH2iJ5kL0mN',
      'a handler’s secret': 'kX9v!2pQ7rT4wZ8bN1mC6yH3jL5dF0sGaE',
      'the name of a secret': 'process.env.COMMET_API_KEY',
      'a header': 'Bearer abcdefghijk',
      'a client’s option': 'x.bearerToken',
    };
    for (const [kind, text] of Object.entries(planted))
      expect(secretsIn(`const key = "${text}";`), kind).not.toEqual([]);
  });

  it('holds no secret of the sandbox in what a browser loads, word by word', async () => {
    // Its own door, as the build made it.
    const sandbox: Pick<typeof Sandbox, 'createSandbox' | 'WEBHOOK_SECRETS'> = await import(
      path.join(DIST, 'exports/sandbox.js')
    );
    const secrets = [...Object.values(sandbox.createSandbox().apiKeys), ...Object.values(sandbox.WEBHOOK_SECRETS)];
    const known = secrets.filter((secret) => secret !== '');
    expect(known.length).toBeGreaterThan(5);
    const files = [...new Set(BROWSER.flatMap((entry) => [...reach(`exports/${entry}.js`)]))];
    expect(files.flatMap((file) => known.filter((secret) => read(file).includes(secret)))).toEqual([]);
    // The same search finds them where they are.
    const served = [...reach('exports/sandbox.js')].map(read).join('\n');
    expect(known.filter((secret) => !served.includes(secret))).toEqual([]);
  });

  it("says 'use client' first in the client entries, and in no other entry", () => {
    const marked = readdirSync(path.join(DIST, 'exports'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .filter((file) => /^["']use client["']/.test(read(`exports/${file}`)))
      .map((file) => file.replace(/\.js$/, ''));
    expect(marked.sort()).toEqual([...CLIENT_DIRECTIVE].sort());
  });

  it('keeps the directive in every built file that uses hooks', () => {
    const files = [...reach('exports/index.js')].filter((file) =>
      /\buse(State|Effect|Context|SyncExternalStore|Ref|Id|LayoutEffect)\(/.test(read(file)),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !/^["']use client["']/.test(read(file)))).toEqual([]);
  });

  it("answers a browser that loads the server's entry with a sentence that helps", async () => {
    const guard = manifest.exports['./server'];
    expect(typeof guard === 'object' && guard.browser).toBe('./dist/exports/server-in-browser.js');
    await expect(import(path.join(DIST, 'exports/server-in-browser.js'))).rejects.toThrow(/server/i);
  });

  it('loads on a server without React, DOM or a provider', () => {
    const code = `await import('planshift/server'); await import('planshift/core'); await import('planshift/locales/en'); console.log('ok')`;
    expect(
      execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: ROOT, encoding: 'utf8' }).trim(),
    ).toBe('ok');
  });

  it('ships no maps, tests or stories, and no path of a machine', () => {
    const packed: readonly { readonly files: readonly { readonly path: string }[] }[] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    const files = packed[0]?.files.map((file) => file.path) ?? [];
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !/^(dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => /\.(map|tsx?)$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    const withPath = files.filter(
      (file) => file.startsWith('dist/') && readFileSync(path.join(ROOT, file), 'utf8').includes(ROOT),
    );
    expect(withPath).toEqual([]);
  });

  it('installs nothing but the dialog, and runs nothing at install', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['@radix-ui/react-dialog']);
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  it('puts every style under one layer and keeps its weight out of scripts', () => {
    const css = read('styles.css');
    expect(css).toMatch(/@layer planshift/);
    expect(css.replace(/@layer planshift\b[\s\S]*/, '').trim()).toBe('');
    expect(css).not.toMatch(/!important/);
    expect(css).not.toMatch(
      /(?<!safe-area-)\b(margin|padding|border|inset)-(left|right|top|bottom)\b|(?<![-\w])(left|right)\s*:/,
    );
  });

  it('raises every rule of the sealed sheet above four ids, and leaves the page to its host', () => {
    const sealed = read('sealed.css');
    const [layer = ''] = /@layer planshift\{:where\(:root\)\{[^}]*\}\}/.exec(sealed) ?? [];
    expect(layer).not.toBe('');
    const rules = sealed.replace(layer, '').replace(/@keyframes [^{]+\{(?:[^{}]*\{[^}]*\})*\}/g, '');
    const selectors = [...rules.matchAll(/(?<=[{};]|^)([^{};@]+)\{/g)].map(([, selector = '']) => selector);
    expect(selectors.length).toBeGreaterThan(150);
    expect(selectors.filter((selector) => !selector.startsWith(':not(#ps#ps#ps#ps)'))).toEqual([]);
    expect(rules).not.toMatch(/@layer|!important|:root/);
    // Whoever adopts it as a constructed sheet gets the same.
    expect(read('theme/sealed.js')).toContain(JSON.stringify(sealed.trim()).slice(1, 400));
  });
});
