'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { checkRedirect } from '../../core/redirect.js';
import type { Subscription } from '../../core/subscription.js';
import { part } from '../../theme/parts.js';
import type { Kit } from '../shared/kit.js';
import { LinkOut } from '../shared/LinkOut.js';
import { Notice } from '../shared/Notice.js';
import { useKit } from '../shared/useKit.js';

export type SubscriptionNoticeProps = HTMLAttributes<HTMLDivElement>;

/** What stands between the customer and their plan: a payment that is missing, a pause, an end. Nothing when all is well. */
export const SubscriptionNotice = forwardRef<HTMLDivElement, SubscriptionNoticeProps>(function SubscriptionNotice(
  { className, ...rest },
  ref,
) {
  const kit = useKit();
  const held = kit.catalog?.subscription;
  const notices = held ? [standing(kit, held), pending(kit, held)] : [];
  return notices.some(Boolean) ? (
    <div ref={ref} {...rest} className={part('notices', className)}>
      {notices[0]}
      {notices[1]}
    </div>
  ) : null;
});

function link(href: string | null, words: string): ReactNode {
  return href && <LinkOut href={href}>{words}</LinkOut>;
}

function standing({ say, catalog }: Kit, held: Subscription): ReactNode {
  const { status, planName: plan } = held;
  switch (status) {
    case 'active':
    case 'trialing':
      return null;
    case 'past_due':
    case 'on_hold':
      return (
        <Notice tone="danger">
          <p>{say(`sub.${status}`, { plan })}</p>
          {link(held.recoveryUrl, say('act.payMethod'))}
        </Notice>
      );
    case 'pending_payment': {
      const checkout = checkRedirect(held.checkoutUrl, catalog?.redirectOrigins ?? []);
      return (
        <Notice tone="warn">
          <p>{say(`sub.${status}`, { plan })}</p>
          {link(checkout.ok ? checkout.href : null, say('act.pay'))}
        </Notice>
      );
    }
    case 'paused':
    case 'canceled':
      return (
        <Notice tone="info">
          <p>{say(`sub.${status}`, { plan })}</p>
        </Notice>
      );
  }
}

function pending({ say }: Kit, { pendingChange }: Subscription): ReactNode {
  if (!pendingChange) return null;
  const { reason, planName, recoveryUrl } = pendingChange;
  return (
    <Notice tone="warn" icon="clock">
      <p>{say('tell.title', { title: say(`pending.${reason}`, { plan: planName ?? say('notice.yourPlan') }) })}</p>
      {link(recoveryUrl, say('act.pay'))}
    </Notice>
  );
}
