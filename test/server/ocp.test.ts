import { describe, expect, it } from 'vitest';
import { memoryLedger } from 'planshift/server';
import { ocp, thrivecartTemplate, type OcpOptions } from 'planshift/server/ocp';
import { fillTemplate } from '../../src/server/providers/ocp/template.js';
import { billingUrl, checkoutOf, NOW, openOcp, paid, RETAIL, SECRET, SHOP, signal, TEMPLATE } from './ocpWorld.js';

const DAY = 86_400_000;
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('at the start', () => {
  const good: OcpOptions = {
    baseUrl: 'https://partner.example/api',
    apiKey: 'a-key-of-the-main-workspace',
    billing: billingUrl,
    ledger: memoryLedger(),
    secrets: [SECRET],
  };
  const wrong: readonly [string, Partial<Record<keyof OcpOptions, unknown>>, RegExp][] = [
    ['baseUrl is missing', { baseUrl: undefined }, /baseUrl is missing/],
    ['baseUrl would send the key in the clear', { baseUrl: 'http://partner.example/api' }, /https:/],
    ['baseUrl holds more than host and path', { baseUrl: 'https://partner.example/api?x=1' }, /nothing else/],
    ['the key is missing', { apiKey: undefined }, /apiKey is missing/],
    ['the key could break a header', { apiKey: 'secret-key\r\nx: y' }, /is no key/],
    ['nobody says how customers pay', { billing: undefined }, /billing\.type is missing/],
    ['payments could not be claimed', { ledger: undefined }, /ledger is missing/],
    ['payments could not be bound', { secrets: ['short'] }, /secrets are missing/],
    [
      'a template has no reference',
      { billing: { type: 'billingUrl', template: `${SHOP}/?a={planId}` } },
      /\{reference\}/,
    ],
    [
      'a template has a variable in its host',
      { billing: { type: 'billingUrl', template: 'https://{planId}.example/?r={reference}' } },
      /query alone/,
    ],
    [
      'a template knows another variable',
      { billing: { type: 'billingUrl', template: `${SHOP}/?a={secret}&r={reference}` } },
      /knows no \{secret\}/,
    ],
    [
      'a template has a variable as a name',
      { billing: { type: 'billingUrl', template: `${SHOP}/?{planId}=1&r={reference}` } },
      /values only/,
    ],
    ['a path could leave its place', { changePlanPath: '../x' }, /is no path/],
  ];
  it.each(wrong)('says so where %s', (_, change, sentence) => {
    // A host without types can pass anything.
    const options = { ...good, ...change } as OcpOptions;
    expect(() => ocp(options)).toThrow(TypeError);
    expect(() => ocp(options)).toThrow(sentence);
    expect(() => ocp(options)).not.toThrow(/secret-key/);
  });
  it('takes what is complete', () => expect(ocp(good)).toBeTypeOf('function'));
});

