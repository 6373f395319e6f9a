import type { BillingAdapter, ChangePlanRequest, Selection } from '../../src/core/adapter.js';
import { ChangePlanError } from '../../src/core/errors.js';
import { blockingImpact, impactOf } from '../../src/core/impact.js';
import { sameMoney, type Money } from '../../src/core/money.js';
import type { ChangePlanOutcome } from '../../src/core/outcome.js';
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
  usd,
} from '../../src/exports/testing.js';
import type { Charge, ContractWorld } from '../../src/testing/contract/harness.js';

const CHECKOUT = 'https://checkout.example';

/** What this billing system can do. */
export const tinyCapabilities = someCapabilities({
  quantity: false,
  addons: false,
  discounts: false,
  credits: false,
  topUp: false,
  portal: false,
  recoveryLink: false,
  cancel: false,
  cancelNow: false,
});

export interface TinyBilling extends ContractWorld {
  decline(): void;
  movePrice(): void;
  loseAnswer(): void;
  advanceDays(): void;
  atCheckout(url: string, ending: 'paid' | 'canceled'): void;
}

interface Offer {
  readonly preview: PreviewOutcome;
  readonly selection: Selection;
  readonly state: string;
}

/** One customer, one invented billing system, in memory: the smallest that keeps every promise. */
export function tinyBilling(heldPrice: string | null, usedSeats: number, selection: Selection): TinyBilling {
  let held: PricedPlan | null = findPrice(harborPlans, heldPrice);
  let scheduled: ScheduledChange | null = null;
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
    return aSubscription({
      planId: plan.id,
      planName: plan.name,
      priceId: price.id,
      interval: price.interval,
      amount: price.amount,
      usage: [{ featureId: 'seats', used: usedSeats, included: 10 }],
      scheduledChange: scheduled,
    });
  }

  function subscribed(): Subscription {
    const found = subscription();
    if (found === null) throw new ChangePlanError('subscription_not_found', 'There is no subscription yet.');
    return found;
  }

  function due(to: PricedPlan): Money {
    const before = held?.price.amount?.amount ?? 0;
    return usd((to.price.amount?.amount ?? 0) + surcharge - Math.floor(before / 2));
  }

  function previewOf({ priceId, effectiveAt, quantity, addons, discountCodes }: Selection): PreviewOutcome {
    if (quantity !== undefined || addons || discountCodes)
      throw new ChangePlanError('not_allowed', 'Only the price can be chosen here.', { sent: false });
    const to = priced(priceId);
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
        dueNow: due(to),
        certainty: 'exact',
        excludes: [],
        checkoutHost: 'checkout.example',
      };
    if (later) return { status: 'scheduled', ...common, effectiveAt: PERIOD_END, paidUntil: null };
    return {
      status: 'quote',
      ...common,
      dueNow: due(to),
      certainty: 'exact',
      excludes: [],
      lines: [],
      effectiveAt: SAMPLE_NOW,
      creditAfter: null,
      creditAdded: null,
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

  function applied(to: PricedPlan, amount: Money): ChangePlanOutcome {
    const owes = amount.amount > 0;
    if (owes && declines) {
      declines = false;
      return { status: 'declined', reason: 'card_declined', recoveryUrl: null, reference: null };
    }
    if (owes) charges.push({ id: `ch_${charges.length + 1}`, amount });
    held = to;
    scheduled = null;
    return {
      status: 'applied',
      payment: owes ? 'paid' : 'none',
      amountCharged: owes ? amount : null,
      difference: null,
      subscription: subscribed(),
      invoice: null,
      recoveryUrl: null,
    };
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
    if (now.status !== 'scheduled') return applied(to, due(to));
    scheduled = aScheduledChange({
      id: `sch_${++count}`,
      planId: to.plan.id,
      planName: to.plan.name,
      priceId: to.price.id,
      interval: to.price.interval,
    });
    return { status: 'scheduled', effectiveAt: PERIOD_END, subscription: subscribed(), impact: now.impact };
  }

  const adapter: BillingAdapter = {
    async getCatalog(_, signal) {
      signal.throwIfAborted();
      return aCatalog({ subscription: subscription(), capabilities: tinyCapabilities, addons: [], topUps: [] });
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
      if (scheduled?.id !== scheduledChangeId)
        return { status: 'rejected', reason: 'nothing_scheduled', subscription: subscription() };
      scheduled = null;
      return { status: 'undone', subscription: subscribed() };
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
    },
    atCheckout: (url, ending) => {
      if (checkout?.url !== url) throw new Error('This checkout is closed.');
      if (ending === 'canceled') return void (checkout.ending = ending);
      const paid = applied(checkout.to, due(checkout.to));
      for (const [token, answer] of answers)
        if (answer.status === 'requires_checkout' && answer.checkoutUrl === url) answers.set(token, paid);
    },
  };
}
