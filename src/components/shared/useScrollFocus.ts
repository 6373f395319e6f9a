'use client';
import { useEffect, useRef, type RefObject } from 'react';

/**
 * Lets the keyboard reach a region while, and only while, there is something to scroll in it.
 * @param content changes when the region begins or ceases to be there.
 */
export function useScrollFocus<T extends HTMLElement>(content: unknown = null): RefObject<T | null> {
  const region = useRef<T | null>(null);
  useEffect(() => {
    const node = region.current;
    if (!node) return undefined;
    const look = () => {
      if (node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1) node.tabIndex = 0;
      else node.removeAttribute('tabindex');
    };
    look();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(node);
    for (const child of node.children) observer.observe(child);
    return () => observer.disconnect();
  }, [content]);
  return region;
}
