'use client';
import type { Selection } from '../../core/adapter.js';
import type { PreviewOutcome } from '../../core/preview.js';
import { part } from '../../theme/parts.js';
import { Choice } from '../shared/Choice.js';
import { hint } from '../shared/facts.js';
import { heldOf } from '../../react/words/offer.js';
import { useRevision } from './useRevision.js';

type Timing = NonNullable<Selection['effectiveAt']>;

/** When a preview says that the change happens; null where it does not say, or where a checkout decides. */
function timingOf(preview: PreviewOutcome | null): Timing | null {
  if (preview?.status === 'quote') return 'immediately';
  return preview?.status === 'scheduled' ? 'next_billing_date' : null;
}

/** Seats can be in the way of a change now, and not of one at renewal. */
function isStoppedBySeats(preview: PreviewOutcome | null): boolean {
  return preview?.status === 'blocked' && preview.reason === 'seat_limit_exceeded';
}

/** Now or at renewal, where billing leaves that to the customer. Which of them holds is what the preview says. */
export function TimingChoice() {
  const revision = useRevision();
  if (revision === null) return null;
  const { kit, catalog, selection, preview, isSent, revise } = revision;
  const { say, state } = kit;
  const chosen = selection.effectiveAt ?? null;
  const told = timingOf(preview) ?? (isStoppedBySeats(preview) ? (chosen ?? 'immediately') : null);
  const isOpen = chosen !== null || told !== null;
  if (!catalog.capabilities.chooseTiming || heldOf(catalog) === null || !isOpen) return null;
  const holds = state.status === 'reviewing' ? (told ?? chosen) : (chosen ?? told);
  return (
    <div className={part('choice')}>
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
      {chosen !== null && holds !== null && chosen !== holds && hint(say(`timing.only.${holds}`))}
    </div>
  );
}
