import type { LineKind, PreviewOutcome } from '../../core/preview.js';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { Kit } from '../kit.js';
import { excludedInWords } from './confirmLabel.js';
import { lineWords } from './lines.js';
import { graceWords, taxWords, zoneWords } from './notes.js';
import { methodText, onwardRows, type Row } from './rows.js';
import { dueOf, sentenceOf } from './statement.js';

/** A line of the statement, down to the total. */
export interface StatementLine {
  readonly kind: LineKind;
  readonly text: string;
  readonly details: readonly string[];
  readonly amount: string;
}

/** Why it is that much. */
export interface WorkingWords {
  /** The tax that is in the amount due already. */
  readonly tax: string | null;
  readonly lines: readonly StatementLine[];
  readonly total: { readonly label: string; readonly amount: string } | null;
}

/** What a preview says, in the order of a good invoice. What billing does not say is not there. */
export interface StatementWords extends WorkingWords {
  /** What happens on a yes, and when. */
  readonly sentence: string;
  /** What is due now. Without a label it is a sentence: there is nothing to pay. */
  readonly due: { readonly label: string | null; readonly value: string };
  /** What an estimate does not hold. */
  readonly estimate: string | null;
  /** Next invoice, then, credit, payment method. */
  readonly rows: readonly Row<string>[];
  /** Days of grace, the time zone of the dates. */
  readonly notes: readonly string[];
}

function estimateOf(kit: Kit<string>, preview: PreviewOutcome): string | null {
  if (!('excludes' in preview) || preview.certainty === 'exact' || preview.excludes.length === 0) return null;
  return kit.say('review.estimate', { excluded: excludedInWords(kit, preview.excludes) });
}

export function workingWords(kit: Kit<string>, preview: PreviewOutcome): WorkingWords {
  const { say, money } = kit;
  const lines = preview.status === 'quote' ? preview.lines : [];
  return {
    tax: taxWords(kit, preview),
    lines: lines.map((line) => ({ kind: line.kind, amount: money(line.amount), ...lineWords(kit, line) })),
    total:
      preview.status === 'quote' && lines.length > 0
        ? { label: say('review.total'), amount: money(preview.dueNow) }
        : null,
  };
}

export function statementWords(kit: Kit<string>, preview: ConfirmablePreview): StatementWords {
  const { say } = kit;
  const [label, value] = dueOf(kit, preview);
  const { paymentMethod = null } = preview.status === 'unavailable' ? {} : preview;
  const method: readonly Row<string>[] = paymentMethod ? [[say('review.method'), methodText(say, paymentMethod)]] : [];
  const notes = [
    preview.status === 'scheduled' ? graceWords(kit, preview) : null,
    'effectiveAt' in preview ? zoneWords(kit, preview.effectiveAt) : null,
  ];
  return {
    sentence: sentenceOf(kit, preview),
    due: { label, value },
    estimate: estimateOf(kit, preview),
    ...workingWords(kit, preview),
    rows: [...onwardRows(kit, preview), ...method],
    notes: notes.filter((note) => note !== null),
  };
}
