'use client';
import { useState } from 'react';

/** An element that takes focus when it is told to. */
export interface Focusable {
  /** Its `ref`. */
  readonly hold: (node: HTMLElement | null) => void;
  readonly focus: () => void;
}

function createFocusable(): Focusable {
  let held: HTMLElement | null = null;
  return {
    hold: (node) => void (held = node),
    focus: () => held?.focus({ preventScroll: true }),
  };
}

export function useFocusable(): Focusable {
  const [focusable] = useState(createFocusable);
  return focusable;
}
