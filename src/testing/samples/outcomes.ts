import type {
  AppliedPayment,
  CancelOutcome,
  ChangePlanOutcome,
  ChangePlanStatus,
  DeclineReason,
  LinkOutcome,
  NotChangedReason,
  ReadOutcome,
  StaleReason,
  TopUpOutcome,
  UndoOutcome,
} from '../../core/outcome.js';
import type { BlockedReason } from '../../core/preview.js';
import {
  aPendingChange,
  aProSubscription,
  aQuote,
  aScheduledChange,
  aScheduledPreview,
  aSubscription,
  PERIOD_END,
} from '../fixtures.js';
import { usd } from '../harbor.js';
import { blockedPreviews } from './previews.js';

type OutcomeOf<S extends ReadOutcome['status']> = Extract<ReadOutcome, { status: S }>;
type UndoOf<S extends UndoOutcome['status']> = Extract<UndoOutcome, { status: S }>;
type CancelOf<S extends CancelOutcome['status']> = Extract<CancelOutcome, { status: S }>;
type TopUpOf<S extends TopUpOutcome['status']> = Extract<TopUpOutcome, { status: S }>;
type LinkOf<S extends LinkOutcome['status']> = Extract<LinkOutcome, { status: S }>;

const REFERENCE = 'req_8fJ2k';
const PAY = 'https://billing.example/pay/inv_1042';

/** Starter has become Pro. */
export function anAppliedOutcome(changes: Partial<OutcomeOf<'applied'>> = {}): OutcomeOf<'applied'> {
  return {
    status: 'applied',
    payment: 'paid',
    amountCharged: usd(8450),
    difference: null,
    subscription: aProSubscription(),
    invoice: { number: 'INV-1042', url: 'https://billing.example/invoices/inv_1042' },
    recoveryUrl: null,
    ...changes,
  };
}

/** One applied change per state of its payment. */
export const appliedOutcomes: Readonly<Record<AppliedPayment, OutcomeOf<'applied'>>> = {
  paid: anAppliedOutcome(),
  none: anAppliedOutcome({ payment: 'none', amountCharged: usd(0), invoice: null }),
  failed: anAppliedOutcome({
    payment: 'failed',
    amountCharged: null,
    subscription: aProSubscription({}, { status: 'on_hold', recoveryUrl: PAY }),
    recoveryUrl: PAY,
  }),
  pending: anAppliedOutcome({ payment: 'pending', amountCharged: null, invoice: null }),
};

/** An applied change whose charge is not what was shown. */
export const appliedWithDifference: OutcomeOf<'applied'> = anAppliedOutcome({
  amountCharged: usd(10056),
  difference: { shown: usd(8450), charged: usd(10056) },
});

function declined(reason: DeclineReason, recoveryUrl: string | null = null): OutcomeOf<'declined'> {
  return { status: 'declined', reason, recoveryUrl, reference: REFERENCE };
}

/** One decline per reason. */
export const declines: Readonly<Record<DeclineReason, OutcomeOf<'declined'>>> = {
  card_declined: declined('card_declined', 'https://billing.example/card'),
  insufficient_funds: declined('insufficient_funds'),
  expired_card: declined('expired_card', 'https://billing.example/card'),
  authentication_failed: declined('authentication_failed'),
  no_payment_method: declined('no_payment_method', 'https://billing.example/card'),
};

function rejected(reason: BlockedReason): OutcomeOf<'rejected'> {
  const { impact, recoveryUrl } = blockedPreviews[reason];
  return { status: 'rejected', reason, impact, recoveryUrl, reference: REFERENCE };
}

