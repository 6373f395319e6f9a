'use client';
import { useEffect, useRef, type RefObject } from 'react';

/** Lets the keyboard reach a region while, and only while, there is something to scroll in it. */
export function useScrollFocus(): RefObject<HTMLDivElement | null> {
  const region = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    const node = region.current;
    if (!node || typeof ResizeObserver === 'undefined') return undefined;
    const look = () => {
      if (node.scrollHeight > node.clientHeight + 1) node.tabIndex = 0;
      else node.removeAttribute('tabindex');
    };
    const observer = new ResizeObserver(look);
    observer.observe(node);
    for (const child of node.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return region;
}
