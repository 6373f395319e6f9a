import type { CancelReason, Catalog } from '../../core/adapter.js';
import type { CancelWish } from '../../core/flow/state.js';

export type CancelTiming = CancelWish['effectiveAt'];

/** What a customer says before they confirm. Kept until the dialog closes, so that it is said once. */
export interface CancelForm {
  /** Null: not chosen, and the gentler one that billing has. */
  readonly timing: CancelTiming | null;
  readonly reason: CancelReason | null;
  readonly comment: string;
  readonly typed: string;
  readonly isMistyped: boolean;
}

export const EMPTY_FORM: CancelForm = { timing: null, reason: null, comment: '', typed: '', isMistyped: false };

/** In the order in which most people look for theirs. */
export const REASONS = [
  'too_expensive',
  'missing_features',
  'unused',
  'switched_service',
  'too_complex',
  'low_quality',
  'customer_service',
  'other',
] as const satisfies readonly CancelReason[];

/** As the contract allows. */
export const LONGEST_COMMENT = 500;

/** When it ends: as chosen, else with the paid period, which is the gentler way. */
export function timingOf({ timing }: CancelForm, { capabilities: { cancel, cancelNow } }: Catalog): CancelTiming {
  if (cancel && cancelNow && timing !== null) return timing;
  return cancel ? 'next_billing_date' : 'immediately';
}

export function wishOf(form: CancelForm, catalog: Catalog): CancelWish {
  return { effectiveAt: timingOf(form, catalog), reason: form.reason, comment: form.comment.trim() || null };
}

/** Whether billing and the host let this customer end the subscription here. */
export function canCancel({ capabilities: { cancel, cancelNow }, may }: Catalog): boolean {
  return may === 'change' && (cancel || cancelNow);
}
