import type { ReactNode } from 'react';
import type { Remedies } from '../../react/remedies.js';
import type { Consent } from '../../react/consent/consent.js';

/** What a host adds to the review of a change. */
export interface ReviewOptions {
  /**
   * What the customer may choose beside the plan and its time: `QuantityField`, `AddonsField`, `DiscountsField`, or some of them.
   * Each shows itself only where billing has it and the host accepts it.
   */
  readonly choices?: ReactNode;
  /** Links to where a customer can do something about what a change takes away or is stopped by. */
  readonly remedies?: Remedies;
  /**
   * Beside the payment method that will be charged: a link of the host, or null for none. Default: a `PaymentMethodLink`, which
   * shows itself where billing has a page for it.
   */
  readonly paymentLink?: ReactNode;
  /** Before something is lost its word is typed, instead of a box that is ticked. Default false. */
  readonly typedConfirmation?: boolean;
  /** The rules by which a yes is asked for, and who is told of it: made by `createConsent`. Default: the kit's own words. */
  readonly consent?: Consent;
}
