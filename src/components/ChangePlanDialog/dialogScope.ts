'use client';
import { createContext } from 'react';

/** What the steps of a dialog know of it. */
export interface DialogScope {
  /** Closes it, or says why it stays. Undefined on a page. */
  readonly onClose?: () => void;
  /** Leads from a review to what came before it. */
  readonly onBack?: () => void;
  /** Whether something was sent, and closing would only look like stopping it. */
  readonly isHeld?: boolean;
}

export const DialogContext = createContext<DialogScope>({});
