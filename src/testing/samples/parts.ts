import type { OpenChange } from '../../core/adapter.js';
import { ChangePlanError, type ChangePlanErrorCode } from '../../core/errors.js';
import type { Impact } from '../../core/impact.js';
import type {
  ChangeDirection,
  ChangeTiming,
  Feature,
  PlanAvailability,
  Price,
  UnavailableReason,
} from '../../core/plan.js';
import type { ChangeSummary, LineKind, PreviewLine } from '../../core/preview.js';
import type { Subscription, SubscriptionStatus } from '../../core/subscription.js';
import {
  aChange,
  aLine,
  anOpenChange,
  aProSubscription,
  aScheduledChange,
  aSubscription,
  GRACE_END,
  PERIOD_END,
} from '../fixtures.js';
import { aPrice, projects, seats, sso, usd, yearly } from '../harbor.js';

/** One subscription per status. */
export const subscriptions: Readonly<Record<SubscriptionStatus, Subscription>> = {
  active: aSubscription(),
  trialing: aSubscription({}, { status: 'trialing', trialEndsAt: '2026-04-20T00:00:00.000Z' }),
  past_due: aSubscription({}, { status: 'past_due', recoveryUrl: 'https://billing.example/pay/inv_1042' }),
  on_hold: aSubscription({}, { status: 'on_hold', recoveryUrl: null }),
  pending_payment: aSubscription(
    { currentPeriod: null, nextBillingDate: null },
    { status: 'pending_payment', checkoutUrl: 'https://checkout.example/c/chk_1' },
  ),
  paused: aSubscription({ nextBillingDate: null }, { status: 'paused' }),
  canceled: aSubscription({ nextBillingDate: null }, { status: 'canceled' }),
};

/** Subscriptions that the screens must bear beside the plain ones. */
export const heldSubscriptions = {
  withCredit: aSubscription({ creditBalance: usd(2500) }),
  withAddons: aSubscription({
    addons: [{ addonId: 'addon_storage', name: 'Extra storage', quantity: 2 }],
    otherItems: [{ id: 'item_address', name: 'Dedicated address', quantity: 1 }],
    discounts: [{ code: 'LAUNCH20', name: 'Launch offer', endsAt: '2026-07-01T00:00:00.000Z' }],
  }),
  ending: aProSubscription({ nextBillingDate: null, cancellation: { effectiveAt: PERIOD_END, undoable: true } }),
  endingForGood: aProSubscription({
    nextBillingDate: null,
    cancellation: { effectiveAt: PERIOD_END, undoable: false },
  }),
  /** A plan that nobody can choose any more. */
  oldPlan: aSubscription({ planId: 'plan_classic', planName: 'Classic', priceId: null, amount: usd(1900) }),
  /** A plan that is sold for another price by now. */
  oldPrice: aSubscription({ priceId: null, amount: usd(1900) }),
  /** Paid until the period ends, and free three days later. */
  endingAfterGrace: aProSubscription({
    nextBillingDate: null,
    scheduledChange: aScheduledChange({
      planId: 'plan_free',
      planName: 'Free',
      priceId: 'price_free',
      effectiveAt: GRACE_END,
      paidUntil: PERIOD_END,
    }),
  }),
} as const satisfies Record<string, Subscription>;

const kept = (
  kind: 'addon_removed' | 'addon_kept' | 'discount_lost' | 'discount_kept' | 'item_kept',
  severity: Impact['severity'],
  name: string,
): Impact => ({ kind, severity, name });

/** One impact per kind. */
export const impacts: Readonly<Record<Impact['kind'], Impact>> = {
  seats_exceeded: {
    kind: 'seats_exceeded',
    severity: 'warn',
    featureId: 'seats',
    name: 'Seats',
    used: 8,
    included: 3,
  },
  limit_exceeded: {
    kind: 'limit_exceeded',
    severity: 'warn',
    featureId: 'projects',
    name: 'Projects',
    used: 24,
    included: 10,
    unit: 'projects',
  },
  feature_gained: { kind: 'feature_gained', severity: 'info', featureId: 'audit_log', name: 'Audit log' },
  feature_lost: { kind: 'feature_lost', severity: 'warn', featureId: 'sso', name: 'Single sign-on' },
  data_at_risk: { kind: 'data_at_risk', severity: 'warn', featureId: 'projects', name: 'Projects' },
  limit_raised: {
    kind: 'limit_raised',
    severity: 'info',
    featureId: 'projects',
    name: 'Projects',
    from: 100,
    to: null,
    unit: 'projects',
  },
  limit_lowered: {
    kind: 'limit_lowered',
    severity: 'warn',
    featureId: 'seats',
    name: 'Seats',
    from: 10,
    to: 3,
    unit: null,
  },
  addon_removed: kept('addon_removed', 'warn', 'Extra storage'),
  addon_kept: kept('addon_kept', 'info', 'Extra storage'),
  discount_lost: kept('discount_lost', 'warn', 'Launch offer'),
  discount_kept: kept('discount_kept', 'info', 'Launch offer'),
  item_kept: kept('item_kept', 'info', 'Dedicated address'),
  scheduled_change_replaced: {
    kind: 'scheduled_change_replaced',
    severity: 'info',
    name: 'Starter',
    effectiveAt: PERIOD_END,
  },
};

