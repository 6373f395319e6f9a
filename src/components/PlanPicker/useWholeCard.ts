'use client';
import { useEffect, type RefObject } from 'react';

const CARD = '.ps-plan';

/**
 * Lets a click anywhere in a card reach its radio. The radio is the control: keyboard and assistive technology use it alone.
 * @param isOn whether the group stands on the page and has radios.
 */
export function useWholeCard(group: RefObject<HTMLElement | null>, isOn: boolean): void {
  useEffect(() => {
    const node = isOn ? group.current : null;
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest('label, a, button, input, select, textarea')) return;
      // Selecting text is reading, not choosing.
      if (getSelection()?.isCollapsed === false) return;
      target.closest(CARD)?.querySelector<HTMLElement>('.ps-plan-radio')?.click();
    };
    node?.addEventListener('click', onClick);
    return () => node?.removeEventListener('click', onClick);
  }, [group, isOn]);
}
