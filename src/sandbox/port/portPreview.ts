import type { Selection } from '../../core/adapter.js';
import { ChangePlanError } from '../../core/errors.js';
import type { Impact } from '../../core/impact.js';
import { impactOf } from '../../core/impact.js';
import type { Money } from '../../core/money.js';
import type { ChangeDirection, Plan } from '../../core/plan.js';
import { changeDirection, findPrice } from '../../core/plan.js';
import type { BlockedReason, ChangeSummary, PreviewLine, PreviewOutcome } from '../../core/preview.js';
import type { Subscription } from '../../core/subscription.js';
import type { Bill } from '../engine/bill.js';
import { billOf, billOfChange } from '../engine/bill.js';
import { periodEnd } from '../engine/calendar.js';
import { extraSeatsAmount, priceById } from '../engine/catalog.js';
import type { Decision, Target } from '../engine/decide.js';
import { decide } from '../engine/decide.js';
import { introFor } from '../engine/intro.js';
import { Refused } from '../engine/refused.js';
import type { WorldInvoiceLine } from '../engine/world.js';
import type { PortView } from './portCatalog.js';
import { moneyFor, plansOf } from './portCatalog.js';
import { cardOf, recoveryUrl, subscriptionOf } from './portSubscription.js';

/** How long a preview can be confirmed. */
export const PREVIEW_VALID_MS = 10 * 60 * 1000;

/** What is common to every preview of a choice. */
interface Chosen {
  readonly view: PortView;
  readonly selection: Selection;
  readonly target: Target;
  readonly plans: readonly Plan[];
  readonly subscription: Subscription | null;
}

/** What a choice would cost and do. `token` names the preview. @throws ChangePlanError `unknown_price` */
export function previewOf(view: PortView, selection: Selection, token: string): PreviewOutcome {
  const chosen = choose(view, selection);
  try {
    return decided(chosen, token, decisionOf(chosen));
  } catch (thrown) {
    if (thrown instanceof Refused) return blocked(chosen, thrown);
    throw thrown;
  }
}

function choose(view: PortView, selection: Selection): Chosen {
  const plans = plansOf(view);
  if (findPrice(plans, selection.priceId) === null)
    throw new ChangePlanError('unknown_price', `The catalog has no price ${JSON.stringify(selection.priceId)}.`);
  const { plan, price } = priceById(view.world, selection.priceId);
  const amount = price.amounts[view.customer.currency] ?? 0;
  const subscription = view.subscription && subscriptionOf(view, view.subscription);
  return { view, selection, target: { plan, price, amount }, plans, subscription };
}

function decisionOf({ view, selection, target }: Chosen): Decision {
  const { world, subscription, options } = view;
  if (subscription !== null) {
    const request = { planId: target.plan.id, interval: target.price.interval, timing: selection.effectiveAt };
    return decide(world, subscription, request, options);
  }
  if (target.price.amounts[view.customer.currency] === undefined && !target.plan.isFree)
    throw new Refused('missing_regional_price', 'Not sold in this currency.');
  if (!target.plan.isFree) return { kind: 'checkout', target };
  return { kind: 'immediate', target, isUpgrade: true, convertsTrial: false, intervalChanges: false };
}

function decided(chosen: Chosen, token: string, decision: Decision): PreviewOutcome {
  switch (decision.kind) {
    case 'immediate':
      return quote(chosen, token, decision);
    case 'scheduled':
      return scheduled(chosen, token, decision.at);
    case 'checkout':
      return checkout(chosen, token);
  }
}

function summary({ plans, subscription, target }: Chosen): ChangeSummary {
  const to = findPrice(plans, target.price.id);
  const held = subscription && findPrice(plans, subscription.priceId);
  const direction: ChangeDirection = to === null ? 'upgrade' : changeDirection(held, to);
  return {
    direction,
    from: subscription && {
      planId: subscription.planId,
      planName: subscription.planName,
      interval: subscription.interval,
    },
    to: {
      planId: target.plan.id,
      planName: target.plan.name,
      priceId: target.price.id,
      interval: target.price.interval,
    },
  };
}

