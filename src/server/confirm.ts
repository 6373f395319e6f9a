import type { ChangePlanRequest } from '../core/adapter.js';
import { ChangePlanError, isChangePlanError } from '../core/errors.js';
import { sameMoney } from '../core/money.js';
import type { ChangePlanOutcome } from '../core/outcome.js';
import type { PreviewOutcome } from '../core/preview.js';
import { fingerprint } from '../core/subscription.js';
import type { Call } from './call.js';
import { checkNoCancel } from './cancelPlace.js';
import { readCatalog, type KnownCatalog } from './catalog.js';
import { DeadlineError, withDeadline } from './deadline.js';
import { thrownEvent } from './events.js';
import type { LedgerEntry } from './ledger.js';
import { finished, tellOutcome } from './outcome.js';
import { askProvider, promiseOf, sealedPreview, tokenHash } from './preview.js';
import type { PreviewClaims } from './previewToken.js';
import { ask } from './read.js';
import { record, release } from './record.js';
import { shortKey } from './redact.js';
import { returnUrlOf } from './returnUrl.js';
import { staleWith } from './stale.js';
import { withSafeOutcome } from './urls.js';
import { digest } from './crypto.js';

/** Checks a claimed change once more against the provider, and makes it. Nothing is sent where anything moved. */
export async function confirm(call: Call, request: ChangePlanRequest, entry: LedgerEntry): Promise<ChangePlanOutcome> {
  try {
    await checkNoCancel(call, entry.scopeKey);
    const known = await readCatalog(call, request.locale);
    const checked = await recheck(call, request, entry, known);
    if ('refused' in checked) {
      // Kept as the answer to this yes: the same request, delivered once more, must not find another price and go through.
      await record(call, entry, checked.refused, call.services.now());
      return checked.refused;
    }
    const ready = { ...entry, version: entry.version + 1, providerToken: checked.token };
    if (!(await call.services.ledger.write(ready))) throw lostPlace();
    return await send(call, request, ready, known);
  } catch (thrown) {
    // All that is caught here was thrown before the change was sent.
    await release(call, entry);
    throw thrown;
  }
}

function lostPlace(): ChangePlanError {
  return new ChangePlanError('change_in_progress', 'Another process took this change over.', { sent: false });
}

type Checked = { readonly token: string } | { readonly refused: ChangePlanOutcome };

async function recheck(
  call: Call,
  request: ChangePlanRequest,
  entry: LedgerEntry,
  known: KnownCatalog,
): Promise<Checked> {
  const { claims } = entry;
  const { selection, locale } = request;
  const fresh = await askProvider(call, { selection, locale, pin: claims.pin }, known);
  const again = async (reason: 'subscription_changed' | 'amount_changed'): Promise<Checked> => ({
    refused: staleWith(call, reason, claims.amount, await sealedPreview(call, request, known, fresh)),
  });
  if ((await digest('state', fingerprint(known.subscription))) !== claims.state) {
    const done = await doneBefore(call, request, entry);
    return done === null ? again('subscription_changed') : { refused: done };
  }
  if (fresh.status === 'blocked') {
    const { reason, impact, recoveryUrl } = fresh;
    const rejected = { status: 'rejected', reason, impact, recoveryUrl, reference: null } as const;
    return { refused: withSafeOutcome(call, rejected) };
  }
  return samePromise(claims, fresh) ? { token: fresh.token } : again('amount_changed');
}

/**
 * A yes from before this ledger began may have been carried out by a process that ended: then it is that very change which
 * moved the subscription, and asking again would deny it.
 */
async function doneBefore(
  call: Call,
  { locale }: ChangePlanRequest,
  { claims, idempotencyKey }: LedgerEntry,
): Promise<ChangePlanOutcome | null> {
  if (claims.issuedAt >= call.services.ledger.knowsSince) return null;
  const answer = await ask(call, claims, claims.pin, idempotencyKey, locale);
  if (answer.status === 'not_changed' || answer.status === 'unknown' || answer.status === 'preview_stale') return null;
  return finished(call, claims, [], answer);
}

