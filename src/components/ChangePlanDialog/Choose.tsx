'use client';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { BillingIntervalToggle } from '../BillingIntervalToggle/BillingIntervalToggle.js';
import { PlanPicker } from '../PlanPicker/PlanPicker.js';
import { Button } from '../shared/Button.js';
import { Frame } from './Frame.js';

/** The first step, where the dialog holds the plans: choose, then go on to the price. */
export function Choose({ onClose }: { readonly onClose: () => void }) {
  const { say } = useMessages();
  const { choice, review } = useChangePlan();
  const isChosen = choice !== null && choice.selection !== null;
  return (
    <Frame
      step="choose"
      title={say('dialog.title')}
      onClose={onClose}
      isHeld={false}
      foot={
        <div className={part('actions')} data-confirm>
          <Button onClick={onClose}>{say('act.cancel')}</Button>
          <Button kind="primary" aria-disabled={!isChosen} onClick={isChosen ? () => review() : undefined}>
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
