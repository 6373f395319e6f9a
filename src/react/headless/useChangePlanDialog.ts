'use client';
import { useContext, useEffect, type RefObject } from 'react';
import type { FlowState } from '../../core/flow/state.js';
import { LiveContext } from '../live.js';
import { useChangeAnnouncements } from '../useChangeAnnouncements.js';
import { isHeld, useDialogState } from '../useDialogState.js';
import { useNativeDialog } from '../useNativeDialog.js';
import { stepOf, type DialogStep } from '../words/dialogStep.js';
import { button, type Action } from './action.js';
import { buttonOf, dialogProps, partProps, type ButtonGetter, type DialogGetter, type PartGetter } from './props.js';
import { useFocusable } from './useFocusable.js';
import { useTextKit } from './useTextKit.js';
import { useId } from '../useId.js';

export interface UseChangePlanDialogOptions {
  /** Whether it is open. Left out: it opens when a review begins. */
  readonly open?: boolean;
  /** Whether it is open at first, with `withPicker` and without `open`. Default false. */
  readonly defaultOpen?: boolean;
  /** The customer wants to close it, or a result was acknowledged. Not called while a change waits for its answer. */
  readonly onOpenChange?: (open: boolean) => void;
  /** Begins with the plans. Default false. */
  readonly withPicker?: boolean;
  /** Takes focus after closing where the button that opened it is gone. */
  readonly fallbackFocus?: RefObject<HTMLElement | null>;
}

export interface ChangePlanDialogParts {
  readonly isOpen: boolean;
  /** What is in it: the plans, `useReview`, or `useOutcome`. */
  readonly step: DialogStep;
  /** Whether a change was sent and closing would not stop it. */
  readonly isHeld: boolean;
  /** Opens it before a review, with `withPicker`. */
  readonly open: () => void;
  /** Closes, or does nothing while `isHeld`. */
  readonly close: () => void;
  /** "Change your plan": the title of the first step. The others have their own. */
  readonly title: string;
  /** Goes on from the plans to the price; with `withPicker`. */
  readonly next: Action;
  readonly cancel: Action;
  readonly closeLabel: string;
  /** For a `dialog`, drawn always or only while it is open: it is shown above the page, and closed. */
  readonly getDialogProps: DialogGetter;
  /** For the heading of the step that is shown: it names the dialog, and has focus when the step begins. */
  readonly getTitleProps: PartGetter;
  /** For the button in the corner. */
  readonly getCloseProps: ButtonGetter;
}

/** A change of plan from the price to its result, above the page. */
export function useChangePlanDialog(options: UseChangePlanDialogOptions = {}): ChangePlanDialogParts {
  const { open, defaultOpen, onOpenChange, withPicker = false, fallbackFocus } = options;
  const { say, state, flow } = useTextKit();
  const { tell } = useContext(LiveContext);
  const own = useDialogState(withPicker, defaultOpen);
  useChangeAnnouncements();
  const isOpen = open ?? own.isOpen;
  const isStuck = isHeld(state);
  const close = () => {
    if (isStuck) return tell('status', say('review.sentNoCancel'));
    own.close();
    onOpenChange?.(false);
  };
  const id = useId();
  const title = useFocusable();
  const { hold, onCancel, onClose } = useNativeDialog(isOpen, close);
  const place = placeOf(state);
  useEffect(() => {
    if (isOpen) title.focus();
  }, [isOpen, place, title]);
  useFallbackFocus(isOpen, fallbackFocus);
  const isChosen = 'choice' in state && state.choice.selection !== null;
  return {
    isOpen,
    step: stepOf(state),
    isHeld: isStuck,
    open() {
      own.open();
      onOpenChange?.(true);
    },
    close,
    title: say('dialog.title'),
    next: button(say('act.continue'), isChosen ? () => flow.review() : null, true),
    cancel: button(say('act.cancel'), close),
    closeLabel: say('act.close'),
    getDialogProps: dialogProps({
      ref: hold,
      'aria-labelledby': id,
      'aria-busy': isStuck || undefined,
      onCancel,
      onClose,
    }),
    getTitleProps: partProps({ id, tabIndex: -1, ref: title.hold }),
    getCloseProps: buttonOf(close, { 'aria-label': say('act.close'), 'aria-disabled': isStuck || undefined }),
  };
}

/** Changes when what stands under the title is about something else, so that focus can follow. */
function placeOf(state: FlowState): string {
  if (state.status === 'settled') return state.outcome.status;
  const step = stepOf(state);
  return step === 'outcome' ? state.status : step;
}

/** The browser gives focus back to the opener; where that is gone, focus would fall to the top of the page. */
function useFallbackFocus(isOpen: boolean, fallback: RefObject<HTMLElement | null> | undefined): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    return () => {
      // Where focus goes is looked up when it is needed: what stands there now is what can take it.
      const target = targetOf(fallback);
      const active = target?.ownerDocument.activeElement;
      if (target && (!active || active === target.ownerDocument.body)) target.focus();
    };
  }, [isOpen, fallback]);
}

function targetOf(ref: RefObject<HTMLElement | null> | undefined): HTMLElement | null {
  return ref?.current ?? null;
}
