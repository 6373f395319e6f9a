import { billOfChange } from '../../engine/bill.js';
import { addDays } from '../../engine/calendar.js';
import { cancel, uncancel } from '../../engine/cancel.js';
import { activeSubscriptionOf, customerOf, planOf, subscriptionOf } from '../../engine/catalog.js';
import { changePlan } from '../../engine/change.js';
import { moveClock } from '../../engine/clock.js';
import { decide } from '../../engine/decide.js';
import { Refused } from '../../engine/refused.js';
import { topUp } from '../../engine/topUp.js';
import { openBillingPage, reactivate as reactivateSubscription, subscribe } from '../../engine/subscribe.js';
import type { World, WorldCustomer } from '../../engine/world.js';
import { nextId } from '../../engine/world.js';
import type { WireContext } from '../answer.js';
import { changeShape, previewShape } from './changeShape.js';
import type { Fields } from './input.js';
import { Problematic, optionalFlag, optionalInterval, optionalText, optionalUrl, text, wholeNumber } from './input.js';
import { invalid } from './problems.js';
import { groupShape, planShape, toRate } from './planShape.js';
import { newestFirst, subscriptionShape } from './subscriptionShape.js';
import type { CommetVersion } from './version.js';
import { list, single } from './version.js';

/** One call of the vendor's API, with its input already taken apart. */
export interface Call extends WireContext {
  readonly version: CommetVersion;
  /** What stands for `:name` in the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Body and query together. */
  readonly fields: Fields;
}

export type Handler = (call: Call) => unknown;

const id = (call: Call) => call.params.id ?? '';
const one = (call: Call, data: unknown) => single(call.version, data);

function shaped(call: Call, subscriptionId: string): Record<string, unknown> {
  return subscriptionShape(call, subscriptionOf(call.world, subscriptionId), call.version);
}

export const listPlans: Handler = (call) => {
  const all = call.fields.includePrivate === 'true';
  const plans = call.world.plans.filter((plan) => all || plan.isPublic);
  return list(
    call.version,
    plans.map((plan) => planShape(plan, call.version, call.options)),
  );
};

export const getPlan: Handler = (call) =>
  one(call, planShape(planOf(call.world, id(call)), call.version, call.options));

export const listPlanGroups: Handler = (call) =>
  list(
    call.version,
    call.world.planGroups.map((group) => groupShape(call.world, group, call.version)),
  );

export const getPlanGroup: Handler = (call) => {
  const group = call.world.planGroups.find((candidate) => candidate.id === id(call));
  if (!group) throw new Refused('not_found', 'There is no such plan group.');
  return one(call, groupShape(call.world, group, call.version));
};

export const listSubscriptions: Handler = (call) => {
  const customerId = optionalText(call.fields, 'customerId');
  const status = optionalText(call.fields, 'status');
  const found = call.world.subscriptions.filter(
    (candidate) =>
      (customerId === undefined || candidate.customerId === customerId) &&
      (status === undefined || candidate.status === status),
  );
  return list(
    call.version,
    newestFirst(found).map((subscription) => shaped(call, subscription.id)),
  );
};

export const getSubscription: Handler = (call) => one(call, shaped(call, id(call)));

export const getActiveSubscription: Handler = (call) => {
  const customer = customerOf(call.world, text(call.fields, 'customerId'));
  const active = activeSubscriptionOf(call.world, customer.id);
  return one(call, active && shaped(call, active.id));
};

export const createSubscription: Handler = (call) => {
  const planId = optionalText(call.fields, 'planId') ?? text(call.fields, 'planCode');
  const { subscription } = subscribe(
    call.world,
    {
      customerId: text(call.fields, 'customerId'),
      planId,
      interval: optionalInterval(call.fields, 'billingInterval'),
      skipTrial: optionalFlag(call.fields, 'skipTrial'),
      successUrl: optionalUrl(call.fields, 'successUrl'),
      withIntro: hasIntros(call),
    },
    call.options,
  );
  return one(call, shaped(call, subscription.id));
};

// The later version has offers of another kind, which no price names.
function hasIntros({ version }: Call): boolean {
  return version === '2026-07-11';
}

