'use client';
import { forwardRef, type AnchorHTMLAttributes } from 'react';
import { isLinkable } from '../../react/words/href.js';
import { part } from '../../theme/parts.js';
import { usePiece } from './parts.js';
import type { PartProps } from './render.js';

export interface LinkOutProps extends PartProps<HTMLAnchorElement, AnchorHTMLAttributes<HTMLAnchorElement>> {
  /** A path of the host, or an `http:`, `https:` or `mailto:` address. Nothing is drawn for anything else. */
  readonly href: string;
  /** Looks like a button of that kind. Default: a link. */
  readonly kind?: 'primary' | 'secondary' | undefined;
}

/** A link to a page of the host, to billing or to people. Nothing where the address may not be one. */
export const LinkOut = forwardRef<HTMLAnchorElement, LinkOutProps>(function LinkOut(
  { href, kind, render, className, children, ...rest },
  ref,
) {
  const link = usePiece(
    'link',
    render,
    <a
      ref={ref}
      href={href}
      rel="noopener"
      {...rest}
      className={part(kind ? 'button' : 'link', className)}
      data-kind={kind}
    >
      {children}
    </a>,
  );
  return isLinkable(href) ? link : null;
});
