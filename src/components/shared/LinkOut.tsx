import type { ReactNode } from 'react';
import { part } from '../../theme/parts.js';

interface LinkOutProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Looks like the button it replaces. */
  readonly kind?: 'primary' | 'secondary' | undefined;
}

/** A link to billing or to people. Only web and mail addresses become one: a provider's string is not trusted further. */
export function LinkOut({ href, children, kind }: LinkOutProps) {
  if (!/^(https?:|mailto:|\/(?!\/))/i.test(href)) return null;
  return (
    <a href={href} rel="noopener" className={part(kind ? 'button' : 'link')} data-kind={kind}>
      {children}
    </a>
  );
}
