import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { sealedSheet } from '../../.build/seal.js';
import { publicNames } from '../publicNames.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Bundle {
  readonly js: string;
  readonly css: string;
}

/** What a bundler makes of an app: the public names lead to the source, and the sealed sheet is filled, as by the build. */
export async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, entry)],
    outdir: 'out',
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'public-names',
        setup(bundler) {
          bundler.onResolve({ filter: /^planshift\/sealed\.css$/ }, ({ path: name }) => ({
            path: name,
            namespace: 'sealed',
          }));
          bundler.onLoad({ filter: /.*/, namespace: 'sealed' }, () => ({ contents: sealedSheet(), loader: 'css' }));
          bundler.onResolve({ filter: /^planshift/ }, ({ path: name }) => {
            const found = publicNames.find(({ find }) => find.test(name));
            return found ? { path: name.replace(found.find, found.replacement) } : null;
          });
        },
      },
    ],
  });
  const textOf = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { js: textOf('.js'), css: textOf('.css') };
}

export interface BundledPage {
  readonly js: string;
  readonly css: readonly string[];
  readonly body: string;
  /** A content security policy; scripts and sheets of the page carry the nonce `R`. */
  readonly policy?: string;
}

export interface Pages {
  readonly urlOf: (index: number) => string;
  readonly close: () => void;
}

const NOTHING: BundledPage = { js: '', css: [], body: '' };

/** Serves each page with its script on a free port of this machine. */
export async function servePages(pages: readonly BundledPage[]): Promise<Pages> {
  const server = createServer(({ url = '/' }, response) => {
    const { js, css, body, policy } = pages[Number.parseInt(url.slice(1), 10)] ?? NOTHING;
    const isScript = url.endsWith('.js');
    const sheets = css.map((text) => `<style nonce="R">${text}</style>`).join('');
    response
      .writeHead(200, {
        'content-type': `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`,
        ...(policy && !isScript && { 'content-security-policy': policy }),
      })
      .end(
        isScript
          ? js
          : `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">${sheets}</head><body>${body}<script type="module" nonce="R" src="${url}.js"></script></body></html>`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (index) => `http://127.0.0.1:${port}/${index}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
