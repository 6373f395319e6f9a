import type {
  CancelRequest,
  Capabilities,
  Catalog,
  ChangePlanRequest,
  LinkRequest,
  OpenChange,
  ReadChangeRequest,
  TopUpRequest,
  UndoRequest,
} from '../core/adapter.js';
import type { Attempt } from '../core/flow/state.js';
import { changeDirection, findPrice } from '../core/plan.js';
import { impactOf } from '../core/impact.js';
import {
  promisedAmount,
  type ChangeSummary,
  type ConfirmablePreview,
  type PreviewLine,
  type PreviewOutcome,
} from '../core/preview.js';
import type { PendingChange, ScheduledChange, Subscription } from '../core/subscription.js';
import { harborPlans, monthly, proPlan, starterPlan, usd } from './harbor.js';

/** The instant at which the samples stand: the middle of a period of thirty days. */
export const SAMPLE_NOW = '2026-04-16T00:00:00.000Z';
export const PERIOD_START = '2026-04-01T00:00:00.000Z';
export const PERIOD_END = '2026-05-01T00:00:00.000Z';
/** Three days after the period, where a billing system waits so long for a payment. */
export const GRACE_END = '2026-05-04T00:00:00.000Z';

/** What every subscription has, whatever its status. */
export type SubscriptionFacts = Omit<Subscription, 'status'>;
type StateOfOne<S> = S extends Subscription ? Omit<S, keyof SubscriptionFacts> : never;
/** The status of a subscription with the fields that only it has. */
export type SubscriptionState = StateOfOne<Subscription>;

/** A subscription to Starter, monthly, with two of three seats in use. */
export function aSubscription(
  changes: Partial<SubscriptionFacts> = {},
  state: SubscriptionState = { status: 'active' },
): Subscription {
  const facts: SubscriptionFacts = {
    id: 'sub_harbor',
    planId: 'plan_starter',
    planName: 'Starter',
    priceId: 'price_starter_monthly',
    interval: monthly,
    amount: usd(2900),
    currency: 'USD',
    quantity: 1,
    currentPeriod: { start: PERIOD_START, end: PERIOD_END },
    nextBillingDate: PERIOD_END,
    usage: [
      { featureId: 'seats', used: 2, included: 3 },
      { featureId: 'projects', used: 7, included: 10 },
    ],
    addons: [],
    otherItems: [],
    discounts: [],
    creditBalance: null,
    paymentMethod: { brand: 'visa', last4: '4242' },
    scheduledChange: null,
    pendingChange: null,
    cancellation: null,
    ...changes,
  };
  return { ...facts, ...state };
}

/** A subscription to Pro, monthly, with eight of ten seats in use: too many for Starter. */
export function aProSubscription(
  changes: Partial<SubscriptionFacts> = {},
  state: SubscriptionState = { status: 'active' },
): Subscription {
  return aSubscription(
    {
      planId: 'plan_pro',
      planName: 'Pro',
      priceId: 'price_pro_monthly',
      amount: usd(9900),
      usage: [
        { featureId: 'seats', used: 8, included: 10 },
        { featureId: 'projects', used: 24, included: 100 },
      ],
      ...changes,
    },
    state,
  );
}

export function aScheduledChange(changes: Partial<ScheduledChange> = {}): ScheduledChange {
  return {
    id: 'sch_1',
    planId: 'plan_starter',
    planName: 'Starter',
    priceId: 'price_starter_monthly',
    interval: monthly,
    effectiveAt: PERIOD_END,
    undoable: true,
    paidUntil: null,
    replaceable: true,
    ...changes,
  };
}

export function aPendingChange(changes: Partial<PendingChange> = {}): PendingChange {
  return {
    id: 'pch_1',
    planId: 'plan_pro',
    planName: 'Pro',
    priceId: 'price_pro_monthly',
    reason: 'payment',
    recoveryUrl: 'https://billing.example/pay/inv_1042',
    ...changes,
  };
}

/** A billing system that can do everything; take away what a case is about. */
export function someCapabilities(changes: Partial<Capabilities> = {}): Capabilities {
  return {
    preview: true,
    previewDowngrade: true,
    chooseTiming: true,
    undoScheduledChange: true,
    replaceScheduledChange: true,
    resume: true,
    cancel: true,
    cancelNow: true,
    subscribe: true,
    readCheckout: true,
    quantity: true,
    seats: true,
    addons: true,
    discounts: true,
    credits: true,
    topUp: true,
    portal: true,
    recoveryLink: true,
    idempotentChange: true,
    ...changes,
  };
}

/** Harbor's plans as a customer on Starter sees them. */
export function aCatalog(changes: Partial<Catalog> = {}): Catalog {
  return {
    plans: harborPlans,
    addons: [{ id: 'addon_storage', name: 'Extra storage', amount: usd(500), interval: monthly }],
    topUps: [
      { id: 'credit_10', amount: usd(1000) },
      { id: 'credit_50', amount: usd(5000) },
    ],
    subscription: aSubscription(),
    openChange: null,
    capabilities: someCapabilities(),
    scopeKey: 'scope_harbor',
    billingTimeZone: 'UTC',
    may: 'change',
    role: 'customer',
    redirectOrigins: ['https://checkout.example'],
    supportUrl: 'https://harbor.example/support',
    operatorBalance: null,
    ...changes,
  };
}

/**
 * From one price of Harbor to another; `from` null for a first subscription.
 * @throws RangeError where Harbor has no such price.
 */
