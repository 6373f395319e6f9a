import type { SandboxControl } from './control.js';
import { SEEDS } from './engine/seed.js';
import { Refused } from './engine/refused.js';
import { SWITCHES } from './faults/switches.js';
import { isProvider, PROVIDERS } from './webhooks/endpoint.js';

export const CONTROL_MOUNT = '/__control';
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** The control routes over HTTP. Pages of other machines are not listened to. */
export async function serveControl(request: Request, control: SandboxControl): Promise<Response> {
  const origin = request.headers.get('origin');
  if (origin !== null && !LOOPBACK.test(origin))
    return json(403, { error: 'Only pages on this machine may control the sandbox.' }, null);
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: corsHeaders(origin) });
  const path = new URL(request.url).pathname.slice(CONTROL_MOUNT.length + 1);
  const { status, body } = await answer(`${request.method} ${path}`, request, control);
  return json(status, body, origin);
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });

async function answer(line: string, request: Request, control: SandboxControl): Promise<Answer> {
  switch (line) {
    case 'GET ledger':
      return ok({ charges: control.ledger() });
    case 'GET invoices':
      return ok({ invoices: control.invoices() });
    case 'GET events':
      return ok({ events: control.events() });
    case 'GET requests':
      return ok({ requests: control.requests() });
    case 'GET state':
      return ok(control.state());
    case 'GET clock':
      return ok({ now: control.state().now });
    case 'GET faults':
      return ok({ faults: control.state().faults, switches: SWITCHES });
    case 'DELETE faults':
      control.clearFaults();
      return ok({ faults: [] });
    case 'GET webhooks':
      return ok(control.webhooks());
    case 'DELETE webhooks':
      control.removeWebhooks();
      return ok(control.webhooks());
    case 'POST webhooks':
    case 'POST clock':
    case 'POST faults':
    case 'POST reset':
    case 'POST customer':
    case 'POST price':
    case 'POST options':
      return command(line.slice(5), request, control);
    default:
      return { status: 404, body: { error: `The sandbox has no control route ${line}. There are: ${ROUTES}.` } };
  }
}

const ROUTES =
  'GET ledger, requests, state, clock, faults, invoices, events, webhooks; POST clock, faults, reset, customer, price, options, webhooks; DELETE faults, webhooks';

async function command(name: string, request: Request, control: SandboxControl): Promise<Answer> {
  try {
    return ok(run(name, await fieldsOf(request), control));
  } catch (thrown) {
    if (thrown instanceof RangeError || thrown instanceof Refused)
      return { status: 400, body: { error: thrown.message } };
    throw thrown;
  }
}

type Fields = Readonly<Record<string, unknown>>;

async function fieldsOf(request: Request): Promise<Fields> {
  const text = await request.text();
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError('The body is no JSON.');
  }
  if (!isFields(value)) throw new RangeError('The body has to be a JSON object.');
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function run(name: string, fields: Fields, control: SandboxControl): unknown {
  switch (name) {
    case 'clock':
      return { now: control.clock(clockOf(fields)) };
    case 'faults':
      control.fault(faultOf(fields));
      return { faults: control.state().faults };
    case 'reset':
      control.reset(resetOf(fields));
      return { now: control.state().now };
    case 'customer':
      control.setCustomer(customerOf(fields));
      return { subscriptions: control.state().subscriptions };
    case 'webhooks':
      control.addWebhook(webhookOf(fields));
      return { endpoints: control.webhooks().endpoints };
    case 'price':
      control.setPrice(text(fields, 'priceId'), text(fields, 'currency'), whole(fields, 'amount'));
      return {};
    default:
      control.setOptions(fields);
      return {};
  }
}

function clockOf(fields: Fields): { now: string } | { advanceDays: number } {
  if (fields.now !== undefined) return { now: text(fields, 'now') };
  if (typeof fields.advanceDays !== 'number' || !Number.isFinite(fields.advanceDays))
    throw new RangeError('Give {"now": an ISO 8601 date} or {"advanceDays": a number}.');
  return { advanceDays: fields.advanceDays };
}

function faultOf(fields: Fields) {
  const { times, match, args } = fields;
  if (times !== undefined && !(Number.isSafeInteger(times) && Number(times) > 0))
    throw new RangeError('times has to be a whole number above zero.');
  if (match !== undefined && !isFields(match)) throw new RangeError('match has to be {"method", "path"}.');
  if (args !== undefined && !isFields(args)) throw new RangeError('args has to be an object.');
  return {
    switch: typeof fields.switch === 'string' ? fields.switch : '',
    ...(times === undefined ? {} : { times: Number(times) }),
    ...(match === undefined ? {} : { match: matchOf(match) }),
    ...(args === undefined ? {} : { args }),
  };
}

function matchOf({ method, path }: Fields) {
  return {
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof path === 'string' ? { path } : {}),
  };
}

function resetOf({ seed, now }: Fields) {
  const found = SEEDS.find((name) => name === seed);
  if (seed !== undefined && found === undefined)
    throw new RangeError(`There is no seed ${JSON.stringify(seed)}. There are: ${SEEDS.join(', ')}.`);
  return { ...(found === undefined ? {} : { seed: found }), ...(typeof now === 'string' ? { now } : {}) };
}

function webhookOf({ secret, provider, ...fields }: Fields) {
  if (!isProvider(provider)) throw new RangeError(`provider is one of ${PROVIDERS.join(', ')}.`);
  return { url: text(fields, 'url'), provider, ...(typeof secret === 'string' ? { secret } : {}) };
}

const CARDS = ['good', 'declining', 'asking', 'none'] as const;

function customerOf(fields: Fields) {
  const { usage, card } = fields;
  const numbers = (['seats', 'credit', 'taxBasisPoints', 'unbilledUsage'] as const).filter(
    (name) => fields[name] !== undefined,
  );
  const chosen = CARDS.find((name) => name === card);
  if (card !== undefined && chosen === undefined) throw new RangeError(`card is one of ${CARDS.join(', ')}.`);
  return {
    subscriptionId: text(fields, 'subscriptionId'),
    ...Object.fromEntries(numbers.map((name) => [name, whole(fields, name)])),
    ...(isFields(usage)
      ? { usage: Object.fromEntries(Object.keys(usage).map((code) => [code, whole(usage, code)])) }
      : {}),
    ...(chosen === undefined ? {} : { card: chosen }),
  };
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new RangeError(`${name} is missing.`);
  return value;
}

function whole(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} has to be a whole number, not below zero.`);
  return value;
}

function corsHeaders(origin: string | null): Record<string, string> {
  if (origin === null) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'content-type',
    vary: 'origin',
  };
}

function json(status: number, body: unknown, origin: string | null): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...corsHeaders(origin) };
  return new Response(JSON.stringify(body), { status, headers });
}
