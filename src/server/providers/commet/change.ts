import type { ChangePlanRequest } from '../../../core/adapter.js';
import { isChangePlanError } from '../../../core/errors.js';
import type { Impact } from '../../../core/impact.js';
import type { ChangePlanOutcome, DeclineReason, ReadOutcome } from '../../../core/outcome.js';
import type { PricedPlan } from '../../../core/plan.js';
import { settleByReading } from '../../../core/settle.js';
import type { Subscription } from '../../../core/subscription.js';
import { sleep } from '../../deadline.js';
import { cardPage } from './link.js';
import { failureOf, readError, type CommetFailure } from './errors.js';
import { intervalIn } from './intervals.js';
import { impact } from './preview.js';
import { scaled } from './scale.js';
import { decodeChange, decodeSubscription, payloadOf, type CommetChange, type CommetSeatWarning } from './shapes.js';
import type { CommetReader, Snapshot } from './snapshot.js';
import { targetOf } from './target.js';

/** One change under way. */
interface Making {
  readonly reader: CommetReader;
  readonly snapshot: Snapshot;
  readonly target: PricedPlan;
  readonly request: ChangePlanRequest;
  readonly signal: AbortSignal;
}

/** Sends a change and finds out what became of it, by reading where the answer does not say. */
export async function change(
  reader: CommetReader,
  snapshot: Snapshot,
  request: ChangePlanRequest,
  signal: AbortSignal,
): Promise<ChangePlanOutcome> {
  const making = { reader, snapshot, request, signal, target: targetOf(snapshot, request.selection) };
  signal.throwIfAborted();
  const sent = await send(making);
  return 'failure' in sent ? refused(making, sent.failure) : answered(making, sent.answer);
}

type Sent = { readonly answer: unknown } | { readonly failure: CommetFailure & { readonly thrown: unknown } };

/** Sends, and again with the same key while Commet works on the first. */
async function send(making: Making): Promise<Sent> {
  const { inProgressDelaysMs } = making.reader.settings;
  for (let tries = 0; ; tries += 1) {
    try {
      return { answer: payloadOf(await call(making)) };
    } catch (thrown) {
      const failure = { ...failureOf(thrown), thrown };
      const pause = inProgressDelaysMs[tries];
      if (failure.meaning.kind !== 'in_progress' || !failure.meaning.repeat || pause === undefined) return { failure };
      await sleep(pause);
    }
  }
}

function call({ reader, snapshot, target, request }: Making): Promise<unknown> {
  const { client, apiVersion, changeTimeoutMs, intervalChangeSends } = reader.settings;
  const options = {
    apiVersion,
    idempotencyKey: request.idempotencyKey,
    ...(changeTimeoutMs !== undefined && { timeout: changeTimeoutMs }),
  };
  const interval = target.plan.isFree ? null : intervalIn(target.price.id);
  const back = request.returnTo === null ? {} : { successUrl: request.returnTo };
  const { held } = snapshot;
  if (held === null)
    return client.subscriptions.create(
      {
        customerId: reader.scope.customerId,
        planId: target.plan.id,
        ...(interval && { billingInterval: interval }),
        ...back,
      },
      options,
    );
  const samePlan = held.planId === target.plan.id && intervalChangeSends === 'interval';
  return client.subscriptions.changePlan(
    {
      id: held.id,
      ...(!samePlan && { newPlanId: target.plan.id }),
      ...(interval && { newBillingInterval: interval }),
      ...back,
    },
    options,
  );
}

async function answered(making: Making, answer: unknown): Promise<ChangePlanOutcome> {
  try {
    const { held } = making.snapshot;
    if (held === null) return await begun(making, answer);
    const done = decodeChange(answer, '');
    if (done.requiresCheckout && done.checkoutUrl !== null)
      return { status: 'requires_checkout', checkoutUrl: done.checkoutUrl, expiresAt: null };
    if (done.scheduled === true && done.scheduledFor !== null)
      return await later(making, held, done, done.scheduledFor);
    if (done.scheduled === false && done.billing !== null)
      return await completed(making, held, done, done.billing.totalCharged);
  } catch (thrown) {
    if (isChangePlanError(thrown)) throw thrown;
  }
  // An answer that cannot be read, with a change that may well have happened.
  return byReading(making, null);
}

/** A first subscription: a checkout, or at once where nothing has to be paid. */
async function begun(making: Making, answer: unknown): Promise<ChangePlanOutcome> {
  const { checkoutUrl, status } = decodeSubscription(answer, '');
  if (checkoutUrl !== null && (status === 'pending_payment' || status === 'draft'))
    return { status: 'requires_checkout', checkoutUrl, expiresAt: null };
  return byReading(making, null);
}

async function completed(
  making: Making,
  held: Subscription,
  done: CommetChange,
  totalCharged: number,
): Promise<ChangePlanOutcome> {
  const { snapshot, request, reader } = making;
  const currency = request.expected?.currency ?? snapshot.currency;
  const subscription = asChanged(making, await fresh(making, held));
  const unpaid = subscription.status === 'past_due' || subscription.status === 'on_hold';
  return {
    status: 'applied',
    payment: unpaid ? 'failed' : totalCharged > 0 ? 'paid' : 'none',
    amountCharged: scaled(totalCharged, currency, reader.settings.billingScale),
    difference: null,
    subscription,
    invoice: done.invoiceId === null ? null : { number: done.invoiceId, url: null },
    recoveryUrl: unpaid ? subscription.recoveryUrl : null,
  };
}

