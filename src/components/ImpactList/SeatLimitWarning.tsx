'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import type { Impact } from '../../core/impact.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { Notice } from '../shared/Notice.js';

export type SeatImpact = Extract<Impact, { kind: 'seats_exceeded' }>;

export interface SeatLimitWarningProps extends HTMLAttributes<HTMLDivElement> {
  readonly impact: SeatImpact;
  /** The plan that has too few seats. */
  readonly planName: string;
  /** When the plan begins, ISO 8601; null where that is now. */
  readonly effectiveAt: string | null;
}

export function isSeatImpact(item: Impact): item is SeatImpact {
  return item.kind === 'seats_exceeded';
}

/** More people than the plan includes: how many, and what has to be done by when. */
export const SeatLimitWarning = forwardRef<HTMLDivElement, SeatLimitWarningProps>(function SeatLimitWarning(
  { impact, planName, effectiveAt, ...rest },
  ref,
) {
  const { say } = useMessages();
  const { used, included, severity } = impact;
  return (
    <Notice ref={ref} tone={severity === 'info' ? 'info' : 'warn'} {...rest}>
      <p>
        <strong>{say('seats.title', { plan: planName })}</strong>
      </p>
      <p>
        {say('seats.text', {
          plan: planName,
          included: say('seats.count', { count: included }),
          used: say('seats.count', { count: used }),
        })}{' '}
        {useConsequence(impact, effectiveAt)}
      </p>
    </Notice>
  );
});

function useConsequence({ severity, used, included }: SeatImpact, effectiveAt: string | null): string {
  const { say } = useMessages();
  const format = useFormat();
  const count = used - included;
  if (severity === 'info') return say('seats.billed');
  if (severity === 'block' || effectiveAt === null) return say('seats.remove', { count });
  return say('seats.later', { date: format.date(effectiveAt), people: say('seats.people', { count }) });
}
