'use client';
import { forwardRef } from 'react';
import { part } from '../../theme/parts.js';
import { LinkButton } from '../BillingPortalLink/LinkButton.js';
import { useLink } from '../../react/useLink.js';
import { useKit } from '../shared/useKit.js';
import { rendered, type PartProps } from '../shared/render.js';

export interface PaymentMethodLinkProps extends PartProps<HTMLDivElement> {}

/** To the billing system's page where the payment method is changed. Nothing where it has none. In the dialog by default; for `paymentLink` elsewhere. */
export const PaymentMethodLink = forwardRef<HTMLDivElement, PaymentMethodLinkProps>(function PaymentMethodLink(
  { render, className, ...rest },
  ref,
) {
  const { say, catalog, root } = useKit();
  const link = useLink('portal');
  if (!catalog?.capabilities.portal || catalog.may !== 'change') return null;
  return rendered(
    render,
    <div ref={ref} {...root} {...rest} className={part('payment-link', className)}>
      <LinkButton link={link}>{say('act.payMethod')}</LinkButton>
    </div>,
  );
});
