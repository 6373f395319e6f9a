import type { PreviewRequest, Selection } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import { findPrice } from '../core/plan.js';
import { promisedAmount, withHonestLines, type PreviewOutcome } from '../core/preview.js';
import { fingerprint } from '../core/subscription.js';
import { whoOf, type Call } from './call.js';
import { readCatalog, type KnownCatalog } from './catalog.js';
import { digest, sha256 } from './crypto.js';
import { readWithin } from './deadline.js';
import { namedPreview } from './names.js';
import { allowedUrl } from './urls.js';

/** Answers what a change would cost and do, sealed so that exactly this can be confirmed. */
export async function preview(call: Call, request: PreviewRequest): Promise<PreviewOutcome> {
  const known = await readCatalog(call, request.locale);
  const outcome = await sealedPreview(call, request, known, await askProvider(call, request, known));
  call.services.emit({
    type: 'preview_made',
    ...call.subject,
    status: outcome.status,
    priceId: request.selection.priceId,
    amount: promisedAmount(outcome),
    tokenHash: 'token' in outcome ? await tokenHash(outcome.token) : null,
  });
  return outcome;
}

export async function tokenHash(token: string): Promise<string> {
  return (await sha256(token)).slice(0, 16);
}

/** The provider's preview, for a price that this customer may choose, with lines only where they add up. */
export async function askProvider(
  call: Call,
  { selection, locale, pin }: PreviewRequest,
  known: KnownCatalog,
): Promise<PreviewOutcome> {
  checkPrice(known, selection);
  const asked = await readWithin(call.services.limits.providerTimeoutMs, call.signal, (within) =>
    call.adapter.previewChangePlan({ selection, locale, ...(pin !== undefined && { pin }) }, within),
  );
  const { preview: shown, honest } = withHonestLines(asked);
  const total = promisedAmount(shown);
  if (!honest && total !== null)
    call.services.emit({ type: 'lines_do_not_add_up', ...call.subject, total, priceId: selection.priceId });
  return namedPreview(shown, known.plans);
}

function checkPrice({ plans }: KnownCatalog, { priceId }: Selection): void {
  const found = findPrice(plans, priceId);
  if (found === null)
    throw new ChangePlanError('unknown_price', 'This price is not in the catalog of this customer.', { sent: false });
  if (found.price.unavailable === 'not_allowed' || found.plan.availability.status === 'contact_sales')
    throw new ChangePlanError('not_allowed', 'This customer may not move to this price.', { sent: false });
}

/** The preview with our token in place of the provider's, which stays sealed inside. */
export async function sealedPreview(
  call: Call,
  { selection }: PreviewRequest,
  known: KnownCatalog,
  shown: PreviewOutcome,
): Promise<PreviewOutcome> {
  if (shown.status === 'blocked') return { ...shown, recoveryUrl: allowedUrl(call, shown.recoveryUrl) };
  const { tokens, limits, now, newId } = call.services;
  const validForMs = Math.min(limits.previewValidForMs, shown.validForMs);
  const issuedAt = now();
  const token = await tokens.seal({
    id: newId(),
    who: await whoOf(call),
    scopeKey: known.scopeKey,
    state: await digest('state', fingerprint(known.subscription)),
    selection,
    ...promiseOf(shown),
    pin: shown.token,
    role: call.scope.role,
    issuedAt,
    expiresAt: issuedAt + validForMs,
  });
  return { ...shown, token, validForMs };
}

/** What a preview promises: a new preview that promises something else has to be confirmed anew. */
export function promiseOf(shown: Exclude<PreviewOutcome, { status: 'blocked' }>) {
  const estimates = shown.status === 'quote' || shown.status === 'requires_checkout';
  return {
    status: shown.status,
    amount: promisedAmount(shown),
    recurring: shown.recurring?.amount ?? null,
    certainty: estimates ? shown.certainty : null,
    leavesOut: estimates && shown.excludes.length > 0,
  };
}