async function later(
  making: Making,
  held: Subscription,
  done: CommetChange,
  effectiveAt: string,
): Promise<ChangePlanOutcome> {
  const subscription = asScheduled(making, await fresh(making, held), effectiveAt);
  const impact = warned(making, done.seatLimitWarning);
  return { status: 'scheduled', effectiveAt, subscription, impact };
}

/** The effects that were shown, with Commet's own seat warning in place of ours. */
function warned({ snapshot, target }: Making, warning: CommetSeatWarning | null): readonly Impact[] {
  const ours = impact(
    { ...snapshot, held: snapshot.held && { ...snapshot.held, scheduledChange: null } },
    target,
    'later',
  );
  if (warning === null) return ours;
  const { featureCode: featureId, featureName: name, currentSeats: used, included } = warning;
  const theirs: Impact = { kind: 'seats_exceeded', severity: 'warn', featureId, name, used, included };
  return [theirs, ...ours.filter((item) => !(item.kind === 'seats_exceeded' && item.featureId === featureId))];
}

/** The subscription after a change that is certain; what was held before where it cannot be read. */
async function fresh({ reader, snapshot, signal }: Making, before: Subscription): Promise<Subscription> {
  const read = await reader.reread(snapshot, signal).catch(() => null);
  return read?.held ?? before;
}

// A read can be late: what Commet has just answered is not taken back by it.
function asChanged({ target: { plan, price } }: Making, read: Subscription): Subscription {
  if (read.priceId === price.id) return read;
  return {
    ...read,
    planId: plan.id,
    planName: plan.name,
    priceId: price.id,
    interval: price.interval,
    amount: price.amount,
    scheduledChange: null,
    cancellation: null,
  };
}

function asScheduled({ target: { plan, price } }: Making, read: Subscription, effectiveAt: string): Subscription {
  if (read.scheduledChange?.priceId === price.id || read.cancellation !== null) return read;
  const id = `${read.id}:${plan.id}:${intervalIn(price.id) ?? 'same'}:${effectiveAt}`;
  const { id: planId, name: planName } = plan;
  const rest = { effectiveAt, paidUntil: null, undoable: false, replaceable: true };
  return { ...read, scheduledChange: { id, planId, planName, priceId: price.id, interval: price.interval, ...rest } };
}

async function refused(
  making: Making,
  { meaning, recoveryUrl, thrown }: CommetFailure & { readonly thrown: unknown },
): Promise<ChangePlanOutcome> {
  switch (meaning.kind) {
    case 'rejected': {
      const effects = impact(making.snapshot, making.target, 'immediately');
      return { status: 'rejected', reason: meaning.reason, impact: effects, recoveryUrl, reference: null };
    }
    case 'declined':
      return declined(making, meaning.reason, recoveryUrl);
    case 'in_progress':
      return { status: 'processing' };
    case 'error':
      if (meaning.code === 'rate_limited') return slowedDown(making, thrown);
      throw readError(thrown);
    case 'scheduled':
    case 'unclear':
      return byReading(making, null);
  }
}

/** The client repeats what got no answer: that the repetition had to slow down does not say that the first did nothing. */
async function slowedDown({ reader, snapshot, request, signal }: Making, thrown: unknown): Promise<ChangePlanOutcome> {
  const read = await reader.reread(snapshot, signal).catch(() => null);
  const settled = read && settleByReading(read.held, request.selection, request.expected);
  if (settled === null) return { status: 'unknown', reference: null };
  if (isAnswer(settled)) return settled;
  throw readError(thrown);
}

/** A refused payment usually changes nothing; some settings change the plan all the same, so it is read. */
async function declined(making: Making, reason: DeclineReason, url: string | null): Promise<ChangePlanOutcome> {
  const { reader, snapshot, request, signal } = making;
  const read = await reader.reread(snapshot, signal).catch(() => null);
  const recoveryUrl = url ?? (await cardPage(reader, snapshot, request.returnTo));
  const settled = read && settleByReading(read.held, request.selection, request.expected);
  if (settled?.status !== 'applied') return { status: 'declined', reason, recoveryUrl, reference: null };
  return { ...settled, payment: 'failed', recoveryUrl: settled.recoveryUrl ?? recoveryUrl };
}

/** Reads until the change shows. That it does not show proves nothing here: it may still be on its way. */
async function byReading(making: Making, reference: string | null): Promise<ChangePlanOutcome> {
  const { reader, snapshot, request, signal } = making;
  for (const pause of reader.settings.rereadDelaysMs) {
    await sleep(pause);
    const read = await reader.reread(snapshot, signal).catch(() => null);
    const settled = read && settleByReading(read.held, request.selection, request.expected);
    if (settled && isAnswer(settled)) return settled;
  }
  return { status: 'unknown', reference };
}

function isAnswer(outcome: ReadOutcome): outcome is ChangePlanOutcome {
  return outcome.status !== 'not_changed';
}
