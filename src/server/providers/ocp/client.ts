import { withDeadline } from '../../deadline.js';
import { OcpFailure } from './failure.js';
import type { OcpSettings } from './options.js';

/** What the API answered, before it is read. */
export interface OcpAnswer {
  /** Inside `data`; null where an answer has none. */
  readonly data: unknown;
  /** The platform's own time, milliseconds since 1970; ours where it does not say. */
  readonly at: number;
}

export interface OcpClient {
  get(path: readonly string[], signal: AbortSignal): Promise<OcpAnswer>;
  /** Sent once, whatever comes of it. */
  post(path: readonly string[], body: unknown, signal: AbortSignal): Promise<OcpAnswer>;
}

const LONGEST_ANSWER = 1_000_000;

export function createClient(settings: OcpSettings): OcpClient {
  const base = settings.baseUrl.replace(/\/+$/, '');

  async function send(method: 'GET' | 'POST', path: readonly string[], body: unknown, signal: AbortSignal) {
    signal.throwIfAborted();
    const url = `${base}/partner/${path.map(encodeURIComponent).join('/')}`;
    const headers = { accept: 'application/json', authorization: `Bearer ${settings.apiKey}` };
    const init = {
      method,
      // An answer from elsewhere is no answer of the platform, and the key must not go there.
      redirect: 'manual',
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    } as const;
    try {
      return await withDeadline(settings.timeoutMs, signal, async (within) => {
        const response = await settings.fetch(url, { ...init, signal: within });
        return read(response, await textOf(response));
      });
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof OcpFailure) throw thrown;
      throw new OcpFailure({ kind: 'no_answer' });
    }
  }

  function read(response: Response, text: string): OcpAnswer {
    const body = parse(text);
    const message = messageOf(body);
    const { status, ok, headers } = response;
    if (!ok) throw failureOf(status, headers, body === null ? null : message);
    // An error inside a 200 is an error; a 200 that says nothing is no success.
    if (body === null) throw new OcpFailure({ kind: 'unreadable' });
    if (body.status === 'error') throw new OcpFailure({ kind: 'refused', message: message ?? '' });
    if (body.status !== undefined && body.status !== 'ok') throw new OcpFailure({ kind: 'unreadable' });
    const date = Date.parse(headers.get('date') ?? '');
    return { data: body.data ?? null, at: Number.isNaN(date) ? settings.now() : date };
  }

  return {
    get: (path, signal) => send('GET', path, undefined, signal),
    post: (path, body, signal) => send('POST', path, body, signal),
  };
}

function failureOf(status: number, headers: Headers, message: string | null): OcpFailure {
  if (status === 0 || (status >= 300 && status < 400)) return new OcpFailure({ kind: 'redirected' });
  if (status === 401 || status === 403) return new OcpFailure({ kind: 'unauthorized' });
  if (status === 404) return new OcpFailure({ kind: 'not_found' });
  if (status === 429) return new OcpFailure({ kind: 'rate_limited', retryAfterMs: waitOf(headers) });
  // A conflict is with something that runs, which may be this very request.
  if (status >= 500 || status === 408 || status === 409 || message === null)
    return new OcpFailure({ kind: 'no_answer' });
  return new OcpFailure({ kind: 'refused', message });
}

function waitOf(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

/** A body of bounded length: what is longer is no answer of this API. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > LONGEST_ANSWER) {
      await reader.cancel();
      throw new OcpFailure({ kind: 'unreadable' });
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return null;
  }
}

function messageOf(body: Readonly<Record<string, unknown>> | null): string | null {
  return typeof body?.message === 'string' ? body.message : null;
}
