import { Commet } from '@commet/node';
import DodoPayments from 'dodopayments';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { createSandbox, sendCommetTo, WEBHOOK_SECRETS, type Sandbox } from 'planshift/sandbox';
import {
  checkProvider,
  createChangePlanHandler,
  memoryLedger,
  type HandlerEvent,
  type Provider,
} from 'planshift/server';
import { commet } from 'planshift/server/commet';
import { dodo } from 'planshift/server/dodo';
import { ocp } from 'planshift/server/ocp';
import { stripe } from 'planshift/server/stripe';
import { createWebhookHandler, createWebhookVerifier, type WebhookProblem } from 'planshift/server/webhook';

const ORIGIN = 'http://127.0.0.1:4010';
const APP = 'https://app.partner.example';
/** Keys as each vendor makes them, so that a search for them finds nothing else. */
const KEYS = {
  commet: 'ck_live_Q7vX2mN9pL4kJ8hG5fD3sA1z',
  dodo: 'Zk8QwE3rT6yU9iO2.pA5sD7fG1hJ4kL0zX3cV6bN9m',
  ocp: 'oT4uV7wX1yZ8aB3cD6eF9gH2iJ5kL0mN',
  stripe: ['sk', 'live', '51Hy7ReAlKeY9xQ2wE4rT6uI8oP0aS'].join('_'),
};
const HANDLER_SECRET = 'kX9v!2pQ7rT4wZ8bN1mC6yH3jL5dF0sGaE';
const PROVIDERS = ['commet', 'dodo', 'ocp', 'stripe'] as const;
type Name = (typeof PROVIDERS)[number];
type Send = (request: Request) => Promise<Response>;

let restore: (() => void) | null = null;
afterEach(() => {
  restore?.();
  restore = null;
});

const requestOf = (input: string | URL | Request, init?: RequestInit) => new Request(input, init);

/** A provider on its official client, with `key`, whose calls go to `send`. */
function providerOf(name: Name, key: string, send: Send): Provider {
  const fetch: typeof globalThis.fetch = (input, init) => send(requestOf(input, init));
  switch (name) {
    case 'commet':
      restore?.();
      restore = sendCommetTo(send);
      return commet({ client: new Commet({ apiKey: key, telemetry: false, retries: 0 }), rereadDelaysMs: [0] });
    case 'dodo': {
      const client = new DodoPayments({ bearerToken: key, baseURL: `${ORIGIN}/dodo`, maxRetries: 0, fetch });
      return dodo({ client, collectionId: 'pgr_harbor', rereadDelaysMs: [0] });
    }
    case 'ocp':
      return ocp({
        baseUrl: `${ORIGIN}/ocp/api`,
        apiKey: key,
        fetch,
        billing: { type: 'wallet' },
        rereadDelaysMs: [0],
      });
    case 'stripe': {
      const httpClient = Stripe.createFetchHttpClient((url, init) => send(requestOf(url, init)));
      const at = { host: '127.0.0.1', port: 4010, protocol: 'http', telemetry: false, maxNetworkRetries: 0 } as const;
      return stripe({
        client: new Stripe(key, { ...at, httpClient }),
        products: ['prod_starter', 'prod_pro'],
        rereadDelaysMs: [0],
      });
    }
  }
}

/** Sends on to the sandbox, as somebody whose key it knows. */
function knocking(sandbox: Sandbox, name: Name): Send {
  return (request) => {
    const headers = new Headers(request.headers);
    for (const [header, value] of request.headers)
      headers.set(header, value.replace(KEYS[name], sandbox.apiKeys[name]));
    return sandbox.fetch(new Request(request, { headers }));
  };
}

/** Sends on to the sandbox, whose Commet takes every key of the right kind. */
function turnedAway(sandbox: Sandbox, name: Name): Send {
  return (request) => {
    const headers = new Headers(request.headers);
    if (name === 'commet') headers.set('x-api-key', 'nobody');
    return sandbox.fetch(new Request(request, { headers }));
  };
}

