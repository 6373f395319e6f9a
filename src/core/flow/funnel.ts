import type { Money } from '../money.js';
import type { AppliedPayment } from '../outcome.js';
import { promisedAmount, type PreviewOutcome } from '../preview.js';
import { catalogOf, type FlowState, type SettledOutcome, type StateOf } from './state.js';

/** A step that is about to be taken. Nothing of it has happened yet. */
export type ComingStep =
  /** The customer picks a price. */
  | { readonly type: 'chosen'; readonly priceId: string }
  /** The customer says yes to what is on the screen. `expected` is due at once; null where billing does not say. */
  | { readonly type: 'confirmed'; readonly priceId: string; readonly expected: Money | null }
  /** The page is left for a checkout, or for the bank's page. Nothing was paid yet. */
  | { readonly type: 'redirected'; readonly priceId: string };

/** A step that was taken. */
export type TakenStep =
  /** Plans are on the screen, with the price that is held. */
  | { readonly type: 'viewed'; readonly priceId: string | null }
  | {
      readonly type: 'previewed';
      readonly priceId: string;
      readonly status: PreviewOutcome['status'];
      readonly expected: Money | null;
    }
  /** The customer is back from a checkout, or a page finds that one is open. */
  | { readonly type: 'returned'; readonly priceId: string }
  | {
      readonly type: 'applied';
      readonly priceId: string;
      /** Null for a change that is set for a date. */
      readonly payment: AppliedPayment | null;
      /** Null where billing does not say, and for a change that is set for a date. */
      readonly amountCharged: Money | null;
    }
  /** The way ends here for now. `reason` is a code: of an error, of a decline or of a refusal; `unknown` where nobody could say. */
  | {
      readonly type: 'failed';
      readonly priceId: string | null;
      readonly during: 'load' | 'preview' | 'confirm' | 'change';
      readonly reason: string;
    };

/** The step that leads from one state to the next, if it is one. What only renews or repeats is none. */
export function stepBetween(before: FlowState, now: FlowState): TakenStep | null {
  switch (now.status) {
    case 'load_failed':
      return { type: 'failed', priceId: null, during: 'load', reason: now.error.code };
    case 'preview_failed':
      return { type: 'failed', priceId: now.selection.priceId, during: 'preview', reason: now.error.code };
    case 'reviewing':
      return reviewed(before, now);
    case 'checking':
      if (before.status === 'checking') return null;
      return now.cause === 'returned'
        ? { type: 'returned', priceId: now.attempt.selection.priceId }
        : viewed(before, now);
    case 'settled':
      return settled(before, now.outcome);
    default:
      return viewed(before, now);
  }
}

function viewed(before: FlowState, now: FlowState): TakenStep | null {
  return before.status === 'loading' ? viewOf(now) : null;
}

/** That plans are on the screen, if they are. */
export function viewOf(state: FlowState): TakenStep | null {
  const catalog = catalogOf(state);
  return catalog && { type: 'viewed', priceId: catalog.subscription?.priceId ?? null };
}

function reviewed(before: FlowState, { preview, selection, error }: StateOf<'reviewing'>): TakenStep | null {
  const { priceId } = selection;
  const isNew = !(before.status === 'reviewing' && before.error === error);
  if (error !== null) return isNew ? { type: 'failed', priceId, during: 'confirm', reason: error.code } : null;
  if (before.status === 'reviewing') return null;
  return { type: 'previewed', priceId, status: preview.status, expected: promisedAmount(preview) };
}

function settled(before: FlowState, outcome: SettledOutcome): TakenStep | null {
  if (before.status === 'settled' && before.outcome === outcome) return null;
  const attempt = 'attempt' in before ? before.attempt : null;
  return attempt && ended(attempt.selection.priceId, outcome);
}

function ended(priceId: string, outcome: SettledOutcome): TakenStep | null {
  switch (outcome.status) {
    case 'applied':
      return { type: 'applied', priceId, payment: outcome.payment, amountCharged: outcome.amountCharged };
    case 'scheduled':
      return { type: 'applied', priceId, payment: null, amountCharged: null };
    case 'declined':
    case 'rejected':
    case 'not_changed':
      return { type: 'failed', priceId, during: 'change', reason: outcome.reason };
    case 'unknown':
      return { type: 'failed', priceId, during: 'change', reason: outcome.status };
    case 'requires_checkout':
    case 'requires_action':
    case 'processing':
    case 'pending':
      return null;
  }
}
