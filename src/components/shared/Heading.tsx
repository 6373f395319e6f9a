'use client';
import { createElement, forwardRef, type HTMLAttributes } from 'react';
import { usePiece } from './parts.js';

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

interface HeadingProps extends HTMLAttributes<HTMLHeadingElement> {
  readonly level: HeadingLevel;
}

export const Heading = forwardRef<HTMLHeadingElement, HeadingProps>(function Heading({ level, ...rest }, ref) {
  return usePiece('heading', undefined, createElement(`h${level}`, { ...rest, ref }));
});

const BELOW: Readonly<Record<HeadingLevel, HeadingLevel>> = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 6 };

/** The level of a heading inside a section: one deeper, six at most. */
export function below(level: HeadingLevel): HeadingLevel {
  return BELOW[level];
}
