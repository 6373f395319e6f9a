import type { Catalog, Selection, TopUp } from '../adapter.js';
import type { ChangePlanError } from '../errors.js';
import type { CancelOutcome, ChangePlanOutcome, ReadOutcome, TopUpOutcome, UndoOutcome } from '../outcome.js';
import type { BillingInterval } from '../plan.js';
import type { PreviewOutcome } from '../preview.js';
import type { ScheduledChange } from '../subscription.js';
import type { Attempt, CancelWish, CheckCause, Staleness } from './state.js';

/** What happened: facts in the past tense. The upper half comes from people, the lower from answers and the environment. */
export type FlowEvent =
  | { readonly type: 'interval_chosen'; readonly interval: BillingInterval }
  | { readonly type: 'currency_chosen'; readonly currency: string }
  | { readonly type: 'price_chosen'; readonly selection: Selection }
  | { readonly type: 'review_left' }
  | { readonly type: 'confirmed'; readonly attempt: Attempt }
  /** After an outcome, or an undo: back to the plans. */
  | { readonly type: 'outcome_acknowledged' }
  /** The customer gives up an attempt that waits for a checkout, to choose again. */
  | { readonly type: 'checkout_abandoned' }
  | { readonly type: 'undo_requested'; readonly scheduled: ScheduledChange; readonly idempotencyKey: string }
  | { readonly type: 'cancel_requested'; readonly request: CancelWish; readonly idempotencyKey: string }
  | { readonly type: 'top_up_requested'; readonly topUp: TopUp; readonly idempotencyKey: string }
  | { readonly type: 'reload_requested' }
  | { readonly type: 'catalog_loaded'; readonly catalog: Catalog; readonly attempt: Attempt | null }
  | { readonly type: 'catalog_refreshed'; readonly catalog: Catalog }
  | { readonly type: 'load_failed'; readonly error: ChangePlanError }
  | { readonly type: 'preview_started'; readonly selection: Selection; readonly stale: Staleness | null }
  | { readonly type: 'preview_arrived'; readonly preview: PreviewOutcome; readonly selection: Selection }
  | { readonly type: 'preview_failed'; readonly error: ChangePlanError; readonly selection: Selection }
  | { readonly type: 'change_answered'; readonly outcome: ChangePlanOutcome; readonly idempotencyKey: string }
  /** A confirm that was not sent: offline, or not confirmable any more. */
  | { readonly type: 'confirm_refused'; readonly error: ChangePlanError }
  /** Refused with certainty before anything happened. */
  | { readonly type: 'change_not_sent'; readonly error: ChangePlanError; readonly idempotencyKey: string }
  /** No answer: it may have happened. */
  | { readonly type: 'change_unanswered'; readonly idempotencyKey: string; readonly offline: boolean }
  | { readonly type: 'change_slow'; readonly idempotencyKey: string }
  | { readonly type: 'change_delayed'; readonly idempotencyKey: string; readonly retryInMs: number | null }
  /** `url` passed `checkRedirect`. */
  | { readonly type: 'redirect_started'; readonly attempt: Attempt; readonly url: string }
  | { readonly type: 'redirect_refused'; readonly attempt: Attempt }
  | { readonly type: 'read_started'; readonly attempt: Attempt; readonly cause: CheckCause }
  | {
      readonly type: 'read_answered';
      readonly outcome: ReadOutcome;
      readonly at: string;
      readonly final: boolean;
      readonly idempotencyKey: string;
    }
  | {
      readonly type: 'read_failed';
      readonly error: ChangePlanError;
      readonly at: string;
      readonly final: boolean;
      readonly idempotencyKey: string;
    }
  | { readonly type: 'undo_answered'; readonly outcome: UndoOutcome; readonly idempotencyKey: string }
  | { readonly type: 'undo_failed'; readonly error: ChangePlanError; readonly idempotencyKey: string }
  | { readonly type: 'cancel_answered'; readonly outcome: CancelOutcome; readonly idempotencyKey: string }
  | { readonly type: 'cancel_failed'; readonly error: ChangePlanError; readonly idempotencyKey: string }
  | { readonly type: 'top_up_answered'; readonly outcome: TopUpOutcome; readonly idempotencyKey: string }
  | { readonly type: 'top_up_failed'; readonly error: ChangePlanError; readonly idempotencyKey: string }
  /** The page came back from the browser's cache, or from another tab's news. */
  | { readonly type: 'page_restored' }
  | { readonly type: 'came_online' };

export type FlowEventType = FlowEvent['type'];
