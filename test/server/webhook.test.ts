import { createHmac } from 'node:crypto';
import DodoPayments from 'dodopayments';
import Stripe from 'stripe';
import { Commet } from '@commet/node';
import { describe, expect, it, vi } from 'vitest';
import {
  createWebhookHandler,
  memorySeenEvents,
  type PartnerWebhookOptions,
  type SeenEvents,
  type SignedWebhookOptions,
  type WebhookEvent,
  type WebhookProblem,
} from 'planshift/server/webhook';

const SECRET = 'endpoint-secret-of-the-tests';
const WHSEC = `whsec_${Buffer.from('twenty-four bytes of key').toString('base64')}`;
const NOW = Date.UTC(2026, 0, 1);
const SECONDS = NOW / 1000;

const COMMET_EVENT = {
  id: 'whev_1',
  event: 'subscription.plan_changed',
  timestamp: '2026-01-01T00:00:00.000Z',
  organizationId: 'org_1',
  mode: 'sandbox',
  apiVersion: '2026-07-11',
  data: { subscriptionId: 'sub_1', customerId: 'cus_1', currentPlan: { id: 'pln_pro', name: 'Pro' } },
};

const hex = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex');

function post(body: string, headers: Record<string, string> = {}, path = '/webhooks'): Request {
  return new Request(`https://app.example.com${path}`, { method: 'POST', headers, body });
}

function fromCommet(event: object = COMMET_EVENT, secret = SECRET): Request {
  const body = JSON.stringify(event);
  return post(body, { 'x-commet-signature': hex(body, secret) });
}