export const previewChange: Handler = (call) => {
  const planId = text(call.fields, 'planId');
  const interval = optionalInterval(call.fields, 'billingInterval');
  const { world, options, version } = call;
  const subscription = subscriptionOf(world, id(call));
  const decision = decide(world, subscription, { planId, interval }, options, options.previewChecksSeats);
  const { currency } = customerOf(world, subscription.customerId);
  const show = (figures: { credit: number; charge: number; isUpgrade: boolean }) =>
    one(call, previewShape(world, subscription, { currency, ...figures }, version, options.previewFloor));
  switch (decision.kind) {
    case 'scheduled':
      throw new Refused('plan_change_scheduled', 'This change happens at the end of the period; nothing is due now.');
    case 'checkout':
      if (options.previewFreeToPaid === 'refuse')
        throw new Refused('free_plan_change_not_supported', 'A move from a free plan goes through a checkout.');
      return show({ credit: 0, charge: decision.target.amount, isUpgrade: true });
    case 'immediate': {
      const bill = billOfChange(withoutUsage(world, subscription.customerId), subscription, decision, options);
      return show({ credit: bill.credit, charge: bill.charge, isUpgrade: decision.isUpgrade });
    }
  }
};

// The vendor's preview does not know of use that is not billed yet.
function withoutUsage(world: World, customerId: string): World {
  const forget = (customer: WorldCustomer) =>
    customer.id === customerId ? { ...customer, unbilledUsage: 0 } : customer;
  return { ...world, customers: world.customers.map(forget) };
}

export const change: Handler = (call) => {
  const { world, options, gateway, overcharge } = call;
  const request = {
    planId: optionalText(call.fields, 'newPlanId'),
    interval: optionalInterval(call.fields, 'newBillingInterval'),
  };
  const successUrl = optionalUrl(call.fields, 'successUrl');
  const changed = changePlan(world, id(call), request, {
    options,
    gateway,
    successUrl,
    overcharge,
    withIntro: hasIntros(call),
  });
  return one(call, changeShape(changed, call.version, call.origin));
};

export const cancelSubscription: Handler = (call) => {
  const reason = optionalText(call.fields, 'reason') ?? null;
  const subscription = cancel(call.world, id(call), reason, optionalFlag(call.fields, 'immediate') ?? false);
  if (call.version === '2026-07-31') return one(call, shaped(call, subscription.id));
  return one(call, {
    id: subscription.id,
    customerId: subscription.customerId,
    status: subscription.status,
    canceledAt: call.world.now,
    cancelReason: reason,
    scheduledCancellationDate: subscription.cancellation?.effectiveAt ?? call.world.now,
    updatedAt: subscription.updatedAt,
    object: 'subscription',
    livemode: false,
  });
};

export const uncancelSubscription: Handler = (call) => {
  const subscription = uncancel(call.world, id(call));
  if (call.version === '2026-07-31') return one(call, shaped(call, subscription.id));
  const { customerId, status, updatedAt } = subscription;
  return one(call, { id: subscription.id, customerId, status, updatedAt, object: 'subscription', livemode: false });
};

export const reactivate: Handler = (call) => {
  try {
    const { subscription } = reactivateSubscription(call.world, id(call), call.options, call.gateway);
    return one(call, { id: subscription.id, retryInitiated: true, object: 'subscription', livemode: false });
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.code !== 'charge_failed') throw thrown;
    const page = openBillingPage(call.world, id(call), null, call.options);
    throw new Refused('charge_failed', thrown.message, { recoveryUrl: `${call.origin}/billing/${page.id}` });
  }
};

export const recoveryLink: Handler = (call) => {
  const page = openBillingPage(call.world, id(call), null, call.options);
  const url = `${call.origin}/billing/${page.id}`;
  return one(call, { url, token: page.id, object: 'subscription', livemode: false });
};

export const updatePaymentMethod: Handler = (call) => {
  const successUrl = optionalUrl(call.fields, 'successUrl') ?? null;
  const page = openBillingPage(call.world, id(call), successUrl, call.options);
  return one(call, { checkoutUrl: `${call.origin}/billing/${page.id}`, object: 'subscription', livemode: false });
};

export const topUpBalance: Handler = (call) => {
  const { world, gateway, options } = call;
  const held = subscriptionOf(world, id(call));
  if (!options.commet.balances || (held.status !== 'active' && held.status !== 'trialing'))
    throw new Refused('invalid_subscription_status', 'Only a running subscription with a balance is topped up.');
  const { currency } = customerOf(world, held.customerId);
  const amount = wholeNumber(call.fields, 'amount');
  const minor = options.commet.topUpScale === 'rate' ? amount / toRate(1, currency) : amount;
  if (!Number.isSafeInteger(minor)) throw new Problematic(invalid('amount', 'is finer than the currency'));
  topUp(world, held.id, minor, gateway, 'balance');
  return one(call, { amount, object: 'subscription', livemode: false });
};

