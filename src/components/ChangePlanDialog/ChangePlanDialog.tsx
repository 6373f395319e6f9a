'use client';
import { forwardRef, useContext, type DialogHTMLAttributes, type RefObject } from 'react';
import { Content, Root } from '@radix-ui/react-dialog';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { StatusMark } from '../Outcome/StatusMark.js';
import { StatusBody, StatusSteps, useStatusView } from '../Outcome/StatusBody.js';
import { LiveContext, LiveHost } from '../shared/live.js';
import { Choose } from './Choose.js';
import { Frame } from './Frame.js';
import { NativeDialog } from './NativeDialog.js';
import { Review } from './Review.js';
import { isHeld, useDialogState } from './useDialogState.js';
import { useChangeAnnouncements } from '../shared/useChangeAnnouncements.js';

export interface ChangePlanDialogProps extends Omit<DialogHTMLAttributes<HTMLDialogElement>, 'open' | 'onClose'> {
  /** Whether it is open. Left out: it opens when a review begins. */
  readonly open?: boolean;
  /** The customer wants to close it, or a result was acknowledged. Not called while a change waits for its answer. */
  readonly onOpenChange?: (open: boolean) => void;
  /** Begins with the plans, for pages that have no picker of their own. Default false. */
  readonly withPicker?: boolean;
  /** Takes focus after closing where the button that opened it is gone. */
  readonly fallbackFocus?: RefObject<HTMLElement | null>;
}

/** A change of plan from the price to its result, above the page. */
export const ChangePlanDialog = forwardRef<HTMLDialogElement, ChangePlanDialogProps>(function ChangePlanDialog(
  { open, onOpenChange, withPicker = false, fallbackFocus, className, ...rest },
  ref,
) {
  const { say, state } = useKit();
  const { tell } = useContext(LiveContext);
  const own = useDialogState(withPicker);
  useChangeAnnouncements();
  const close = () => {
    if (isHeld(state)) return tell('status', say('review.sentNoCancel'));
    own.close();
    onOpenChange?.(false);
  };
  return (
    <Root open={open ?? own.isOpen} onOpenChange={(isOpen) => isOpen || close()} modal={false}>
      <Content
        asChild
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          focusIfLost(fallbackFocus?.current);
        }}
        onEscapeKeyDown={(event) => {
          event.preventDefault();
          close();
        }}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <NativeDialog
          {...rest}
          ref={ref}
          onCloseRequest={close}
          data-step={withPicker && state.status === 'choosing' ? 'choose' : undefined}
          className={part('dialog', className)}
        >
          <LiveHost />
          <Step onClose={close} withPicker={withPicker} />
        </NativeDialog>
      </Content>
    </Root>
  );
});

/** The browser gives focus back to the opener; where that is gone, focus would fall to the top of the page. */
function focusIfLost(fallback: HTMLElement | null | undefined): void {
  if (!fallback) return;
  const active = fallback.ownerDocument.activeElement;
  if (active === null || active === fallback.ownerDocument.body) fallback.focus();
}

interface StepProps {
  readonly onClose: () => void;
  readonly withPicker: boolean;
}

function Step({ onClose, withPicker }: StepProps) {
  const { state, flow } = useKit();
  const view = useStatusView(onClose);
  switch (state.status) {
    case 'previewing':
    case 'preview_failed':
    case 'reviewing':
    case 'confirming':
      return <Review state={state} onClose={onClose} onBack={withPicker ? () => flow.leaveReview() : onClose} />;
    case 'redirecting':
    case 'checking':
    case 'settled':
      return view ? (
        <Frame
          step={view.key}
          title={view.title}
          mark={<StatusMark view={view} />}
          onClose={onClose}
          isHeld={isHeld(state)}
          foot={view.steps.length > 0 && <StatusSteps view={view} />}
        >
          <StatusBody view={view} />
        </Frame>
      ) : null;
    default:
      state.status satisfies 'loading' | 'load_failed' | 'choosing' | 'undoing' | 'undo_settled' | 'undo_failed';
      return <Choose onClose={onClose} />;
  }
}