function fromStandard(event: object, id = 'msg_1'): Request {
  const body = JSON.stringify(event);
  const key = Buffer.from(WHSEC.slice(6), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${SECONDS}.${body}`).digest('base64');
  return post(body, { 'webhook-id': id, 'webhook-timestamp': `${SECONDS}`, 'webhook-signature': `v1,${signature}` });
}

function fromStripe(event: object): Request {
  const body = JSON.stringify(event);
  return post(body, { 'stripe-signature': `t=${SECONDS},v1=${hex(`${SECONDS}.${body}`)}` });
}

function endpoint(options: Partial<SignedWebhookOptions> = {}) {
  const events: WebhookEvent[] = [];
  const problems: WebhookProblem[] = [];
  const handle = createWebhookHandler({
    scheme: 'commet',
    secrets: [options.scheme === 'standard' ? WHSEC : SECRET],
    onEvent: (event) => void events.push(event),
    onProblem: (problem) => void problems.push(problem),
    now: () => NOW,
    ...options,
  });
  return { handle, events, problems };
}

function partner(options: Partial<PartnerWebhookOptions> = {}) {
  const events: WebhookEvent[] = [];
  const handle = createWebhookHandler({
    scheme: 'partner',
    onEvent: (event) => void events.push(event),
    now: () => NOW,
    ...options,
  });
  return { handle, events };
}

describe('a delivery that is believed', () => {
  it('becomes an event with the ids that the payload names, and nothing of its state', async () => {
    const { handle, events } = endpoint();
    const answer = await handle(fromCommet());
    expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
    expect(events).toEqual([
      {
        type: 'subscription_changed',
        rawType: 'subscription.plan_changed',
        at: '2026-01-01T00:00:00.000Z',
        customerId: 'cus_1',
        subscriptionId: 'sub_1',
        workspaceId: null,
        livemode: false,
        trust: 'signed',
        scheme: 'commet',
        eventId: 'whev_1',
      },
    ]);
  });

  it('is read from Dodo, whose past_due is known and whose id is the signed header', async () => {
    const { handle, events } = endpoint({ scheme: 'standard' });
    const data = { payload_type: 'Subscription', subscription_id: 'sub_1', customer: { customer_id: 'cus_1' } };
    const timestamp = '2026-01-01T00:00:00Z';
    await handle(fromStandard({ business_id: 'b', type: 'subscription.past_due', timestamp, data }, 'msg_9'));
    expect(events[0]).toMatchObject({
      type: 'subscription_past_due',
      eventId: 'msg_9',
      subscriptionId: 'sub_1',
      customerId: 'cus_1',
    });
  });

  it.each([
    ['customer.subscription.updated', { id: 'sub_1', customer: 'cus_1' }, 'subscription_changed'],
    ['customer.subscription.deleted', { id: 'sub_1', customer: { id: 'cus_1' } }, 'subscription_ended'],
    ['invoice.paid', { id: 'in_1', customer: 'cus_1', subscription: 'sub_1' }, 'payment_succeeded'],
    [
      'invoice.payment_failed',
      { id: 'in_1', customer: 'cus_1', parent: { subscription_details: { subscription: 'sub_1' } } },
      'payment_failed',
    ],
    [
      'checkout.session.completed',
      { id: 'cs_1', customer: 'cus_1', subscription: { id: 'sub_1' } },
      'checkout_completed',
    ],
    [
      'subscription_schedule.released',
      { id: 's_1', customer: 'cus_1', subscription: 'sub_1' },
      'change_schedule_revoked',
    ],
  ])('is read from Stripe: %s', async (rawType, data, type) => {
    const { handle, events } = endpoint({ scheme: 'stripe' });
    await handle(fromStripe({ id: 'evt_1', type: rawType, created: SECONDS, livemode: true, data: { object: data } }));
    expect(events[0]).toMatchObject({ type, rawType, subscriptionId: 'sub_1', customerId: 'cus_1', livemode: true });
    expect(events[0]).toMatchObject({ at: '2026-01-01T00:00:00.000Z', eventId: 'evt_1' });
  });

  it.each(['something.new', 'constructor', '__proto__', 'toString', '', 42, null])(
    'of an unknown type (%s) is `other` and acknowledged',
    async (event) => {
      const { handle, events } = endpoint();
      expect((await handle(fromCommet({ ...COMMET_EVENT, event }))).status).toBe(200);
      expect(events[0]).toMatchObject({ type: 'other', subscriptionId: 'sub_1' });
    },
  );

  it('may hold anything in place of ids, which are then none', async () => {
    const { handle, events } = endpoint();
    const data = { subscriptionId: { $ne: null }, customerId: 'a\u0000b' };
    expect((await handle(fromCommet({ ...COMMET_EVENT, timestamp: 9e99, data }))).status).toBe(200);
    expect(events[0]).toMatchObject({ subscriptionId: null, customerId: null, at: null });
  });

  it('fits the new secret or the old one while they are rotated', async () => {
    const { handle } = endpoint({ secrets: ['another-secret-of-the-tests', SECRET] });
    expect((await handle(fromCommet())).status).toBe(200);
    expect((await handle(fromCommet(COMMET_EVENT, 'a-third-secret-of-the-tests'))).status).toBe(401);
  });
});

describe('the vendors’ own clients', () => {
  const body = JSON.stringify(COMMET_EVENT);

  it('sign as we verify: Commet', async () => {
    const { webhooks } = new Commet({ apiKey: 'ck_test', telemetry: false });
    const { handle } = endpoint();
    expect(webhooks.verify({ payload: body, signature: hex(body), secret: SECRET })).toBe(true);
    expect((await handle(post(body, { 'x-commet-signature': `sha256=${hex(body)}` }))).status).toBe(401);
    expect((await handle(post(body, { 'x-commet-signature': hex(body) }))).status).toBe(200);
  });

  it('sign as we verify: Dodo Payments', async () => {
    const request = fromStandard({ business_id: 'b', type: 'subscription.updated', timestamp: 'x', data: {} });
    const client = new DodoPayments({ bearerToken: 'local', baseURL: 'http://127.0.0.1:1' });
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    try {
      const headers = Object.fromEntries(request.headers);
      expect(client.webhooks.unwrap(await request.clone().text(), { headers, key: WHSEC })).toMatchObject({
        type: 'subscription.updated',
      });
    } finally {
      vi.useRealTimers();
    }
    expect((await endpoint({ scheme: 'standard' }).handle(request)).status).toBe(200);
  });

  it('sign as we verify: Stripe', async () => {
    const payload = JSON.stringify({ id: 'evt_1', type: 'invoice.paid', created: SECONDS, data: { object: {} } });
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp: SECONDS });
    const { handle } = endpoint({ scheme: 'stripe' });
    expect((await handle(post(payload, { 'stripe-signature': header }))).status).toBe(200);
    expect((await handle(post(payload, { 'stripe-signature': `${header},t=${SECONDS}` }))).status).toBe(401);
  });
});

describe('a delivery that comes again', () => {
  it('is acknowledged and has no effect', async () => {
    const { handle, events, problems } = endpoint();
    await handle(fromCommet());
    const answer = await handle(fromCommet());
    expect([answer.status, await answer.json()]).toEqual([200, { received: true, duplicate: true }]);
    expect(events).toHaveLength(1);
    expect(problems).toEqual([{ type: 'duplicate', scheme: 'commet', eventId: 'whev_1' }]);
  });

  it('is known by what is signed: another event id in Commet’s header changes nothing', async () => {
    const { handle, events } = endpoint();
    for (const id of ['whev_1', 'whev_2', 'whev_3']) {
      const request = fromCommet();
      request.headers.set('x-commet-event-id', id);
      request.headers.set('x-commet-timestamp', '1999-01-01T00:00:00Z');
      expect((await handle(request)).status).toBe(200);
    }
    expect(events).toHaveLength(1);
  });

  it('is known by its content where it has no id', async () => {
    const { handle, events } = endpoint();
    const { id: _none, ...event } = COMMET_EVENT;
    for (const sent of [event, event, { ...event, mode: 'live' }]) await handle(fromCommet(sent));
    expect(events).toHaveLength(2);
  });

  it('runs once where two come at the same time, and both hear how it ended', async () => {
    let calls = 0;
    const { handle } = endpoint({
      async onEvent() {
        calls += 1;
        await new Promise((resolve) => setTimeout(resolve, 150));
      },
    });
    const answers = await Promise.all([handle(fromCommet()), handle(fromCommet()), handle(fromCommet())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(calls).toBe(1);
  });

  it('is handled again after a failure: an id is spent only by success', async () => {
    let calls = 0;
    const { handle, problems } = endpoint({
      onEvent() {
        calls += 1;
        if (calls === 1) throw Object.assign(new Error(`the database said ${SECRET}`), { code: 'ECONNRESET' });
      },
    });
    const first = await handle(fromCommet());
    expect(first.status).toBe(500);
    expect(await first.text()).not.toContain(SECRET);
    expect((await handle(fromCommet())).status).toBe(200);
    expect((await handle(fromCommet())).status).toBe(200);
    expect(calls).toBe(2);
    expect(problems[0]).toEqual({
      type: 'failed',
      scheme: 'commet',
      eventId: 'whev_1',
      during: 'onEvent',
      name: 'Error',
      code: 'ECONNRESET',
    });
  });

  it('is not run a second time while the first still runs beyond its time', async () => {
    let calls = 0;
    let finish = () => {};
    const ended = new Promise<void>((resolve) => void (finish = resolve));
    const { handle } = endpoint({ handlingTimeoutMs: 120, onEvent: () => ((calls += 1), ended) });
    expect((await handle(fromCommet())).status).toBe(503);
    expect((await handle(fromCommet())).status).toBe(503);
    finish();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await (await handle(fromCommet())).json()).toEqual({ received: true, duplicate: true });
    expect(calls).toBe(1);
  });

  it('is asked for again where events cannot be remembered', async () => {
    const broken: SeenEvents = { claim: () => Promise.reject(new Error('down')), done: vi.fn(), release: vi.fn() };
    const { handle, events } = endpoint({ seen: broken });
    expect((await handle(fromCommet())).status).toBe(503);
    expect(events).toEqual([]);
  });
});

describe('a delivery that is refused', () => {
  it('comes by another method', async () => {
    const answer = await endpoint().handle(new Request('https://app.example.com/webhooks'));
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['said to be', { 'content-length': '5000' }],
    ['being', {}],
  ])('for %s too large', async (_how, headers) => {
    const { handle, problems } = endpoint({ maxBytes: 100 });
    expect((await handle(post('x'.repeat(101), headers))).status).toBe(413);
    expect(problems).toEqual([{ type: 'refused', scheme: 'commet', rule: 'too_large' }]);
  });

  it.each(['', '[]', '"text"', '{', '\ufeff{}'])('for a signed body that is no event: %s', async (body) => {
    const { handle, events } = endpoint();
    const bytes = new TextEncoder().encode(body);
    const signature = createHmac('sha256', SECRET).update(bytes).digest('hex');
    const request = new Request('https://a.example', {
      method: 'POST',
      headers: { 'x-commet-signature': signature },
      body: bytes,
    });
    expect((await handle(request)).status).toBe(400);
    expect(events).toEqual([]);
  });

  it('without saying why: every wrong signature hears the same', async () => {
    const { handle } = endpoint();
    const body = JSON.stringify(COMMET_EVENT);
    const said = await Promise.all(
      ['', 'zz', hex(`${body} `), hex(body).toUpperCase()].map(async (signature) =>
        (await handle(post(body, { 'x-commet-signature': signature }))).text(),
      ),
    );
    expect(new Set(said).size).toBe(1);
  });
});

describe('a start that cannot work', () => {
  it.each([
    ['commet', []],
    ['commet', ['']],
    ['commet', ['short']],
    ['commet', [`${SECRET}\n`]],
    ['commet', ['ck_live_0123456789abcdef']],
    ['stripe', ['sk_live_0123456789abcdef']],
    ['standard', ['whsec_not base64 at all!']],
    ['standard', ['whsec_###############']],
    ['standard', ['whsec_c2hvcnQgc2VjcmV0']],
    ['standard', [WHSEC.replace('whsec_', 'whsk_')]],
  ] as const)('throws for %s with %j, and does not repeat the secret', (scheme, secrets) => {
    const start = () => endpoint({ scheme, secrets });
    expect(start).toThrow(TypeError);
    expect(start).toThrow(/^planshift\/server\/webhook: secrets/);
    for (const secret of secrets.filter((text) => text.length > 6)) expect(start).not.toThrow(secret.trim());
  });

  it('throws for a token of the partner API that is too short, or stands nowhere', () => {
    expect(() => partner({ token: { secrets: ['short'], in: 'path' } })).toThrow(TypeError);
    expect(() => partner({ token: { secrets: [SECRET], in: { header: '' } } })).toThrow(TypeError);
  });
});

describe('the partner API, which signs nothing', () => {
  const EVENTS =
    'user_registered user_email_verified workspace_created workspace_deleted workspace_paused bot_created bot_deleted plan_changed plan_renewed addon_renewed overdue no_enough_credit no_enough_points usage_alert';
  const hint = (event_type: string) => JSON.stringify({ event_type, workspace_id: 8284, owner_email: 'a@b.example' });

  it.each(EVENTS.split(' '))('gives a hint of %s, without the owner’s address', async (rawType) => {
    const { handle, events } = partner();
    expect((await handle(post(hint(rawType)))).status).toBe(200);
    expect(events[0]).toMatchObject({ trust: 'hint', rawType, workspaceId: '8284' });
    expect(JSON.stringify(events)).not.toContain('@');
  });

  it('keeps a short wallet from the customer’s events', async () => {
    const { handle, events } = partner();
    await handle(post(hint('no_enough_credit')));
    expect(events[0]?.type).toBe('operator_balance_low');
  });

  it('counts the same content as one event for a while only', async () => {
    let now = NOW;
    const { handle, events } = partner({ now: () => now });
    await handle(post(hint('plan_changed')));
    await handle(post(hint('plan_changed')));
    expect(events).toHaveLength(1);
    now += 10_001;
    await handle(post(hint('plan_changed')));
    expect(events).toHaveLength(2);
  });

  it('lets in only who knows the token, in the path or a header', async () => {
    const inPath = partner({ token: { secrets: [SECRET], in: 'path' } }).handle;
    expect((await inPath(post(hint('overdue')))).status).toBe(401);
    expect((await inPath(post(hint('overdue'), {}, `/webhooks/${SECRET}`))).status).toBe(200);
    const inHeader = partner({ token: { secrets: [SECRET], in: { header: 'x-hint' } } }).handle;
    expect((await inHeader(post(hint('overdue'), { 'x-hint': `${SECRET}x` }))).status).toBe(401);
    expect((await inHeader(post(hint('overdue'), { 'x-hint': SECRET }))).status).toBe(200);
  });
});

describe('what is remembered in memory', () => {
  it('is bounded, forgets the oldest, and ends a claim of a process that died', async () => {
    let now = 0;
    const seen = memorySeenEvents({ most: 2, now: () => now });
    for (const key of ['a', 'b', 'c']) await seen.done(key, 'me', 1000);
    expect(await seen.claim('c', 'me', 50)).toBe('done');
    expect(await seen.claim('a', 'me', 50)).toBe('claimed');
    expect(await seen.claim('a', 'you', 50)).toBe('running');
    await seen.release('a', 'you');
    expect(await seen.claim('a', 'you', 50)).toBe('running');
    now = 51;
    expect(await seen.claim('a', 'you', 50)).toBe('claimed');
    await seen.release('a', 'me');
    expect(await seen.claim('a', 'me', 50)).toBe('running');
  });
});
