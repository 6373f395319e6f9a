import type { LinkRequest } from '../core/adapter.js';
import type { LinkOutcome } from '../core/outcome.js';
import type { Call } from './call.js';
import { readWithin } from './deadline.js';
import { returnUrlOf } from './returnUrl.js';
import { allowedUrl } from './urls.js';

/** Makes a link for this moment, on an origin that the host allows. */
export async function link(call: Call, request: LinkRequest): Promise<LinkOutcome> {
  const outcome = await make(call, request);
  call.services.emit({ type: 'link_answered', ...call.subject, status: outcome.status, purpose: request.purpose });
  return outcome;
}

async function make(call: Call, request: LinkRequest): Promise<LinkOutcome> {
  const { adapter, services, signal } = call;
  const createLink = adapter.createLink?.bind(adapter);
  if (!createLink) return { status: 'rejected', reason: 'not_supported' };
  const returnTo = returnUrlOf(services.options, request.returnTo);
  const made = await readWithin(services.limits.providerTimeoutMs, signal, (within) =>
    createLink({ ...request, returnTo }, within),
  );
  if (made.status === 'rejected') return made;
  const url = allowedUrl(call, made.url);
  return url === null ? { status: 'rejected', reason: 'unavailable' } : { ...made, url };
}
