import type { Wire } from '../wire.js';
import { handleStripe, STRIPE_MOUNT } from './handle.js';
import { busy, keepAnswer, keyOf } from './idempotency.js';
import { problemAnswer } from './problems.js';
import { scheduleName } from './subscriptionShape.js';

const NAMED = /(?:^|&)(?:subscription|from_subscription)=([\w-]+)/;

export const stripeWire: Wire = {
  name: 'stripe',
  mount: STRIPE_MOUNT,
  handle: handleStripe,
  isPreview: ({ path }) => path === '/invoices/create_preview',
  isChange: ({ method, path, body }) =>
    method === 'POST' &&
    ((/^\/subscriptions\/[^/]+$/.test(path) && /(^|&)items(\[|%5B)/.test(body)) ||
      /^\/subscription_schedules\/[^/]+$/.test(path)),
  subscriptionOf({ path, body }, world) {
    const schedule = /^\/subscription_schedules\/([^/]+)/.exec(path)?.[1];
    if (schedule !== undefined) return world.subscriptions.find((held) => scheduleName(held) === schedule)?.id ?? null;
    return /^\/subscriptions\/([^/]+)/.exec(path)?.[1] ?? NAMED.exec(body)?.[1] ?? null;
  },
  failure: (status) => problemAnswer({ status, type: 'api_error', message: 'Something failed, as it was asked to.' }),
  rateLimited: (headers) =>
    problemAnswer(
      { status: 429, type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' },
      headers,
    ),
  withTotalOff: (body, by) =>
    body.replace(/"amount_due":(-?\d+)/, (_found, due: string) => `"amount_due":${Number(due) + by}`),
  keys: {
    keyOf,
    busy,
    keep: (world, request, answer) => keepAnswer(world, request, answer, true),
  },
};