export const seatBalance: Handler = (call) => {
  const customer = customerOf(call.world, text(call.fields, 'customerId'));
  const current = customer.usage[text(call.fields, 'featureCode')] ?? 0;
  return one(call, { current, asOf: call.world.now, object: 'seat', livemode: false });
};

export const seatBalances: Handler = (call) => {
  const customer = customerOf(call.world, text(call.fields, 'customerId'));
  const codes = [...seatCodes(call.world)];
  const rows = codes.map((featureCode) => ({
    featureCode,
    current: customer.usage[featureCode] ?? 0,
    asOf: call.world.now,
    object: 'seat',
    livemode: false,
  }));
  return list(call.version, rows);
};

function seatCodes(world: World): ReadonlySet<string> {
  const seats = world.plans.flatMap((plan) => plan.features).filter((feature) => feature.type === 'seats');
  return new Set(seats.map((feature) => feature.code));
}

/** Adds, sets or removes seats; `by` says what becomes of the present number. */
export function seats(by: (present: number, count: number) => number): Handler {
  return (call) => {
    const customer = customerOf(call.world, text(call.fields, 'customerId'));
    const featureCode = text(call.fields, 'featureCode');
    if (!seatCodes(call.world).has(featureCode)) throw new Problematic(invalid('featureCode', 'names no seat feature'));
    const previousBalance = customer.usage[featureCode] ?? 0;
    const newBalance = Math.max(0, by(previousBalance, wholeNumber(call.fields, 'count')));
    requireRoom(call.world, customer, featureCode, newBalance);
    customer.usage[featureCode] = newBalance;
    return one(call, {
      id: nextId(call.world, 'sev'),
      customerId: customer.id,
      featureCode,
      previousBalance,
      newBalance,
      ts: call.world.now,
      createdAt: call.world.now,
      object: 'seat',
      livemode: false,
    });
  };
}

function requireRoom(world: World, customer: WorldCustomer, code: string, count: number): void {
  const held = activeSubscriptionOf(world, customer.id);
  const feature = held && planOf(world, held.planId).features.find((candidate) => candidate.code === code);
  if (!feature || feature.unlimited || feature.overage !== null || feature.included === null) return;
  if (count > feature.included && count > (customer.usage[code] ?? 0))
    throw new Refused('seat_limit_exceeded', `The plan includes ${feature.included} seats.`);
}

export const portal: Handler = (call) => {
  const customerId = optionalText(call.fields, 'customerId');
  const email = optionalText(call.fields, 'email');
  if ((customerId === undefined) === (email === undefined))
    throw new Problematic(invalid('customerId', 'give either customerId or email'));
  const customer = call.world.customers.find((candidate) => candidate.id === customerId || candidate.email === email);
  if (!customer) throw new Refused('customer_not_found', 'There is no such customer.');
  const token = nextId(call.world, 'prt');
  return one(call, { portalUrl: `${call.origin}/portal/${token}`, object: 'portal_session', livemode: false });
};

function clockShape({ now }: World): Record<string, unknown> {
  return { simulatedTime: now, isActive: true, now, object: 'test_clock', livemode: false };
}

export const getClock: Handler = (call) => one(call, clockShape(call.world));

export const advanceClock: Handler = (call) => {
  const { world, options, gateway, fields } = call;
  const frozen = optionalText(fields, 'frozenTime');
  if (frozen !== undefined && Number.isNaN(Date.parse(frozen)))
    throw new Problematic(invalid('frozenTime', 'must be a date'));
  const to = frozen ?? addDays(world.now, wholeNumber(fields, 'advanceDays'));
  moveClock(world, to, options, gateway);
  return one(call, clockShape(world));
};

/** Moving the clock has already carried everything out, so there is nothing left to find. */
export const processBilling: Handler = (call) => {
  if (call.version === '2026-07-31')
    throw new Problematic({ code: 'endpoint_deprecated', message: 'Advancing the clock processes billing.' });
  const counts = { customersFound: 0, enqueued: 0, failed: 0, dunningRetried: 0, dunningFailed: 0 };
  return one(call, { ...counts, object: 'test_clock', livemode: false });
};
