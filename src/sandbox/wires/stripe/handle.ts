import { forgetPending } from '../../engine/pending.js';
import { Refused } from '../../engine/refused.js';
import type { World } from '../../engine/world.js';
import type { WireAnswer, WireContext, WireRequest } from '../answer.js';
import * as calls from './calls.js';
import { createPreview, updateSubscription } from './change.js';
import { API_KEYS } from '../apiKeys.js';
import { expansions, folded } from './expand.js';
import { parseForm } from './form.js';
import { earlierAnswer, keepAnswer } from './idempotency.js';
import * as pages from './pages.js';
import { problemAnswer, Problematic, problemOf } from './problems.js';
import * as schedules from './schedules.js';

export const STRIPE_MOUNT = '/v1';

const ROUTES: Readonly<Record<string, calls.Handler>> = {
  'GET /products': calls.listProducts,
  'GET /products/:id': calls.getProduct,
  'GET /prices': calls.listPrices,
  'GET /prices/:id': calls.getPrice,
  'GET /promotion_codes': calls.listPromotionCodes,
  'GET /customers/:id': calls.getCustomer,
  'GET /subscriptions': calls.listSubscriptions,
  'GET /subscriptions/:id': calls.getSubscription,
  'POST /subscriptions/:id': updateSubscription,
  'DELETE /subscriptions/:id': calls.cancelSubscription,
  'GET /invoices': calls.listInvoices,
  'POST /invoices/create_preview': createPreview,
  'GET /invoices/:id': calls.getInvoice,
  'POST /subscription_schedules': schedules.createSchedule,
  'GET /subscription_schedules/:id': schedules.getSchedule,
  'POST /subscription_schedules/:id': schedules.updateSchedule,
  'POST /subscription_schedules/:id/release': schedules.releaseSchedule,
  'POST /billing_portal/sessions': pages.createPortalSession,
  'GET /checkout/sessions': pages.listCheckoutSessions,
  'POST /checkout/sessions': pages.createCheckoutSession,
  'GET /checkout/sessions/:id': pages.getCheckoutSession,
  'POST /checkout/sessions/:id/expire': pages.expireCheckoutSession,
};

/** Stripe's HTTP protocol over the engine: one request, one answer. */
export function handleStripe(request: WireRequest, context: WireContext): WireAnswer {
  if (request.headers.get('authorization') !== `Bearer ${API_KEYS.stripe}`)
    return problemAnswer({ status: 401, type: 'invalid_request_error', message: 'Invalid API key provided.' });
  const earlier = earlierAnswer(context.world, request);
  if (earlier !== null) return earlier;
  dropOverdue(context.world);
  const answer = run(request, context);
  keepAnswer(context.world, request, answer);
  return answer;
}

// An update that nobody paid in time is dropped, and its invoice with it.
function dropOverdue(world: World): void {
  for (const held of world.subscriptions) {
    const expires = held.pendingChange?.metadata.expires;
    if (typeof expires === 'number' && expires <= Date.parse(world.now)) forgetPending(world, held);
  }
}

function run(request: WireRequest, context: WireContext): WireAnswer {
  try {
    return answerOf(request, context);
  } catch (thrown) {
    if (thrown instanceof Problematic) return problemAnswer(thrown.problem);
    if (thrown instanceof Refused) return problemAnswer(problemOf(thrown));
    throw thrown;
  }
}

function answerOf(request: WireRequest, context: WireContext): WireAnswer {
  const found = routeOf(request.method, request.path);
  if (found === null) {
    const message = `The sandbox does not serve ${request.method} ${STRIPE_MOUNT}${request.path}. It serves the calls of plan changes.`;
    return problemAnswer({ status: 501, type: 'invalid_request_error', message });
  }
  const form = parseForm(request.body === '' ? request.query.toString() : request.body);
  const call = calls.callOf(context, found.id, form, STRIPE_MOUNT + request.path);
  const body = folded(found.handler(call), expansions(form));
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function routeOf(method: string, path: string): { readonly handler: calls.Handler; readonly id: string } | null {
  const exact = `${method} ${path}`;
  const fixed = Object.hasOwn(ROUTES, exact) ? ROUTES[exact] : undefined;
  if (fixed) return { handler: fixed, id: '' };
  for (const [line, handler] of Object.entries(ROUTES)) {
    const [head, tail] = line.split(':id');
    if (head === undefined || tail === undefined || !exact.startsWith(head) || !exact.endsWith(tail)) continue;
    // Ids of Stripe need no escape, so that one is none.
    const id = exact.slice(head.length, exact.length - tail.length);
    if (/^[\w-]+$/.test(id)) return { handler, id };
  }
  return null;
}
