import type { BlockedReason, PreviewOutcome, PreviewStatus } from '../../core/preview.js';
import { impactOf } from '../../core/impact.js';
import {
  aChange,
  aCheckoutPreview,
  aLine,
  aProSubscription,
  aQuote,
  aScheduledPreview,
  aSubscription,
  GRACE_END,
  PERIOD_END,
} from '../fixtures.js';
import { monthly, proPlan, starterPlan, usd, yearly } from '../harbor.js';
import { changes, impacts, lines } from './parts.js';

type PreviewOf<S extends PreviewStatus> = Extract<PreviewOutcome, { status: S }>;

function blocked(reason: BlockedReason, more: Partial<PreviewOf<'blocked'>> = {}): PreviewOf<'blocked'> {
  return { status: 'blocked', reason, change: aChange(), impact: [], recoveryUrl: null, ...more };
}

const toPay = { recoveryUrl: 'https://billing.example/pay/inv_1042' };

/** One blocked preview per reason. */
export const blockedPreviews: Readonly<Record<BlockedReason, PreviewOf<'blocked'>>> = {
  not_allowed: blocked('not_allowed'),
  not_in_group: blocked('not_in_group'),
  plan_unavailable: blocked('plan_unavailable'),
  missing_regional_price: blocked('missing_regional_price'),
  no_price: blocked('no_price'),
  seat_limit_exceeded: blocked('seat_limit_exceeded', {
    change: changes.downgrade,
    impact: impactOf({ subscription: aProSubscription(), from: proPlan, to: starterPlan, when: 'immediately' }),
  }),
  no_change: blocked('no_change', { change: changes.same }),
  scheduled_change_exists: blocked('scheduled_change_exists'),
  pending_change_exists: blocked('pending_change_exists', toPay),
  cancellation_scheduled: blocked('cancellation_scheduled'),
  subscription_inactive: blocked('subscription_inactive'),
  payment_overdue: blocked('payment_overdue', toPay),
  payment_in_progress: blocked('payment_in_progress'),
  no_payment_method: blocked('no_payment_method', { recoveryUrl: 'https://billing.example/card' }),
  unsupported_subscription: blocked('unsupported_subscription'),
  dispute_open: blocked('dispute_open'),
  discount_invalid: blocked('discount_invalid'),
  checkout_unavailable: blocked('checkout_unavailable'),
  contact_support: blocked('contact_support'),
};

/** One preview per status. */
export const previews: Readonly<{ [S in PreviewStatus]: PreviewOf<S> }> = {
  quote: aQuote(),
  scheduled: aScheduledPreview(),
  requires_checkout: aCheckoutPreview(),
  blocked: blockedPreviews.seat_limit_exceeded,
  unavailable: {
    status: 'unavailable',
    token: 'preview_unavailable',
    validForMs: 600_000,
    change: changes.upgrade,
    impact: aQuote().impact,
    recurring: { amount: usd(9900), interval: monthly },
    effectiveAt: null,
  },
};

const everyLine = Object.values(lines);

/** Quotes that the screens must bear beside the plain one. */
export const quotes = {
  estimate: aQuote({ certainty: 'estimate', excludes: ['tax', 'credit'], nextInvoice: null }),
  metered: aQuote({ certainty: 'estimate', excludes: ['tax', 'credit', 'usage'] }),
  taxIncluded: aQuote({ includedTax: { name: 'VAT', amount: usd(1408) } }),
  withoutLines: aQuote({ lines: [] }),
  everyLine: aQuote({
    lines: everyLine,
    dueNow: usd(everyLine.reduce((sum, line) => sum + line.amount.amount, 0)),
    impact: Object.values(impacts),
  }),
  nothingDue: aQuote({
    dueNow: usd(0),
    lines: [aLine(), aLine({ kind: 'balance', amount: usd(-9900), name: null, quantity: null })],
    creditAfter: usd(2100),
    creditAdded: usd(0),
  }),
  credit: aQuote({
    change: changes.downgrade,
    impact: impactOf({ subscription: aSubscription(), from: proPlan, to: starterPlan, when: 'immediately' }),
    dueNow: usd(-2050),
    lines: [
      aLine({ amount: usd(2900), name: 'Starter' }),
      aLine({ kind: 'credit', amount: usd(-4950), name: 'Pro', days: { part: 15, total: 30 } }),
    ],
    recurring: { amount: usd(2900), interval: monthly },
    nextInvoice: { date: '2026-05-16T00:00:00.000Z', amount: usd(850) },
    creditAfter: usd(2050),
    creditAdded: usd(2050),
  }),
  interval: aQuote({
    change: changes.interval,
    impact: [],
    dueNow: usd(27550),
    lines: [
      aLine({ amount: usd(29000), name: 'Starter' }),
      aLine({ kind: 'credit', amount: usd(-1450), name: 'Starter', days: { part: 15, total: 30 } }),
    ],
    recurring: { amount: usd(29000), interval: yearly },
    nextInvoice: { date: '2027-04-16T00:00:00.000Z', amount: usd(29000) },
  }),
} as const satisfies Record<string, PreviewOf<'quote'>>;

/** A paid plan given up for the free one at the end of the period. */
export const scheduledToFree: PreviewOf<'scheduled'> = aScheduledPreview({
  change: aChange('price_free', 'price_pro_monthly'),
  impact: [impacts.seats_exceeded, impacts.feature_lost],
  nextInvoice: null,
  recurring: null,
  effectiveAt: PERIOD_END,
});

/** The same where days of grace follow the paid time. */
export const scheduledAfterGrace: PreviewOf<'scheduled'> = {
  ...scheduledToFree,
  effectiveAt: GRACE_END,
  paidUntil: PERIOD_END,
};
