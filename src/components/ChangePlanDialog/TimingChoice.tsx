'use client';
import { useId } from 'react';
import type { Selection } from '../../core/adapter.js';
import type { PreviewOutcome } from '../../core/preview.js';
import { part } from '../../theme/parts.js';
import { hint } from '../shared/facts.js';
import { heldOf } from '../shared/offer.js';
import { useRevision } from './useRevision.js';

type Timing = NonNullable<Selection['effectiveAt']>;

const TIMINGS: readonly Timing[] = ['immediately', 'next_billing_date'];

/** When a preview says that the change happens; null where it does not say, or where a checkout decides. */
function timingOf(preview: PreviewOutcome | null): Timing | null {
  if (preview?.status === 'quote') return 'immediately';
  return preview?.status === 'scheduled' ? 'next_billing_date' : null;
}

/** Now or at renewal, where billing leaves that to the customer. Which of them holds is what the preview says. */
export function TimingChoice() {
  const revision = useRevision();
  const name = useId();
  if (revision === null) return null;
  const { kit, catalog, selection, preview, isSent, revise } = revision;
  const { say, state } = kit;
  const chosen = selection.effectiveAt ?? null;
  const told = timingOf(preview);
  // Seats can be in the way of a change now, and not of one at renewal.
  const isSeats = preview?.status === 'blocked' && preview.reason === 'seat_limit_exceeded';
  const isOpen = chosen !== null || told !== null || isSeats;
  if (!catalog.capabilities.chooseTiming || heldOf(catalog) === null || !isOpen) return null;
  const holds = state.status === 'reviewing' ? (told ?? chosen) : (chosen ?? told);
  return (
    <fieldset role="radiogroup" className={part('choice')} disabled={isSent}>
      <legend className={part('choice-label')}>{say('timing.label')}</legend>
      <div className={part('choice-options')}>
        {TIMINGS.map((timing) => (
          <label key={timing} className={part('choice-option')} data-chosen={holds === timing}>
            <input
              type="radio"
              name={name}
              className={part('checkbox')}
              checked={holds === timing}
              onChange={() => revise({ effectiveAt: timing })}
            />
            {say(`timing.${timing}`)}
          </label>
        ))}
      </div>
      {chosen !== null && holds !== null && chosen !== holds && hint(say(`timing.only.${holds}`))}
    </fieldset>
  );
}
