'use client';
import { forwardRef } from 'react';
import type { HeadingLevel } from '../shared/Heading.js';
import type { PartProps } from '../shared/render.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';
import { StatusDetails } from './StatusDetails.js';
import { useStatusView } from './useStatusView.js';
import { StatusPlace } from './StatusPlace.js';

export interface OutcomePanelProps extends PartProps<HTMLElement> {
  /** Default 2. */
  readonly headingLevel?: HeadingLevel;
}

/** What became of the last change, on the page: after a return from a checkout, a reload, or a closed dialog. */
export const OutcomePanel = forwardRef<HTMLElement, OutcomePanelProps>(function OutcomePanel(
  { headingLevel = 2, ...rest },
  ref,
) {
  const view = useStatusView();
  useChangeAnnouncements();
  return view === null ? null : (
    <StatusPlace {...rest} ref={ref} view={view} headingLevel={headingLevel}>
      <StatusDetails />
    </StatusPlace>
  );
});
