'use client';
import { useContext, type ReactNode } from 'react';
import { RemediesContext } from '../../react/remedies.js';
import { useReviewed } from '../../react/useReviewed.js';
import { useKit } from '../shared/useKit.js';
import { DialogContext } from './dialogScope.js';
import type { ReviewOptions } from './reviewOptions.js';
import { ReviewContext } from './reviewScope.js';

export interface ReviewProps extends Omit<ReviewOptions, 'choices' | 'paymentLink'> {
  /** Leads to what came before. Default: out of the dialog around, or back to the plans. */
  readonly onBack?: () => void;
  readonly children?: ReactNode;
}

/**
 * The step before the yes, to be arranged by the host: in a `ChangePlanDialog`, or on a page. Draws nothing of its own, and nothing
 * at all while no change is reviewed. Inside: `ReviewSummary`, `ReviewReason`, `TimingChoice`, `ProrationPreview`, `ReviewSeats`,
 * `ReviewImpact`, `ReviewAsks`, `ReviewTerms`, `ReviewHint` and `ReviewActions`. A change is confirmed only when everything was
 * said yes to that it asks for: leave `ReviewAsks` out only where you know that nothing is asked.
 */
export function Review({ onBack, remedies, children, ...options }: ReviewProps) {
  const kit = useKit();
  const reviewed = useReviewed(kit, options);
  const dialog = useContext(DialogContext);
  const around = useContext(RemediesContext);
  if (reviewed === null) return null;
  const back = onBack ?? dialog.onBack ?? (() => kit.flow.leaveReview());
  const isApart = options.consent?.disclosure === 'consent';
  return (
    <ReviewContext.Provider value={{ ...reviewed, kit, onBack: back, isApart }}>
      <RemediesContext.Provider value={remedies ?? around}>{children}</RemediesContext.Provider>
    </ReviewContext.Provider>
  );
}
