import type { Part } from './parts.js';

/** What a part is right now, as an attribute for selectors: `.ps-plan[data-offer='current']`. */
export interface PartState {
  readonly attribute: `data-${string}`;
  /** The parts that have it, themselves or on an element inside that is no part. */
  readonly on: readonly Part[];
  /** Every value there is, or that it counts. */
  readonly values: readonly string[] | 'number';
  readonly meaning: string;
}

const YES = ['true'] as const;
const EITHER = ['true', 'false'] as const;
const TONES = ['info', 'good', 'warn', 'danger'] as const;
const STATUSES = [
  'loading', 'load_failed', 'choosing', 'previewing', 'preview_failed', 'reviewing', 'confirming', 'redirecting', 'checking', 'settled',
  'undoing', 'undo_settled', 'undo_failed', 'canceling', 'cancel_settled', 'cancel_failed', 'topping_up', 'top_up_settled', 'top_up_failed',
] as const; // prettier-ignore

/** Every state that stands in an attribute. Like the names of parts they stay when markup changes. */
export const STATES: readonly PartState[] = [
  { attribute: 'data-ps-theme', on: ['theme'], values: ['light', 'dark'], meaning: 'A scheme of its own, whatever the page is. A host sets it on any element.' },
  { attribute: 'data-status', on: ['root', 'plan-picker', 'preview'], values: STATUSES, meaning: 'Where the change of plan is.' },
  { attribute: 'data-mode', on: ['plan-picker'], values: ['act', 'choose'], meaning: 'Cards with a button each, or one group to choose from.' },
  { attribute: 'data-layout', on: ['plans'], values: ['cards', 'list'], meaning: 'A list where there are many plans.' },
  { attribute: 'data-layout', on: ['interval-options'], values: ['segments', 'list'], meaning: 'A list where there are many intervals.' },
  { attribute: 'data-offer', on: ['plan', 'comparison-table'], values: ['open', 'current', 'scheduled', 'contact_sales', 'other_interval', 'unavailable'], meaning: 'What can be done with a plan.' },
  { attribute: 'data-old', on: ['plan'], values: YES, meaning: 'The plan that is held, at terms that are no longer sold.' },
  { attribute: 'data-recommended', on: ['plan', 'comparison-table'], values: EITHER, meaning: 'The plan that is recommended.' },
  { attribute: 'data-chosen', on: ['plan', 'interval-option', 'choice-option'], values: EITHER, meaning: 'What is chosen; on a plan only where it can be.' },
  { attribute: 'data-rows', on: ['plan'], values: 'number', meaning: 'How many features it lists, for rows on one line across cards.' },
  { attribute: 'data-aligned', on: ['plan'], values: EITHER, meaning: 'Whether its features stand on one line with those of its neighbours.' },
  { attribute: 'data-included', on: ['feature', 'comparison-table'], values: EITHER, meaning: 'Whether the plan has the feature.' },
  { attribute: 'data-kind', on: ['button'], values: ['primary', 'secondary', 'quiet'], meaning: 'How much it asks to be pressed.' },
  { attribute: 'data-kind', on: ['line'], values: ['credit', 'charge', 'addon', 'usage', 'tax', 'discount', 'balance', 'rounding', 'other'], meaning: 'What a line of the statement is.' },
  { attribute: 'data-total', on: ['line'], values: YES, meaning: 'The line that sums up.' },
  { attribute: 'data-busy', on: ['button'], values: EITHER, meaning: 'Whether its answer is on the way.' },
  { attribute: 'data-updating', on: ['preview'], values: YES, meaning: 'The old figures, while new ones are on the way.' },
  { attribute: 'data-tone', on: ['notice', 'outcome', 'outcome-mark'], values: TONES, meaning: 'Neutral, good, a warning, or bad.' },
  { attribute: 'data-tone', on: ['hint'], values: ['danger'], meaning: 'What is wrong with an entry.' },
  { attribute: 'data-waiting', on: ['outcome-mark'], values: EITHER, meaning: 'Whether the kit is still looking by itself.' },
  { attribute: 'data-group', on: ['impact-group'], values: ['block', 'over', 'lost', 'kept', 'gained'], meaning: 'What happens to the things listed.' },
  { attribute: 'data-severity', on: ['impact-item'], values: ['block', 'warn', 'info'], meaning: 'How much a thing matters.' },
  { attribute: 'data-step', on: ['dialog'], values: ['choose'], meaning: 'The dialog shows the plans.' },
  { attribute: 'data-state', on: ['dialog'], values: ['open'], meaning: 'It is open; a closed one is not drawn.' },
  { attribute: 'data-confirm', on: ['actions'], values: YES, meaning: 'A way back and a yes, at opposite ends.' },
  { attribute: 'data-equal', on: ['actions'], values: YES, meaning: 'Neither is made easier than the other.' },
  { attribute: 'data-typed', on: ['consent'], values: YES, meaning: 'The yes is typed.' },
  { attribute: 'data-icon', on: ['icon'], values: ['check', 'minus', 'plus', 'close', 'arrow', 'clock', 'info', 'warn'], meaning: 'Which drawing it is.' },
]; // prettier-ignore