function samePromise(claims: PreviewClaims, fresh: Exclude<PreviewOutcome, { status: 'blocked' }>): boolean {
  const now = promiseOf(fresh);
  return (
    now.status === claims.status &&
    now.certainty === claims.certainty &&
    now.leavesOut === claims.leavesOut &&
    sameMoney(now.amount, claims.amount) &&
    sameMoney(now.recurring, claims.recurring)
  );
}

async function send(
  call: Call,
  request: ChangePlanRequest,
  entry: LedgerEntry,
  known: KnownCatalog,
): Promise<ChangePlanOutcome> {
  const { services, adapter } = call;
  await tellSent(call, request, entry);
  // Not bound to the browser's connection: once sent, a change is followed to its end.
  const sent = withController((signal) =>
    adapter.changePlan(
      {
        ...request,
        token: entry.providerToken,
        idempotencyKey: entry.idempotencyKey,
        returnTo: returnUrlOf(services.options, request.returnTo),
      },
      signal,
    ),
  );
  try {
    const answer = await withDeadline(services.limits.providerTimeoutMs, null, () => sent);
    return await settle(call, request, entry, known, answer);
  } catch (thrown) {
    if (thrown instanceof DeadlineError) return unanswered(call, entry, known, sent);
    return failed(call, entry, thrown);
  }
}

async function withController<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return run(new AbortController().signal);
}

async function tellSent({ services, subject }: Call, request: ChangePlanRequest, entry: LedgerEntry): Promise<void> {
  services.emit({
    type: 'change_sent',
    ...subject,
    priceId: request.selection.priceId,
    expected: entry.claims.amount,
    tokenHash: await tokenHash(request.token),
    idempotencyKey: shortKey(entry.idempotencyKey),
  });
}

async function settle(
  call: Call,
  request: ChangePlanRequest,
  entry: LedgerEntry,
  known: KnownCatalog,
  answer: ChangePlanOutcome,
): Promise<ChangePlanOutcome> {
  if (answer.status === 'preview_stale') {
    const preview = await sealedPreview(call, request, known, answer.preview);
    const asked = staleWith(call, answer.reason, entry.claims.amount, preview);
    await record(call, entry, asked, call.services.now());
    return asked;
  }
  const outcome = finished(call, entry.claims, known.plans, answer);
  await record(call, entry, outcome, call.services.now());
  tellOutcome(call, entry.claims, outcome);
  return outcome;
}

/** The time is up. The call may still arrive: what it answers later is written down, and until then nobody knows. */
async function unanswered(
  call: Call,
  entry: LedgerEntry,
  known: KnownCatalog,
  sent: Promise<ChangePlanOutcome>,
): Promise<ChangePlanOutcome> {
  const outcome = { status: 'unknown', reference: null } as const;
  const open = await record(call, entry, outcome, null);
  tellOutcome(call, entry.claims, outcome);
  sent
    .then((late) => {
      if (late.status !== 'preview_stale') return finished(call, entry.claims, known.plans, late);
      return { status: 'not_changed', reason: 'not_received', subscription: null } as const;
    })
    .catch(() => outcome)
    .then(async (late) => {
      await record(call, open, late, call.services.now());
      if (late !== outcome) tellOutcome(call, entry.claims, late);
    })
    .catch(() => undefined);
  return outcome;
}

/** The provider's side failed. Only where it says that nothing was sent is it an error; else nobody knows. */
async function failed(call: Call, entry: LedgerEntry, thrown: unknown): Promise<ChangePlanOutcome> {
  const error = isChangePlanError(thrown) ? thrown : null;
  call.services.emit(
    thrownEvent('change', error?.code ?? 'internal', error?.reference ?? null, error?.cause ?? thrown),
  );
  if (error !== null && !error.sent) {
    await release(call, entry);
    throw error;
  }
  const outcome = { status: 'unknown', reference: error?.reference ?? null } as const;
  await record(call, entry, outcome, call.services.now());
  tellOutcome(call, entry.claims, outcome);
  return outcome;
}