describe('the billing URL', () => {
  const hostile = 'x&plan=business&ref=1#a?b=c\u0000\r\n../<script>%00\uD800 {planId} ’(*)';
  it('keeps every value in its place, whatever a workspace is called', () => {
    const values = {
      workspaceId: '7',
      ownerName: hostile,
      ownerEmail: 'a+b@c.example',
      planId: 'pro',
      reference: 'r.s',
    };
    const url = new URL(fillTemplate(TEMPLATE, { ...values, workspaceName: hostile }));
    expect(url.origin + url.pathname).toBe(`${SHOP}/harbor/`);
    expect(url.hash).toBe('');
    expect([...url.searchParams.keys()]).toEqual(['workspaceID', 'name', 'owner', 'ownerEmail', 'plan', 'ref']);
    expect(url.searchParams.get('plan')).toBe('pro');
    expect(url.searchParams.get('ownerEmail')).toBe('a+b@c.example');
    expect(url.searchParams.get('name')).toBe(hostile.replace('\uD800', '\uFFFD'));
  });
  it('fills ThriveCart’s own fields, and carries the rest as custom fields', () => {
    const template = thrivecartTemplate(`${SHOP}/pro-monthly/`);
    const values = { workspaceId: '7', workspaceName: 'Acme & Co', ownerName: 'A. Owner', ownerEmail: 'a@b.example' };
    const url = new URL(fillTemplate(template, { ...values, planId: 'pro', reference: 'r.s' }));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'passthrough[customer_name]': 'A. Owner',
      'passthrough[customer_email]': 'a@b.example',
      'passthrough[custom_workspace_id]': '7',
      'passthrough[custom_workspace_name]': 'Acme & Co',
      'passthrough[custom_plan_id]': 'pro',
      'passthrough[custom_reference]': 'r.s',
    });
    expect(() =>
      ocp({
        baseUrl: 'https://p.example/api',
        apiKey: 'long-enough',
        billing: { type: 'billingUrl', template },
        ledger: memoryLedger(),
        secrets: [SECRET],
      }),
    ).not.toThrow();
  });
  it('shows the retail price as due where the checkout asks for just that, and nothing where nobody says', async () => {
    const exact = await openOcp({ who: 'free' }).preview('pro');
    expect(exact).toMatchObject({ status: 'requires_checkout', dueNow: RETAIL.pro, certainty: 'exact', excludes: [] });
    expect(exact).toMatchObject({ recurring: { amount: RETAIL.pro }, checkoutHost: new URL(SHOP).host });
    const billing = { type: 'billingUrl', template: TEMPLATE } as const;
    const open = await openOcp({ who: 'free', options: { billing } }).preview('pro');
    expect(open).toMatchObject({ status: 'requires_checkout', dueNow: null, certainty: 'estimate' });
    expect(open).toMatchObject({ recurring: { amount: RETAIL.pro } });
  });
  it('sends a customer there with the five variables and a signed reference, and changes nothing', async () => {
    const ownerEmailOf = () => 'owner@acme.example';
    const world = openOcp({
      who: 'free',
      options: { billing: { ...billingUrl, ownerEmailOf } as OcpOptions['billing'] },
    });
    const url = await checkoutOf(world, 'pro');
    const { reference, ...rest } = paid(url);
    expect(rest).toEqual({ workspaceId: 'sub_free', planId: 'pro', paymentId: 'order_1' });
    expect(url.searchParams.get('ownerEmail')).toBe('owner@acme.example');
    expect(url.searchParams.get('name')).toBe('Workspace of free');
    expect(await world.partner.readReference(reference)).toEqual({ workspaceId: 'sub_free', planId: 'pro' });
    expect(world.changesSent()).toBe(0);
  });
});

