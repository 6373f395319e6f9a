import type {
  BillingAdapter,
  Catalog,
  ChangePlanRequest,
  OpenChange,
  ReadChangeRequest,
  Selection,
} from '../../core/adapter.js';
import { ChangePlanError, isChangePlanError } from '../../core/errors.js';
import type { ChangePlanOutcome, ReadOutcome, UndoOutcome } from '../../core/outcome.js';
import type { PreviewOutcome } from '../../core/preview.js';
import { promisedAmount } from '../../core/preview.js';
import type { SandboxCore } from '../core.js';
import { uncancel } from '../engine/cancel.js';
import { activeSubscriptionOf } from '../engine/catalog.js';
import { unschedule } from '../engine/change.js';
import type { World, WorldSubscription } from '../engine/world.js';
import type { Attempt, PortBook } from './portBook.js';
import { attemptOf, bookOf } from './portBook.js';
import type { PortView } from './portCatalog.js';
import { plansOf, PORT_CAPABILITIES } from './portCatalog.js';
import { confirm, staleReason, stateOf } from './portChange.js';
import type { PortCall } from './portFaults.js';
import { withFaults } from './portFaults.js';
import { previewOf } from './portPreview.js';
import { buyCredit, cancelNowOrLater, recoveryLink, topUpsOf } from './portCare.js';
import { outcomeNow } from './portRead.js';
import { subscriptionOf } from './portSubscription.js';

/** Whose billing it is. Without a subscription id it is the customer's own, or the one that is about to begin. */
export interface PortScope {
  readonly customerId: string;
  readonly subscriptionId: string | null;
}

const ACTS = {
  catalog: 'read',
  preview: 'preview',
  change: 'change',
  read: 'read',
  undo: 'write',
  cancel: 'write',
  'top-up': 'write',
  link: 'write',
} as const;

/** The sandbox's own port: the contract worn directly, with no provider's protocol between. */
export function createPort(core: SandboxCore, scope: PortScope): BillingAdapter {
  const scopeKey = `sandbox:${scope.customerId}:${scope.subscriptionId ?? 'own'}`;
  const run = <T>(name: keyof typeof ACTS, signal: AbortSignal, work: (view: PortView, call: PortCall) => T) => {
    const method = name === 'catalog' ? 'GET' : 'POST';
    const request = { method, path: `/port/${name}`, act: ACTS[name] };
    return withFaults(core, request, scope.subscriptionId, signal, (call) => work(viewOf(core, scope, call), call));
  };

  return {
    getCatalog: (_request, signal) => run('catalog', signal, (view) => catalogOf(view, bookOf(core.world), scopeKey)),

    previewChangePlan: ({ selection }, signal) =>
      run('preview', signal, (view) => givePreview(view, bookOf(core.world), scopeKey, selection)),

    changePlan: (request, signal) =>
      orUnknown(
        run('change', signal, (view, call) =>
          core.write((world) => change(view, call, bookOf(world), scopeKey, request)),
        ),
      ),

    readChange: (request, signal) => run('read', signal, (view) => read(view, bookOf(core.world), request)),

    cancelScheduledChange: ({ scheduledChangeId }, signal) =>
      orUnknown(run('undo', signal, (view) => core.write(() => undo(view, scheduledChangeId)))),

    cancelSubscription: (request, signal) =>
      orUnknown(run('cancel', signal, (view) => core.write(() => cancelNowOrLater(view, request)))),

    topUpCredits: (request, signal) =>
      orUnknown(run('top-up', signal, (view, call) => core.write(() => buyCredit(view, call.gateway, request)))),

    createLink: (request, signal) => run('link', signal, (view) => core.write(() => recoveryLink(view, request))),
  };
}

// A write whose answer is lost may have happened: that is an outcome, and leads to a read.
function orUnknown<T>(answer: Promise<T>): Promise<T | { readonly status: 'unknown'; readonly reference: null }> {
  return answer.catch((thrown: unknown) => {
    if (isChangePlanError(thrown) && thrown.sent && LOST.has(thrown.code))
      return { status: 'unknown', reference: null };
    throw thrown;
  });
}

const LOST: ReadonlySet<string> = new Set(['network', 'unreadable_answer', 'provider_unavailable']);

function viewOf(core: SandboxCore, { customerId, subscriptionId }: PortScope, call: PortCall): PortView {
  const { world, options } = call;
  const customer = world.customers.find((candidate) => candidate.id === customerId);
  if (!customer) throw new ChangePlanError('forbidden', `The sandbox has no customer ${JSON.stringify(customerId)}.`);
  const subscription = heldIn(world, customerId, subscriptionId);
  return { world, options, origin: core.origin, customer, subscription };
}

