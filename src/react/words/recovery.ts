import type { BlockedReason } from '../../core/preview.js';
import type { Speaker } from '../kit.js';

/** Where the way out is not billing's page in general. */
const WAYS: { readonly [R in BlockedReason]?: 'act.pay' | 'act.payMethod' | 'act.support' } = {
  payment_overdue: 'act.pay',
  pending_change_exists: 'act.pay',
  no_payment_method: 'act.payMethod',
  contact_support: 'act.support',
  dispute_open: 'act.support',
  unsupported_subscription: 'act.support',
};

/** A link in words. Whoever draws it asks `isLinkable` first. */
export interface WayOut {
  readonly label: string;
  readonly href: string;
}

/** The way out of what is in the way: where billing names one, there; where only people can help, to them. Null where there is none. */
export function wayOut({ say, catalog }: Speaker, reason: BlockedReason, url: string | null): WayOut | null {
  const words = WAYS[reason] ?? 'act.resolve';
  const href = url ?? (words === 'act.support' ? catalog?.supportUrl : null);
  return href ? { label: say(words), href } : null;
}
