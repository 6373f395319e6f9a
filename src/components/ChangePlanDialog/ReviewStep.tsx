'use client';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { ProrationPreview } from '../ProrationPreview/ProrationPreview.js';
import { DialogPanel } from './DialogPanel.js';
import {
  drawActions,
  drawAsks,
  drawHint,
  drawImpact,
  drawSeats,
  drawSummary,
  drawTerms,
  sentences,
} from './drawReview.js';
import { PaymentMethodLink } from './PaymentMethodLink.js';
import { Review, type ReviewProps } from './Review.js';
import type { ReviewOptions } from './reviewOptions.js';
import { ReviewProblems } from './ReviewProblems.js';
import { ReviewReason } from './ReviewReason.js';
import { useReviewScope } from './reviewScope.js';
import { TimingChoice } from './TimingChoice.js';

export interface ReviewStepProps extends ReviewOptions, Pick<ReviewProps, 'onBack'> {}

/** The step before the yes, as the dialog draws it. Nothing while no change is reviewed. In a `ChangePlanDialog`. */
export function ReviewStep({ choices, paymentLink = <PaymentMethodLink />, ...rest }: ReviewStepProps) {
  return (
    <Review {...rest}>
      <Whole choices={choices} paymentLink={paymentLink} />
    </Review>
  );
}

function Whole({ choices, paymentLink }: Pick<ReviewOptions, 'choices' | 'paymentLink'>) {
  const { say } = useKit();
  const review = useReviewScope();
  const { terms, isApart } = review;
  const impact = drawImpact(review);
  return (
    <DialogPanel
      step="review"
      title={say('review.title')}
      foot={
        <>
          {!isApart && drawTerms(review)}
          {drawHint(review)}
          {drawActions(review)}
        </>
      }
    >
      {drawSummary(review)}
      <ReviewReason />
      <ReviewProblems />
      <TimingChoice />
      {choices}
      <ProrationPreview paymentLink={paymentLink} />
      {drawSeats(review)}
      {impact && <h3 className={part('heading')}>{say('review.changes')}</h3>}
      {impact}
      {isApart && terms.length > 0 && <p>{sentences(terms)}</p>}
      {drawAsks(review)}
    </DialogPanel>
  );
}
