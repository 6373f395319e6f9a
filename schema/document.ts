import { ERROR_CODES } from '../src/core/errors.js';
import { decodeErrorBody } from '../src/core/wire/errors.js';
import * as requests from '../src/core/wire/requests.js';
import { decodeMoney, decodeSelection } from '../src/core/wire/selection.js';
import * as shapes from '../src/core/wire/shapes.js';
import { SCOPE_HEADER } from '../src/core/wire/scopeHeader.js';
import { VERSION_HEADER, WIRE_VERSION } from '../src/core/wire/version.js';
import * as control from '../src/testing/verify/control.js';
import { DESCRIPTIONS } from './descriptions.js';

type Json = { readonly [key: string]: unknown } | readonly unknown[] | string | number | boolean | null;

/** What the build makes of a decoder when its makers are those of ./decoder.ts. */
const asSchema = (made: unknown): Json => made as Json; // only ever built with them in place

function at(from: Json, ...path: readonly (string | number)[]): Json {
  let here: unknown = from;
  for (const step of path) here = Reflect.get(Object(here), step);
  if (typeof here !== 'object' || here === null) throw new TypeError(`The schema has nothing at ${path.join('.')}.`);
  return asSchema(here);
}

const catalog = asSchema(shapes.decodeCatalog);
const preview = asSchema(shapes.decodePreview);
const quote = at(preview, 'oneOf', 0, 'properties');
const plan = at(catalog, 'properties', 'plans', 'items');
const price = at(plan, 'properties', 'prices', 'items');

/** Every shape that has a name of its own. */
const NAMED: Readonly<Record<string, Json>> = {
  Catalog: catalog,
  Plan: plan,
  Price: price,
  Feature: at(plan, 'properties', 'features', 'items'),
  Interval: at(price, 'properties', 'interval'),
  Capabilities: at(catalog, 'properties', 'capabilities'),
  OpenChange: at(catalog, 'properties', 'openChange', 'anyOf', 0),
  Subscription: asSchema(shapes.decodeSubscription),
  Money: asSchema(decodeMoney),
  Selection: asSchema(decodeSelection),
  Preview: preview,
  PreviewLine: at(quote, 'lines', 'items'),
  Change: at(quote, 'change'),
  Impact: at(quote, 'impact', 'items'),
  ChangeOutcome: asSchema(shapes.decodeChangeOutcome),
  ReadOutcome: asSchema(shapes.decodeReadOutcome),
  UndoOutcome: asSchema(shapes.decodeUndoOutcome),
  CancelOutcome: asSchema(shapes.decodeCancelOutcome),
  TopUpOutcome: asSchema(shapes.decodeTopUpOutcome),
  LinkOutcome: asSchema(shapes.decodeLinkOutcome),
  CatalogRequest: asSchema(requests.decodeCatalogRequest),
  PreviewRequest: asSchema(requests.decodePreviewRequest),
  ChangeRequest: asSchema(requests.decodeChangePlanRequest),
  ReadRequest: asSchema(requests.decodeReadChangeRequest),
  UndoRequest: asSchema(requests.decodeUndoRequest),
  CancelRequest: asSchema(requests.decodeCancelRequest),
  TopUpRequest: asSchema(requests.decodeTopUpRequest),
  LinkRequest: asSchema(requests.decodeLinkRequest),
  Error: asSchema(decodeErrorBody),
  VerifyAbout: asSchema(control.decodeAbout),
  VerifyAct: asSchema(control.decodeAct),
  VerifyWorld: asSchema(control.decodeWorld),
  VerifyCharges: asSchema(control.decodeCharges),
};

/** The one decoder that is written in code, quotes and all. */
const KEY = {
  type: 'string',
  description: 'a key of 1 to 255 visible ASCII characters',
  pattern: '^[\\x21-\\x7e]{1,255}$',
};

function plain(value: unknown, isRoot = false): unknown {
  if (value === requests.decodeIdempotencyKey) return KEY;
  if (typeof value === 'function') throw new TypeError('A decoder of the wire has no schema: see schema/decoder.ts.');
  if (typeof value !== 'object' || value === null) return value;
  const name = Object.keys(NAMED).find((key) => NAMED[key] === value);
  if (name !== undefined && !isRoot) return { $ref: `#/$defs/${name}` };
  if (Array.isArray(value)) return value.map((item) => plain(item));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function defined(name: string, schema: Json): unknown {
  const description = DESCRIPTIONS[name];
  if (description === undefined) throw new TypeError(`schema/descriptions.ts says nothing of ${name}.`);
  return { description, ...Object(plain(schema, true)) };
}

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const MESSAGES: Readonly<Record<requests.RouteName, readonly [request: string, answer: string]>> = {
  catalog: ['CatalogRequest', 'Catalog'],
  preview: ['PreviewRequest', 'Preview'],
  change: ['ChangeRequest', 'ChangeOutcome'],
  read: ['ReadRequest', 'ReadOutcome'],
  undo: ['UndoRequest', 'UndoOutcome'],
  cancel: ['CancelRequest', 'CancelOutcome'],
  topUp: ['TopUpRequest', 'TopUpOutcome'],
  link: ['LinkRequest', 'LinkOutcome'],
};

/** The wire as one JSON document: a schema of every message, and beside it the routes, headers and errors. */
export const wireSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:planshift:wire:${WIRE_VERSION}`,
  title: 'The wire of Planshift',
  description:
    'What a browser and a billing endpoint say to each other. Routes are the end of a path; everything before it is the host’s. ' +
    'An answer is an outcome or {"error": …}, as application/json with cache-control: no-store. In answers a member that may be ' +
    'null may be left out, and unknown members are ignored; in requests unknown members are refused. Outcomes may have any HTTP ' +
    'status: the body is what counts. Ours are 200, 402 declined, 409 preview_stale, 422 rejected.',
  version: { header: VERSION_HEADER, value: String(WIRE_VERSION) },
  scope: {
    header: SCOPE_HEADER,
    description:
      'With a POST: the scopeKey of the catalog that the page shows, percent-encoded. Where it is another than the session’s, ' +
      'refuse previews, undo, cancel, top-up and link with invalid_request; a change and its reading say it by their token.',
  },
  routes: Object.fromEntries(
    Object.entries(requests.ROUTES).map(([name, { method, path }]) => {
      // The names of the routes are those of their messages.
      const [request, answer] = MESSAGES[name as requests.RouteName];
      return [name, { method, path, [method === 'GET' ? 'query' : 'request']: ref(request), answer: ref(answer) }];
    }),
  ),
  errors: ERROR_CODES,
  verify: {
    description:
      'What a server offers for its test worlds only, below the verified URL: GET says what can be opened, POST acts. ' +
      '"open" answers a VerifyWorld, "charges" answers VerifyCharges, "pull" and "close" answer {}.',
    path: control.CONTROL_PATH,
    about: ref('VerifyAbout'),
    act: ref('VerifyAct'),
    world: ref('VerifyWorld'),
    charges: ref('VerifyCharges'),
  },
  anyOf: Object.values(MESSAGES)
    .flatMap(([request, answer]) => [ref(request), ref(answer)])
    .concat(ref('Error')),
  $defs: Object.fromEntries(Object.entries(NAMED).map(([name, schema]) => [name, defined(name, schema)])),
};
