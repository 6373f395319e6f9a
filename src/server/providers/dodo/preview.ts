import type { PreviewRequest } from '../../../core/adapter.js';
import { impactOf, type Impact } from '../../../core/impact.js';
import { money } from '../../../core/money.js';
import type { PricedPlan } from '../../../core/plan.js';
import type { BlockedReason, LineKind, PreviewLine, PreviewOutcome } from '../../../core/preview.js';
import { meaningOf, readError } from './errors.js';
import { decodePreview, type DodoLine, type DodoPreview, type DodoSubscription } from './shapes.js';
import type { DodoReader, Snapshot } from './snapshot.js';
import { bodyOf, summaryOf, targetOf, wayOf, type Way } from './target.js';

/** Dodo quotes a moment, not a token; the handler asks again right before each change. */
const VALID_FOR_MS = 600_000;
const TOKEN = 'dodo';

export async function preview(
  reader: DodoReader,
  snapshot: Snapshot,
  { selection }: PreviewRequest,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  const target = targetOf(snapshot, selection);
  const { subscription } = snapshot;
  if (subscription === null) return begin(snapshot, target, selection.quantity ?? 1);
  const obstacle = obstacleTo(snapshot, target, selection);
  if (obstacle !== null) return blocked(snapshot, target, obstacle);
  const way = wayOf(reader.settings, snapshot, subscription, target, selection);
  signal.throwIfAborted();
  try {
    const body = bodyOf(reader.settings, subscription, selection, way, null);
    const answer = await reader.settings.client.subscriptions.previewChangePlan(subscription.subscription_id, body);
    const figures = decodePreview(answer, '');
    return shownOf({ snapshot, subscription, target, selection, way, figures });
  } catch (thrown) {
    signal.throwIfAborted();
    const meaning = meaningOf(thrown);
    if (meaning.kind === 'rejected') return blocked(snapshot, target, meaning.reason);
    throw readError(thrown);
  }
}

/** What stands in the way before Dodo is asked. */
function obstacleTo(
  { held, subscription }: Snapshot,
  { price }: PricedPlan,
  { quantity, addons, discountCodes }: PreviewRequest['selection'],
): BlockedReason | null {
  if (held === null || subscription === null) return null;
  if (price.unavailable !== null && price.id !== held.priceId) return price.unavailable;
  if (subscription.on_demand) return 'unsupported_subscription';
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
      break;
  }
  if (held.pendingChange !== null) return 'pending_change_exists';
  const touches = [addons, discountCodes].some((intent) => intent !== undefined && intent.intent !== 'keep');
  const isMore = quantity !== undefined && quantity !== held.quantity;
  if (held.priceId === price.id && !touches && !isMore) return 'no_change';
  if (held.cancellation !== null) return 'cancellation_scheduled';
  return held.scheduledChange?.priceId === price.id && !touches && !isMore ? 'scheduled_change_exists' : null;
}

interface Previewed {
  readonly snapshot: Snapshot;
  readonly subscription: DodoSubscription;
  readonly target: PricedPlan;
  readonly selection: PreviewRequest['selection'];
  readonly way: Way;
  readonly figures: DodoPreview;
}

function shownOf(previewed: Previewed): PreviewOutcome {
  const { snapshot, target, way, figures, subscription } = previewed;
  const effects = impact(snapshot, target, previewed.selection, way.later ? 'later' : 'immediately');
  const confirmable = {
    token: TOKEN,
    validForMs: VALID_FOR_MS,
    change: summaryOf(snapshot, target),
    impact: effects,
    ...onward(previewed),
  };
  if (way.later)
    return { status: 'scheduled', ...confirmable, effectiveAt: subscription.next_billing_date, paidUntil: null };
  const { currency, total_amount: total, customer_credits: credits } = figures.summary;
  const dueNow = money(total, currency);
  if (way.byLink)
    return {
      status: 'requires_checkout',
      ...confirmable,
      dueNow,
      certainty: 'exact',
      excludes: [],
      checkoutHost: null,
    };
  return {
    status: 'quote',
    ...confirmable,
    dueNow,
    certainty: 'exact',
    excludes: [],
    lines: linesOf(figures),
    includedTax: includedTax(figures),
    effectiveAt: figures.effective_at,
    creditAfter: null,
    creditAdded: money(Math.max(credits, 0), currency),
  };
}

function onward({ target, figures: { new_plan: next }, way, subscription }: Previewed) {
  const { plan, price } = target;
  const amount = money(next.recurring_pre_tax_amount, next.currency);
  const date = way.later ? subscription.next_billing_date : next.next_billing_date;
  return {
    // Before tax, so the next invoice itself is not known.
    nextInvoice: plan.isFree || date === null ? null : { date, amount: null },
    recurring: plan.isFree || amount.amount <= 0 ? null : { amount, interval: price.interval },
    paymentMethod: null,
  };
}

const KINDS: Readonly<Record<string, LineKind>> = { subscription: 'charge', addon: 'addon', meter: 'usage' };

