import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { everyState } from 'planshift/testing';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { createChangePlanHandler, memoryLedger } from 'planshift/server';
import { toNodeListener } from 'planshift/server/node';
import { bundleApp, sheets } from '../hosts/bundle.js';
import { StateScreen } from '../hosts/screens.js';

export interface StrictSite {
  readonly url: string;
  readonly sandbox: Sandbox;
  /** The address of a page. `R` in the policy becomes its nonce. */
  readonly page: (policy: string, task: Readonly<Record<string, string>>) => string;
  readonly close: () => void;
}

/** A host whose every page comes with the policy that its address names, from a server of its own. */
export async function startStrictSite(): Promise<StrictSite> {
  const { styles } = sheets();
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/app.js': ['text/javascript', await bundleApp('test/csp/app.tsx')],
    '/styles.css': ['text/css', styles],
  };
  const sandbox = createSandbox();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const billing = toNodeListener(
    createChangePlanHandler({
      provider: (scope) => sandbox.adapter(scope),
      authorize: () => ({ actor: 'user', ...sandbox.demo, may: 'change', role: 'customer' }),
      secrets: ['a secret of at least thirty-two characters'],
      ledger: memoryLedger(),
      allowedOrigins: [url],
      allowedRedirectOrigins: [url],
      returnUrl: `${url}/`,
    }),
  );
  server.on('request', (request, response) => {
    const asked = new URL(request.url ?? '/', url);
    if (asked.pathname.startsWith('/api/billing/')) return void billing(request, response);
    const file = files[asked.pathname];
    if (file) return void response.writeHead(200, { 'content-type': file[0] }).end(file[1]);
    if (asked.pathname !== '/page') return void response.writeHead(204).end();
    const nonce = randomBytes(16).toString('base64url');
    const policy = (asked.searchParams.get('policy') ?? '').replaceAll("'nonce-R'", `'nonce-${nonce}'`);
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(html(Object.fromEntries(asked.searchParams), nonce));
  });
  return {
    url,
    sandbox,
    page: (policy, task) => `${url}/page?${new URLSearchParams({ ...task, policy }).toString()}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function html(task: Readonly<Record<string, string>>, nonce: string): string {
  const { render = 'client', state = '', adopts = '', plant = '' } = task;
  const sheet = adopts === '' ? `<link rel="stylesheet" nonce="${nonce}" href="/styles.css">` : '';
  const told = JSON.stringify({ render, state, adopts: adopts !== '' }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Strict</title>${sheet}</head><body>${plant}<main><div id="kit">${markupOf(render, state)}</div></main><script type="application/json" id="task">${told}</script><script nonce="${nonce}" src="/app.js"></script></body></html>`;
}

function markupOf(render: string, state: string): string {
  if (render === 'server') return renderToString(createElement(StateScreen, { name: state }));
  if (render !== 'every on the server') return '';
  return everyState
    .map(([name], index) => {
      const written = renderToString(createElement(StateScreen, { name }), { identifierPrefix: `s${index}` });
      // One is looked at at a time; the others only have to be read by the browser.
      return `<div hidden>${written}</div>`;
    })
    .join('');
}
