// Browser → handler → provider on the official SDK → sandbox over HTTP. Only public names of the package are used.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import path from 'node:path';
import { startSandboxServer } from 'planshift/sandbox/node';
import { createChangePlanHandler, memoryLedger } from 'planshift/server';
import { toNodeListener } from 'planshift/server/node';
import { createServer as createVite } from 'vite';
import { openProviders } from './providers.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');

/** The demo's "session": who is signed in is a cookie that the panel sets. A real host reads its own session here. */
function customerOf(request) {
  return cookieOf(request.headers.get('cookie'), 'harbor_customer') ?? 'cus_demo';
}

function cookieOf(cookies, name) {
  return new RegExp(`(?:^|;\\s*)${name}=([a-z0-9_]+)`).exec(cookies ?? '')?.[1];
}

export async function startDemo({ port }) {
  const sandboxServer = await startSandboxServer({ port: 0 });
  const sandbox = sandboxServer.ready;
  const secret = process.env.HARBOR_SECRET ?? randomBytes(32).toString('hex');

  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Stop what runs there, or choose another: npm start -- --port 4100`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://localhost:${server.address().port}`;

  const openSystems = () => openProviders(sandbox, url, secret);
  let systems = openSystems();
  const openHandler = ({ provider, subscriptionOf, presentation, ledger = memoryLedger() }) =>
    createChangePlanHandler({
      provider,
      authorize: async (request) => {
        const customerId = customerOf(request);
        const subscriptionId = await subscriptionOf(customerId);
        return { actor: `user_of_${customerId}`, customerId, subscriptionId, may: 'change', role: 'customer' };
      },
      secrets: [secret],
      ledger,
      allowedOrigins: [url, url.replace('localhost', '127.0.0.1')],
      allowedRedirectOrigins: [sandbox.url, url],
      returnUrl: `${url}/`,
      supportUrl: `${url}/help`,
      // What the billing system leaves to the customer, and this host does too: the time, how many, and what beside the plan.
      accept: {
        effectiveAt: true,
        quantity: true,
        addons: true,
        discountCodes: true,
        cancel: true,
        cancelNow: true,
        topUp: true,
        portal: true,
      },
      presentation: presentation ?? {
        plans: {
          pln_pro: { recommended: true },
          pln_business: { words: { en: { badge: 'For growing fleets' } } },
        },
      },
    });

  const vite = await createVite({
    configFile: false,
    root: here,
    cacheDir: path.join(root, 'node_modules/.vite-demo'),
    appType: 'spa',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: { server } },
    resolve: {
      alias: [
        { find: /^planshift\/styles\.css$/, replacement: path.join(root, 'dist/styles.css') },
        { find: /^planshift$/, replacement: path.join(root, 'dist/exports/index.js') },
        { find: /^planshift\/(.+)$/, replacement: path.join(root, 'dist/exports/$1.js') },
      ],
    },
  });

  const openAll = () =>
    Object.fromEntries(Object.entries(systems).map(([name, system]) => [name, toNodeListener(openHandler(system))]));
  let billing = openAll();
  const panel = passOn(sandbox.control, '/__panel');
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/api/billing/')) {
      const chosen = cookieOf(request.headers.cookie, 'harbor_provider');
      return void (billing[chosen] ?? billing.commet)(request, response);
    }
    // Starting over forgets what the handler remembers of open changes too.
    if (request.url === '/__panel/reset') {
      systems = openSystems();
      billing = openAll();
    }
    if (request.url?.startsWith('/partner-checkout')) return void sell(systems.ocp, request, response);
    if (request.url?.startsWith('/__panel/')) return void panel(request, response);
    return vite.middlewares(request, response);
  });

  return {
    url,
    sandboxUrl: sandbox.url,
    async close() {
      await vite.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandboxServer.close();
    },
  };
}

/** The panel speaks to the sandbox's control routes through this server, so the page asks nobody else. */
function passOn(control, prefix) {
  return async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(`${control}${request.url.slice(prefix.length)}`, {
      method: request.method,
      headers: { 'content-type': 'application/json' },
      ...(request.method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
}

async function sell({ checkout }, request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { status, location, html } = await checkout(request, Buffer.concat(chunks).toString('utf8'));
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...(location && { location }) });
  response.end(html);
}
