import type { PreviewRequest } from '../../../core/adapter.js';
import { blockingImpact, impactOf, type Impact } from '../../../core/impact.js';
import type { Money } from '../../../core/money.js';
import type { PricedPlan } from '../../../core/plan.js';
import type { BlockedReason, Excluded, PreviewLine, PreviewOutcome } from '../../../core/preview.js';
import { beginsLower, heldPlan, isMetered } from './catalog.js';
import { failureOf, readError } from './errors.js';
import { addInterval, intervalIn } from './intervals.js';
import { scaled } from './scale.js';
import { decodePreview, payloadOf, type CommetPreview } from './shapes.js';
import type { CommetReader, Snapshot } from './snapshot.js';
import { summaryOf, targetOf } from './target.js';

/** Commet quotes a moment, not a token; the handler asks again before each change. */
const VALID_FOR_MS = 600_000;
const TOKEN = 'commet';

export async function preview(
  reader: CommetReader,
  snapshot: Snapshot,
  { selection }: PreviewRequest,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  const target = targetOf(snapshot, selection);
  const obstacle = obstacleTo(snapshot, target);
  if (obstacle !== null) return blocked(snapshot, target, obstacle, []);
  const { held } = snapshot;
  const isHeldFree = heldPlan(snapshot)?.isFree === true;
  if (held === null || (isHeldFree && !target.plan.isFree)) return checkout(snapshot, target);
  if (target.plan.isFree && !isHeldFree) return scheduled(snapshot, target);
  return quoted(reader, snapshot, target, signal);
}

/** What stands in the way before Commet is asked. */
function obstacleTo({ held }: Snapshot, { price }: PricedPlan): BlockedReason | null {
  if (price.unavailable !== null && price.id !== held?.priceId) return price.unavailable;
  if (held === null) return null;
  switch (held.status) {
    case 'canceled':
    case 'paused':
      return 'subscription_inactive';
    case 'past_due':
    case 'on_hold':
      return 'payment_overdue';
    case 'pending_payment':
      return 'payment_in_progress';
    case 'active':
    case 'trialing':
      if (held.priceId === price.id) return 'no_change';
      return held.scheduledChange?.priceId === price.id ? 'scheduled_change_exists' : null;
  }
}

async function quoted(
  reader: CommetReader,
  snapshot: Snapshot,
  target: PricedPlan,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  const { client, apiVersion } = reader.settings;
  const interval = intervalIn(target.price.id);
  signal.throwIfAborted();
  try {
    const answer = await client.subscriptions.previewChange(
      { id: snapshot.held?.id ?? '', planId: target.plan.id, ...(interval && { billingInterval: interval }) },
      { apiVersion },
    );
    return quote(snapshot, target, decodePreview(payloadOf(answer), ''));
  } catch (thrown) {
    signal.throwIfAborted();
    const { meaning } = failureOf(thrown);
    if (meaning.kind === 'scheduled') return scheduled(snapshot, target);
    const reason =
      meaning.kind === 'rejected' ? meaning.reason : meaning.kind === 'in_progress' ? 'payment_in_progress' : null;
    if (reason !== null) return blocked(snapshot, target, reason, impact(snapshot, target, 'immediately'));
    if (meaning.kind === 'declined' && meaning.reason === 'no_payment_method')
      return blocked(snapshot, target, 'no_payment_method', impact(snapshot, target, 'immediately'));
    throw readError(thrown);
  }
}

function quote(snapshot: Snapshot, target: PricedPlan, figures: CommetPreview): PreviewOutcome {
  const effects = impact(snapshot, target, 'immediately');
  if (blockingImpact(effects) !== null) return blocked(snapshot, target, 'seat_limit_exceeded', effects);
  const { billingScale } = snapshot.settings;
  const as = (value: number) => scaled(value, figures.currency, billingScale);
  return {
    status: 'quote',
    ...confirmable(snapshot, target, effects),
    dueNow: as(figures.estimatedTotal),
    certainty: 'estimate',
    excludes: excluded(snapshot),
    lines: linesOf(snapshot, target, figures, as),
    effectiveAt: figures.effectiveDate,
    creditAfter: null,
    creditAdded: null,
    ...onward(target, addInterval(figures.effectiveDate, target.price.interval)),
  };
}

