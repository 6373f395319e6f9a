import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FlowState } from 'planshift';
import {
  appliedOutcomes,
  checkingStates,
  declines,
  flowStates,
  notChangedOutcomes,
  previews,
  quotes,
  rejections,
  reviewingStates,
  settledStates,
  settledWith,
  stales,
  yearly,
} from 'planshift/testing';
import { contract } from './contract.js';
import { heard, one, settle, still, tidy } from './stage.js';

/** What is told of an event: the step that causes it, and each value of the contract's template as the kit says it. */
interface Told {
  readonly from: FlowState;
  readonly to: FlowState;
  readonly tells: Readonly<Record<string, string>>;
  /** The rest of the sentence, in the kit's words. */
  readonly says: RegExp;
  /** Values that the kit does not have, and why. */
  readonly without?: Readonly<Record<string, string>>;
}

const { choosing, previewing, reviewing, confirming } = flowStates;
const withPlan = (interval = choosing.choice.interval, priceId = 'price_pro_monthly'): FlowState => ({
  ...choosing,
  choice: { interval, selection: { priceId } },
});
const { subscription_changed: changed } = stales;

const told: Readonly<Record<string, Told>> = {
  N01: {
    from: choosing,
    to: previewing,
    tells: { plan: 'Pro', interval: 'monthly' },
    says: /^Calculating the price for/,
  },
  N02: {
    from: previewing,
    to: reviewing,
    tells: { plan: 'Pro', interval: 'monthly', amount: '$84.50', nextAmount: '$99.00', nextDate: 'May 16, 2026' },
    says: /as soon as you confirm.*Due today/,
  },
  N03: {
    from: previewing,
    to: { ...reviewing, preview: quotes.credit },
    tells: { plan: 'Starter', amount: '$20.50' },
    says: /Nothing is due today.*credit for later bills/,
  },
  N04: {
    from: previewing,
    to: reviewingStates.scheduled,
    tells: { plan: 'Starter', date: 'May 1, 2026', currentPlan: 'Pro' },
    says: /Until then you keep.*Nothing is due today/,
  },
  N05: {
    from: previewing,
    to: { ...reviewing, preview: previews.requires_checkout },
    tells: { plan: 'Pro', amount: '$99.00', host: 'checkout.example' },
    says: /You enter your payment details on/,
  },
  N06: {
    from: withPlan(),
    to: withPlan(yearly, 'price_pro_yearly'),
    tells: { interval: 'year', plan: 'Pro', amount: '$990' },
    says: /^Prices are now per/,
  },
  N07: { from: reviewing, to: confirming, tells: {}, says: /^Changing your plan/ },
  N08: {
    from: confirming,
    to: { ...confirming, slow: true },
    tells: {},
    says: /^This is taking longer than usual\. You do not need to do anything\.$/,
  },
  N09: {
    from: confirming,
    to: checkingStates.unknown,
    tells: {},
    says: /may have changed\. Please do not pay again; we are checking/,
  },
  N10: {
    from: confirming,
    to: settledStates.applied,
    tells: { plan: 'Pro', amount: '$84.50' },
    says: /^You are on.*Charged/,
    without: { method: 'a billing system that answers a change does not say which method it charged' },
  },
  N11: {
    from: confirming,
    to: settledStates.scheduled,
    tells: { plan: 'Starter', date: 'May 1, 2026' },
    says: /^Your plan will change to/,
  },
  N12: {
    from: confirming,
    to: settledWith(declines.card_declined),
    tells: { currentPlan: 'Starter' },
    says: /^The payment was declined\. You are still on/,
  },
  N13: {
    from: confirming,
    to: settledWith(appliedOutcomes.failed),
    tells: { plan: 'Pro' },
    says: /The payment failed\. Update your payment method/,
    without: { date: 'no billing system says until when an unpaid plan is kept' },
  },
  N14: {
    from: confirming,
    to: reviewingStates.amountChanged,
    tells: { old: '$84.50', new: '$85.83' },
    says: /^The price changed from.*Nothing was charged\. Please confirm again\.$/,
  },
  N16: { from: reviewing, to: reviewingStates.notSent, tells: {}, says: /^You are offline\. Nothing was sent\.$/ },
  N17: {
    from: confirming,
    to: { ...checkingStates.unknown, offline: true },
    tells: {},
    says: /We will check as soon as you are online/,
  },
  N18: {
    from: confirming,
    to: { ...reviewing, preview: changed.preview, stale: { reason: changed.reason, shown: changed.shown } },
    tells: {},
    says: /changed in the meantime\. Nothing was charged/,
    without: { plan: 'the price that is shown again names both plans, above the question' },
  },
  N19: {
    from: previewing,
    to: reviewingStates.scheduled,
    tells: {
      plan: 'Starter',
      included: '3 seats',
      current: '8 seats',
      consequence: 'Before May 1, 2026, remove 5 people',
    },
    says: /Starter includes 3 seats; you use 8 seats\. Before/,
  },
  N20: {
    from: checkingStates.returned,
    to: settledWith(notChangedOutcomes.not_received),
    tells: { currentPlan: 'Starter' },
    says: /No payment was received\. You are still on/,
  },
  N21: {
    from: checkingStates.unknown,
    to: settledWith(notChangedOutcomes.expired),
    tells: {},
    says: /^Nothing was changed\..*Nothing was charged\./,
  },
  N22: {
    from: confirming,
    to: settledWith({ ...rejections.checkout_unavailable, reference: 'req_12' }),
    tells: {},
    says: /The payment page cannot be opened\. Contact support\./,
    without: { code: 'it stands on the screen to be copied, which a voice cannot be' },
  },
};

