import type { Catalog, Selection } from '../../core/adapter.js';
import type { FlowState } from '../../core/flow/state.js';
import type { PreviewOutcome } from '../../core/preview.js';
import { heldOf } from './offer.js';

export type Timing = NonNullable<Selection['effectiveAt']>;

/** When a preview says that the change happens; null where it does not say, or where a checkout decides. */
function timingOf(preview: PreviewOutcome | null): Timing | null {
  if (preview?.status === 'quote') return 'immediately';
  return preview?.status === 'scheduled' ? 'next_billing_date' : null;
}

/** Seats can be in the way of a change now, and not of one at renewal. */
function isStoppedBySeats(preview: PreviewOutcome | null): boolean {
  return preview?.status === 'blocked' && preview.reason === 'seat_limit_exceeded';
}

/**
 * Now or at renewal, where billing leaves that to the customer; null where it does not. `holds`: what the preview says.
 * `isRefused`: the customer wanted the other one.
 */
export function timingChoice(
  catalog: Catalog,
  selection: Selection,
  preview: PreviewOutcome | null,
  { status }: FlowState,
): { readonly holds: Timing | null; readonly isRefused: boolean } | null {
  const chosen = selection.effectiveAt ?? null;
  const told = timingOf(preview) ?? (isStoppedBySeats(preview) ? (chosen ?? 'immediately') : null);
  const isOpen = chosen !== null || told !== null;
  if (!catalog.capabilities.chooseTiming || heldOf(catalog) === null || !isOpen) return null;
  const holds = status === 'reviewing' ? (told ?? chosen) : (chosen ?? told);
  return { holds, isRefused: chosen !== null && holds !== null && chosen !== holds };
}
