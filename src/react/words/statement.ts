import { absolute } from '../../core/money.js';
import type { StateOf } from '../../core/flow/state.js';
import { promisedAmount, type ConfirmablePreview } from '../../core/preview.js';
import { intervalOften, sentences } from '../../locale/words.js';
import { manner } from './confirmLabel.js';
import type { Kit, Speaker } from '../kit.js';
import { stillOn } from './names.js';

/** What happens on a yes, and when. */
export function sentenceOf<T>({ say, tell, date }: Kit<T>, preview: ConfirmablePreview): T | string {
  const { from, to } = preview.change;
  const plan = to.planName;
  if (preview.status === 'requires_checkout')
    return say('review.checkout', { plan, host: preview.checkoutHost ?? say('review.page') });
  const at = preview.status === 'quote' ? null : preview.effectiveAt;
  if (at === null) return say(`now.${manner(preview)}`, { plan, interval: intervalOften(say, to.interval) });
  return from
    ? tell('review.later', { plan, current: from.planName, date: date(at) })
    : tell('review.laterNew', { plan, date: date(at) });
}

/** What is due now: an amount with its label, or a sentence where there is none to pay. */
export function dueOf<T>(
  { say, tell, money }: Kit<T>,
  preview: ConfirmablePreview,
): readonly [label: string | null, value: T | string] {
  switch (preview.status) {
    case 'quote': {
      const { dueNow } = preview;
      if (dueNow.amount > 0) return [say('review.dueToday'), money(dueNow)];
      return [
        null,
        dueNow.amount === 0
          ? say('review.nothingCovered')
          : tell('review.nothingCredit', { amount: money(absolute(dueNow)) }),
      ];
    }
    case 'scheduled':
      return [null, say('review.nothing')];
    case 'requires_checkout':
      return [say('review.dueCheckout'), preview.dueNow ? money(preview.dueNow) : say('review.dueUnknown')];
    case 'unavailable':
      return [null, say('review.noAmount')];
  }
}

/** Why the customer is asked again, or null where this is the first time. */
export function askedWords({ say, format }: Speaker, { error, stale, preview }: StateOf<'reviewing'>): string | null {
  if (error) return say(`error.${error.code}`);
  if (!stale) return null;
  if (stale.reason !== 'amount_changed') return say(`stale.${stale.reason}`);
  const now = promisedAmount(preview);
  return stale.shown && now
    ? say('stale.amount_changed', { old: format.money(stale.shown), new: format.money(now) })
    : say('stale.token_refused');
}

/** That there is no price, and what that leaves. */
export function failedWords({ say, state }: Pick<Kit<unknown>, 'say' | 'state'>): string {
  return sentences(say('review.failed'), stillOn(say, state));
}

/** What became of taking a change back. */
export function undoneWords({ say, format, catalog }: Speaker, state: StateOf<'undo_settled' | 'undo_failed'>): string {
  if (state.status === 'undo_failed')
    return say('notice.undoFailed', { date: format.date(state.scheduled.effectiveAt) });
  const { outcome } = state;
  switch (outcome.status) {
    case 'undone':
      return say('notice.undone', { plan: catalog?.subscription?.planName ?? say('notice.yourPlan') });
    case 'rejected':
      return say(`undo.${outcome.reason}`);
    case 'unknown':
      return say('notice.undoUnknown');
  }
}
