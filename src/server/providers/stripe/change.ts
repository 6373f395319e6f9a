import type { ChangePlanRequest, ReadChangeRequest, Selection } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import type { Money } from '../../../core/money.js';
import type { ChangePlanOutcome, ReadOutcome } from '../../../core/outcome.js';
import { settleByReading } from '../../../core/settle.js';
import { sleep } from '../../deadline.js';
import { meaningOf, readError, referenceOf } from './errors.js';
import { impact, isInvoicedNow, prorationDateIn } from './preview.js';
import { amountOf, dateOf } from './scale.js';
import {
  decodeLink,
  decodeOpenInvoice,
  decodeSchedule,
  decodeSession,
  decodeSessions,
  decodeSubscription,
  type StripeSession,
} from './shapes.js';
import type { Snapshot, StripeReader } from './snapshot.js';
import { SCHEDULE_MARK } from './schedule.js';
import { targetOf, type Target } from './target.js';

/** One change under way. */
interface Making {
  readonly reader: StripeReader;
  readonly snapshot: Snapshot;
  readonly target: Target;
  readonly request: ChangePlanRequest;
  readonly signal: AbortSignal;
}

/** Sends a change and finds out what became of it, by reading where the answer does not say. */
export async function change(
  reader: StripeReader,
  snapshot: Snapshot,
  request: ChangePlanRequest,
  signal: AbortSignal,
): Promise<ChangePlanOutcome> {
  const making = { reader, snapshot, request, signal, target: targetOf(reader.settings, snapshot, request.selection) };
  signal.throwIfAborted();
  try {
    switch (making.target.how) {
      case 'checkout':
        return await toCheckout(making);
      case 'confirm_at_stripe':
        return await toPortal(making);
      case 'next_billing_date':
        return await schedule(making);
      case 'immediately':
        return await update(making);
    }
  } catch (thrown) {
    return failed(making, thrown);
  }
}

async function update(making: Making): Promise<ChangePlanOutcome> {
  const { reader, snapshot, target, request, signal } = making;
  const { item, subscription, held } = snapshot;
  if (item === null || subscription === null || held === null) throw unsupported();
  const { client, paymentBehavior } = reader.settings;
  const date = prorationDateIn(request.token);
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
  const after = await reader.reread(snapshot, signal).catch(() => null);
  const now = after?.held ?? held;
  if (done.pending_update !== null) return waits(making, done.latest_invoice?.id ?? null, now);
  await forgetSchedule(making);
  const settled = settleByReading(await shown(making, now), request.selection, request.expected);
  if (settled.status !== 'applied') return byReading(making);
  const invoice =
    isInvoicedNow(snapshot, target) && done.latest_invoice?.id !== subscription.latest_invoice?.id
      ? done.latest_invoice
      : null;
  const unpaid = invoice?.status === 'open';
  return {
    ...settled,
    payment: unpaid ? 'failed' : invoice !== null && invoice.amount_paid > 0 ? 'paid' : 'none',
    amountCharged: amountOf(invoice?.amount_paid ?? 0, invoice?.currency ?? snapshot.currency),
    invoice: invoice?.number ? { number: invoice.number, url: invoice.hosted_invoice_url } : null,
    recoveryUrl: unpaid ? (invoice?.hosted_invoice_url ?? null) : null,
  };
}

// What was planned before goes with an immediate change; where that fails, the schedule still shows and can be taken back.
async function forgetSchedule({ reader, snapshot, request }: Making): Promise<void> {
  const { schedule: planned } = snapshot.subscription ?? {};
  if (!planned || snapshot.held?.scheduledChange === null) return;
  const idempotencyKey = `${request.idempotencyKey}:release`;
  await Promise.resolve(reader.settings.client.subscriptionSchedules.release(planned.id, {}, { idempotencyKey })).catch(
    () => undefined,
  );
}

async function shown({ reader, snapshot, signal }: Making, before: NonNullable<Snapshot['held']>) {
  if (snapshot.held?.scheduledChange === null) return before;
  return (await reader.reread(snapshot, signal).catch(() => null))?.held ?? before;
}

/** The change waits: for the bank's question to the customer, or for a payment. */
async function waits(
  { reader, signal }: Pick<Making, 'reader' | 'signal'>,
  invoiceId: string | null,
  subscription: NonNullable<Snapshot['held']>,
): Promise<ChangePlanOutcome> {
  const recoveryUrl = subscription.pendingChange?.recoveryUrl ?? null;
  const pending = { status: 'pending', reason: 'payment', recoveryUrl, subscription } as const;
  if (invoiceId === null) return pending;
  const expand = ['payments.data.payment.payment_intent', 'confirmation_secret'];
  const invoice = await reader
    .ask(signal, decodeOpenInvoice, () => reader.settings.client.invoices.retrieve(invoiceId, { expand }))
    .catch(() => null);
  const intents = (invoice?.payments?.data ?? []).flatMap(({ payment }) => payment?.payment_intent ?? []);
  const asking = intents.find(({ status }) => status === 'requires_action');
  if (asking === undefined) return pending;
  return {
    status: 'requires_action',
    actionUrl: asking.next_action?.redirect_to_url?.url ?? invoice?.hosted_invoice_url ?? null,
    clientSecret: asking.client_secret ?? invoice?.confirmation_secret?.client_secret ?? null,
  };
}