/** One refusal per reason. */
export const rejections: Readonly<Record<BlockedReason, OutcomeOf<'rejected'>>> = {
  not_allowed: rejected('not_allowed'),
  not_in_group: rejected('not_in_group'),
  plan_unavailable: rejected('plan_unavailable'),
  missing_regional_price: rejected('missing_regional_price'),
  no_price: rejected('no_price'),
  seat_limit_exceeded: rejected('seat_limit_exceeded'),
  no_change: rejected('no_change'),
  scheduled_change_exists: rejected('scheduled_change_exists'),
  pending_change_exists: rejected('pending_change_exists'),
  cancellation_scheduled: rejected('cancellation_scheduled'),
  subscription_inactive: rejected('subscription_inactive'),
  payment_overdue: rejected('payment_overdue'),
  payment_in_progress: rejected('payment_in_progress'),
  no_payment_method: rejected('no_payment_method'),
  unsupported_subscription: rejected('unsupported_subscription'),
  dispute_open: rejected('dispute_open'),
  discount_invalid: rejected('discount_invalid'),
  checkout_unavailable: rejected('checkout_unavailable'),
  contact_support: rejected('contact_support'),
};

const movedQuote = aQuote({
  token: 'preview_upgrade_again',
  dueNow: usd(8583),
  lines: aQuote().lines.map((line) => (line.kind === 'credit' ? { ...line, amount: usd(-1317) } : line)),
});

/** One outdated preview per reason. */
export const stales: Readonly<Record<StaleReason, OutcomeOf<'preview_stale'>>> = {
  amount_changed: { status: 'preview_stale', reason: 'amount_changed', shown: usd(8450), preview: movedQuote },
  expired: { status: 'preview_stale', reason: 'expired', shown: usd(8450), preview: movedQuote },
  subscription_changed: {
    status: 'preview_stale',
    reason: 'subscription_changed',
    shown: usd(8450),
    preview: blockedPreviews.scheduled_change_exists,
  },
  token_refused: { status: 'preview_stale', reason: 'token_refused', shown: null, preview: movedQuote },
};

/** One pending change per reason. */
export const pendings: Readonly<Record<OutcomeOf<'pending'>['reason'], OutcomeOf<'pending'>>> = {
  payment: {
    status: 'pending',
    reason: 'payment',
    recoveryUrl: PAY,
    subscription: aSubscription({ pendingChange: aPendingChange() }),
  },
  review: {
    status: 'pending',
    reason: 'review',
    recoveryUrl: null,
    subscription: aSubscription({ pendingChange: aPendingChange({ reason: 'review', recoveryUrl: null }) }),
  },
};

/** One outcome of a confirmed change per status. */
export const changeOutcomes: Readonly<{ [S in ChangePlanStatus]: Extract<ChangePlanOutcome, { status: S }> }> = {
  applied: appliedOutcomes.paid,
  scheduled: {
    status: 'scheduled',
    effectiveAt: PERIOD_END,
    subscription: aProSubscription({ scheduledChange: aScheduledChange() }),
    impact: aScheduledPreview().impact,
  },
  requires_checkout: {
    status: 'requires_checkout',
    checkoutUrl: 'https://checkout.example/c/chk_1?lang=en',
    expiresAt: '2026-04-17T00:00:00.000Z',
  },
  requires_action: {
    status: 'requires_action',
    actionUrl: 'https://checkout.example/confirm/pay_1',
    clientSecret: null,
  },
  processing: { status: 'processing' },
  pending: pendings.payment,
  declined: declines.card_declined,
  rejected: rejections.seat_limit_exceeded,
  preview_stale: stales.amount_changed,
  unknown: { status: 'unknown', reference: REFERENCE },
};

function notChanged(reason: NotChangedReason): OutcomeOf<'not_changed'> {
  return { status: 'not_changed', reason, subscription: aSubscription() };
}

/** One "nothing changed" per reason. */
export const notChangedOutcomes: Readonly<Record<NotChangedReason, OutcomeOf<'not_changed'>>> = {
  not_received: notChanged('not_received'),
  declined: notChanged('declined'),
  expired: notChanged('expired'),
  canceled: notChanged('canceled'),
  superseded: notChanged('superseded'),
};

/** One answer of a later read per status. */
export const readOutcomes: Readonly<{ [S in ReadOutcome['status']]: OutcomeOf<S> }> = {
  ...changeOutcomes,
  not_changed: notChangedOutcomes.not_received,
};

function notUndone(reason: UndoOf<'rejected'>['reason']): UndoOf<'rejected'> {
  return { status: 'rejected', reason, subscription: aProSubscription() };
}

