import type { TopUp, TopUpRequest } from '../../../core/adapter.js';
import { sameMoney, type Money } from '../../../core/money.js';
import type { TopUpOutcome } from '../../../core/outcome.js';
import { sleep } from '../../deadline.js';
import { failureOf, readError } from './errors.js';
import { cardPage } from './link.js';
import type { CommetSettings } from './options.js';
import { unscaled } from './scale.js';
import type { CommetReader, Snapshot } from './snapshot.js';

/** What is for sale to this customer: only a balance can be topped up, and only in its currency. */
export function topUpsOf({ topUps }: CommetSettings, { subscription, held }: Snapshot): readonly TopUp[] {
  const runs = held?.status === 'active' || held?.status === 'trialing';
  if (!runs || subscription?.consumptionModel !== 'balance' || subscription.balance === null) return [];
  const { currency } = subscription.balance;
  return topUps
    .filter((amount) => amount.currency === currency)
    .map((amount) => ({ id: `balance_${amount.amount}_${currency}`, amount }));
}

/** Adds to the balance and charges the card, once for a key however often it is sent. */
export async function topUp(reader: CommetReader, request: TopUpRequest, signal: AbortSignal): Promise<TopUpOutcome> {
  const before = await reader.read(signal);
  const offered = topUpsOf(reader.settings, before).find(({ id }) => id === request.topUpId);
  if (before.held === null || offered === undefined) return { status: 'rejected', reason: 'unavailable' };
  if (!sameMoney(offered.amount, request.expected)) return { status: 'rejected', reason: 'amount_changed' };
  signal.throwIfAborted();
  const failure = await send(reader, before.held.id, offered.amount, request.idempotencyKey);
  if (failure === null) return toppedUp(reader, before, signal);
  const { meaning, recoveryUrl, thrown } = failure;
  switch (meaning.kind) {
    case 'declined':
      return {
        status: 'declined',
        reason: meaning.reason,
        recoveryUrl: recoveryUrl ?? (await cardPage(reader, before, request.returnTo)),
        reference: null,
      };
    case 'rejected':
      return { status: 'rejected', reason: 'unavailable' };
    case 'error':
      throw readError(thrown);
    case 'in_progress':
    case 'scheduled':
    case 'unclear':
      return { status: 'unknown', reference: null };
  }
}

/**
 * Sends, and again with the same key while Commet works on the first or its answer was lost: no read tells one top-up from
 * another, and the key keeps two from being charged.
 */
async function send({ settings }: CommetReader, id: string, money: Money, idempotencyKey: string) {
  const { client, apiVersion, inProgressDelaysMs, topUpScale } = settings;
  const amount = unscaled(money, topUpScale);
  for (let tries = 0; ; tries += 1) {
    try {
      await client.subscriptions.topupBalance({ id, amount }, { apiVersion, idempotencyKey });
      return null;
    } catch (thrown) {
      const failure = { ...failureOf(thrown), thrown };
      const { meaning } = failure;
      const pause = inProgressDelaysMs[tries];
      const again = meaning.kind === 'unclear' || (meaning.kind === 'in_progress' && meaning.repeat);
      if (!again || pause === undefined) return failure;
      await sleep(pause);
    }
  }
}

async function toppedUp(reader: CommetReader, before: Snapshot, signal: AbortSignal): Promise<TopUpOutcome> {
  const after = await reader.reread(before, signal).catch(() => null);
  return { status: 'topped_up', creditBalance: after?.held?.creditBalance ?? null };
}
