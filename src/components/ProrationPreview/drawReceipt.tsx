import type { ReactNode } from 'react';
import type { ChangePlanOutcome } from '../../core/outcome.js';
import type { Kit } from '../../react/kit.js';
import { taxWords } from '../../react/words/notes.js';
import { receiptRows } from '../../react/words/rows.js';
import { part } from '../../theme/parts.js';
import { facts, hint } from '../shared/facts.js';
import { LinkOut } from '../shared/LinkOut.js';
import { drawLines } from './drawLines.js';

/** What was charged for a change, and what comes next: the statement of the preview, after it came true. */
export function drawReceipt(kit: Kit, outcome: Extract<ChangePlanOutcome, { status: 'applied' }>): ReactNode {
  const { say, money, state } = kit;
  const { amountCharged, invoice } = outcome;
  const { quote = null } = state.status === 'settled' ? state : {};
  const isCharged = amountCharged !== null && amountCharged.amount > 0;
  const number = invoice?.url ? <LinkOut href={invoice.url}>{invoice.number}</LinkOut> : invoice?.number;
  return (
    <>
      {isCharged && (
        <dl className={part('due')}>
          <dt className={part('due-label')}>{say('out.charged')}</dt>
          <dd className={part('due-amount')}>{money(amountCharged)}</dd>
        </dl>
      )}
      {quote && drawLines(kit, quote.lines, quote.dueNow)}
      {quote && hint(taxWords(kit, quote))}
      {facts([[say('out.invoice'), number], ...receiptRows(kit, outcome)])}
    </>
  );
}
