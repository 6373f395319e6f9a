import type { CancelReason, LinkPurpose } from '../adapter.js';
import type { Money } from '../money.js';
import type { ChangePlanErrorCode } from '../errors.js';
import type { CancelWish } from './state.js';

/** What the host may want to know. No ids of people, no tokens, no text. */
export type FlowReport =
  | { readonly type: 'preview_shown'; readonly status: string; readonly priceId: string }
  | { readonly type: 'lines_hidden'; readonly total: Money }
  | { readonly type: 'change_confirmed'; readonly priceId: string; readonly expected: Money | null }
  | { readonly type: 'change_settled'; readonly status: string; readonly priceId: string }
  | { readonly type: 'amount_differs'; readonly shown: Money; readonly charged: Money }
  | { readonly type: 'preview_stale'; readonly reason: string }
  | { readonly type: 'redirect_refused'; readonly rule: string }
  | {
      readonly type: 'cancel_confirmed';
      readonly effectiveAt: CancelWish['effectiveAt'];
      readonly reason: CancelReason | null;
    }
  | { readonly type: 'cancel_settled'; readonly effectiveAt: CancelWish['effectiveAt']; readonly status: string }
  | { readonly type: 'top_up_confirmed'; readonly topUpId: string; readonly expected: Money }
  | { readonly type: 'top_up_settled'; readonly topUpId: string; readonly status: string }
  | { readonly type: 'link_settled'; readonly purpose: LinkPurpose; readonly status: string }
  | {
      readonly type: 'failed';
      readonly during: 'load' | 'preview' | 'change' | 'read' | 'undo' | 'cancel' | 'top_up' | 'link';
      readonly code: ChangePlanErrorCode;
    };
