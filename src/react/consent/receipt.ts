import type { Selection } from '../../core/adapter.js';
import type { Money } from '../../core/money.js';
import type { BillingInterval } from '../../core/plan.js';
import type { Excluded } from '../../core/preview.js';

/** What a customer read and said yes to. It is no proof that the change was made: the outcome says that. */
export interface ConsentReceipt {
  /** The policy's `id` and `version`. */
  readonly policy: string;
  readonly version: string;
  /** BCP 47 tag of the language the screen was in. */
  readonly locale: string;
  /** By the reader's clock, ISO 8601. */
  readonly at: string;
  /** The exact words of the yes, in the order in which they stood; the button's are the last. */
  readonly words: readonly string[];
  /** Those that were agreed to by an act of their own. */
  readonly agreed: readonly string[];
  /** SHA-256 of `words` joined by line feeds, in UTF-8, as lower-case hex. Null where the page has no Web Crypto. */
  readonly hash: string | null;
  /** What was shown as due; null where no amount was. */
  readonly dueNow: Money | null;
  readonly excludes: readonly Excluded[];
  /** What was shown as renewing; null where nothing was. */
  readonly recurring: { readonly amount: Money; readonly interval: BillingInterval } | null;
  /** The token of the preview that was on the screen. */
  readonly preview: string;
  readonly selection: Selection;
}
