const COMMET_ORIGIN = 'https://commet.co';

/**
 * Sends what is meant for Commet's own address to a sandbox instead, because Commet's SDK has no base URL. Every other
 * request goes where it wants. Answers a function that puts things back.
 *
 * @param target the base URL that the sandbox names under `providers.commet`, or the `fetch` of one in this process.
 */
export function sendCommetTo(target: string | ((request: Request) => Promise<Response>)): () => void {
  const inner = globalThis.fetch;
  const redirected: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), COMMET_ORIGIN);
    if (url.origin !== COMMET_ORIGIN || isRelative(input)) return inner(input, init);
    const there = typeof target === 'string' ? target.replace(/\/$/, '') : 'http://sandbox.invalid/commet';
    const request = new Request(there + url.pathname + url.search, input instanceof Request ? input : init);
    const sent = input instanceof Request && init ? new Request(request, init) : request;
    return typeof target === 'string' ? inner(sent) : answered(target, sent);
  };
  globalThis.fetch = redirected;
  return () => {
    if (globalThis.fetch === redirected) globalThis.fetch = inner;
  };
}

function isRelative(input: RequestInfo | URL): boolean {
  return typeof input === 'string' && !/^[a-z][a-z\d+.-]*:/i.test(input);
}

// A network ends when the caller gives up, whatever the other side does.
function answered(target: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    target(request).then(resolve, reject);
  });
}
