'use client';
import { forwardRef, useId, type HTMLAttributes } from 'react';
import { part } from '../../theme/parts.js';
import { Heading, type HeadingLevel } from '../shared/Heading.js';
import { StatusMark } from './StatusMark.js';
import { StatusBody, StatusSteps, useStatusView } from './StatusBody.js';
import { useChangeAnnouncements } from '../shared/useChangeAnnouncements.js';

export interface OutcomePanelProps extends HTMLAttributes<HTMLElement> {
  /** Default 2. */
  readonly headingLevel?: HeadingLevel;
}

/** What became of the last change, on the page: after a return from a checkout, a reload, or a closed dialog. */
export const OutcomePanel = forwardRef<HTMLElement, OutcomePanelProps>(function OutcomePanel(
  { headingLevel = 2, className, ...rest },
  ref,
) {
  const view = useStatusView();
  useChangeAnnouncements();
  const id = useId();
  if (view === null) return null;
  return (
    <section ref={ref} aria-labelledby={id} {...rest} data-tone={view.tone} className={part('outcome', className)}>
      <StatusMark view={view} />
      <Heading level={headingLevel} id={id} className={part('outcome-title')}>
        {view.title}
      </Heading>
      <StatusBody view={view} />
      <StatusSteps view={view} />
    </section>
  );
});