/**
 * Lines for information: the amount due is the summary's. How Dodo shows unused time among them is nowhere said, so they are
 * dropped, by whoever shows them, where they do not add up.
 */
function linesOf({ line_items: items, summary }: DodoPreview): readonly PreviewLine[] {
  const { currency } = summary;
  const lines = items.map((item) => lineOf(item));
  if (lines.some((line) => line === null || line.amount.currency !== currency)) return [];
  const inclusive = items.some(({ tax_inclusive }) => tax_inclusive === true);
  const extra = (kind: LineKind, amount: number): readonly PreviewLine[] =>
    amount === 0 ? [] : [{ kind, amount: money(amount, currency), name: null, quantity: null, days: null }];
  return [
    ...lines.filter((line) => line !== null),
    ...(inclusive ? [] : extra('tax', summary.tax ?? 0)),
    ...extra('balance', summary.customer_credits),
  ];
}

// What credit has paid for is not due, and neither is the tax in it.
function includedTax({ line_items: items, summary }: DodoPreview) {
  const { tax, total_amount: total, customer_credits: credits, currency } = summary;
  const isInside = items.length > 0 && items.every(({ tax_inclusive }) => tax_inclusive === true);
  return isInside && tax !== null && tax > 0 && tax <= total && credits === 0
    ? { name: null, amount: money(tax, currency) }
    : null;
}

function lineOf({
  type,
  name,
  currency,
  unit_price,
  quantity,
  proration_factor,
  subtotal,
}: DodoLine): PreviewLine | null {
  const whole = subtotal ?? (unit_price === null ? null : unit_price * (quantity ?? 1));
  const amount = whole === null ? Number.NaN : Math.sign(whole) * Math.round(Math.abs(whole) * (proration_factor ?? 1));
  if (!Number.isSafeInteger(amount)) return null;
  const kind = amount < 0 ? 'credit' : (KINDS[type] ?? 'other');
  return { kind, amount: money(amount, currency), name, quantity: quantity === 1 ? null : quantity, days: null };
}

/** A first subscription is paid on a checkout page, which alone knows tax and codes. */
function begin(snapshot: Snapshot, target: PricedPlan, quantity: number): PreviewOutcome {
  const { price, plan } = target;
  if (price.unavailable !== null) return blocked(snapshot, target, price.unavailable);
  const known = price.trialDays === 0 && quantity === 1 ? price.amount : null;
  return {
    status: 'requires_checkout',
    token: TOKEN,
    validForMs: VALID_FOR_MS,
    change: summaryOf(snapshot, target),
    impact: [],
    dueNow: known,
    certainty: 'estimate',
    excludes: ['tax', 'credit'],
    checkoutHost: null,
    nextInvoice: null,
    recurring: plan.isFree || price.amount === null ? null : { amount: price.amount, interval: price.interval },
    paymentMethod: null,
  };
}

function blocked(snapshot: Snapshot, target: PricedPlan, reason: BlockedReason): PreviewOutcome {
  return { status: 'blocked', reason, change: summaryOf(snapshot, target), impact: [], recoveryUrl: null };
}

export function impact(
  { held, shown, subscription }: Snapshot,
  { plan }: PricedPlan,
  selection: PreviewRequest['selection'],
  when: 'immediately' | 'later',
): readonly Impact[] {
  const from = shown.find((candidate) => candidate.id === held?.planId) ?? null;
  return [
    ...replaced(held),
    ...impactOf({ subscription: held, from, to: plan, when }),
    ...besides(held, subscription, selection),
  ];
}

function replaced(held: Snapshot['held']): readonly Impact[] {
  const scheduled = held?.scheduledChange;
  if (!scheduled) return [];
  const { planName, effectiveAt } = scheduled;
  return [{ kind: 'scheduled_change_replaced', severity: 'warn', name: planName ?? '', effectiveAt }];
}

/** What becomes of add-ons and codes that are held. */
function besides(
  held: Snapshot['held'],
  subscription: DodoSubscription | null,
  { addons, discountCodes }: PreviewRequest['selection'],
): readonly Impact[] {
  const named = addons?.intent === 'replace' ? new Set(addons.values.map(({ addonId }) => addonId)) : null;
  const isKept = (id: string) => (named === null ? addons?.intent !== 'remove' : named.has(id));
  const ofAddons = (held?.addons ?? []).map(({ addonId, name }): Impact => {
    return isKept(addonId)
      ? { kind: 'addon_kept', severity: 'info', name }
      : { kind: 'addon_removed', severity: 'warn', name };
  });
  const ofCodes = (subscription?.discounts ?? []).map((discount): Impact => {
    const { code, preserve_on_plan_change: survives } = discount;
    const stays =
      discountCodes?.intent === 'replace'
        ? code !== null && discountCodes.values.includes(code)
        : discountCodes?.intent !== 'remove' && survives !== false;
    const name = discount.name ?? code ?? '';
    return stays
      ? { kind: 'discount_kept', severity: 'info', name }
      : { kind: 'discount_lost', severity: 'warn', name };
  });
  return [...ofAddons, ...ofCodes];
}
