'use client';
import { forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef, type DialogHTMLAttributes } from 'react';

interface NativeDialogProps extends DialogHTMLAttributes<HTMLDialogElement> {
  /** The browser, or a click beside the panel, wants it closed. Whether it may is decided above. */
  readonly onCloseRequest: () => void;
}

/**
 * A dialog in the browser's top layer: focus, inertness and stacking are the browser's, also inside a shadow root and under a
 * strict content policy. It covers the page and scrolls by itself, so that the page behind does not.
 */
export const NativeDialog = forwardRef<HTMLDialogElement, NativeDialogProps>(function NativeDialog(
  { onCloseRequest, ...rest },
  ref,
) {
  const node = useRef<HTMLDialogElement>(null);
  useImperativeHandle<HTMLDialogElement | null, HTMLDialogElement | null>(ref, () => node.current);
  const latest = useRef(onCloseRequest);
  useEffect(() => {
    latest.current = onCloseRequest;
  });
  useEffect(() => {
    const dialog = node.current;
    // The dialog covers the page: a click on itself is one beside its panel.
    const onClick = (event: MouseEvent) => event.target === dialog && latest.current();
    const onKey = (event: KeyboardEvent) => event.key === 'Tab' && dialog && goRound(dialog, event);
    dialog?.addEventListener('click', onClick);
    dialog?.addEventListener('keydown', onKey);
    return () => {
      dialog?.removeEventListener('click', onClick);
      dialog?.removeEventListener('keydown', onKey);
    };
  }, []);
  useLayoutEffect(() => {
    const dialog = node.current;
    if (dialog) show(dialog);
    // Closing by hand is what gives focus back to where it came from.
    return () => dialog?.close?.();
  }, []);
  return (
    <dialog
      {...rest}
      ref={node}
      onCancel={(event) => {
        event.preventDefault();
        onCloseRequest();
      }}
      onClose={({ currentTarget }) => {
        // Some browsers close on the second Escape whatever is said; what must stay open is shown again.
        // The event comes late: a dialog that is open again, as after the second effect in development, was not closed by anybody.
        if (!currentTarget.isConnected || currentTarget.open) return;
        onCloseRequest();
        show(currentTarget);
      }}
    />
  );
});

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
