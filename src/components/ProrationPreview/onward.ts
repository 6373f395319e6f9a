import { createElement, Fragment, type ReactElement, type ReactNode } from 'react';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { Kit } from '../../react/kit.js';
import { methodText, onwardRows } from '../../react/words/rows.js';
import { facts } from '../shared/facts.js';

/** What comes after today. What billing does not say is left out with its row. */
export function onward(kit: Kit, preview: ConfirmablePreview, paymentLink: ReactNode): ReactElement<object> | null {
  const { say, catalog } = kit;
  const { paymentMethod = null } = preview.status === 'unavailable' ? {} : preview;
  // Where billing does not say which one will be charged, it can still be looked at and changed; not before a checkout asks for it.
  const isCharged = preview.status !== 'requires_checkout' && preview.recurring !== null;
  const isChangeable = paymentLink && isCharged && catalog?.capabilities.portal && catalog.may === 'change';
  return facts([
    ...onwardRows(kit, preview),
    [
      say('review.method'),
      (paymentMethod || isChangeable) &&
        createElement(Fragment, null, paymentMethod && methodText(say, paymentMethod), paymentLink),
    ],
  ]);
}
