'use client';
import { forwardRef } from 'react';
import { isUnpaid, paymentUrl } from '../../react/words/payment.js';
import { Notice } from '../shared/Notice.js';
import type { PartProps } from '../shared/render.js';
import { useKit } from '../shared/useKit.js';
import { PayWay } from './PayWay.js';

export type PaymentIssueNoticeProps = PartProps<HTMLDivElement>;

/** A payment that is missing: what it means for the plan, and the way to put it right. Nothing when all is paid. */
export const PaymentIssueNotice = forwardRef<HTMLDivElement, PaymentIssueNoticeProps>(
  function PaymentIssueNotice(props, ref) {
    const { say, catalog, root } = useKit();
    const held = catalog?.subscription ?? null;
    if (catalog === null || !isUnpaid(held)) return null;
    const { status, planName: plan } = held;
    const isFirst = status === 'pending_payment';
    return (
      <Notice {...root} {...props} ref={ref} tone={isFirst ? 'warn' : 'danger'}>
        <p>{say(`sub.${status}`, { plan })}</p>
        <PayWay catalog={catalog} url={paymentUrl(held, catalog)} label={isFirst ? 'act.pay' : 'act.payMethod'} />
      </Notice>
    );
  },
);
