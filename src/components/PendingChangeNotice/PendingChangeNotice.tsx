'use client';
import { forwardRef } from 'react';
import { PayWay } from '../PaymentIssueNotice/PayWay.js';
import { Notice } from '../shared/Notice.js';
import type { PartProps } from '../shared/render.js';
import { useKit } from '../shared/useKit.js';

export type PendingChangeNoticeProps = PartProps<HTMLDivElement>;

/** A change that waits for a payment or a review: which, why, and how to go on. Nothing where none waits. */
export const PendingChangeNotice = forwardRef<HTMLDivElement, PendingChangeNoticeProps>(
  function PendingChangeNotice(props, ref) {
    const { say, catalog, root } = useKit();
    const held = catalog?.subscription;
    if (!catalog || !held?.pendingChange) return null;
    const { reason, planName, recoveryUrl } = held.pendingChange;
    const title = say(`pending.${reason}`, { plan: planName ?? say('notice.yourPlan') });
    return (
      <Notice {...root} {...props} ref={ref} tone="warn" icon="clock" title={say('tell.title', { title })}>
        <p>{say('out.pendingText', { plan: held.planName })}</p>
        {reason === 'payment' && <PayWay catalog={catalog} url={recoveryUrl} label="act.pay" />}
      </Notice>
    );
  },
);
