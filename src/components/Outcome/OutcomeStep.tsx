'use client';
import { DialogPanel } from '../ChangePlanDialog/DialogPanel.js';
import { drawMark, drawSteps, drawText } from './drawStatus.js';
import { StatusDetails } from './StatusDetails.js';
import { useStatusView } from './useStatusView.js';

/** What became of a change, as the dialog draws it. Nothing before one was sent. In a `ChangePlanDialog`. */
export function OutcomeStep() {
  const view = useStatusView();
  return (
    view && (
      <DialogPanel step={view.key} title={view.title} mark={drawMark(view)} foot={drawSteps(view)}>
        {drawText(view, <StatusDetails />)}
      </DialogPanel>
    )
  );
}
