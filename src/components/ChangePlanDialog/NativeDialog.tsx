'use client';
import { forwardRef, useImperativeHandle, type DialogHTMLAttributes } from 'react';
import { useNativeDialog } from '../../react/useNativeDialog.js';

interface NativeDialogProps extends DialogHTMLAttributes<HTMLDialogElement> {
  /** The browser, or a click beside the panel, wants it closed. Whether it may is decided above. */
  readonly onCloseRequest: () => void;
}

/** A dialog that is open while it is drawn. It covers the page and scrolls by itself, so that the page behind does not. */
export const NativeDialog = forwardRef<HTMLDialogElement, NativeDialogProps>(function NativeDialog(
  { onCloseRequest, ...rest },
  ref,
) {
  const { node, onCancel, onClose } = useNativeDialog(true, onCloseRequest);
  useImperativeHandle<HTMLDialogElement | null, HTMLDialogElement | null>(ref, () => node.current);
  return <dialog {...rest} ref={node} onCancel={onCancel} onClose={onClose} />;
});