describe('a paid checkout', () => {
  it('changes the plan once, however often the payment is told of', async () => {
    const world = openOcp({ who: 'free' });
    const payment = paid(await checkoutOf(world, 'pro'));
    const all = await Promise.all([1, 2, 3].map(() => world.partner.completeCheckout(payment)));
    expect(all.filter(({ status }) => status === 'completed')).toHaveLength(1);
    expect((await world.partner.completeCheckout(payment)).status).toBe('duplicate');
    expect(world.changesSent()).toBe(1);
    expect(world.holds()).toBe('pri_pro_monthly');
  });
  it('is found by the customer who comes back', async () => {
    const world = openOcp({ who: 'free' });
    const preview = await world.preview('pro');
    const request = world.request(preview, { priceId: 'pro' });
    const outcome = await world.adapter.changePlan(request, signal);
    if (outcome.status !== 'requires_checkout') throw new Error(outcome.status);
    const { returnTo: _, ...read } = request;
    expect((await world.adapter.readChange(read, signal)).status).toBe('requires_checkout');
    await world.partner.completeCheckout(paid(new URL(outcome.checkoutUrl)));
    expect(await world.adapter.readChange(read, signal)).toMatchObject({ status: 'applied', payment: 'paid' });
  });
  it('counts for no other workspace, plan or amount, and for nothing that was not signed', async () => {
    const world = openOcp({ who: 'free' });
    const payment = paid(await checkoutOf(world, 'pro'));
    const complete = (change: object) => world.partner.completeCheckout({ ...payment, ...change });
    expect(await complete({ workspaceId: 'sub_demo' })).toEqual({ status: 'mismatch', reason: 'workspace' });
    expect(await complete({ planId: 'business' })).toEqual({ status: 'mismatch', reason: 'plan' });
    expect(await complete({ paid: usd(100) })).toEqual({ status: 'mismatch', reason: 'amount' });
    expect(await complete({ reference: `${payment.reference}x` })).toEqual({ status: 'mismatch', reason: 'reference' });
    const [head = '', body = '', mac = ''] = payment.reference.split('.');
    const forged = btoa(atob(body).replaceAll('pro', 'business')).replaceAll('=', '');
    expect(await complete({ planId: 'business', reference: `${head}.${forged}.${mac}` })).toMatchObject({
      reason: 'reference',
    });
    world.clock.now += DAY + 1;
    expect(await complete({})).toEqual({ status: 'mismatch', reason: 'expired' });
    expect(world.changesSent()).toBe(0);
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'operator_needed', reason: 'paid_without_change', paymentId: 'order_1' }),
    );
  });
  it('that was paid twice changes the plan once, and the operator hears of the second', async () => {
    const world = openOcp({ who: 'free' });
    const url = await checkoutOf(world, 'pro');
    await world.partner.completeCheckout(paid(url));
    expect(await world.partner.completeCheckout(paid(url, 'order_2'))).toEqual({
      status: 'mismatch',
      reason: 'reference_used',
    });
    expect(world.changesSent()).toBe(1);
  });
  it('for a workspace that has moved on is not carried out over what holds now', async () => {
    const world = openOcp({ who: 'free' });
    const first = paid(await checkoutOf(world, 'pro'), 'order_1');
    const second = paid(await checkoutOf(world, 'starter'), 'order_2');
    await world.partner.completeCheckout(second);
    expect(await world.partner.readReference(first.reference)).toBeNull();
    expect(await world.partner.completeCheckout(first)).toEqual({ status: 'mismatch', reason: 'workspace_changed' });
    expect(world.holds()).toBe('pri_starter_monthly');
  });
  it('waits where the wallet is too low: the operator is told, the customer sees that it is looked at', async () => {
    const world = openOcp({ who: 'free', sandbox: { options: { partner: { wallet: 0 } } } });
    const preview = await world.preview('pro');
    const request = world.request(preview, { priceId: 'pro' });
    const outcome = await world.adapter.changePlan(request, signal);
    if (outcome.status !== 'requires_checkout') throw new Error(outcome.status);
    const payment = paid(new URL(outcome.checkoutUrl));
    expect((await world.partner.completeCheckout(payment)).status).toBe('wallet_short');
    const { returnTo: _, ...read } = request;
    expect(await world.adapter.readChange(read, signal)).toMatchObject({ status: 'pending', reason: 'review' });
    expect(world.events).toContainEqual({
      type: 'operator_needed',
      reason: 'wallet_short',
      customerId: 'cus_free',
      subscriptionId: 'sub_free',
      planId: 'pro',
      paymentId: 'order_1',
    });
    world.sandbox.control.setOptions({ partner: { wallet: 1_000_000 } });
    expect((await world.partner.completeCheckout(payment)).status).toBe('completed');
    expect(await world.adapter.readChange(read, signal)).toMatchObject({ status: 'applied' });
  });
  it('that was given back makes room for the next one', async () => {
    const world = openOcp({ who: 'free', sandbox: { options: { partner: { wallet: 2000 } } } });
    const first = paid(await checkoutOf(world, 'pro'), 'order_1');
    expect((await world.partner.completeCheckout(first)).status).toBe('wallet_short');
    await expect(checkoutOf(world, 'starter')).rejects.toMatchObject({ code: 'change_in_progress' });
    const waiting = { workspaceId: 'sub_free', paymentId: 'order_1' };
    expect(await world.partner.dropPayment({ ...waiting, paymentId: 'order_9' })).toBe(false);
    expect(await world.partner.dropPayment(waiting)).toBe(true);
    expect(await world.partner.dropPayment(waiting)).toBe(false);
    expect((await world.partner.completeCheckout(first)).status).toBe('duplicate');
    const second = paid(await checkoutOf(world, 'starter'), 'order_2');
    expect((await world.partner.completeCheckout(second)).status).toBe('completed');
    expect(world.holds()).toBe('pri_starter_monthly');
  });
  it('whose change got no answer is read, and never sent twice in a row', async () => {
    const world = openOcp({ who: 'free' });
    const payment = paid(await checkoutOf(world, 'pro'));
    world.sandbox.control.fault({ switch: 'hang-before', args: { ms: 1000 }, times: 1 });
    expect((await world.partner.completeCheckout(payment)).status).toBe('unknown');
    expect((await world.partner.completeCheckout(payment)).status).toBe('unknown');
    expect(world.changesSent()).toBe(1);
    world.clock.now += 121_000;
    expect((await world.partner.completeCheckout(payment)).status).toBe('completed');
    expect(world.changesSent()).toBe(2);
  });
  it('that was carried out without an answer is found out', async () => {
    const world = openOcp({ who: 'free' });
    const payment = paid(await checkoutOf(world, 'pro'));
    world.sandbox.control.fault({ switch: 'truncate-body', times: 1 });
    expect((await world.partner.completeCheckout(payment)).status).toBe('completed');
    expect(world.changesSent()).toBe(1);
  });
});

