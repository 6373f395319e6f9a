'use client';
import { createContext, type ReactNode } from 'react';
import { useWithin } from '../shared/useWithin.js';
import type { Kit } from '../../react/kit.js';
import type { Reviewed } from '../../react/useReviewed.js';

/** What the parts of a review know. */
export interface ReviewScope extends Reviewed<ReactNode> {
  readonly kit: Kit;
  readonly onBack: () => void;
  /** Whether the terms stand beside the asks, away from the button. */
  readonly isApart: boolean;
}

export const ReviewContext = createContext<ReviewScope | null>(null);

/** @throws Error outside of a review: a part cannot know what is asked there. */
export function useReviewScope(): ReviewScope {
  return useWithin(ReviewContext, 'Review');
}
