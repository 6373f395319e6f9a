import type {
  Addon,
  BillingInterval,
  Feature,
  IntroOffer,
  Plan,
  PlanAvailability,
  Price,
  UnavailableReason,
} from '../plan.js';
import type { Impact, Severity } from '../impact.js';
import type {
  BlockedReason,
  ChangeSummary,
  Confirmable,
  Excluded,
  Onward,
  PreviewLine,
  PreviewOutcome,
} from '../preview.js';
import type {
  CancelOutcome,
  ChangePlanOutcome,
  LinkOutcome,
  ReadOutcome,
  TopUpOutcome,
  UndoOutcome,
} from '../outcome.js';
import type { Capabilities, Catalog, OpenChange, TopUp } from '../adapter.js';
import type { PaymentMethod, ScheduledChange, Subscription } from '../subscription.js';
import {
  boolean,
  count,
  dictionary,
  instant,
  integer,
  link,
  list,
  nullable,
  object,
  oneOf,
  optional,
  positive,
  string,
  union,
  type Members,
  type Shape,
} from './decoder.js';
import { confirmedShape, decodeMoney } from './selection.js';

const text = nullable(string);
const amount = nullable(decodeMoney);
const href = nullable(link);
const date = nullable(instant);
const limit = nullable(count);

const interval = object<BillingInterval>({ interval: oneOf('day', 'week', 'month', 'year'), intervalCount: positive });
const anyInterval = nullable(interval);

const unavailableReasons: readonly UnavailableReason[] = [
  'not_allowed',
  'not_in_group',
  'plan_unavailable',
  'missing_regional_price',
  'no_price',
];
const unavailableReason = oneOf(...unavailableReasons);

const blockedReason = oneOf<BlockedReason>(
  ...unavailableReasons,
  'seat_limit_exceeded',
  'no_change',
  'scheduled_change_exists',
  'pending_change_exists',
  'cancellation_scheduled',
  'subscription_inactive',
  'payment_overdue',
  'payment_in_progress',
  'no_payment_method',
  'unsupported_subscription',
  'dispute_open',
  'discount_invalid',
  'checkout_unavailable',
  'contact_support',
);

const price = object<Price>({
  id: string,
  interval,
  amount,
  cost: amount,
  trialDays: count,
  intro: optional(object<IntroOffer>({ amount: decodeMoney, periods: positive })),
  timing: nullable(oneOf('immediately', 'next_billing_date', 'checkout')),
  unavailable: nullable(unavailableReason),
});

const named = { id: string, name: string };

const feature = union<Feature, 'kind'>('kind', {
  boolean: { ...named, included: boolean },
  limit: { ...named, limit, unit: text },
  seats: { ...named, included: limit, overage: oneOf('billed', 'refused') },
});

const availability = union<PlanAvailability, 'status'>('status', {
  available: {},
  unavailable: { reason: unavailableReason },
  contact_sales: { url: href },
});

const plan = object<Plan>({
  ...named,
  tagline: text,
  badge: text,
  recommended: boolean,
  order: integer,
  isFree: boolean,
  prices: list(price),
  features: list(feature),
  availability,
  lang: dictionary(string),
});

const paymentMethod = nullable(object<PaymentMethod>({ brand: string, last4: text }));
const waitReason = oneOf('payment', 'review');
const target = { planId: text, planName: text, priceId: text };
const fate = { effectiveAt: instant, undoable: boolean };

const facts: Shape<Omit<Subscription, 'status'>> = {
  id: string,
  planId: string,
  planName: string,
  priceId: text,
  interval: anyInterval,
  amount,
  currency: string,
  quantity: count,
  currentPeriod: nullable(object({ start: instant, end: instant })),
  nextBillingDate: date,
  usage: list(object({ featureId: string, used: limit, included: limit })),
  addons: list(object({ addonId: string, name: string, quantity: count })),
  otherItems: list(object({ ...named, quantity: count })),
  discounts: list(object({ code: text, name: text, endsAt: date })),
  creditBalance: amount,
  paymentMethod,
  scheduledChange: nullable(
    object<ScheduledChange>({
      id: string,
      ...target,
      interval: anyInterval,
      ...fate,
      paidUntil: date,
      replaceable: boolean,
    }),
  ),
  pendingChange: nullable(object({ id: string, ...target, reason: waitReason, recoveryUrl: href })),
  cancellation: nullable(object(fate)),
};
const recovering = { ...facts, recoveryUrl: href };

export const decodeSubscription = union<Subscription, 'status'>('status', {
  active: facts,
  paused: facts,
  canceled: facts,
  past_due: recovering,
  on_hold: recovering,
  trialing: { ...facts, trialEndsAt: instant },
  pending_payment: { ...facts, checkoutUrl: href },
});

const thing = { severity: oneOf<Severity>('block', 'warn', 'info'), name: string };
const ofFeature = { ...thing, featureId: string };
const exceeded = { ...ofFeature, used: count, included: count };
const moved = { ...ofFeature, from: limit, to: limit, unit: text };
const impact = list(
  union<Impact, 'kind'>('kind', {
    seats_exceeded: exceeded,
    limit_exceeded: { ...exceeded, unit: text },
    feature_gained: ofFeature,
    feature_lost: ofFeature,
    data_at_risk: ofFeature,
    limit_raised: moved,
    limit_lowered: moved,
    scheduled_change_replaced: { ...thing, effectiveAt: instant },
    addon_removed: thing,
    addon_kept: thing,
    discount_lost: thing,
    discount_kept: thing,
    item_kept: thing,
  }),
);

