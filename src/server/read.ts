import type { ReadChangeRequest } from '../core/adapter.js';
import type { ReadOutcome } from '../core/outcome.js';
import type { Plan } from '../core/plan.js';
import type { Call } from './call.js';
import { isOperators } from './catalog.js';
import { readWithin } from './deadline.js';
import type { LedgerEntry } from './ledger.js';
import type { Limits } from './options.js';
import { finished, tellOutcome } from './outcome.js';
import type { PreviewClaims } from './previewToken.js';
import { record, shut } from './record.js';
import { stale } from './stale.js';
import { trustedClaims } from './trust.js';

const DAY = 86_400_000;

/** Answers what became of a change. Changes nothing but our own record of it. */
export async function read(call: Call, request: ReadChangeRequest): Promise<ReadOutcome> {
  const claims = await trustedClaims(call, request);
  if (claims === null) return stale(call, request, 'token_refused', null);
  const known = await whatStands(call, claims, request.locale);
  if (known !== null) return known;
  const answer = await ask(call, claims, claims.pin, request.idempotencyKey, request.locale);
  const outcome = finished(call, claims, [], wasNeverSent(call, claims) ? notReceived(answer) : answer);
  if (outcome.status !== 'not_changed') return outcome;
  if (!isOver(call, claims)) return { status: 'unknown', reference: null };
  if (await shut(call, claims, outcome)) return outcome;
  return (await whatStands(call, claims, request.locale)) ?? { status: 'unknown', reference: null };
}

/** Whether nothing of this change can still be on its way, sent by a process whose ledger ended with it. */
function isOver(call: Call, claims: PreviewClaims): boolean {
  const { ledger, limits, now } = call.services;
  return wasNeverSent(call, claims) || now() >= ledger.knowsSince + limits.notChangedAfterMs;
}

async function whatStands(call: Call, { scopeKey, id }: PreviewClaims, locale: string): Promise<ReadOutcome | null> {
  const entry = await call.services.ledger.find(scopeKey, id);
  return entry && asSeen(call, entry, (await reconcile(call, entry, locale)).outcome, locale);
}

/** An outcome as this role may see it: what was recorded for an operator is asked anew for a customer. */
export async function asSeen(
  call: Call,
  entry: LedgerEntry,
  outcome: ReadOutcome,
  locale: string,
): Promise<ReadOutcome> {
  if (!isOperators(call, entry) || outcome.status === 'processing' || outcome.status === 'unknown') return outcome;
  const claims = { ...entry.claims, amount: null };
  return finished(call, claims, [], await ask(call, claims, '', entry.idempotencyKey, locale));
}

// A ledger that would know has no such entry. Else it was forgotten, and the provider alone knows.
function wasNeverSent({ services }: Call, { issuedAt }: PreviewClaims): boolean {
  return issuedAt >= services.ledger.knowsSince && services.now() - issuedAt < DAY;
}

/** The plan can be the chosen one all the same, by another change: that is not this one. */
function notReceived(answer: ReadOutcome): ReadOutcome {
  const subscription = 'subscription' in answer ? answer.subscription : null;
  return { status: 'not_changed', reason: 'not_received', subscription };
}

export interface Reconciled {
  readonly entry: LedgerEntry;
  readonly outcome: ReadOutcome;
}

/** Brings an entry up to what the provider shows now. */
export async function reconcile(
  call: Call,
  entry: LedgerEntry,
  locale: string,
  plans: readonly Plan[] = [],
): Promise<Reconciled> {
  const { now } = call.services;
  if (entry.status === 'settled' && entry.outcome) return { entry, outcome: entry.outcome };
  if (entry.status === 'in_flight' && mayStillRun(call, entry)) return { entry, outcome: { status: 'processing' } };
  const answer = await ask(call, entry.claims, entry.providerToken, entry.idempotencyKey, locale);
  const outcome = finished(call, entry.claims, plans, believed(call, entry, answer));
  if (outcome.status === entry.status) return { entry, outcome };
  const next = await record(call, entry, outcome, entry.overAt ?? now());
  tellOutcome(call, entry.claims, outcome);
  return { entry: next, outcome };
}

/** What the provider shows of a change. */
export function ask(
  { services, signal, adapter }: Call,
  { selection, amount }: PreviewClaims,
  token: string,
  idempotencyKey: string,
  locale: string,
): Promise<ReadOutcome> {
  return readWithin(services.limits.providerTimeoutMs, signal, (within) =>
    adapter.readChange({ selection, token, expected: amount, idempotencyKey, locale }, within),
  );
}

function mayStillRun({ services }: Call, { startedAt }: LedgerEntry): boolean {
  return services.now() < startedAt + services.limits.callOverAfterMs;
}

/** What may be said now. That nothing changed is believed only when no change of ours can still arrive. */
function believed(call: Call, entry: LedgerEntry, answer: ReadOutcome): ReadOutcome {
  const { now, limits } = call.services;
  const kept: ReadOutcome = entry.outcome ?? { status: 'unknown', reference: null };
  if (answer.status === 'unknown' || answer.status === 'preview_stale') return kept;
  if (answer.status !== 'not_changed' || answer.reason !== 'not_received') return answer;
  switch (entry.status) {
    case 'requires_checkout':
      return hasExpired(kept, now()) ? { ...answer, reason: 'expired' } : kept;
    case 'unknown':
    case 'in_flight': {
      const over = entry.overAt ?? entry.startedAt + limits.callOverAfterMs;
      return now() >= over + limits.notChangedAfterMs ? answer : kept;
    }
    case 'processing':
      return now() >= entry.startedAt + limits.callOverAfterMs ? answer : kept;
    case 'pending':
    case 'requires_action':
      return now() >= (entry.overAt ?? entry.startedAt) + patienceFor(limits, kept) ? answer : kept;
    case 'settled':
      return kept;
  }
}

// Some billing systems show a waiting change only to themselves, so that a read without it proves nothing for a while.
function patienceFor({ waitingOverAfterMs, reviewOverAfterMs }: Limits, kept: ReadOutcome): number {
  return kept.status === 'pending' && kept.reason === 'review' ? reviewOverAfterMs : waitingOverAfterMs;
}

export function hasExpired(outcome: ReadOutcome, now: number): boolean {
  return outcome.status === 'requires_checkout' && outcome.expiresAt !== null && Date.parse(outcome.expiresAt) <= now;
}
