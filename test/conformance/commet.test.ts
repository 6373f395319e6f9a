import { sendCommetTo } from 'planshift/sandbox';
import { afterEach, expect } from 'vitest';
import type { Selection } from '../../src/core/adapter.js';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import { noSignal, openWorld, readOf, scopeOf, type World, type WorldOptions } from '../server/world.js';
import { conformance } from './scenarios.js';

/** What the next change is answered with, in place of Commet's own answer. */
interface Answer {
  readonly carriedOut: boolean;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

interface Setting extends WorldOptions {
  readonly answer?: Answer;
  /** Spoils what is answered to a preview. */
  readonly previews?: (body: string) => string;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0).reverse()) close();
});

function stage(who: string, { answer, previews = (body) => body, ...options }: Setting = {}) {
  const world = openWorld({ who, ...options });
  open.push(() => world.close(), between(world, answer, previews));
  return {
    world,
    held: async () => {
      const { subscription } = await world.adapter.getCatalog({ locale: 'en' }, noSignal);
      if (subscription === null) throw new Error('There is no subscription.');
      return subscription;
    },
    change: async (selection: Selection) => {
      const shown = confirmable(await world.preview(selection));
      return { shown, outcome: await world.adapter.changePlan(world.request(shown, selection), noSignal) };
    },
    charges: () =>
      world.sandbox.control
        .ledger()
        .filter(({ subscriptionId, reason }) => subscriptionId === `sub_${who}` && reason !== 'renewal')
        .map(({ amount }) => amount),
    pay: async (address: string) => {
      const body = new URLSearchParams({ action: 'pay' });
      const page = await world.sandbox.fetch(new Request(address, { method: 'POST', body }));
      expect(page.status).toBeLessThan(400);
    },
  };
}

/** Stands between the client and the sandbox. */
function between({ sandbox }: World, answer: Answer | undefined, previews: (body: string) => string): () => void {
  const answers = answer === undefined ? [] : [answer];
  return sendCommetTo(async (request) => {
    const instead = request.url.endsWith('/change-plan') ? answers.shift() : undefined;
    if (instead !== undefined) {
      if (instead.carriedOut) await sandbox.fetch(request);
      return new Response(instead.body, { status: instead.status, headers: { 'content-type': instead.type } });
    }
    const given = await sandbox.fetch(request);
    if (!request.url.endsWith('/preview-change')) return given;
    return new Response(previews(await given.text()), { status: given.status, headers: given.headers });
  });
}

function confirmable(shown: PreviewOutcome): Exclude<PreviewOutcome, { status: 'blocked' }> {
  if (shown.status === 'blocked') throw new Error(`The preview is blocked: ${shown.reason}.`);
  return shown;
}

function keysSent({ sandbox }: World): readonly (string | undefined)[] {
  const sent = sandbox.control.requests().filter(({ path }) => path.endsWith('/change-plan'));
  return sent.map(({ headers }) => headers['idempotency-key']);
}

const UP = { priceId: 'pln_pro:monthly' };
const DOWN = { priceId: 'pln_starter:monthly' };
const FREE = { priceId: 'pln_free:monthly' };
const JSON_TYPE = 'application/json';

function problem(code: string, type = 'conflict_error'): string {
  return JSON.stringify({ success: false, error: { type, code, message: 'Commet’s own words.' } });
}

async function chargedAsShown(who: string, priceId: string, setting?: Setting): Promise<void> {
  const { change, charges, held } = stage(who, setting);
  const { shown, outcome } = await change({ priceId });
  expect(outcome).toMatchObject({ status: 'applied', payment: 'paid', difference: null });
  expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  expect((await held()).priceId).toBe(priceId);
}

async function scheduledAndDone(who: string, priceId: string): Promise<void> {
  const { change, charges, held, world } = stage(who);
  const { shown, outcome } = await change({ priceId });
  expect([shown.status, outcome.status]).toEqual(['scheduled', 'scheduled']);
  expect(charges()).toEqual([]);
  expect((await held()).scheduledChange).toMatchObject({ priceId });
  world.sandbox.control.clock({ advanceDays: 366 });
  expect(await held()).toMatchObject({ priceId, scheduledChange: null });
}

/** One confirm whose answer is lost: what is said, what was charged, and how often it was sent. */
async function afterAnswer(answer: Answer): Promise<readonly [ReadOutcome, number, number]> {
  const { change, charges, world } = stage('starter', { answer });
  const { outcome } = await change(UP);
  return [outcome, charges().length, world.changesSent() + (answer.carriedOut ? 0 : 1)];
}

const PAID = { status: 'applied', payment: 'paid' };

