import type { ReactNode } from 'react';
import type { CancelReason } from '../../core/adapter.js';

/** What the host offers to a customer who is about to leave. */
export interface SaveOffer {
  /** What is offered, in the host's words. */
  readonly text: ReactNode;
  /** On the button that accepts it. It stands beside the one that cancels, which looks the same. */
  readonly label: string;
  /** The customer accepts. The dialog closes; to make the offer true is the host's. */
  readonly onAccept: () => void;
}

/** How a customer is asked. */
export interface CancelOptions {
  /** The reasons to choose from, in this order. Always optional to the customer; an empty list asks none. Default: all. */
  readonly reasons?: readonly CancelReason[];
  /** Default: none. */
  readonly saveOffer?: SaveOffer;
  /** Asks for the plan's name before an end that comes at once, which cannot be taken back. Default false. */
  readonly confirmByTyping?: boolean;
}
