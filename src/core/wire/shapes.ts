import type { Addon, BillingInterval, Feature, Plan, PlanAvailability, Price, UnavailableReason } from '../plan.js';
import type { Impact, Severity } from '../impact.js';
import { isMoney, type Money } from '../money.js';
import type { BlockedReason, ChangeSummary, Excluded, PreviewLine, PreviewOutcome } from '../preview.js';
import type { ChangePlanOutcome, ReadOutcome, UndoOutcome } from '../outcome.js';
import type { Capabilities, Catalog, OpenChange, Selection } from '../adapter.js';
import type { PaymentMethod, ScheduledChange, Subscription } from '../subscription.js';
import {
  boolean,
  count,
  DecodeError,
  dictionary,
  exactly,
  instant,
  integer,
  link,
  list,
  nullable,
  object,
  oneOf,
  optional,
  positive,
  record,
  string,
  union,
  type Decoder,
} from './decoder.js';

export const decodeMoney: Decoder<Money> = (input, path) => {
  if (isMoney(input)) return { amount: input.amount === 0 ? 0 : input.amount, currency: input.currency };
  throw new DecodeError(path, 'an amount in whole minor units with its currency');
};

const text = nullable(string);
const amount = nullable(decodeMoney);
const href = nullable(link);
const date = nullable(instant);
const is = <const T extends string>(value: T): Decoder<T> => oneOf(value);

const interval = object<BillingInterval>({ interval: oneOf('day', 'week', 'month', 'year'), intervalCount: positive });

const unavailableReason = oneOf<UnavailableReason>(
  'not_allowed',
  'not_in_group',
  'plan_unavailable',
  'missing_regional_price',
  'no_price',
);

const blockedReason = oneOf<BlockedReason>(
  'not_allowed',
  'not_in_group',
  'plan_unavailable',
  'missing_regional_price',
  'no_price',
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
  timing: nullable(oneOf('immediately', 'next_billing_date', 'checkout')),
  unavailable: nullable(unavailableReason),
});

const feature: Decoder<Feature> = union('kind', {
  boolean: object<Extract<Feature, { kind: 'boolean' }>>({
    kind: is('boolean'),
    id: string,
    name: string,
    included: boolean,
  }),
  limit: object<Extract<Feature, { kind: 'limit' }>>({
    kind: is('limit'),
    id: string,
    name: string,
    limit: nullable(count),
    unit: text,
  }),
  seats: object<Extract<Feature, { kind: 'seats' }>>({
    kind: is('seats'),
    id: string,
    name: string,
    included: nullable(count),
    overage: oneOf('billed', 'refused'),
  }),
});

const availability: Decoder<PlanAvailability> = union('status', {
  available: object<Extract<PlanAvailability, { status: 'available' }>>({ status: is('available') }),
  unavailable: object<Extract<PlanAvailability, { status: 'unavailable' }>>({
    status: is('unavailable'),
    reason: unavailableReason,
  }),
  contact_sales: object<Extract<PlanAvailability, { status: 'contact_sales' }>>({
    status: is('contact_sales'),
    url: href,
  }),
});

