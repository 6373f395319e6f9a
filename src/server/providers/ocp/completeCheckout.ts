import { sameMoney, type Money } from '../../../core/money.js';
import type { Subscription } from '../../../core/subscription.js';
import { digest } from '../../crypto.js';
import type { LedgerEntry, LedgerStatus } from '../../ledger.js';
import type { OperatorBell } from './bell.js';
import type { CheckoutBinding } from './binding.js';
import type { OcpSettings } from './options.js';
import type { CheckoutReference } from './reference.js';
import { sendPlan } from './sendPlan.js';
import { createReader, type OcpReader } from './snapshot.js';

/** A payment, as the host's verified webhook tells of it. Never from a page that the customer returned to. */
export interface CompletedCheckout {
  readonly workspaceId: string;
  readonly planId: string;
  /** The payment's own id: it counts once. */
  readonly paymentId: string;
  /** What the checkout was opened with. */
  readonly reference: string;
  /** What was paid, where the webhook says it: checked against what the customer was told. */
  readonly paid?: Money;
}

export type CheckoutMismatch =
  /** Not signed here, or edited. */
  | 'reference'
  | 'workspace'
  | 'plan'
  | 'amount'
  | 'expired'
  /** Another payment came with the same reference: somebody paid twice. */
  | 'reference_used'
  /** The workspace is on another plan than when the checkout was opened. */
  | 'workspace_changed';

/** What became of a payment. All but `completed` and `duplicate` leave the operator with money and work. */
export type CheckoutCompletion =
  | { readonly status: 'completed'; readonly subscription: Subscription }
  /** This payment was carried out before, or dropped. */
  | { readonly status: 'duplicate' }
  /** This payment is being carried out right now, or another one of the workspace is or waits. Deliver it again. */
  | { readonly status: 'in_progress' }
  /** Nothing was changed, and delivering it again changes nothing. */
  | { readonly status: 'mismatch'; readonly reason: CheckoutMismatch }
  /** Nothing was changed. Fill the wallet and deliver it again. */
  | { readonly status: 'wallet_short' }
  /** The partner API said no for another reason. Nothing was changed; it may be delivered again. */
  | { readonly status: 'refused' }
  /** Nothing was sent, since the API could not be read. Deliver it again. */
  | { readonly status: 'try_again' }
  /** It may have been carried out. Deliver it again: it is read first, and sent again only after `retryAfterMs`. */
  | { readonly status: 'unknown' };

interface Completing {
  readonly settings: OcpSettings;
  readonly binding: CheckoutBinding;
  readonly bell: OperatorBell;
  readonly reader: OcpReader;
  readonly reference: CheckoutReference;
  readonly paymentId: string;
}

const mismatch = (reason: CheckoutMismatch): CheckoutCompletion => ({ status: 'mismatch', reason });
const signal = new AbortController().signal;

/** Carries a paid checkout out, once per payment. */
export async function completeCheckout(
  parts: Pick<Completing, 'settings' | 'binding' | 'bell'>,
  { workspaceId, planId, paymentId, reference: sealed, paid }: CompletedCheckout,
): Promise<CheckoutCompletion> {
  if (typeof paymentId !== 'string' || paymentId === '')
    throw new TypeError('ocp: completeCheckout needs the paymentId. Without it one payment could count twice.');
  const reference = await parts.binding.references.open(String(sealed));
  if (reference === null) return mismatch('reference');
  if (reference.workspaceId !== String(workspaceId)) return mismatch('workspace');
  if (reference.planId !== planId) return mismatch('plan');
  if (paid !== undefined && reference.amount !== null && !sameMoney(paid, reference.amount)) return mismatch('amount');
  const scope = { customerId: reference.customerId, subscriptionId: reference.workspaceId };
  return claimed({ ...parts, reference, paymentId, reader: createReader(parts.settings, scope) });
}

async function claimed(completing: Completing): Promise<CheckoutCompletion> {
  const { binding, reference, settings } = completing;
  const entry = await entryOf(completing);
  const earlier = await binding.ledger.find(entry.scopeKey, entry.id);
  if (earlier !== null) return again(completing, earlier);
  if (settings.now() >= reference.expiresAt) return paidInVain(completing, 'expired');
  const claim = await binding.ledger.claim(entry, null);
  if (claim.status !== 'claimed')
    return claim.entry.id === entry.id ? again(completing, claim.entry) : { status: 'in_progress' };
  if (!(await firstUse(completing, entry))) {
    await binding.ledger.release(claim.entry);
    return paidInVain(completing, 'reference_used');
  }
  return carryOut(completing, claim.entry, true);
}

/** The same payment once more: recorded, waiting, or lost on its way. */
async function again(completing: Completing, entry: LedgerEntry): Promise<CheckoutCompletion> {
  const { binding, settings } = completing;
  if (entry.status === 'settled') return { status: 'duplicate' };
  if (entry.status !== 'pending' && settings.now() < entry.startedAt + settings.retryAfterMs) {
    if (entry.status === 'in_flight') return { status: 'in_progress' };
    return (await heldNow(completing, entry)) ?? { status: 'unknown' };
  }
  const retaken = { ...entry, version: entry.version + 1, status: 'in_flight', startedAt: settings.now() } as const;
  if (!(await binding.ledger.write(retaken))) return { status: 'in_progress' };
  return carryOut(completing, retaken, false);
}