function heldIn(world: World, customerId: string, subscriptionId: string | null): WorldSubscription | null {
  if (subscriptionId === null) return activeSubscriptionOf(world, customerId);
  const found = world.subscriptions.find(
    (candidate) => candidate.id === subscriptionId && candidate.customerId === customerId,
  );
  if (!found)
    throw new ChangePlanError('subscription_not_found', `${customerId} has no subscription ${subscriptionId}.`);
  return found;
}

function catalogOf(view: PortView, book: PortBook, scopeKey: string): Catalog {
  return {
    plans: plansOf(view),
    addons: [],
    topUps: topUpsOf(view),
    subscription: view.subscription && subscriptionOf(view, view.subscription),
    openChange: openChangeOf(view, book, scopeKey),
    capabilities: PORT_CAPABILITIES,
    scopeKey,
    billingTimeZone: 'UTC',
    may: 'change',
    role: 'customer',
    redirectOrigins: [new URL(view.origin).origin],
    supportUrl: null,
    operatorBalance: null,
  };
}

function openChangeOf(view: PortView, book: PortBook, scopeKey: string): OpenChange | null {
  const attempt = book.attempts.findLast((candidate) => candidate.preview.scopeKey === scopeKey);
  if (attempt === undefined) return null;
  const { status } = outcomeNow(view, attempt);
  if (status !== 'requires_checkout') return null;
  const { preview, expected } = attempt;
  return { token: preview.token, selection: preview.selection, expected, status };
}

function givePreview(view: PortView, book: PortBook, scopeKey: string, selection: Selection): PreviewOutcome {
  if (selection.quantity !== undefined && selection.quantity !== 1)
    throw new ChangePlanError('not_allowed', 'The sandbox sells plans one at a time.', { sent: false });
  if ([selection.addons, selection.discountCodes].some((intent) => intent && intent.intent !== 'keep'))
    throw new ChangePlanError('not_allowed', 'The sandbox’s port sells no add-ons and takes no codes.', {
      sent: false,
    });
  const token = `pv_${book.previews.size + 1}`;
  const preview = previewOf(view, selection, token);
  const fingerprint = stateOf(view);
  const givenAt = view.world.now;
  const amount = promisedAmount(preview);
  book.previews.set(token, { token, scopeKey, fingerprint, selection, amount, givenAt });
  return preview;
}

function change(
  view: PortView,
  call: PortCall,
  book: PortBook,
  scopeKey: string,
  request: ChangePlanRequest,
): ChangePlanOutcome {
  const known = attemptOf(book, request.token, request.idempotencyKey);
  if (known !== null && known.preview.scopeKey === scopeKey) return repeated(view, known);
  const preview = book.previews.get(request.token) ?? null;
  const given = preview?.scopeKey === scopeKey ? preview : null;
  const reason = staleReason(view, given, request);
  if (given === null || reason !== null) {
    const shown = given?.amount ?? null;
    const anew = givePreview(view, book, scopeKey, request.selection);
    return { status: 'preview_stale', reason: reason ?? 'token_refused', shown, preview: anew };
  }
  const { outcome, checkoutId } = confirm(view, call, request);
  const { idempotencyKey, expected } = request;
  book.attempts.push({ preview: given, idempotencyKey, expected, outcome, checkoutId });
  return outcome;
}

/** The same confirm again says the same, or how it went on since. */
function repeated(view: PortView, attempt: Attempt): ChangePlanOutcome {
  const now = outcomeNow(view, attempt);
  if (now.status !== 'not_changed') return now;
  return { status: 'rejected', reason: 'checkout_unavailable', impact: [], recoveryUrl: null, reference: null };
}

function read(view: PortView, book: PortBook, request: ReadChangeRequest): ReadOutcome {
  const attempt = attemptOf(book, request.token, request.idempotencyKey);
  if (attempt !== null) return outcomeNow(view, attempt);
  const subscription = view.subscription && subscriptionOf(view, view.subscription);
  return { status: 'not_changed', reason: 'not_received', subscription };
}

function undo(view: PortView, id: string): UndoOutcome {
  const { world, subscription } = view;
  if (subscription === null) return { status: 'rejected', reason: 'nothing_scheduled', subscription: null };
  const { cancellation } = subscription;
  const takenBack =
    cancellation !== null && (id === cancellation.id || id === subscription.id) && subscription.status !== 'canceled'
      ? uncancel(world, subscription.id) === subscription
      : unschedule(world, subscription, id);
  const shown = subscriptionOf(view, subscription);
  if (takenBack) return { status: 'undone', subscription: shown };
  const reason = shown.scheduledChange === null ? 'nothing_scheduled' : 'replaced';
  return { status: 'rejected', reason, subscription: shown };
}