/** Ways in which a vendor, a proxy or a client can say a key back. */
const BETRAYALS: Readonly<Record<string, (key: string) => Promise<Response>>> = {
  'is refused by its name': async (key) =>
    Response.json(
      {
        error: { type: 'invalid_request_error', code: key, message: `Invalid API key: ${key}` },
        message: key,
        code: key,
      },
      { status: 401, headers: { 'request-id': `Bearer ${key}`, 'x-request-id': `Bearer ${key}` } },
    ),
  'stands in a page of a proxy': async (key) =>
    new Response(`<html>authorization: Bearer ${key}</html>`, {
      status: 502,
      headers: { 'content-type': 'text/html' },
    }),
  'is in what the network threw': async (key) => {
    throw Object.assign(new Error(`connect failed with ${key}`), { code: `E_${key}`, name: key });
  },
  'is echoed in an answer that is none': async (key) => Response.json({ key, authorization: `Bearer ${key}` }),
};

const ROUTES: readonly (readonly [string, object])[] = [
  ['preview', { selection: { priceId: 'x' }, locale: 'en' }],
  ['undo', { scheduledChangeId: 'x', idempotencyKey: 'k' }],
  ['cancel', { effectiveAt: 'next_billing_date', reason: null, comment: null, idempotencyKey: 'k' }],
  ['top-up', { topUpId: 'x', expected: { amount: 1, currency: 'USD' }, idempotencyKey: 'k', returnTo: null }],
  ['link', { purpose: 'portal', returnTo: null }],
  ['link', { purpose: 'recovery', returnTo: null }],
];

const SUBJECT = { customerId: 'cus_starter', subscriptionId: 'sub_starter' };

/** Everything that left the handler, answers with their headers and events, when each call was made once. */
async function heardOf(name: Name, send: Send): Promise<string> {
  const heard: string[] = [];
  const onEvent = (event: HandlerEvent) => void heard.push(JSON.stringify(event));
  const handler = createChangePlanHandler({
    provider: providerOf(name, KEYS[name], send),
    authorize: () => ({ actor: 'a', ...SUBJECT, may: 'change', role: name === 'ocp' ? 'operator' : 'customer' }),
    secrets: [HANDLER_SECRET],
    ledger: memoryLedger(),
    allowedOrigins: [APP],
    allowedRedirectOrigins: [ORIGIN],
    returnUrl: `${APP}/settings`,
    accept: { cancel: true, cancelNow: true, topUp: true, portal: true },
    onEvent,
  });
  const headers = { origin: APP, 'content-type': 'application/json' };
  const ask = async (end: string, body?: object): Promise<unknown> => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    const answer = await handler(new Request(`${APP}/billing/${end}`, { headers, ...init }));
    const text = await answer.text();
    heard.push(`${end} ${answer.status} ${JSON.stringify([...answer.headers])} ${text}`);
    return JSON.parse(text);
  };
  // The handler's own answers, and no other server's: what a test reads of them is checked by what it does with them.
  const catalog = (await ask('catalog?locale=en')) as { plans?: { prices: { id: string }[] }[] };
  const ids = (catalog.plans ?? []).flatMap(({ prices }) => prices.map(({ id }) => id));
  for (const priceId of ids.length > 0 ? ids : ['x']) {
    const selection = { priceId };
    const shown = (await ask('preview', { selection, locale: 'en' })) as { token?: string; dueNow?: unknown };
    const body = {
      selection,
      token: shown.token ?? 'x',
      expected: shown.dueNow ?? null,
      idempotencyKey: 'k',
      locale: 'en',
    };
    await ask('change', { ...body, returnTo: null });
    await ask('read', body);
  }
  for (const [end, body] of ROUTES) await ask(end, body);
  return heard.join('\n');
}

const planted = (name: Name) => [
  KEYS[name],
  KEYS[name].slice(4, 24),
  HANDLER_SECRET,
  ...Object.values(WEBHOOK_SECRETS).filter((text) => text !== ''),
];

function findsNone(name: Name, heard: string): void {
  for (const secret of planted(name)) expect(heard.includes(secret), `${secret} in ${heard}`).toBe(false);
}

describe.each(PROVIDERS)('no secret in any answer, header or event of %s', (name) => {
  it.each(Object.entries(BETRAYALS))('where it %s, at every call', async (_how, betray) => {
    findsNone(name, await heardOf(name, () => betray(KEYS[name])));
  });

  it.each(Object.entries(BETRAYALS))('where it %s, at each call that writes', async (_how, betray) => {
    const sandbox = createSandbox({ origin: ORIGIN });
    const real = knocking(sandbox, name);
    let betrayed = 0;
    const heard = await heardOf(name, (request) => {
      if (request.method === 'GET' || request.url.includes('preview')) return real(request);
      betrayed += 1;
      return betray(KEYS[name]);
    });
    expect(heard).toContain('"plans"');
    expect(betrayed).toBeGreaterThan(0);
    findsNone(name, heard);
  });

  it('would be found: the search sees each of them in an answer, a header and an event', () => {
    for (const secret of planted(name))
      for (const text of [
        `{"message":"${secret}"}`,
        `["x-key","${secret}"]`,
        `{"type":"failed","reference":"${secret}"}`,
      ])
        expect(() => findsNone(name, text)).toThrow(secret);
  });
});

