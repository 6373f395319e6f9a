import type { Wire } from '../wire.js';
import { COMMET_MOUNT, handleCommet, problemAnswer } from './handle.js';
import { keepAnswer, keyOf } from './idempotency.js';

export const commetWire: Wire = {
  name: 'commet',
  mount: COMMET_MOUNT,
  handle: handleCommet,
  isPreview: ({ path }) => path.endsWith('/preview-change'),
  isChange: ({ method, path }) => method === 'POST' && path.endsWith('/change-plan'),
  subscriptionOf: ({ path }) => /\/subscriptions\/([^/]+)\/./.exec(path)?.[1] ?? null,
  failure: (status) => ({
    ...problemAnswer({ code: 'internal_error', message: 'Something failed, as it was asked to.' }),
    status,
  }),
  rateLimited: (headers) => problemAnswer({ code: 'rate_limited', message: 'Too many requests.' }, headers),
  withTotalOff: (body, by) =>
    body.replace(/"estimatedTotal":(-?\d+)/, (_found, total: string) => `"estimatedTotal":${Number(total) + by}`),
  keys: {
    keyOf,
    busy: () =>
      problemAnswer({ code: 'idempotency_in_progress', message: 'A request with this key is still running.' }),
    keep: (world, request, answer) => keepAnswer(world, request, answer, true),
  },
};
