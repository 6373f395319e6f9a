import type { ReactNode } from 'react';
import { isLinkable } from '../../react/words/href.js';
import { part } from '../../theme/parts.js';

interface LinkOutProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Looks like the button it replaces. */
  readonly kind?: 'primary' | 'secondary' | undefined;
}

/** A link to billing or to people. Nothing where the address may not be one. */
export function LinkOut({ href, children, kind }: LinkOutProps) {
  if (!isLinkable(href)) return null;
  return (
    <a href={href} rel="noopener" className={part(kind ? 'button' : 'link')} data-kind={kind}>
      {children}
    </a>
  );
}
