'use client';
import { useEffect, useRef, type ReactNode } from 'react';
import { Title } from '@radix-ui/react-dialog';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { Icon } from '../shared/Icon.js';
import { Heading } from '../shared/Heading.js';
import { usePiece } from '../shared/parts.js';
import { Support } from '../shared/Support.js';
import { useScrollFocus } from '../shared/useScrollFocus.js';

interface FrameProps {
  /** Which step this is: when it changes, focus goes to the title. */
  readonly step: string;
  readonly title: ReactNode;
  readonly mark?: ReactNode;
  readonly foot: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly isHeld: boolean;
}

/** One step of the dialog: title, what scrolls, and a foot that is always in view. */
export function Frame({ step, title, mark, foot, children, onClose, isHeld }: FrameProps) {
  const { say } = useKit();
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useScrollFocus<HTMLDivElement>();
  useEffect(() => heading.current?.focus({ preventScroll: true }), [step]);
  const close = usePiece(
    'close',
    undefined,
    <button
      type="button"
      className={part('dialog-close')}
      aria-label={say('act.close')}
      aria-disabled={isHeld}
      onClick={onClose}
    >
      <Icon name="close" />
    </button>,
  );
  return (
    <div className={part('dialog-panel')}>
      <div className={part('dialog-head')}>
        {mark}
        <Title asChild>
          <Heading ref={heading} level={2} tabIndex={-1} className={part('dialog-title')}>
            {title}
          </Heading>
        </Title>
        {close}
      </div>
      <div ref={body} className={part('dialog-body')}>
        {children}
        <Support />
      </div>
      {foot && <div className={part('dialog-foot')}>{foot}</div>}
    </div>
  );
}