/** Two phases: what is held until the period ends, and what comes then. */
async function schedule(making: Making): Promise<ChangePlanOutcome> {
  const { reader, snapshot, target, request, signal } = making;
  const { item, subscription, held } = snapshot;
  if (item === null || subscription === null || held === null) throw unsupported();
  const { subscriptionSchedules: schedules } = reader.settings.client;
  const key = request.idempotencyKey;
  const present = subscription.schedule;
  const id =
    present?.id ??
    decodeSchedule(
      await schedules.create({ from_subscription: subscription.id }, { idempotencyKey: `${key}:create` }),
      '',
    ).id;
  const others = subscription.items.data
    .filter((other) => other.id !== item.id)
    .map(({ price, quantity }) => ({ price: price.id, quantity: quantity ?? 1 }));
  const { interval, intervalCount: interval_count } = target.price.interval;
  await schedules.update(
    id,
    {
      phases: [
        {
          items: [{ price: item.price.id, quantity: item.quantity ?? 1 }, ...others],
          start_date: item.current_period_start,
          end_date: item.current_period_end,
        },
        {
          items: [{ price: target.price.id, quantity: target.quantity }, ...others],
          duration: { interval, interval_count },
          proration_behavior: 'none',
        },
      ],
      end_behavior: 'release',
      metadata: { [SCHEDULE_MARK]: 'change' },
    },
    { idempotencyKey: key },
  );
  const after = (await reader.reread(snapshot, signal).catch(() => null))?.held ?? null;
  if (after?.scheduledChange?.priceId !== target.price.id) return byReading(making);
  const effectiveAt = after.scheduledChange.effectiveAt;
  return { status: 'scheduled', effectiveAt, subscription: after, impact: impact(snapshot, target) };
}

const OURS = 'planshift_change';

/** A first subscription begins at Stripe's checkout; one that is still open for the same choice is used again. */
async function toCheckout({ reader, target, request, signal }: Making): Promise<ChangePlanOutcome> {
  const { sessions } = reader.settings.client.checkout;
  const customer = reader.scope.customerId;
  const wish = `${target.price.id}:${target.quantity}`;
  const all = await sessionsOf(reader, signal);
  const open = all.filter(({ status, metadata }) => status === 'open' && metadata?.[OURS] !== undefined);
  const same = open.find(({ metadata }) => metadata?.planshift_wish === wish);
  // At most one can be paid.
  for (const other of open) if (other !== same) await sessions.expire(other.id);
  if (same?.url) return atCheckout(same);
  const back = request.returnTo ?? reader.settings.returnUrl;
  if (back === undefined)
    throw new ChangePlanError('misconfigured', 'A checkout needs a page to return to.', { sent: false });
  const answer = await sessions.create(
    {
      mode: 'subscription',
      customer,
      line_items: [{ price: target.price.id, quantity: target.quantity }],
      success_url: back,
      cancel_url: back,
      metadata: { [OURS]: request.idempotencyKey, planshift_wish: wish },
    },
    { idempotencyKey: request.idempotencyKey },
  );
  return atCheckout(decodeSession(answer, ''));
}

function sessionsOf(reader: StripeReader, signal: AbortSignal): Promise<readonly StripeSession[]> {
  const { client } = reader.settings;
  const customer = reader.scope.customerId;
  return reader
    .ask(signal, decodeSessions, () => client.checkout.sessions.list({ customer, limit: 100 }))
    .then(({ data }) => data);
}

function atCheckout({ url, expires_at: expires }: StripeSession): ChangePlanOutcome {
  if (url === null) return { status: 'processing' };
  return { status: 'requires_checkout', checkoutUrl: url, expiresAt: expires === null ? null : dateOf(expires) };
}

/** From the free plan without a card: Stripe's own page asks for the card and confirms this very change. */
async function toPortal({ reader, snapshot, target, request }: Making): Promise<ChangePlanOutcome> {
  const { item, subscription } = snapshot;
  if (item === null || subscription === null) throw unsupported();
  const { client, portalConfiguration, returnUrl } = reader.settings;
  const back = request.returnTo ?? returnUrl;
  const answer = await client.billingPortal.sessions.create(
    {
      customer: reader.scope.customerId,
      ...(back !== undefined && { return_url: back }),
      ...(portalConfiguration !== undefined && { configuration: portalConfiguration }),
      flow_data: {
        type: 'subscription_update_confirm',
        subscription_update_confirm: {
          subscription: subscription.id,
          items: [{ id: item.id, price: target.price.id, quantity: target.quantity }],
        },
        ...(back !== undefined && {
          after_completion: { type: 'redirect' as const, redirect: { return_url: back } },
        }),
      },
    },
    { idempotencyKey: request.idempotencyKey },
  );
  return { status: 'requires_checkout', checkoutUrl: decodeLink(answer, '').url, expiresAt: null };
}

async function failed(making: Making, thrown: unknown): Promise<ChangePlanOutcome> {
  if (thrown instanceof ChangePlanError && !thrown.sent) throw thrown;
  const meaning = meaningOf(thrown);
  if (meaning.kind === 'declined')
    return { status: 'declined', reason: meaning.reason, recoveryUrl: null, reference: referenceOf(thrown) };
  if (meaning.kind === 'error' && meaning.code !== 'rate_limited') throw readError(thrown);
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
  const session = (await sessionsOf(reader, signal)).find(
    ({ metadata }) => metadata?.[OURS] === request.idempotencyKey,
  );
  if (session === undefined) return read;
  if (session.status === 'complete') return { status: 'processing' };
  return session.status === 'expired' ? { ...read, reason: 'expired' } : atCheckout(session);
}

function unsupported(): ChangePlanError {
  return new ChangePlanError('not_allowed', 'Which item of the subscription is the plan is not certain.', {
    sent: false,
  });
}
