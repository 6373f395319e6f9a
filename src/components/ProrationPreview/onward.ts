import { createElement, Fragment, type ReactNode } from 'react';
import type { ConfirmablePreview } from '../../core/preview.js';
import type { Kit } from '../../react/kit.js';
import { methodText, onwardRows } from '../../react/words/rows.js';
import { facts } from '../shared/facts.js';

/** What comes after today. What billing does not say is left out with its row. */
export function onward(kit: Kit, preview: ConfirmablePreview, paymentLink: ReactNode): ReactNode {
  const { say } = kit;
  const { paymentMethod = null } = preview.status === 'unavailable' ? {} : preview;
  return facts([
    ...onwardRows(kit, preview),
    [say('review.method'), paymentMethod && createElement(Fragment, null, methodText(say, paymentMethod), paymentLink)],
  ]);
}
