'use client';
import { forwardRef } from 'react';
import { catalogOf } from '../../core/flow/state.js';
import { useScope } from '../../react/context.js';
import { part } from '../../theme/parts.js';
import { LinkButton } from './LinkButton.js';
import { useLink } from '../../react/useLink.js';
import { rendered, type PartProps } from '../shared/render.js';

export interface BillingPortalLinkProps extends PartProps<HTMLDivElement> {}

/** The way to the billing system's own customer pages. Nothing where it has none, or where the host does not lead there. */
export const BillingPortalLink = forwardRef<HTMLDivElement, BillingPortalLinkProps>(function BillingPortalLink(
  { render, className, ...rest },
  ref,
) {
  const { state, root } = useScope();
  const catalog = catalogOf(state);
  const link = useLink('portal');
  if (!catalog?.capabilities.portal || catalog.may !== 'change') return null;
  return rendered(
    render,
    <div ref={ref} {...root} {...rest} className={part('portal', className)}>
      <LinkButton link={link}>{link.say('portal.open')}</LinkButton>
    </div>,
  );
});
