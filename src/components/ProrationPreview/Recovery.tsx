'use client';
import type { BlockedReason } from '../../core/preview.js';
import { LinkOut } from '../shared/LinkOut.js';
import { useKit } from '../shared/useKit.js';

/** Where the way out is not billing's page in general. */
const WAYS: { readonly [R in BlockedReason]?: 'act.pay' | 'act.payMethod' | 'act.support' } = {
  payment_overdue: 'act.pay',
  pending_change_exists: 'act.pay',
  no_payment_method: 'act.payMethod',
  contact_support: 'act.support',
  dispute_open: 'act.support',
  unsupported_subscription: 'act.support',
};

/** The way out of what is in the way: where billing names one, there; where only people can help, to them. */
export function Recovery({ reason, url }: { readonly reason: BlockedReason; readonly url: string | null }) {
  const { say, catalog } = useKit();
  const words = WAYS[reason] ?? 'act.resolve';
  const href = url ?? (words === 'act.support' ? catalog?.supportUrl : null);
  return href ? (
    <p>
      <LinkOut href={href}>{say(words)}</LinkOut>
    </p>
  ) : null;
}
