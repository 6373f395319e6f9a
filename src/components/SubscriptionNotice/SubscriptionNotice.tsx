'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { checkRedirect } from '../../core/redirect.js';
import type { Subscription } from '../../core/subscription.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { LinkOut } from '../shared/LinkOut.js';
import { Notice } from '../shared/Notice.js';

export type SubscriptionNoticeProps = HTMLAttributes<HTMLDivElement>;

/** What stands between the customer and their plan: a payment that is missing, a pause, an end. Nothing when all is well. */
export const SubscriptionNotice = forwardRef<HTMLDivElement, SubscriptionNoticeProps>(function SubscriptionNotice(
  { className, ...rest },
  ref,
) {
  const { catalog } = useChangePlan();
  const subscription = catalog?.subscription;
  if (!subscription || !(needsWords(subscription) || subscription.pendingChange)) return null;
  return (
    <div ref={ref} {...rest} className={part('notices', className)}>
      <Standing subscription={subscription} origins={catalog.redirectOrigins} />
      <Pending subscription={subscription} />
    </div>
  );
});

function needsWords({ status }: Subscription): boolean {
  return status !== 'active' && status !== 'trialing';
}

interface StandingProps {
  readonly subscription: Subscription;
  readonly origins: readonly string[];
}

function Standing({ subscription, origins }: StandingProps) {
  const { say } = useMessages();
  const plan = subscription.planName;
  switch (subscription.status) {
    case 'active':
    case 'trialing':
      return null;
    case 'past_due':
    case 'on_hold':
      return (
        <Notice tone="danger">
          <p>{say(`sub.${subscription.status}`, { plan })}</p>
          {subscription.recoveryUrl && <LinkOut href={subscription.recoveryUrl}>{say('act.payMethod')}</LinkOut>}
        </Notice>
      );
    case 'pending_payment': {
      const checkout = checkRedirect(subscription.checkoutUrl, origins);
      return (
        <Notice tone="warn">
          <p>{say('sub.pending_payment', { plan })}</p>
          {checkout.ok && <LinkOut href={checkout.href}>{say('act.pay')}</LinkOut>}
        </Notice>
      );
    }
    case 'paused':
    case 'canceled':
      return (
        <Notice tone="info">
          <p>{say(`sub.${subscription.status}`, { plan })}</p>
        </Notice>
      );
  }
}

function Pending({ subscription }: { readonly subscription: Subscription }) {
  const { say } = useMessages();
  const pending = subscription.pendingChange;
  if (!pending) return null;
  const plan = pending.planName ?? say('notice.yourPlan');
  return (
    <Notice tone="warn" icon="clock">
      <p>{say(pending.reason === 'payment' ? 'notice.pendingPayment' : 'notice.pendingReview', { plan })}</p>
      {pending.recoveryUrl && <LinkOut href={pending.recoveryUrl}>{say('act.pay')}</LinkOut>}
    </Notice>
  );
}
