import { Commet } from '@commet/node';
import DodoPayments from 'dodopayments';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createSandbox, WEBHOOK_SECRETS, type Sandbox, type WebhookEndpoint } from 'planshift/sandbox';
import { createWebhookHandler, type WebhookEvent, type WebhookProblem } from 'planshift/server/webhook';
import { call, open, WAYS } from './world.js';

const PROVIDERS = ['commet', 'dodo', 'stripe', 'ocp'] as const;
const SCHEMES = { commet: 'commet', dodo: 'standard', stripe: 'stripe' } as const;

interface Received {
  readonly headers: Headers;
  readonly body: string;
}

/** A sandbox whose webhooks reach a host in this process. */
function connected(
  provider: WebhookEndpoint['provider'] = 'commet',
  answer?: (count: number) => number | null,
  place: Partial<WebhookEndpoint> = {},
) {
  const received: Received[] = [];
  const events: WebhookEvent[] = [];
  const problems: WebhookProblem[] = [];
  const tell = {
    onEvent: (event: WebhookEvent) => void events.push(event),
    onProblem: (problem: WebhookProblem) => void problems.push(problem),
  };
  const handle =
    provider === 'ocp'
      ? createWebhookHandler({ scheme: 'partner', ...tell, names: place.partnerNames ?? {} })
      : createWebhookHandler({ scheme: SCHEMES[provider], secrets: [WEBHOOK_SECRETS[provider]], ...tell });
  const sandbox = createSandbox({
    webhooks: [{ url: 'https://app.example.com/webhooks', provider, ...place }],
    async fetch(url, init) {
      const request = new Request(url, init);
      received.push({ headers: request.headers, body: await request.clone().text() });
      const status = answer?.(received.length);
      if (status === null) throw new TypeError('fetch failed');
      return status === undefined || status === 200 ? handle(request) : new Response(null, { status });
    },
  });
  const ask = (path: string, init?: RequestInit) => sandbox.fetch(new Request(`http://127.0.0.1:4010${path}`, init));
  return {
    sandbox,
    received,
    events,
    problems,
    async upgrade(newPlanId = 'pln_business') {
      await call({ ask }, 'POST /subscriptions/sub_demo/change-plan', { newPlanId });
      await sandbox.control.webhooksSent();
    },
    async pass(minutes: number) {
      sandbox.control.clock({ advanceDays: minutes / 1440 });
      await sandbox.control.webhooksSent();
    },
  };
}

const sandboxAsk = (sandbox: Sandbox) => ({
  ask: (path: string, init?: RequestInit) => sandbox.fetch(new Request(`http://127.0.0.1:4010${path}`, init)),
});

const typesOf = (events: readonly WebhookEvent[]) => events.map(({ rawType }) => rawType);

