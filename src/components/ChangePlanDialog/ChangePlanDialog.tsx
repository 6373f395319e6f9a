'use client';
import { forwardRef, useContext, type RefObject } from 'react';
import type { BesideStatus } from '../../core/flow/state.js';
import { RemediesContext } from '../ImpactList/remedies.js';
import { useKit } from '../shared/useKit.js';
import { StatusMark } from '../Outcome/StatusMark.js';
import { StatusBody, useStatusView } from '../Outcome/StatusBody.js';
import { StatusSteps } from '../Outcome/StatusSteps.js';
import { LiveContext } from '../../react/live.js';
import { Choose } from './Choose.js';
import { Frame } from './Frame.js';
import { Review } from './Review.js';
import type { ReviewOptions } from './reviewOptions.js';
import type { DialogPartProps } from './NativeDialog.js';
import { Shell } from './Shell.js';
import { isHeld, useDialogState } from '../../react/useDialogState.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';

export interface ChangePlanDialogProps extends Omit<DialogPartProps, 'open' | 'onClose'>, ReviewOptions {
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
  {
    open,
    onOpenChange,
    withPicker = false,
    fallbackFocus,
    choices,
    remedies = NO_REMEDIES,
    paymentLink,
    typedConfirmation,
    consent,
    className,
    ...rest
  },
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
    <Shell
      {...rest}
      ref={ref}
      isOpen={open ?? own.isOpen}
      onCloseRequest={close}
      fallbackFocus={fallbackFocus}
      data-step={withPicker && state.status === 'choosing' ? 'choose' : undefined}
      className={className}
    >
      <RemediesContext.Provider value={remedies}>
        <Step onClose={close} withPicker={withPicker} options={{ choices, paymentLink, typedConfirmation, consent }} />
      </RemediesContext.Provider>
    </Shell>
  );
});

const NO_REMEDIES = {};

interface StepProps {
  readonly onClose: () => void;
  readonly withPicker: boolean;
  readonly options: ReviewOptions;
}

function Step({ onClose, withPicker, options }: StepProps) {
  const { state, flow } = useKit();
  const view = useStatusView(onClose);
  switch (state.status) {
    case 'previewing':
    case 'preview_failed':
    case 'reviewing':
    case 'confirming':
      return (
        <Review
          state={state}
          options={options}
          onClose={onClose}
          onBack={withPicker ? () => flow.leaveReview() : onClose}
        />
      );
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
      state.status satisfies 'loading' | 'load_failed' | 'choosing' | BesideStatus;
      return <Choose onClose={onClose} />;
  }
}
