'use client';
import { forwardRef, useContext, useEffect, useRef, type ReactNode } from 'react';
import { Title } from '@radix-ui/react-dialog';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { Icon } from '../shared/Icon.js';
import { Heading } from '../shared/Heading.js';
import { usePiece } from '../shared/parts.js';
import { rendered, type PartProps } from '../shared/render.js';
import { Support } from '../shared/Support.js';
import { useScrollFocus } from '../shared/useScrollFocus.js';
import { DialogContext } from './dialogScope.js';

export interface DialogPanelProps extends Omit<PartProps<HTMLDivElement>, 'title'> {
  /** The heading, which names the dialog and has focus when a step begins. */
  readonly title: ReactNode;
  /** Which step this is: when it changes, focus goes to the title. */
  readonly step?: string;
  /** Stands before the title. */
  readonly mark?: ReactNode;
  /** Below what scrolls, always in view: terms and buttons. */
  readonly foot?: ReactNode;
}

/** One step of a dialog: title, a button that closes, what scrolls, and a foot that is always in view. In a `ChangePlanDialog`. */
export const DialogPanel = forwardRef<HTMLDivElement, DialogPanelProps>(function DialogPanel(
  { step, title, mark, foot, render, className, children, ...rest },
  ref,
) {
  const { say } = useKit();
  const { onClose, isHeld } = useContext(DialogContext);
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
  return rendered(
    render,
    <div ref={ref} {...rest} className={part('dialog-panel', className)}>
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
    </div>,
  );
});