async function carryOut(completing: Completing, entry: LedgerEntry, isFirst: boolean): Promise<CheckoutCompletion> {
  const { binding, reader, reference, bell, paymentId } = completing;
  const before = await reader.read(signal).catch(() => null);
  if (before === null) {
    if (isFirst) await binding.ledger.release(entry);
    else await note(completing, entry, 'pending');
    return { status: 'try_again' };
  }
  const { planId: holds } = before.workspace;
  if (!isFirst && holds === reference.planId) return completed(completing, entry, before.held);
  if (isFirst && holds !== reference.fromPlanId) {
    await binding.ledger.release(entry);
    return paidInVain(completing, 'workspace_changed');
  }
  const sent = await sendPlan(reader, before, reference.planId, signal);
  switch (sent.status) {
    case 'shown':
      return completed(completing, entry, sent.snapshot.held);
    case 'accepted':
    case 'unknown':
      await note(completing, entry, 'unknown');
      return { status: 'unknown' };
    case 'wallet_short':
    case 'refused':
      await note(completing, entry, 'pending');
      bell.ring(reader.where, sent.status, reference.planId, paymentId);
      return { status: sent.status };
    case 'not_sent':
      await note(completing, entry, 'pending');
      bell.ring(reader.where, 'paid_without_change', reference.planId, paymentId);
      return { status: 'try_again' };
  }
}

async function heldNow(completing: Completing, entry: LedgerEntry): Promise<CheckoutCompletion | null> {
  const read = await completing.reader.read(signal).catch(() => null);
  if (read?.workspace.planId !== completing.reference.planId) return null;
  return completed(completing, entry, read.held);
}

async function completed(
  completing: Completing,
  entry: LedgerEntry,
  subscription: Subscription,
): Promise<CheckoutCompletion> {
  await note(completing, entry, 'settled');
  return { status: 'completed', subscription };
}

/** Ends a payment that waits, after the host gave the money back. False where none waits. */
export async function dropPayment(
  { binding, settings }: Pick<Completing, 'settings' | 'binding'>,
  { workspaceId, paymentId }: Pick<CompletedCheckout, 'workspaceId' | 'paymentId'>,
): Promise<boolean> {
  const id = await digest('checkout', 'payment', paymentId);
  const entry = await binding.ledger.find(await placeOf(String(workspaceId)), id);
  if (entry === null || entry.status === 'settled' || entry.status === 'in_flight') return false;
  const outcome = { status: 'not_changed', reason: 'canceled', subscription: null } as const;
  const version = entry.version + 1;
  return binding.ledger.write({ ...entry, version, status: 'settled', outcome, overAt: settings.now() });
}

/** The payment that came with a reference; null where none did. */
export async function paymentFor(
  { ledger }: CheckoutBinding,
  workspaceId: string,
  referenceId: string,
): Promise<LedgerEntry | null> {
  const used = await ledger.find(await digest('checkout', 'reference', referenceId), 'used');
  if (used === null) return null;
  return ledger.find(await placeOf(workspaceId), await digest('checkout', 'payment', used.idempotencyKey));
}

// Money was taken for something that will not happen by itself.
function paidInVain({ bell, reader, reference, paymentId }: Completing, reason: CheckoutMismatch): CheckoutCompletion {
  bell.ring(reader.where, 'paid_without_change', reference.planId, paymentId);
  return mismatch(reason);
}

async function note({ binding, settings }: Completing, entry: LedgerEntry, status: LedgerStatus): Promise<void> {
  await binding.ledger.write({ ...entry, version: entry.version + 1, status, overAt: settings.now() });
}

/** The place of a workspace's payments in the ledger: beside the one of its confirmed changes, not in it. */
function placeOf(workspaceId: string): Promise<string> {
  return digest('checkout', workspaceId);
}

async function entryOf({ reference, paymentId, settings }: Completing): Promise<LedgerEntry> {
  const scopeKey = await placeOf(reference.workspaceId);
  const id = await digest('checkout', 'payment', paymentId);
  const at = settings.now();
  const none = { who: '', state: '', recurring: null, certainty: null, leavesOut: false } as const;
  const { planId: priceId, amount, expiresAt, workspaceId } = reference;
  return {
    id,
    scopeKey,
    version: 1,
    status: 'in_flight',
    claims: {
      ...none,
      id,
      scopeKey,
      selection: { priceId },
      status: 'requires_checkout',
      amount,
      pin: reference.id,
      issuedAt: at,
      expiresAt,
    },
    subscriptionId: workspaceId,
    idempotencyKey: paymentId,
    providerToken: reference.id,
    startedAt: at,
    overAt: null,
    outcome: null,
  };
}

/** Whether no other payment came with this reference. Noted for as long as the reference is good. */
async function firstUse({ binding, reference, paymentId }: Completing, entry: LedgerEntry): Promise<boolean> {
  const scopeKey = await digest('checkout', 'reference', reference.id);
  const used: LedgerEntry = { ...entry, id: 'used', scopeKey, status: 'settled' };
  if (await binding.ledger.write(used)) return true;
  return (await binding.ledger.find(scopeKey, 'used'))?.idempotencyKey === paymentId;
}