const plan = object<Plan>({
  id: string,
  name: string,
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

const addon = object<Addon>({ id: string, name: string, amount, interval });

const paymentMethod = nullable(object<PaymentMethod>({ brand: string, last4: text }));

const scheduledChange = object<ScheduledChange>({
  id: string,
  planId: text,
  planName: text,
  priceId: text,
  interval: nullable(interval),
  effectiveAt: instant,
  undoable: boolean,
  replaceable: boolean,
});

type Facts = Omit<Subscription, 'status'>;
const facts = object<Facts>({
  id: string,
  planId: string,
  planName: string,
  priceId: text,
  interval: nullable(interval),
  amount,
  currency: string,
  quantity: count,
  currentPeriod: nullable(object({ start: instant, end: instant })),
  nextBillingDate: date,
  usage: list(object({ featureId: string, used: nullable(count), included: nullable(count) })),
  addons: list(object({ addonId: string, name: string, quantity: count })),
  otherItems: list(object({ id: string, name: string, quantity: count })),
  discounts: list(object({ code: text, name: text, endsAt: date })),
  creditBalance: amount,
  paymentMethod,
  scheduledChange: nullable(scheduledChange),
  pendingChange: nullable(
    object({
      id: string,
      planId: text,
      planName: text,
      priceId: text,
      reason: oneOf('payment', 'review'),
      recoveryUrl: href,
    }),
  ),
  cancellation: nullable(object({ effectiveAt: instant, undoable: boolean })),
});

const bare = <const T extends string>(status: T) => object<{ status: T }>({ status: is(status) });
const recovering = <const T extends string>(status: T) =>
  object<{ status: T; recoveryUrl: string | null }>({ status: is(status), recoveryUrl: href });
const subscriptionState = union('status', {
  active: bare('active'),
  paused: bare('paused'),
  canceled: bare('canceled'),
  past_due: recovering('past_due'),
  on_hold: recovering('on_hold'),
  trialing: object<{ status: 'trialing'; trialEndsAt: string }>({ status: is('trialing'), trialEndsAt: instant }),
  pending_payment: object<{ status: 'pending_payment'; checkoutUrl: string | null }>({
    status: is('pending_payment'),
    checkoutUrl: href,
  }),
});
export const decodeSubscription: Decoder<Subscription> = (input, path) => ({
  ...facts(input, path),
  ...subscriptionState(input, path),
});

const severity = oneOf<Severity>('block', 'warn', 'info');
const about = { severity, featureId: string, name: string };
type ImpactOf<K extends Impact['kind']> = Extract<Impact, { kind: K }>;
const impactItem: Decoder<Impact> = (input, path) => {
  const kind = string(record(input, path).kind, `${path}.kind`);
  switch (kind) {
    case 'seats_exceeded':
      return object<ImpactOf<'seats_exceeded'>>({ kind: is(kind), ...about, used: count, included: count })(
        input,
        path,
      );
    case 'limit_exceeded':
      return object<ImpactOf<'limit_exceeded'>>({
        kind: is(kind),
        ...about,
        used: count,
        included: count,
        unit: text,
      })(input, path);
    case 'feature_gained':
    case 'feature_lost':
    case 'data_at_risk':
      return object<ImpactOf<'feature_gained' | 'feature_lost' | 'data_at_risk'>>({
        kind: oneOf('feature_gained', 'feature_lost', 'data_at_risk'),
        ...about,
      })(input, path);
    case 'limit_raised':
    case 'limit_lowered':
      return object<ImpactOf<'limit_raised' | 'limit_lowered'>>({
        kind: oneOf('limit_raised', 'limit_lowered'),
        ...about,
        from: nullable(count),
        to: nullable(count),
        unit: text,
      })(input, path);
    case 'scheduled_change_replaced':
      return object<ImpactOf<'scheduled_change_replaced'>>({
        kind: is(kind),
        severity,
        name: string,
        effectiveAt: instant,
      })(input, path);
    default:
      return object<ImpactOf<'addon_removed' | 'addon_kept' | 'discount_lost' | 'discount_kept' | 'item_kept'>>({
        kind: oneOf('addon_removed', 'addon_kept', 'discount_lost', 'discount_kept', 'item_kept'),
        severity,
        name: string,
      })(input, path);
  }
};
const impact = list(impactItem);

const change = object<ChangeSummary>({
  direction: oneOf('upgrade', 'downgrade', 'interval', 'subscribe', 'same'),
  from: nullable(object({ planId: string, planName: string, interval: nullable(interval) })),
  to: object({ planId: string, planName: string, priceId: string, interval }),
});
const excludes = list(oneOf<Excluded>('tax', 'credit', 'usage'));
const certainty = oneOf('exact', 'estimate');
const recurring = nullable(object({ amount: decodeMoney, interval }));
const line = object<PreviewLine>({
  kind: oneOf('credit', 'charge', 'addon', 'usage', 'tax', 'discount', 'balance', 'rounding', 'other'),
  amount: decodeMoney,
  name: text,
  quantity: nullable(integer),
  days: nullable(object({ part: count, total: count })),
});
const confirmable = { token: string, validForMs: count, change, impact };
const onward = { nextInvoice: nullable(object({ date: instant, amount })), recurring, paymentMethod };

type PreviewOf<S extends PreviewOutcome['status']> = Extract<PreviewOutcome, { status: S }>;
export const decodePreview: Decoder<PreviewOutcome> = union('status', {
  quote: object<PreviewOf<'quote'>>({
    status: is('quote'),
    ...confirmable,
    ...onward,
    dueNow: decodeMoney,
    certainty,
    excludes,
    lines: list(line),
    effectiveAt: instant,
    creditAfter: amount,
  }),
  scheduled: object<PreviewOf<'scheduled'>>({
    status: is('scheduled'),
    ...confirmable,
    ...onward,
    effectiveAt: instant,
  }),
  requires_checkout: object<PreviewOf<'requires_checkout'>>({
    status: is('requires_checkout'),
    ...confirmable,
    ...onward,
    dueNow: amount,
    certainty,
    excludes,
    checkoutHost: text,
  }),
  blocked: object<PreviewOf<'blocked'>>({
    status: is('blocked'),
    reason: blockedReason,
    change,
    impact,
    recoveryUrl: href,
  }),
  unavailable: object<PreviewOf<'unavailable'>>({
    status: is('unavailable'),
    ...confirmable,
    recurring,
    effectiveAt: date,
  }),
});

type OutcomeOf<S extends ReadOutcome['status']> = Extract<ReadOutcome, { status: S }>;
const outcomes = {
  applied: object<OutcomeOf<'applied'>>({
    status: is('applied'),
    payment: oneOf('paid', 'none', 'failed', 'pending'),
    amountCharged: amount,
    difference: nullable(object({ shown: decodeMoney, charged: decodeMoney })),
    subscription: decodeSubscription,
    invoice: nullable(object({ number: string, url: href })),
    recoveryUrl: href,
  }),
  scheduled: object<OutcomeOf<'scheduled'>>({
    status: is('scheduled'),
    effectiveAt: instant,
    subscription: decodeSubscription,
    impact,
  }),
  requires_checkout: object<OutcomeOf<'requires_checkout'>>({
    status: is('requires_checkout'),
    checkoutUrl: string,
    expiresAt: date,
  }),
  requires_action: object<OutcomeOf<'requires_action'>>({
    status: is('requires_action'),
    actionUrl: href,
    clientSecret: text,
  }),
  processing: object<OutcomeOf<'processing'>>({ status: is('processing') }),
  pending: object<OutcomeOf<'pending'>>({
    status: is('pending'),
    reason: oneOf('payment', 'review'),
    recoveryUrl: href,
    subscription: decodeSubscription,
  }),
  declined: object<OutcomeOf<'declined'>>({
    status: is('declined'),
    reason: oneOf('card_declined', 'insufficient_funds', 'expired_card', 'authentication_failed', 'no_payment_method'),
    recoveryUrl: href,
    reference: text,
  }),
  rejected: object<OutcomeOf<'rejected'>>({
    status: is('rejected'),
    reason: blockedReason,
    impact,
    recoveryUrl: href,
    reference: text,
  }),
  preview_stale: object<OutcomeOf<'preview_stale'>>({
    status: is('preview_stale'),
    reason: oneOf('amount_changed', 'expired', 'subscription_changed', 'token_refused'),
    shown: amount,
    preview: decodePreview,
  }),
  unknown: object<OutcomeOf<'unknown'>>({ status: is('unknown'), reference: text }),
};
export const decodeChangeOutcome: Decoder<ChangePlanOutcome> = union('status', outcomes);
export const decodeReadOutcome: Decoder<ReadOutcome> = union('status', {
  ...outcomes,
  not_changed: object<OutcomeOf<'not_changed'>>({
    status: is('not_changed'),
    reason: oneOf('not_received', 'declined', 'expired', 'canceled', 'superseded'),
    subscription: nullable(decodeSubscription),
  }),
});

type UndoOf<S extends UndoOutcome['status']> = Extract<UndoOutcome, { status: S }>;
export const decodeUndoOutcome: Decoder<UndoOutcome> = union('status', {
  undone: object<UndoOf<'undone'>>({ status: is('undone'), subscription: decodeSubscription }),
  rejected: object<UndoOf<'rejected'>>({
    status: is('rejected'),
    reason: oneOf('not_supported', 'already_effective', 'replaced', 'nothing_scheduled'),
    subscription: nullable(decodeSubscription),
  }),
  unknown: object<UndoOf<'unknown'>>({ status: is('unknown'), reference: text }),
});

const intent = <T>(value: Decoder<T>) =>
  union('intent', {
    keep: exactly<{ intent: 'keep' }>({ intent: is('keep') }),
    replace: exactly<{ intent: 'replace'; values: readonly T[] }>({ intent: is('replace'), values: list(value, 100) }),
    remove: exactly<{ intent: 'remove' }>({ intent: is('remove') }),
  });

export const decodeSelection = exactly<Selection>({
  priceId: string,
  quantity: optional(positive),
  addons: optional(intent(exactly({ addonId: string, quantity: count }))),
  discountCodes: optional(intent(string)),
  effectiveAt: optional(oneOf('immediately', 'next_billing_date')),
});

export const decodeOpenChange = object<OpenChange>({
  token: string,
  selection: decodeSelection,
  expected: amount,
  status: oneOf('in_flight', 'requires_checkout', 'requires_action', 'processing', 'pending', 'unknown'),
});

const yes = boolean;
const capabilities = object<Capabilities>({
  preview: yes,
  previewDowngrade: yes,
  chooseTiming: yes,
  undoScheduledChange: yes,
  replaceScheduledChange: yes,
  resume: yes,
  cancel: yes,
  subscribe: yes,
  readCheckout: yes,
  quantity: yes,
  seats: yes,
  addons: yes,
  discounts: yes,
  credits: yes,
  portal: yes,
  idempotentChange: yes,
});

export const decodeCatalog = object<Catalog>({
  plans: list(plan),
  addons: list(addon),
  subscription: nullable(decodeSubscription),
  openChange: nullable(decodeOpenChange),
  capabilities,
  scopeKey: string,
  billingTimeZone: string,
  may: oneOf('view', 'change'),
  role: oneOf('customer', 'operator'),
  redirectOrigins: list(string),
  supportUrl: href,
});
