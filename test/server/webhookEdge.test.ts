import { runInNewContext } from 'node:vm';
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** What every platform of the web kind has; nothing of Node. */
const WEB = {
  ...{ AbortController, AbortSignal, Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder, URL },
  ...{ atob, btoa, clearTimeout, crypto, setTimeout, Uint8Array, Error, TypeError },
};

it('reads webhooks where there is only the web: no process, no Buffer, no modules of Node', async () => {
  const { outputFiles } = await build({
    entryPoints: [path.resolve(import.meta.dirname, '../../src/exports/server/webhook.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'planshift',
    platform: 'neutral',
    logLevel: 'error',
  });
  const body = JSON.stringify({ id: 'whev_1', event: 'subscription.plan_changed', data: { subscriptionId: 'sub_1' } });
  const secret = 'endpoint-secret-of-the-tests';
  const host = { body, secret, signature: createHmac('sha256', secret).update(body).digest('hex') };
  const answer: unknown = await runInNewContext(
    `${outputFiles[0]?.text ?? ''}
    (async () => {
      const seen = [];
      const handle = planshift.createWebhookHandler({
        scheme: 'commet', secrets: [host.secret], onEvent: (event) => void seen.push(event.subscriptionId),
      });
      const headers = { 'x-commet-signature': host.signature };
      const { status } = await handle(new Request('https://a.example/', { method: 'POST', headers, body: host.body }));
      return [status, ...seen].join();
    })()`,
    { ...WEB, host },
  );
  expect(answer).toBe('200,sub_1');
});
