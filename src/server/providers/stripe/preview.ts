import type { PreviewRequest } from '../../../core/adapter.js';
import { impactOf, type Impact } from '../../../core/impact.js';
import type { Money } from '../../../core/money.js';
import { findPrice, sameInterval } from '../../../core/plan.js';
import type { BlockedReason, LineKind, PreviewLine, PreviewOutcome } from '../../../core/preview.js';
import type { StripeSettings } from './options.js';
import { amountOf, dateOf } from './scale.js';
import { isForeign } from './schedule.js';
import { decodePreview, type StripeLine, type StripePreview } from './shapes.js';
import type { Snapshot, StripeReader } from './snapshot.js';
import { targetOf, type Target } from './target.js';

const VALID_FOR_MS = 600_000;

/** What a quote is bound to: the second that unused time is counted from. */
export function pinOf(prorationDate: number | null): string {
  return `stripe:${prorationDate ?? ''}`;
}

export function prorationDateIn(pin: string | undefined): number | null {
  const digits = /^stripe:(\d{1,12})$/.exec(pin ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

export async function preview(
  reader: StripeReader,
  snapshot: Snapshot,
  { selection, pin }: PreviewRequest,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  const target = targetOf(reader.settings, snapshot, selection);
  const obstacle = obstacleTo(snapshot, target) ?? obstacleBeside(reader.settings, snapshot, target);
  if (obstacle !== null) return blocked(snapshot, target, obstacle);
  switch (target.how) {
    case 'checkout':
    case 'confirm_at_stripe':
      return checkout(snapshot, target);
    case 'next_billing_date':
      return scheduled(snapshot, target);
    case 'immediately':
      return quoted(reader, snapshot, target, prorationDateIn(pin), signal);
  }
}

function obstacleTo({ held, item, subscription }: Snapshot, { price, quantity, how }: Target): BlockedReason | null {
  const isHeld = held?.priceId === price.id && held.quantity === quantity;
  if (price.unavailable !== null && !isHeld) return price.unavailable;
  if (held === null) return null;
  const inTheWay = obstacleOfStatus(held.status);
  if (inTheWay !== null) return inTheWay;
  if (item === null) return 'unsupported_subscription';
  if (subscription?.pause_collection) return 'subscription_inactive';
  // Invoices that are sent are paid by hand, some day: a change is neither paid nor refused when it is made.
  if (subscription?.collection_method === 'send_invoice' && how !== 'next_billing_date') return 'contact_support';
  if (held.pendingChange !== null) return 'pending_change_exists';
  if (isHeld) return 'no_change';
  if (held.cancellation !== null) return 'cancellation_scheduled';
  if (isForeign(subscription?.schedule ?? null, item)) return 'scheduled_change_exists';
  const isPlanned = how === 'next_billing_date' && held.scheduledChange?.priceId === price.id;
  return isPlanned && held.quantity === quantity ? 'scheduled_change_exists' : null;
}

/** Stripe bills all items of a subscription together, unless the account mixes intervals. */
function obstacleBeside(
  { mixedIntervals }: StripeSettings,
  { subscription, item }: Snapshot,
  { price }: Target,
): BlockedReason | null {
  if (mixedIntervals || item === null) return null;
  const others = (subscription?.items.data ?? []).filter(({ id }) => id !== item.id);
  const fits = others.every(
    ({ price: { recurring } }) =>
      recurring === null ||
      sameInterval({ interval: recurring.interval, intervalCount: recurring.interval_count }, price.interval),
  );
  return fits ? null : 'unsupported_subscription';
}

function obstacleOfStatus(status: NonNullable<Snapshot['held']>['status']): BlockedReason | null {
  switch (status) {
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
      return null;
  }
}

async function quoted(
  reader: StripeReader,
  snapshot: Snapshot,
  target: Target,
  pinned: number | null,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  const { item, subscription, customer } = snapshot;
  if (item === null || subscription === null) return blocked(snapshot, target, 'unsupported_subscription');
  const { client } = reader.settings;
  // A moment outside of the period that runs would be refused.
  const isGood = pinned !== null && pinned >= item.current_period_start && pinned <= item.current_period_end;
  const figures = await reader.ask(signal, decodePreview, () =>
    client.invoices.createPreview({
      customer: customer.id,
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: item.id, price: target.price.id, quantity: target.quantity }],
        proration_behavior: target.prorationBehavior,
        ...(isGood && target.prorationBehavior !== 'none' && { proration_date: pinned }),
      },
    }),
  );
  const told = figures.parent?.subscription_details?.subscription_proration_date ?? figures.created;
  return quote(reader.settings, snapshot, target, figures, isGood ? pinned : told);
}

