import type { ScheduledChange } from '../../core/subscription.js';
import type { PreviewOutcome } from '../../core/preview.js';
import type { Kit, Speaker } from '../kit.js';

/** Names the zone of the dates for a reader who lives in another; null for everybody else. */
export function zoneWords({ say, format, catalog }: Speaker, iso: string | null): string | null {
  const name = iso && catalog && format.foreignZone(iso);
  return name ? say('review.zone', { zone: name }) : null;
}

/** That paid time ends earlier than the change comes; null where both come together. */
export function graceWords<T>(
  { tell, date }: Pick<Kit<T>, 'tell' | 'date'>,
  { paidUntil, effectiveAt }: Pick<ScheduledChange, 'paidUntil' | 'effectiveAt'>,
): T | null {
  if (paidUntil === null) return null;
  return tell('review.grace', { paid: date(paidUntil), date: date(effectiveAt) });
}

/** The tax that is in the amount due already; null where there is none, or where billing does not say. */
export function taxWords<T>(
  { say, tell, money }: Pick<Kit<T>, 'say' | 'tell' | 'money'>,
  preview: PreviewOutcome,
): T | null {
  const tax = preview.status === 'quote' ? preview.includedTax : null;
  if (!tax) return null;
  return tell('review.taxIncluded', { amount: money(tax.amount), name: tax.name ?? say('excl.tax') });
}
