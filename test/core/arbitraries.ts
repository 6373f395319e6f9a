import fc, { type Arbitrary } from 'fast-check';
import type { Capabilities, Catalog, Intent, Selection } from '../../src/core/adapter.js';
import type { Impact, Severity } from '../../src/core/impact.js';
import { money, type Money } from '../../src/core/money.js';
import type { Addon, BillingInterval, Feature, IntervalUnit, Plan, Price } from '../../src/core/plan.js';
import type { PreviewLine, PreviewOutcome } from '../../src/core/preview.js';
import type { Subscription } from '../../src/core/subscription.js';
import { someCapabilities, type SubscriptionFacts, type SubscriptionState } from '../../src/testing/fixtures.js';
import { blockedPreviews, changes, impacts, lines, timedPrices, unavailablePrices } from '../states.js';

/** Anything that a provider could say, in the shapes of the contract. */
const text = fc.oneof(fc.string(), fc.constantFrom('Pro', 'constructor', '__proto__', '<b>', '\u202e', '年間'));
const id = fc.string({ minLength: 1, maxLength: 40 });
const count = fc.nat({ max: 1_000_000 });
const orNull = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const keyOf = <K extends string>(record: Readonly<Record<K, unknown>>): Arbitrary<K> =>
  // The keys of a complete record are its type's keys.
  fc.constantFrom(...(Object.keys(record) as K[]));
const few = <T>(arbitrary: Arbitrary<T>): Arbitrary<T[]> => fc.array(arbitrary, { maxLength: 4 });
const link = fc.constantFrom('https://billing.example/x', '/support', 'mailto:help@harbor.example');
const instant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2190-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

export const anyMoney: Arbitrary<Money> = fc
  .record({ amount: fc.maxSafeInteger(), currency: fc.stringMatching(/^[A-Z]{3}$/) })
  .map(({ amount, currency }) => money(amount, currency));
const interval: Arbitrary<BillingInterval> = fc.record({
  interval: fc.constantFrom<IntervalUnit>('day', 'week', 'month', 'year'),
  intervalCount: fc.integer({ min: 1, max: 36 }),
});

const price: Arbitrary<Price> = fc.record(
  {
    id,
    interval,
    amount: orNull(anyMoney),
    cost: orNull(anyMoney),
    trialDays: count,
    intro: fc.record({ amount: anyMoney, periods: fc.integer({ min: 1, max: 36 }) }),
    timing: orNull(keyOf(timedPrices)),
    unavailable: orNull(keyOf(unavailablePrices)),
  },
  { requiredKeys: ['id', 'interval', 'amount', 'cost', 'trialDays', 'timing', 'unavailable'] },
);
const feature: Arbitrary<Feature> = fc.oneof(
  fc.record({ kind: fc.constant('boolean' as const), id, name: text, included: fc.boolean() }),
  fc.record({ kind: fc.constant('limit' as const), id, name: text, limit: orNull(count), unit: orNull(text) }),
  fc.record({
    kind: fc.constant('seats' as const),
    id,
    name: text,
    included: orNull(count),
    overage: fc.constantFrom('billed' as const, 'refused' as const),
  }),
);
const plan: Arbitrary<Plan> = fc.record({
  id,
  name: text,
  tagline: orNull(text),
  badge: orNull(text),
  recommended: fc.boolean(),
  order: fc.integer(),
  isFree: fc.boolean(),
  prices: few(price),
  features: few(feature),
  availability: fc.oneof(
    fc.constant({ status: 'available' as const }),
    fc.record({ status: fc.constant('unavailable' as const), reason: keyOf(unavailablePrices) }),
    fc.record({ status: fc.constant('contact_sales' as const), url: orNull(link) }),
  ),
  lang: fc.record({ name: fc.constant('en'), features: fc.constant('de-AT') }, { requiredKeys: [] }),
});
const addon: Arbitrary<Addon> = fc.record({ id, name: text, amount: orNull(anyMoney), interval });

const facts: Arbitrary<SubscriptionFacts> = fc.record({
  id,
  planId: id,
  planName: text,
  priceId: orNull(id),
  interval: orNull(interval),
  amount: orNull(anyMoney),
  currency: text,
  quantity: count,
  currentPeriod: orNull(fc.record({ start: instant, end: instant })),
  nextBillingDate: orNull(instant),
  usage: few(fc.record({ featureId: id, used: orNull(count), included: orNull(count) })),
  addons: few(fc.record({ addonId: id, name: text, quantity: count })),
  otherItems: few(fc.record({ id, name: text, quantity: count })),
  discounts: few(fc.record({ code: orNull(text), name: orNull(text), endsAt: orNull(instant) })),
  creditBalance: orNull(anyMoney),
  paymentMethod: orNull(fc.record({ brand: text, last4: orNull(text) })),
  scheduledChange: orNull(
    fc.record({
      id,
      planId: orNull(id),
      planName: orNull(text),
      priceId: orNull(id),
      interval: orNull(interval),
      effectiveAt: instant,
      paidUntil: orNull(instant),
      undoable: fc.boolean(),
      replaceable: fc.boolean(),
    }),
  ),
  pendingChange: orNull(
    fc.record({
      id,
      planId: orNull(id),
      planName: orNull(text),
      priceId: orNull(id),
      reason: fc.constantFrom('payment' as const, 'review' as const),
      recoveryUrl: orNull(link),
    }),
  ),
  cancellation: orNull(fc.record({ effectiveAt: instant, undoable: fc.boolean() })),
});
const state: Arbitrary<SubscriptionState> = fc.oneof(
  fc.record({ status: fc.constantFrom('active' as const) }),
  fc.record({ status: fc.constantFrom('paused' as const, 'canceled' as const) }),
  fc.record({ status: fc.constantFrom('past_due' as const, 'on_hold' as const), recoveryUrl: orNull(link) }),
  fc.record({ status: fc.constant('pending_payment' as const), checkoutUrl: orNull(link) }),
  fc.record({ status: fc.constant('trialing' as const), trialEndsAt: instant }),
);
export const anySubscription: Arbitrary<Subscription> = fc
  .tuple(facts, state)
  .map(([known, status]) => ({ ...known, ...status }));

