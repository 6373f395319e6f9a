'use client';
import { forwardRef, useRef } from 'react';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { BillingIntervalToggle } from '../BillingIntervalToggle/BillingIntervalToggle.js';
import { ChangePlanDialog } from '../ChangePlanDialog/ChangePlanDialog.js';
import type { ReviewOptions } from '../ChangePlanDialog/reviewOptions.js';
import { useDialogState } from '../../react/useDialogState.js';
import { CurrentPlan } from '../CurrentPlan/CurrentPlan.js';
import { OutcomePanel } from '../Outcome/OutcomePanel.js';
import { PlanPicker } from '../PlanPicker/PlanPicker.js';
import { ScheduledChangeNotice } from '../ScheduledChangeNotice/ScheduledChangeNotice.js';
import { SubscriptionNotice } from '../SubscriptionNotice/SubscriptionNotice.js';
import { below, Heading, type HeadingLevel } from '../shared/Heading.js';
import { Support } from '../shared/Support.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export interface ChangePlanProps extends PartProps<HTMLElement> {
  /** The level of its heading; those inside are deeper. Default 2. */
  readonly headingLevel?: HeadingLevel;
  /** What the host adds to the review of a change: further choices, remedies, the rules of a consent. */
  readonly review?: ReviewOptions;
}

/** A whole settings section: the plan that is held, what is set for it, all plans, and the dialog that changes it. */
export const ChangePlan = forwardRef<HTMLElement, ChangePlanProps>(function ChangePlan(
  { headingLevel = 2, review, render, className, ...rest },
  ref,
) {
  const { say, state, root } = useKit();
  const dialog = useDialogState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  return rendered(
    render,
    <section
      ref={ref}
      aria-labelledby={id}
      {...root}
      {...rest}
      data-status={state.status}
      className={part('root', className)}
    >
      <Heading ref={heading} level={headingLevel} id={id} tabIndex={-1} className={part('heading')}>
        {say('root.title')}
      </Heading>
      <CurrentPlan />
      <SubscriptionNotice />
      <ScheduledChangeNotice />
      {!dialog.isOpen && <OutcomePanel headingLevel={below(headingLevel)} />}
      <BillingIntervalToggle />
      <PlanPicker headingLevel={below(headingLevel)} />
      <Support />
      <ChangePlanDialog
        {...review}
        open={dialog.isOpen}
        onOpenChange={(isOpen) => isOpen || dialog.forget()}
        fallbackFocus={heading}
      />
    </section>,
  );
});
