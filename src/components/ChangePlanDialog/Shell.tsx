'use client';
import { forwardRef, type RefObject } from 'react';
import { Content, Root } from '@radix-ui/react-dialog';
import { part } from '../../theme/parts.js';
import { useScope } from '../../react/context.js';
import { LiveHost } from '../shared/live.js';
import { DialogContext } from './dialogScope.js';
import { NativeDialog, type DialogPartProps } from './NativeDialog.js';

export interface ShellProps extends Omit<DialogPartProps, 'open' | 'onClose'> {
  readonly isOpen: boolean;
  /** The customer wants to close it. Whether it may is decided by whoever is asked. */
  readonly onCloseRequest: () => void;
  /** Whether something was sent, and closing would only look like stopping it. */
  readonly isHeld: boolean;
  /** Leads from a review to what came before it. Default: closes. */
  readonly onBack?: (() => void) | undefined;
  /** Takes focus after closing where the button that opened it is gone. */
  readonly fallbackFocus?: RefObject<HTMLElement | null> | undefined;
}

/** What every dialog of the kit is: above the page, with the live regions inside while it is open. */
export const Shell = forwardRef<HTMLDialogElement, ShellProps>(function Shell(
  { isOpen, onCloseRequest, isHeld, onBack = onCloseRequest, fallbackFocus, className, children, ...rest },
  ref,
) {
  const { root } = useScope();
  return (
    <Root open={isOpen} onOpenChange={(wanted) => wanted || onCloseRequest()} modal={false}>
      <Content
        asChild
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          focusIfLost(fallbackFocus?.current);
        }}
        onEscapeKeyDown={(event) => {
          event.preventDefault();
          onCloseRequest();
        }}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <NativeDialog
          {...root}
          {...rest}
          ref={ref}
          onCloseRequest={onCloseRequest}
          className={part('dialog', className)}
        >
          <LiveHost />
          <DialogContext.Provider value={{ onClose: onCloseRequest, onBack, isHeld }}>
            {children}
          </DialogContext.Provider>
        </NativeDialog>
      </Content>
    </Root>
  );
});

/** The browser gives focus back to the opener; where that is gone, focus would fall to the top of the page. */
function focusIfLost(fallback: HTMLElement | null | undefined): void {
  if (!fallback) return;
  const active = fallback.ownerDocument.activeElement;
  if (active === null || active === fallback.ownerDocument.body) fallback.focus();
}
