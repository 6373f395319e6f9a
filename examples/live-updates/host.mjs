// A host whose open pages follow what happens at its billing system: webhook → server-sent event → the page reads again.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Commet } from '@commet/node';
import { sendCommetTo } from 'planshift/sandbox';
import { startSandboxServer } from 'planshift/sandbox/node';
import { createChangePlanHandler, memoryLedger } from 'planshift/server';
import { commet } from 'planshift/server/commet';
import { toNodeListener } from 'planshift/server/node';
import { createWebhookHandler } from 'planshift/server/webhook';
import { createOpenPages } from './openPages.mjs';
import { pageFiles } from './pageFiles.mjs';

/** A real host reads its session here. */
const SESSION = { customerId: 'cus_demo', subscriptionId: 'sub_demo' };

export async function startHost({ port = 4200 } = {}) {
  const billing = await startSandboxServer({ port: 0 });
  const { baseUrl, apiKey } = billing.ready.providers.commet;
  const stopSending = sendCommetTo(baseUrl);
  const client = new Commet({ apiKey, telemetry: false, timeout: 8000, retries: 1 });
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;

  const pages = createOpenPages();
  const webhookSecret = `harbor_${randomBytes(16).toString('hex')}`;
  billing.sandbox.control.addWebhook({ url: `${url}/webhooks/commet`, provider: 'commet', secret: webhookSecret });

  const onWebhook = toNodeListener(
    createWebhookHandler({
      scheme: 'commet',
      secrets: [webhookSecret],
      // The event says whose subscription to look at, not what to believe of it.
      onEvent: ({ customerId }) => {
        if (customerId !== null) pages.tell(customerId);
      },
      onProblem: (problem) => console.warn('webhook', problem),
    }),
  );
  const onBilling = toNodeListener(
    createChangePlanHandler({
      provider: commet({ client }),
      authorize: () => ({ actor: 'user_demo', ...SESSION, may: 'change', role: 'customer' }),
      secrets: [randomBytes(32).toString('hex')],
      ledger: memoryLedger(),
      allowedOrigins: [url],
      allowedRedirectOrigins: [billing.url],
      returnUrl: `${url}/`,
    }),
  );
  const files = pageFiles();

  server.on('request', (request, response) => {
    const path = request.url ?? '/';
    // Before anything that reads bodies: the signature is over the bytes as they arrive.
    if (path === '/webhooks/commet') return void onWebhook(request, response);
    if (path.startsWith('/api/billing/')) return void onBilling(request, response);
    if (path === '/live') return pages.open(SESSION.customerId, request, response);
    return void files(path, response);
  });

  return {
    url,
    billing,
    client,
    async close() {
      stopSending();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await billing.close();
    },
  };
}