const severity = fc.constantFrom<Severity>('block', 'warn', 'info');
const impact: Arbitrary<Impact> = fc
  .record({ sample: fc.constantFrom(...Object.values(impacts)), severity, name: text })
  .map(({ sample, ...more }) => ({ ...sample, ...more }));
const line: Arbitrary<PreviewLine> = fc.record({
  kind: keyOf(lines),
  amount: anyMoney,
  name: orNull(text),
  quantity: orNull(fc.integer()),
  days: orNull(fc.record({ part: count, total: count })),
});
const confirmable = {
  token: id,
  validForMs: count,
  change: fc.constantFrom(...Object.values(changes)),
  impact: few(impact),
};
const onward = {
  nextInvoice: orNull(fc.record({ date: instant, amount: orNull(anyMoney) })),
  recurring: orNull(fc.record({ amount: anyMoney, interval })),
  paymentMethod: orNull(fc.record({ brand: text, last4: orNull(text) })),
};
const certainty = fc.constantFrom('exact' as const, 'estimate' as const);
const excludes = fc.subarray(['tax', 'credit', 'usage'] as const);

export const anyPreview: Arbitrary<PreviewOutcome> = fc.oneof(
  fc.record({
    status: fc.constant('quote' as const),
    ...confirmable,
    ...onward,
    dueNow: anyMoney,
    certainty,
    excludes,
    lines: few(line),
    includedTax: orNull(fc.record({ name: orNull(text), amount: anyMoney })),
    effectiveAt: instant,
    creditAfter: orNull(anyMoney),
    creditAdded: orNull(anyMoney),
  }),
  fc.record({
    status: fc.constant('scheduled' as const),
    ...confirmable,
    ...onward,
    effectiveAt: instant,
    paidUntil: orNull(instant),
  }),
  fc.record({
    status: fc.constant('requires_checkout' as const),
    ...confirmable,
    ...onward,
    dueNow: orNull(anyMoney),
    certainty,
    excludes,
    checkoutHost: orNull(text),
  }),
  fc.record({
    status: fc.constant('blocked' as const),
    reason: keyOf(blockedPreviews),
    change: confirmable.change,
    impact: confirmable.impact,
    recoveryUrl: orNull(link),
  }),
  fc.record({
    status: fc.constant('unavailable' as const),
    ...confirmable,
    recurring: onward.recurring,
    effectiveAt: orNull(instant),
  }),
);

const intent = <T>(value: Arbitrary<T>): Arbitrary<Intent<T>> =>
  fc.oneof(
    fc.constant({ intent: 'keep' as const }),
    fc.constant({ intent: 'remove' as const }),
    fc.record({ intent: fc.constant('replace' as const), values: few(value) }),
  );
export const anySelection: Arbitrary<Selection> = fc.record(
  {
    priceId: id,
    quantity: fc.integer({ min: 1, max: 1000 }),
    addons: intent(fc.record({ addonId: id, quantity: count })),
    discountCodes: intent(text),
    effectiveAt: fc.constantFrom('immediately' as const, 'next_billing_date' as const),
  },
  { requiredKeys: ['priceId'] },
);

const capabilities: Arbitrary<Capabilities> = fc
  .subarray(Object.keys(someCapabilities()))
  .map((lacking) => someCapabilities(Object.fromEntries(lacking.map((name) => [name, false]))));
export const anyCatalog: Arbitrary<Catalog> = fc.record({
  plans: few(plan),
  addons: few(addon),
  topUps: few(fc.record({ id, amount: anyMoney })),
  subscription: orNull(anySubscription),
  openChange: orNull(
    fc.record({
      token: id,
      selection: anySelection,
      expected: orNull(anyMoney),
      status: fc.constantFrom('in_flight' as const, 'requires_checkout' as const, 'unknown' as const),
    }),
  ),
  capabilities,
  scopeKey: text,
  billingTimeZone: text,
  may: fc.constantFrom('view' as const, 'change' as const),
  role: fc.constantFrom('customer' as const, 'operator' as const),
  redirectOrigins: few(text),
  supportUrl: orNull(link),
  operatorBalance: orNull(anyMoney),
});
