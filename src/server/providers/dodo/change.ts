import type { ChangePlanRequest, ReadChangeRequest } from '../../../core/adapter.js';
import { isChangePlanError } from '../../../core/errors.js';
import type { ChangePlanOutcome, ReadOutcome } from '../../../core/outcome.js';
import type { PricedPlan } from '../../../core/plan.js';
import { settleByReading } from '../../../core/settle.js';
import { sleep } from '../../deadline.js';
import { meaningOf, readError } from './errors.js';
import { impact } from './preview.js';
import { evidenceOf, lastWord, verdictOf, type Evidence, type Sought } from './settle.js';
import { decodeCheckout, paymentLinkOf, type DodoSubscription } from './shapes.js';
import { MARKS, type DodoReader, type Snapshot } from './snapshot.js';
import { bodyOf, targetOf, wayOf } from './target.js';

/** One change under way. */
interface Making extends Sought {
  readonly reader: DodoReader;
  readonly snapshot: Snapshot;
  readonly target: PricedPlan;
  readonly request: ChangePlanRequest;
  readonly signal: AbortSignal;
}

/**
 * Sends a change once, and reads until it shows what became of it. Never sent again: Dodo knows no idempotency key, and a second
 * change could be charged a second time.
 */
export async function change(
  reader: DodoReader,
  snapshot: Snapshot,
  request: ChangePlanRequest,
  signal: AbortSignal,
): Promise<ChangePlanOutcome> {
  const { selection, expected, idempotencyKey: key } = request;
  const target = targetOf(snapshot, selection);
  const making = { reader, snapshot, target, request, signal, selection, expected, key };
  signal.throwIfAborted();
  const { subscription } = snapshot;
  return subscription === null ? begin(making) : send(making, subscription);
}

async function send(making: Making, subscription: DodoSubscription): Promise<ChangePlanOutcome> {
  const { reader, snapshot, target, selection, key } = making;
  const { client, changeTimeoutMs } = reader.settings;
  const way = wayOf(reader.settings, snapshot, subscription, target, selection);
  const body = bodyOf(reader.settings, subscription, selection, way, key);
  const options = { maxRetries: 0, ...(changeTimeoutMs !== null && { timeout: changeTimeoutMs }) };
  try {
    const answer = await client.subscriptions.changePlan(subscription.subscription_id, body, options);
    const link = linkOf(answer);
    if (link !== null) return { status: 'requires_checkout', checkoutUrl: link.url, expiresAt: link.expiresAt };
  } catch (thrown) {
    const refusal = refused(making, thrown);
    if (refusal !== null) return refusal;
  }
  return byReading(making);
}

// An answer that cannot be read says as little as one that is empty.
function linkOf(answer: unknown): ReturnType<typeof paymentLinkOf> {
  try {
    return paymentLinkOf(answer);
  } catch {
    return null;
  }
}

/** What a refusal says; null where only a read can. */
function refused({ snapshot, target, selection }: Making, thrown: unknown): ChangePlanOutcome | null {
  const meaning = meaningOf(thrown);
  switch (meaning.kind) {
    case 'rejected': {
      const effects = impact(snapshot, target, selection, 'immediately');
      return { status: 'rejected', reason: meaning.reason, impact: effects, recoveryUrl: null, reference: null };
    }
    case 'error':
      throw readError(thrown);
    case 'unclear':
      return null;
  }
}

/** Reads, with growing pauses, until the change shows. That it does not show proves nothing here: it may be on its way. */
async function byReading(making: Making): Promise<ChangePlanOutcome> {
  const { reader, snapshot, signal } = making;
  let latest: Evidence | null = null;
  for (const pause of reader.settings.rereadDelaysMs) {
    await sleep(pause);
    latest = (await evidenceOf(reader, snapshot, making, signal).catch(() => null)) ?? latest;
    const verdict = latest && verdictOf(latest, making);
    if (verdict !== null && isAnswer(verdict)) return verdict;
  }
  const last = latest && (await lastWord(reader, latest, making, signal).catch(() => null));
  return last !== null && isAnswer(last) ? last : { status: 'unknown', reference: null };
}

function isAnswer(outcome: ReadOutcome): outcome is ChangePlanOutcome {
  return outcome.status !== 'not_changed';
}

/** A first subscription begins on a checkout page. */
async function begin(making: Making): Promise<ChangePlanOutcome> {
  const { reader, request, selection, key } = making;
  const { client, marksPayments } = reader.settings;
  const addons = selection.addons?.intent === 'replace' ? selection.addons.values : [];
  const back = request.returnTo;
  try {
    const answer = await client.checkoutSessions.create(
      {
        product_cart: [
          {
            product_id: selection.priceId,
            quantity: selection.quantity ?? 1,
            ...(addons.length > 0 && {
              addons: addons.map(({ addonId, quantity }) => ({ addon_id: addonId, quantity })),
            }),
          },
        ],
        customer: { customer_id: reader.scope.customerId },
        ...(back !== null && { return_url: back, cancel_url: back }),
        ...(selection.discountCodes?.intent === 'replace' && { discount_codes: [...selection.discountCodes.values] }),
        ...(marksPayments && { metadata: { [MARKS.change]: key } }),
      },
      { maxRetries: 0 },
    );
    const { checkout_url: checkoutUrl } = decodeCheckout(answer, '');
    if (checkoutUrl !== null) return { status: 'requires_checkout', checkoutUrl, expiresAt: null };
  } catch (thrown) {
    if (isChangePlanError(thrown)) throw thrown;
    const meaning = meaningOf(thrown);
    if (meaning.kind === 'rejected') {
      return { status: 'rejected', reason: meaning.reason, impact: [], recoveryUrl: null, reference: null };
    }
    // A session that nobody was sent to is never paid: nothing happened, whatever became of the request.
    throw readError(thrown);
  }
  return byReading(making);
}

/** What became of a change, judged by one read of everything. */
export async function readChange(
  reader: DodoReader,
  { selection, expected, idempotencyKey: key }: ReadChangeRequest,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const before = await reader.read(signal);
  const sought = { selection, expected, key };
  if (before.subscription === null) return settleByReading(null, selection, expected);
  const evidence = await evidenceOf(reader, before, sought, signal);
  const verdict = verdictOf(evidence, sought) ?? (await lastWord(reader, evidence, sought, signal));
  return verdict.status === 'pending' ? stillPending(reader, evidence, verdict, signal) : verdict;
}

/** A payment that was refused is refused for good once Dodo takes other changes again. */
async function stillPending(
  reader: DodoReader,
  { snapshot, payment }: Evidence,
  verdict: ReadOutcome,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  if (payment?.status !== 'failed' || reader.settings.findPending === 'off') return verdict;
  if ((await reader.isPending(snapshot, signal)) !== false) return verdict;
  return { status: 'not_changed', reason: 'declined', subscription: snapshot.held };
}
