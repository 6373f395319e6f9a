import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangePlanError } from '../../src/core/errors.js';
import { DecodeError, type Decoder } from '../../src/core/wire/decoder.js';
import { decodeError, encodeError } from '../../src/core/wire/errors.js';
import {
  decodeCancelRequest,
  decodeCatalogRequest,
  decodeChangePlanRequest,
  decodeIdempotencyKey,
  decodeLinkRequest,
  decodePreviewRequest,
  decodeReadChangeRequest,
  decodeTopUpRequest,
  decodeUndoRequest,
  ROUTES,
} from '../../src/core/wire/requests.js';
import { decodeMoney, decodeSelection } from '../../src/core/wire/selection.js';
import {
  decodeCancelOutcome,
  decodeCatalog,
  decodeChangeOutcome,
  decodeLinkOutcome,
  decodePreview,
  decodeReadOutcome,
  decodeSubscription,
  decodeTopUpOutcome,
  decodeUndoOutcome,
} from '../../src/core/wire/shapes.js';
import { WIRE_VERSION } from '../../src/core/wire/version.js';
import {
  aCancelRequest,
  aCatalog,
  aChangeRequest,
  aLinkRequest,
  anUndoRequest,
  aQuote,
  aReadRequest,
  aTopUpRequest,
  usd,
} from '../../src/exports/testing.js';
import {
  appliedOutcomes,
  appliedWithDifference,
  availabilities,
  blockedPreviews,
  canceledAndGone,
  cancelOutcomes,
  cancelRejections,
  changeOutcomes,
  declines,
  errors,
  features,
  heldSubscriptions,
  impacts,
  linkOutcomes,
  linkRejections,
  notChangedOutcomes,
  openChanges,
  pendings,
  previews,
  quotes,
  readOutcomes,
  rejections,
  scheduledAfterGrace,
  scheduledToFree,
  stales,
  subscriptions,
  timedPrices,
  toppedUpWithoutBalance,
  topUpOutcomes,
  topUpRejections,
  unavailablePrices,
  undoOutcomes,
  undoRejections,
} from '../states.js';
import { anyCatalog, anyMoney, anyPreview, anySelection, anySubscription } from './arbitraries.js';

const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function named(prefix: string, samples: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(samples).map(([name, sample]) => [`${prefix} ${name}`, sample]);
}

const plan = { ...aCatalog().plans[0], features: Object.values(features) };
const catalogs = {
  full: aCatalog(),
  withoutSubscription: aCatalog({ subscription: null, supportUrl: null }),
  empty: aCatalog({ plans: [], addons: [], topUps: [] }),
  forAnOperator: aCatalog({ role: 'operator', operatorBalance: usd(125_00) }),
};

describe('every sample arrives as it was sent', () => {
  it.each(named('catalog', catalogs))('%s', (_, sample) => expect(decodeCatalog(sent(sample), '')).toEqual(sample));

  it.each([
    ...named('availability', availabilities).map(([name, availability]) => [name, { ...plan, availability }] as const),
    ...named('timing', timedPrices).map(([name, price]) => [name, { ...plan, prices: [price] }] as const),
    ...named('unavailable', unavailablePrices).map(([name, price]) => [name, { ...plan, prices: [price] }] as const),
  ])('plan: %s', (_, sample) => {
    const catalog = { ...aCatalog(), plans: [sample] };
    expect(decodeCatalog(sent(catalog), '')).toEqual(catalog);
  });

  it.each(named('open change', openChanges))('%s', (_, openChange) => {
    const catalog = { ...aCatalog(), openChange };
    expect(decodeCatalog(sent(catalog), '')).toEqual(catalog);
  });

  it.each([...named('subscription', subscriptions), ...named('held', heldSubscriptions)])('%s', (_, sample) =>
    expect(decodeSubscription(sent(sample), '')).toEqual(sample),
  );

  it.each([
    ...named('preview', { ...previews, scheduledToFree, scheduledAfterGrace }),
    ...named('blocked', blockedPreviews),
    ...named('quote', quotes),
    ...named('impact', impacts).map(([name, impact]) => [name, { ...aQuote(), impact: [impact] }] as const),
  ])('%s', (_, sample) => expect(decodePreview(sent(sample), '')).toEqual(sample));

  it.each([
    ...named('outcome', changeOutcomes),
    ...named('applied', { ...appliedOutcomes, appliedWithDifference }),
    ...named('declined', declines),
    ...named('rejected', rejections),
    ...named('stale', stales),
    ...named('pending', pendings),
  ])('%s', (_, sample) => {
    expect(decodeChangeOutcome(sent(sample), '')).toEqual(sample);
    expect(decodeReadOutcome(sent(sample), '')).toEqual(sample);
  });

  it.each([...named('read', readOutcomes), ...named('not changed', notChangedOutcomes)])('%s', (_, sample) =>
    expect(decodeReadOutcome(sent(sample), '')).toEqual(sample),
  );

  it.each([...named('undo', undoOutcomes), ...named('undo refused:', undoRejections)])('%s', (_, sample) =>
    expect(decodeUndoOutcome(sent(sample), '')).toEqual(sample),
  );

  it.each([...named('cancel', { ...cancelOutcomes, canceledAndGone }), ...named('cancel refused:', cancelRejections)])(
    '%s',
    (_, sample) => expect(decodeCancelOutcome(sent(sample), '')).toEqual(sample),
  );

  it.each([
    ...named('top-up', { ...topUpOutcomes, toppedUpWithoutBalance }),
    ...named('top-up refused:', topUpRejections),
  ])('%s', (_, sample) => expect(decodeTopUpOutcome(sent(sample), '')).toEqual(sample));

  it.each([...named('link', linkOutcomes), ...named('link refused:', linkRejections)])('%s', (_, sample) =>
    expect(decodeLinkOutcome(sent(sample), '')).toEqual(sample),
  );

  it.each(Object.entries(errors))('error %s', (code, sample) => {
    const arrived = decodeError(sent(encodeError(sample)));
    expect(arrived).toBeInstanceOf(ChangePlanError);
    expect(arrived).toMatchObject({ code, message: sample.message, reference: sample.reference });
    expect(arrived.retryAfterMs).toBe(sample.retryAfterMs);
  });
});

