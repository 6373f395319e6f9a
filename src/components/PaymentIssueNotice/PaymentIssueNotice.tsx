'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { checkRedirect } from '../../core/redirect.js';
import type { Catalog } from '../../core/adapter.js';
import type { Subscription } from '../../core/subscription.js';
import { Notice } from '../shared/Notice.js';
import { useKit } from '../shared/useKit.js';
import { PayWay } from './PayWay.js';

export type PaymentIssueNoticeProps = HTMLAttributes<HTMLDivElement>;

type Unpaid = Extract<Subscription, { status: 'past_due' | 'on_hold' | 'pending_payment' }>;

/** Whether a payment is missing that the plan hangs on. */
export function isUnpaid(held: Subscription | null): held is Unpaid {
  return held?.status === 'past_due' || held?.status === 'on_hold' || held?.status === 'pending_payment';
}

/** A payment that is missing: what it means for the plan, and the way to put it right. Nothing when all is paid. */
export const PaymentIssueNotice = forwardRef<HTMLDivElement, PaymentIssueNoticeProps>(
  function PaymentIssueNotice(props, ref) {
    const { say, catalog } = useKit();
    const held = catalog?.subscription ?? null;
    if (catalog === null || !isUnpaid(held)) return null;
    const { status, planName: plan } = held;
    const isFirst = status === 'pending_payment';
    return (
      <Notice {...props} ref={ref} tone={isFirst ? 'warn' : 'danger'}>
        <p>{say(`sub.${status}`, { plan })}</p>
        <PayWay catalog={catalog} url={urlOf(held, catalog)} label={isFirst ? 'act.pay' : 'act.payMethod'} />
      </Notice>
    );
  },
);

function urlOf(held: Unpaid, { redirectOrigins }: Catalog): string | null {
  if (held.status !== 'pending_payment') return held.recoveryUrl;
  const checkout = checkRedirect(held.checkoutUrl, redirectOrigins);
  return checkout.ok ? checkout.href : null;
}
