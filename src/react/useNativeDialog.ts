'use client';
import { useCallback, useRef, type RefObject, type SyntheticEvent } from 'react';
import { useLatest } from './useLatest.js';
import { useLayoutEffectInBrowser } from './useLayoutEffectInBrowser.js';

/** What a native `dialog` needs to be one of the kit. */
export interface NativeDialogParts {
  readonly node: RefObject<HTMLDialogElement | null>;
  /** The same, as a function. */
  readonly hold: (dialog: HTMLDialogElement | null) => void;
  readonly onCancel: (event: SyntheticEvent<HTMLDialogElement>) => void;
  readonly onClose: (event: SyntheticEvent<HTMLDialogElement>) => void;
}

/**
 * A dialog in the browser's top layer: focus, inertness and stacking are the browser's, also inside a shadow root and under a
 * strict content policy.
 * @param onCloseRequest the browser, or a click beside the panel, wants it closed. Whether it may is decided there.
 */
export function useNativeDialog(isOpen: boolean, onCloseRequest: () => void): NativeDialogParts {
  const node = useRef<HTMLDialogElement>(null);
  const hold = useCallback((dialog: HTMLDialogElement | null) => void (node.current = dialog), []);
  const latest = useLatest(onCloseRequest);
  useLayoutEffectInBrowser(() => {
    const dialog = node.current;
    if (!isOpen || !dialog) return undefined;
    // The dialog covers the page: a click on itself is one beside its panel.
    const onClick = (event: MouseEvent) => event.target === dialog && latest.current();
    const onKey = (event: KeyboardEvent) => event.key === 'Tab' && goRound(dialog, event);
    dialog.addEventListener('click', onClick);
    dialog.addEventListener('keydown', onKey);
    show(dialog);
    return () => {
      dialog.removeEventListener('click', onClick);
      dialog.removeEventListener('keydown', onKey);
      // Closing by hand is what gives focus back to where it came from.
      if (typeof dialog.close === 'function') dialog.close();
      else dialog.removeAttribute('open');
    };
  }, [isOpen, latest]);
  return {
    node,
    hold,
    onCancel(event) {
      event.preventDefault();
      onCloseRequest();
    },
    onClose({ currentTarget }) {
      // Some browsers close on the second Escape whatever is said; what must stay open is shown again.
      // The event comes late: a dialog that is open again, as after the second effect in development, was not closed by anybody.
      if (!isOpen || !currentTarget.isConnected || currentTarget.open) return;
      onCloseRequest();
      show(currentTarget);
    },
  };
}

function show(dialog: HTMLDialogElement): void {
  if (dialog.open) return;
  if (typeof dialog.showModal === 'function') dialog.showModal();
  else dialog.setAttribute('open', '');
}

/** At either end the browser lets Tab out to its own bar. Here it goes round, also in a shadow root. */
function goRound(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')].filter(
    (stop) => !stop.matches(':disabled, [inert] *'),
  );
  const active = dialog.querySelector(':focus');
  const [first, last] = [stops[0], stops.at(-1)];
  if (!first || !last || !active) return;
  // The title has focus at first, and stands before every stop.
  const isAtStart = first === active || first.compareDocumentPosition(active) === Node.DOCUMENT_POSITION_PRECEDING;
  if (event.shiftKey ? !isAtStart : active !== last) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
