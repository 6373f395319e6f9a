'use client';
import type { ConfirmablePreview, PreviewOutcome } from '../core/preview.js';
import type { Kit } from './kit.js';
import { aloud } from './kit.js';
import { useAsks, type Asks } from './useAsks.js';
import { useConfirm } from './useConfirm.js';
import { useShownPreview } from './useShownPreview.js';
import { asksOf, confirmable, type AskOptions } from './words/asks.js';
import { isReview, type InReview } from './words/dialogStep.js';
import { buttonWords, leaving, renewal } from './words/terms.js';

/** The step before the yes, whoever draws it. */
export interface Reviewed<T> {
  readonly state: InReview;
  /** What is shown; an outdated one while another is worked out. */
  readonly preview: PreviewOutcome | null;
  /** What can be confirmed. */
  readonly open: ConfirmablePreview | null;
  readonly asks: Asks;
  /** What renews and how that is stopped. */
  readonly terms: readonly (T | string)[];
  /** That the button leads to another page, that it takes longer, or that there is nothing to confirm. */
  readonly hint: string | null;
  readonly isSent: boolean;
  readonly backWords: string;
  /** What the button says that confirms; null where nothing can be confirmed. */
  readonly confirmWords: string | null;
  /** Confirms, or leads to what is missing. Null while it cannot be pressed. */
  readonly confirm: (() => void) | null;
}

/** Null while no change is reviewed. */
export function useReviewed<T>(kit: Kit<T>, options: AskOptions): Reviewed<T> | null {
  const { say, state } = kit;
  const { consent } = options;
  const preview = useShownPreview(state);
  const open = confirmable(kit, preview);
  const asks = useAsks(open ? asksOf(kit, open, options) : [], ({ text, word }) =>
    word === null ? text : say('review.type', { word }),
  );
  const send = useConfirm(aloud(kit), open, asks.list, consent);
  if (!isReview(state)) return null;
  const isSent = state.status === 'confirming';
  const away = open && leaving(kit, open);
  const noYes = preview?.status === 'unavailable' && !open ? say('review.noConfirm') : null;
  return {
    state,
    preview,
    open,
    asks,
    terms: open && (consent || !away) ? renewal(kit, open, consent) : [],
    hint: isSent && (state.slow || state.retryInMs !== null) ? say('review.slow') : (away ?? noYes),
    isSent,
    backWords: say(open || state.status === 'previewing' ? 'act.back' : 'act.otherPlan'),
    confirmWords: open && (isSent ? say('confirm.working') : buttonWords(kit, open, consent)),
    confirm: state.status === 'reviewing' ? () => void (asks.areGiven() && send()) : null,
  };
}
