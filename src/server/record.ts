import { isFinal, type ReadOutcome } from '../core/outcome.js';
import type { Call } from './call.js';
import { thrownEvent } from './events.js';
import type { LedgerEntry, LedgerStatus } from './ledger.js';
import type { PreviewClaims } from './previewToken.js';

export function newEntry({ services, scope }: Call, claims: PreviewClaims): LedgerEntry {
  return {
    id: claims.id,
    scopeKey: claims.scopeKey,
    version: 1,
    status: 'in_flight',
    claims,
    subscriptionId: scope.subscriptionId,
    idempotencyKey: `ps_${claims.id}`,
    providerToken: claims.pin,
    startedAt: services.now(),
    overAt: null,
    outcome: null,
  };
}

/**
 * Settles a change that never arrived, so that it does nothing if it arrives after all: a network can deliver a request long
 * after the page gave it up. False where it arrived meanwhile.
 */
export function shut(call: Call, claims: PreviewClaims, outcome: ReadOutcome): Promise<boolean> {
  const overAt = call.services.now();
  return call.services.ledger.write({ ...newEntry(call, claims), status: 'settled', outcome, overAt });
}

/** Writes down what is known of a change. A ledger that fails takes nothing from the answer: a later read mends it. */
export async function record(
  call: Call,
  entry: LedgerEntry,
  outcome: ReadOutcome,
  overAt: number | null,
): Promise<LedgerEntry> {
  const next = { ...entry, version: entry.version + 1, status: statusOf(outcome), outcome, overAt };
  try {
    await call.services.ledger.write(next);
  } catch (thrown) {
    call.services.emit(thrownEvent('ledger', 'internal', null, thrown));
  }
  return next;
}

function statusOf(outcome: ReadOutcome): LedgerStatus {
  if (isFinal(outcome)) return 'settled';
  switch (outcome.status) {
    case 'requires_checkout':
    case 'requires_action':
    case 'processing':
    case 'pending':
    case 'unknown':
      return outcome.status;
    default:
      return 'settled';
  }
}

/** Gives up the place of a change that was never sent. */
export async function release(call: Call, entry: LedgerEntry): Promise<void> {
  try {
    await call.services.ledger.release(entry);
  } catch (thrown) {
    call.services.emit(thrownEvent('ledger', 'internal', null, thrown));
  }
}
