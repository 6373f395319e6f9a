import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoder } from '../../src/core/wire/decoder.js';
import { decodeErrorBody, encodeError } from '../../src/core/wire/errors.js';
import * as requests from '../../src/core/wire/requests.js';
import { decodeMoney, decodeSelection } from '../../src/core/wire/selection.js';
import * as shapes from '../../src/core/wire/shapes.js';
import * as fixtures from '../../src/exports/testing.js';
import { decodeAbout, decodeAct, decodeCharges, decodeWorld } from '../../src/testing/verify/control.js';
import { makeWireSchema } from '../../schema/generate.mjs';
import { anyCatalog, anyMoney, anyPreview, anySelection, anySubscription } from '../core/arbitraries.js';
import * as states from '../states.js';

const schema = await makeWireSchema();
const ajv = new Ajv({ strict: false, allErrors: false });
ajv.addSchema(schema, 'wire');

function validates(name: string, value: unknown): boolean {
  const validate = ajv.getSchema(`wire#/$defs/${name}`);
  if (!validate) throw new Error(`The schema has no ${name}.`);
  return validate(value) === true;
}

function decodes(decode: Decoder<unknown>, value: unknown): boolean {
  try {
    decode(value, '');
    return true;
  } catch {
    return false;
  }
}

const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const request = fixtures.aChangeRequest(fixtures.aQuote(), { returnTo: '/billing' });

/** Each message with its decoder and every sample that there is of it. */
const messages: Readonly<Record<string, readonly [decode: Decoder<unknown>, samples: readonly unknown[]]>> = {
  Money: [decodeMoney, [fixtures.usd(8450), fixtures.usd(-1)]],
  Selection: [decodeSelection, [{ priceId: 'p', quantity: 2, addons: { intent: 'replace', values: [] } }]],
  Catalog: [
    shapes.decodeCatalog,
    [
      fixtures.aCatalog(),
      fixtures.aCatalog({ subscription: null, supportUrl: null }),
      ...Object.values(states.openChanges).map((openChange) => fixtures.aCatalog({ openChange })),
    ],
  ],
  Subscription: [shapes.decodeSubscription, Object.values({ ...states.subscriptions, ...states.heldSubscriptions })],
  Preview: [
    shapes.decodePreview,
    [states.previews, states.blockedPreviews, states.quotes].flatMap((all) => Object.values(all)),
  ],
  ChangeOutcome: [
    shapes.decodeChangeOutcome,
    [states.changeOutcomes, states.appliedOutcomes, states.declines, states.rejections, states.stales].flatMap((all) =>
      Object.values(all),
    ),
  ],
  ReadOutcome: [shapes.decodeReadOutcome, Object.values({ ...states.readOutcomes, ...states.notChangedOutcomes })],
  UndoOutcome: [shapes.decodeUndoOutcome, Object.values({ ...states.undoOutcomes, ...states.undoRejections })],
  CancelOutcome: [shapes.decodeCancelOutcome, Object.values({ ...states.cancelOutcomes, ...states.cancelRejections })],
  TopUpOutcome: [shapes.decodeTopUpOutcome, Object.values({ ...states.topUpOutcomes, ...states.topUpRejections })],
  LinkOutcome: [shapes.decodeLinkOutcome, Object.values({ ...states.linkOutcomes, ...states.linkRejections })],
  CatalogRequest: [requests.decodeCatalogRequest, [{ locale: 'de-AT' }]],
  PreviewRequest: [requests.decodePreviewRequest, [{ selection: { priceId: 'p' }, locale: 'en' }]],
  ChangeRequest: [requests.decodeChangePlanRequest, [request]],
  ReadRequest: [requests.decodeReadChangeRequest, [fixtures.aReadRequest(request)]],
  UndoRequest: [requests.decodeUndoRequest, [fixtures.anUndoRequest()]],
  CancelRequest: [requests.decodeCancelRequest, [fixtures.aCancelRequest({ reason: 'unused', comment: 'Bye.' })]],
  TopUpRequest: [requests.decodeTopUpRequest, [fixtures.aTopUpRequest()]],
  LinkRequest: [requests.decodeLinkRequest, [fixtures.aLinkRequest()]],
  Error: [decodeErrorBody, Object.values(states.errors).map(encodeError)],
  VerifyAbout: [decodeAbout, [{ name: 'Mine', scenarios: { upgrade: null, trial: 'no trials' }, levers: ['decline'] }]],
  VerifyAct: [
    decodeAct,
    [
      { act: 'open', scenario: 'upgrade' },
      { act: 'pull', world: 'w', lever: 'advanceDays', days: 40 },
      { act: 'close', world: 'w' },
    ],
  ],
  VerifyWorld: [
    decodeWorld,
    [{ world: 'w', endpoint: 'worlds/w', headers: { cookie: 'a=b' }, selection: { priceId: 'p' }, replacement: null }],
  ],
  VerifyCharges: [decodeCharges, [{ charges: [{ id: 'ch_1', amount: fixtures.usd(1) }] }]],
};

