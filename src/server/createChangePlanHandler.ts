import type { Catalog, CatalogRequest } from '../core/adapter.js';
import { ChangePlanError, isChangePlanError, toChangePlanError } from '../core/errors.js';
import { DecodeError, type Decoder } from '../core/wire/decoder.js';
import {
  decodeCancelRequest,
  decodeCatalogRequest,
  decodeChangePlanRequest,
  decodeLinkRequest,
  decodePreviewRequest,
  decodeReadChangeRequest,
  decodeTopUpRequest,
  decodeUndoRequest,
  ROUTES,
  type RouteName,
} from '../core/wire/requests.js';
import { SCOPE_HEADER } from '../core/wire/scopeHeader.js';
import { checkMediaType, readJson } from './body.js';
import type { Call, Services } from './call.js';
import { cancel } from './cancel.js';
import { checkPage, shownCatalog } from './catalog.js';
import { change } from './change.js';
import { checkOptions } from './checkOptions.js';
import { checkScope } from './checkScope.js';
import { checkAccepted, checkChoices, withoutIdentity } from './choices.js';
import { preflight, withCors } from './cors.js';
import { safeEmit, thrownEvent } from './events.js';
import { link } from './link.js';
import { limitsOf, type ChangePlanHandlerOptions, type Scope } from './options.js';
import { originProblem } from './origin.js';
import { preview } from './preview.js';
import { createPreviewTokens } from './previewToken.js';
import { memoryRateLimiter } from './rateLimit.js';
import { read } from './read.js';
import { answer, answerError, statusOf } from './respond.js';
import { returnUrlOf } from './returnUrl.js';
import { topUp } from './topUp.js';
import { undo } from './undo.js';
import { withoutOutcomeLinks } from './urls.js';

/** Answers the browser's calls: mount it on any path, it reads only the end of it. */
export interface ChangePlanHandler {
  (request: Request): Promise<Response>;

  /**
   * The catalog for a page that is rendered on the server. `request` is the page's own request, for `authorize`.
   * Rejects with a {@link ChangePlanError}: `unauthorized`, `provider_unavailable`, …
   */
  prefetch(request: Request, options: CatalogRequest): Promise<Catalog>;
}

/**
 * Makes the handler that stands between the browser and the billing system.
 * @throws TypeError where an option is missing or unsafe.
 */