function linesOf(
  { held }: Snapshot,
  { plan }: PricedPlan,
  { currentPlanCredit, newPlanCharge, daysRemaining, totalDays }: CommetPreview,
  as: (value: number) => Money,
): readonly PreviewLine[] {
  const charge = { kind: 'charge', amount: as(newPlanCharge), name: plan.name, quantity: null, days: null } as const;
  if (currentPlanCredit === 0) return newPlanCharge === 0 ? [] : [charge];
  const days = { part: daysRemaining, total: totalDays };
  const credit = { kind: 'credit', amount: as(-currentPlanCredit), name: held?.planName ?? null } as const;
  return [{ ...credit, quantity: null, days }, charge];
}

function checkout(snapshot: Snapshot, target: PricedPlan): PreviewOutcome {
  const effects = impact(snapshot, target, 'immediately');
  if (blockingImpact(effects) !== null) return blocked(snapshot, target, 'seat_limit_exceeded', effects);
  const { amount, trialDays } = target.price;
  return {
    status: 'requires_checkout',
    ...confirmable(snapshot, target, effects),
    // With a trial, or a lower price for who is new, only the checkout knows what is taken today.
    dueNow: trialDays > 0 || beginsLower(snapshot, target) ? null : amount,
    certainty: 'estimate',
    excludes: ['tax', 'credit'],
    checkoutHost: null,
    nextInvoice: null,
    ...recurringOf(target),
    paymentMethod: null,
  };
}

function scheduled(snapshot: Snapshot, target: PricedPlan): PreviewOutcome {
  const { held } = snapshot;
  const effectiveAt = held?.currentPeriod?.end ?? held?.nextBillingDate ?? null;
  const effects = impact(snapshot, target, 'later');
  if (effectiveAt === null) return blocked(snapshot, target, 'contact_support', effects);
  return {
    status: 'scheduled',
    paidUntil: null,
    ...confirmable(snapshot, target, effects),
    effectiveAt,
    ...onward(target, effectiveAt),
  };
}

function blocked(
  snapshot: Snapshot,
  target: PricedPlan,
  reason: BlockedReason,
  effects: readonly Impact[],
): PreviewOutcome {
  const { held } = snapshot;
  const recoveryUrl =
    held?.status === 'past_due' ? held.recoveryUrl : held?.status === 'pending_payment' ? held.checkoutUrl : null;
  return { status: 'blocked', reason, change: summaryOf(snapshot, target), impact: effects, recoveryUrl };
}

function confirmable(snapshot: Snapshot, target: PricedPlan, effects: readonly Impact[]) {
  return { token: TOKEN, validForMs: VALID_FOR_MS, change: summaryOf(snapshot, target), impact: effects };
}

function excluded(snapshot: Snapshot): readonly Excluded[] {
  return isMetered(heldPlan(snapshot), snapshot.subscription) ? ['tax', 'credit', 'usage'] : ['tax', 'credit'];
}

// What the next invoice will be is Commet's to say; its date follows from the interval.
function onward(target: PricedPlan, date: string) {
  return {
    nextInvoice: target.plan.isFree ? null : { date, amount: null },
    ...recurringOf(target),
    paymentMethod: null,
  };
}

function recurringOf({ plan, price }: PricedPlan) {
  return {
    recurring: plan.isFree || price.amount === null ? null : { amount: price.amount, interval: price.interval },
  };
}

export function impact(
  { held, shown }: Snapshot,
  { plan }: PricedPlan,
  when: 'immediately' | 'later',
): readonly Impact[] {
  const from = shown.find((candidate) => candidate.id === held?.planId) ?? null;
  return [...replaced(held), ...impactOf({ subscription: held, from, to: plan, when })];
}

function replaced(held: Snapshot['held']): readonly Impact[] {
  const scheduledChange = held?.scheduledChange;
  if (!scheduledChange) return [];
  const { planName, effectiveAt } = scheduledChange;
  return [{ kind: 'scheduled_change_replaced', severity: 'warn', name: planName ?? '', effectiveAt }];
}
