import type { ChangePlanRequest, ReadChangeRequest, Selection } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import type { Money } from '../../../core/money.js';
import type { AppliedPayment, ChangePlanOutcome, ReadOutcome } from '../../../core/outcome.js';
import { findPrice } from '../../../core/plan.js';
import { settleByReading } from '../../../core/settle.js';
import type { Subscription } from '../../../core/subscription.js';
import { sleep } from '../../deadline.js';
import { meaningOf, readError, referenceOf } from './errors.js';
import { impact, isInvoicedNow, prorationDateIn } from './preview.js';
import { amountOf } from './scale.js';
import { nextPhase, plan } from './schedule.js';
import {
  decodeOpenInvoice,
  decodeSubscription,
  type StripeInvoice,
  type StripeItem,
  type StripeSubscription,
} from './shapes.js';
import type { Snapshot, StripeReader } from './snapshot.js';
import { targetOf, type Target } from './target.js';
import { atCheckout, sessionFor, toCheckout, toPortal } from './toPage.js';

/** One change under way. */
interface Making {
  readonly reader: StripeReader;
  readonly snapshot: Snapshot;
  readonly target: Target;
  readonly request: ChangePlanRequest;
  readonly signal: AbortSignal;
}

/** What is changed: a subscription of which it is certain which item is the plan. */
interface Held {
  readonly item: StripeItem;
  readonly subscription: StripeSubscription;
  readonly held: Subscription;
}

/** Sends a change and finds out what became of it, by reading where the answer does not say. */
export async function change(
  reader: StripeReader,
  snapshot: Snapshot,
  request: ChangePlanRequest,
  signal: AbortSignal,
): Promise<ChangePlanOutcome> {
  const making = { reader, snapshot, request, signal, target: targetOf(reader.settings, snapshot, request.selection) };
  const { target } = making;
  signal.throwIfAborted();
  try {
    if (target.how === 'checkout') return await toCheckout(reader, target, request, signal);
    const present = heldIn(snapshot);
    switch (target.how) {
      case 'confirm_at_stripe':
        return await toPortal(reader, present.subscription.id, present.item, target, request);
      case 'next_billing_date':
        return await schedule(making, present);
      case 'immediately':
        return await now(making, present);
    }
  } catch (thrown) {
    return failed(making, thrown);
  }
}

function heldIn({ item, subscription, held }: Snapshot): Held {
  if (item !== null && subscription !== null && held !== null) return { item, subscription, held };
  throw new ChangePlanError('not_allowed', 'Which item of the subscription is the plan is not certain.', {
    sent: false,
  });
}

async function now(making: Making, present: Held): Promise<ChangePlanOutcome> {
  const { target } = making;
  const { held } = present;
  // Made already: what an earlier request did is read, and not asked for again.
  if (held.priceId === target.price.id && held.quantity === target.quantity) return byReading(making);
  const isFirst = making.reader.settings.attachedSchedule === 'release_first';
  if (isFirst) await release(making, present);
  try {
    return await update(making, present, isFirst ? null : present);
  } catch (thrown) {
    if (isFirst && isRefusal(thrown)) await planAgain(making, present);
    throw thrown;
  }
}

/** Certainly not done: where the client repeated what got no answer, a call to slow down does not say so of the first. */
function isRefusal(thrown: unknown): boolean {
  const meaning = meaningOf(thrown);
  return meaning.kind === 'declined' || (meaning.kind === 'error' && meaning.code !== 'rate_limited');
}

/** Takes away what was planned, since the change replaces it. */
async function release({ reader, request }: Making, { subscription: { schedule } }: Held): Promise<void> {
  if (schedule === null) return;
  const { subscriptionSchedules: schedules } = reader.settings.client;
  await schedules.release(schedule.id, {}, { idempotencyKey: `${request.idempotencyKey}:release` });
}

