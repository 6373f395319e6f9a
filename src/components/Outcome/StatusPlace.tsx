'use client';
import { forwardRef, type ReactNode } from 'react';
import { useScope } from '../../react/context.js';
import { part } from '../../theme/parts.js';
import { Heading, type HeadingLevel } from '../shared/Heading.js';
import { StatusMark } from './StatusMark.js';
import { StatusSteps } from './StatusSteps.js';
import type { StatusView } from '../../react/words/statusView.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

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
      <StatusMark view={view} />
      <Heading level={headingLevel} id={id} className={part('outcome-title')}>
        {view.title}
      </Heading>
      <StatusText view={view}>{children}</StatusText>
      <StatusSteps view={view} />
    </section>,
  );
});

interface StatusTextProps {
  readonly view: StatusView;
  /** What can be looked up below the sentences. */
  readonly children?: ReactNode;
}

/** The sentences of a view. */
export function StatusText({ view, children }: StatusTextProps) {
  return (
    <div className={part('outcome-text')}>
      {view.lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {children}
    </div>
  );
}
