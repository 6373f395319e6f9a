import type { Catalog, LinkPurpose } from '../../core/adapter.js';

/** How a customer gets to where a payment is put right; null where nobody knows a way. */
export type WayToPay =
  | { readonly href: string; readonly isSupport: boolean }
  | { readonly purpose: LinkPurpose }
  | null;

/** The URL that billing gave, else a link of the moment, else its customer pages, else people. */
export function wayToPay({ capabilities, may, supportUrl }: Catalog, given: string | null): WayToPay {
  if (given !== null) return { href: given, isSupport: false };
  if (may === 'change' && capabilities.recoveryLink) return { purpose: 'recovery' };
  if (may === 'change' && capabilities.portal) return { purpose: 'portal' };
  return supportUrl === null ? null : { href: supportUrl, isSupport: true };
}