export function aChange(
  to = 'price_pro_monthly',
  from: string | null = 'price_starter_monthly',
  plans = harborPlans,
): ChangeSummary {
  const [target, held] = [findPrice(plans, to), findPrice(plans, from)];
  if (target === null) throw new RangeError(`Harbor has no price "${to}".`);
  return {
    direction: changeDirection(held, target),
    from: held && { planId: held.plan.id, planName: held.plan.name, interval: held.price.interval },
    to: {
      planId: target.plan.id,
      planName: target.plan.name,
      priceId: target.price.id,
      interval: target.price.interval,
    },
  };
}

export function aLine(changes: Partial<PreviewLine> = {}): PreviewLine {
  return { kind: 'charge', amount: usd(9900), name: 'Pro', quantity: 1, days: null, ...changes };
}

type PreviewOf<S extends PreviewOutcome['status']> = Extract<PreviewOutcome, { status: S }>;

/** Starter to Pro with 15 of 30 days left: $99.00 less $14.50, exact. */
export function aQuote(changes: Partial<PreviewOf<'quote'>> = {}): PreviewOf<'quote'> {
  return {
    status: 'quote',
    token: 'preview_upgrade',
    validForMs: 600_000,
    change: aChange(),
    impact: impactOf({ subscription: aSubscription(), from: starterPlan, to: proPlan, when: 'immediately' }),
    nextInvoice: { date: '2026-05-16T00:00:00.000Z', amount: usd(9900) },
    recurring: { amount: usd(9900), interval: monthly },
    paymentMethod: { brand: 'visa', last4: '4242' },
    dueNow: usd(8450),
    certainty: 'exact',
    excludes: [],
    lines: [aLine(), aLine({ kind: 'credit', amount: usd(-1450), name: 'Starter', days: { part: 15, total: 30 } })],
    effectiveAt: SAMPLE_NOW,
    creditAfter: null,
    creditAdded: null,
    ...changes,
  };
}

/** Pro to Starter at the end of the period, with five people too many. */
export function aScheduledPreview(changes: Partial<PreviewOf<'scheduled'>> = {}): PreviewOf<'scheduled'> {
  return {
    status: 'scheduled',
    token: 'preview_downgrade',
    validForMs: 600_000,
    change: aChange('price_starter_monthly', 'price_pro_monthly'),
    impact: impactOf({ subscription: aProSubscription(), from: proPlan, to: starterPlan, when: 'later' }),
    nextInvoice: { date: PERIOD_END, amount: usd(2900) },
    recurring: { amount: usd(2900), interval: monthly },
    paymentMethod: { brand: 'visa', last4: '4242' },
    effectiveAt: PERIOD_END,
    paidUntil: null,
    ...changes,
  };
}

/** Free to Pro through a hosted checkout. */
export function aCheckoutPreview(
  changes: Partial<PreviewOf<'requires_checkout'>> = {},
): PreviewOf<'requires_checkout'> {
  return {
    status: 'requires_checkout',
    token: 'preview_checkout',
    validForMs: 600_000,
    change: aChange('price_pro_monthly', 'price_free'),
    impact: [],
    nextInvoice: null,
    recurring: { amount: usd(9900), interval: monthly },
    paymentMethod: null,
    dueNow: usd(9900),
    certainty: 'estimate',
    excludes: ['tax'],
    checkoutHost: 'checkout.example',
    ...changes,
  };
}

/** A confirmed upgrade from Starter to Pro. */
export function anAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    idempotencyKey: 'f3b5a1c2-77aa-4c1e-9d55-2f0a6b1c9e10',
    token: 'preview_upgrade',
    selection: { priceId: 'price_pro_monthly' },
    expected: usd(8450),
    change: aChange(),
    ...changes,
  };
}

export function anOpenChange(changes: Partial<OpenChange> = {}): OpenChange {
  return {
    token: 'preview_upgrade',
    selection: { priceId: 'price_pro_monthly' },
    expected: usd(8450),
    status: 'requires_checkout',
    ...changes,
  };
}

/** The request that confirms a preview as it was shown. */
export function aChangeRequest(
  preview: ConfirmablePreview,
  changes: Partial<ChangePlanRequest> = {},
): ChangePlanRequest {
  return {
    selection: { priceId: preview.change.to.priceId },
    token: preview.token,
    expected: promisedAmount(preview),
    idempotencyKey: 'f3b5a1c2-77aa-4c1e-9d55-2f0a6b1c9e10',
    returnTo: null,
    locale: 'en',
    ...changes,
  };
}

/** The question what became of a confirmed change. */
export function aReadRequest(request: ChangePlanRequest): ReadChangeRequest {
  const { selection, token, expected, idempotencyKey, locale } = request;
  return { selection, token, expected, idempotencyKey, locale };
}

/** Takes the scheduled change of {@link aScheduledChange} back. */
export function anUndoRequest(changes: Partial<UndoRequest> = {}): UndoRequest {
  return { scheduledChangeId: 'sch_1', idempotencyKey: '5b0f7a34-0d9e-4f07-9a55-64c2a1c8e2b1', ...changes };
}

/** Ends the subscription with its period, without a reason. */
export function aCancelRequest(changes: Partial<CancelRequest> = {}): CancelRequest {
  return {
    effectiveAt: 'next_billing_date',
    reason: null,
    comment: null,
    idempotencyKey: '0c6d1c8e-35a2-4b63-8a0f-7c2e5d1b9f42',
    ...changes,
  };
}

/** Buys the smaller credit of {@link aCatalog}. */
export function aTopUpRequest(changes: Partial<TopUpRequest> = {}): TopUpRequest {
  return {
    topUpId: 'credit_10',
    expected: usd(1000),
    idempotencyKey: '7e1f3b90-6a4d-4c58-b1d2-9f8a0c3e5d67',
    returnTo: null,
    ...changes,
  };
}

export function aLinkRequest(changes: Partial<LinkRequest> = {}): LinkRequest {
  return { purpose: 'portal', returnTo: null, ...changes };
}