/** What the choice brings and takes away, with a change that it would take the place of. */
export function impactFor(view: PortView, selection: Selection, when: 'immediately' | 'later'): readonly Impact[] {
  return impacts(choose(view, selection), when);
}

function impacts({ plans, subscription, target }: Chosen, when: 'immediately' | 'later'): readonly Impact[] {
  const to = plans.find((plan) => plan.id === target.plan.id);
  const from = plans.find((plan) => plan.id === subscription?.planId) ?? null;
  const found = to ? impactOf({ subscription, from, to, when }) : [];
  const waiting = subscription?.scheduledChange ?? null;
  if (waiting === null || waiting.priceId === target.price.id) return found;
  const { planName, effectiveAt } = waiting;
  return [...found, { kind: 'scheduled_change_replaced', severity: 'info', name: planName ?? '', effectiveAt }];
}

function confirmable(chosen: Chosen, token: string, when: 'immediately' | 'later') {
  return {
    token,
    validForMs: PREVIEW_VALID_MS,
    change: summary(chosen),
    impact: impacts(chosen, when),
    paymentMethod: cardOf(chosen.view.customer),
  };
}

function recurring({ target, view }: Chosen) {
  return target.plan.isFree
    ? null
    : { amount: moneyFor(view.customer, target.amount), interval: target.price.interval };
}

/** The invoice of the first whole period afterwards. */
function nextInvoice({ target, view }: Chosen, date: string, creditLeft: number, amount = target.amount) {
  if (target.plan.isFree) return null;
  const { customer, options } = view;
  const seats = extraSeatsAmount(target.plan, customer);
  const later = { ...customer, credit: creditLeft, unbilledUsage: 0 };
  const bill = billOf(later, { charge: amount, name: target.plan.name, seats }, options);
  return { date, amount: moneyFor(customer, bill.total) };
}

function quote(chosen: Chosen, token: string, decision: Extract<Decision, { kind: 'immediate' }>): PreviewOutcome {
  const { view, target } = chosen;
  const { world, options, customer, subscription } = view;
  const bill =
    subscription === null
      ? billOf({ ...customer, unbilledUsage: 0 }, { charge: 0, name: target.plan.name }, options)
      : billOfChange(world, subscription, decision, options);
  const exact = options.quotes === 'exact';
  const lines = linesOf(bill, options.proration.granularity === 'day').filter((line) => exact || isPlain(line));
  const credit = exact && (customer.credit !== 0 || bill.creditAfter !== 0);
  return {
    status: 'quote',
    ...confirmable(chosen, token, 'immediately'),
    dueNow: exact ? moneyFor(customer, bill.total) : total(customer.currency, lines),
    certainty: exact ? 'exact' : 'estimate',
    excludes: exact ? [] : ['tax', 'credit', 'usage'],
    lines,
    includedTax: exact ? includedTax(bill, options.tax.name) : null,
    effectiveAt: world.now,
    creditAfter: credit ? moneyFor(customer, bill.creditAfter) : null,
    creditAdded: null,
    nextInvoice: nextInvoice(chosen, nextDate(chosen, bill), bill.creditAfter),
    recurring: recurring(chosen),
  };
}

// What credit has paid for is not due, and neither is the tax in it.
function includedTax({ includedTax: amount = 0, creditsApplied, currency }: Bill, name: string | null) {
  return amount > 0 && creditsApplied === 0 ? { name, amount: { amount, currency } } : null;
}

function nextDate({ view, target }: Chosen, bill: Bill): string {
  const { world, subscription } = view;
  const kept = bill.proration?.restarts === false ? subscription?.period?.end : undefined;
  return kept ?? periodEnd(world.now, target.price.interval, new Date(world.now).getUTCDate());
}

const KINDS = {
  credit: 'credit',
  charge: 'charge',
  seats: 'addon',
  usage: 'usage',
  tax: 'tax',
  balance: 'balance',
  adjustment: 'other',
} as const satisfies Record<WorldInvoiceLine['kind'], PreviewLine['kind']>;

