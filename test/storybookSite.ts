import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

// Reads what `npm run build-storybook` made; `npm test` sees to it.
const SITE = path.resolve(import.meta.dirname, '../storybook-static');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface StorybookSite {
  readonly url: string;
  /** Every path that was asked for. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** Serves the built Storybook under a path of some host, as static files and nothing else. */
export async function serveStorybook(mount = '/'): Promise<StorybookSite> {
  if (!existsSync(path.join(SITE, 'index.json')))
    throw new Error('There is no built Storybook. Run `npm run build-storybook` first.');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const file = path.join(SITE, pathname.slice(mount.length) || 'index.html');
    if (!pathname.startsWith(mount) || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${mount}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
