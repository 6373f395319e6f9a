import { ChangePlanError } from '../core/errors.js';
import type { Limits } from './options.js';
import { parseStrictJson, StrictJsonError } from './strictJson.js';

/** The JSON of a request's body, within every limit. */
export async function readJson(request: Request, limits: Limits): Promise<unknown> {
  checkMediaType(request.headers);
  const bytes = await readBytes(request, limits);
  return parse(decodeUtf8(bytes), limits.jsonDepth);
}

/** Only plain JSON: anything a form or another site's simple request could send is refused. */
export function checkMediaType(headers: Headers): void {
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw unsupported('Send the body as application/json.');
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw unsupported('Send the body without encoding.');
}

function unsupported(message: string): ChangePlanError {
  return new ChangePlanError('unsupported_media_type', message, { sent: false });
}

/** The body as it was sent, not larger and not slower than the limits say. */
export async function readBytes(
  request: Request,
  { bodyBytes, bodyTimeoutMs }: Pick<Limits, 'bodyBytes' | 'bodyTimeoutMs'>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyBytes) {
    await quietly(request.body?.cancel());
    throw tooLarge(bodyBytes);
  }
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), bodyTimeoutMs);
  });
  try {
    return await Promise.race([collect(reader, bodyBytes), late]);
  } catch (thrown) {
    // Not waited for: a source that hangs would hang the answer too.
    void quietly(reader.cancel());
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(chunks, size);
    size += value.byteLength;
    if (size > most) throw tooLarge(most);
    chunks.push(value);
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

async function quietly(promise: Promise<unknown> | undefined): Promise<void> {
  await promise?.catch(() => undefined);
}

function tooLarge(most: number): ChangePlanError {
  return new ChangePlanError('payload_too_large', `The body is larger than ${most} bytes.`, { sent: false });
}

function tooSlow(): ChangePlanError {
  return new ChangePlanError('request_timeout', 'The body did not arrive in time.', { sent: false });
}

/** @throws ChangePlanError `invalid_request` where the bytes are no UTF-8, or begin with a byte order mark. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw invalid('The body begins with a byte order mark.');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalid('The body is not UTF-8.');
  }
}

function parse(text: string, depth: number): unknown {
  try {
    return parseStrictJson(text, depth);
  } catch (thrown) {
    if (thrown instanceof StrictJsonError) throw invalid(thrown.message);
    throw thrown;
  }
}

function invalid(message: string): ChangePlanError {
  return new ChangePlanError('invalid_request', message, { sent: false });
}
