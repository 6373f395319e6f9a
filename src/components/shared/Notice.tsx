'use client';
import { forwardRef, type ReactNode } from 'react';
import type { Tone } from '../../react/words/statusView.js';
import { part } from '../../theme/parts.js';
import { Icon, type IconName } from './Icon.js';
import { usePiece } from './parts.js';
import type { PartProps } from './render.js';

const MARKS: Readonly<Record<Tone, IconName>> = { info: 'info', warn: 'warn', danger: 'warn', good: 'check' };

export interface NoticeProps extends Omit<PartProps<HTMLDivElement>, 'title'> {
  /** How it stands: to know, to heed, gone wrong, or done. */
  readonly tone: Tone;
  /** What it is about, in strong letters above the rest. */
  readonly title?: ReactNode;
  /** Default: that of the tone. */
  readonly icon?: IconName;
}

/** A few sentences that need to be seen, with a mark beside them. What it does not do is announce: the live region does. */
export const Notice = forwardRef<HTMLDivElement, NoticeProps>(function Notice(
  { tone, icon, title, render, className, children, ...rest },
  ref,
) {
  return usePiece(
    'notice',
    render,
    <div ref={ref} {...rest} data-tone={tone} className={part('notice', className)}>
      <Icon name={icon ?? MARKS[tone]} />
      <div>
        {title && (
          <p>
            <strong>{title}</strong>
          </p>
        )}
        {children}
      </div>
    </div>,
  );
});
