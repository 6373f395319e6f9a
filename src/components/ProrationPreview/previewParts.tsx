'use client';
import type { ReactElement } from 'react';
import type { ConfirmablePreview, PreviewOutcome } from '../../core/preview.js';
import type { Kit } from '../../react/kit.js';
import { useShownPreview } from '../../react/useShownPreview.js';
import { partOf } from '../shared/partOf.js';
import type { PartProps } from '../shared/render.js';
import { useKit } from '../shared/useKit.js';
import { drawLines } from './drawLines.js';
import { onward } from './onward.js';
import { drawDue, drawSentence } from './Statement.js';

interface Previewed {
  readonly kit: Kit;
  readonly preview: PreviewOutcome | null;
}

function usePreviewed(): Previewed {
  const kit = useKit();
  return { kit, preview: useShownPreview(kit.state) };
}

/** Of what has a price: what is in the way of a change is told by `ProrationPreview`. */
const of =
  (draw: (kit: Kit, preview: ConfirmablePreview) => ReactElement<object> | null) =>
  ({ kit, preview }: Previewed) =>
    preview && preview.status !== 'blocked' ? draw(kit, preview) : null;

export type PreviewSentenceProps = PartProps<HTMLParagraphElement>;

/** What the chosen change does and when, in one sentence. Nothing while there is no price. */
export const PreviewSentence = partOf<HTMLParagraphElement, Previewed>(usePreviewed, of(drawSentence));

export type PreviewDueProps = PartProps<HTMLElement>;

/** What is due today; in words where that is nothing. An outdated one while it is worked out again. Nothing while there is no price. */
export const PreviewDue = partOf<HTMLElement, Previewed>(usePreviewed, of(drawDue));

export type PreviewLinesProps = PartProps<HTMLDListElement>;

/** Why it is that much: what is charged and what is credited, down to the total. Nothing where billing gives no lines. */
export const PreviewLines = partOf<HTMLDListElement, Previewed>(
  usePreviewed,
  of((kit, preview) => (preview.status === 'quote' ? drawLines(kit, preview.lines, preview.dueNow) : null)),
);

export type PreviewRowsProps = PartProps<HTMLDListElement>;

/** What comes after today: the next invoice, what renews, credit, and the payment method. Nothing where billing says none of it. */
export const PreviewRows = partOf<HTMLDListElement, Previewed>(
  usePreviewed,
  of((kit, preview) => onward(kit, preview, null)),
);