describe('a key that is missing or wrong', () => {
  const nowhere: Send = () => Promise.reject(new TypeError('fetch failed'));

  it.each([
    ['commet', () => new Commet({ apiKey: '' }), /API key/i],
    ['dodo', () => new DodoPayments({ bearerToken: undefined }), /DODO_PAYMENTS_API_KEY|bearerToken/],
    ['stripe', () => new Stripe(''), /api ?key|authenticat/i],
    ['ocp', () => providerOf('ocp', '', nowhere), /apiKey is missing/],
  ] as const)('stops %s as it is made where there is none', (_name, make, sentence) => {
    expect(make).toThrow(sentence);
  });

  it.each([
    ['commet', () => commet(JSON.parse('{}'))],
    ['dodo', () => dodo(JSON.parse('{"collectionId":"c"}'))],
    ['stripe', () => stripe(JSON.parse('{"products":["p"]}'))],
  ] as const)('stops %s where the client that would hold it is missing, and says what to pass', (_name, make) => {
    expect(make).toThrow(/client is missing.*new /s);
  });

  it.each(PROVIDERS)(
    'stops %s at the start of a server that checks, with a sentence and without the key',
    async (name) => {
      const sandbox = createSandbox({ origin: ORIGIN });
      const refused: unknown = await checkProvider(providerOf(name, KEYS[name], turnedAway(sandbox, name))).catch(
        (thrown: unknown) => thrown,
      );
      expect(refused).toMatchObject({ name: 'ChangePlanError', code: 'misconfigured' });
      expect(String(refused)).toMatch(/key/i);
      findsNone(name, String(refused));
      await expect(checkProvider(providerOf(name, KEYS[name], knocking(sandbox, name)))).resolves.toBeUndefined();
      // Not reached is not refused: a server may start before its billing system does.
      await expect(checkProvider(providerOf(name, KEYS[name], nowhere))).resolves.toBeUndefined();
    },
  );

  it.each([
    ['secrets is empty', []],
    [String.raw`secrets\[0\] is missing: its environment variable is not set`, [undefined]],
    [String.raw`secrets\[0\] is an API key.*signing secret of the webhook endpoint`, [KEYS.stripe]],
    [String.raw`secrets\[0\] is an API key`, [KEYS.commet]],
    [String.raw`secrets\[0\] is shorter than 16 characters`, ['short']],
    [String.raw`secrets\[0\] holds a space or the end of a line`, [`${WEBHOOK_SECRETS.stripe}\n`]],
  ])('stops a webhook handler and a verifier: %s', (sentence, secrets) => {
    for (const scheme of ['commet', 'standard', 'stripe'] as const) {
      // What a host without types can pass.
      const options = { scheme, secrets: secrets as string[], onEvent: () => undefined };
      for (const make of [() => createWebhookHandler(options), () => createWebhookVerifier(options)]) {
        expect(make).toThrow(new RegExp(sentence, 's'));
        for (const secret of secrets) if (secret && secret.length > 10) expect(make).not.toThrow(secret.trim());
      }
    }
  });

  it('of a webhook’s stands in no answer and no problem, whatever is thrown', async () => {
    const problems: WebhookProblem[] = [];
    const secret = 'commet_webhook_secret_0123456789';
    const handle = createWebhookHandler({
      scheme: 'commet',
      secrets: [secret],
      onProblem: (problem) => void problems.push(problem),
      onEvent: () => {
        throw Object.assign(new Error(secret), { code: `Bearer ${secret}`, name: `sk_${secret}` });
      },
    });
    const body = JSON.stringify({ id: 'e', event: 'subscription.updated', data: {} });
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const mac = Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(body))).toString('hex');
    const said: string[] = [];
    for (const signature of [mac, '0'.repeat(64), 'x'])
      said.push(
        await (
          await handle(new Request(APP, { method: 'POST', headers: { 'x-commet-signature': signature }, body }))
        ).text(),
      );
    expect(problems).toHaveLength(3);
    expect(`${said.join()}${JSON.stringify(problems)}`).not.toContain(secret);
  });
});