describe('whatever a provider says in the shapes of the contract arrives as it was sent', () => {
  const arrives = <T>(values: fc.Arbitrary<T>, decode: Decoder<T>) =>
    fc.assert(
      fc.property(values, (value) => {
        expect(decode(sent(value), '')).toEqual(value);
      }),
      { numRuns: 300 },
    );

  it('money', () => arrives(anyMoney, decodeMoney));
  it('a selection', () => arrives(anySelection, decodeSelection));
  it('a subscription', () => arrives(anySubscription, decodeSubscription));
  it('a preview', () => arrives(anyPreview, decodePreview));
  it('a catalog', () => arrives(anyCatalog, decodeCatalog));
});

describe('an error on the wire', () => {
  it('never carries its cause or its stack', () => {
    const secret = new Error('sk_live_1');
    const text = JSON.stringify(encodeError(new ChangePlanError('internal', 'It failed.', { cause: secret })));
    expect(text).not.toContain('sk_live');
    expect(Object.keys(encodeError(errors.internal).error).sort()).toEqual([
      'code',
      'message',
      'reference',
      'retryAfterMs',
    ]);
  });

  it('of a code that nobody knows is unreadable', () => {
    expect(() => decodeError({ error: { code: 'toString', message: '' } })).toThrow(DecodeError);
    expect(() => decodeError('<html>')).toThrow(DecodeError);
  });
});

/** Every amount that a decoded answer holds. */
function amountsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(amountsIn);
  return 'currency' in value && 'amount' in value && Object.keys(value).length === 2 ? [value.amount, ...inner] : inner;
}

const doors: Readonly<Record<string, readonly [Decoder<unknown>, unknown]>> = {
  catalog: [decodeCatalog, aCatalog()],
  preview: [decodePreview, quotes.everyLine],
  outcome: [decodeChangeOutcome, stales.amount_changed],
  read: [decodeReadOutcome, appliedWithDifference],
  undo: [decodeUndoOutcome, undoOutcomes.undone],
  cancellation: [decodeCancelOutcome, cancelOutcomes.scheduled],
  'top-up': [decodeTopUpOutcome, topUpOutcomes.topped_up],
  link: [decodeLinkOutcome, linkOutcomes.ready],
};

/** The value with something else in one place. */
function spoiled(value: unknown, where: number, by: unknown): unknown {
  const places: (() => unknown)[] = [];
  const copy = sent(value);
  const visit = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return;
    for (const key of Object.keys(at)) {
      places.push(() => Reflect.set(at, key, by));
      visit(Reflect.get(at, key));
    }
  };
  visit(copy);
  places[where % places.length]?.();
  return copy;
}

