'use client';
import { useContext } from 'react';
import { choiceOf } from '../../core/flow/state.js';
import { stepOf } from '../../react/words/dialogStep.js';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { BillingIntervalToggle } from '../BillingIntervalToggle/BillingIntervalToggle.js';
import { PlanPicker } from '../PlanPicker/PlanPicker.js';
import { Button } from '../shared/Button.js';
import { DialogPanel } from './DialogPanel.js';
import { DialogContext } from './dialogScope.js';

/** The first step, where the dialog holds the plans: choose, then go on to the price. Nothing from there on. In a `ChangePlanDialog`. */
export function ChooseStep() {
  const { say, state, flow } = useKit();
  const { onClose } = useContext(DialogContext);
  if (stepOf(state) !== 'choose') return null;
  const isChosen = Boolean(choiceOf(state)?.selection);
  return (
    <DialogPanel
      step="choose"
      title={say('dialog.title')}
      foot={
        <div className={part('actions')} data-confirm>
          <Button onClick={onClose}>{say('act.cancel')}</Button>
          <Button kind="primary" aria-disabled={!isChosen} onClick={isChosen ? () => flow.review() : undefined}>
            {say('act.continue')}
          </Button>
        </div>
      }
    >
      <BillingIntervalToggle />
      <PlanPicker mode="choose" headingLevel={3} />
    </DialogPanel>
  );
}
