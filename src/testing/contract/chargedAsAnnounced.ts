import { sameMoney } from '../../core/money.js';
import type { ReadOutcome } from '../../core/outcome.js';
import type { PreviewOutcome } from '../../core/preview.js';
import type { Charge } from './harness.js';
import { say } from './say.js';

type Announced = Extract<PreviewOutcome, { status: 'quote' | 'requires_checkout' | 'unavailable' }>;

/**
 * The second law: charged once, what was announced, apart from what the announcement says it leaves out. Where nothing could be
 * announced, charged once at most.
 */
export function chargedAsAnnounced(preview: Announced, charges: readonly Charge[], outcome: ReadOutcome | null): void {
  say(charges.length <= 1, `${charges.length} charges were made for one change.`);
  if (preview.status === 'unavailable' || preview.dueNow === null) return;
  const { dueNow, certainty, excludes } = preview;
  const due = dueNow.amount > 0;
  const mayCharge = due || (certainty === 'estimate' && (excludes.includes('tax') || excludes.includes('usage')));
  say(mayCharge || charges.length === 0, 'Nothing was due, and yet a charge was made.');
  const mayBeNone = !due || excludes.includes('credit');
  const [charge] = charges;
  if (charge === undefined) return say(mayBeNone, `${dueNow.amount} ${dueNow.currency} was due and not charged.`);

  const { amount, currency } = charge.amount;
  say(currency === dueNow.currency, `Announced in ${dueNow.currency}, charged in ${currency}.`);
  if (certainty === 'exact')
    say(amount === dueNow.amount, `Announced exactly ${dueNow.amount} ${currency}, charged ${amount}.`);
  if (amount > dueNow.amount)
    say(
      excludes.includes('tax') || excludes.includes('usage'),
      `Announced ${dueNow.amount} ${currency} with tax and usage in it, charged more: ${amount}.`,
    );
  if (amount < dueNow.amount)
    say(
      excludes.includes('credit'),
      `Announced ${dueNow.amount} ${currency} with credit in it, charged less: ${amount}.`,
    );
  if (outcome?.status === 'applied' && outcome.amountCharged !== null)
    say(
      sameMoney(outcome.amountCharged, charge.amount),
      `The outcome says ${outcome.amountCharged.amount} was charged; the billing system says ${amount}.`,
    );
}