/** One refused undo per reason. */
export const undoRejections: Readonly<Record<UndoOf<'rejected'>['reason'], UndoOf<'rejected'>>> = {
  not_supported: notUndone('not_supported'),
  already_effective: notUndone('already_effective'),
  replaced: notUndone('replaced'),
  nothing_scheduled: notUndone('nothing_scheduled'),
};

/** One outcome of an undo per status. */
export const undoOutcomes: Readonly<{ [S in UndoOutcome['status']]: UndoOf<S> }> = {
  undone: { status: 'undone', subscription: aProSubscription() },
  rejected: undoRejections.already_effective,
  unknown: { status: 'unknown', reference: REFERENCE },
};

function notCanceled(reason: CancelOf<'rejected'>['reason']): CancelOf<'rejected'> {
  return { status: 'rejected', reason, subscription: aProSubscription() };
}

/** One refused cancellation per reason. */
export const cancelRejections: Readonly<Record<CancelOf<'rejected'>['reason'], CancelOf<'rejected'>>> = {
  not_supported: notCanceled('not_supported'),
  already_canceled: notCanceled('already_canceled'),
  change_scheduled: notCanceled('change_scheduled'),
  contact_support: notCanceled('contact_support'),
};

/** One outcome of a cancellation per status. */
export const cancelOutcomes: Readonly<{ [S in CancelOutcome['status']]: CancelOf<S> }> = {
  canceled: {
    status: 'canceled',
    subscription: aProSubscription({ nextBillingDate: null }, { status: 'canceled' }),
  },
  scheduled: {
    status: 'scheduled',
    effectiveAt: PERIOD_END,
    subscription: aProSubscription({
      nextBillingDate: null,
      cancellation: { effectiveAt: PERIOD_END, undoable: true },
    }),
  },
  rejected: cancelRejections.change_scheduled,
  unknown: { status: 'unknown', reference: REFERENCE },
};

/** A cancellation after which the billing system shows the subscription no more. */
export const canceledAndGone: CancelOf<'canceled'> = { status: 'canceled', subscription: null };

function notToppedUp(reason: TopUpOf<'rejected'>['reason']): TopUpOf<'rejected'> {
  return { status: 'rejected', reason };
}

/** One refused top-up per reason. */
export const topUpRejections: Readonly<Record<TopUpOf<'rejected'>['reason'], TopUpOf<'rejected'>>> = {
  not_supported: notToppedUp('not_supported'),
  unavailable: notToppedUp('unavailable'),
  amount_changed: notToppedUp('amount_changed'),
};

/** One outcome of a top-up per status. */
export const topUpOutcomes: Readonly<{ [S in TopUpOutcome['status']]: TopUpOf<S> }> = {
  topped_up: { status: 'topped_up', creditBalance: usd(3500) },
  requires_checkout: {
    status: 'requires_checkout',
    checkoutUrl: 'https://checkout.example/c/top_1',
    expiresAt: '2026-04-17T00:00:00.000Z',
  },
  declined: declines.insufficient_funds,
  rejected: topUpRejections.amount_changed,
  unknown: { status: 'unknown', reference: REFERENCE },
};

/** A top-up that was paid, while the balance still says the old. */
export const toppedUpWithoutBalance: TopUpOf<'topped_up'> = { status: 'topped_up', creditBalance: null };

function noLink(reason: LinkOf<'rejected'>['reason']): LinkOf<'rejected'> {
  return { status: 'rejected', reason };
}

/** One refused link per reason. */
export const linkRejections: Readonly<Record<LinkOf<'rejected'>['reason'], LinkOf<'rejected'>>> = {
  not_supported: noLink('not_supported'),
  unavailable: noLink('unavailable'),
};

/** One answer to the wish for a link per status. */
export const linkOutcomes: Readonly<{ [S in LinkOutcome['status']]: LinkOf<S> }> = {
  ready: { status: 'ready', url: 'https://billing.example/portal/ses_1' },
  rejected: linkRejections.unavailable,
};
