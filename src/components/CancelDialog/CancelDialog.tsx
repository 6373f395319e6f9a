'use client';
import { forwardRef, useContext, useState, type RefObject } from 'react';
import { isAnswered } from '../../core/flow/rules.js';
import type { FlowState } from '../../core/flow/state.js';
import { DialogPanel } from '../ChangePlanDialog/DialogPanel.js';
import type { DialogPartProps } from '../ChangePlanDialog/NativeDialog.js';
import { Shell } from '../ChangePlanDialog/Shell.js';
import { drawMark, drawSteps, drawText } from '../Outcome/drawStatus.js';
import { facts } from '../shared/facts.js';
import { aloud } from '../../react/kit.js';
import { LiveContext } from '../../react/live.js';
import { useAnnounced } from '../../react/useAnnounced.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';
import { Ask } from './Ask.js';
import { EMPTY_FORM } from '../../react/words/cancelForm.js';
import { cancelAnnouncement, cancelView, keepView } from '../../react/words/cancelView.js';
import type { CancelOptions } from './options.js';
import { useCancelKit } from './useCancelKit.js';

export interface CancelDialogProps extends Omit<DialogPartProps, 'open' | 'onClose'>, CancelOptions {
  /** Whether it is open. Left out: it opens when a cancellation is sent. */
  readonly open?: boolean;
  /** The customer wants to close it. Not called while a cancellation waits for its answer. */
  readonly onOpenChange?: (open: boolean) => void;
  /** Takes focus after closing where the button that opened it is gone. */
  readonly fallbackFocus?: RefObject<HTMLElement | null>;
}

/** The end of a subscription, from the question to its result, and back again while it can be taken back. */
export const CancelDialog = forwardRef<HTMLDialogElement, CancelDialogProps>(function CancelDialog(
  { open, onOpenChange, fallbackFocus, reasons, saveOffer, confirmByTyping, ...rest },
  ref,
) {
  const kit = useCancelKit();
  const { say, state, flow } = kit;
  const { tell } = useContext(LiveContext);
  const [wasOpened, setOpened] = useState(false);
  if (state.status === 'canceling' && !wasOpened) setOpened(true);
  useChangeAnnouncements();
  useAnnounced((before, now) => cancelAnnouncement(before, now, aloud(kit)), always);
  const close = () => {
    if (isHeld(state)) return tell('status', say('cancel.sent'));
    setOpened(false);
    if (isAnswered(state)) flow.acknowledge();
    onOpenChange?.(false);
  };
  return (
    <Shell
      {...rest}
      ref={ref}
      isOpen={open ?? wasOpened}
      isHeld={isHeld(state)}
      onCloseRequest={close}
      fallbackFocus={fallbackFocus}
    >
      <Steps onClose={close} reasons={reasons} saveOffer={saveOffer} confirmByTyping={confirmByTyping} />
    </Shell>
  );
});

const always = () => true;

/** Whether closing now would only look like stopping it. */
function isHeld({ status }: FlowState): boolean {
  return status === 'canceling' || status === 'undoing';
}

/** What is said is kept over the steps, so that a retry asks for nothing twice. */
function Steps({ onClose, ...options }: CancelOptions & { readonly onClose: () => void }) {
  const kit = useCancelKit();
  const { say, state, catalog } = kit;
  const [form, setForm] = useState(EMPTY_FORM);
  const view = cancelView(kit, state, onClose) ?? keepView(kit, state, onClose);
  const held = state.status === 'canceling' ? state.held : catalog?.subscription;
  if (view === null)
    return catalog && held ? (
      <Ask {...options} catalog={catalog} held={held} form={form} setForm={setForm} onClose={onClose} />
    ) : null;
  const code = 'outcome' in state && 'reference' in state.outcome ? state.outcome.reference : null;
  const copied = code && <code>{code}</code>;
  return (
    <DialogPanel step={view.key} title={view.title} mark={drawMark(view)} foot={drawSteps(view)}>
      {drawText(view, facts([[say('out.reference'), copied]]))}
    </DialogPanel>
  );
}