conformance('Commet', {
  upgrade: () => chargedAsShown('starter', UP.priceId),
  downgrade: () => scheduledAndDone('demo', DOWN.priceId),
  intervalUp: () => chargedAsShown('demo', 'pln_pro:yearly'),
  intervalDown: () => scheduledAndDone('yearly', 'pln_pro:monthly'),
  freeToPaid: async () => {
    const { change, charges, held, pay } = stage('free');
    const { shown, outcome } = await change(UP);
    expect([shown.status, outcome.status]).toEqual(['requires_checkout', 'requires_checkout']);
    if (outcome.status === 'requires_checkout') await pay(outcome.checkoutUrl);
    expect((await held()).priceId).toBe(UP.priceId);
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  paidToFree: () => scheduledAndDone('demo', FREE.priceId),
  scheduledPreview: async () => {
    const { held, world } = stage('demo');
    const { currentPeriod } = await held();
    expect(await world.preview(DOWN)).toMatchObject({ status: 'scheduled', effectiveAt: currentPeriod?.end });
  },
  blockedBySchedule: async () => {
    const { change, world } = stage('demo');
    await change(DOWN);
    expect(await world.preview(DOWN)).toMatchObject({ status: 'blocked', reason: 'scheduled_change_exists' });
    const replaces = expect.objectContaining({ kind: 'scheduled_change_replaced', name: 'Starter' });
    const other = await world.preview({ priceId: 'pln_business:monthly' });
    expect(other).toMatchObject({ status: 'quote', impact: expect.arrayContaining([replaces]) });
  },
  seatLimit: async () => {
    const { world } = stage('crowded');
    const seats = { kind: 'seats_exceeded', used: 12, included: 10 };
    expect(await world.preview(UP)).toMatchObject({
      status: 'blocked',
      reason: 'seat_limit_exceeded',
      impact: expect.arrayContaining([expect.objectContaining({ ...seats, severity: 'block' })]),
    });
    world.scope = scopeOf('demo');
    const warning = { kind: 'seats_exceeded', severity: 'warn', used: 8, included: 3 };
    const down = await world.preview(DOWN);
    expect(down.impact).toContainEqual(expect.objectContaining(warning));
  },
  addonsKept:
    'Commet’s add-ons are subscriptions to features beside the plan; a change of plan neither names nor takes them.',
  declinePrevents: async () => {
    const { change, charges, held, world } = stage('starter');
    world.sandbox.control.fault({ switch: 'decline' });
    const { outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'declined', recoveryUrl: expect.stringMatching(/^http/) });
    expect((await held()).priceId).toBe(DOWN.priceId);
    expect(charges()).toEqual([]);
  },
  declineApplies: async () => {
    const applies = { options: { onPaymentFailure: 'apply_change' } } as const;
    const { change, charges, held, pay, world } = stage('starter', { sandbox: applies });
    world.sandbox.control.fault({ switch: 'decline' });
    const { shown, outcome } = await change(UP);
    expect(outcome).toMatchObject({ status: 'applied', payment: 'failed', recoveryUrl: expect.any(String) });
    expect(await held()).toMatchObject({ status: 'past_due', priceId: UP.priceId });
    expect(charges()).toEqual([]);
    if (outcome.status === 'applied') await pay(outcome.recoveryUrl ?? '');
    expect(await held()).toMatchObject({ status: 'active', priceId: UP.priceId });
    expect(charges()).toEqual([promisedAmount(shown)?.amount]);
  },
  pendingThenPaid: 'Commet makes or refuses a change at once; it keeps none that waits for its payment.',
  cancelAndKeep: async () => {
    const { held, world } = stage('demo', {
      commet: { cancelMeansFree: false },
      handler: { accept: { cancel: true } },
    });
    const why = { reason: 'too_expensive', comment: null, idempotencyKey: crypto.randomUUID() } as const;
    const ended = await world.adapter.cancelSubscription?.({ effectiveAt: 'next_billing_date', ...why }, noSignal);
    const before = await held();
    expect(ended).toMatchObject({ status: 'scheduled', effectiveAt: before.cancellation?.effectiveAt });
    const undo = { scheduledChangeId: before.id, idempotencyKey: crypto.randomUUID() };
    expect(await world.adapter.cancelScheduledChange(undo, noSignal)).toMatchObject({ status: 'undone' });
    expect((await held()).cancellation).toBeNull();
  },
  replaceSchedule: async () => {
    const { change, held, world } = stage('business');
    await change(UP);
    await change(DOWN);
    expect((await held()).scheduledChange?.priceId).toBe(DOWN.priceId);
    const told = world.sandbox.control.events().map(({ type }) => type);
    expect(told.slice(-2)).toEqual(['subscription.plan_change_revoked', 'subscription.plan_change_scheduled']);
  },
  undoSchedule: 'Commet has no call that takes a scheduled plan change back; another change replaces it.',
  lostAnswer: async () => {
    const { change, charges, world } = stage('starter');
    world.sandbox.control.fault({ switch: 'truncate-body' });
    expect((await change(UP)).outcome).toMatchObject(PAID);
    expect([charges().length, world.changesSent()]).toEqual([1, 1]);
  },
  conflictRetries: async () => {
    // Still at work on the first: asked again, with the very same key, which gets the first one's answer.
    const busy = { status: 409, type: JSON_TYPE, body: problem('idempotency_in_progress') };
    const { change, charges, world } = stage('starter', { answer: { carriedOut: true, ...busy } });
    expect((await change(UP)).outcome).toMatchObject(PAID);
    expect([charges().length, new Set(keysSent(world)).size]).toEqual([1, 1]);
    // A charge that is under way is not asked for again at all.
    const charging = { carriedOut: false, status: 409, type: JSON_TYPE, body: problem('charge_in_progress') };
    const [outcome, charged, sent] = await afterAnswer(charging);
    expect([outcome.status, charged, sent]).toEqual(['processing', 0, 1]);
  },
  rateLimitWithWait: async () => {
    const { held, world } = stage('starter', { sdk: { retries: 1 } });
    const match = { method: 'GET', path: '*/subscriptions/*' };
    world.sandbox.control.fault({ switch: 'retry-after', args: { seconds: 1 }, match });
    const started = performance.now();
    expect((await held()).priceId).toBe(DOWN.priceId);
    expect(performance.now() - started).toBeGreaterThan(900);
  },
  rateLimitWithoutWait: async () => {
    const { change, charges, world } = stage('starter', { sdk: { retries: 2 } });
    const match = { path: '*/change-plan' };
    world.sandbox.control.fault({ switch: 'retry-after', args: { seconds: null }, match });
    await expect(change(UP)).rejects.toMatchObject({ code: 'rate_limited' });
    expect([charges().length, world.changesSent()]).toEqual([0, 1]);
  },
  htmlError: async () => {
    const page = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' };
    const [lost, ...nothing] = await afterAnswer({ carriedOut: false, ...page });
    expect([lost.status, ...nothing]).toEqual(['unknown', 0, 1]);
    const [done, ...once] = await afterAnswer({ carriedOut: true, ...page });
    expect(done).toMatchObject(PAID);
    expect(once).toEqual([1, 1]);
  },
  emptyAnswer: async () => {
    for (const body of ['', '{}', '{"success":true,"data":null}']) {
      const [done, ...once] = await afterAnswer({ carriedOut: true, status: 200, type: JSON_TYPE, body });
      expect([body, done]).toMatchObject([body, PAID]);
      expect(once).toEqual([1, 1]);
    }
  },
  errorWithStatus200: async () => {
    const body = problem('internal_error', 'internal_error');
    const [said, ...nothing] = await afterAnswer({ carriedOut: false, status: 200, type: JSON_TYPE, body });
    expect([said.status, ...nothing]).toEqual(['unknown', 0, 1]);
  },
  walletShort: 'Commet charges the customer’s card; there is no partner whose wallet pays.',
  hostileId: async () => {
    const { world } = stage('demo');
    world.scope = scopeOf('demo', { subscriptionId: '../customers/cus_demo' });
    const read = world.adapter.getCatalog({ locale: 'en' }, noSignal);
    await expect(read).rejects.toMatchObject({ code: 'subscription_not_found' });
    expect(world.sandbox.control.requests().filter(({ path }) => path.includes('customers'))).toEqual([]);
  },
  zeroDecimal: () => chargedAsShown('jpy', UP.priceId),
  threeDecimal: () => chargedAsShown('kwd', 'pln_pro:yearly'),
  foreignPreview: async () => {
    const previews = (body: string) => body.replace('"currency":"USD"', '"currency":"EUR"');
    const { change, held } = stage('starter', { previews });
    const { shown, outcome } = await change(UP);
    expect((await held()).currency).toBe('USD');
    expect(promisedAmount(shown)?.currency).toBe('EUR');
    expect(outcome).toMatchObject({ status: 'applied', amountCharged: promisedAmount(shown), difference: null });
  },
  doubleConfirm: async () => {
    const { charges, world } = stage('starter');
    const shown = confirmable(await world.preview(UP));
    const request = world.request(shown, UP);
    const both = await Promise.all([0, 1].map(() => world.adapter.changePlan(request, noSignal)));
    expect(both.map(({ status }) => status)).toContain('applied');
    expect(await world.adapter.readChange(readOf(request), noSignal)).toMatchObject(PAID);
    expect([charges().length, world.changesSent()]).toEqual([1, 1]);
  },
});
