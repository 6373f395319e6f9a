import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from 'planshift/server';
import { settleByReading } from '../../src/core/settle.js';
import { addInterval } from '../../src/server/providers/commet/intervals.js';
import { scaled } from '../../src/server/providers/commet/scale.js';
import { createPreviewTokens, type PreviewClaims } from '../../src/server/previewToken.js';
import { factsOf, safeText, safeUrl } from '../../src/server/redact.js';
import { parseStrictJson, StrictJsonError } from '../../src/server/strictJson.js';
import { aPendingChange, aScheduledChange, aSubscription } from '../../src/testing/fixtures.js';
import { monthly, quarterly, usd, weekly, yearly } from '../../src/testing/harbor.js';
import { SECRET } from './world.js';

describe('strict JSON', () => {
  const key = fc.string().filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.maxSafeInteger().filter((number) => !Object.is(number, -0)),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  }));

  it('reads every plain value as JSON.parse does', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(undefined, 2), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseStrictJson(text, 1_000)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('fails in one way only, whatever it is given', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      '-',
      '0',
      '1e9',
      'true',
      ' ',
      '"a"',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          expect(parseStrictJson(parts.join(''), 8)).toEqual(JSON.parse(parts.join('')));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(StrictJsonError);
        }
      }),
    );
  });

  it('counts depth exactly', () => {
    expect(parseStrictJson('[[{"a":1}]]', 3)).toEqual([[{ a: 1 }]]);
    expect(() => parseStrictJson('[[{"a":1}]]', 2)).toThrow(StrictJsonError);
    expect(parseStrictJson('[[],[],[],[{}]]', 3)).toEqual([[], [], [], [{}]]);
  });

  it('takes the same key in different objects, and a key-like text as a value', () => {
    expect(parseStrictJson('[{"a":1},{"a":2},{"b":{"a":"__proto__"}}]', 5)).toEqual([
      { a: 1 },
      { a: 2 },
      { b: { a: '__proto__' } },
    ]);
  });

  it('takes time in step with the length', () => {
    const time = (length: number) => {
      const text = `["${'\\"'.repeat(length)}",${'1,'.repeat(length)}1]`;
      const before = performance.now();
      parseStrictJson(text, 5);
      return performance.now() - before;
    };
    time(1_000);
    expect(time(16_000)).toBeLessThan(200);
  });
});

describe('a preview token', () => {
  const claims: PreviewClaims = {
    ...{ id: 'id', who: 'who', scopeKey: 'scope', state: 'state', selection: { priceId: 'pro', quantity: 2 } },
    ...{ status: 'quote', amount: usd(8450), recurring: null, certainty: 'exact', leavesOut: false, pin: 'pün' },
    ...{ issuedAt: 1, expiresAt: 2 },
  };
  const tokens = createPreviewTokens([SECRET]);

  it('comes back as it was sealed', async () => {
    expect(await tokens.open(await tokens.seal(claims))).toEqual(claims);
  });

  it('opens after no change of any kind', async () => {
    const token = await tokens.seal(claims);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom('A', 'B', '-', '_', '.', '=', ' ', 'é'),
        async (at, letter) => {
          const changed = token.slice(0, at) + letter + token.slice(at + 1);
          // The last letter of a signature holds two bits that count for nothing.
          fc.pre(changed !== token && at !== token.length - 1);
          expect(await tokens.open(changed)).toBeNull();
        },
      ),
    );
    expect(await tokens.open(token.slice(0, -1))).toBeNull();
    expect(await tokens.open(`${token}A`)).toBeNull();
  });

  it('is nothing, whatever text is sent instead', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect(await tokens.open(text)).toBeNull();
      }),
    );
  });

  it('of another shape does not open, though the seal is ours', async () => {
    // What an older version of this software could have sealed.
    const older = { ...claims, amount: 84.5 } as unknown as PreviewClaims;
    expect(await tokens.open(await tokens.seal(older))).toBeNull();
  });
});

describe('the rate limiter in memory', () => {
  it('lets through as many as it may in any sixty seconds, and says how long to wait', async () => {
    const limiter = memoryRateLimiter();
    for (const at of [0, 10_000, 20_000]) expect(await limiter.take('a', 3, at)).toBeNull();
    expect(await limiter.take('a', 3, 30_000)).toBe(30_000);
    expect(await limiter.take('b', 3, 30_000)).toBeNull();
    expect(await limiter.take('a', 3, 60_000)).toBeNull();
    expect(await limiter.take('a', 3, 60_001)).toBe(9_999);
  });

  it('keeps counting whoever is here while many others pass through', async () => {
    const limiter = memoryRateLimiter();
    for (let index = 0; index < 12_000; index += 1) await limiter.take(`visitor-${index}`, 1, index * 10);
    expect(await limiter.take('visitor-11999', 1, 120_000)).not.toBeNull();
    expect(await limiter.take('visitor-0', 1, 120_000)).toBeNull();
  });
});

describe('amounts of Commet', () => {
  it.each([
    [9_900, 'USD', 'minor', 9_900],
    [50_000, 'USD', 'rate', 500],
    [12_345, 'USD', 'rate', 123],
    [-12_345, 'USD', 'rate', -124],
    [10_000, 'JPY', 'rate', 1],
    [9_999, 'JPY', 'rate', 0],
    [12_345, 'KWD', 'rate', 1_234],
    [12_345, 'UYW', 'rate', 12_345],
    [9_007_199_254_740_991, 'USD', 'rate', 90_071_992_547_409],
    [0, 'HUF', 'rate', 0],
  ] as const)('%i of %s as %s is %i', (value, currency, scale, amount) => {
    expect(scaled(value, currency, scale)).toEqual({ amount, currency });
  });
});

