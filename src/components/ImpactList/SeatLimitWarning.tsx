'use client';
import { forwardRef } from 'react';
import { seatWords, type SeatImpact } from '../../react/words/seats.js';
import { LinkOut } from '../shared/LinkOut.js';
import { Notice } from '../shared/Notice.js';
import type { PartProps } from '../shared/render.js';
import { useKit } from '../shared/useKit.js';
import { useRemedies, type Remedies } from '../../react/remedies.js';

export interface SeatLimitWarningProps extends Omit<PartProps<HTMLDivElement>, 'title'> {
  readonly impact: SeatImpact;
  /** The plan that has too few seats. */
  readonly planName: string;
  /** When the plan begins, ISO 8601; null where that is now. */
  readonly effectiveAt: string | null;
  /** A link to where people are removed. Default: that of the dialog or preview around. */
  readonly remedies?: Remedies;
}

/** More people than the plan includes: how many, and what has to be done by when. */
export const SeatLimitWarning = forwardRef<HTMLDivElement, SeatLimitWarningProps>(function SeatLimitWarning(
  { impact, planName, effectiveAt, remedies, ...rest },
  ref,
) {
  const kit = useKit();
  const { title, text } = seatWords(kit, impact, planName, effectiveAt);
  const remedy = useRemedies(remedies)(impact);
  return (
    <Notice ref={ref} tone={impact.severity === 'info' ? 'info' : 'warn'} title={title} {...kit.root} {...rest}>
      <p>{text}</p>
      {remedy && (
        <p>
          <LinkOut href={remedy.href}>{remedy.label}</LinkOut>
        </p>
      )}
    </Notice>
  );
});
