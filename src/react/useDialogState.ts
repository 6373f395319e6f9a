'use client';
import { useState } from 'react';
import type { FlowState } from '../core/flow/state.js';
import { withChanges } from '../core/flow/withChanges.js';
import { useScope } from './context.js';
import { isReview, stepOf } from './words/dialogStep.js';

export interface DialogState {
  readonly isOpen: boolean;
  /** Opens it, where it has something to show before a review. */
  readonly open: () => void;
  /** Closes, or does nothing where an answer has to be waited for. */
  readonly close: () => void;
  /** Remembers that it was closed, for whoever holds its `open`. */
  readonly forget: () => void;
}

/** Whether closing now would only look like canceling. */
export function isHeld({ status }: FlowState): boolean {
  return status === 'confirming' || status === 'redirecting';
}

/**
 * When the dialog is open. It opens when a review begins and stays to its result; a result found on arrival, as after a
 * checkout, stands on the page instead.
 */
export function useDialogState(withPicker: boolean, isOpenAtFirst = false): DialogState {
  const scope = useScope();
  const { state } = scope;
  const flow = withChanges(scope.flow);
  const [wasOpened, setOpened] = useState(isOpenAtFirst);
  if (isReview(state) && !wasOpened) setOpened(true);
  const hasContent = stepOf(state) !== 'choose' || withPicker;
  if (!hasContent && wasOpened) setOpened(false);
  return {
    isOpen: wasOpened && hasContent,
    open: () => setOpened(true),
    forget: () => setOpened(false),
    close() {
      if (isHeld(state)) return;
      setOpened(false);
      if (isReview(state)) flow.leaveReview();
      if (state.status === 'settled') flow.acknowledge();
    },
  };
}
