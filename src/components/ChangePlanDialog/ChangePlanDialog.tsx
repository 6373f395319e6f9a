'use client';
import { forwardRef, useContext, type ReactNode, type RefObject } from 'react';
import { useKit } from '../shared/useKit.js';
import { LiveContext } from '../../react/live.js';
import { OutcomeStep } from '../Outcome/OutcomeStep.js';
import { ChooseStep } from './ChooseStep.js';
import { ReviewStep } from './ReviewStep.js';
import type { ReviewOptions } from './reviewOptions.js';
import type { DialogPartProps } from './NativeDialog.js';
import { Shell } from './Shell.js';
import { isHeld, useDialogState } from '../../react/useDialogState.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';

export interface ChangePlanDialogProps extends Omit<DialogPartProps, 'open' | 'onClose'>, ReviewOptions {
  /** Whether it is open. Left out: it opens when a review begins. */
  readonly open?: boolean;
  /** Whether it is open at first, with `withPicker` and without `open`. Default false. */
  readonly defaultOpen?: boolean;
  /** The customer wants to close it, or a result was acknowledged. Not called while a change waits for its answer. */
  readonly onOpenChange?: (open: boolean) => void;
  /** Begins with the plans, for pages that have no picker of their own. Default false. */
  readonly withPicker?: boolean;
  /** Takes focus after closing where the button that opened it is gone. */
  readonly fallbackFocus?: RefObject<HTMLElement | null>;
  /**
   * The steps, arranged by the host: `ChooseStep`, `ReviewStep` or a `Review`, and `OutcomeStep`. Each draws nothing while it is not
   * its turn. Default: all three, with the options given here.
   */
  readonly children?: ReactNode;
}

/** A change of plan from the price to its result, above the page. */
export const ChangePlanDialog = forwardRef<HTMLDialogElement, ChangePlanDialogProps>(function ChangePlanDialog(
  {
    open,
    defaultOpen,
    onOpenChange,
    withPicker = false,
    fallbackFocus,
    choices,
    remedies,
    paymentLink,
    typedConfirmation,
    consent,
    children,
    ...rest
  },
  ref,
) {
  const { say, state, flow } = useKit();
  const { tell } = useContext(LiveContext);
  const own = useDialogState(withPicker, defaultOpen);
  useChangeAnnouncements();
  const close = () => {
    if (isHeld(state)) return tell('status', say('review.sentNoCancel'));
    own.close();
    onOpenChange?.(false);
  };
  return (
    <Shell
      {...rest}
      ref={ref}
      isOpen={open ?? own.isOpen}
      isHeld={isHeld(state)}
      onCloseRequest={close}
      onBack={withPicker ? () => flow.leaveReview() : undefined}
      fallbackFocus={fallbackFocus}
      data-step={withPicker && state.status === 'choosing' ? 'choose' : undefined}
    >
      {children ?? (
        <>
          <ChooseStep />
          <ReviewStep {...{ choices, remedies, paymentLink, typedConfirmation, consent }} />
          <OutcomeStep />
        </>
      )}
    </Shell>
  );
});
