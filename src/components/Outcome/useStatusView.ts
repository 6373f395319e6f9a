'use client';
import { useContext } from 'react';
import { statusView, type StatusView } from '../../react/words/statusView.js';
import { DialogContext } from '../ChangePlanDialog/dialogScope.js';
import { useKit } from '../shared/useKit.js';

/** The view of the state that is, with what leads on from it: out of the dialog around, or back to the plans. */
export function useStatusView(): StatusView | null {
  const kit = useKit();
  const { onClose } = useContext(DialogContext);
  return statusView(kit, kit.state, onClose ?? (() => kit.flow.acknowledge()));
}
