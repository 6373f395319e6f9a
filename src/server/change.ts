import type { ChangePlanRequest } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import { sameMoney } from '../core/money.js';
import type { ChangePlanOutcome } from '../core/outcome.js';
import type { Call } from './call.js';
import { readCatalog } from './catalog.js';
import { confirm } from './confirm.js';
import { sleep } from './deadline.js';
import type { LedgerEntry } from './ledger.js';
import { asSeen, hasExpired, reconcile } from './read.js';
import { newEntry } from './record.js';
import { stale } from './stale.js';
import { sameSelection, trustedClaims } from './trust.js';

/** Makes the change that was confirmed, once: however often it is asked, and whoever else asks at the same time. */
export async function change(call: Call, request: ChangePlanRequest): Promise<ChangePlanOutcome> {
  const claims = await trustedClaims(call, request);
  if (claims === null) return stale(call, request, 'token_refused', null);
  if (!sameMoney(claims.amount, request.expected)) return stale(call, request, 'amount_changed', request.expected);
  const earlier = await call.services.ledger.find(claims.scopeKey, claims.id);
  if (earlier !== null) return again(call, request, earlier);
  if (call.services.now() >= claims.expiresAt) return stale(call, request, 'expired', claims.amount);
  return claim(call, request, newEntry(call, claims));
}

async function claim(call: Call, request: ChangePlanRequest, entry: LedgerEntry): Promise<ChangePlanOutcome> {
  const { ledger } = call.services;
  const first = await ledger.claim(entry, null);
  if (first.status === 'claimed') return confirm(call, request, first.entry);
  if (first.entry.id === entry.id) return again(call, request, first.entry);
  const waiting = await makeWay(call, request, first.entry);
  const isSame = waiting !== null && isSameChange(waiting, entry) && (await showsCheckouts(call, request));
  const next = waiting !== null && isSame ? continued(waiting, entry) : entry;
  const second = await ledger.claim(next, waiting);
  if (second.status === 'claimed' && next.outcome !== null) return again(call, request, next);
  if (second.status === 'claimed') {
    if (waiting !== null) tellReplaced(call, waiting);
    return confirm(call, request, second.entry);
  }
  if (second.entry.id === entry.id) return again(call, request, second.entry);
  throw inProgress();
}

/**
 * Looks whether another open change still stands. Nothing was charged for one that waits at a checkout, so it gives way once
 * a read shows that it was not paid meanwhile.
 */
async function makeWay(call: Call, request: ChangePlanRequest, other: LedgerEntry): Promise<LedgerEntry | null> {
  const { entry } = await reconcile(call, other, request.locale);
  if (entry.status === 'settled') return null;
  if (entry.status !== 'requires_checkout') throw inProgress();
  return entry;
}

// Where a billing system does not say that a checkout is over, only asking again finds one that can still be paid.
async function showsCheckouts(call: Call, { locale }: ChangePlanRequest): Promise<boolean> {
  return (await readCatalog(call, locale)).provider.capabilities.readCheckout;
}

/** Whether a preview asks for the very change that waits at a checkout: same choice, same amount, same subscription. */
function isSameChange({ claims: waiting }: LedgerEntry, { claims }: LedgerEntry): boolean {
  return (
    sameSelection(waiting.selection, claims.selection) &&
    sameMoney(waiting.amount, claims.amount) &&
    waiting.state === claims.state
  );
}

/** The waiting change under the token that confirmed it again: one checkout, not two. */
function continued(waiting: LedgerEntry, { id, claims, startedAt }: LedgerEntry): LedgerEntry {
  return { ...waiting, id, claims, startedAt, version: 1 };
}

function tellReplaced({ services, subject }: Call, { claims }: LedgerEntry): void {
  services.emit({ type: 'attempt_replaced', ...subject, priceId: claims.selection.priceId });
}

function inProgress(): ChangePlanError {
  return new ChangePlanError('change_in_progress', 'Another change of this subscription is open. Read it first.', {
    retryAfterMs: 2_000,
    sent: false,
  });
}

/** The same confirmed preview once more: what is recorded, or what the first request comes to. */
async function again(call: Call, request: ChangePlanRequest, entry: LedgerEntry): Promise<ChangePlanOutcome> {
  const latest = entry.status === 'in_flight' ? await waitFor(call, entry) : entry;
  // The first was refused before it was sent, and gave up its place.
  if (latest === null) return change(call, request);
  const { outcome } = latest;
  if (outcome === null) return { status: 'processing' };
  const isOver = hasExpired(outcome, call.services.now());
  return settledAnswer(call, request, isOver ? (await reconcile(call, latest, request.locale)).entry : latest);
}

// That it never happened is no answer to "do it": the customer is asked again, with a new preview.
async function settledAnswer(call: Call, request: ChangePlanRequest, entry: LedgerEntry): Promise<ChangePlanOutcome> {
  if (entry.outcome === null) return { status: 'processing' };
  const outcome = await asSeen(call, entry, entry.outcome, request.locale);
  return outcome.status === 'not_changed' ? stale(call, request, 'expired', entry.claims.amount) : outcome;
}

async function waitFor(call: Call, entry: LedgerEntry): Promise<LedgerEntry | null> {
  const { ledger, limits } = call.services;
  let latest: LedgerEntry | null = entry;
  for (let waited = 0; latest?.status === 'in_flight' && waited < limits.duplicateWaitMs;) {
    const pause = Math.min(50 + waited, 1_000);
    await sleep(pause);
    waited += pause;
    latest = await ledger.find(entry.scopeKey, entry.id);
  }
  return latest;
}
