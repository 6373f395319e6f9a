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
      const scrolls = node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
      if (scrolls) node.tabIndex = 0;
      else node.removeAttribute('tabindex');
      if (node.matches('div')) borrowName(node, scrolls);
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

/** What takes focus has a role and a name: a bare box borrows its dialog's title, which is there before the dialog says so. */
function borrowName(node: HTMLElement, isReached: boolean): void {
  const title = node.closest('dialog')?.querySelector('.ps-dialog-title')?.id;
  if (isReached && title) {
    node.setAttribute('role', 'region');
    node.setAttribute('aria-labelledby', title);
  } else for (const name of ['role', 'aria-labelledby']) node.removeAttribute(name);
}
