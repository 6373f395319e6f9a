'use client';
import { forwardRef } from 'react';
import { usePiece } from './parts.js';
import type { PartProps } from './render.js';

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

interface HeadingProps extends PartProps<HTMLHeadingElement> {
  readonly level: HeadingLevel;
}

export const Heading = forwardRef<HTMLHeadingElement, HeadingProps>(function Heading({ level, render, ...rest }, ref) {
  const Level = `h${level}` as const;
  return usePiece('heading', render, <Level {...rest} ref={ref} />);
});

const BELOW: Readonly<Record<HeadingLevel, HeadingLevel>> = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 6 };

/** The level of a heading inside a section: one deeper, six at most. */
export function below(level: HeadingLevel): HeadingLevel {
  return BELOW[level];
}
