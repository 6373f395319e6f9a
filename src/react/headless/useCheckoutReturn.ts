'use client';
import { withChanges } from '../../core/flow/withChanges.js';
import { en } from '../../locale/en.js';
import { useScope } from '../context.js';
import { textKit } from '../kit.js';
import { useChangeAnnouncements } from '../useChangeAnnouncements.js';
import { returnView } from '../words/returnView.js';
import { detailsOf, wordsOf, type Outcome } from './useOutcome.js';

export interface UseCheckoutReturnOptions {
  /** Where the plans are: a path of the host, or an absolute URL. */
  readonly plansUrl: string;
}

/**
 * What a customer is told who comes back from a checkout. What the address says proves nothing: the provider above reads what
 * became of the payment. Null while another change is reviewed: a payment that did not happen can be begun again from here, so
 * draw the dialog beside it, and this while the dialog is closed.
 */
export function useCheckoutReturn({ plansUrl }: UseCheckoutReturnOptions): Outcome | null {
  const scope = useScope();
  const kit = textKit(scope, withChanges(scope.flow), en);
  useChangeAnnouncements();
  const view = returnView(kit, kit.state, plansUrl);
  return view && { ...wordsOf(view), ...detailsOf(kit, kit.state) };
}
