/** The connection was closed without an answer: in memory what `fetch` throws, on a server a destroyed socket. */
export class ConnectionLost extends TypeError {
  override readonly name = 'TypeError';
  readonly isConnectionLost = true;

  constructor() {
    super('fetch failed');
  }
}

export function isConnectionLost(thrown: unknown): boolean {
  return thrown instanceof ConnectionLost;
}

/** Waits; ends early with the signal's reason when the other side has gone. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(done, ms);
    function done() {
      signal.removeEventListener('abort', gone);
      resolve();
    }
    function gone() {
      clearTimeout(timer);
      reject(signal.reason);
    }
    signal.addEventListener('abort', gone, { once: true });
  });
}

/** Never answers: until the other side goes away, or `ms` are over and the connection is lost. */
export async function hang(ms: number | null, signal: AbortSignal): Promise<never> {
  if (ms !== null) {
    await wait(ms, signal);
    throw new ConnectionLost();
  }
  return new Promise((_resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** An answer whose body stops in the middle. */
export function truncated(body: string, status: number, headers: Headers, bytes: number): Response {
  const whole = new TextEncoder().encode(body);
  headers.set('content-length', String(whole.length));
  let sent = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) return controller.error(new TypeError('terminated'));
      sent = true;
      controller.enqueue(whole.slice(0, Math.min(bytes, whole.length)));
    },
  });
  return new Response(stream, { status, headers });
}
