'use client';
import { useEffect, useRef, type RefObject } from 'react';

/** Lets a click anywhere in a card reach its radio. The radio is the control: keyboard and assistive technology use it alone. */
export function useWholeCard(card: string): RefObject<HTMLDivElement | null> {
  const group = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    const node = group.current;
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest('label, a, button')) return;
      // Selecting text is reading, not choosing.
      if (getSelection()?.isCollapsed === false) return;
      target.closest(card)?.querySelector('input')?.click();
    };
    node?.addEventListener('click', onClick);
    return () => node?.removeEventListener('click', onClick);
  }, [card]);
  return group;
}