describe('the date one interval later', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', monthly, '2026-02-28T10:00:00.000Z'],
    ['2028-01-31T10:00:00.000Z', monthly, '2028-02-29T10:00:00.000Z'],
    ['2026-11-30T00:00:00.000Z', quarterly, '2027-02-28T00:00:00.000Z'],
    ['2028-02-29T00:00:00.000Z', yearly, '2029-02-28T00:00:00.000Z'],
    ['2026-12-15T00:00:00.000Z', monthly, '2027-01-15T00:00:00.000Z'],
    ['2026-12-29T23:59:59.000Z', weekly, '2027-01-05T23:59:59.000Z'],
  ])('of %s by %o is %s', (from, interval, to) => {
    expect(addInterval(from, interval)).toBe(to);
  });
});

describe('what a log may hold', () => {
  it('never keeps a control character, a key or an address', () => {
    const secret = fc.constantFrom(
      'ck_live_0123456789',
      'sk_test_abcdefgh',
      'Bearer abcdefghijk',
      'someone@example.com',
    );
    // The library's own 'binary' unit first lists the whole of Unicode, which takes longer than everything else here.
    const unit = fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit }), secret, fc.string(), (before, key, after) => {
        const safe = safeText(`${before} ${key} ${after}`);
        expect(safe).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(safe).not.toContain(key);
      }),
    );
  });

  it('keeps origin and path of a URL, and nothing of what is none', () => {
    expect(safeUrl('https://user:pass@pay.example/c/1?token=2#x')).toBe('https://pay.example/c/1');
    expect(safeUrl('no url ck_live_12345678')).toBe('[no URL]');
  });

  it('takes name and code of anything thrown, without asking it', () => {
    const proxy: object = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('asked');
        },
      },
    );
    expect(factsOf(proxy)).toEqual({ name: 'object', code: null });
    expect(factsOf(new TypeError('fetch failed'))).toEqual({ name: 'TypeError', code: null });
    expect(factsOf(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toEqual({
      name: 'Error',
      code: 'ECONNRESET',
    });
    expect(factsOf(Object.assign(new Error('x'), { code: 'a b\nc' }))).toEqual({ name: 'Error', code: null });
    expect(factsOf('text')).toEqual({ name: 'string', code: null });
    expect(factsOf(null)).toEqual({ name: 'object', code: null });
  });
});

describe('a change judged by the subscription alone', () => {
  const chosen = { priceId: 'price_starter_monthly' };
  const later = { priceId: 'price_pro_monthly' };

  it('is applied where the price is held, paid where something was due', () => {
    const subscription = aSubscription();
    const held = { status: 'applied', amountCharged: null, subscription };
    expect(settleByReading(subscription, chosen, usd(100))).toMatchObject({ ...held, payment: 'paid' });
    expect(settleByReading(subscription, chosen, null)).toMatchObject({ ...held, payment: 'paid' });
    expect(settleByReading(subscription, chosen, usd(0))).toMatchObject({ ...held, payment: 'none' });
    expect(settleByReading(subscription, chosen, usd(-1))).toMatchObject({ ...held, payment: 'none' });
  });

  it('is applied and not paid where the subscription is overdue', () => {
    const recoveryUrl = 'https://pay.example/1';
    for (const status of ['past_due', 'on_hold'] as const)
      expect(settleByReading(aSubscription({}, { status, recoveryUrl }), chosen, usd(1))).toMatchObject({
        status: 'applied',
        payment: 'failed',
        recoveryUrl,
      });
  });

  it('waits for a checkout, a date, a payment or a review', () => {
    const unpaid = (checkoutUrl: string | null) => aSubscription({}, { status: 'pending_payment', checkoutUrl });
    expect(settleByReading(unpaid('https://c.example'), chosen, null)).toMatchObject({ status: 'requires_checkout' });
    expect(settleByReading(unpaid(null), chosen, null)).toEqual({ status: 'processing' });
    const scheduledChange = aScheduledChange({ priceId: later.priceId });
    expect(settleByReading(aSubscription({ scheduledChange }), later, null)).toMatchObject({
      status: 'scheduled',
      effectiveAt: scheduledChange.effectiveAt,
    });
    const pendingChange = aPendingChange({ priceId: later.priceId, reason: 'review' });
    expect(settleByReading(aSubscription({ pendingChange }), later, null)).toMatchObject({
      status: 'pending',
      reason: 'review',
    });
  });

  it('does not show on another price, another number, a canceled subscription or none', () => {
    const none = { status: 'not_changed', reason: 'not_received' };
    expect(settleByReading(aSubscription(), later, null)).toMatchObject(none);
    expect(settleByReading(aSubscription({ quantity: 1 }), { ...chosen, quantity: 2 }, null)).toMatchObject(none);
    expect(settleByReading(aSubscription({}, { status: 'canceled' }), chosen, null)).toMatchObject(none);
    expect(settleByReading(null, chosen, null)).toEqual({ ...none, subscription: null });
  });
});

it('planshift/server in a browser says where it belongs', async () => {
  await expect(import('../../src/exports/server-in-browser.js')).rejects.toThrow(
    /must stay on the server.*createHttpAdapter/s,
  );
});