function quote(
  settings: StripeSettings,
  snapshot: Snapshot,
  target: Target,
  figures: StripePreview,
  pin: number,
): PreviewOutcome {
  const { held, hasCard } = snapshot;
  const currency = figures.currency.toUpperCase();
  const as = (value: number) => amountOf(value, currency);
  const isNow = isInvoicedNow(settings, snapshot, target);
  const starting = figures.starting_balance ?? 0;
  const ending = starting + figures.total - figures.amount_due;
  const due = isNow ? figures.amount_due : 0;
  if (due > 0 && !hasCard) return blocked(snapshot, target, 'no_payment_method');
  const isTrial = held?.status === 'trialing';
  const next = isNow && restarts(settings, snapshot, target) ? null : (held?.nextBillingDate ?? null);
  const renewal = isNow ? null : as(figures.amount_due);
  return {
    status: 'quote',
    ...confirmable(snapshot, target, pin),
    dueNow: as(due),
    certainty: 'exact',
    excludes: [],
    lines: isNow && !isTrial ? linesOf(snapshot, figures, as) : [],
    includedTax: isNow ? includedTax(figures, as) : null,
    effectiveAt: dateOf(pin),
    creditAfter: isNow ? as(Math.max(-ending, 0)) : null,
    creditAdded: isNow ? as(Math.max(starting - ending, 0)) : null,
    nextInvoice: next === null || target.plan.isFree ? null : { date: next, amount: renewal },
    ...recurringOf(target),
    paymentMethod: held?.paymentMethod ?? null,
  };
}

/** Whether Stripe makes an invoice at once: where it is asked to, and where a period begins. */
export function isInvoicedNow(settings: StripeSettings, snapshot: Snapshot, target: Target): boolean {
  return target.prorationBehavior === 'always_invoice' || restarts(settings, snapshot, target);
}

// Another interval, or the step between free and paid, begins a period at Stripe; not in a trial.
function restarts({ freeToPaid }: StripeSettings, { held, plans }: Snapshot, { plan, price }: Target): boolean {
  if (held === null || held.status === 'trialing') return false;
  const isOther = held.interval !== null && !sameInterval(held.interval, price.interval);
  const from = plans.find(({ id }) => id === held.planId);
  return isOther || (freeToPaid === 'new_period' && from !== undefined && from.isFree !== plan.isFree);
}

function sum(values: readonly { readonly amount: number }[] | null): number {
  return (values ?? []).reduce((total, { amount }) => total + amount, 0);
}

/** What the one rate that all of an invoice is taxed by is called. */
function taxName({ default_tax_rates: rates }: StripePreview): string | null {
  return rates?.length === 1 ? (rates[0]?.display_name ?? null) : null;
}

// What a balance has paid for is not due, and neither is the tax in it.
function includedTax(figures: StripePreview, as: (value: number) => Money) {
  const { total_taxes: taxes, amount_due: due, total } = figures;
  const inside = sum((taxes ?? []).filter(({ tax_behavior: behavior }) => behavior === 'inclusive'));
  return inside > 0 && inside <= due && due === total ? { name: taxName(figures), amount: as(inside) } : null;
}

function linesOf(snapshot: Snapshot, figures: StripePreview, as: (value: number) => Money): readonly PreviewLine[] {
  const plain = (kind: LineKind, value: number, name: string | null = null): readonly PreviewLine[] =>
    value === 0 ? [] : [{ kind, amount: as(value), name, quantity: null, days: null }];
  // Taxes that are in the prices already are in the lines: what is left between subtotal and total is on top.
  const discounts = -sum(figures.total_discount_amounts);
  return [
    ...figures.lines.data.filter(({ amount }) => amount !== 0).map((line) => lineOf(snapshot, line, as)),
    ...plain('discount', discounts),
    ...plain('tax', figures.total - figures.subtotal - discounts, taxName(figures)),
    ...plain('balance', figures.amount_due - figures.total),
  ];
}

