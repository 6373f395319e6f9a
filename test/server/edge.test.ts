import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import path from 'node:path';
import { expect, it } from 'vitest';
import { aCatalog, aQuote } from '../../src/testing/fixtures.js';
import { APPLIED } from './scripted.js';
import { APP, SECRET } from './world.js';

/** What every platform of the web kind has; nothing of Node. */
const WEB = {
  ...{ AbortController, AbortSignal, Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder, URL },
  ...{ URLSearchParams, atob, btoa, clearTimeout, crypto, setTimeout, structuredClone, Uint8Array, Error, TypeError },
};

it('runs where there is only the web: no process, no Buffer, no modules of Node', async () => {
  const entry = path.resolve(import.meta.dirname, '../../src/exports/server.ts');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'planshift',
    platform: 'neutral',
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  const host = { catalog: aCatalog(), quote: aQuote(), applied: APPLIED, APP, SECRET };
  const answer: unknown = await runInNewContext(
    `${code}
    const provider = () => ({
      getCatalog: async () => host.catalog,
      previewChangePlan: async () => host.quote,
      changePlan: async () => host.applied,
    });
    const handler = planshift.createChangePlanHandler({
      provider,
      authorize: () => ({ actor: 'a', customerId: 'c', subscriptionId: 's', may: 'change', role: 'customer' }),
      secrets: [host.SECRET],
      ledger: planshift.memoryLedger(),
      allowedOrigins: [host.APP],
      allowedRedirectOrigins: [],
      returnUrl: host.APP + '/settings',
    });
    const ask = async (route, body) => {
      const headers = { origin: host.APP, 'content-type': 'application/json' };
      const request = new Request(host.APP + '/billing/' + route, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await handler(request)).json();
    };
    (async () => {
      const selection = { priceId: 'price_pro_monthly' };
      const { token, dueNow: expected } = await ask('preview', { selection, locale: 'en' });
      const outcome = await ask('change', { selection, token, expected, idempotencyKey: 'k', returnTo: null, locale: 'en' });
      return outcome.status;
    })()`,
    { ...WEB, host },
  );
  expect(answer).toBe('applied');
});
