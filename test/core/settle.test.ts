import { describe, expect, it } from 'vitest';
import type { ReadOutcome } from '../../src/core/outcome.js';
import { settleByReading } from '../../src/core/settle.js';
import type { Subscription } from '../../src/core/subscription.js';
import { aPendingChange, aProSubscription, aScheduledChange, aSubscription } from '../../src/testing/fixtures.js';
import { usd } from '../../src/testing/harbor.js';

const PRO = 'price_pro_monthly';
const pay = 'https://billing.example/pay/inv_1042';

const table: readonly (readonly [what: string, held: Subscription | null, found: Partial<ReadOutcome>])[] = [
  ['no subscription', null, { status: 'not_changed', reason: 'not_received', subscription: null }],
  ['the old price', aSubscription(), { status: 'not_changed', reason: 'not_received' }],
  ['the new price', aProSubscription(), { status: 'applied', payment: 'paid', amountCharged: null }],
  [
    'the new price in a trial',
    aProSubscription({}, { status: 'trialing', trialEndsAt: '2026-05-01' }),
    { status: 'applied', payment: 'none' },
  ],
  [
    'the new price on hold',
    aProSubscription({}, { status: 'on_hold', recoveryUrl: pay }),
    { status: 'applied', payment: 'failed', recoveryUrl: pay },
  ],
  [
    'the new price past due',
    aProSubscription({}, { status: 'past_due', recoveryUrl: null }),
    { status: 'applied', payment: 'failed', recoveryUrl: null },
  ],
  [
    'the new price behind a checkout',
    aProSubscription({}, { status: 'pending_payment', checkoutUrl: 'https://checkout.example/c/1' }),
    { status: 'requires_checkout', checkoutUrl: 'https://checkout.example/c/1' },
  ],
  [
    'the new price and a payment under way',
    aProSubscription({}, { status: 'pending_payment', checkoutUrl: null }),
    { status: 'processing' },
  ],
  ['the new price, canceled', aProSubscription({}, { status: 'canceled' }), { status: 'not_changed' }],
  [
    'the new price scheduled',
    aSubscription({ scheduledChange: aScheduledChange({ priceId: PRO }) }),
    { status: 'scheduled', effectiveAt: aScheduledChange().effectiveAt },
  ],
  ['another price scheduled', aSubscription({ scheduledChange: aScheduledChange() }), { status: 'not_changed' }],
  [
    'the new price pending',
    aSubscription({ pendingChange: aPendingChange({ recoveryUrl: pay }) }),
    { status: 'pending', reason: 'payment', recoveryUrl: pay },
  ],
  [
    'another price pending',
    aSubscription({ pendingChange: aPendingChange({ priceId: 'x' }) }),
    { status: 'not_changed' },
  ],
];

describe('what became of a change, judged by the subscription alone', () => {
  it.each(table)('with %s', (_, held, found) =>
    expect(settleByReading(held, { priceId: PRO }, usd(8450))).toMatchObject(found),
  );

  it('was not paid for where nothing was due', () => {
    for (const due of [0, -100])
      expect(settleByReading(aProSubscription(), { priceId: PRO }, usd(due))).toMatchObject({ payment: 'none' });
  });

  it('is seen in the quantity too, where one was chosen', () => {
    const held = aProSubscription({ quantity: 2 });
    expect(settleByReading(held, { priceId: PRO, quantity: 2 }, null).status).toBe('applied');
    expect(settleByReading(held, { priceId: PRO, quantity: 3 }, null).status).toBe('not_changed');
  });

  it('never names an amount that nobody told', () => {
    for (const [, held] of table) {
      const outcome = settleByReading(held, { priceId: PRO }, usd(8450));
      if (outcome.status === 'applied') expect(outcome.amountCharged).toBeNull();
    }
  });
});
