'use client';
import type { ButtonHTMLAttributes } from 'react';
import { partOf } from '../shared/partOf.js';
import type { PartProps } from '../shared/render.js';
import {
  drawActions,
  drawAsks,
  drawBack,
  drawConfirm,
  drawHint,
  drawImpact,
  drawSeats,
  drawSummary,
  drawTerms,
} from './drawReview.js';
import { useReviewScope, type ReviewScope } from './reviewScope.js';

type ButtonPartProps = PartProps<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>;

export type ReviewSummaryProps = PartProps<HTMLParagraphElement>;

/** The change as one line, from the plan that is held to the one to come. Nothing before the first price has come. In a `Review`. */
export const ReviewSummary = partOf<HTMLParagraphElement, ReviewScope>(useReviewScope, drawSummary);

export type ReviewSeatsProps = PartProps<HTMLDivElement>;

/** More people than the plan to come has room for, and what to do by when. Nothing where there is room. In a `Review`. */
export const ReviewSeats = partOf<HTMLDivElement, ReviewScope>(useReviewScope, drawSeats);

export type ReviewImpactProps = PartProps<HTMLDivElement>;

/** What the change brings, takes away and leaves as it is. Nothing where billing tells of nothing. In a `Review`. */
export const ReviewImpact = partOf<HTMLDivElement, ReviewScope>(useReviewScope, drawImpact);

export type ReviewAsksProps = PartProps<HTMLDivElement>;

/** What is said yes to apart from the button: a loss, and what the rules of a consent ask for. Nothing where nothing is asked. In a `Review`. */
export const ReviewAsks = partOf<HTMLDivElement, ReviewScope>(useReviewScope, (review) =>
  review.asks.list.length === 0 ? null : <div>{drawAsks(review)}</div>,
);

export type ReviewTermsProps = PartProps<HTMLParagraphElement>;

/** What renews and how that is stopped: right beside the button, or beside the asks with `disclosure: 'consent'`. In a `Review`. */
export const ReviewTerms = partOf<HTMLParagraphElement, ReviewScope>(useReviewScope, drawTerms);

export type ReviewHintProps = PartProps<HTMLParagraphElement>;

/** That the button leads to another page, that it takes longer, or why there is nothing to confirm. Beside the button. In a `Review`. */
export const ReviewHint = partOf<HTMLParagraphElement, ReviewScope>(useReviewScope, drawHint);

export type ReviewActionsProps = PartProps<HTMLDivElement>;

/** The way back and the button that confirms, which says the amount. In a `Review`. */
export const ReviewActions = partOf<HTMLDivElement, ReviewScope>(useReviewScope, drawActions);

export type BackButtonProps = ButtonPartProps;

/** The way back alone. In a `Review`. */
export const BackButton = partOf<HTMLButtonElement, ReviewScope, ButtonHTMLAttributes<HTMLButtonElement>>(
  useReviewScope,
  drawBack,
);

export type ConfirmButtonProps = ButtonPartProps;

/** The button that confirms alone: it says the amount, and leads to what is missing. Nothing where nothing can be confirmed. In a `Review`. */
export const ConfirmButton = partOf<HTMLButtonElement, ReviewScope, ButtonHTMLAttributes<HTMLButtonElement>>(
  useReviewScope,
  drawConfirm,
);