/** Events that the kit does not have. */
const notHad: Readonly<Record<string, string>> = {
  N15: 'a price is asked for again by itself before it ends (A041), so none is about to',
};

let ran = 0;

describe('what is said aloud', () => {
  afterEach(tidy);

  it.each(Object.entries(notHad).map(([id, why]) => [`${id} is no event of the kit: ${why}`, id] as const))(
    '%s',
    (_, id) => {
      expect(told[id]).toBeUndefined();
    },
  );

  it.each(
    contract.announcements.messages
      .filter(({ id }) => !(id in notHad))
      .map((message) => [`${message.id} ${message.event}: ${message.text}`, message] as const),
  )('%s', async (_, { id, role, text }) => {
    const message = told[id];
    if (!message) throw new Error(`Nobody knows when ${id} is said.`);
    const { from, to, tells, says, without = {} } = message;
    const flow = still(choosing);
    flow.go(from);
    await settle(150);
    const before = heard().length;
    flow.go(to);
    await settle(600);
    const said = heard().slice(before);
    expect(said.map(({ tone }) => tone)).toEqual([role]);
    for (const value of Object.values(tells)) expect(said[0]?.text).toContain(value);
    expect(said[0]?.text).toMatch(says);
    // Each value of the template is told, or it is said why not.
    const values = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(values.filter((name) => !(name in tells) && !(name in without))).toEqual([]);
    ran += 1;
  });

  it('one region of each kind, empty at first, the same after a change of place, and inside a dialog that is open', async () => {
    const flow = still(choosing);
    const [status, alert] = [one('[role=status]'), one('[role=alert]')];
    expect([status.textContent, alert.textContent]).toEqual(['', '']);
    flow.go(reviewing);
    await settle();
    expect([one('[role=status]'), one('[role=alert]')]).toEqual([status, alert]);
    expect(one('dialog').contains(status) && one('dialog').contains(alert)).toBe(true);
    flow.go(choosing);
    await settle();
    expect(one('[role=status]')).toBe(status);
    expect(one('#kit').contains(status)).toBe(true);
  });

  it('after at least one frame, and the same words twice are said twice', async () => {
    const flow = still(choosing);
    flow.go(reviewing);
    flow.go(reviewingStates.notSent);
    expect(heard()).toEqual([]);
    await settle();
    const first = heard().length;
    flow.go(confirming);
    await settle();
    flow.go(reviewingStates.notSent);
    await settle();
    expect(
      heard()
        .slice(first - 1)
        .map(({ text }) => text)
        .filter((text) => /offline/.test(text)),
    ).toHaveLength(2);
  });
});

afterAll(() =>
  console.log(
    `a11y announcements: ${contract.announcements.messages.length} in the contract, ${ran} ran, ${Object.keys(notHad).length} are no events of the kit`,
  ),
);
