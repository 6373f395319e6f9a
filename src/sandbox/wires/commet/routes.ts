import * as calls from './calls.js';
import type { Handler } from './calls.js';

interface Route {
  readonly method: string;
  /** Split at slashes; a part that begins with a colon stands for anything. */
  readonly parts: readonly string[];
  readonly handler: Handler;
}

function route(line: string, handler: Handler): Route {
  const [method = '', path = ''] = line.split(' ');
  return { method, parts: path.split('/'), handler };
}

const ROUTES: readonly Route[] = [
  route('GET /plans', calls.listPlans),
  route('GET /plans/:id', calls.getPlan),
  route('GET /plan-groups', calls.listPlanGroups),
  route('GET /plan-groups/:id', calls.getPlanGroup),
  route('GET /subscriptions', calls.listSubscriptions),
  route('POST /subscriptions', calls.createSubscription),
  route('GET /subscriptions/active', calls.getActiveSubscription),
  route('GET /subscriptions/:id', calls.getSubscription),
  route('POST /subscriptions/:id/preview-change', calls.previewChange),
  route('POST /subscriptions/:id/change-plan', calls.change),
  route('POST /subscriptions/:id/cancel', calls.cancelSubscription),
  route('POST /subscriptions/:id/uncancel', calls.uncancelSubscription),
  route('POST /subscriptions/:id/reactivate', calls.reactivate),
  route('POST /subscriptions/:id/recovery-link', calls.recoveryLink),
  route('POST /subscriptions/:id/recovery-links', calls.recoveryLink),
  route('POST /subscriptions/:id/payment-method/update', calls.updatePaymentMethod),
  route('POST /subscriptions/:id/balance/topup', calls.topUpBalance),
  route('GET /seats/balance', calls.seatBalance),
  route('GET /seats/balances', calls.seatBalances),
  route(
    'POST /seats',
    calls.seats((present, count) => present + count),
  ),
  route(
    'PUT /seats',
    calls.seats((_present, count) => count),
  ),
  route(
    'DELETE /seats',
    calls.seats((present, count) => present - count),
  ),
  route('POST /portal/request-access', calls.portal),
  route('POST /portal/sessions', calls.portal),
  route('GET /test-clock', calls.getClock),
  route('POST /test-clock', calls.advanceClock),
  route('POST /test-clock/process-billing', calls.processBilling),
];

export function findRoute(
  method: string,
  path: string,
): { readonly handler: Handler; readonly params: Readonly<Record<string, string>> } | null {
  const parts = path.replace(/\/$/, '').split('/');
  for (const candidate of ROUTES) {
    const params = candidate.method === method ? matchParts(candidate.parts, parts) : null;
    if (params !== null) return { handler: candidate.handler, params };
  }
  return null;
}

function matchParts(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) params[expected.slice(1)] = part;
    else if (expected !== part) return null;
  }
  return params;
}
