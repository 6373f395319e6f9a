import { afterEach, describe, expect, it, vi } from 'vitest';
import { runVerify } from '../../src/cli/verify.js';
import type { VerifyReport } from '../../src/testing/verify/verifyServer.js';
import { wirePromises } from '../../src/testing/verify/wirePromises.js';
import { APP } from '../contract/overHttp.js';
import { serveWorlds, type ServedOptions } from './servedWorlds.js';

const PAGE = ['--header', `origin: ${APP}`];

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
  const error = vi.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text));
  await runVerify(args);
  log.mockRestore();
  error.mockRestore();
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, out: out.join('\n'), err: err.join('\n') };
}

let closing: (() => Promise<unknown>) | null = null;
afterEach(async () => {
  await closing?.();
  closing = null;
});

async function served(options?: ServedOptions) {
  const server = await serveWorlds(options);
  closing = server.close;
  return server;
}

/** The answer with other words in it. */
const answering =
  (change: (body: Record<string, unknown>, request: Request) => object | null): ServedOptions['spoil'] =>
  async (answer, request) => {
    const body: unknown = await answer.clone().json();
    const changed = change(Object(body), request);
    return changed === null ? answer : new Response(JSON.stringify(changed), answer);
  };

const OPEN = { token: 't', selection: { priceId: 'p' }, expected: null, status: 'processing' };

describe('planshift verify, of a server without test worlds', () => {
  it('reads only, keeps every promise of the wire and says what is not proved', async () => {
    const { url, requests } = await served();
    const { code, out } = await run(url, ...PAGE);
    expect(out).toContain(`${wirePromises.length} promises kept, 0 broken.`);
    expect(out).toMatch(/Read only: .*nothing was changed/);
    expect(code).toBe(0);
    expect(requests.filter((one) => /change|undo|cancel|top-up|link|^POST __/.test(one))).toEqual([]);
  });

  it('prints the same as JSON', async () => {
    const { url } = await served();
    const { out } = await run(url, '--json', ...PAGE);
    const report = JSON.parse(out) as VerifyReport; // its own format
    expect(report.wire.kept).toHaveLength(wirePromises.length);
    expect(report.contract).toBeNull();
  });

  it.each<[string, ServedOptions['spoil'], RegExp]>([
    [
      'answers a page',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      /should be application\/json/,
    ],
    [
      'leaves out the version',
      (answer) => {
        answer.headers.delete('planshift-version');
        return answer;
      },
      /planshift-version should be 1, and is missing/,
    ],
    [
      'may be cached',
      (answer) => {
        answer.headers.set('cache-control', 'max-age=60');
        return answer;
      },
      /cache-control should say no-store/,
    ],
    [
      'gives a number for a text',
      answering((body) => ('plans' in body ? { ...body, scopeKey: 7 } : null)),
      /scopeKey is not a string/,
    ],
    [
      'shows a customer the operator’s balance',
      answering((body) => ('plans' in body ? { ...body, operatorBalance: { amount: 1, currency: 'USD' } } : null)),
      /A customer should not see/,
    ],
    [
      'lets a viewer pay',
      answering((body) => ('plans' in body ? { ...body, may: 'view', openChange: OPEN } : null)),
      /only look should get no open change/,
    ],
    [
      'sends customers anywhere',
      answering((body) => ('plans' in body ? { ...body, redirectOrigins: ['https://*.example'] } : null)),
      /is no origin that a customer may be sent to/,
    ],
    [
      'does not look which subscription a page shows',
      (answer, request) =>
        request.headers.has('planshift-scope') && answer.status === 400 ? Response.json({ status: 'blocked' }) : answer,
      /an error of the wire/,
    ],
    [
      'has lines that do not add up',
      answering((body) => (body.status === 'quote' ? { ...body, dueNow: { amount: 1, currency: 'USD' } } : null)),
      /do not add up/,
    ],
    [
      'takes whatever it is sent',
      (answer, request) =>
        request.url.endsWith('/preview') && !answer.ok ? Response.json({ status: 'blocked' }) : answer,
      /should be/,
    ],
    [
      'answers errors in its own shape',
      async (answer) => (answer.ok ? answer : Response.json({ message: 'no' }, { status: answer.status })),
      /should be an error of the wire/,
    ],
  ])('finds one that %s, names the request and ends with 1', async (_, spoil, sentence) => {
    const { url } = await served({ spoil });
    const { code, out } = await run(url, ...PAGE);
    expect(out).toMatch(/BROKEN/);
    expect(out).toMatch(sentence);
    expect(out).toMatch(/request: (GET|POST) http:\/\/127\.0\.0\.1:\d+\/api\/billing\/\S+.* → \d{3}/);
    expect(code).toBe(1);
  });
});

