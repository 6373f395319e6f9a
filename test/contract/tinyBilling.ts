import type { BillingAdapter, Capabilities, ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import { ChangePlanError } from '../../src/core/errors.js';
import { blockingImpact, impactOf } from '../../src/core/impact.js';
import { sameMoney, type Money } from '../../src/core/money.js';
import type { ChangePlanOutcome, TopUpOutcome } from '../../src/core/outcome.js';
import { changeDirection, findPrice, type PricedPlan } from '../../src/core/plan.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';
import { fingerprint, type ScheduledChange, type Subscription } from '../../src/core/subscription.js';
import {
  aCatalog,
  aScheduledChange,
  aSubscription,
  harborPlans,
  PERIOD_END,
  SAMPLE_NOW,
  someCapabilities,
  type SubscriptionState,
  usd,
} from '../../src/exports/testing.js';
import type { Charge, ContractWorld } from '../../src/testing/contract/harness.js';

const CHECKOUT = 'https://checkout.example';

/** What this billing system can do. */
export const tinyCapabilities = someCapabilities();

/** What is different in a situation. */
export interface TinySetup {
  readonly capabilities?: Capabilities;
  readonly credit?: number;
  readonly addons?: Subscription['addons'];
  readonly otherItems?: Subscription['otherItems'];
  readonly codes?: readonly string[];
  readonly state?: SubscriptionState;
  /** What becomes of a payment: made; refused while the change waits, or is made without it; or asked about by the bank. */
  readonly payment?: 'made' | 'waits' | 'unpaid' | 'asked';
}

const TOP_UP = { id: 'credit_10', amount: usd(1000) };
const CODES: readonly string[] = ['LAUNCH', 'SPRING'];
const PAY = `${CHECKOUT}/pay`;

export interface TinyBilling extends ContractWorld {
  decline(): void;
  movePrice(): void;
  loseAnswer(): void;
  advanceDays(): void;
  atCheckout(url: string, ending: 'paid' | 'canceled'): void;
  completePayment(): void;
}

interface Offer {
  readonly preview: PreviewOutcome;
  readonly selection: Selection;
  readonly state: string;
}

/** One customer, one invented billing system, in memory: the smallest that keeps every promise. */
export function tinyBilling(
  heldPrice: string | null,
  usedSeats: number,
  selection: Selection,
  setup: TinySetup = {},
): TinyBilling {
  let held: PricedPlan | null = findPrice(harborPlans, heldPrice);
  let scheduled: ScheduledChange | null = null;
  let addons = setup.addons ?? [];
  let codes = setup.codes ?? [];
  let credit = setup.credit ?? 0;
  let quantity = 1;
  let state: SubscriptionState = setup.state ?? { status: 'active' };
  let cancellation: Subscription['cancellation'] = null;
  let pendingChange: Subscription['pendingChange'] = null;
  let waits: { readonly token: string; readonly to: PricedPlan; readonly choice: Selection } | null = null;
  const bought = new Map<string, TopUpOutcome>();
  let declines = false;
  let loses = false;
  let surcharge = 0;
  let count = 0;
  const charges: Charge[] = [];
  const offers = new Map<string, Offer>();
  const answers = new Map<string, ChangePlanOutcome>();
  /** One at a time: what is chosen anew takes the place of what was. */
  let checkout: { readonly url: string; readonly to: PricedPlan; ending: 'open' | 'canceled' } | null = null;

  function priced(priceId: string): PricedPlan {
    const found = findPrice(harborPlans, priceId);
    if (found === null) throw new ChangePlanError('unknown_price', 'Harbor does not sell this price.');
    return found;
  }

  function subscription(): Subscription | null {
    if (held === null) return null;
    const { plan, price } = held;
    const facts = {
      planId: plan.id,
      planName: plan.name,
      priceId: price.id,
      interval: price.interval,
      amount: price.amount,
      usage: [{ featureId: 'seats', used: usedSeats, included: 10 }],
      scheduledChange: scheduled,
      quantity,
      addons,
      otherItems: setup.otherItems ?? [],
      discounts: codes.map((code) => ({ code, name: null, endsAt: null })),
      creditBalance: usd(credit),
      cancellation,
      pendingChange,
      nextBillingDate: cancellation === null && state.status !== 'canceled' ? PERIOD_END : null,
    };
    return aSubscription(facts, state);
  }

  function subscribed(): Subscription {
    const found = subscription();
    if (found === null) throw new ChangePlanError('subscription_not_found', 'There is no subscription yet.');
    return found;
  }

  /** What a change costs before credit. */
  function gross(to: PricedPlan, count = 1): number {
    const before = held?.price.amount?.amount ?? 0;
    return (to.price.amount?.amount ?? 0) * count + surcharge - Math.floor(before / 2);
  }

  function due(to: PricedPlan, count = 1): Money {
    const whole = gross(to, count);
    return usd(whole > 0 ? Math.max(0, whole - credit) : whole);
  }

  function previewOf({ priceId, effectiveAt, discountCodes, ...more }: Selection): PreviewOutcome {
    const to = priced(priceId);
    const named = more.addons?.intent === 'replace' ? more.addons.values : [];
    if (named.some(({ addonId }) => addonId !== 'addon_storage'))
      throw new ChangePlanError('not_allowed', 'Nobody sells this add-on.', { sent: false });
    const units = more.quantity ?? quantity;
    const direction = changeDirection(held, to);
    const later = effectiveAt === undefined ? direction === 'downgrade' : effectiveAt === 'next_billing_date';
    const impact = impactOf({
      subscription: subscription(),
      from: held?.plan ?? null,
      to: to.plan,
      when: later ? 'later' : 'immediately',
    });
    const change = {
      direction,
      from: held && { planId: held.plan.id, planName: held.plan.name, interval: held.price.interval },
      to: { planId: to.plan.id, planName: to.plan.name, priceId, interval: to.price.interval },
    };
    const blocked = { status: 'blocked', change, impact, recoveryUrl: null } as const;
    if (direction === 'same') return { ...blocked, reason: 'no_change' };
    if (pendingChange) return { ...blocked, reason: 'pending_change_exists' };
    if (discountCodes?.intent === 'replace' && discountCodes.values.some((code) => !CODES.includes(code)))
      return { ...blocked, reason: 'discount_invalid' };
    if (blockingImpact(impact)) return { ...blocked, reason: 'seat_limit_exceeded' };
    const { amount } = to.price;
    const common = {
      token: `offer_${++count}`,
      validForMs: 600_000,
      change,
      impact,
      nextInvoice: null,
      recurring: amount && amount.amount > 0 ? { amount, interval: to.price.interval } : null,
      paymentMethod: null,
    };
    if (held === null || held.plan.isFree)
      return {
        status: 'requires_checkout',
        ...common,
        dueNow: due(to, units),
        certainty: 'exact',
        excludes: [],
        checkoutHost: 'checkout.example',
      };
    if (later) return { status: 'scheduled', ...common, effectiveAt: PERIOD_END, paidUntil: null };
    return {
      status: 'quote',
      ...common,
      dueNow: due(to, units),
      certainty: 'exact',
      excludes: [],
      lines: [],
      effectiveAt: SAMPLE_NOW,
      creditAfter: usd(creditAfter(to, units)),
      creditAdded: usd(0),
    };
  }

  function offered(choice: Selection): PreviewOutcome {
    const preview = previewOf(choice);
    if (preview.status !== 'blocked')
      offers.set(preview.token, { preview, selection: choice, state: fingerprint(subscription()) });
    return preview;
  }

  function stale({ selection: choice, expected }: ChangePlanRequest, reason: 'token_refused' | 'amount_changed') {
    return { status: 'preview_stale', reason, shown: expected, preview: offered(choice) } as const;
  }

  function creditAfter(to: PricedPlan, count: number): number {
    return credit - Math.min(credit, Math.max(0, gross(to, count)));
  }

  function choose({ addons: items, discountCodes, ...more }: Selection): void {
    if (items?.intent === 'replace') addons = items.values.map((item) => ({ ...item, name: 'Extra storage' }));
    if (items?.intent === 'remove') addons = [];
    if (discountCodes?.intent === 'replace') codes = discountCodes.values;
    if (discountCodes?.intent === 'remove') codes = [];
    quantity = more.quantity ?? quantity;
  }

  function applied(to: PricedPlan, amount: Money, choice: Selection, pays = true): ChangePlanOutcome {
    const owes = amount.amount > 0;
    if (owes && declines) {
      declines = false;
      return { status: 'declined', reason: 'card_declined', recoveryUrl: null, reference: null };
    }
    if (owes && pays) charges.push({ id: `ch_${charges.length + 1}`, amount });
    credit = creditAfter(to, choice.quantity ?? quantity);
    held = to;
    scheduled = null;
    choose(choice);
    if (!pays) state = { status: 'past_due', recoveryUrl: PAY };
    return {
      status: 'applied',
      payment: !pays ? 'failed' : owes ? 'paid' : 'none',
      amountCharged: owes && pays ? amount : null,
      difference: null,
      subscription: subscribed(),
      invoice: null,
      recoveryUrl: pays ? null : PAY,
    };
  }

  function waiting(token: string, to: PricedPlan, choice: Selection): ChangePlanOutcome {
    waits = { token, to, choice };
    if (setup.payment === 'asked') return { status: 'requires_action', actionUrl: PAY, clientSecret: null };
    const { plan, price } = to;
    const target = { planId: plan.id, planName: plan.name, priceId: price.id };
    pendingChange = { id: `pch_${++count}`, ...target, reason: 'payment', recoveryUrl: PAY };
    return { status: 'pending', reason: 'payment', recoveryUrl: PAY, subscription: subscribed() };
  }

  function made(request: ChangePlanRequest): ChangePlanOutcome {
    const offer = offers.get(request.token);
    if (!offer || offer.selection.priceId !== request.selection.priceId) return stale(request, 'token_refused');
    const now = previewOf(request.selection);
    const moved = offer.state !== fingerprint(subscription()) || !sameMoney(promisedAmount(now), request.expected);
    if (moved || now.status === 'blocked') return stale(request, 'amount_changed');
    const to = priced(request.selection.priceId);
    if (now.status === 'requires_checkout') {
      if (checkout?.to.price.id !== to.price.id) checkout = { url: `${CHECKOUT}/${request.token}`, to, ending: 'open' };
      return { status: 'requires_checkout', checkoutUrl: checkout.url, expiresAt: null };
    }
    const { selection: choice } = request;
    if (now.status !== 'scheduled') {
      if (setup.payment === 'waits' || setup.payment === 'asked') return waiting(request.token, to, choice);
      return applied(to, due(to, choice.quantity ?? quantity), choice, setup.payment !== 'unpaid');
    }
    scheduled = aScheduledChange({
      id: `sch_${++count}`,
      planId: to.plan.id,
      planName: to.plan.name,
      priceId: to.price.id,
      interval: to.price.interval,
    });
    return { status: 'scheduled', effectiveAt: PERIOD_END, subscription: subscribed(), impact: now.impact };
  }

  const { capabilities = tinyCapabilities } = setup;
  const adapter: BillingAdapter = {
    async getCatalog(_, signal) {
      signal.throwIfAborted();
      return aCatalog({ subscription: subscription(), capabilities, topUps: [TOP_UP] });
    },
    async previewChangePlan(request, signal) {
      signal.throwIfAborted();
      return offered(request.selection);
    },
    async changePlan(request, signal) {
      signal.throwIfAborted();
      const answer = answers.get(request.token) ?? made(request);
      if (answer.status !== 'preview_stale') answers.set(request.token, answer);
      if (!loses) return answer;
      loses = false;
      throw new ChangePlanError('network', 'The answer was lost.');
    },
    async readChange(request, signal) {
      signal.throwIfAborted();
      const answer = answers.get(request.token);
      if (!answer) return { status: 'not_changed', reason: 'not_received', subscription: subscription() };
      if (answer.status !== 'requires_checkout') return answer;
      const gone = { status: 'not_changed', subscription: subscription() } as const;
      if (checkout?.url !== answer.checkoutUrl) return { ...gone, reason: 'superseded' };
      return checkout.ending === 'canceled' ? { ...gone, reason: 'canceled' } : answer;
    },
    async cancelScheduledChange({ scheduledChangeId }, signal) {
      signal.throwIfAborted();
      if (cancellation && held && scheduledChangeId === subscribed().id) {
        cancellation = null;
        return { status: 'undone', subscription: subscribed() };
      }
      if (scheduled?.id !== scheduledChangeId)
        return { status: 'rejected', reason: 'nothing_scheduled', subscription: subscription() };
      scheduled = null;
      return { status: 'undone', subscription: subscribed() };
    },
    async cancelSubscription({ effectiveAt }, signal) {
      signal.throwIfAborted();
      if (effectiveAt === 'immediately') {
        state = { status: 'canceled' };
        return { status: 'canceled', subscription: subscribed() };
      }
      cancellation = { effectiveAt: PERIOD_END, undoable: true };
      return { status: 'scheduled', effectiveAt: PERIOD_END, subscription: subscribed() };
    },
    async topUpCredits({ topUpId, expected, idempotencyKey }, signal) {
      signal.throwIfAborted();
      if (topUpId !== TOP_UP.id) return { status: 'rejected', reason: 'unavailable' };
      if (!sameMoney(expected, TOP_UP.amount)) return { status: 'rejected', reason: 'amount_changed' };
      const known = bought.get(idempotencyKey);
      if (known) return known;
      credit += TOP_UP.amount.amount;
      charges.push({ id: idempotencyKey, amount: TOP_UP.amount });
      const outcome = { status: 'topped_up', creditBalance: usd(credit) } as const;
      bought.set(idempotencyKey, outcome);
      return outcome;
    },
    async createLink({ purpose }, signal) {
      signal.throwIfAborted();
      return { status: 'ready', url: `${CHECKOUT}/${purpose}` };
    },
  };

  return {
    adapter,
    selection,
    charges: async () => [...charges],
    close: async () => undefined,
    decline: () => void (declines = true),
    movePrice: () => void (surcharge = 100),
    loseAnswer: () => void (loses = true),
    advanceDays: () => {
      if (scheduled?.priceId) held = priced(scheduled.priceId);
      scheduled = null;
      if (cancellation) state = { status: 'canceled' };
    },
    completePayment: () => {
      if (!waits) throw new Error('Nothing waits for a payment.');
      const { token, to, choice } = waits;
      pendingChange = null;
      answers.set(token, applied(to, due(to, choice.quantity ?? quantity), choice));
    },
    atCheckout: (url, ending) => {
      if (checkout?.url !== url) throw new Error('This checkout is closed.');
      if (ending === 'canceled') return void (checkout.ending = ending);
      const paid = applied(checkout.to, due(checkout.to), { priceId: checkout.to.price.id });
      for (const [token, answer] of answers)
        if (answer.status === 'requires_checkout' && answer.checkoutUrl === url) answers.set(token, paid);
    },
  };
}