/** The change was refused: what was planned before is planned again. Where that fails, no schedule shows any more. */
async function planAgain({ reader, snapshot, request }: Making, { subscription, item, held }: Held): Promise<void> {
  const planned = findPrice(snapshot.plans, held.scheduledChange?.priceId ?? null);
  const phase = nextPhase(subscription.schedule, item);
  if (planned === null || phase === null) return;
  const priceId = planned.price.id;
  const quantity = phase.items.find(({ price }) => price === priceId)?.quantity ?? 1;
  const wanted = { priceId, quantity, ...planned.price.interval };
  await plan(reader.settings, subscription, item, null, wanted, `${request.idempotencyKey}:again`).catch(
    () => undefined,
  );
}

async function update(
  making: Making,
  { item, subscription, held }: Held,
  releasedAfter: Held | null,
): Promise<ChangePlanOutcome> {
  const { reader, snapshot, target, request, signal } = making;
  const { client, paymentBehavior } = reader.settings;
  const date = target.prorationBehavior === 'none' ? null : prorationDateIn(request.token);
  const answer = await client.subscriptions.update(
    subscription.id,
    {
      items: [{ id: item.id, price: target.price.id, quantity: target.quantity }],
      proration_behavior: target.prorationBehavior,
      ...(date !== null && { proration_date: date }),
      payment_behavior: paymentBehavior,
      expand: ['latest_invoice'],
    },
    { idempotencyKey: request.idempotencyKey },
  );
  const done = decodeSubscription(answer, '');
  // Where it fails, the schedule still shows and can be taken back.
  if (releasedAfter !== null) await release(making, releasedAfter).catch(() => undefined);
  const after = (await reader.reread(snapshot, signal).catch(() => null))?.held ?? held;
  if (done.pending_update !== null) return waits(making, done.latest_invoice?.id ?? null, after);
  const settled = settleByReading(after, request.selection, request.expected);
  if (settled.status !== 'applied') return byReading(making);
  const isNew = done.latest_invoice?.id !== subscription.latest_invoice?.id;
  const invoice = isNew && isInvoicedNow(reader.settings, snapshot, target) ? done.latest_invoice : null;
  const payment = await paymentOf(making, invoice);
  return {
    ...settled,
    payment,
    amountCharged: amountOf(invoice?.amount_paid ?? 0, invoice?.currency ?? snapshot.currency),
    invoice: invoice?.number ? { number: invoice.number, url: invoice.hosted_invoice_url } : null,
    recoveryUrl: payment === 'failed' ? (invoice?.hosted_invoice_url ?? null) : null,
  };
}

async function paymentOf(making: Making, invoice: StripeInvoice | null): Promise<AppliedPayment> {
  if (invoice === null) return 'none';
  if (invoice.status !== 'open') return invoice.amount_paid > 0 ? 'paid' : 'none';
  // Some ways to pay take days, and are no refusal until then.
  const { intents } = await openInvoice(making, invoice.id);
  return intents.some(({ status }) => status === 'processing') ? 'pending' : 'failed';
}

async function openInvoice({ reader, signal }: Pick<Making, 'reader' | 'signal'>, id: string) {
  const expand = ['payments.data.payment.payment_intent', 'confirmation_secret'];
  const invoice = await reader
    .ask(signal, decodeOpenInvoice, () => reader.settings.client.invoices.retrieve(id, { expand }))
    .catch(() => null);
  const intents = (invoice?.payments?.data ?? []).flatMap(({ payment }) => payment?.payment_intent ?? []);
  return { invoice, intents };
}