describe('planshift verify, of a server with test worlds', () => {
  it('runs the contract in them, and says what was claimed, proved and left out', { timeout: 60_000 }, async () => {
    const { url } = await served({ worlds: true });
    const { code, out } = await run(url, ...PAGE);
    expect(out).not.toContain('BROKEN');
    expect(out).toContain('kept    charges an upgrade once, as announced, and holds the new price');
    expect(out).toMatch(/Proved: preview, .*undoScheduledChange/);
    for (const name of ['resume', 'cancel', 'cancelNow', 'topUp', 'recoveryLink'])
      expect(out).toMatch(new RegExp(`^Proved: .*\\b${name}\\b`, 'm'));
    expect(out).toContain('(it gives no trials)');
    expect(out).toContain('(the server does not say whether it has "interval")');
    expect(code).toBe(0);
  });

  it('finds a charge that is told wrongly, and names its request', { timeout: 60_000 }, async () => {
    const spoil = answering((body) =>
      body.status === 'applied' ? { ...body, amountCharged: { amount: 1, currency: 'USD' } } : null,
    );
    const { url } = await served({ worlds: true, spoil });
    const { code, out } = await run(url, ...PAGE);
    expect(out).toMatch(/BROKEN {2}charges an upgrade once[\s\S]*?request: POST .*\/worlds\/\w+\/change/);
    expect(code).toBe(1);
  });
});

describe('planshift verify, of a server that breaks one of its own acts in its test worlds', () => {
  const ended = { status: 'canceled', subscription: null };
  it.each<[string, string, (body: Record<string, unknown>) => object | null, RegExp]>([
    [
      'says that it ended what goes on',
      'cancel',
      (body) => (body.status === 'scheduled' ? ended : null),
      /BROKEN {2}ends a subscription with its paid time[\s\S]*?request: POST .*\/cancel /,
    ],
    [
      'says a balance that is not there',
      'top-up',
      (body) => (body.status === 'topped_up' ? { ...body, creditBalance: { amount: 1, currency: 'USD' } } : null),
      /BROKEN {2}charges a top-up once/,
    ],
    [
      'hands out a link to elsewhere',
      'link',
      (body) => (body.status === 'ready' ? { ...body, url: 'https://evil.example/' } : null),
      /BROKEN {2}makes a link on an allowed origin[\s\S]*?may not be visited/,
    ],
  ])('finds one that %s', { timeout: 60_000 }, async (_name, end, change, sentence) => {
    const spoil = answering((body, { url }) => (url.endsWith(`/${end}`) ? change(body) : null));
    const { url } = await served({ worlds: true, spoil });
    const { code, out } = await run(url, ...PAGE);
    expect(out).toMatch(sentence);
    expect(code).toBe(1);
  });
});

describe('planshift verify cannot be run', () => {
  it.each([
    ['without a URL', []],
    ['with a path', ['/api/billing']],
    ['with a header that is none', ['http://127.0.0.1:1/', '--header', 'sk_live_1']],
    ['with an option that it does not have', ['http://127.0.0.1:1/', '--fix']],
    ['where nobody listens', ['http://127.0.0.1:1/api/billing']],
  ])('%s, and ends with 2 and a sentence', async (_, args) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^planshift verify: .{10}/);
    expect(err).not.toContain('sk_live_1');
  });
});
