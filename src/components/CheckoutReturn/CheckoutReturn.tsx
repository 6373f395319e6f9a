'use client';
import { forwardRef } from 'react';
import { en } from '../../locale/en.js';
import { useScope } from '../../react/context.js';
import { part } from '../../theme/parts.js';
import { ChangePlanDialog } from '../ChangePlanDialog/ChangePlanDialog.js';
import { useDialogState } from '../../react/useDialogState.js';
import { StatusDetails } from '../Outcome/StatusDetails.js';
import { StatusPlace } from '../Outcome/StatusPlace.js';
import type { HeadingLevel } from '../shared/Heading.js';
import { kitOf } from '../shared/kit.js';
import { Support } from '../shared/Support.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';
import { useKit } from '../shared/useKit.js';
import { returnView } from '../../react/words/returnView.js';
import { rendered, type PartProps } from '../shared/render.js';

export interface CheckoutReturnProps extends PartProps<HTMLDivElement> {
  /** Where the plans are: a path of the host, or an absolute URL. */
  readonly plansUrl: string;
  /** Default 1: it is what its page is about. */
  readonly headingLevel?: HeadingLevel;
}

/**
 * The page that a checkout returns to. What the address says proves nothing: it reads what became of the payment and says that.
 * A payment that did not happen can be begun again from here, with a fresh price, in the dialog that this brings along.
 */
export const CheckoutReturn = forwardRef<HTMLDivElement, CheckoutReturnProps>(function CheckoutReturn(
  { plansUrl, headingLevel = 1, render, className, ...rest },
  ref,
) {
  const { flow } = useKit();
  const kit = kitOf(useScope(), flow, en);
  const dialog = useDialogState(false);
  useChangeAnnouncements();
  const view = dialog.isOpen ? null : returnView(kit, kit.state, plansUrl);
  return rendered(
    render,
    <div ref={ref} {...kit.root} {...rest} className={part('return', className)}>
      {view && (
        <StatusPlace view={view} headingLevel={headingLevel}>
          <StatusDetails />
          <Support />
        </StatusPlace>
      )}
      <ChangePlanDialog open={dialog.isOpen} onOpenChange={(isOpen) => isOpen || dialog.forget()} />
    </div>,
  );
});
