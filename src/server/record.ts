import { isFinal, type ReadOutcome } from '../core/outcome.js';
import type { Call } from './call.js';
import { thrownEvent } from './events.js';
import type { LedgerEntry, LedgerStatus } from './ledger.js';

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
