import type { Wire } from '../wire.js';
import { DODO_MOUNT, handleDodo } from './handle.js';
import { problem } from './problems.js';

/** Dodo Payments' protocol. It has no idempotency keys: a change that is sent twice is made twice. */
export const dodoWire: Wire = {
  name: 'dodo',
  mount: DODO_MOUNT,
  handle: handleDodo,
  isPreview: ({ path }) => path.endsWith('/change-plan/preview'),
  isChange: ({ method, path }) => method === 'POST' && path.endsWith('/change-plan'),
  subscriptionOf: ({ path }) => /^\/subscriptions\/([^/]+)/.exec(path)?.[1] ?? null,
  failure: (status) => ({ ...problem('INTERNAL_SERVER_ERROR', 'Something failed, as it was asked to.'), status }),
  rateLimited: (headers) => problem('TOO_MANY_REQUESTS', 'Too many requests.', headers),
  withTotalOff: (body, by) =>
    body.replace(/"total_amount":(-?\d+)/, (_found, total: string) => `"total_amount":${Number(total) + by}`),
  keys: null,
};