const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('12', '1e3', '-0', 'NaN', 1.5, 1e300, 2 ** 53, -1, null, [], {}, '', true, [null]),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')),
);

describe.each(Object.entries(doors))('the door of a %s', (_, [decode, sample]) => {
  function knock(input: unknown): void {
    try {
      for (const amount of amountsIn(decode(input, ''))) expect(Number.isSafeInteger(amount)).toBe(true);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
    }
    expect(Object.prototype).not.toHaveProperty('polluted');
  }

  it('lets through only what it can read, or names the place', () => {
    fc.assert(fc.property(fc.jsonValue(), knock), { numRuns: 300 });
  });

  it('never turns one wrong value into a wrong amount', () => {
    fc.assert(
      fc.property(fc.nat(), junk, (where, by) => knock(spoiled(sample, where, by))),
      { numRuns: 1000 },
    );
  });

  it('never names the value it refuses', () => {
    fc.assert(
      fc.property(fc.nat(), (where) => {
        try {
          decode(spoiled(sample, where, 'sk_live_secret'), '');
        } catch (error) {
          expect(String(error)).not.toContain('sk_live_secret');
        }
      }),
    );
  });

  it('drops what it does not know', () => {
    const more = { ...(sent(sample) as object), secret: 'sk_live_1' }; // a sample is an object
    expect(decode(more, '')).toEqual(sample);
  });

  it('takes nothing from a prototype', () => {
    const keyless = Object.create(sent(sample) as object); // a sample is an object
    expect(() => decode(keyless, '')).toThrow(DecodeError);
  });
});

describe('a missing or unreadable total refuses the preview', () => {
  it.each<unknown>([
    undefined,
    null,
    8450,
    '84.50',
    { amount: '8450', currency: 'USD' },
    { amount: 84.5, currency: 'USD' },
  ])('dueNow: %j', (dueNow) => expect(() => decodePreview(sent({ ...aQuote(), dueNow }), '')).toThrow(/dueNow/));
});

describe('numbers and dates that cannot be', () => {
  it.each([
    ['an interval of nothing', { recurring: { amount: usd(1), interval: { interval: 'month', intervalCount: 0 } } }],
    ['a validity before now', { validForMs: -1 }],
    ['a date without a zone', { effectiveAt: '2026-04-16T00:00:00' }],
    ['a date that is a number', { effectiveAt: '1' }],
    ['a date of another calendar', { effectiveAt: '16/04/2026' }],
    ['a day that is not there', { effectiveAt: '2026-13-41T00:00:00Z' }],
  ])('%s is refused', (_, wrong) =>
    expect(() => decodePreview(sent({ ...aQuote(), ...wrong }), '')).toThrow(DecodeError),
  );
});

describe('what becomes a link', () => {
  const withLink = (supportUrl: string) => sent(aCatalog({ supportUrl }));

  it.each(['https://harbor.example/support', '/support?from=billing', 'mailto:help@harbor.example', 'tel:+4930123456'])(
    'may be %s',
    (url) => expect(decodeCatalog(withLink(url), '').supportUrl).toBe(url),
  );

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'java\nscript:x',
    'help',
    '',
  ])('may not be %j', (url) => expect(() => decodeCatalog(withLink(url), '')).toThrow(/supportUrl/));
});

