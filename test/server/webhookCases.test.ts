import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createWebhookHandler,
  createWebhookVerifier,
  memorySeenEvents,
  type WebhookEvent,
} from 'planshift/server/webhook';
import { count, list, object, optional, string } from '../../src/core/wire/decoder.js';
import { loadCases } from '../cases.js';

const SCHEMES: Readonly<Record<string, 'commet' | 'standard' | 'stripe'>> = {
  'body-only-hex': 'commet',
  'standard-webhooks': 'standard',
  'stripe-v1': 'stripe',
};

interface Vector {
  readonly name: string;
  readonly scheme: string;
  readonly secret?: string | undefined;
  readonly secrets?: readonly string[] | undefined;
  readonly now?: number | undefined;
  readonly id?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly body: string;
  readonly signature?: string | undefined;
  readonly header?: string | undefined;
  readonly headerCase?: string | undefined;
  readonly precededBy?: string | undefined;
  readonly expect: string;
}

const decode = object<{ vectors: readonly Vector[] }>({
  vectors: list(
    object<Vector>({
      name: string,
      scheme: string,
      secret: optional(string),
      secrets: optional(list(string)),
      now: optional(count),
      id: optional(string),
      timestamp: optional(string),
      body: string,
      signature: optional(string),
      header: optional(string),
      headerCase: optional(string),
      precededBy: optional(string),
      expect: string,
    }),
  ),
});

const { vectors } = decode(loadCases('webhooks'), 'webhooks.json');
let ran = 0;
const skipped: string[] = [];

function headersOf(vector: Vector): Record<string, string> {
  const { id, timestamp, signature, header } = vector;
  const named: Record<string, string | undefined> =
    SCHEMES[vector.scheme] === 'standard'
      ? { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
      : SCHEMES[vector.scheme] === 'stripe'
        ? { 'stripe-signature': header ?? signature }
        : { 'x-commet-signature': signature ?? header };
  const cased = (name: string) => (vector.headerCase === 'upper' ? name.toUpperCase() : name);
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[cased(name), value]])),
  );
}

function endpoint(vector: Vector, onEvent: (event: WebhookEvent) => void) {
  const now = () => (vector.now ?? 0) * 1000;
  return createWebhookHandler({
    scheme: SCHEMES[vector.scheme] ?? 'commet',
    secrets: secretsOf(vector),
    onEvent,
    now,
    seen: memorySeenEvents({ now }),
  });
}

function secretsOf({ secret, secrets }: Vector): readonly string[] {
  return secrets ?? (secret === undefined ? [] : [secret]);
}

function delivery(vector: Vector): Request {
  const body = new TextEncoder().encode(vector.body);
  return new Request('https://app.example.com/webhooks', { method: 'POST', headers: headersOf(vector), body });
}

/** The same subscription at version 7, signed by the same sender under an id of its own. */
function newer(vector: Vector): Request {
  const body = vector.body.replace(/"version":\d+/, '"version":7');
  const id = 'msg_newer';
  const key = Buffer.from(secretsOf(vector)[0]?.replace(/^whsec_/, '') ?? '', 'base64');
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${vector.timestamp}.${body}`).digest('base64')}`;
  return delivery({ ...vector, body, id, signature });
}

describe('every recorded delivery', () => {
  for (const vector of vectors) {
    const scheme = SCHEMES[vector.scheme];
    if (scheme === undefined) {
      skipped.push(`${vector.name} (no scheme ${vector.scheme})`);
      continue;
    }
    it(`${vector.scheme}: ${vector.name}: ${vector.expect}`, async () => {
      const now = () => (vector.now ?? 0) * 1000;
      const verify = createWebhookVerifier({ scheme, secrets: secretsOf(vector), now });
      const verdict = await verify(headersOf(vector), new TextEncoder().encode(vector.body));
      expect(verdict.ok, JSON.stringify(verdict)).toBe(!vector.expect.startsWith('reject'));

      // The handler, which also reads: a body without an event is refused after its signature was found right.
      const events: WebhookEvent[] = [];
      const handle = endpoint(vector, (event) => void events.push(event));
      if (vector.expect.endsWith('ignore')) expect((await handle(newer(vector))).status).toBe(200);
      const before = events.length;
      const { status } = await handle(delivery(vector));
      expect(status).toBe(vector.expect.startsWith('reject') ? 401 : vector.body === '' ? 400 : 200);
      expect(events.length - before).toBe(status === 200 ? 1 : 0);
      if (vector.expect.endsWith('duplicate')) {
        expect((await handle(delivery(vector))).status).toBe(200);
        expect(events).toHaveLength(1);
      }
      // Nothing of the payload's state is handed on: whatever the order, a host reads the same.
      if (vector.expect.endsWith('ignore')) expect(JSON.stringify(events)).not.toMatch(/version|pro"/);
      ran += 1;
    });
  }

  afterAll(() => {
    console.info(`webhooks: ${ran} of ${vectors.length} ran; ${skipped.length} skipped: ${skipped.join('; ')}`);
    expect(ran).toBeGreaterThan(0);
  });
});
