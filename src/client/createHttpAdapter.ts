import type { BillingAdapter } from '../core/adapter.js';
import { ChangePlanError, type ChangePlanErrorCode, type ChangePlanErrorOptions } from '../core/errors.js';
import { decodeError } from '../core/wire/errors.js';
import type { Decoder } from '../core/wire/decoder.js';
import type { ROUTES } from '../core/wire/requests.js';
import {
  decodeCancelOutcome,
  decodeCatalog,
  decodeChangeOutcome,
  decodeLinkOutcome,
  decodePreview,
  decodeReadOutcome,
  decodeTopUpOutcome,
  decodeUndoOutcome,
} from '../core/wire/shapes.js';
import { SCOPE_HEADER } from '../core/wire/scopeHeader.js';
import { VERSION_HEADER, WIRE_VERSION } from '../core/wire/version.js';

export interface HttpAdapterOptions {
  /** Where the host mounted the handler, for example `/api/billing`. A trailing slash is optional. */
  readonly endpoint: string;
  /** Default: the page's own `fetch`, with cookies of the same origin. */
  readonly fetch?: typeof fetch;
  /** Sent with every request; a function is asked each time, for example for a token of the host's session. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
}

/** The end of the URL: a route, with its query where it is read. */
type End = (typeof ROUTES)[keyof typeof ROUTES]['path'];
type Path = End | `${End}?${string}`;

/** Answers larger than this are not read: no billing answer is. In characters. */
const LARGEST_ANSWER = 2_000_000;
const JSON_TYPE = 'application/json';

/** What the status of a page of a proxy, a login or a framework means; its words are never read. */
const MEANING: Readonly<Record<number, ChangePlanErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

/** The port over HTTP, for the browser. Knows the handler's URL, never a key. */
export function createHttpAdapter({ endpoint, fetch: ask, headers }: HttpAdapterOptions): BillingAdapter {
  const root = endpoint.replace(/\/+$/, '');
  /** Whose subscription the page shows. */
  let scope = '';

  /** Posts the input, or gets where there is none. */
  async function call<T>(path: Path, decode: Decoder<T>, signal: AbortSignal, input?: object): Promise<T> {
    const own = typeof headers === 'function' ? headers() : headers;
    const request: RequestInit = {
      method: input ? 'POST' : 'GET',
      signal,
      cache: 'no-store',
      headers: {
        accept: JSON_TYPE,
        ...(input && { 'content-type': JSON_TYPE }),
        ...(input && scope && { [SCOPE_HEADER]: scope }),
        [VERSION_HEADER]: `${WIRE_VERSION}`,
        ...own,
      },
      body: input ? JSON.stringify(input) : null,
    };
    const answer = await orFail('network', () => (ask ?? fetch)(`${root}/${path}`, request), signal);
    return orFail('unreadable_answer', () => read(answer, decode), signal);
  }

  async function orFail<T>(code: ChangePlanErrorCode, run: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await run();
    } catch (cause) {
      signal.throwIfAborted();
      throw cause instanceof ChangePlanError ? cause : problem(code, 'gave no readable answer', { cause });
    }
  }

  async function read<T>(answer: Response, decode: Decoder<T>): Promise<T> {
    const { headers: told, status } = answer;
    if (!/^application\/json\b/i.test(told.get('content-type') ?? '')) {
      const code = status < 500 ? (MEANING[status] ?? 'unreadable_answer') : 'provider_unavailable';
      throw problem(code, `answered ${status} without JSON`, {
        retryAfterMs: status === 429 ? retryAfter(told) : null,
      });
    }
    const text = await answer.text();
    if (text.length > LARGEST_ANSWER) throw new RangeError('Too large.');
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body) throw decodeError(body);
    return decode(body, '');
  }

  function problem(code: ChangePlanErrorCode, what: string, options: ChangePlanErrorOptions): ChangePlanError {
    return new ChangePlanError(code, `${root} ${what}. Is the handler mounted there?`, options);
  }

  return {
    async getCatalog(request, signal) {
      const catalog = await call(`catalog?${new URLSearchParams({ ...request })}`, decodeCatalog, signal);
      scope = encodeURIComponent(catalog.scopeKey);
      return catalog;
    },
    previewChangePlan: (request, signal) => call('preview', decodePreview, signal, request),
    changePlan: (request, signal) => call('change', decodeChangeOutcome, signal, request),
    readChange: (request, signal) => call('read', decodeReadOutcome, signal, request),
    cancelScheduledChange: (request, signal) => call('undo', decodeUndoOutcome, signal, request),
    cancelSubscription: (request, signal) => call('cancel', decodeCancelOutcome, signal, request),
    topUpCredits: (request, signal) => call('top-up', decodeTopUpOutcome, signal, request),
    createLink: (request, signal) => call('link', decodeLinkOutcome, signal, request),
  };
}

function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 && seconds < Infinity ? Math.ceil(seconds * 1000) : null;
}
