import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toNodeListener } from 'planshift/server/node';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import { promisedAmount } from '../../src/core/preview.js';
import { APP, noSignal, openWorld, readOf, type World } from './world.js';

let world: World;
let server: Server;
afterEach(async () => {
  world.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A handler behind node:http on a free port. */
async function listen(handler: (request: Request) => Promise<Response>): Promise<string> {
  server = createServer((incoming, outgoing) => void toNodeListener(handler)(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of that kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const HEADERS = { origin: APP, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };

/** Sends raw bytes; answers what came back until the other side closed. */
function raw(origin: string, head: string, feed: (write: (data: string) => boolean) => void): Promise<string> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(head);
      feed((data) => socket.writable && socket.write(data));
    });
    socket.on('data', (data) => void (answer += String(data)));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
    socket.setTimeout(5_000, () => reject(new Error('The connection was not closed.')));
  });
}

describe('the listener for node:http', () => {
  it('carries a whole change over real HTTP', async () => {
    world = openWorld();
    const origin = await listen(world.handler);
    const adapter = createHttpAdapter({ endpoint: `${origin}/api/billing/`, headers: HEADERS });
    const selection = { priceId: 'pln_business:monthly' };
    const preview = await adapter.previewChangePlan({ selection, locale: 'en' }, noSignal);
    if (preview.status !== 'quote') throw new Error(preview.status);
    const confirm = { selection, token: preview.token, expected: promisedAmount(preview), idempotencyKey: 'k-1' };
    const outcome = await adapter.changePlan({ ...confirm, returnTo: null, locale: 'en' }, noSignal);
    expect(outcome).toMatchObject({ status: 'applied', amountCharged: preview.dueNow });
    expect(world.charges()).toBe(1);
  });

  it('keeps method, path, query, headers and body, and the whole path under a mount', async () => {
    world = openWorld();
    const seen: unknown[] = [];
    const origin = await listen(async (request) => {
      const { pathname, search } = new URL(request.url);
      seen.push([request.method, pathname + search, request.headers.get('x-one'), await request.text()]);
      return new Response('{}', { status: 201, headers: { 'x-two': '2' } });
    });
    const answer = await fetch(`${origin}//a/b?c=d`, { method: 'PUT', headers: { 'x-one': '1' }, body: 'ü' });
    expect([answer.status, answer.headers.get('x-two')]).toEqual([201, '2']);
    expect(seen).toEqual([['PUT', '/a/b?c=d', '1', 'ü']]);
  });

  it('closes an endless body within a second, with 413', async () => {
    world = openWorld();
    const origin = await listen(world.handler);
    const before = performance.now();
    const head = [
      'POST /api/billing/preview HTTP/1.1',
      `Host: ${new URL(origin).host}`,
      `Origin: ${APP}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      '\r\n',
    ].join('\r\n');
    const chunk = `${(16_384).toString(16)}\r\n${' '.repeat(16_384)}\r\n`;
    let timer: NodeJS.Timeout | undefined;
    const answer = await raw(origin, head, (write) => {
      timer = setInterval(() => write(chunk), 5);
    });
    clearInterval(timer);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(performance.now() - before).toBeLessThan(1_500);
  });

  it('answers 408 to a body that drips, and closes', async () => {
    world = openWorld({ handler: { limits: { bodyTimeoutMs: 150 } } });
    const origin = await listen(world.handler);
    const head = [
      'POST /api/billing/preview HTTP/1.1',
      `Host: ${new URL(origin).host}`,
      `Origin: ${APP}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/json',
      'Content-Length: 500',
      '\r\n',
    ].join('\r\n');
    let timer: NodeJS.Timeout | undefined;
    const answer = await raw(origin, head, (write) => {
      timer = setInterval(() => write(' '), 20);
    });
    clearInterval(timer);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('follows a change to its end when the browser hangs up', async () => {
    world = openWorld();
    world.sandbox.control.fault({
      switch: 'delay',
      match: { method: 'POST', path: '/change-plan' },
      args: { ms: 150 },
    });
    const origin = await listen(world.handler);
    const selection = { priceId: 'pln_business:monthly' };
    const request = world.request(await world.preview(selection), selection);
    const sent = httpRequest(`${origin}/change`, { method: 'POST', headers: HEADERS });
    const hungUp = new Promise<void>((resolve) => sent.on('error', () => resolve()));
    sent.end(JSON.stringify(request));
    await vi.waitFor(() => expect(world.changesSent()).toBe(1), { timeout: 10_000, interval: 2 });
    sent.destroy();
    await hungUp;
    const settled = async () => {
      expect(await world.adapter.readChange(readOf(request), noSignal)).toMatchObject({ status: 'applied' });
    };
    await vi.waitFor(settled, { timeout: 10_000, interval: 50 });
    expect(world.charges()).toBe(1);
  });

  it('answers 500 where a handler throws, and stays alive', async () => {
    world = openWorld();
    const origin = await listen(() => Promise.reject(new Error('secret')));
    for (let time = 0; time < 2; time += 1) {
      const answer = await fetch(origin);
      expect([answer.status, await answer.text()]).toEqual([500, '']);
    }
  });
});