export function createChangePlanHandler(options: ChangePlanHandlerOptions): ChangePlanHandler {
  checkOptions(options);
  const services: Services = {
    options,
    limits: limitsOf(options.limits),
    tokens: createPreviewTokens(options.secrets),
    ledger: options.ledger,
    limiter: options.rateLimiter ?? memoryRateLimiter(),
    emit: safeEmit(options.onEvent),
    now: options.now ?? Date.now,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
  const handle = async (request: Request): Promise<Response> =>
    withCors(
      request.method === 'OPTIONS' ? preflight(request, options.allowedOrigins) : await respond(services, request),
      request,
      options.allowedOrigins,
    );
  return Object.assign(handle, {
    prefetch: async (request: Request, { locale }: CatalogRequest) =>
      shownCatalog(callOf(services, request, await authorized(services, request)), locale),
  });
}

async function respond(services: Services, request: Request): Promise<Response> {
  const route = routeOf(request);
  try {
    checkDoor(services, request, route);
    const scope = await authorized(services, request);
    await checkRate(services, scope, route);
    return await dispatch(callOf(services, request, scope, pageOf(request, route)), request, route);
  } catch (thrown) {
    return answerError(explained(services, route, thrown));
  }
}

const ROUTE_NAMES: readonly RouteName[] = ['catalog', 'preview', 'change', 'read', 'undo', 'cancel', 'topUp', 'link'];

function routeOf(request: Request): RouteName | null {
  const end = new URL(request.url).pathname.split('/').findLast((part) => part !== '');
  for (const name of ROUTE_NAMES) if (ROUTES[name].path === end && ROUTES[name].method === request.method) return name;
  return null;
}

function checkDoor({ options, emit }: Services, request: Request, route: RouteName | null): asserts route is RouteName {
  const { allowedOrigins, trustReferer = false, hosts = [] } = options;
  const problem = originProblem(request.method, request.headers, { allowedOrigins, trustReferer, hosts });
  if (problem !== null) {
    emit({ type: 'request_refused', route, rule: problem });
    throw new ChangePlanError('origin_refused', 'This page may not call here.', { sent: false });
  }
  if (route === null) throw new ChangePlanError('not_found', 'No such call.', { sent: false });
  if (ROUTES[route].method === 'POST') checkMediaType(request.headers);
}

async function authorized({ options, emit }: Services, request: Request): Promise<Scope> {
  const scope = await askHost(options, request).catch((thrown: unknown) => {
    if (isChangePlanError(thrown)) throw thrown;
    emit(thrownEvent('authorize', 'internal', null, thrown));
    throw new ChangePlanError('internal', 'The session could not be read.', { cause: thrown, sent: false });
  });
  if (scope === null || scope === undefined)
    throw new ChangePlanError('unauthorized', 'Nobody is signed in.', { sent: false });
  return checkScope(scope);
}

async function askHost({ authorize }: ChangePlanHandlerOptions, request: Request): Promise<Scope | null> {
  // Without its body, which is read once and only within the limits.
  const { url, method, headers, signal } = request;
  return authorize(new Request(url, { method: method === 'HEAD' ? 'GET' : method, headers, signal }));
}

function callOf(services: Services, request: Request, scope: Scope, page: string | null = null): Call {
  const { customerId, subscriptionId, role } = scope;
  const subject = { customerId, subscriptionId };
  const adapter = services.options.provider({ ...subject, role });
  return { services, scope, subject, signal: request.signal, adapter, page };
}

/** Of which subscription a page says that it speaks. A confirmed change and its reading say it by their token. */
function pageOf({ headers }: Request, route: RouteName): string | null {
  return route === 'change' || route === 'read' ? null : headers.get(SCOPE_HEADER);
}

async function checkRate({ limiter, limits, now }: Services, scope: Scope, route: RouteName): Promise<void> {
  const session = JSON.stringify([route, scope.actor, scope.customerId, scope.subscriptionId]);
  const wait = await limiter.take(session, limits.perMinute[route], now());
  if (wait !== null)
    throw new ChangePlanError('rate_limited', 'Too many requests; wait before the next.', {
      retryAfterMs: wait,
      sent: false,
    });
}

async function dispatch(call: Call, request: Request, route: RouteName): Promise<Response> {
  const { scope } = call;
  const { options } = call.services;
  const accept = options.accept ?? {};
  switch (route) {
    case 'catalog':
      return answer(await shownCatalog(call, decodeCatalogRequest(queryOf(request), 'query').locale));
    case 'preview': {
      const asked = await body(call, request, decodePreviewRequest);
      mayChange(call);
      checkChoices(asked.selection, null, accept);
      return answer(await preview(call, asked));
    }
    case 'change': {
      const asked = await body(call, request, decodeChangePlanRequest);
      mayChange(call);
      checkChoices(asked.selection, asked.returnTo, accept);
      returnUrlOf(options, asked.returnTo);
      const outcome = await change(call, asked);
      return answer(outcome, statusOf(outcome));
    }
    case 'read': {
      const outcome = await read(call, await body(call, request, decodeReadChangeRequest));
      return answer(scope.may === 'change' ? outcome : withoutOutcomeLinks(outcome));
    }
    case 'undo': {
      const asked = await body(call, request, decodeUndoRequest);
      mayChange(call);
      await checkPage(call);
      const outcome = await undo(call, asked);
      return answer(outcome, statusOf(outcome));
    }
    case 'cancel': {
      const asked = await body(call, request, decodeCancelRequest);
      mayChange(call);
      checkAccepted(asked.effectiveAt === 'immediately' ? 'cancelNow' : 'cancel', accept);
      const outcome = await cancel(call, asked);
      return answer(outcome, statusOf(outcome));
    }
    case 'topUp': {
      const asked = await body(call, request, decodeTopUpRequest);
      mayChange(call);
      checkAccepted('topUp', accept);
      if (asked.returnTo !== null) checkAccepted('returnTo', accept);
      const outcome = await topUp(call, asked);
      return answer(outcome, statusOf(outcome));
    }
    case 'link': {
      const asked = await body(call, request, decodeLinkRequest);
      mayChange(call);
      if (asked.purpose === 'portal') checkAccepted('portal', accept);
      if (asked.returnTo !== null) checkAccepted('returnTo', accept);
      await checkPage(call);
      const outcome = await link(call, asked);
      return answer(outcome, statusOf(outcome));
    }
  }
}

// Other parameters are the host's; none may be said twice, since readers would disagree on which counts.
function queryOf(request: Request): Readonly<Record<string, string>> {
  const { searchParams } = new URL(request.url);
  for (const name of searchParams.keys())
    if (searchParams.getAll(name).length > 1) throw new DecodeError('query', 'free of repeated names');
  const locale = searchParams.get('locale');
  return locale === null ? {} : { locale };
}

async function body<T>(call: Call, request: Request, decode: Decoder<T>): Promise<T> {
  const sent = withoutIdentity(await readJson(request, call.services.limits));
  if (sent.ignored.length > 0) call.services.emit({ type: 'identity_ignored', ...call.subject, keys: sent.ignored });
  return decode(sent.body, '');
}

function mayChange({ scope }: Call): void {
  if (scope.may !== 'change')
    throw new ChangePlanError('forbidden', 'This user may look at the plan, not change it.', { sent: false });
}

function explained({ emit }: Services, route: RouteName | null, thrown: unknown): ChangePlanError {
  if (thrown instanceof DecodeError) {
    emit({ type: 'request_refused', route, rule: 'shape' });
    return new ChangePlanError('invalid_request', thrown.message, { sent: false });
  }
  const error = toChangePlanError(thrown);
  if (['internal', 'misconfigured', 'provider_unavailable', 'unreadable_answer'].includes(error.code))
    emit(thrownEvent(route ?? 'unknown', error.code, error.reference, error.cause ?? thrown));
  else if (['payload_too_large', 'request_timeout', 'rate_limited', 'unsupported_media_type'].includes(error.code))
    emit({ type: 'request_refused', route, rule: error.code });
  return error;
}
