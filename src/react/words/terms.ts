import type { ConfirmablePreview } from '../../core/preview.js';
import { perInterval } from '../../locale/words.js';
import { confirmLabel } from './confirmLabel.js';
import type { Kit, Speaker } from '../kit.js';
import { dueOf, sentenceOf } from './statement.js';
import type { Consent } from '../consent/consent.js';

/** What renews and how that is stopped, in one honest sentence or two; empty where nothing is known to renew. */
export function renewal<T>(kit: Kit<T>, preview: ConfirmablePreview, consent?: Consent): readonly (T | string)[] {
  const { say, tell, money, date } = kit;
  const { recurring } = preview;
  const cancel = consent?.cancel(kit, preview) ?? null;
  const more = cancel === null ? [] : [cancel];
  if (!recurring) return consent?.agree(kit, preview) ? [say('review.renewsPlain'), ...more] : more;
  const values = { amount: money(recurring.amount), per: perInterval(say, recurring.interval) };
  const invoice = preview.status === 'unavailable' ? null : preview.nextInvoice;
  const first = invoice
    ? tell('review.renewsFrom', { ...values, date: date(invoice.date) })
    : tell('review.renews', values);
  return [first, ...more];
}

/** That a checkout leads away from the page; null where none does. */
export function leaving({ say }: Speaker, preview: ConfirmablePreview): string | null {
  if (preview.status !== 'requires_checkout') return null;
  return say('review.leaving', { host: preview.checkoutHost ?? say('review.page') });
}

export function buttonWords(kit: Speaker, preview: ConfirmablePreview, consent?: Consent): string {
  return consent?.button(kit, preview) ?? confirmLabel(kit, preview);
}

/** Every word of a yes, in the order in which it stands on the screen. */
export function wordsOfYes(
  kit: Kit<string>,
  preview: ConfirmablePreview,
  consent: Consent,
  agreed: readonly string[],
): readonly string[] {
  const [label, due] = dueOf(kit, preview);
  const terms = renewal(kit, preview, consent);
  const button = buttonWords(kit, preview, consent);
  const away = leaving(kit, preview);
  return [
    sentenceOf(kit, preview),
    label === null ? due : kit.say('tell.fact', { label, value: due }),
    ...(consent.disclosure === 'consent' ? [...terms, ...agreed] : [...agreed, ...terms]),
    ...(away === null ? [] : [away]),
    button,
  ];
}
