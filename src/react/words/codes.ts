import type { Selection } from '../../core/adapter.js';
import type { FlowState } from '../../core/flow/state.js';
import type { PreviewOutcome } from '../../core/preview.js';
import type { AppliedDiscount } from '../../core/subscription.js';

/** Discounts in force and codes beside them. */
export interface CodeChoices {
  readonly kept: readonly AppliedDiscount[];
  /** Codes that were entered and can be used. */
  readonly good: readonly string[];
  /** The code that cannot: it stays in its field, to be put right. */
  readonly refused: string | null;
  /** What is sent for these. */
  readonly intent: (
    kept: readonly AppliedDiscount[],
    codes: readonly string[],
  ) => NonNullable<Selection['discountCodes']>;
}

export function codeChoices(
  selection: Selection,
  held: readonly AppliedDiscount[],
  preview: PreviewOutcome | null,
  { status }: FlowState,
): CodeChoices {
  const { kept, added } = codesOf(selection, held);
  const isRefused = status === 'reviewing' && preview?.status === 'blocked' && preview.reason === 'discount_invalid';
  const refused = (isRefused && added.at(-1)) || null;
  return {
    kept,
    good: added.filter((code) => code !== refused),
    refused,
    intent: (discounts, codes) => intentOf(discounts, codes, held),
  };
}

function codesOf({ discountCodes: intent }: Selection, held: readonly AppliedDiscount[]) {
  switch (intent?.intent) {
    case undefined:
    case 'keep':
      return { kept: held, added: [] };
    case 'remove':
      return { kept: [], added: [] };
    case 'replace': {
      const { values } = intent;
      return {
        kept: held.filter(({ code }) => code !== null && values.includes(code)),
        added: values.filter((value) => !held.some(({ code }) => code === value)),
      };
    }
  }
}

/** What is as it was is kept. A discount without a code cannot be named: it goes with any other choice, as the preview then says. */
function intentOf(
  kept: readonly AppliedDiscount[],
  added: readonly string[],
  held: readonly AppliedDiscount[],
): NonNullable<Selection['discountCodes']> {
  if (added.length === 0 && kept.length === held.length) return { intent: 'keep' };
  const values = [...kept.flatMap(({ code }) => (code === null ? [] : [code])), ...added];
  return values.length === 0 ? { intent: 'remove' } : { intent: 'replace', values };
}