describe('leaving a paid plan gently', () => {
  it('says when the paid time ends and when the free plan begins, and is taken back', async () => {
    const world = openOcp();
    const preview = await world.preview('free');
    const dates = { effectiveAt: '2026-05-04T00:00:00.000Z', paidUntil: '2026-05-01T00:00:00.000Z' };
    expect(preview).toMatchObject({ status: 'scheduled', ...dates });
    expect(preview.impact.some(({ kind }) => kind === 'data_at_risk')).toBe(false);
    expect(await world.confirm('free')).toMatchObject({ status: 'scheduled', effectiveAt: dates.effectiveAt });
    const { subscription } = await world.catalog();
    expect(subscription).toMatchObject({ status: 'active', priceId: 'pro', nextBillingDate: null });
    expect(subscription?.scheduledChange).toMatchObject({ planId: 'free', undoable: true, ...dates });
    const scheduledChangeId = subscription?.scheduledChange?.id ?? '';
    const undone = await world.adapter.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'u1' }, signal);
    expect(undone).toMatchObject({ status: 'undone', subscription: { scheduledChange: null } });
    expect(world.changesSent()).toBe(0);
  });
  it('is past due for three days, and then free', async () => {
    const world = openOcp();
    await world.confirm('free');
    const to = (now: string) => world.sandbox.control.clock({ now });
    to('2026-04-30T23:59:59Z');
    expect((await world.catalog()).subscription?.status).toBe('active');
    for (const now of ['2026-05-01T00:00:01Z', '2026-05-03T23:59:59Z']) {
      to(now);
      const { subscription } = await world.catalog();
      expect(subscription).toMatchObject({ status: 'past_due', planId: 'pro', scheduledChange: { undoable: false } });
    }
    to('2026-05-04T00:00:01Z');
    expect((await world.catalog()).subscription).toMatchObject({
      status: 'active',
      planId: 'free',
      scheduledChange: null,
    });
    expect(world.sandbox.control.events().filter(({ type }) => type === 'overdue')).toHaveLength(3);
    expect(world.sandbox.control.ledger().filter(({ subscriptionId }) => subscriptionId === 'sub_demo')).toEqual([]);
  });
  it('tells the host first, whose own charges have to stop, and does nothing where it says no', async () => {
    const renewal = async () => 'contact_support' as const;
    const world = openOcp({ options: { billing: { ...billingUrl, renewal } as OcpOptions['billing'] } });
    expect(await world.confirm('free')).toMatchObject({ status: 'rejected', reason: 'contact_support' });
    expect((await world.catalog()).subscription?.scheduledChange).toBeNull();
  });
  it('is believed from the answer where no workspace says whether it renews, and from the host’s record after that', async () => {
    const platform = { options: { partner: { autoRenewReadable: false } } };
    const blind = openOcp({ sandbox: platform });
    expect(await blind.confirm('free')).toMatchObject({
      status: 'scheduled',
      subscription: { scheduledChange: { planId: 'free' } },
    });
    expect((await blind.catalog()).subscription?.scheduledChange).toBeNull();
    const told = openOcp({ sandbox: platform, options: { autoRenewOf: () => false } });
    expect((await told.catalog()).subscription?.scheduledChange).toMatchObject({ planId: 'free' });
  });
  it('uses the paths it is told, and says which option is wrong where there is none', async () => {
    const autoRenewPaths = { on: 'auto-renew/enable', off: 'auto-renew/disable' };
    const world = openOcp({
      options: { autoRenewPaths },
      between: async (request, send) =>
        request.url.includes('auto-renew/') ? Response.json({ message: 'Not Found' }, { status: 404 }) : send(request),
    });
    await expect(world.confirm('free')).rejects.toMatchObject({ code: 'misconfigured' });
  });
});

