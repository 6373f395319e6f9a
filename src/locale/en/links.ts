import type { Source } from '../messages.js';

/** The English words of the ways to billing's own pages. */
export const linksEn = {
  'portal.open': 'Manage billing',
  'link.opening': 'Opening…',
  'link.unavailable': 'That page cannot be opened right now.',
} as const satisfies Record<string, Source>;