describe('what a browser sends', () => {
  const request = aChangeRequest(aQuote(), { returnTo: '/billing' });
  const requests: readonly (readonly [string, Decoder<unknown>, object])[] = [
    ['catalog', decodeCatalogRequest, { locale: 'de-AT' }],
    ['preview', decodePreviewRequest, { selection: { priceId: 'price_pro_monthly' }, locale: 'en' }],
    ['change', decodeChangePlanRequest, request],
    ['read', decodeReadChangeRequest, aReadRequest(request)],
    ['undo', decodeUndoRequest, anUndoRequest()],
    ['cancellation', decodeCancelRequest, aCancelRequest({ reason: 'too_expensive', comment: 'We are too few.' })],
    ['top-up', decodeTopUpRequest, aTopUpRequest({ returnTo: '/billing' })],
    ['link', decodeLinkRequest, aLinkRequest({ purpose: 'recovery', returnTo: '/billing' })],
  ];

  it.each(requests)('arrives as it was sent: %s', (_, decode, sample) =>
    expect(decode(sent(sample), '')).toEqual(sample),
  );

  it.each(requests)('is refused with a key that is not known here: %s', (_, decode, sample) => {
    for (const key of ['subscriptionId', 'amount', 'prorationMode', 'constructor'])
      expect(() => decode({ ...sample, [key]: 'x' }, '')).toThrow(new RegExp(key));
    expect(() => decode(JSON.parse(`{"__proto__":{},${JSON.stringify(sample).slice(1)}`), '')).toThrow(DecodeError);
  });

  it('is refused with an unknown key inside the selection', () => {
    const wrong = { selection: { priceId: 'p', proration: 'none' }, locale: 'en' };
    expect(() => decodePreviewRequest(wrong, '')).toThrow(/selection\.proration/);
  });

  it.each([0, -1, 1.5, '2', 2 ** 53, null])('has no quantity of %j', (quantity) => {
    const request_ = { selection: { priceId: 'p', quantity }, locale: 'en' };
    expect(() => decodePreviewRequest(request_, '')).toThrow(/quantity/);
  });

  it.each(['', 'x', 'en_US', '<script>', 'e'.repeat(65), 7, null])('has no language %j', (locale) =>
    expect(() => decodeCatalogRequest({ locale }, '')).toThrow(/locale/),
  );

  it.each(['', ' ', 'a b', 'ü', 'a\u0000', 'a'.repeat(256), '"', null, 7])('has no key %j', (key) => {
    const undo = { scheduledChangeId: 'sch_1', idempotencyKey: key };
    if (key === '"') expect(decodeIdempotencyKey(key, '')).toBe('"');
    else expect(() => decodeUndoRequest(undo, '')).toThrow(/idempotencyKey/);
  });

  it.each([
    ['', false],
    ['t', true],
    ['t'.repeat(8192), true],
    ['t'.repeat(8193), false],
  ])('has a token of a length that a seal can have', (token, isRead) => {
    const decode = () => decodeChangePlanRequest({ ...request, token }, '');
    if (isRead) expect(decode().token).toBe(token);
    else expect(decode).toThrow(/token/);
  });

  it('chooses one of something at least, and a hundred add-ons at most', () => {
    const addons = (count: number) => ({
      intent: 'replace',
      values: Array.from({ length: count }, () => ({ addonId: 'a', quantity: 0 })),
    });
    expect(decodeSelection({ priceId: 'p', quantity: 1, addons: addons(100) }, '').quantity).toBe(1);
    expect(() => decodeSelection({ priceId: 'p', addons: addons(101) }, '')).toThrow(/addons/);
  });

  it('speaks the first version of the wire, on the routes that a host mounts', () => {
    expect(WIRE_VERSION).toBe(1);
    expect(ROUTES).toEqual({
      catalog: { method: 'GET', path: 'catalog' },
      preview: { method: 'POST', path: 'preview' },
      change: { method: 'POST', path: 'change' },
      read: { method: 'POST', path: 'read' },
      undo: { method: 'POST', path: 'undo' },
      cancel: { method: 'POST', path: 'cancel' },
      topUp: { method: 'POST', path: 'top-up' },
      link: { method: 'POST', path: 'link' },
    });
  });

  it.each([
    [null, true],
    ['', true],
    ['w'.repeat(500), true],
    ['w'.repeat(501), false],
  ])('says why it leaves in a comment that somebody can read', (words, isRead) => {
    const decode = () => decodeCancelRequest(aCancelRequest({ comment: words }), '');
    if (isRead) expect(decode().comment).toBe(words);
    else expect(decode).toThrow(/comment/);
  });

  it.each([
    ['an amount of its own', { amount: usd(1) }],
    ['no amount that was seen', { expected: null }],
  ])('buys no credit with %s', (_, wrong) =>
    expect(() => decodeTopUpRequest({ ...aTopUpRequest(), ...wrong }, '')).toThrow(DecodeError),
  );

  it('may quote its key as a structured field does', () => {
    expect(decodeIdempotencyKey('"key-1"', '')).toBe('key-1');
    expect(() => decodeIdempotencyKey('""', '')).toThrow(DecodeError);
  });

  it('says keep, replace or remove of add-ons and codes, and nothing else', () => {
    const select = (addons: unknown) => decodeSelection({ priceId: 'p', addons }, '');
    expect(select({ intent: 'remove' }).addons).toEqual({ intent: 'remove' });
    expect(() => select({ intent: 'replace' })).toThrow(/values/);
    expect(() => select({ intent: 'keep', values: [] })).toThrow(DecodeError);
    expect(() => select([])).toThrow(DecodeError);
    expect(() => select({ intent: 'replace', values: Array.from({ length: 101 }, () => null) })).toThrow(/at most 100/);
  });
});