describe('the free plan at once', () => {
  it('is refused without the explicit choice, and where the policy has no such way', async () => {
    const world = openOcp();
    await expect(world.preview('free', 'immediately')).rejects.toMatchObject({ code: 'not_allowed' });
    const free = openOcp({ options: { toFree: 'customer_chooses' } });
    expect((await free.preview('free')).status).toBe('scheduled');
    const gentle = await free.preview('free');
    const asked = free.request(gentle, { priceId: 'free', effectiveAt: 'immediately' });
    const outcome = await free.adapter.changePlan(asked, signal).catch((error: unknown) => error);
    expect(outcome).not.toMatchObject({ status: 'applied' });
    expect(free.changesSent()).toBe(0);
  });
  it('warns that data is at risk, promises neither, and happens when it is chosen by name', async () => {
    const world = openOcp({ options: { toFree: 'customer_chooses' } });
    expect((await world.catalog()).capabilities.chooseTiming).toBe(true);
    const preview = await world.preview('free', 'immediately');
    expect(preview).toMatchObject({ status: 'unavailable', recurring: null });
    expect(preview.impact[0]).toEqual({
      kind: 'data_at_risk',
      severity: 'warn',
      featureId: 'bot_users',
      name: 'Bot users',
    });
    expect(await world.confirm('free', 'immediately')).toMatchObject({ status: 'applied', payment: 'none' });
    expect((await world.catalog()).subscription).toMatchObject({ planId: 'free', status: 'active' });
  });
  it('is the merchant’s policy where the merchant says so', async () => {
    const world = openOcp({ options: { toFree: 'immediately' } });
    expect(await world.preview('free')).toMatchObject({ status: 'unavailable' });
    expect(await world.confirm('free')).toMatchObject({ status: 'applied' });
  });
});

describe('an operator', () => {
  const operator = {
    role: 'operator',
    options: { billing: { type: 'wallet' }, balanceOf: () => usd(12_345) },
  } as const;
  it('sees cost and balance; a customer sees neither', async () => {
    const catalog = await openOcp(operator).catalog();
    const costs = catalog.plans.flatMap(({ prices }) => prices.map(({ id, cost }) => [id, cost?.amount]));
    expect(Object.fromEntries(costs)).toMatchObject({ free: 0, starter: 1160, pro: 3960 });
    expect(catalog.operatorBalance).toEqual(usd(12_345));
    const world = openOcp({ ...operator, role: 'customer' });
    const seen = await world.catalog();
    expect(seen.operatorBalance).toBeNull();
    expect(seen.plans.flatMap(({ prices }) => prices.map(({ cost }) => cost)).every((cost) => cost === null)).toBe(
      true,
    );
    expect(world.replies.join('')).not.toMatch(/12345|3960|1160/);
  });
  it('changes a client’s workspace by hand, at the partner’s cost', async () => {
    const world = openOcp(operator);
    expect(await world.preview('business')).toMatchObject({
      status: 'unavailable',
      recurring: { amount: RETAIL.business },
    });
    const outcome = await world.confirm('business');
    expect(outcome).toMatchObject({
      status: 'applied',
      payment: 'none',
      amountCharged: null,
      subscription: { planId: 'business' },
    });
    expect(world.sandbox.control.ledger()).toEqual([]);
  });
  it('is told that the wallet is too low; a customer reads a neutral sentence', async () => {
    const billing = { type: 'wallet', customers: 'change' } as const;
    const world = openOcp({ options: { billing }, sandbox: { options: { partner: { wallet: 0 } } } });
    expect(await world.confirm('business')).toMatchObject({ status: 'rejected', reason: 'contact_support' });
    expect((await world.catalog()).supportUrl).toMatch(/help$/);
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'operator_needed', reason: 'wallet_short', planId: 'business' }),
    );
    expect(world.replies.join('')).not.toMatch(/credit"|wallet|Not enough/);
    expect(world.holds()).toBe('pri_pro_monthly');
  });
  it('is whom a customer has to ask where only operators change plans', async () => {
    const world = openOcp({ options: { billing: { type: 'wallet' } } });
    expect(await world.preview('business')).toMatchObject({ status: 'blocked', reason: 'contact_support' });
    expect(await world.preview('free')).toMatchObject({ status: 'blocked', reason: 'contact_support' });
  });
});

