'use client';
import { choiceOf } from '../../core/flow/state.js';
import { useKit } from '../shared/useKit.js';
import { part } from '../../theme/parts.js';
import { BillingIntervalToggle } from '../BillingIntervalToggle/BillingIntervalToggle.js';
import { PlanPicker } from '../PlanPicker/PlanPicker.js';
import { Button } from '../shared/Button.js';
import { Frame } from './Frame.js';

/** The first step, where the dialog holds the plans: choose, then go on to the price. */
export function Choose({ onClose }: { readonly onClose: () => void }) {
  const { say, state, flow } = useKit();
  const isChosen = Boolean(choiceOf(state)?.selection);
  return (
    <Frame
      step="choose"
      title={say('dialog.title')}
      onClose={onClose}
      isHeld={false}
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
    </Frame>
  );
}
