import type { PreviewRequest } from '../core/adapter.js';
import type { Money } from '../core/money.js';
import type { StaleReason } from '../core/outcome.js';
import { promisedAmount, type PreviewOutcome } from '../core/preview.js';
import type { Call } from './call.js';
import { readCatalog } from './catalog.js';
import { askProvider, sealedPreview } from './preview.js';

export interface StaleOutcome {
  readonly status: 'preview_stale';
  readonly reason: StaleReason;
  readonly shown: Money | null;
  readonly preview: PreviewOutcome;
}

/** Asks the customer again: the selection with a new preview, and why the old one does not hold. */
export async function stale(
  call: Call,
  { selection, locale }: PreviewRequest,
  reason: StaleReason,
  shown: Money | null,
): Promise<StaleOutcome> {
  const request = { selection, locale };
  const known = await readCatalog(call, locale);
  return staleWith(
    call,
    reason,
    shown,
    await sealedPreview(call, request, known, await askProvider(call, request, known)),
  );
}

export function staleWith(call: Call, reason: StaleReason, shown: Money | null, preview: PreviewOutcome): StaleOutcome {
  call.services.emit({ type: 'preview_stale', ...call.subject, reason, shown, now: promisedAmount(preview) });
  return { status: 'preview_stale', reason, shown, preview };
}
