'use client';
import { forwardRef } from 'react';
import { timingChoice, type Timing } from '../../react/words/timing.js';
import { part } from '../../theme/parts.js';
import { Choice } from '../shared/Choice.js';
import { hint } from '../shared/facts.js';
import { useRevision } from './useRevision.js';
import { rendered, type PartProps } from '../shared/render.js';

export type TimingChoiceProps = PartProps<HTMLDivElement>;

/** Now or at renewal, where billing leaves that to the customer. Which of them holds is what the preview says. */
export const TimingChoice = forwardRef<HTMLDivElement, TimingChoiceProps>(function TimingChoice(
  { render, className, ...rest },
  ref,
) {
  const revision = useRevision();
  if (revision === null) return null;
  const { kit, catalog, selection, preview, isSent, revise } = revision;
  const { say, state } = kit;
  const timing = timingChoice(catalog, selection, preview, state);
  if (timing === null) return null;
  const { holds, isRefused } = timing;
  return rendered(
    render,
    <div ref={ref} {...kit.root} {...rest} className={part('choice', className)}>
      <Choice<Timing>
        label={say('timing.label')}
        options={[
          ['immediately', say('timing.immediately')],
          ['next_billing_date', say('timing.next_billing_date')],
        ]}
        value={holds}
        isOff={isSent}
        onChoose={(effectiveAt) => revise({ effectiveAt })}
      />
      {isRefused && holds !== null && hint(say(`timing.only.${holds}`))}
    </div>,
  );
});
