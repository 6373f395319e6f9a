import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpAdapter } from 'planshift/client';
import { aCatalog, aChangeRequest, aQuote, changeOutcomes } from 'planshift/testing';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A real server that answers everything the same way, and an adapter that asks it. */
async function serving(answer: (response: ServerResponse) => void, headers?: Record<string, string>) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => (server.closeAllConnections(), server.close()));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/w/1/billing/`;
  return { seen, adapter: createHttpAdapter({ endpoint, ...(headers && { headers }) }) };
}

const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
const html = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Bad <script>alert(1)</script></h1>');
const never = () => new AbortController().signal;

describe('createHttpAdapter', () => {
  it('reads the catalog with the language in the query, and nothing of who is asking', async () => {
    const { adapter, seen } = await serving(json(aCatalog()));
    await expect(adapter.getCatalog({ locale: 'de-AT' }, never())).resolves.toEqual(aCatalog());
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/w/1/billing/catalog?locale=de-AT', body: '' });
    expect(seen[0]?.headers['planshift-version']).toBe('1');
  });

  it("posts JSON to the end of the endpoint, with the host's own headers", async () => {
    const { adapter, seen } = await serving(json(aQuote()), { 'x-csrf': 'of the host' });
    const selection = { priceId: 'price_pro_monthly' };
    await expect(adapter.previewChangePlan({ selection, locale: 'en' }, never())).resolves.toEqual(aQuote());
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/w/1/billing/preview',
      body: JSON.stringify({ selection, locale: 'en' }),
    });
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-csrf': 'of the host' });
  });

  it('reads an outcome by its shape, whatever its HTTP status', async () => {
    for (const [status, outcome] of [
      [402, changeOutcomes.declined],
      [409, changeOutcomes.preview_stale],
      [422, changeOutcomes.rejected],
    ] as const) {
      const { adapter } = await serving(json(outcome, status));
      await expect(adapter.changePlan(aChangeRequest(aQuote()), never())).resolves.toEqual(outcome);
    }
  });

  it('hands on an error of the handler with its code, its reference and how long to wait', async () => {
    const error = { code: 'rate_limited', message: 'slow down', reference: 'req_1', retryAfterMs: 3000 };
    const { adapter } = await serving(json({ error }, 429));
    await expect(adapter.changePlan(aChangeRequest(aQuote()), never())).rejects.toMatchObject(error);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [502, 'provider_unavailable'],
    [503, 'provider_unavailable'],
    [200, 'unreadable_answer'],
  ])('tells a page of a proxy (%s) by its status and never repeats its words', async (status, code) => {
    const { adapter } = await serving(html(status));
    const thrown = await adapter.changePlan(aChangeRequest(aQuote()), never()).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code });
    expect(String(thrown)).not.toContain('script');
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['a status nobody knows', { status: 'done' }],
    ['an amount as a string', { ...aQuote(), dueNow: { amount: '8450', currency: 'USD' } }],
    ['an amount that is not whole', { ...aQuote(), dueNow: { amount: 84.5, currency: 'USD' } }],
    ['no amount', { ...aQuote(), dueNow: null }],
  ])('refuses a preview that is %s', async (_, body) => {
    const { adapter } = await serving(json(body));
    await expect(
      adapter.previewChangePlan({ selection: { priceId: 'x' }, locale: 'en' }, never()),
    ).rejects.toMatchObject({ code: 'unreadable_answer' });
  });

  it('takes nothing from __proto__ and leaves every object as it was', async () => {
    const { adapter } = await serving(
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(aQuote()).replace('{', '{"__proto__":{"polluted":true},')),
    );
    const preview = await adapter.previewChangePlan({ selection: { priceId: 'x' }, locale: 'en' }, never());
    expect(preview).toEqual(aQuote());
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('does not read an answer without end', async () => {
    const { adapter } = await serving(json({ ...aQuote(), filler: 'x'.repeat(2_100_000) }));
    await expect(
      adapter.previewChangePlan({ selection: { priceId: 'x' }, locale: 'en' }, never()),
    ).rejects.toMatchObject({ code: 'unreadable_answer' });
  });

  it('calls a broken connection network, and a body cut short unreadable: both are read, not guessed', async () => {
    const reset = await serving((response) => response.socket?.destroy());
    await expect(reset.adapter.changePlan(aChangeRequest(aQuote()), never())).rejects.toMatchObject({
      code: 'network',
      sent: true,
    });
    const cut = await serving((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"status":"appl', () => response.socket?.destroy());
    });
    await expect(cut.adapter.changePlan(aChangeRequest(aQuote()), never())).rejects.toMatchObject({
      code: 'unreadable_answer',
      sent: true,
    });
  });

  it('stops with the reason of the signal', async () => {
    const { adapter } = await serving(() => {});
    const controller = new AbortController();
    const asked = adapter.getCatalog({ locale: 'en' }, controller.signal);
    const reason = new Error('superseded');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});