describe('webhooks of the sandbox', () => {
  it.each(PROVIDERS)('are what the kit reads, from %s', async (provider) => {
    const { upgrade, events, sandbox } = connected(provider);
    await upgrade();
    const changed = events.find(({ type }) => type === 'subscription_changed');
    expect(changed?.trust).toBe(provider === 'ocp' ? 'hint' : 'signed');
    if (provider === 'ocp') expect(changed?.workspaceId).not.toBe(null);
    else expect(changed).toMatchObject({ subscriptionId: sandbox.demo.subscriptionId, customerId: 'cus_demo' });
    expect(events.length).toBeGreaterThan(1);
    expect(events.map(({ type }) => type)).not.toContain('other');
    for (const { status } of sandbox.control.webhooks().deliveries) expect(status).toBe(200);
  });

  it('are what the vendors’ own clients verify', async () => {
    const [commet, dodo, stripe] = [connected('commet'), connected('dodo'), connected('stripe')];
    for (const { upgrade } of [commet, dodo, stripe]) await upgrade();

    const { webhooks } = new Commet({ apiKey: 'ck_test', telemetry: false });
    for (const { headers, body } of commet.received) {
      const signature = headers.get('x-commet-signature') ?? '';
      const read = webhooks.verifyAndParse({ rawBody: body, signature, secret: WEBHOOK_SECRETS.commet });
      expect(read?.event).toBe(headers.get('x-commet-event'));
    }
    const client = new DodoPayments({ bearerToken: 'local', baseURL: 'http://127.0.0.1:1' });
    for (const { headers, body } of dodo.received) {
      const given = { headers: Object.fromEntries(headers), key: WEBHOOK_SECRETS.dodo };
      expect(client.webhooks.unwrap(body, given)).toMatchObject({ business_id: 'bus_harbor' });
    }
    for (const { headers, body } of stripe.received) {
      const header = headers.get('stripe-signature') ?? '';
      const event = await Stripe.webhooks.constructEventAsync(body, header, WEBHOOK_SECRETS.stripe);
      expect(event.object).toBe('event');
    }
    expect([commet, dodo, stripe].map(({ received }) => received.length > 0)).toEqual([true, true, true]);
  });

  it('tell a change at the partner API once, as a hint with the number of the workspace', async () => {
    const { sandbox, events } = connected('ocp');
    const at = (path: string, init?: RequestInit) =>
      sandbox.fetch(
        new Request(`http://127.0.0.1:4010/ocp/api/partner${path}`, {
          ...init,
          headers: { authorization: `Bearer ${sandbox.apiKeys.ocp}`, 'content-type': 'application/json' },
        }),
      );
    const answer = await at('/workspace/8001/change-plan', { method: 'POST', body: '{"plan":"business"}' });
    expect(await answer.json()).toMatchObject({ status: 'ok' });
    await sandbox.control.webhooksSent();
    expect(events).toMatchObject([{ trust: 'hint', type: 'subscription_changed', workspaceId: '8001' }]);
  });

  it('tell a plan change in Commet’s words, with what was charged', async () => {
    const { upgrade, received } = connected();
    await upgrade();
    const sent = received.map(({ body }): unknown => JSON.parse(body));
    expect(sent).toContainEqual(
      expect.objectContaining({
        id: expect.stringMatching(/^whev_/),
        event: 'subscription.plan_changed',
        mode: 'sandbox',
        data: {
          subscriptionId: 'sub_demo',
          customerId: 'cus_demo',
          previousPlan: { id: 'pln_pro', name: 'Pro' },
          currentPlan: { id: 'pln_business', name: 'Business' },
          billingInterval: 'monthly',
          credit: expect.any(Number),
          charge: expect.any(Number),
          totalCharged: 24_950,
        },
      }),
    );
  });

  it('tell in Stripe’s the very subscription that the API answers', async () => {
    const { sandbox, received, upgrade } = connected('stripe');
    await upgrade();
    const client = new Stripe(sandbox.apiKeys.stripe, {
      ...{ host: '127.0.0.1', port: 4010, protocol: 'http', telemetry: false, maxNetworkRetries: 0 },
      httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
    });
    const sent = received.map(({ body }): Stripe.Event => JSON.parse(body));
    const updated = sent.find(({ type }) => type === 'customer.subscription.updated');
    const { lastResponse: _, ...answered } = await client.subscriptions.retrieve('sub_demo');
    expect(updated?.data.object).toEqual(answered);
    expect(updated?.data.previous_attributes).toEqual({ items: { data: [{ price: { product: 'prod_pro' } }] } });
    const paid = sent.find(({ type }) => type === 'invoice.paid');
    expect(paid?.data.object).toMatchObject({
      object: 'invoice',
      amount_paid: 24_950,
      customer: 'cus_demo',
      parent: { subscription_details: { subscription: 'sub_demo' } },
    });
  });

  it('tell in Stripe’s that a schedule was released, of which subscription', async () => {
    const { sandbox, events } = connected('stripe');
    await call(sandboxAsk(sandbox), 'POST /subscriptions/sub_demo/change-plan', { newPlanId: 'pln_starter' });
    const port = sandbox.adapter({ customerId: 'cus_demo', subscriptionId: 'sub_demo' });
    const { signal } = new AbortController();
    const { subscription } = await port.getCatalog({ locale: 'en' }, signal);
    const scheduledChangeId = subscription?.scheduledChange?.id ?? '';
    await port.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'k' }, signal);
    await sandbox.control.webhooksSent();
    expect(events).toMatchObject([
      { type: 'change_scheduled', subscriptionId: 'sub_demo', customerId: 'cus_demo' },
      { type: 'change_schedule_revoked', subscriptionId: 'sub_demo', customerId: 'cus_demo' },
    ]);
  });

  it('name the plan before, also where a change came at its date or from a checkout', async () => {
    const { sandbox, received, pass } = connected();
    const sent = () =>
      received.map(({ body }) => JSON.parse(body)).filter(({ event }) => event === 'subscription.plan_changed');
    await call(sandboxAsk(sandbox), 'POST /subscriptions/sub_demo/change-plan', { newPlanId: 'pln_starter' });
    await pass(31 * 1440);
    expect(sent()).toMatchObject([
      { data: { previousPlan: { id: 'pln_pro', name: 'Pro' }, currentPlan: { id: 'pln_starter' } } },
    ]);
    const opened = await call(sandboxAsk(sandbox), 'POST /subscriptions/sub_free/change-plan', {
      newPlanId: 'pln_pro',
      successUrl: 'https://app.example.com/',
    });
    const [, checkoutUrl] = /"checkoutUrl":"([^"]+)"/.exec(JSON.stringify(opened.body)) ?? [];
    const body = new URLSearchParams({ action: 'pay' });
    await sandbox.fetch(new Request(String(checkoutUrl), { method: 'POST', body }));
    await sandbox.control.webhooksSent();
    expect(sent().at(-1)).toMatchObject({
      data: {
        subscriptionId: 'sub_free',
        previousPlan: { id: 'pln_free' },
        currentPlan: { id: 'pln_pro' },
        totalCharged: 9900,
      },
    });
  });

  it('tell in Commet’s which invoice made a subscription past due', async () => {
    const { sandbox, received, pass } = connected();
    sandbox.control.setCustomer({ subscriptionId: 'sub_demo', card: 'declining' });
    await pass(31 * 1440);
    const sent = received.map(({ body }) => JSON.parse(body)).find(({ event }) => event === 'subscription.past_due');
    expect(sent.data).toEqual({
      subscriptionId: 'sub_demo',
      customerId: 'cus_demo',
      status: 'past_due',
      invoiceId: expect.stringMatching(/^inv_/),
      invoiceNumber: expect.any(String),
    });
  });

  it('come again as the endpoint says, where it says so', async () => {
    const { upgrade, received, pass } = connected('commet', () => 500, { retryAfter: [10] });
    await upgrade();
    const first = received.length;
    await pass(0.1);
    expect(received).toHaveLength(first);
    await pass(0.1);
    await pass(1000);
    expect(received).toHaveLength(2 * first);
    const never = connected('dodo', () => 500, { retryAfter: [] });
    await never.upgrade();
    const once = never.received.length;
    await never.pass(10_000);
    expect(never.received).toHaveLength(once);
    const wrong = { url: 'http://127.0.0.1:1/', provider: 'commet', retryAfter: [0] } as const;
    expect(() => createSandbox({ webhooks: [wrong] })).toThrow(/seconds from each delivery/);
  });

  it('have in the partner’s the names that the host found there', async () => {
    const partnerNames = { eventType: 'event', workspaceId: 'workspace', plan: 'plan_id' };
    const { upgrade, received, events } = connected('ocp', undefined, { partnerNames });
    await upgrade();
    const sent: Record<string, unknown> = JSON.parse(received[0]?.body ?? '{}');
    expect(Object.keys(sent)).toEqual(expect.arrayContaining(['event', 'workspace', 'plan_id', 'owner_email']));
    expect(events[0]).toMatchObject({ trust: 'hint', workspaceId: String(sent.workspace) });
    expect(events.map(({ type }) => type)).toContain('subscription_changed');
  });

  it('are sent again by the clock of the sandbox until one is accepted, with the same id', async () => {
    const { upgrade, received, pass, events } = connected(
      'commet',
      (count) => [500, 500, null, null][count - 1] ?? 200,
    );
    await upgrade();
    const first = received.length;
    expect(events).toEqual([]);
    await pass(0.9);
    expect(received).toHaveLength(first);
    await pass(0.2);
    expect(received).toHaveLength(2 * first);
    await pass(6);
    expect(events).toHaveLength(first);
    const ids = new Set(received.map(({ body }) => String(JSON.parse(body).id)));
    expect(ids.size).toBe(first);
  });

  it('stop after the vendor’s number of attempts', async () => {
    const { upgrade, received, pass } = connected('commet', () => 500);
    await upgrade();
    const first = received.length;
    await pass(1000);
    await pass(1000);
    expect(received).toHaveLength(8 * first);
  });

  it('go nowhere else than to this machine, and say so', async () => {
    const { sandbox } = connected();
    expect(() => createSandbox({ webhooks: [{ url: 'https://example.com', provider: 'commet' }] })).toThrow(RangeError);
    expect(() => createSandbox({ webhooks: [{ url: 'http://127.0.0.1.evil.example', provider: 'commet' }] })).toThrow(
      /this machine/,
    );
    expect(sandbox.control.webhooks().endpoints).toEqual([
      { url: 'https://app.example.com/webhooks', provider: 'commet' },
    ]);
  });

  it.each(WAYS)('are asked for while it runs, %s', async (way) => {
    const world = await open(way);
    try {
      const post = (body: object) =>
        world.ask('/__control/webhooks', { method: 'POST', body: JSON.stringify(body) }).then(({ status }) => status);
      expect(await post({ url: 'http://127.0.0.1:1/nobody', provider: 'commet', secret: 'a-secret-of-the-host' })).toBe(
        200,
      );
      expect(await post({ url: 'https://example.com/', provider: 'commet' })).toBe(400);
      expect(await post({ url: 'http://127.0.0.1:1/', provider: 'nobody' })).toBe(400);
      await call(world, 'POST /subscriptions/sub_demo/change-plan', { newPlanId: 'pln_business' });
      await world.sandbox.control.webhooksSent();
      const shown = await (await world.ask('/__control/webhooks')).text();
      expect(shown).toContain('subscription.plan_changed');
      expect(shown).not.toContain('a-secret-of-the-host');
      await world.ask('/__control/webhooks', { method: 'DELETE' });
      expect(world.sandbox.control.webhooks().endpoints).toEqual([]);
    } finally {
      await world.close();
    }
  });

  it('begin anew with a reset: nothing of before is sent', async () => {
    const { sandbox, upgrade, received, pass, events } = connected('commet', (count) => (count === 1 ? 500 : 200));
    await upgrade();
    const first = received.length;
    sandbox.control.reset();
    await pass(1000);
    expect(received).toHaveLength(first);
    const before = events.length;
    await upgrade();
    expect(received).toHaveLength(2 * first);
    // Ids of before are not given out again: a receiver would take the new events for old ones.
    expect(events).toHaveLength(before + first);
  });
});