const change = object<ChangeSummary>({
  direction: oneOf('upgrade', 'downgrade', 'interval', 'subscribe', 'same'),
  from: nullable(object({ planId: string, planName: string, interval: anyInterval })),
  to: object({ planId: string, planName: string, priceId: string, interval }),
});
const estimate = {
  certainty: oneOf('exact', 'estimate'),
  excludes: list(oneOf<Excluded>('tax', 'credit', 'usage')),
};
const recurring = nullable(object({ amount: decodeMoney, interval }));
const line = object<PreviewLine>({
  kind: oneOf('credit', 'charge', 'addon', 'usage', 'tax', 'discount', 'balance', 'rounding', 'other'),
  amount: decodeMoney,
  name: text,
  quantity: nullable(integer),
  days: nullable(object({ part: count, total: count })),
});
const confirmable: Shape<Confirmable> = { token: string, validForMs: count, change, impact };
const onward: Shape<Confirmable & Onward> = {
  ...confirmable,
  nextInvoice: nullable(object({ date: instant, amount })),
  recurring,
  paymentMethod,
};

export const decodePreview = union<PreviewOutcome, 'status'>('status', {
  quote: {
    ...onward,
    ...estimate,
    dueNow: decodeMoney,
    lines: list(line),
    includedTax: optional(nullable(object({ name: text, amount: decodeMoney }))),
    effectiveAt: instant,
    creditAfter: amount,
    creditAdded: amount,
  },
  scheduled: { ...onward, effectiveAt: instant, paidUntil: date },
  requires_checkout: { ...onward, ...estimate, dueNow: amount, checkoutHost: text },
  blocked: { reason: blockedReason, change, impact, recoveryUrl: href },
  unavailable: { ...confirmable, recurring, effectiveAt: date },
});

const declined = {
  reason: oneOf('card_declined', 'insufficient_funds', 'expired_card', 'authentication_failed', 'no_payment_method'),
  recoveryUrl: href,
  reference: text,
};
const checkout = { checkoutUrl: string, expiresAt: date };
const referenced = { reference: text };
const outcomes: Members<ChangePlanOutcome, 'status'> = {
  applied: {
    payment: oneOf('paid', 'none', 'failed', 'pending'),
    amountCharged: amount,
    difference: nullable(object({ shown: decodeMoney, charged: decodeMoney })),
    subscription: decodeSubscription,
    invoice: nullable(object({ number: string, url: href })),
    recoveryUrl: href,
  },
  scheduled: { effectiveAt: instant, subscription: decodeSubscription, impact },
  requires_checkout: checkout,
  requires_action: { actionUrl: href, clientSecret: text },
  processing: {},
  pending: { reason: waitReason, recoveryUrl: href, subscription: decodeSubscription },
  declined,
  rejected: { reason: blockedReason, impact, recoveryUrl: href, reference: text },
  preview_stale: {
    reason: oneOf('amount_changed', 'expired', 'subscription_changed', 'token_refused'),
    shown: amount,
    preview: decodePreview,
  },
  unknown: referenced,
};
const anySubscription = nullable(decodeSubscription);

export const decodeChangeOutcome = union<ChangePlanOutcome, 'status'>('status', outcomes);
export const decodeReadOutcome = union<ReadOutcome, 'status'>('status', {
  ...outcomes,
  not_changed: {
    reason: oneOf('not_received', 'declined', 'expired', 'canceled', 'superseded'),
    subscription: anySubscription,
  },
});

export const decodeUndoOutcome = union<UndoOutcome, 'status'>('status', {
  undone: { subscription: decodeSubscription },
  rejected: {
    reason: oneOf('not_supported', 'already_effective', 'replaced', 'nothing_scheduled'),
    subscription: anySubscription,
  },
  unknown: referenced,
});

export const decodeCancelOutcome = union<CancelOutcome, 'status'>('status', {
  canceled: { subscription: anySubscription },
  scheduled: { effectiveAt: instant, subscription: decodeSubscription },
  rejected: {
    reason: oneOf('not_supported', 'already_canceled', 'change_scheduled', 'contact_support'),
    subscription: anySubscription,
  },
  unknown: referenced,
});

export const decodeTopUpOutcome = union<TopUpOutcome, 'status'>('status', {
  topped_up: { creditBalance: amount },
  requires_checkout: checkout,
  declined,
  rejected: { reason: oneOf('not_supported', 'unavailable', 'amount_changed') },
  unknown: referenced,
});

export const decodeLinkOutcome = union<LinkOutcome, 'status'>('status', {
  ready: { url: link },
  rejected: { reason: oneOf('not_supported', 'unavailable') },
});

const openChange = object<OpenChange>({
  ...confirmedShape,
  status: oneOf('in_flight', 'requires_checkout', 'requires_action', 'processing', 'pending', 'unknown'),
});

const capabilities = object<Capabilities>({
  preview: boolean,
  previewDowngrade: boolean,
  chooseTiming: boolean,
  undoScheduledChange: boolean,
  replaceScheduledChange: boolean,
  resume: boolean,
  cancel: boolean,
  cancelNow: boolean,
  subscribe: boolean,
  readCheckout: boolean,
  quantity: boolean,
  seats: boolean,
  addons: boolean,
  discounts: boolean,
  credits: boolean,
  topUp: boolean,
  portal: boolean,
  recoveryLink: boolean,
  idempotentChange: boolean,
});

export const decodeCatalog = object<Catalog>({
  plans: list(plan),
  addons: list(object<Addon>({ ...named, amount, interval })),
  topUps: list(object<TopUp>({ id: string, amount: decodeMoney })),
  subscription: anySubscription,
  openChange: nullable(openChange),
  capabilities,
  scopeKey: string,
  billingTimeZone: string,
  may: oneOf('view', 'change'),
  role: oneOf('customer', 'operator'),
  redirectOrigins: list(string),
  supportUrl: href,
  operatorBalance: amount,
});
