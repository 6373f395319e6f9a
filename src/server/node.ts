import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** Anything that answers requests of the web's own kind. */
export type RequestHandler = (request: Request) => Promise<Response>;

export interface NodeListenerOptions {
  /**
   * The origin that request URLs are completed with; it decides nothing. Default `http://localhost`.
   */
  readonly origin?: string;
}

/**
 * A listener for `node:http`, Express or Fastify's raw requests. Mount it before any body parser: a body that was read by
 * another is gone.
 */
export function toNodeListener(
  handler: RequestHandler,
  { origin = 'http://localhost' }: NodeListenerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    try {
      const gone = new AbortController();
      outgoing.on('close', () => {
        if (!outgoing.writableEnded) gone.abort();
      });
      await write(incoming, outgoing, await handler(toRequest(incoming, origin, gone.signal)));
    } catch {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    }
  };
}

function toRequest(incoming: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const method = incoming.method ?? 'GET';
  const withBody = method !== 'GET' && method !== 'HEAD';
  // Express cuts the mount path off `url` and keeps the whole in `originalUrl`.
  const path = 'originalUrl' in incoming ? String(incoming.originalUrl) : (incoming.url ?? '/');
  return new Request(new URL(path.replace(/^\/+/, '/'), origin), {
    method,
    headers: headersOf(incoming),
    signal,
    // Node's stream of bytes is the web's; the two declarations of the same class differ in name only.
    body: withBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null,
    ...(withBody && { duplex: 'half' }),
  });
}

function headersOf({ headers }: IncomingMessage): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) all.append(name, one);
  return all;
}

async function write(incoming: IncomingMessage, outgoing: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const refusedBody = !incoming.complete;
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': body.byteLength,
    // What was not read will not be: the connection ends with this answer.
    ...(refusedBody && { connection: 'close' }),
  });
  outgoing.end(body, () => {
    if (refusedBody) incoming.destroy();
  });
}