describe('webhooks that go wrong on request', () => {
  it('webhook-duplicate: comes twice at once and is handled once', async () => {
    const { sandbox, upgrade, received, events } = connected();
    sandbox.control.fault({ switch: 'webhook-duplicate', match: { path: 'subscription.plan_changed' } });
    await upgrade();
    const changes = received.filter(({ body }) => body.includes('plan_changed'));
    expect(changes).toHaveLength(2);
    expect(changes[0]?.body).toBe(changes[1]?.body);
    expect(typesOf(events).filter((type) => type === 'subscription.plan_changed')).toHaveLength(1);
  });

  it('webhook-reorder: comes after the one that follows', async () => {
    const [straight, turned] = [connected(), connected()];
    turned.sandbox.control.fault({ switch: 'webhook-reorder' });
    await straight.upgrade();
    await turned.upgrade();
    const [first, second, ...rest] = typesOf(straight.events);
    expect(typesOf(turned.events)).toEqual([second, first, ...rest]);
  });

  it('webhook-bad-signature: is refused, and comes again rightly signed', async () => {
    const { sandbox, upgrade, events, problems, pass } = connected();
    sandbox.control.fault({ switch: 'webhook-bad-signature', match: { path: 'subscription.plan_changed' } });
    await upgrade();
    expect(typesOf(events)).not.toContain('subscription.plan_changed');
    expect(problems).toEqual([{ type: 'refused', scheme: 'commet', rule: 'wrong_signature' }]);
    await pass(1);
    expect(typesOf(events)).toContain('subscription.plan_changed');
  });

  it('webhook-old-timestamp: is refused where the vendor signs the time', async () => {
    for (const provider of ['dodo', 'stripe'] as const) {
      const { sandbox, upgrade, problems } = connected(provider);
      sandbox.control.fault({ switch: 'webhook-old-timestamp' });
      await upgrade();
      expect(problems).toEqual([{ type: 'refused', scheme: SCHEMES[provider], rule: 'too_old' }]);
    }
  });

  it('webhook-late: comes when the clock gets there', async () => {
    const { sandbox, upgrade, events, pass } = connected();
    sandbox.control.fault({ switch: 'webhook-late', times: 2, args: { seconds: 600 } });
    await upgrade();
    expect(events).toEqual([]);
    await pass(11);
    expect(events).toHaveLength(2);
  });

  it('webhook-drop: never comes', async () => {
    const { sandbox, upgrade, events, pass } = connected();
    sandbox.control.fault({ switch: 'webhook-drop', match: { path: 'subscription.plan_changed' } });
    await upgrade();
    await pass(1000);
    expect(typesOf(events)).not.toContain('subscription.plan_changed');
    expect(typesOf(events).length).toBeGreaterThan(0);
  });
});
