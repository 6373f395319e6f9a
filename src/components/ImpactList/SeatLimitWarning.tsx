'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import type { Impact } from '../../core/impact.js';
import { LinkOut } from '../shared/LinkOut.js';
import { Notice } from '../shared/Notice.js';
import { useKit } from '../shared/useKit.js';
import { useRemedies, type Remedies } from './remedies.js';

export type SeatImpact = Extract<Impact, { kind: 'seats_exceeded' }>;

export interface SeatLimitWarningProps extends Omit<HTMLAttributes<HTMLDivElement>, 'title'> {
  readonly impact: SeatImpact;
  /** The plan that has too few seats. */
  readonly planName: string;
  /** When the plan begins, ISO 8601; null where that is now. */
  readonly effectiveAt: string | null;
  /** A link to where people are removed. Default: that of the dialog or preview around. */
  readonly remedies?: Remedies;
}

export function isSeatImpact(item: Impact): item is SeatImpact {
  return item.kind === 'seats_exceeded';
}

/** More people than the plan includes: how many, and what has to be done by when. */
export const SeatLimitWarning = forwardRef<HTMLDivElement, SeatLimitWarningProps>(function SeatLimitWarning(
  { impact, planName, effectiveAt, remedies, ...rest },
  ref,
) {
  const { say, format } = useKit();
  const { used, included, severity } = impact;
  const remedy = useRemedies(remedies)(impact);
  const people = say('seats.people', { count: used - included });
  const seats = (count: number) => say('seats.count', { count });
  const later = severity === 'block' || effectiveAt === null ? null : format.date(effectiveAt);
  const next = later === null ? say('seats.remove', { people }) : say('seats.later', { date: later, people });
  return (
    <Notice
      ref={ref}
      tone={severity === 'info' ? 'info' : 'warn'}
      title={say('seats.title', { plan: planName })}
      {...rest}
    >
      <p>
        {say('seats.text', { plan: planName, included: seats(included), used: seats(used) })}{' '}
        {severity === 'info' ? say('seats.billed') : next}
      </p>
      {remedy && (
        <p>
          <LinkOut href={remedy.href}>{remedy.label}</LinkOut>
        </p>
      )}
    </Notice>
  );
});
