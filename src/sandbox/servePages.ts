import { serveCheckout } from './checkout/serveCheckout.js';
import type { SandboxCore } from './core.js';

/** Answers the hosted pages, and keeps them in the journal with the rest. */
export function createPageServer(core: SandboxCore): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const body = await request.clone().text();
    const entry = core.journal.begin(core.world.now, request.method, url, request.headers, body);
    const { world, options } = core;
    const gateway = core.gatewayOf({ method: request.method, path: url.pathname, act: 'write' });
    const response = await serveCheckout(request, { world, options, gateway, write: (work) => core.write(work) });
    entry.status = response.status;
    return response;
  };
}
