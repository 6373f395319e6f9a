import type { CancelRequest, Catalog, Selection, TopUp } from '../adapter.js';
import type { ChangePlanError } from '../errors.js';
import type { Money } from '../money.js';
import type {
  CancelOutcome,
  ChangePlanOutcome,
  NotChangedReason,
  StaleReason,
  TopUpOutcome,
  UndoOutcome,
} from '../outcome.js';
import type { BillingInterval } from '../plan.js';
import type { ChangeSummary, ConfirmablePreview, PreviewOutcome, Quote } from '../preview.js';
import type { ScheduledChange, Subscription } from '../subscription.js';

/** A confirmed intent, kept before the first byte is sent until a final answer. Survives a reload where storage allows. */
export interface Attempt {
  readonly idempotencyKey: string;
  readonly token: string;
  readonly selection: Selection;
  readonly expected: Money | null;
  /** What the customer confirmed, for the words on the screen; null where only the server remembers. */
  readonly change: ChangeSummary | null;
}

/** What is chosen in the picker: one selection for the whole flow. */
export interface Choice {
  readonly interval: BillingInterval | null;
  /** ISO 4217, where the customer chose one; `currencyOf` says which one is shown. */
  readonly currency?: string;
  /** Null until the customer chooses another price than the one held. */
  readonly selection: Selection | null;
}

interface Loaded {
  readonly catalog: Catalog;
  readonly choice: Choice;
}

interface Chosen extends Loaded {
  readonly selection: Selection;
}

/** Why the customer is asked again: the amount they saw, and why it no longer holds. */
export interface Staleness {
  readonly reason: StaleReason;
  readonly shown: Money | null;
}

/** Why an attempt is being looked into. */
export type CheckCause = 'unknown' | 'returned' | 'processing' | 'reopened' | 'conflict';

/** An outcome that is shown as a place: one mark, one sentence, the facts, one next step. */
export type SettledOutcome =
  | Exclude<ChangePlanOutcome, { status: 'preview_stale' }>
  | { readonly status: 'not_changed'; readonly reason: NotChangedReason; readonly subscription: Subscription | null };

/** How the customer wants to end the subscription, and what they say of it. */
export type CancelWish = Omit<CancelRequest, 'idempotencyKey'>;

interface Canceling extends Loaded {
  readonly request: CancelWish;
  /** What is canceled, as it was then: the catalog may show it no more. */
  readonly held: Subscription | null;
  /** Stays the same while the same wish is repeated without a certain answer. */
  readonly idempotencyKey: string;
}

interface ToppingUp extends Loaded {
  readonly topUp: TopUp;
  readonly idempotencyKey: string;
}

/** Everything the screens can be. One union on `status`; a field exists only where it is true. */
export type FlowState =
  | { readonly status: 'loading' }
  | { readonly status: 'load_failed'; readonly error: ChangePlanError }
  /** Plans are shown and nothing is asked of billing. */
  | (Loaded & { readonly status: 'choosing' })
  /** The amounts of the last preview stay, marked as updating. */
  | (Chosen & {
      readonly status: 'previewing';
      readonly earlier: PreviewOutcome | null;
      readonly stale: Staleness | null;
    })
  | (Chosen & { readonly status: 'preview_failed'; readonly error: ChangePlanError })
  /** The customer reads what will happen. `stale` is set while a changed amount waits for a new yes. */
  | (Chosen & {
      readonly status: 'reviewing';
      readonly preview: PreviewOutcome;
      readonly stale: Staleness | null;
      /** Set where a confirm did not leave, or was refused before it was sent. Nothing was charged. */
      readonly error: ChangePlanError | null;
    })
  /** Sent, and not answered. `slow` after five seconds. */
  | (Chosen & {
      readonly status: 'confirming';
      readonly preview: ConfirmablePreview;
      readonly attempt: Attempt;
      readonly slow: boolean;
      /** Set while billing is busy and the same request goes out again after this many milliseconds. */
      readonly retryInMs: number | null;
    })
  /** On the way to a checkout. Restored pages read instead of waiting here. */
  | (Loaded & { readonly status: 'redirecting'; readonly attempt: Attempt; readonly url: string })
  /** Finding out what became of an attempt. `tries` reads were made; `lastCheck` is wall-clock ISO 8601 of the last answer. */
  | (Loaded & {
      readonly status: 'checking';
      readonly attempt: Attempt;
      readonly cause: CheckCause;
      readonly tries: number;
      readonly lastCheck: string | null;
      readonly offline: boolean;
    })
  /** A result. `attempt` stays while the outcome is not final. */
  | (Loaded & {
      readonly status: 'settled';
      readonly outcome: SettledOutcome;
      readonly change: ChangeSummary | null;
      readonly attempt: Attempt | null;
      readonly lastCheck: string | null;
      /** The preview that came true: there where the page that showed it hears that exactly its amount was charged. */
      readonly quote?: Quote;
    })
  | (Loaded & { readonly status: 'undoing'; readonly scheduled: ScheduledChange; readonly idempotencyKey: string })
  | (Loaded & { readonly status: 'undo_settled'; readonly scheduled: ScheduledChange; readonly outcome: UndoOutcome })
  | (Loaded & { readonly status: 'undo_failed'; readonly scheduled: ScheduledChange; readonly error: ChangePlanError })
  /** A cancellation is sent, and not answered. */
  | (Canceling & { readonly status: 'canceling' })
  /** `unknown`: the same wish can be sent again, and has one effect. */
  | (Canceling & { readonly status: 'cancel_settled'; readonly outcome: CancelOutcome })
  /** No answer: it may have happened. The same wish can be sent again, and has one effect. */
  | (Canceling & { readonly status: 'cancel_failed'; readonly error: ChangePlanError })
  | (ToppingUp & { readonly status: 'topping_up' })
  /** `requires_checkout`: the page is being left for it; the same top-up again leads to the same checkout. */
  | (ToppingUp & { readonly status: 'top_up_settled'; readonly outcome: TopUpOutcome })
  /** No answer: it may have been charged. The same top-up again is the same purchase. */
  | (ToppingUp & { readonly status: 'top_up_failed'; readonly error: ChangePlanError });

export type FlowStatus = FlowState['status'];
/** What is shown where the rest of a subscription's life is: its end, and its credit. */
export type CareStatus = Extract<FlowStatus, `cancel${string}` | `top${string}`>;
/** What is no part of a plan change, and is shown beside the plans. */
export type BesideStatus = CareStatus | Extract<FlowStatus, `undo${string}`>;
export type StateOf<S extends FlowStatus> = Extract<FlowState, { status: S }>;

/** The catalog of a state, or null before there is one. */
export function catalogOf(state: FlowState): Catalog | null {
  return 'catalog' in state ? state.catalog : null;
}

/** What is chosen in a state, or null before there is anything to choose. */
export function choiceOf(state: FlowState): Choice | null {
  return 'choice' in state ? state.choice : null;
}

/** The preview a state shows, the outdated one while figures update included. */
export function previewOf(state: FlowState): PreviewOutcome | null {
  if (state.status === 'previewing') return state.earlier;
  return state.status === 'reviewing' || state.status === 'confirming' ? state.preview : null;
}

const BUSY: ReadonlySet<FlowStatus> = new Set(['confirming', 'redirecting', 'undoing', 'canceling', 'topping_up']);

/** Whether a request that moves money or plans is out: nothing else may start. */
export function isBusy({ status }: FlowState): boolean {
  return BUSY.has(status);
}
