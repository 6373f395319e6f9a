import type { ChangePlanRequest } from '../../../core/adapter.js';
import type { ChangePlanOutcome, ReadOutcome } from '../../../core/outcome.js';
import type { PricedPlan } from '../../../core/plan.js';
import type { BlockedReason } from '../../../core/preview.js';
import { settleByReading } from '../../../core/settle.js';
import type { CheckoutBinding } from './binding.js';
import { effectsOf, preview, tokenOf } from './preview.js';
import { turnOff } from './renewal.js';
import { routeOf, targetOf, type Route } from './route.js';
import type { OcpReader, Snapshot } from './snapshot.js';
import { fillTemplate } from './template.js';
import type { OperatorBell } from './bell.js';
import { sendPlan } from './sendPlan.js';

/** One change under way. */
interface Making {
  readonly reader: OcpReader;
  readonly binding: CheckoutBinding | null;
  readonly bell: OperatorBell;
  readonly snapshot: Snapshot;
  readonly target: PricedPlan;
  readonly route: Route;
  readonly request: ChangePlanRequest;
  readonly signal: AbortSignal;
}

export async function change(
  parts: Pick<Making, 'reader' | 'binding' | 'bell'>,
  snapshot: Snapshot,
  request: ChangePlanRequest,
  signal: AbortSignal,
): Promise<ChangePlanOutcome> {
  const target = targetOf(snapshot, request.selection);
  const route = routeOf(parts.reader, snapshot, target, request.selection);
  const making: Making = { ...parts, snapshot, target, route, request, signal };
  signal.throwIfAborted();
  if (route.kind === 'blocked') return rejected(making, route.reason);
  // What was shown took another way: a yes to that is no yes to this.
  if (request.token !== tokenOf(route)) return shownAgain(making);
  switch (route.kind) {
    case 'checkout':
      return toCheckout(making, route.template);
    case 'direct':
      return changeNow(making, false);
    case 'stripe':
      return throughStripe(making);
    case 'free_now':
      return freeNow(making);
    case 'renewal_off':
      return later(making);
  }
}

function shownAgain({ reader, snapshot, request }: Making): ChangePlanOutcome {
  const { expected: shown } = request;
  return {
    status: 'preview_stale',
    reason: 'subscription_changed',
    shown,
    preview: preview(reader, snapshot, request),
  };
}

function rejected({ snapshot, target, route }: Making, reason: BlockedReason): ChangePlanOutcome {
  const impact = effectsOf(snapshot, target, route);
  return { status: 'rejected', reason, impact, recoveryUrl: null, reference: null };
}

async function toCheckout(making: Making, template: string): Promise<ChangePlanOutcome> {
  const { reader, snapshot, target, binding } = making;
  const { billing } = reader.settings;
  if (binding === null || billing.type !== 'billingUrl') return rejected(making, 'checkout_unavailable');
  const { reference, expiresAt } = await sealed(making, binding);
  const checkoutUrl = fillTemplate(template, {
    workspaceId: snapshot.workspace.id,
    workspaceName: snapshot.workspace.name,
    ownerName: snapshot.workspace.ownerName,
    ownerEmail: (await billing.ownerEmailOf?.(reader.where)) ?? '',
    planId: target.price.id,
    reference,
  });
  return { status: 'requires_checkout', checkoutUrl, expiresAt };
}

async function sealed({ reader, snapshot, target, request }: Making, binding: CheckoutBinding) {
  const expiresAt = reader.settings.now() + reader.settings.checkoutValidForMs;
  const reference = await binding.references.seal({
    id: request.idempotencyKey,
    ...reader.where,
    fromPlanId: snapshot.workspace.planId,
    planId: target.price.id,
    amount: request.expected,
    expiresAt,
  });
  return { reference, expiresAt: new Date(expiresAt).toISOString() };
}

