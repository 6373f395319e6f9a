import type { BillingAdapter } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import { decodeError } from '../core/wire/errors.js';
import type { Decoder } from '../core/wire/decoder.js';
import { ROUTES, VERSION_HEADER, WIRE_VERSION, type RouteName } from '../core/wire/requests.js';
import {
  decodeCatalog,
  decodeChangeOutcome,
  decodePreview,
  decodeReadOutcome,
  decodeUndoOutcome,
} from '../core/wire/shapes.js';

export interface HttpAdapterOptions {
  /** Where the host mounted the handler, for example `/api/billing`. A trailing slash is optional. */
  readonly endpoint: string;
  /** Default: the page's own `fetch`, with cookies of the same origin. */
  readonly fetch?: typeof fetch;
  /** Sent with every request; a function is asked each time, for example for a token of the host's session. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
}

/** Answers larger than this are not read: no billing answer is. In characters. */
const LARGEST_ANSWER = 2_000_000;

/** The port over HTTP, for the browser. Knows the handler's URL, never a key. */
export function createHttpAdapter({ endpoint, fetch: ask, headers }: HttpAdapterOptions): BillingAdapter {
  const root = endpoint.replace(/\/+$/, '');

  async function call<T>(name: RouteName, input: object, decode: Decoder<T>, signal: AbortSignal): Promise<T> {
    const { method, path } = ROUTES[name];
    const isRead = method === 'GET';
    const query = isRead ? `?${new URLSearchParams({ ...input })}` : '';
    const own = typeof headers === 'function' ? headers() : headers;
    const answer = await send(`${root}/${path}${query}`, {
      method,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'application/json',
        ...(isRead ? {} : { 'content-type': 'application/json' }),
        [VERSION_HEADER]: String(WIRE_VERSION),
        ...own,
      },
      ...(isRead ? {} : { body: JSON.stringify(input) }),
    });
    return read(answer, decode, signal);
  }

  async function send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await (ask ?? fetch)(url, init);
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw new ChangePlanError(
        'network',
        `No answer from ${root}. Is the handler mounted there, and does the page reach it?`,
        { cause },
      );
    }
  }

  async function read<T>(answer: Response, decode: Decoder<T>, signal: AbortSignal): Promise<T> {
    const body = await readJson(answer, signal);
    if (isError(body)) throw decoded(answer, () => decodeError(body));
    return decoded(answer, () => decode(body, ''));
  }

  async function readJson(answer: Response, signal: AbortSignal): Promise<unknown> {
    if (!/^application\/json\b/i.test(answer.headers.get('content-type') ?? '')) throw notOurs(answer);
    try {
      const text = await answer.text();
      if (text.length > LARGEST_ANSWER) throw new RangeError('The answer is too large.');
      return JSON.parse(text);
    } catch (cause) {
      signal.throwIfAborted();
      throw unreadable(answer, cause);
    }
  }

  return {
    getCatalog: (request, signal) => call('catalog', request, decodeCatalog, signal),
    previewChangePlan: (request, signal) => call('preview', request, decodePreview, signal),
    changePlan: (request, signal) => call('change', request, decodeChangeOutcome, signal),
    readChange: (request, signal) => call('read', request, decodeReadOutcome, signal),
    cancelScheduledChange: (request, signal) => call('undo', request, decodeUndoOutcome, signal),
  };
}

function isError(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body;
}

function decoded<T>(answer: Response, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw unreadable(answer, cause);
  }
}

function unreadable(answer: Response, cause: unknown): ChangePlanError {
  return new ChangePlanError(
    'unreadable_answer',
    `The handler answered ${answer.status} with something that is not its wire format.`,
    { cause },
  );
}

/** A page of a proxy, a login or a framework: told by its status, its words are never read. */
function notOurs(answer: Response): ChangePlanError {
  if (answer.status === 401) return new ChangePlanError('unauthorized', 'The session has ended.');
  if (answer.status === 403)
    return new ChangePlanError('forbidden', 'The request was refused before it reached the handler.');
  if (answer.status === 404)
    return new ChangePlanError(
      'not_found',
      'Nothing is mounted at the endpoint. Check `endpoint` against where the handler is.',
    );
  if (answer.status === 429)
    return new ChangePlanError('rate_limited', 'Too many requests.', { retryAfterMs: retryAfter(answer) });
  if (answer.status >= 500)
    return new ChangePlanError(
      'provider_unavailable',
      `The server answered ${answer.status} without a body that can be read.`,
    );
  return new ChangePlanError(
    'unreadable_answer',
    `The endpoint answered ${answer.status} with something other than JSON.`,
  );
}

function retryAfter(answer: Response): number | null {
  const seconds = Number(answer.headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : null;
}