function linesOf(bill: Bill, inDays: boolean): readonly PreviewLine[] {
  const ratio = inDays ? (bill.proration?.ratio ?? null) : null;
  const kept = bill.proration?.restarts === false;
  return bill.lines.map(({ kind, name, amount }) => ({
    kind: KINDS[kind],
    amount: { amount, currency: bill.currency },
    name,
    quantity: null,
    days: kind === 'credit' || (kept && kind === 'charge') ? ratio : null,
  }));
}

function isPlain({ kind }: PreviewLine): boolean {
  return kind === 'credit' || kind === 'charge';
}

function total(currency: string, lines: readonly PreviewLine[]): Money {
  return { amount: lines.reduce((sum, line) => sum + line.amount.amount, 0), currency };
}

function scheduled(chosen: Chosen, token: string, at: string): PreviewOutcome {
  return {
    status: 'scheduled',
    ...confirmable(chosen, token, 'later'),
    effectiveAt: at,
    paidUntil: null,
    nextInvoice: nextInvoice(chosen, at, chosen.view.customer.credit),
    recurring: recurring(chosen),
  };
}

function checkout(chosen: Chosen, token: string): PreviewOutcome {
  const { view, target } = chosen;
  const { customer, options, world, origin, subscription } = view;
  const trialDays = subscription === null ? target.price.trialDays : 0;
  const intro = introFor(world, customer, target.price);
  const bill = billOf(customer, { charge: intro?.amount ?? target.amount, name: target.plan.name }, options);
  const second = intro !== null && intro.periods > 1 ? intro.amount : target.amount;
  const end = periodEnd(world.now, target.price.interval, new Date(world.now).getUTCDate());
  return {
    status: 'requires_checkout',
    ...confirmable(chosen, token, 'immediately'),
    dueNow: moneyFor(customer, trialDays > 0 ? 0 : bill.total),
    certainty: 'exact',
    excludes: [],
    checkoutHost: new URL(origin).host,
    nextInvoice: trialDays > 0 ? null : nextInvoice(chosen, end, bill.creditAfter, second),
    recurring: recurring(chosen),
  };
}

function blocked(chosen: Chosen, refused: Refused): PreviewOutcome {
  const { subscription } = chosen.view;
  const overdue = subscription?.status === 'past_due';
  return {
    status: 'blocked',
    reason: reasonOf(refused, chosen),
    change: summary(chosen),
    impact: refused.code === 'seat_limit_exceeded' ? impacts(chosen, 'immediately') : [],
    recoveryUrl: overdue ? recoveryUrl(chosen.view, subscription) : null,
  };
}

function reasonOf({ code }: Refused, { view }: Chosen): BlockedReason {
  if (code === 'subscription_not_active')
    return view.subscription?.status === 'past_due' ? 'payment_overdue' : 'subscription_inactive';
  return blockedReason(code);
}

/** The contract's word for a refusal of the engine. */
export function blockedReason(code: Refused['code']): BlockedReason {
  switch (code) {
    case 'no_change_requested':
      return 'no_change';
    case 'plans_not_in_same_group':
      return 'not_in_group';
    case 'seat_limit_exceeded':
    case 'missing_regional_price':
    case 'plan_unavailable':
    case 'no_payment_method':
      return code;
    case 'no_prices_configured':
      return 'no_price';
    case 'subscription_not_active':
    case 'invalid_subscription_status':
    case 'subscription_already_canceled':
      return 'subscription_inactive';
    case 'already_scheduled':
    case 'plan_change_scheduled':
      return 'scheduled_change_exists';
    case 'validation_error':
    case 'subscription_not_found':
    case 'plan_not_found':
    case 'customer_not_found':
    case 'not_found':
    case 'free_plan_change_not_supported':
    case 'not_scheduled_for_cancellation':
    case 'payment_failed':
    case 'charge_failed':
      return 'contact_support';
  }
}
