'use client';
import type { Catalog, Selection } from '../../core/adapter.js';
import type { PreviewOutcome } from '../../core/preview.js';
import { useShownPreview } from '../../react/useShownPreview.js';
import type { Kit } from '../../react/kit.js';
import { useKit } from '../shared/useKit.js';

/** What is chosen in a review, and the way to choose otherwise. */
export interface Revision {
  readonly kit: Kit;
  readonly catalog: Catalog;
  readonly selection: Selection;
  /** Null before the first one; an outdated one while another is worked out. */
  readonly preview: PreviewOutcome | null;
  /** Whether it was sent: then nothing can be chosen any more. */
  readonly isSent: boolean;
  /** Chooses otherwise, and asks for the price of that. What is not named stays as it is. */
  readonly revise: (changes: Partial<Selection>) => void;
}

/** For a choice beside the plan and its price; null outside of a review. */
export function useRevision(): Revision | null {
  const kit = useKit();
  const { state, flow } = kit;
  const preview = useShownPreview(state);
  if (!('selection' in state)) return null;
  const { catalog, selection } = state;
  const revise: Revision['revise'] = (changes) => flow.choosePrice({ ...selection, ...changes });
  return { kit, catalog, selection, preview, isSent: state.status === 'confirming', revise };
}