describe('renewal', () => {
  it('cannot be switched on again by a customer who could not switch it off', async () => {
    const world = openOcp({ role: 'operator', options: { billing: { type: 'wallet' } } });
    const outcome = await world.confirm('free');
    if (outcome.status !== 'scheduled') throw new Error(outcome.status);
    const scheduledChangeId = outcome.subscription.scheduledChange?.id ?? '';
    expect(outcome.subscription.scheduledChange?.undoable).toBe(true);
    const asCustomer = world.partner({ customerId: 'cus_demo', subscriptionId: 'sub_demo' });
    const { subscription } = await asCustomer.getCatalog({ locale: 'en' }, signal);
    expect(subscription?.scheduledChange?.undoable).toBe(false);
    const undone = await asCustomer.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'u' }, signal);
    expect(undone).toMatchObject({ status: 'rejected', reason: 'not_supported' });
    expect((await world.catalog()).subscription?.nextBillingDate).toBeNull();
  });
  it('is shown with no date before the preview, which alone knows of the days of grace', async () => {
    const { plans } = await openOcp().catalog();
    expect(plans.find(({ id }) => id === 'free')?.prices[0]?.timing).toBeNull();
  });
});

describe('internal billing through Stripe', () => {
  it('never tells a customer who has paid that nothing happened, where the platform cannot be asked', async () => {
    const change = async () => ({ status: 'done' }) as const;
    const world = openOcp({ options: { billing: { type: 'internalStripe', change } } });
    world.sandbox.control.fault({ switch: 'retry-after', match: { path: '/change-plan' }, times: 1 });
    expect(await world.confirm('business')).toMatchObject({ status: 'pending', reason: 'review' });
    expect(world.events).toContainEqual(expect.objectContaining({ reason: 'paid_without_change', planId: 'business' }));
  });
  it('tells the hook of leaving and of staying', async () => {
    const told: unknown[] = [];
    const renewal = async (asked: unknown) => (told.push(asked), 'done' as const);
    const world = openOcp({ options: { billing: { type: 'internalStripe', renewal } } });
    const outcome = await world.confirm('free');
    if (outcome.status !== 'scheduled') throw new Error(outcome.status);
    const scheduledChangeId = outcome.subscription.scheduledChange?.id ?? '';
    await world.adapter.cancelScheduledChange({ scheduledChangeId, idempotencyKey: 'u' }, signal);
    const where = { workspaceId: 'sub_demo', customerId: 'cus_demo', effectiveAt: 'next_billing_date' };
    expect(told).toMatchObject([
      { ...where, renews: false },
      { ...where, renews: true },
    ]);
  });
  it('is contact support without a hook, for changes and for leaving', async () => {
    const world = openOcp({ options: { billing: { type: 'internalStripe' } } });
    for (const id of ['business', 'free'])
      expect(await world.preview(id)).toMatchObject({ status: 'blocked', reason: 'contact_support' });
  });
  it('changes the host’s subscription and then the workspace that exists', async () => {
    const asked: unknown[] = [];
    const change = async (request: unknown) => (asked.push(request), { status: 'done' as const });
    const world = openOcp({ options: { billing: { type: 'internalStripe', change } } });
    const before = world.sandbox.control.state().subscriptions.length;
    expect(await world.confirm('business')).toMatchObject({ status: 'applied', payment: 'paid' });
    expect(asked).toEqual([
      expect.objectContaining({ workspaceId: 'sub_demo', fromPlanId: 'pro', toPlanId: 'business' }),
    ]);
    expect(world.sandbox.control.state().subscriptions).toHaveLength(before);
    expect(world.changesSent()).toBe(1);
  });
  it('does not touch the workspace where the card was refused, and says what waits where only the wallet said no', async () => {
    const declining = async () => ({ status: 'declined', reason: 'card_declined' }) as const;
    const refused = openOcp({ options: { billing: { type: 'internalStripe', change: declining } } });
    expect(await refused.confirm('business')).toMatchObject({ status: 'declined', reason: 'card_declined' });
    expect(refused.changesSent()).toBe(0);
    const done = async () => ({ status: 'done' }) as const;
    const short = openOcp({
      options: { billing: { type: 'internalStripe', change: done } },
      sandbox: { options: { partner: { wallet: 0 } } },
    });
    expect(await short.confirm('business')).toMatchObject({ status: 'pending', reason: 'review' });
  });
});