interface Place {
  /** Puts something else there. */
  spoil(by: unknown): void;
  restore(): void;
}

/** Every place of a value. */
function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [placeAt(value, key), ...places(Reflect.get(value, key))]);
}

function placeAt(holder: object, key: string): Place {
  const own: unknown = Reflect.get(holder, key);
  const spoil = (by: unknown) => {
    if (by !== GONE) Reflect.set(holder, key, by);
    // What is gone from a list is null on the wire.
    else if (Array.isArray(holder)) Reflect.set(holder, key, null);
    else Reflect.deleteProperty(holder, key);
  };
  return { spoil, restore: () => spoil(own) };
}

/** The places of a message, but for those within a member that another sample of the same status had just so. */
function freshPlaces(message: object, seen: Set<string>): Place[] {
  return Object.keys(message).flatMap((key) => {
    const value: unknown = Reflect.get(message, key);
    const name = JSON.stringify([Reflect.get(message, 'status'), key, value]);
    const inside = seen.has(name) ? [] : places(value);
    seen.add(name);
    return [placeAt(message, key), ...inside];
  });
}

const GONE = Symbol('gone');
const WRONG: readonly unknown[] = [
  GONE,
  null,
  '',
  'x',
  '2026-13-41',
  'javascript:x',
  -1,
  0,
  1.5,
  2 ** 53,
  [],
  {},
  true,
];

describe.each(Object.entries(messages))('the schema of a %s', (name, [decode, samples]) => {
  it('takes every sample', () => {
    for (const sample of samples) expect([validates(name, sent(sample)), sample]).toEqual([true, sample]);
  });

  it('takes and refuses what the decoder takes and refuses, with each wrong value in each place', () => {
    let tried = 0;
    const seen = new Set<string>();
    for (const sample of samples.slice(0, 12)) {
      const copy: object = Object(sent(sample));
      for (const { spoil, restore } of freshPlaces(copy, seen)) {
        for (const wrong of WRONG) {
          spoil(wrong);
          tried += 1;
          if (validates(name, copy) !== decodes(decode, copy))
            expect.fail(`${JSON.stringify(copy)} is ${decodes(decode, copy) ? 'read' : 'not read'} by the decoder.`);
        }
        restore();
      }
      expect(copy).toEqual(sent(sample));
    }
    expect(tried).toBeGreaterThanOrEqual(WRONG.length);
  });

  it('refuses what is no object', () => {
    for (const wrong of [null, 1, 'x', []]) expect(validates(name, wrong)).toBe(false);
  });
});

describe('whatever a provider says in the shapes of the contract', () => {
  it.each<[string, fc.Arbitrary<unknown>]>([
    ['Money', anyMoney],
    ['Selection', anySelection],
    ['Subscription', anySubscription],
    ['Preview', anyPreview],
    ['Catalog', anyCatalog],
  ])('is in the schema of a %s', (name, values) => {
    fc.assert(
      fc.property(values, (value) => validates(name, sent(value))),
      { numRuns: 200 },
    );
  });
});

describe('the document', () => {
  it('describes every shape, and has a test for every shape that is a message', () => {
    const defs = Object.entries(schema.$defs as Record<string, { description?: string }>);
    for (const [name, { description }] of defs)
      expect([name, description ?? '']).toEqual([name, expect.stringMatching(/.{12}/)]);
    const parts = [
      'Plan',
      'Price',
      'Feature',
      'Interval',
      'Capabilities',
      'OpenChange',
      'PreviewLine',
      'Change',
      'Impact',
    ];
    expect(defs.map(([name]) => name).toSorted()).toEqual([...Object.keys(messages), ...parts].toSorted());
  });

  it('names every route, the version and every error', () => {
    expect(Object.keys(schema.routes as object)).toEqual(Object.keys(requests.ROUTES));
    expect(schema.version).toEqual({ header: 'planshift-version', value: '1' });
    expect(Object.keys(schema.errors as object)).toEqual(Object.keys(states.errors));
  });
});