/** `isPaid`: the customer's money is taken already, so that a refusal here is the operator's to mend. */
async function changeNow(making: Making, isPaid: boolean): Promise<ChangePlanOutcome> {
  const { reader, bell, snapshot, target, request, signal } = making;
  const sent = await sendPlan(reader, snapshot, target.price.id, signal);
  switch (sent.status) {
    case 'shown':
      return shown(making, settleByReading(sent.snapshot.held, request.selection, request.expected));
    case 'accepted':
      return { status: 'processing' };
    case 'unknown':
      if (isPaid) bell.ring(reader.where, 'paid_without_change', target.price.id);
      return { status: 'unknown', reference: null };
    case 'wallet_short':
    case 'refused':
      bell.ring(reader.where, sent.status, target.price.id);
      return isPaid ? inReview(snapshot) : rejected(making, 'contact_support');
    case 'not_sent':
      if (!isPaid) throw sent.error;
      bell.ring(reader.where, 'paid_without_change', target.price.id);
      return inReview(snapshot);
  }
}

function inReview({ held: subscription }: Snapshot): ChangePlanOutcome {
  return { status: 'pending', reason: 'review', recoveryUrl: null, subscription };
}

function shown({ reader }: Making, read: ReadOutcome): ChangePlanOutcome {
  return read.status === 'not_changed' ? { status: 'unknown', reference: null } : settledAs(reader, read);
}

/** What a read says of a change that the customer pays elsewhere, or not at all. */
export function settledAs<T extends ReadOutcome>({ settings: { billing }, isOperator }: OcpReader, outcome: T): T {
  const isPaidHere = !isOperator && billing.type !== 'wallet';
  if (outcome.status !== 'applied' || isPaidHere || outcome.payment !== 'paid') return outcome;
  return { ...outcome, payment: 'none' };
}

async function throughStripe(making: Making): Promise<ChangePlanOutcome> {
  const { reader, binding, snapshot, target, request } = making;
  const { billing } = reader.settings;
  if (billing.type !== 'internalStripe' || !billing.change || binding === null)
    return rejected(making, 'contact_support');
  const { reference } = await sealed(making, binding);
  const answer = await billing.change({
    ...reader.where,
    fromPlanId: snapshot.workspace.planId,
    toPlanId: target.price.id,
    idempotencyKey: request.idempotencyKey,
    reference,
    returnTo: request.returnTo,
  });
  switch (answer.status) {
    case 'done':
      return changeNow(making, true);
    case 'requires_checkout':
      return { status: 'requires_checkout', checkoutUrl: answer.url, expiresAt: answer.expiresAt };
    case 'declined':
      return { status: 'declined', reason: answer.reason, recoveryUrl: null, reference: null };
    case 'contact_support':
      return rejected(making, 'contact_support');
  }
}

async function freeNow(making: Making): Promise<ChangePlanOutcome> {
  const { reader, request } = making;
  const told = await reader.settings.billing.renewal?.({
    ...reader.where,
    renews: false,
    effectiveAt: 'immediately',
    idempotencyKey: request.idempotencyKey,
  });
  if (told === 'contact_support') return rejected(making, 'contact_support');
  const outcome = await changeNow(making, false);
  return outcome.status === 'applied' ? { ...outcome, payment: 'none' } : outcome;
}

async function later(making: Making): Promise<ChangePlanOutcome> {
  const { reader, bell, snapshot, target, route, request, signal } = making;
  const off = await turnOff(reader, snapshot, request.idempotencyKey, signal);
  if (off === 'refused') bell.ring(reader.where, 'refused', target.price.id);
  if (off === 'refused' || off === 'contact_support') return rejected(making, 'contact_support');
  if (off === 'unknown') return { status: 'unknown', reference: null };
  const { scheduledChange } = off.held;
  if (scheduledChange === null) return { status: 'processing' };
  const { effectiveAt } = scheduledChange;
  return { status: 'scheduled', effectiveAt, subscription: off.held, impact: effectsOf(snapshot, target, route) };
}
