import * as calls from './calls.js';
import type { Handler } from './calls.js';

/** A part of a path that begins with a colon stands for anything. */
const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ['GET', '/products', calls.listProducts],
  ['GET', '/products/:id', calls.getProduct],
  ['GET', '/product-collections/:id', calls.getCollection],
  ['GET', '/addons', calls.listAddons],
  ['GET', '/subscriptions', calls.listSubscriptions],
  ['GET', '/subscriptions/:id', calls.getSubscription],
  ['PATCH', '/subscriptions/:id', calls.updateSubscription],
  ['POST', '/subscriptions/:id/change-plan/preview', calls.previewChange],
  ['POST', '/subscriptions/:id/change-plan', calls.changePlan],
  ['DELETE', '/subscriptions/:id/change-plan/scheduled', calls.cancelScheduled],
  ['POST', '/subscriptions/:id/update-payment-method', calls.updatePaymentMethod],
  ['GET', '/payments', calls.listPayments],
  ['POST', '/checkouts', calls.createCheckout],
  ['GET', '/checkouts/:id', calls.getCheckout],
  ['POST', '/customers/:id/customer-portal/session', calls.portal],
  ['GET', '/customers/:id/wallets', calls.wallets],
  ['POST', '/customers/:id/wallets/ledger-entries', calls.ledgerEntry],
];

export function findRoute(
  method: string,
  path: string,
): { readonly handler: Handler; readonly params: Readonly<Record<string, string>> } | null {
  for (const [ofMethod, pattern, handler] of ROUTES) {
    const params = ofMethod === method ? matched(pattern, path) : null;
    if (params !== null) return { handler, params };
  }
  return null;
}

function matched(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const [expected, parts] = [pattern.split('/'), path.split('/')];
  if (expected.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of expected.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decoded(part);
    else if (name !== part) return null;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
