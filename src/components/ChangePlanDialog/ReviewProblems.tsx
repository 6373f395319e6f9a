'use client';
import { forwardRef, useEffect, useRef } from 'react';
import { part } from '../../theme/parts.js';
import { Heading } from '../shared/Heading.js';
import { Notice } from '../shared/Notice.js';
import type { PartProps } from '../shared/render.js';
import { useReviewScope } from './reviewScope.js';

export type ReviewProblemsProps = Omit<PartProps<HTMLDivElement>, 'title'>;

/** More than one thing that is missing or wrong: a list that leads to each, once a confirm was tried. Its heading takes focus. In a `Review`. */
export const ReviewProblems = forwardRef<HTMLDivElement, ReviewProblemsProps>(function ReviewProblems(props, ref) {
  const { kit, asks } = useReviewScope();
  const { problems, tries } = asks;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [tries]);
  return problems.length === 0 ? null : (
    <Notice {...kit.root} {...props} ref={ref} tone="danger" data-summary>
      <Heading ref={heading} level={3} tabIndex={-1}>
        {kit.say('review.missing')}
      </Heading>
      <ul>
        {problems.map(({ key, text, field }) => (
          <li key={key}>
            <a
              href={`#${field?.id}`}
              className={part('link')}
              onClick={(event) => {
                // The address belongs to the host's router.
                event.preventDefault();
                field?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
});
