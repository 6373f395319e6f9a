import type { SandboxFetch } from './createSandbox.js';

const COMMET_ORIGIN = 'https://commet.co';

/**
 * Sends what is meant for Commet's own address to a sandbox instead, because Commet's SDK has no base URL. Every other
 * request goes where it wants. Answers a function that puts things back.
 *
 * @param target the base URL that the sandbox names under `providers.commet`, or the `fetch` of one in this process.
 */
export function sendCommetTo(target: string | SandboxFetch): () => void {
  const inner = globalThis.fetch;
  const redirected: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), COMMET_ORIGIN);
    if (url.origin !== COMMET_ORIGIN || isRelative(input)) return inner(input, init);
    const path = url.pathname + url.search;
    const there =
      typeof target === 'string' ? target.replace(/\/$/, '') + path : `http://sandbox.invalid/commet${path}`;
    // The caller's own signal goes on as it is: one that a Request has copied can be collected before it fires.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    const carried: RequestInit = { ...(input instanceof Request ? await detached(input) : {}), ...init };
    if (typeof target === 'string') return inner(there, signal === null ? carried : { ...carried, signal });
    return answered(target, new Request(there, carried), signal);
  };
  globalThis.fetch = redirected;
  return () => {
    if (globalThis.fetch === redirected) globalThis.fetch = inner;
  };
}

function isRelative(input: RequestInfo | URL): boolean {
  return typeof input === 'string' && !/^[a-z][a-z\d+.-]*:/i.test(input);
}

async function detached(request: Request): Promise<RequestInit> {
  const { method, headers } = request;
  const body = await request.text();
  return { method, headers, ...(body === '' ? {} : { body }) };
}

// A network ends when the caller gives up, whatever the other side does.
function answered(target: SandboxFetch, request: Request, signal: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    target(request, signal ?? undefined).then(resolve, reject);
  });
}
