import type { ReadChangeRequest } from '../core/adapter.js';
import { scopeKeyOf, whoOf, type Call } from './call.js';
import type { PreviewClaims } from './previewToken.js';

/** What was sealed, where the token is ours, belongs to who asks and says the same selection; else null. */
export async function trustedClaims(
  call: Call,
  { token, selection }: Pick<ReadChangeRequest, 'token' | 'selection'>,
): Promise<PreviewClaims | null> {
  const claims = await call.services.tokens.open(token);
  if (claims === null || claims.who !== (await whoOf(call))) return null;
  return (await isHere(call, claims)) && sameSelection(claims.selection, selection) ? claims : null;
}

/** Whether a preview is of the subscription that the session names, or from before there was one. */
async function isHere(call: Call, { scopeKey }: PreviewClaims): Promise<boolean> {
  const { subscriptionId } = call.scope;
  if (subscriptionId === null) return true;
  return scopeKey === (await scopeKeyOf(call, subscriptionId)) || scopeKey === (await scopeKeyOf(call, null));
}

/** Both come out of the same decoder, which reads the members in one order. */
export function sameSelection(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
