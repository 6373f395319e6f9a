import type { Selection } from '../../core/adapter.js';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { ScopeFlow } from '../context.js';
import type { Speaker } from '../kit.js';

/** What was on the screen when the customer said yes. */
export interface Given {
  readonly preview: ConfirmablePreview;
  readonly selection: Selection;
  readonly words: readonly string[];
  readonly agreed: readonly string[];
}

/** The rules of a yes, for `ChangePlanDialog`. Made by `createConsent`. */
export interface Consent {
  readonly disclosure: 'button' | 'consent';
  /** What the button says; null for the kit's own words. */
  readonly button: (kit: Speaker, preview: ConfirmablePreview) => string | null;
  /** How a renewal is stopped; null where nothing renews. */
  readonly cancel: (kit: Speaker, preview: ConfirmablePreview) => string | null;
  /** What is agreed to by an act of its own; null where nothing renews, or where the button is enough. */
  readonly agree: (kit: Speaker, preview: ConfirmablePreview) => string | null;
  /** Gets ready for these words, so that a yes need not wait. */
  readonly prepare: (words: readonly string[]) => void;
  /** Hands the receipt to the host. */
  readonly give: (kit: Speaker, flow: ScopeFlow, given: Given) => void;
}
