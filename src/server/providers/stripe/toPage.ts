import type { ChangePlanRequest, ReadChangeRequest } from '../../../core/adapter.js';
import { ChangePlanError } from '../../../core/errors.js';
import type { ChangePlanOutcome } from '../../../core/outcome.js';
import { dateOf } from './scale.js';
import { decodeLink, decodeSession, decodeSessions, type StripeItem, type StripeSession } from './shapes.js';
import type { StripeReader } from './snapshot.js';
import type { Target } from './target.js';

const OURS = 'planshift_change';
const WISH = 'planshift_wish';

function wishOf(priceId: string, quantity: number): string {
  return `${priceId}:${quantity}`;
}

/** A first subscription begins at Stripe's checkout; one that is still open for the same choice is used again. */
export async function toCheckout(
  reader: StripeReader,
  { price, quantity }: Target,
  request: ChangePlanRequest,
  signal: AbortSignal,
): Promise<ChangePlanOutcome> {
  const { sessions } = reader.settings.client.checkout;
  const wish = wishOf(price.id, quantity);
  const all = await sessionsOf(reader, signal);
  const open = all.filter(({ status, metadata }) => status === 'open' && metadata?.[OURS] !== undefined);
  const same = open.find(({ metadata }) => metadata?.[WISH] === wish);
  // At most one can be paid.
  for (const other of open) if (other !== same) await sessions.expire(other.id);
  if (same?.url) return atCheckout(same);
  const back = request.returnTo ?? reader.settings.returnUrl;
  if (back === undefined)
    throw new ChangePlanError('misconfigured', 'A checkout needs a page to return to.', { sent: false });
  const answer = await sessions.create(
    {
      mode: 'subscription',
      customer: reader.scope.customerId,
      line_items: [{ price: price.id, quantity }],
      success_url: back,
      cancel_url: back,
      metadata: { [OURS]: request.idempotencyKey, [WISH]: wish },
    },
    { idempotencyKey: request.idempotencyKey },
  );
  return atCheckout(decodeSession(answer, ''));
}

/** The checkout of a change: its own, or an earlier one for the same choice, which it was sent to. Newest first. */
export async function sessionFor(
  reader: StripeReader,
  { idempotencyKey, selection }: ReadChangeRequest,
  signal: AbortSignal,
): Promise<StripeSession | null> {
  const all = await sessionsOf(reader, signal);
  const wish = wishOf(selection.priceId, selection.quantity ?? 1);
  const own = all.find(({ metadata }) => metadata?.[OURS] === idempotencyKey);
  const open = all.find(({ metadata, status }) => status !== 'expired' && metadata?.[WISH] === wish);
  return own ?? open ?? null;
}

function sessionsOf(reader: StripeReader, signal: AbortSignal): Promise<readonly StripeSession[]> {
  const { client } = reader.settings;
  const customer = reader.scope.customerId;
  return reader
    .ask(signal, decodeSessions, () => client.checkout.sessions.list({ customer, limit: 100 }))
    .then(({ data }) => data);
}

export function atCheckout({ url, expires_at: expires }: StripeSession): ChangePlanOutcome {
  if (url === null) return { status: 'processing' };
  return { status: 'requires_checkout', checkoutUrl: url, expiresAt: expires === null ? null : dateOf(expires) };
}

/** From the free plan without a card: Stripe's own page asks for the card and confirms this very change. */
export async function toPortal(
  reader: StripeReader,
  subscription: string,
  item: StripeItem,
  { price, quantity }: Target,
  request: ChangePlanRequest,
): Promise<ChangePlanOutcome> {
  const { client, portalConfiguration, returnUrl } = reader.settings;
  const back = request.returnTo ?? returnUrl;
  const answer = await client.billingPortal.sessions.create(
    {
      customer: reader.scope.customerId,
      ...(back !== undefined && { return_url: back }),
      ...(portalConfiguration !== undefined && { configuration: portalConfiguration }),
      flow_data: {
        type: 'subscription_update_confirm',
        subscription_update_confirm: { subscription, items: [{ id: item.id, price: price.id, quantity }] },
        ...(back !== undefined && {
          after_completion: { type: 'redirect' as const, redirect: { return_url: back } },
        }),
      },
    },
    { idempotencyKey: request.idempotencyKey },
  );
  return { status: 'requires_checkout', checkoutUrl: decodeLink(answer, '').url, expiresAt: null };
}