/** One row of a statement per kind. */
export const lines: Readonly<Record<LineKind, PreviewLine>> = {
  credit: aLine({ kind: 'credit', amount: usd(-1450), name: 'Starter', days: { part: 15, total: 30 } }),
  charge: aLine(),
  addon: aLine({ kind: 'addon', amount: usd(1000), name: 'Extra storage', quantity: 2 }),
  usage: aLine({ kind: 'usage', amount: usd(320), name: 'Build minutes', quantity: 640 }),
  tax: aLine({ kind: 'tax', amount: usd(1606), name: 'VAT 19%', quantity: null }),
  discount: aLine({ kind: 'discount', amount: usd(-990), name: 'Launch offer', quantity: null }),
  balance: aLine({ kind: 'balance', amount: usd(-500), name: null, quantity: null }),
  rounding: aLine({ kind: 'rounding', amount: usd(1), name: null, quantity: null }),
  other: aLine({ kind: 'other', amount: usd(200), name: 'Setup', quantity: null }),
};

/** One feature per kind. */
export const features: Readonly<Record<Feature['kind'], Feature>> = {
  boolean: sso(true),
  limit: projects(100),
  seats: seats(10),
};

/** One availability per status. */
export const availabilities: Readonly<Record<PlanAvailability['status'], PlanAvailability>> = {
  available: { status: 'available' },
  unavailable: { status: 'unavailable', reason: 'plan_unavailable' },
  contact_sales: { status: 'contact_sales', url: 'https://harbor.example/contact' },
};

/** One price per reason why it cannot be chosen. */
export const unavailablePrices: Readonly<Record<UnavailableReason, Price>> = {
  not_allowed: aPrice({ unavailable: 'not_allowed' }),
  not_in_group: aPrice({ unavailable: 'not_in_group' }),
  plan_unavailable: aPrice({ unavailable: 'plan_unavailable' }),
  missing_regional_price: aPrice({ unavailable: 'missing_regional_price', amount: null }),
  no_price: aPrice({ unavailable: 'no_price', amount: null }),
};

/** One price per moment at which the provider would carry a change out. */
export const timedPrices: Readonly<Record<ChangeTiming, Price>> = {
  immediately: aPrice({ timing: 'immediately' }),
  next_billing_date: aPrice({ timing: 'next_billing_date' }),
  checkout: aPrice({ timing: 'checkout' }),
};

/** Prices that begin otherwise than they go on. */
export const beginningPrices = {
  trial: aPrice({ trialDays: 14 }),
  intro: aPrice({ intro: { amount: usd(900), periods: 3 } }),
  introYear: aPrice({
    id: 'price_starter_yearly',
    interval: yearly,
    amount: usd(29_000),
    intro: { amount: usd(19_000), periods: 1 },
  }),
  trialThenIntro: aPrice({ trialDays: 7, intro: { amount: usd(900), periods: 1 } }),
} as const satisfies Record<string, Price>;

/** One change per direction. */
export const changes: Readonly<Record<ChangeDirection, ChangeSummary>> = {
  upgrade: aChange(),
  downgrade: aChange('price_starter_monthly', 'price_pro_monthly'),
  interval: aChange('price_starter_yearly'),
  subscribe: aChange('price_pro_monthly', null),
  same: aChange('price_starter_monthly'),
};

/** One open change per status. */
export const openChanges: Readonly<Record<OpenChange['status'], OpenChange>> = {
  in_flight: anOpenChange({ status: 'in_flight' }),
  requires_checkout: anOpenChange({ status: 'requires_checkout' }),
  requires_action: anOpenChange({ status: 'requires_action' }),
  processing: anOpenChange({ status: 'processing' }),
  pending: anOpenChange({ status: 'pending' }),
  unknown: anOpenChange({ status: 'unknown' }),
};

const error = (code: ChangePlanErrorCode) =>
  new ChangePlanError(code, `A sample of ${code}.`, {
    reference: 'req_8fJ2k',
    retryAfterMs: code === 'rate_limited' ? 30_000 : null,
  });

/** One error per code. */
export const errors: Readonly<Record<ChangePlanErrorCode, ChangePlanError>> = {
  invalid_request: error('invalid_request'),
  unauthorized: error('unauthorized'),
  forbidden: error('forbidden'),
  origin_refused: error('origin_refused'),
  not_found: error('not_found'),
  request_timeout: error('request_timeout'),
  subscription_not_found: error('subscription_not_found'),
  subscription_ambiguous: error('subscription_ambiguous'),
  change_in_progress: error('change_in_progress'),
  payload_too_large: error('payload_too_large'),
  unsupported_media_type: error('unsupported_media_type'),
  unknown_price: error('unknown_price'),
  not_allowed: error('not_allowed'),
  rate_limited: error('rate_limited'),
  internal: error('internal'),
  misconfigured: error('misconfigured'),
  provider_unavailable: error('provider_unavailable'),
  unreadable_answer: error('unreadable_answer'),
  network: error('network'),
  offline: error('offline'),
};
