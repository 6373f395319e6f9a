'use client';
import { forwardRef } from 'react';
import { useScope } from '../../react/context.js';
import { part } from '../../theme/parts.js';
import { Heading, type HeadingLevel } from '../shared/Heading.js';
import type { StatusView } from '../../react/words/statusView.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';
import { drawMark, drawSteps, drawText } from './drawStatus.js';

interface StatusPlaceProps extends PartProps<HTMLElement> {
  readonly view: StatusView;
  readonly headingLevel: HeadingLevel;
}

/** A view as a place on the page: one mark, one sentence, what is known, the next step. */
export const StatusPlace = forwardRef<HTMLElement, StatusPlaceProps>(function StatusPlace(
  { view, headingLevel, render, className, children, ...rest },
  ref,
) {
  const { root } = useScope();
  const id = useId();
  return rendered(
    render,
    <section
      ref={ref}
      aria-labelledby={id}
      {...root}
      {...rest}
      data-tone={view.tone}
      className={part('outcome', className)}
    >
      {drawMark(view)}
      <Heading level={headingLevel} id={id} className={part('outcome-title')}>
        {view.title}
      </Heading>
      {drawText(view, children)}
      {drawSteps(view)}
    </section>,
  );
});