/** The change waits: for the bank's question to the customer, or for a payment. */
async function waits(
  making: Pick<Making, 'reader' | 'signal'>,
  invoiceId: string | null,
  subscription: Subscription,
): Promise<ChangePlanOutcome> {
  const recoveryUrl = subscription.pendingChange?.recoveryUrl ?? null;
  const pending = { status: 'pending', reason: 'payment', recoveryUrl, subscription } as const;
  if (invoiceId === null) return pending;
  const { invoice, intents } = await openInvoice(making, invoiceId);
  const asking = intents.find(({ status }) => status === 'requires_action');
  if (asking === undefined) return pending;
  return {
    status: 'requires_action',
    actionUrl: asking.next_action?.redirect_to_url?.url ?? invoice?.hosted_invoice_url ?? null,
    clientSecret: asking.client_secret ?? invoice?.confirmation_secret?.client_secret ?? null,
  };
}

async function schedule(making: Making, { item, subscription }: Held): Promise<ChangePlanOutcome> {
  const { reader, snapshot, target, request, signal } = making;
  const { price, quantity } = target;
  const wanted = { priceId: price.id, quantity, ...price.interval };
  const attached = subscription.schedule?.id ?? null;
  await plan(reader.settings, subscription, item, attached, wanted, request.idempotencyKey);
  const after = (await reader.reread(snapshot, signal).catch(() => null))?.held ?? null;
  if (after?.scheduledChange?.priceId !== price.id) return byReading(making);
  const { effectiveAt } = after.scheduledChange;
  return { status: 'scheduled', effectiveAt, subscription: after, impact: impact(snapshot, target) };
}

async function failed(making: Making, thrown: unknown): Promise<ChangePlanOutcome> {
  if (thrown instanceof ChangePlanError && !thrown.sent) throw thrown;
  const meaning = meaningOf(thrown);
  if (meaning.kind === 'declined')
    return { status: 'declined', reason: meaning.reason, recoveryUrl: null, reference: referenceOf(thrown) };
  if (isRefusal(thrown)) throw readError(thrown);
  const read = await byReading(making);
  // The client repeats what got no answer: that the repetition had to slow down does not say that the first did nothing.
  if (read.status === 'unknown' && meaning.kind === 'error' && (await isUntouched(making))) throw readError(thrown);
  return read.status === 'unknown' ? { ...read, reference: referenceOf(thrown) } : read;
}

async function isUntouched({ reader, snapshot, request, signal }: Making): Promise<boolean> {
  const read = await reader.reread(snapshot, signal).catch(() => null);
  return read !== null && settleByReading(read.held, request.selection, request.expected).status === 'not_changed';
}

/** Reads until the change shows. That it does not show proves nothing here: it may still be on its way. */
async function byReading(making: Making): Promise<ChangePlanOutcome> {
  const { reader, snapshot, request, signal } = making;
  for (const pause of reader.settings.rereadDelaysMs) {
    await sleep(pause);
    const read = await settled(reader, await reader.reread(snapshot, signal).catch(() => null), request, signal);
    if (read !== null && read.status !== 'not_changed') return read;
  }
  return { status: 'unknown', reference: null };
}

async function settled(
  reader: StripeReader,
  snapshot: Snapshot | null,
  { selection, expected }: { readonly selection: Selection; readonly expected: Money | null },
  signal: AbortSignal,
): Promise<ReadOutcome | null> {
  if (snapshot === null) return null;
  const read = settleByReading(snapshot.held, selection, expected);
  if (read.status !== 'pending') return read;
  return waits({ reader, signal }, snapshot.subscription?.latest_invoice?.id ?? null, read.subscription);
}

/** What became of a change: by the subscription, and for a first one by its checkout. */
export async function readChange(
  reader: StripeReader,
  request: ReadChangeRequest,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const snapshot = await reader.read(signal);
  const read = await settled(reader, snapshot, request, signal);
  if (read === null) return { status: 'unknown', reference: null };
  if (read.status !== 'not_changed' || snapshot.held !== null) return read;
  const session = await sessionFor(reader, request, signal);
  if (session === null) return read;
  if (session.status === 'complete') return { status: 'processing' };
  return session.status === 'expired' ? { ...read, reason: 'expired' } : atCheckout(session);
}
