'use client';
import { part } from '../../theme/parts.js';
import { partOf } from '../shared/partOf.js';
import type { PartProps } from '../shared/render.js';
import { useKit } from '../shared/useKit.js';
import { drawReceipt } from './drawReceipt.js';

export type ReceiptProps = PartProps<HTMLDivElement>;

/** What was charged for the change that was made, its invoice, and what comes next. Nothing before one was made. */
export const Receipt = partOf<HTMLDivElement, ReturnType<typeof useKit>>(useKit, (kit) => {
  const { state } = kit;
  return state.status === 'settled' && state.outcome.status === 'applied' ? (
    <div className={part('outcome-text')}>{drawReceipt(kit, state.outcome)}</div>
  ) : null;
});