describe('what the platform answers', () => {
  it('is read in every form that was seen', async () => {
    const partner = { planField: 'quoted_list', dates: 'iso' } as const;
    const world = openOcp({ sandbox: { options: { partner } } });
    const { subscription } = await world.catalog();
    expect(subscription).toMatchObject({ priceId: 'pro', currentPeriod: { end: '2026-05-01T00:00:00.000Z' } });
    expect(subscription?.otherItems.map(({ name }) => name)).toEqual(['Extra bots', 'Extra bot users']);
    expect(subscription?.amount).toEqual(RETAIL.pro);
  });
  it('has dates in the zone that is set', async () => {
    const { subscription } = await openOcp({ options: { billingTimeZone: 'Australia/Sydney' } }).catalog();
    expect(subscription?.currentPeriod?.end).toBe('2026-04-30T14:00:00.000Z');
  });
  it('shows trials and paused workspaces, and a plan that is sold no more', async () => {
    expect((await openOcp({ who: 'trial' }).catalog()).subscription).toMatchObject({
      status: 'trialing',
      trialEndsAt: '2026-04-23T00:00:00.000Z',
    });
    expect((await openOcp({ who: 'canceled' }).catalog()).subscription?.status).toBe('paused');
    const { subscription, plans } = await openOcp({ who: 'legacy' }).catalog();
    expect(subscription).toMatchObject({ planName: 'Classic', priceId: 'classic' });
    expect(plans.find(({ id }) => id === 'classic')?.prices[0]?.unavailable).toBe('plan_unavailable');
    expect((await openOcp({ who: 'weekly' }).catalog()).subscription).toMatchObject({
      planId: 'starter_week',
      priceId: null,
    });
  });
  it.each(['error_in_200', 'status_422'] as const)(
    'refuses an unknown plan by %s, and that is no success',
    async (unknownPlan) => {
      const plans = [{ id: 'new', name: 'New', plans: ['new'] }];
      const world = openOcp({
        role: 'operator',
        options: { billing: { type: 'wallet' }, plans },
        sandbox: { options: { partner: { unknownPlan } } },
        between: async (request, send) => {
          const answer = await send(request);
          if (!request.url.endsWith('/plans')) return answer;
          const text = await answer.text();
          return new Response(text.replaceAll('"business"', '"new"'), answer);
        },
      });
      expect(await world.confirm('new')).toMatchObject({ status: 'rejected', reason: 'contact_support' });
      expect(world.holds()).toBe('pri_pro_monthly');
    },
  );
  const spoiled: readonly [string, () => Response, string][] = [
    ['a page of a proxy', () => new Response('<html>', { status: 502 }), 'provider_unavailable'],
    ['a page that says 200', () => new Response('<html>'), 'unreadable_answer'],
    ['an empty body', () => new Response(''), 'unreadable_answer'],
    ['a body without end', () => new Response('x'.repeat(1_100_000)), 'unreadable_answer'],
    ['an error inside a 200', () => Response.json({ status: 'error', message: 'No' }), 'misconfigured'],
    ['another workspace', () => Response.json({ status: 'ok', data: { id: 1, plan: 'pro' } }), 'unreadable_answer'],
    ['a redirect to elsewhere', () => Response.redirect('https://elsewhere.example/'), 'misconfigured'],
    ['a refused key', () => Response.json({ message: 'Unauthenticated.' }, { status: 401 }), 'misconfigured'],
    ['a request to slow down', () => Response.json({}, { status: 429 }), 'rate_limited'],
  ];
  it.each(spoiled)('is an error where it is %s', async (_, answer, code) => {
    const world = openOcp({ between: async () => answer() });
    await expect(world.catalog()).rejects.toMatchObject({ code });
    expect(world.replies.join('') + JSON.stringify(world.events)).not.toContain(world.sandbox.apiKeys.ocp);
  });
  it('is not waited for without end', async () => {
    const world = openOcp({
      between: (request) =>
        new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason))),
    });
    await expect(world.catalog()).rejects.toMatchObject({ code: 'provider_unavailable' });
  });
  it('is never asked for an id with a path in it', async () => {
    const asked: string[] = [];
    const world = openOcp({
      who: '../../plans?x=1#',
      between: async (request, send) => (asked.push(request.url), send(request)),
    });
    await expect(world.catalog()).rejects.toMatchObject({ code: 'subscription_not_found' });
    expect(asked).toEqual([]);
  });
});

it('was set in the sandbox’s own time', () => expect(new Date(NOW).toISOString()).toBe('2026-04-16T00:00:00.000Z'));
