import type { CancelRequest, LinkPurpose } from '../core/adapter.js';
import type { ChangePlanErrorCode } from '../core/errors.js';
import type { Money } from '../core/money.js';
import type { StaleReason } from '../core/outcome.js';
import type { RouteName } from '../core/wire/requests.js';
import { factsOf } from './redact.js';
import { withSafeReference } from './respond.js';

/** Whom an event is about. Ids only. */
export interface EventSubject {
  readonly customerId: string;
  readonly subscriptionId: string | null;
}

/** What the handler tells its host: a closed list, free of secrets and personal data, ready to be logged. */
export type HandlerEvent =
  /** A request that was turned away at the door: foreign origin, bad body, too many. */
  | { readonly type: 'request_refused'; readonly route: RouteName | null; readonly rule: string }
  /** The body named a customer, subscription or workspace. It was ignored: the session says whose change it is. */
  | (EventSubject & { readonly type: 'identity_ignored'; readonly keys: readonly string[] })
  | (EventSubject & {
      readonly type: 'preview_made';
      readonly status: string;
      readonly priceId: string;
      readonly amount: Money | null;
      readonly tokenHash: string | null;
    })
  /** The provider's lines are not its total: only the total was shown. */
  | (EventSubject & { readonly type: 'lines_do_not_add_up'; readonly total: Money; readonly priceId: string })
  | (EventSubject & {
      readonly type: 'preview_stale';
      readonly reason: StaleReason;
      readonly shown: Money | null;
      readonly now: Money | null;
    })
  | (EventSubject & {
      readonly type: 'change_sent';
      readonly priceId: string;
      readonly expected: Money | null;
      readonly tokenHash: string;
      /** The first eight characters. */
      readonly idempotencyKey: string;
    })
  /** What became of a change, as far as it is known; sent again when more is known. */
  | (EventSubject & {
      readonly type: 'change_answered';
      readonly status: string;
      readonly priceId: string;
      readonly charged: Money | null;
      readonly reference: string | null;
    })
  /** The customer was charged another amount than was shown. `explained`: the preview had said that something is left out. */
  | (EventSubject & {
      readonly type: 'amount_differs';
      readonly shown: Money;
      readonly charged: Money;
      readonly explained: boolean;
    })
  /** A change that waited for a checkout gave way to another. */
  | (EventSubject & { readonly type: 'attempt_replaced'; readonly priceId: string })
  | (EventSubject & { readonly type: 'undo_answered'; readonly status: string })
  | (EventSubject & {
      readonly type: 'cancel_answered';
      readonly status: string;
      readonly effectiveAt: CancelRequest['effectiveAt'];
      readonly reason: CancelRequest['reason'];
    })
  | (EventSubject & { readonly type: 'top_up_answered'; readonly status: string; readonly amount: Money })
  | (EventSubject & { readonly type: 'link_answered'; readonly status: string; readonly purpose: LinkPurpose })
  /** A URL of the provider is on no allowed origin and was not given to the browser. Without its query. */
  | (EventSubject & { readonly type: 'redirect_refused'; readonly rule: string; readonly url: string })
  /**
   * A change waits for the operator, and the customer was only told to ask for help. `wallet_short`: the operator's own funds at
   * the billing system are too low. `refused`: it said no. `paid_without_change`: the customer has paid, and the plan is as before.
   */
  | (EventSubject & {
      readonly type: 'operator_needed';
      readonly reason: 'wallet_short' | 'refused' | 'paid_without_change';
      readonly planId: string;
      /** The payment that waits; null where none was made. */
      readonly paymentId: string | null;
    })
  /** The provider's catalog has no plan to show. */
  | (EventSubject & { readonly type: 'catalog_empty' })
  /** A part failed. `name` and `code` describe what was thrown; its message is kept out, since it can hold anything. */
  | {
      readonly type: 'failed';
      readonly during: RouteName | 'authorize' | 'ledger' | 'unknown';
      readonly errorCode: ChangePlanErrorCode;
      readonly reference: string | null;
      readonly name: string;
      readonly code: string | null;
    };

export type EmitEvent = (event: HandlerEvent) => void;

/** Hands events to the host; what the host's own code throws never reaches the customer's answer. */
export function safeEmit(onEvent: ((event: HandlerEvent) => void | Promise<void>) | undefined): EmitEvent {
  return (event) => {
    try {
      const told = onEvent?.(withSafeReference(event));
      if (told instanceof Promise) told.catch(() => undefined);
    } catch {
      // Told or not, the answer stands.
    }
  };
}

export function thrownEvent(
  during: Extract<HandlerEvent, { type: 'failed' }>['during'],
  errorCode: ChangePlanErrorCode,
  reference: string | null,
  thrown: unknown,
): HandlerEvent {
  return { type: 'failed', during, errorCode, reference, ...factsOf(thrown) };
}
