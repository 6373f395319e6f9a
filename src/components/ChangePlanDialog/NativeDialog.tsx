'use client';
import { forwardRef, useImperativeHandle, type DialogHTMLAttributes } from 'react';
import { useNativeDialog } from '../../react/useNativeDialog.js';
import { rendered, type PartProps } from '../shared/render.js';

export type DialogPartProps = PartProps<HTMLDialogElement, DialogHTMLAttributes<HTMLDialogElement>>;

interface NativeDialogProps extends DialogPartProps {
  /** The browser, or a click beside the panel, wants it closed. Whether it may is decided above. */
  readonly onCloseRequest: () => void;
}

/** A dialog that is open while it is drawn. It covers the page and scrolls by itself, so that the page behind does not. */
export const NativeDialog = forwardRef<HTMLDialogElement, NativeDialogProps>(function NativeDialog(
  { onCloseRequest, render, ...rest },
  ref,
) {
  const { node, onCancel, onClose } = useNativeDialog(true, onCloseRequest);
  useImperativeHandle<HTMLDialogElement | null, HTMLDialogElement | null>(ref, () => node.current);
  return rendered(render, <dialog {...rest} ref={node} onCancel={onCancel} onClose={onClose} />);
});
