'use client';
import { forwardRef } from 'react';
import { part } from '../../theme/parts.js';
import { isUnpaid } from '../../react/words/payment.js';
import { PaymentIssueNotice } from '../PaymentIssueNotice/PaymentIssueNotice.js';
import { PendingChangeNotice } from '../PendingChangeNotice/PendingChangeNotice.js';
import { Notice } from '../shared/Notice.js';
import { useKit } from '../shared/useKit.js';
import { rendered, type PartProps } from '../shared/render.js';

export type SubscriptionNoticeProps = PartProps<HTMLDivElement>;

/** Whatever stands between the customer and their plan: a payment that is missing, a pause, an end, a change that waits. Nothing when all is well. */
export const SubscriptionNotice = forwardRef<HTMLDivElement, SubscriptionNoticeProps>(function SubscriptionNotice(
  { render, className, ...rest },
  ref,
) {
  const { say, catalog, root } = useKit();
  const held = catalog?.subscription;
  if (!held) return null;
  const { status, planName: plan } = held;
  const isStopped = status === 'paused' || status === 'canceled';
  return isStopped || isUnpaid(held) || held.pendingChange
    ? rendered(
        render,
        <div ref={ref} {...root} {...rest} className={part('notices', className)}>
          {isStopped && (
            <Notice tone="info">
              <p>{say(`sub.${status}`, { plan })}</p>
            </Notice>
          )}
          <PaymentIssueNotice />
          <PendingChangeNotice />
        </div>,
      )
    : null;
});
