'use client';
import type { BlockedReason } from '../../core/preview.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useMessages } from '../../react/useMessages.js';
import type { MessageKey } from '../../locale/messages.js';
import { LinkOut } from '../shared/LinkOut.js';

type LinkWords = Extract<MessageKey, 'act.pay' | 'act.payMethod' | 'act.resolve' | 'act.support'>;

function linkWords(reason: BlockedReason): LinkWords {
  switch (reason) {
    case 'payment_overdue':
    case 'pending_change_exists':
      return 'act.pay';
    case 'no_payment_method':
      return 'act.payMethod';
    case 'contact_support':
    case 'dispute_open':
    case 'unsupported_subscription':
      return 'act.support';
    case 'not_allowed':
    case 'not_in_group':
    case 'plan_unavailable':
    case 'missing_regional_price':
    case 'no_price':
    case 'seat_limit_exceeded':
    case 'no_change':
    case 'scheduled_change_exists':
    case 'cancellation_scheduled':
    case 'subscription_inactive':
    case 'payment_in_progress':
    case 'discount_invalid':
    case 'checkout_unavailable':
      return 'act.resolve';
  }
}

/** The way out of what is in the way: where billing names one, there; where only people can help, to them. */
export function Recovery({ reason, url }: { readonly reason: BlockedReason; readonly url: string | null }) {
  const { say } = useMessages();
  const { catalog } = useChangePlan();
  const words = linkWords(reason);
  const href = url ?? (words === 'act.support' ? catalog?.supportUrl : null);
  return href ? (
    <p>
      <LinkOut href={href}>{say(words)}</LinkOut>
    </p>
  ) : null;
}
