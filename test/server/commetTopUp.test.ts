import { afterEach, describe, expect, it } from 'vitest';
import type { TopUpRequest } from '../../src/core/adapter.js';
import { money } from '../../src/core/money.js';
import { noSignal, openWorld, type World, type WorldOptions } from './world.js';

let world: World;
afterEach(() => world?.close());

const SOLD = [money(1_000, 'USD'), money(1_000, 'KWD'), money(500, 'JPY')];

function open(who: string, { commet = {}, sandbox }: WorldOptions = {}): World {
  world = openWorld({
    who,
    handler: { accept: { topUp: true } },
    commet: { topUps: SOLD, ...commet },
    sandbox: sandbox ?? { options: { commet: { balances: true } } },
  });
  return world;
}

const catalog = () => world.adapter.getCatalog({ locale: 'en' }, noSignal);

async function buy(changes: Partial<TopUpRequest> = {}) {
  const [offer] = (await catalog()).topUps;
  if (!offer) throw new Error('Nothing is for sale.');
  const request = { topUpId: offer.id, expected: offer.amount, idempotencyKey: 'one', returnTo: null, ...changes };
  return world.adapter.topUpCredits?.(request, noSignal);
}

const charged = () => world.sandbox.control.ledger().map(({ amount, currency, reason }) => [reason, amount, currency]);
const sent = () => world.sandbox.control.requests().filter(({ path }) => path.endsWith('/balance/topup'));

describe('a balance at Commet', () => {
  it.each([
    ['starter', 1_000, 'USD', 100_000],
    ['jpy', 500, 'JPY', 5_000_000],
    ['kwd', 1_000, 'KWD', 10_000],
  ])('of %s is topped up by %i %s, which Commet writes as %i', async (who, amount, currency, rate) => {
    open(who);
    expect((await catalog()).topUps).toHaveLength(1);
    expect(await buy()).toEqual({ status: 'topped_up', creditBalance: { amount, currency } });
    expect(sent().map(({ body }) => body)).toEqual([{ amount: rate }]);
    expect(charged()).toEqual([['top_up', amount, currency]]);
  });

  it('is topped up in minor units where both sides mean those', async () => {
    open('starter', {
      commet: { topUpScale: 'minor' },
      sandbox: { options: { commet: { balances: true, topUpScale: 'minor' } } },
    });
    expect(await buy()).toMatchObject({ status: 'topped_up', creditBalance: { amount: 1_000 } });
    expect(charged()).toEqual([['top_up', 1_000, 'USD']]);
  });

  it('pays for no change of plan', async () => {
    open('starter');
    await buy();
    const selection = { priceId: 'pln_pro:monthly' };
    const shown = await world.preview(selection);
    const outcome = await world.adapter.changePlan(world.request(shown, selection), noSignal);
    expect(outcome).toMatchObject({ status: 'applied', difference: null });
    expect((await catalog()).subscription?.creditBalance).toEqual({ amount: 1_000, currency: 'USD' });
  });

  it.each([
    ['truncate-body', {}],
    ['html-error', { status: 502, commit: true }],
    ['status-list', { statuses: [500], commit: true }],
  ] as const)('is charged once where the answer was lost: %s', async (name, args) => {
    open('starter', { commet: { inProgressDelaysMs: [5, 10] } });
    world.sandbox.control.fault({ switch: name, args, match: { path: '*/balance/topup' } });
    expect(await buy()).toMatchObject({ status: 'topped_up', creditBalance: { amount: 1_000 } });
    expect(charged()).toHaveLength(1);
    expect(new Set(sent().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('is not known to be larger where no answer says so', async () => {
    open('starter', { commet: { inProgressDelaysMs: [5] } });
    world.sandbox.control.fault({ switch: 'store-and-replay', match: { path: '*/balance/topup' } });
    expect(await buy()).toEqual({ status: 'unknown', reference: null });
    expect(charged()).toHaveLength(1);
  });

  it('stays as it is where the card is refused, which is told with a way to another card', async () => {
    open('starter');
    world.sandbox.control.fault({ switch: 'decline' });
    expect(await buy()).toMatchObject({ status: 'declined', recoveryUrl: expect.stringMatching(/^http/) });
    expect(charged()).toEqual([]);
    expect((await catalog()).subscription?.creditBalance?.amount).toBe(0);
  });

  it('is not offered where there is none, nor in a currency that it is not kept in', async () => {
    open('starter', { sandbox: {} });
    expect(await catalog()).toMatchObject({ topUps: [], capabilities: { topUp: true } });
    world.close();
    open('eur');
    expect((await catalog()).topUps).toEqual([]);
    const request = { topUpId: 'balance_1000_USD', expected: money(1_000, 'USD'), idempotencyKey: 'k', returnTo: null };
    expect(await world.adapter.topUpCredits?.(request, noSignal)).toEqual({
      status: 'rejected',
      reason: 'unavailable',
    });
    expect(charged()).toEqual([]);
  });
});