function lineOf({ plans, item, held }: Snapshot, line: StripeLine, as: (value: number) => Money): PreviewLine {
  const found = findPrice(plans, line.pricing?.price_details?.price ?? null);
  const isProration =
    line.parent?.subscription_item_details?.proration === true || line.parent?.invoice_item_details?.proration === true;
  const isPlan = found !== null;
  const kind: LineKind = !isPlan ? 'other' : line.amount < 0 ? 'credit' : 'charge';
  return {
    kind,
    amount: as(line.amount),
    name: kind === 'credit' ? (held?.planName ?? found?.plan.name ?? null) : (found?.plan.name ?? line.description),
    quantity: line.quantity !== null && line.quantity > 1 ? line.quantity : null,
    days: isProration && item !== null ? daysOf(line, item) : null,
  };
}

const DAY = 86_400;

function daysOf(
  { period }: StripeLine,
  { current_period_start: start, current_period_end: end }: NonNullable<Snapshot['item']>,
): PreviewLine['days'] {
  if (period === null || period.end !== end || period.start < start) return null;
  const [part, total] = [Math.round((end - period.start) / DAY), Math.round((end - start) / DAY)];
  return part > 0 && part <= total ? { part, total } : null;
}

function checkout(snapshot: Snapshot, target: Target): PreviewOutcome {
  const { amount } = target.price;
  return {
    status: 'requires_checkout',
    ...confirmable(snapshot, target, null),
    // What several come to is worked out by the checkout.
    dueNow: target.quantity === 1 ? amount : null,
    certainty: 'estimate',
    excludes: ['tax', 'credit'],
    checkoutHost: null,
    nextInvoice: null,
    ...recurringOf(target),
    paymentMethod: null,
  };
}

function scheduled(snapshot: Snapshot, target: Target): PreviewOutcome {
  const effectiveAt = snapshot.held?.currentPeriod?.end ?? null;
  if (effectiveAt === null) return blocked(snapshot, target, 'contact_support');
  return {
    status: 'scheduled',
    paidUntil: null,
    ...confirmable(snapshot, target, null),
    effectiveAt,
    nextInvoice: target.plan.isFree ? null : { date: effectiveAt, amount: null },
    ...recurringOf(target),
    paymentMethod: snapshot.held?.paymentMethod ?? null,
  };
}

function blocked(snapshot: Snapshot, target: Target, reason: BlockedReason): PreviewOutcome {
  const { held } = snapshot;
  const status = held?.status;
  const own =
    held && 'recoveryUrl' in held ? held.recoveryUrl : held && 'checkoutUrl' in held ? held.checkoutUrl : null;
  const recoveryUrl = status === undefined ? null : (own ?? held?.pendingChange?.recoveryUrl ?? null);
  return { status: 'blocked', reason, change: target.summary, impact: impact(snapshot, target), recoveryUrl };
}

function confirmable(snapshot: Snapshot, target: Target, pin: number | null) {
  return {
    token: pinOf(pin),
    validForMs: VALID_FOR_MS,
    change: target.summary,
    impact: impact(snapshot, target),
  };
}

function recurringOf({ plan, price: { amount, interval }, quantity }: Target) {
  // What several come to is Stripe's to work out, which is asked for the change alone.
  return { recurring: plan.isFree || amount === null || quantity !== 1 ? null : { amount, interval } };
}

export function impact({ held, plans }: Snapshot, { plan, how }: Target): readonly Impact[] {
  const from = plans.find(({ id }) => id === held?.planId) ?? null;
  const when = how === 'next_billing_date' ? 'later' : 'immediately';
  const replaced = held?.scheduledChange ?? null;
  const ours: readonly Impact[] =
    replaced === null
      ? []
      : [
          {
            kind: 'scheduled_change_replaced',
            severity: 'warn',
            name: replaced.planName ?? '',
            effectiveAt: replaced.effectiveAt,
          },
        ];
  return [...ours, ...impactOf({ subscription: held, from, to: plan, when })];
}
