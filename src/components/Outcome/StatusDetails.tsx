'use client';
import type { ReactNode } from 'react';
import type { FlowState } from '../../core/flow/state.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { drawReceipt } from '../ProrationPreview/drawReceipt.js';
import { Recovery } from '../ProrationPreview/Recovery.js';
import { facts, hint } from '../shared/facts.js';
import type { Kit } from '../../react/kit.js';
import { useKit } from '../shared/useKit.js';

/** What can be looked up of the state that is: amounts, an invoice, the last check. */
export function StatusDetails() {
  const kit = useKit();
  return details(kit, kit.state);
}

function details(kit: Kit, state: FlowState): ReactNode {
  const { say, format } = kit;
  const { lastCheck = null } = 'lastCheck' in state ? state : {};
  const checked = lastCheck && hint(say('out.lastCheck', { time: format.time(lastCheck) }));
  if (state.status !== 'settled') return checked;
  const { outcome } = state;
  switch (outcome.status) {
    case 'applied':
      return drawReceipt(kit, outcome);
    case 'scheduled':
      return <ImpactList impact={outcome.impact.filter(({ severity }) => severity !== 'info')} />;
    case 'rejected':
      return (
        <>
          <Recovery reason={outcome.reason} url={outcome.recoveryUrl} />
          <ImpactList impact={outcome.impact.filter(({ severity }) => severity === 'block')} />
          {reference(kit, outcome.reference)}
        </>
      );
    case 'declined':
      return reference(kit, outcome.reference);
    case 'unknown':
      return (
        <>
          {checked}
          {reference(kit, outcome.reference)}
        </>
      );
    case 'processing':
      return checked;
    default:
      outcome.status satisfies 'requires_checkout' | 'requires_action' | 'pending' | 'not_changed';
      return null;
  }
}

/** What a customer can tell support, to be copied. */
function reference({ say }: Kit, code: string | null): ReactNode {
  const copied = code && <code>{code}</code>;
  return facts([[say('out.reference'), copied]]);
}
